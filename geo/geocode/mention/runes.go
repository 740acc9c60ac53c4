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
	at, runes, k := 0, 0, 0
	count := func(from, to int) (fromRune, toRune int) {
		runes += utf8.RuneCountInString(r.in.Text[at:from])
		at = from
		return runes, runes + utf8.RuneCountInString(r.in.Text[from:to])
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		for ; k < len(r.passed) && r.passed[k].From <= m.From; k++ {
			r.passed[k].FromRune, r.passed[k].ToRune = count(r.passed[k].From, r.passed[k].To)
		}
		m.FromRune, m.ToRune = count(m.From, m.To)
	}
	for ; k < len(r.passed); k++ {
		r.passed[k].FromRune, r.passed[k].ToRune = count(r.passed[k].From, r.passed[k].To)
	}
}
