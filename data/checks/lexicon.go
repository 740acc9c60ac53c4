package checks

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// phrases are phrases by their first words, the longer ones first.
type phrases map[string][][]string

func phrasesOf(list ...string) phrases {
	out := phrases{}
	for _, p := range list {
		words := strings.Fields(p)
		out[words[0]] = append(out[words[0]], words)
	}
	for _, all := range out {
		slices.SortStableFunc(all, func(a, b []string) int { return len(b) - len(a) }) // "compared with the" before "compared with"
	}
	return out
}

// stems are beginnings of words by their first letters. One of up to three letters has to be the whole word, or all but
// an s.
type stems map[rune][]string

func stemsOf(list ...string) stems {
	out := stems{}
	for _, stem := range list {
		first, _ := utf8.DecodeRuneInString(stem)
		out[first] = append(out[first], stem)
	}
	return out
}

// fit reports whether a word begins with one of the stems.
func (s stems) fit(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	for _, stem := range s[first] {
		if strings.HasPrefix(word, stem) && (utf8.RuneCountInString(stem) > 3 || word[len(stem):] == "" || word[len(stem):] == "s") {
			return true
		}
	}
	return false
}
