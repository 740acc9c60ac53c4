package layer

import "oblast/geo/cql2"

// textNode is a LIKE on a column of many texts: those are found that hold the words of the pattern, and of these each is looked
// at once where that does not settle it.
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
	if v.kind != Text || v.Distinct() < wordsFrom {
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
	w := n.values.words()
	found, rest := w.matching(s, n.is)
	all := make(bitset, (len(n.values.texts)+63)/64)
	copy(all, rest)
	for code := int32(w.texts); code < int32(len(n.values.texts)); code++ { // texts that came later
		all.add(code)
	}
	all.take(0)
	s.weed(all, cheapPart, func(*search) func(int32) bool {
		var room []byte
		return func(code int32) bool { return n.is.Holds(n.values.texts[code], &room) }
	})
	if found != nil {
		all.join(found)
	}
	return n.values.rowsOf(all)
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
	straight := v.straight()
	inParts(len(b), cheapPart, func(from, to int) {
		switch c := &v.codes; {
		case c.h != nil:
			within(b, c.h, codes, straight, from, to)
		default:
			within(b, c.w, codes, straight, from, to)
		}
	})
	return b
}

// within sets the bits of the rows, of some words, whose code is among those given.
func within[C uint16 | uint32](b bitset, of []C, codes, straight bitset, from, to int) {
	for i := from; i < to; i++ {
		if straight.has(int32(i)) {
			b[i] = codes.word(int(of[i*64]))
			continue
		}
		var w uint64
		for j, code := range of[i*64 : min((i+1)*64, len(of))] {
			w |= codes[code>>6] >> (code & 63) & 1 << (j & 63)
		}
		b[i] = w
	}
}

// straight returns the words of rows, 64 each, whose codes count up one by one, as they do where each row has a text of its own.
func (v *Values) straight() bitset {
	v.straightOnce.Do(func() {
		v.counting = newBitset((v.codes.len() + 63) / 64)
		for i := range int32(v.codes.len() / 64) {
			first, j := v.codes.at(i*64), int32(1)
			for j < 64 && v.codes.at(i*64+j) == first+uint32(j) {
				j++
			}
			if j == 64 {
				v.counting.add(i)
			}
		}
	})
	return v.counting
}

func (n *textNode) most() int                           { return everything }
func (n *textNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n *textNode) testCost() float64                   { return costText }

func (n *textNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	if _, one := n.is.Piece(); one {
		return costBit*float64(n.t.Len()) + words
	}
	for _, run := range n.is.Runs() {
		if len(run.Text) > 3 {
			return costText*float64(n.values.Distinct())/100 + words
		}
	}
	return costText*float64(n.values.Distinct())/10 + words
}

func (n *textNode) label() string { return n.t.schema.Columns[n.column].Name }
