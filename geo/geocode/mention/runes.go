package mention

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// countRunes fills in where mentions and passed names stand in runes, and orders the passed. Bytes that are no UTF-8 count
// as one rune each, as a loop over a string counts them.
func (r *scan) countRunes() {
	slices.SortStableFunc(r.passed, func(a, b Passed) int { return cmp.Compare(a.From, b.From) })
	at, runes := 0, 0
	count := func(from, to int) (fromRune, toRune int) {
		runes += utf8.RuneCountInString(r.in.Text[at:from])
		at = from
		return runes, runes + utf8.RuneCountInString(r.in.Text[from:to])
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		m.FromRune, m.ToRune = count(m.From, m.To)
	}
	at, runes = 0, 0
	for i := range r.passed {
		p := &r.passed[i]
		p.FromRune, p.ToRune = count(p.From, p.To)
	}
}
