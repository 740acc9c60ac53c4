package layer

import (
	"sync"
	"unicode/utf8"

	"oblast/geo/cql2"
)

// grams tell which texts of a dictionary may hold a piece of text, cases and accents left out: each pair of neighbouring
// characters of a text sets a bit of it, and what holds a piece has all bits of the piece's pairs. The bits are kept by
// number, 64 texts a word, so that a piece is looked for in a few of gramSlices sets. Which texts hold a single character is
// known as it is written. It takes 32 bytes a text, and a bit for each different character of all texts.
type grams struct {
	texts   int // by code; texts that came later are in no set
	slices  [gramSlices]bitset
	letters [cql2.ShortFolds]bitset // the texts with a character; nil: there are none
	wide    bitset                  // the texts with characters beyond those
}

const gramSlices = 256

// gramsFrom is how many distinct texts make the sets pay.
const gramsFrom = 4096

// grams returns the column's, built on the first call, or anew where many texts came since.
func (v *Values) grams() *grams {
	v.gramsMu.Lock()
	defer v.gramsMu.Unlock()
	if g := v.pairs.Load(); g != nil && g.texts >= len(v.texts)*7/8 {
		return g
	}
	g := &grams{texts: len(v.texts), wide: newBitset(len(v.texts))}
	for i := range g.slices {
		g.slices[i] = newBitset(len(v.texts))
	}
	var lettersMu sync.Mutex // the sets of characters are made as these are met
	inParts(len(g.wide), func(from, to int) {
		var held [cql2.ShortFolds]bitset // the same sets, as far as this part met their characters
		letter := func(r rune) bitset {
			lettersMu.Lock()
			defer lettersMu.Unlock()
			if g.letters[r] == nil {
				g.letters[r] = newBitset(len(v.texts))
			}
			held[r] = g.letters[r]
			return held[r]
		}
		for code := max(1, int32(from*64)); code < int32(min(to*64, len(v.texts))); code++ {
			g.add(code, v.texts[code], &held, letter)
		}
	})
	v.pairs.Store(g)
	return g
}

// add notes the characters and pairs of a text.
func (g *grams) add(code int32, text string, held *[cql2.ShortFolds]bitset, letter func(rune) bitset) {
	word, flag, folds := code>>6, uint64(1)<<(code&63), shortFolds()
	before, known := rune(-1), true
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if r >= cql2.ShortFolds {
			g.wide[word] |= flag
			known, before = known && cql2.Steady(string(r)), -1
			continue
		}
		set := held[r]
		if set == nil {
			set = letter(r)
		}
		set[word] |= flag
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

// holding returns the codes of the texts that may hold all pieces; ok is false where the pieces have no pair.
func (g *grams) holding(pieces []string) (codes bitset, ok bool) {
	var bits []uint8
	for _, piece := range pieces {
		if cql2.Steady(piece) {
			bits = pairs(bits, string(cql2.AppendFolded(nil, piece)))
		}
	}
	for _, bit := range bits {
		if codes == nil {
			codes = g.slices[bit].clone()
			continue
		}
		codes.keep(g.slices[bit])
	}
	return codes, codes != nil
}

// withLetter returns the codes of the texts of which a test holds that asks for one character alone, and of those that have to be
// looked at as well.
func (g *grams) withLetter(is *cql2.TextTest) (codes, rest bitset) {
	var room []byte
	codes = newBitset(g.texts)
	for r, set := range g.letters {
		if set != nil && is.Holds(string(rune(r)), &room) {
			codes.join(set)
		}
	}
	rest = g.wide.clone()
	rest.drop(codes)
	return codes, rest
}
