// Package wording says things in the languages of the site: English, Russian, Ukrainian.
//
// In: messages as JSON, a text a key, or its plural forms by their names in CLDR ("one", "few", "many", "other"); `{name}`
// in a text stands for a value. Out: sentences. The map's own messages are the same files, so that the page of a night and
// the map speak alike. A Language is safe for concurrent use.
package wording

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Codes are the languages, the default first.
var Codes = []string{"en", "ru", "uk"}

// Language says messages in one language.
type Language struct {
	Code  string
	tag   language.Tag
	texts map[string]map[string]string // by key, then by plural form
}

// Read reads a language's messages; a key may stand in one file only.
func Read(code string, files ...[]byte) (*Language, error) {
	l := &Language{Code: code, tag: language.Make(code), texts: map[string]map[string]string{}}
	for _, file := range files {
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(file, &raw); err != nil {
			return nil, fmt.Errorf("messages in %s: %w", code, err)
		}
		for key, message := range raw {
			if l.Has(key) {
				return nil, fmt.Errorf("messages in %s: %s stands there twice", code, key)
			}
			var text string
			forms := map[string]string{}
			if json.Unmarshal(message, &text) == nil {
				forms["other"] = text
			} else if err := json.Unmarshal(message, &forms); err != nil || forms["other"] == "" {
				return nil, fmt.Errorf("messages in %s: %s is neither a text nor its plural forms", code, key)
			}
			l.texts[key] = forms
		}
	}
	return l, nil
}

// Keys returns the keys, in no order.
func (l *Language) Keys() []string {
	out := make([]string, 0, len(l.texts))
	for key := range l.texts {
		out = append(out, key)
	}
	return out
}

// Forms returns the plural forms of a message by their names.
func (l *Language) Forms(key string) map[string]string { return l.texts[key] }

// Has reports whether there is a message.
func (l *Language) Has(key string) bool { return l.texts[key] != nil }

// Say writes a message. Values are name, value, name, value: texts and whole numbers; the number n chooses the plural
// form. A key that there is no message for is written itself.
func (l *Language) Say(key string, values ...any) string {
	forms := l.texts[key]
	if forms == nil {
		return key
	}
	text, pairs := forms["other"], make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		name := fmt.Sprint(values[i])
		if n, ok := number(values[i+1]); ok && name == "n" {
			if form := forms[formNames[plural.Cardinal.MatchPlural(l.tag, n%1_000_000, 0, 0, 0, 0)]]; form != "" {
				text = form
			}
		}
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(values[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

var formNames = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

func number(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return max(v, -v), true
	case int64:
		return int(max(v, -v)), true
	case string:
		n, err := strconv.Atoi(v)
		return n, err == nil
	}
	return 0, false
}

// Word writes the message of an enumeration's value, prefix.value; of one that there is no message for the value, with
// spaces.
func (l *Language) Word(prefix, value string) string {
	if key := prefix + "." + value; l.Has(key) {
		return l.Say(key)
	}
	return strings.ReplaceAll(value, "_", " ")
}

// Languages are all of them, by code.
type Languages map[string]*Language

// In returns a language; the default for one that is not held.
func (l Languages) In(code string) *Language {
	if found := l[code]; found != nil {
		return found
	}
	return l[Codes[0]]
}

var matcher = func() language.Matcher {
	var tags []language.Tag
	for _, code := range Codes {
		tags = append(tags, language.Make(code))
	}
	return language.NewMatcher(tags)
}()

// Choose returns the code of the language that a request names, "" for none, else the best of those that the client asks
// for.
func Choose(req *http.Request, named string) string {
	if named != "" {
		return named
	}
	asked, _, err := language.ParseAcceptLanguage(req.Header.Get("Accept-Language"))
	if err != nil {
		return Codes[0]
	}
	if _, i, confidence := matcher.Match(asked...); confidence != language.No {
		return Codes[i]
	}
	return Codes[0]
}
