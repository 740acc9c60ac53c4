package mention

import (
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// countRunes fills in where mentions and passed names stand in runes, and orders the passed. Bytes that are no UTF-8 count
// as one rune each, as a loop over a string counts them.
func (r *scan) countRunes() {
	slices.SortStableFunc(r.passed, func(a, b Passed) int { return cmp.Compare(a.From, b.From) })
	at, runes, k := 0, 0, 0
	runesIn := utf8.RuneCountInString
	if r.valid {
		runesIn = runesInValid
	}
	count := func(from, to int) (fromRune, toRune int) {
		runes += runesIn(r.in.Text[at:from])
		at = from
		return runes, runes + runesIn(r.in.Text[from:to])
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

// runesInValid counts the runes of valid UTF-8: the bytes that go on with none, eight at a time.
func runesInValid(s string) (n int) {
	const tops = 0x8080808080808080
	n = len(s)
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(x & ^(x << 1) & tops) // 10xxxxxx
	}
	for i := range len(s) {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
