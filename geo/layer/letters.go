package layer

import (
	"strings"
	"sync"
	"unicode/utf8"

	"oblast/geo/cql2"
)

// letters tell which texts of a dictionary hold a character, as it is written. It takes a bit a text for each different
// character of all texts.
type letters struct {
	of   [cql2.ShortFolds]bitset // the texts with a character; nil: there are none
	wide bitset                  // the texts with characters beyond those
}

func newLetters(texts []string) *letters {
	l := &letters{wide: newBitset(len(texts))}
	var mu sync.Mutex // the sets of characters are made as these are met
	inParts(len(l.wide), cheapPart, func(from, to int) {
		var held [cql2.ShortFolds]bitset // the same sets, as far as this part met their characters
		for code := max(1, int32(from*64)); code < int32(min(to*64, len(texts))); code++ {
			word, flag, text := code>>6, uint64(1)<<(code&63), texts[code]
			for i := 0; i < len(text); {
				r, size := rune(text[i]), 1
				if r >= utf8.RuneSelf {
					r, size = utf8.DecodeRuneInString(text[i:])
				}
				i += size
				if r >= cql2.ShortFolds {
					l.wide[word] |= flag
					continue
				}
				if held[r] == nil {
					mu.Lock()
					if l.of[r] == nil {
						l.of[r] = newBitset(len(texts))
					}
					held[r] = l.of[r]
					mu.Unlock()
				}
				held[r][word] |= flag
			}
		}
	})
	return l
}

// holding returns the codes of the texts of which a test holds that asks for one character alone, and of those that have to be
// looked at as well.
func (l *letters) holding(is *cql2.TextTest) (codes, rest bitset) {
	var room []byte
	codes = make(bitset, len(l.wide))
	for r, set := range l.of {
		if set != nil && is.Holds(string(rune(r)), &room) {
			codes.join(set)
		}
	}
	rest = l.wide.clone()
	rest.drop(codes)
	return codes, rest
}

// with returns the texts that may hold a character, which is folded as the test folds: all that do are among them.
func (l *letters) with(is *cql2.TextTest, letter string) bitset {
	texts := make(bitset, len(l.wide))
	var room []byte
	for r, set := range l.of {
		if set != nil && (string(rune(r)) == letter || is.Folds != "" && strings.Contains(is.Fold(string(rune(r)), &room), letter)) {
			texts.join(set)
		}
	}
	if r, _ := utf8.DecodeRuneInString(letter); is.Folds != "" || r >= cql2.ShortFolds {
		texts.join(l.wide)
	}
	return texts
}
