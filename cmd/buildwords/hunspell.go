package main

import (
	"bufio"
	"os"
	"regexp"
	"strings"
)

// suffix is a rule of a Hunspell dictionary: a word that matches when loses strip and gets add.
type suffix struct {
	strip, add string
	when       *regexp.Regexp // nil for any word
}

// affixes are the suffixes of a dictionary by flag.
type affixes map[rune][]suffix

// readAffixes reads the SFX lines of an .aff file in UTF-8 with flags of one character (hunspell(5)). Prefixes, which make
// words of their own, are not read.
func readAffixes(path string) (affixes, error) {
	list, conditions := affixes{}, map[string]*regexp.Regexp{}
	err := eachLine(path, func(line string) error {
		f := strings.Fields(line)
		if len(f) < 5 || f[0] != "SFX" {
			return nil // the head of a group has four
		}
		add, _, _ := strings.Cut(f[3], "/")
		s := suffix{strip: strings.TrimPrefix(f[2], "0"), add: strings.TrimPrefix(add, "0")}
		if f[4] != "." {
			if conditions[f[4]] == nil {
				when, err := regexp.Compile("(?:" + f[4] + ")$")
				if err != nil {
					return err
				}
				conditions[f[4]] = when
			}
			s.when = conditions[f[4]]
		}
		flag := []rune(f[1])[0]
		list[flag] = append(list[flag], s)
		return nil
	})
	return list, err
}

// forms calls yield with a word and with each form that its flags make.
func (a affixes) forms(word, flags string, yield func(form string)) {
	yield(word)
	for _, flag := range flags {
		for _, s := range a[flag] {
			if base, ok := strings.CutSuffix(word, s.strip); ok && (s.when == nil || s.when.MatchString(word)) {
				yield(base + s.add)
			}
		}
	}
}

// eachLine calls do with the lines of a file.
func eachLine(path string, do func(line string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if err := do(lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}
