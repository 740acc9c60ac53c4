package layer

import "oblast/geo/cql2"

// reckonNode compares what is reckoned from several columns of numbers, or several columns of times of one kind, a block
// of rows at a time.
type reckonNode struct {
	rowNode
	op    cql2.Op
	terms []*term
}

// newReckonNode returns the node of a comparison or BETWEEN of such terms; nil for any other part.
func newReckonNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsComparison() && e.Op != cql2.Between {
		return nil
	}
	n := &reckonNode{rowNode: rowNode{t: t, expr: e}, op: e.Op}
	kinds := map[cql2.Type]int{}
	for _, a := range e.Args {
		m := newTerm(t, a)
		if m == nil {
			return nil
		}
		kinds[m.kind]++
		n.terms = append(n.terms, m)
	}
	if len(kinds) > 1 {
		// Each bound is compared with the value: by days unless both are instants.
		if kinds[cql2.Number] > 0 || e.Args[0].Type == cql2.Instant && kinds[cql2.Instant] > 1 {
			return nil
		}
		for i := range n.terms {
			n.terms[i] = n.terms[i].byDays()
		}
	}
	return n
}

func (n *reckonNode) test(_ *search, row int32) tri {
	v, other := n.terms[0].at(row), n.terms[1].at(row)
	if n.op == cql2.Between {
		return betweenOf(v, other, n.terms[2].at(row))
	}
	return comparedOf(n.op, v, other)
}

func betweenOf(v, low, high float64) tri {
	switch {
	case v >= low && v <= high:
		return yes
	case v < low || v > high:
		return no
	}
	return unknown
}

func comparedOf(op cql2.Op, v, other float64) tri {
	if v != v || other != other {
		return unknown
	}
	is := false
	switch op {
	case cql2.Equal:
		is = v == other
	case cql2.NotEqual:
		is = v != other
	case cql2.Less:
		is = v < other
	case cql2.LessEqual:
		is = v <= other
	case cql2.Greater:
		is = v > other
	case cql2.GreaterEqual:
		is = v >= other
	}
	if is {
		return yes
	}
	return no
}

func (n *reckonNode) set(s *search, want bool) bitset {
	key := setKey(string(n.expr.AppendKey([]byte{'r'})), want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := newBitset(n.t.Len())
	s.inParts(len(b), cheapPart, func(s *search, from, to int) {
		if n.op != cql2.Between && n.terms[0].column != nil && n.terms[1].column != nil {
			n.looked(s, b, from, to, want)
			return
		}
		var held [3][]float64
		for i := range n.terms {
			held[i] = make([]float64, reckonRows)
		}
		room := n.room()
		for ; from < to && s.tick(); from += reckonRows / 64 {
			first := from * 64
			size := min(reckonRows, min(to*64, n.t.Len())-first)
			for i, m := range n.terms {
				m.ofRows(held[i][:size], room, int32(first))
			}
			words := b[from : from+(size+63)/64]
			if n.op == cql2.Between {
				between(words, &held, size, want)
			} else {
				compared(words, n.op, held[0][:size], held[1][:size], want)
			}
		}
	})
	if s.err == nil {
		n.t.held.keepPart(key, b)
	}
	return b
}

// room is what the terms need to be reckoned.
func (n *reckonNode) room() []float64 {
	most := 0
	for _, m := range n.terms {
		most = max(most, m.room(reckonRows))
	}
	return make([]float64, most)
}

// looked sets the bits of some words, of a comparison of two terms of a column each.
func (n *reckonNode) looked(s *search, b bitset, from, to int, want bool) {
	op, turned := settled(n.op, want)
	left, right := n.terms[0], n.terms[1]
	if turned {
		left, right = right, left
	}
	for ; from < to && s.tick(); from += reckonRows / 64 {
		end := min(to, from+reckonRows/64)
		switch c := &left.column.codes; {
		case c.b != nil:
			lookedBeside(b[from:end], op, c.b[from*64:], left.numbers, right, from*64)
		case c.h != nil:
			lookedBeside(b[from:end], op, c.h[from*64:], left.numbers, right, from*64)
		default:
			lookedBeside(b[from:end], op, c.w[from*64:], left.numbers, right, from*64)
		}
	}
}

func lookedBeside[A uint8 | uint16 | uint32](words []uint64, op cql2.Op, a []A, left []float64, right *term, first int) {
	switch c := &right.column.codes; {
	case c.b != nil:
		lookedUp(words, op, a, left, c.b[first:], right.numbers)
	case c.h != nil:
		lookedUp(words, op, a, left, c.h[first:], right.numbers)
	default:
		lookedUp(words, op, a, left, c.w[first:], right.numbers)
	}
}

// lookedUp sets the bits of the rows of which a settled comparison is true, given their codes and what each stands for.
func lookedUp[A, B uint8 | uint16 | uint32](words []uint64, op cql2.Op, a []A, left []float64, b []B, right []float64) {
	for i := range words {
		x := a[i*64 : min(i*64+64, len(a))]
		y := b[i*64:][:len(x)]
		w := uint64(0)
		switch op {
		case cql2.Less:
			for j, c := range x {
				w |= bit(left[c] < right[y[j]]) << (j & 63)
			}
		case cql2.LessEqual:
			for j, c := range x {
				w |= bit(left[c] <= right[y[j]]) << (j & 63)
			}
		case cql2.Equal:
			for j, c := range x {
				w |= bit(left[c] == right[y[j]]) << (j & 63)
			}
		default:
			for j, c := range x {
				p, q := left[c], right[y[j]]
				w |= (bit(p < q) | bit(p > q)) << (j & 63)
			}
		}
		words[i] = w
	}
}

// settled is the comparison that is true of the known pairs of which op is true (want) or false, its sides changed so that it asks
// for less, or for equal or not.
func settled(op cql2.Op, want bool) (_ cql2.Op, turned bool) {
	if !want {
		op = map[cql2.Op]cql2.Op{cql2.Equal: cql2.NotEqual, cql2.NotEqual: cql2.Equal, cql2.Less: cql2.GreaterEqual, cql2.GreaterEqual: cql2.Less, cql2.Greater: cql2.LessEqual, cql2.LessEqual: cql2.Greater}[op]
	}
	switch op {
	case cql2.Greater:
		return cql2.Less, true
	case cql2.GreaterEqual:
		return cql2.LessEqual, true
	}
	return op, false
}

// compared sets the bits of the pairs of which a comparison is true, or of those of which it is false.
func compared(words []uint64, op cql2.Op, a, b []float64, want bool) {
	op, turned := settled(op, want)
	if turned {
		a, b = b, a
	}
	for i := range words {
		from, to := i*64, min((i+1)*64, len(a))
		words[i] = fitting(op, a[from:to], b[from:to])
	}
}

// fitting returns the bits of at most 64 pairs of which a settled comparison is true.
func fitting(op cql2.Op, a, b []float64) (w uint64) {
	b = b[:len(a)]
	switch op {
	case cql2.Less:
		for i, x := range a {
			w |= bit(x < b[i]) << (i & 63)
		}
	case cql2.LessEqual:
		for i, x := range a {
			w |= bit(x <= b[i]) << (i & 63)
		}
	case cql2.Equal:
		for i, x := range a {
			w |= bit(x == b[i]) << (i & 63)
		}
	default:
		for i, x := range a {
			w |= (bit(x < b[i]) | bit(x > b[i])) << (i & 63)
		}
	}
	return w
}

func bit(is bool) uint64 {
	if is {
		return 1
	}
	return 0
}

// between is v >= low AND v <= high, with three values: one bound that is not held decides, whatever the other is.
func between(words []uint64, held *[3][]float64, size int, want bool) {
	for i := range size {
		v, low, high := held[0][i], held[1][i], held[2][i]
		if want && v >= low && v <= high || !want && (v < low || v > high) {
			words[i>>6] |= 1 << (i & 63)
		}
	}
}

func (n *reckonNode) testCost() float64 { return costReckoned * float64(len(n.terms)) }

func (n *reckonNode) setCost() float64 {
	if _, ok := n.t.held.part(setKey(string(n.expr.AppendKey([]byte{'r'})), true)); ok {
		return costWord * float64(n.t.Len()) / 64
	}
	return costReckon * float64(len(n.terms)) * float64(n.t.Len())
}

func (n *reckonNode) label() string { return "numbers" }
