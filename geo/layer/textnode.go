package layer

import (
	"unicode/utf8"

	"oblast/geo/cql2"
)

// textNode is a LIKE on a column of many texts: each text is looked at once, and only those that hold the pairs of
// characters that the pattern has.
type textNode struct {
	t      *Table
	column int
	values *Values
	is     *cql2.TextTest
	key    string
	room   []byte
}

// newTextNode returns the node of a LIKE; nil for any other part, and where the texts are few.
func newTextNode(t *Table, e *cql2.Expr, column int) node {
	v := &t.columns[column]
	if v.kind != Text || v.Distinct() < gramsFrom {
		return nil
	}
	is := cql2.NewTextTest(e)
	if is == nil {
		return nil
	}
	return &textNode{t: t, column: column, values: v, is: is, key: string(e.AppendKey([]byte{'c'}))}
}

func (n *textNode) test(_ *search, row int32) tri {
	code := n.values.codes.at(row)
	switch {
	case code == 0:
		return unknown
	case n.is.Holds(n.values.texts[code], &n.room):
		return yes
	}
	return no
}

func (n *textNode) set(s *search, want bool) bitset {
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := n.matching(s)
	if s.err != nil {
		return b
	}
	if !want {
		rest := full(n.t.Len())
		rest.drop(b)
		for _, row := range n.values.Rows(0) {
			rest.take(row)
		}
		b = rest
	}
	n.t.held.keepPart(key, b)
	return b
}

// matching returns the rows of the texts that match: those are found first, among those that may.
func (n *textNode) matching(s *search) bitset {
	g := n.values.grams()
	codes, found := n.candidates(g)
	s.inParts(len(codes), func(s *search, from, to int) {
		var room []byte
		end := int32(min(to*64, len(n.values.texts)))
		for code := codes.next(int32(from * 64)); code >= 0 && code < end && s.tick(); code = codes.next(code + 1) {
			if !n.is.Holds(n.values.texts[code], &room) {
				codes.take(code)
			}
		}
	})
	if found != nil {
		codes.join(found)
	}
	return n.values.rowsOf(codes)
}

// candidates returns the codes of the texts to be looked at, and of those that match without that; nil: none.
func (n *textNode) candidates(g *grams) (rest, found bitset) {
	if codes, ok := g.holding(n.is.Pieces()); n.isLetter() {
		found, rest = g.withLetter(n.is)
	} else if rest = codes; !ok {
		rest = full(len(n.values.texts))
	}
	rest = append(rest, make(bitset, (len(n.values.texts)+63)/64-len(rest))...)
	for code := int32(g.texts); code < int32(len(n.values.texts)); code++ { // texts that came later
		rest.add(code)
	}
	rest.take(0)
	return rest, found
}

// isLetter reports whether one character is all that is asked for.
func (n *textNode) isLetter() bool {
	piece, ok := n.is.Piece()
	return ok && utf8.RuneCountInString(piece) == 1
}

// rowsOf returns the rows that hold one of the codes.
func (v *Values) rowsOf(codes bitset) bitset {
	rows := v.codes.len()
	b := newBitset(rows)
	if codes.count() < rows/16 {
		for code := codes.next(0); code >= 0; code = codes.next(code + 1) {
			for _, row := range v.Rows(uint32(code)) {
				b.add(row)
			}
		}
		return b
	}
	inParts(len(b), func(from, to int) {
		switch c := &v.codes; {
		case c.h != nil:
			within(b, c.h, codes, from, to)
		default:
			within(b, c.w, codes, from, to)
		}
	})
	return b
}

// within sets the bits of the rows, of some words, whose code is among those given.
func within[C uint16 | uint32](b bitset, of []C, codes bitset, from, to int) {
	for i := from; i < to; i++ {
		var w uint64
		for j, code := range of[i*64 : min((i+1)*64, len(of))] {
			w |= codes[code>>6] >> (code & 63) & 1 << (j & 63)
		}
		b[i] = w
	}
}

func (n *textNode) most() int                           { return everything }
func (n *textNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n *textNode) testCost() float64                   { return costText }

func (n *textNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	if n.isLetter() {
		return costBit*float64(n.t.Len()) + words
	}
	for _, piece := range n.is.Pieces() {
		if len(piece) > 3 {
			return costText*float64(n.values.Distinct())/100 + words
		}
	}
	return costText*float64(n.values.Distinct()) + words
}

func (n *textNode) label() string { return n.t.schema.Columns[n.column].Name }
