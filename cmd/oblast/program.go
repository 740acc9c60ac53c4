package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/term"
)

// Streams are where a command reads and writes.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// program is the command line: one field a command, the settings they share above them.
type program struct {
	Config kong.ConfigFlag `help:"Settings file: one JSON object, flag names as keys." placeholder:"FILE" env:"OBLAST_CONFIG"`
	Data   string          `help:"Log of revisions: a file, made at first use, or :memory: (default ${default})." default:"oblast.db" placeholder:"FILE" env:"OBLAST_DATA"`
	JSON   bool            `help:"Write results as JSON." env:"OBLAST_JSON"`

	Serve   serveCommand   `cmd:"" help:"Serve the map and its data over HTTP."`
	Geocode geocodeCommand `cmd:"" help:"Find the region that words mean."`
	Reverse reverseCommand `cmd:"" help:"Find the regions at a coordinate."`
	Record  recordCommand  `cmd:"" help:"Change single records: put, correct, merge, split, retract, undo."`
	Alias   aliasCommand   `cmd:"" help:"Decide what words mean: add, undo."`
	Import  importCommand  `cmd:"" help:"Append records from a file to the log."`
	Export  exportCommand  `cmd:"" help:"Write the records of the log."`
	Verify  verifyCommand  `cmd:"" help:"Check the log: its chain of hashes from the first row to the last, and the file around it."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of its boundaries."`
}

// setting carries what every command is run with.
type setting struct {
	Streams
	ctx  context.Context
	data string
	json bool
}

// Run runs one command line to its end and returns its exit code. It ends early, and cleanly, when ctx is cancelled.
func Run(ctx context.Context, args []string, s Streams) int {
	var p program
	code, exited := 0, false
	parser, err := kong.New(&p,
		kong.Name("oblast"),
		kong.Description("Publicly reported incidents on a map: where they were, how many, and in whose words.\n\n"+exitCodeHelp()),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Configuration(environmentFirst, "oblast.json"),
		kong.Writers(s.Out, s.Err),
		kong.Exit(func(c int) { code, exited = c, true }),
		kong.Bind(s),
	)
	if err != nil {
		fmt.Fprintf(s.Err, "oblast: %v\n", err)
		return exitFailed
	}
	name := command(parser, args)
	k, err := parser.Parse(numbersLast(name, args))
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintf(s.Err, "oblast: %v\nTry: %s\n", mistake(err, name), strings.Join(strings.Fields("oblast "+name+" --help"), " "))
		return exitUsage
	}
	err = k.Run(&setting{Streams: s, ctx: ctx, data: p.Data, json: p.JSON})
	if err != nil {
		fmt.Fprintf(s.Err, "oblast %s: %s\n", name, sentence(err))
	}
	return exitCode(err)
}

// command is the command that args name, with the one inside it where there is one, or nothing.
func command(parser *kong.Kong, args []string) string {
	node, name := parser.Model.Node, []string{}
	for _, a := range args {
		for _, child := range node.Children {
			if child.Name == a {
				node, name = child, append(name, a)
				break
			}
		}
	}
	return strings.Join(name, " ")
}

// numbersLast puts the coordinates of reverse behind a --, where one of them would be read as a flag: west and south are
// below 0.
func numbersLast(command string, args []string) []string {
	negative := func(a string) bool { return strings.HasPrefix(a, "-") && isNumber(a) }
	if command != "reverse" || slices.Contains(args, "--") || !slices.ContainsFunc(args, negative) {
		return args
	}
	var rest, numbers []string
	for i, a := range args {
		if isNumber(a) && (i == 0 || args[i-1] != "--uncertainty") {
			numbers = append(numbers, a)
		} else {
			rest = append(rest, a)
		}
	}
	return slices.Concat(rest, []string{"--"}, numbers)
}

func isNumber(a string) bool {
	_, err := strconv.ParseFloat(a, 64)
	return err == nil
}

// onTerminal reports that w is a person's terminal.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
