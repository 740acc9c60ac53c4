package layer

import (
	"unicode/utf8"

	"oblast/geo/cql2"
)

// grams tell which texts of a dictionary may hold a piece of text, cases and accents left out: each pair of neighbouring
// characters of a text sets a bit of it, and what holds a piece has all bits of the piece's pairs. The bits are kept by
// number, 64 texts a word, so that a piece is looked for in a few of gramSlices sets. It takes 32 bytes a text.
type grams struct {
	texts  int // by code; texts that came later are in no set
	slices [gramSlices]bitset
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
	g := &grams{texts: len(v.texts)}
	for i := range g.slices {
		g.slices[i] = newBitset(len(v.texts))
	}
	var folded []byte
	var bits []uint8
	for code := 1; code < len(v.texts); code++ {
		if !cql2.Steady(v.texts[code]) { // it may be any
			for i := range g.slices {
				g.slices[i].add(int32(code))
			}
			continue
		}
		folded = cql2.AppendFolded(folded[:0], v.texts[code])
		bits = pairs(bits[:0], folded)
		for _, bit := range bits {
			g.slices[bit].add(int32(code))
		}
	}
	v.pairs.Store(g)
	return g
}

// pairs appends the numbers of the pairs of a folded text, as far as its characters are such as Latin, Greek and Cyrillic.
func pairs(dst []uint8, folded []byte) []uint8 {
	before := rune(-1)
	for i := 0; i < len(folded); {
		r, size := rune(folded[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(folded[i:])
		}
		i += size
		if r >= cql2.ShortFolds {
			before = -1
			continue
		}
		if before >= 0 {
			dst = append(dst, uint8((uint32(before)*0x9e3779b1^uint32(r)*0x85ebca6b)>>13))
		}
		before = r
	}
	return dst
}

// holding returns the codes of the texts that may hold all pieces; ok is false where the pieces have no pair.
func (g *grams) holding(pieces []string) (codes bitset, ok bool) {
	var folded []byte
	var bits []uint8
	for _, piece := range pieces {
		if !cql2.Steady(piece) {
			continue
		}
		folded = cql2.AppendFolded(folded[:0], piece)
		bits = pairs(bits, folded)
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
