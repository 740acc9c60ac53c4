package layer

import (
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

// matching returns the rows of the texts that match.
func (n *textNode) matching(s *search) bitset {
	b := newBitset(n.t.Len())
	look := func(code uint32) {
		if n.is.Holds(n.values.texts[code], &n.room) {
			for _, row := range n.values.Rows(code) {
				b.add(row)
			}
		}
	}
	g := n.values.grams()
	from := 1
	if codes, ok := g.holding(n.is.Pieces()); ok {
		end := int32(min(g.texts, len(n.values.texts)))
		for code := codes.next(0); code >= 0 && code < end && s.tick(); code = codes.next(code + 1) {
			look(uint32(code))
		}
		from = int(end) // texts that came later
	}
	for code := max(from, 1); code < len(n.values.texts) && s.tick(); code++ {
		look(uint32(code))
	}
	return b
}

func (n *textNode) most() int                           { return everything }
func (n *textNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n *textNode) testCost() float64                   { return costText }

func (n *textNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	for _, piece := range n.is.Pieces() {
		if len(piece) > 3 {
			return costText*float64(n.values.Distinct())/100 + words
		}
	}
	return costText*float64(n.values.Distinct()) + words
}

func (n *textNode) label() string { return n.t.schema.Columns[n.column].Name }
