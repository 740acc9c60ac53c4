package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// plainWords says of a value what it should be, and names no empty one.
var plainWords = strings.NewReplacer("expected a valid 64 bit int but got", "expected a whole number but got", `must be one of "",`, "must be one of ",
	"expected duration but got", "expected a time such as 10s or 2m but got")

// mistake says what is wrong with a command line. Where something is missing it names all of that at once, and what each
// is; where a command is none, all that there are.
func mistake(err error, name string) string {
	text, _, _ := strings.Cut(plainWords.Replace(strings.TrimPrefix(err.Error(), name+": ")), ": time: ")
	var at *kong.ParseError
	if !errors.As(err, &at) || at.Context == nil {
		return text
	}
	node := at.Context.Selected()
	if node == nil {
		node = at.Context.Model.Node
	}
	if inside := commandsIn(node); len(inside) > 0 && (strings.HasPrefix(text, "expected one of ") || strings.HasPrefix(text, "unexpected argument ")) {
		word, did, _ := strings.Cut(strings.TrimPrefix(text, "unexpected argument "), ", did you mean ")
		if text = "a command is missing; there are " + strings.Join(inside, ", "); !strings.HasPrefix(err.Error(), "expected") {
			text = fmt.Sprintf("%s is no command; there are %s", word, strings.Join(inside, ", "))
		}
		if did != "" {
			text += "; did you mean " + did
		}
		return text
	}
	if word, ok := strings.CutPrefix(text, "unexpected argument "); ok {
		if len(node.Positional) == 0 {
			return text + "; this command takes flags alone"
		}
		return text + "; what has spaces stands in quotes: \"... " + word + "\""
	}
	if text == "unknown flag --version" {
		return text + "; oblast version prints it"
	}
	if !strings.HasPrefix(text, "missing flags: ") && !strings.HasPrefix(text, "expected \"<") {
		return text
	}
	missing := absentArguments(at.Context, node)
	for _, f := range absentFlags(at.Context, node) {
		missing = append(missing, fmt.Sprintf("--%s=%s (%s)", f.Name, f.PlaceHolder, plain(f.Help)))
	}
	if len(missing) == 0 {
		return text
	}
	return "missing: " + strings.Join(missing, ", ")
}

func commandsIn(node *kong.Node) (names []string) {
	for _, child := range node.Children {
		if child.Type == kong.CommandNode && !child.Hidden {
			names = append(names, child.Name)
		}
	}
	return names
}

// absentArguments tells the words that a command asks for and was not given.
func absentArguments(at *kong.Context, node *kong.Node) (out []string) {
	given := map[*kong.Positional]bool{}
	for _, p := range at.Path {
		given[p.Positional] = true
	}
	for _, p := range node.Positional {
		if p.Required && !given[p] {
			name := p.Tag.PlaceHolder
			if name == "" {
				name = strings.ToUpper(p.Name)
			}
			out = append(out, fmt.Sprintf("%s (%s)", name, plain(p.Help)))
		}
	}
	return out
}

// absentFlags are the flags that a command asks for and that neither the command line nor a variable nor the settings
// give.
func absentFlags(at *kong.Context, node *kong.Node) (out []*kong.Flag) {
	given := map[*kong.Flag]bool{}
	for _, p := range at.Path {
		given[p.Flag] = true
	}
	for _, f := range node.Flags {
		if f.Required && !given[f] && f.Target.IsZero() {
			out = append(out, f)
		}
	}
	return out
}

// plain is a help text as a clause.
func plain(help string) string {
	help = strings.TrimSuffix(help, ".")
	if len(help) > 1 && help[1] >= 'a' && help[1] <= 'z' || len(help) > 1 && help[1] == ' ' {
		return strings.ToLower(help[:1]) + help[1:]
	}
	return help
}
