package layer

import (
	"sync"
	"unicode/utf8"

	"oblast/geo/cql2"
)

// grams tell which of many texts may hold a piece of text, cases and accents left out: each pair of neighbouring characters of
// a text sets a bit of it, and what holds a piece has all bits of the piece's pairs. The bits are kept by number, 64 texts a
// word, so that a piece is looked for in a few of gramSlices sets. It takes 32 bytes a text.
type grams struct {
	slices [gramSlices]bitset
}

const gramSlices = 256

// newGrams looks at n texts.
func newGrams(n int, text func(int32) string) *grams {
	g := &grams{}
	for i := range g.slices {
		g.slices[i] = newBitset(n)
	}
	inParts((n+63)/64, cheapPart, func(from, to int) {
		for code := int32(from * 64); code < int32(min(to*64, n)); code++ {
			g.add(code, text(code))
		}
	})
	return g
}

// add notes the pairs of a text.
func (g *grams) add(code int32, text string) {
	word, flag, folds := code>>6, uint64(1)<<(code&63), shortFolds()
	before, known := rune(-1), true
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if r >= cql2.ShortFolds {
			known, before = known && cql2.Steady(string(r)), -1
			continue
		}
		if folds[r].unsteady {
			known = false
		}
		for _, c := range folds[r].to {
			if before >= 0 {
				g.slices[pair(before, c)][word] |= flag
			}
			before = c
		}
	}
	if !known { // it may hold any piece
		for i := range g.slices {
			g.slices[i][word] |= flag
		}
	}
}

// shortFolds is what each character is without case and accent, and whether it is that whatever stands beside it.
var shortFolds = sync.OnceValue(func() *[cql2.ShortFolds]struct {
	to       []rune
	unsteady bool
} {
	table := new([cql2.ShortFolds]struct {
		to       []rune
		unsteady bool
	})
	for r := range table {
		table[r].to = []rune(string(cql2.AppendFolded(nil, string(rune(r)))))
		table[r].unsteady = !cql2.Steady(string(rune(r)))
	}
	return table
})

// pair is the number of two neighbouring characters.
func pair(before, r rune) uint8 {
	return uint8((uint32(before)*0x9e3779b1 ^ uint32(r)*0x85ebca6b) >> 13)
}

// pairs appends the numbers of the pairs of a folded text, as far as its characters are such as Latin, Greek and Cyrillic.
func pairs(dst []uint8, folded string) []uint8 {
	before := rune(-1)
	for _, r := range folded {
		if r >= cql2.ShortFolds {
			before = -1
			continue
		}
		if before >= 0 {
			dst = append(dst, pair(before, r))
		}
		before = r
	}
	return dst
}

// holding returns the texts that may hold a piece; ok is false where the piece has no pair.
func (g *grams) holding(piece string) (codes bitset, ok bool) {
	if !cql2.Steady(piece) {
		return nil, false
	}
	for _, bit := range pairs(nil, string(cql2.AppendFolded(nil, piece))) {
		if codes == nil {
			codes = g.slices[bit].clone()
			continue
		}
		codes.keep(g.slices[bit])
	}
	return codes, codes != nil
}
