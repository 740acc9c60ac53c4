package layer

import (
	"math"

	"oblast/geo/cql2"
)

// reckonNode compares what is reckoned from several columns of numbers, or several columns of times of one kind, a block
// of rows at a time.
type reckonNode struct {
	rowNode
	op    cql2.Op
	terms []*term
}

// term is a number of every row: a literal, a column, or reckoned from two terms. Unknown is NaN, as is what no double
// can hold.
type term struct {
	op     cql2.Op
	kind   cql2.Type // Number, Date or Instant, in microseconds
	value  float64
	column *Values
	args   []*term
}

// reckonRows is how many rows are reckoned at a time.
const reckonRows = 512

// newReckonNode returns the node of a comparison or BETWEEN of such terms; nil for any other part.
func newReckonNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsComparison() && e.Op != cql2.Between {
		return nil
	}
	n := &reckonNode{rowNode: rowNode{t: t, expr: e}, op: e.Op}
	for _, a := range e.Args {
		m := newTerm(t, a)
		if m == nil || m.kind != e.Args[0].Type {
			return nil
		}
		n.terms = append(n.terms, m)
	}
	return n
}

func newTerm(t *Table, e *cql2.Expr) *term {
	m := &term{op: e.Op, kind: e.Type}
	switch {
	case e.Type != cql2.Number && e.Type != cql2.Date && e.Type != cql2.Instant:
		return nil
	case e.Op == cql2.Literal && e.Value.Type == e.Type:
		if m.value = doubleOf(e.Value); m.kind != cql2.Number && math.Abs(m.value) > 1<<53 {
			return nil // a double may round it
		}
		return m
	case e.Op == cql2.PropertyRef && e.Index < len(t.columns):
		m.column = &t.columns[e.Index]
		if m.kind != cql2.Number && !m.column.exact() {
			return nil
		}
		return m
	case !e.Op.IsArithmetic():
		return nil
	}
	for _, a := range e.Args {
		arg := newTerm(t, a)
		if arg == nil {
			return nil
		}
		m.args = append(m.args, arg)
	}
	return m
}

// doubleOf is a known number or time as a double.
func doubleOf(v cql2.Value) float64 {
	if v.Type == cql2.Number {
		return v.Number
	}
	return float64(v.From.Micros)
}

// exact reports whether doubles hold all times of the column without rounding.
func (v *Values) exact() bool {
	o := v.order()
	for _, r := range []int{0, len(o.codes) - 1} {
		if r >= 0 && r < len(o.codes) && math.Abs(v.numbers()[o.codes[r]]) > 1<<53 {
			return false
		}
	}
	return true
}

// reckon fills out with the term of the rows from one on.
func (m *term) reckon(out []float64, from int32) {
	switch {
	case m.op == cql2.Literal:
		for i := range out {
			out[i] = m.value
		}
		return
	case m.op == cql2.PropertyRef:
		numbers, c := m.column.numbers(), &m.column.codes
		switch end := int(from) + len(out); {
		case c.b != nil:
			looked(out, c.b[from:end], numbers)
		case c.h != nil:
			looked(out, c.h[from:end], numbers)
		default:
			looked(out, c.w[from:end], numbers)
		}
		return
	}
	m.args[0].reckon(out, from)
	if len(m.args) == 1 { // the sign
		for i := range out {
			out[i] = -out[i]
		}
		return
	}
	var held [reckonRows]float64
	other := held[:len(out)]
	m.args[1].reckon(other, from)
	switch m.op {
	case cql2.Add:
		for i, v := range other {
			out[i] = finite(out[i] + v)
		}
	case cql2.Subtract:
		for i, v := range other {
			out[i] = finite(out[i] - v)
		}
	case cql2.Multiply:
		for i, v := range other {
			out[i] = finite(out[i] * v)
		}
	case cql2.Divide:
		for i, v := range other {
			out[i] = finite(out[i] / v)
		}
	default:
		for i, v := range other {
			if v != v || out[i] != out[i] { // for what is unknown to the power of 0 is unknown
				out[i] = math.NaN()
				continue
			}
			out[i] = finite(m.op.Reckon(out[i], v))
		}
	}
}

// finite is the number, or NaN where it is infinite.
func finite(v float64) float64 { return v + (v-v)*0 }

func looked[C uint8 | uint16 | uint32](out []float64, codes []C, numbers []float64) {
	for i, c := range codes {
		out[i] = numbers[c]
	}
}

func (n *reckonNode) set(s *search, want bool) bitset {
	key := setKey(string(n.expr.AppendKey([]byte{'r'})), want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := newBitset(n.t.Len())
	var held [3][reckonRows]float64
	for from := 0; from < n.t.Len() && s.tick(); from += reckonRows {
		size := min(reckonRows, n.t.Len()-from)
		for i, m := range n.terms {
			m.reckon(held[i][:size], int32(from))
		}
		words := b[from/64 : (from+size+63)/64]
		if n.op == cql2.Between {
			between(words, &held, size, want)
		} else {
			compared(words, n.op, held[0][:size], held[1][:size], want)
		}
	}
	if s.err == nil {
		n.t.held.keepPart(key, b)
	}
	return b
}

// compared sets the bits of the pairs of which a comparison is true, or of those of which it is false.
func compared(words []uint64, op cql2.Op, a, b []float64, want bool) {
	if !want { // of known pairs
		op = map[cql2.Op]cql2.Op{cql2.Equal: cql2.NotEqual, cql2.NotEqual: cql2.Equal, cql2.Less: cql2.GreaterEqual, cql2.GreaterEqual: cql2.Less, cql2.Greater: cql2.LessEqual, cql2.LessEqual: cql2.Greater}[op]
	}
	switch op {
	case cql2.Greater:
		op, a, b = cql2.Less, b, a
	case cql2.GreaterEqual:
		op, a, b = cql2.LessEqual, b, a
	}
	for i, x := range a {
		y, is := b[i], false
		switch op {
		case cql2.Less:
			is = x < y
		case cql2.LessEqual:
			is = x <= y
		case cql2.Equal:
			is = x == y
		default:
			is = x < y || x > y
		}
		if is {
			words[i>>6] |= 1 << (i & 63)
		}
	}
}

// between is v >= low AND v <= high, with three values: one bound that is not held decides, whatever the other is.
func between(words []uint64, held *[3][reckonRows]float64, size int, want bool) {
	for i := range size {
		v, low, high := held[0][i], held[1][i], held[2][i]
		if want && v >= low && v <= high || !want && (v < low || v > high) {
			words[i>>6] |= 1 << (i & 63)
		}
	}
}

func (n *reckonNode) setCost() float64 {
	if _, ok := n.t.held.part(setKey(string(n.expr.AppendKey([]byte{'r'})), true)); ok {
		return costWord * float64(n.t.Len()) / 64
	}
	return costReckon * float64(len(n.terms)) * float64(n.t.Len())
}

func (n *reckonNode) label() string { return "numbers" }
