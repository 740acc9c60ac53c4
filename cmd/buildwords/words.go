package main

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/ordinary"
)

// vocabulary gathers the keys of ordinary words by kind, and those of the forms of names.
type vocabulary struct {
	grammar *inflect.Grammar
	words   [ordinary.Name + 1]map[string]bool
	names   map[string]bool
	text    fold.Text
}

func newVocabulary() *vocabulary {
	v := &vocabulary{grammar: inflect.New(), names: map[string]bool{}}
	for kind := range v.words {
		v.words[kind] = map[string]bool{}
	}
	return v
}

// readAll reads the dictionaries of the unpacked packages. Of names it keeps those of the Russian one, which lists places and
// first names; the Ukrainian one lists surnames, most of which are ordinary words.
func (v *vocabulary) readAll(unpacked string) error {
	at := func(name string, parts ...string) string {
		return filepath.Join(append([]string{unpacked, name, "usr", "share"}, parts...)...)
	}
	if err := v.hunspell(at("hunspell-uk", "hunspell", "uk_UA.aff"), at("hunspell-uk", "hunspell", "uk_UA.dic")); err != nil {
		return err
	}
	clear(v.names)
	if err := v.hunspell(at("hunspell-ru", "hunspell", "ru_RU.aff"), at("hunspell-ru", "hunspell", "ru_RU.dic")); err != nil {
		return err
	}
	return v.list(at("wamerican", "dict", "american-english"))
}

// mostLetters is the longest key that is kept: longer words are like no name by accident.
const mostLetters = 9

// add notes a form of a word, by its key of a kind, in a set.
func (v *vocabulary) add(set map[string]bool, form string, kind ordinary.Kind) {
	if !v.text.Set(form) || len(v.text.Words) != 1 || len(v.text.Of(0)) < 2 || v.grammar.Adjectival(v.text.Of(0)) {
		return
	}
	if key := ordinary.Key(v.grammar, v.text.Of(0), kind); len(key) <= mostLetters {
		set[string(key)] = true
	}
}

// hunspell adds the words of a Hunspell dictionary, in all their forms. Its entries with a capital are names.
func (v *vocabulary) hunspell(aff, dic string) error {
	rules, err := readAffixes(aff)
	if err != nil {
		return err
	}
	return eachLine(dic, func(line string) error {
		word, flags, _ := strings.Cut(line, "/")
		set := v.words[ordinary.Form]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			set = v.names
		} else {
			v.add(v.words[ordinary.Entry], word, ordinary.Entry)
		}
		rules.forms(word, flags, func(form string) { v.add(set, form, ordinary.Form) })
		return nil
	})
}

// list adds the words of an English list, one a line.
func (v *vocabulary) list(path string) error {
	return eachLine(path, func(line string) error {
		switch first, _ := utf8.DecodeRuneInString(line); {
		case strings.HasSuffix(line, "'s"):
		case unicode.IsUpper(first):
			v.add(v.words[ordinary.Name], line, ordinary.Name)
		default:
			v.add(v.words[ordinary.Form], line, ordinary.Form)
			v.add(v.words[ordinary.Entry], line, ordinary.Entry)
		}
		return nil
	})
}

// pack makes the file. Forms that are also forms of names are left out.
func (v *vocabulary) pack() []byte {
	var keys [ordinary.Name + 1][][]byte
	for kind, words := range v.words {
		for key := range words {
			if kind != int(ordinary.Form) || !v.names[key] {
				keys[kind] = append(keys[kind], []byte(key))
			}
		}
	}
	return ordinary.Pack(keys)
}
