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
// can hold. What is reckoned from one column alone is reckoned once a value of it.
type term struct {
	op      cql2.Op
	kind    cql2.Type // Number, Date or Instant, in microseconds
	value   float64
	column  *Values
	numbers []float64 // by code of the column
	args    []*term
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
		m.numbers = m.column.numbers()
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
	return m.folded()
}

// folded is the term reckoned once a value, where it is of one column that has not too many.
func (m *term) folded() *term {
	var of *Values
	for _, a := range m.args {
		if a.op == cql2.Literal {
			continue
		}
		if a.column == nil || of != nil && of != a.column || a.column.Distinct() > maxEvaluated {
			return m
		}
		of = a.column
	}
	if of == nil {
		return m
	}
	numbers := make([]float64, of.Distinct())
	m.reckon(numbers, func(a *term, out []float64) { copy(out, a.numbers) })
	return &term{op: cql2.PropertyRef, kind: m.kind, column: of, numbers: numbers}
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

// ofRows fills out with the term of the rows from one on.
func (m *term) ofRows(out []float64, from int32) {
	m.reckon(out, func(a *term, out []float64) {
		c := &a.column.codes
		switch end := int(from) + len(out); {
		case c.b != nil:
			looked(out, c.b[from:end], a.numbers)
		case c.h != nil:
			looked(out, c.h[from:end], a.numbers)
		default:
			looked(out, c.w[from:end], a.numbers)
		}
	})
}

// reckon fills out with the term, given what columns are.
func (m *term) reckon(out []float64, column func(of *term, out []float64)) {
	switch m.op {
	case cql2.Literal:
		for i := range out {
			out[i] = m.value
		}
		return
	case cql2.PropertyRef:
		column(m, out)
		return
	}
	m.args[0].reckon(out, column)
	if len(m.args) == 1 { // the sign
		for i := range out {
			out[i] = -out[i]
		}
		return
	}
	var held [reckonRows]float64
	other := held[:]
	if len(out) > len(held) {
		other = make([]float64, len(out))
	}
	other = other[:len(out)]
	m.args[1].reckon(other, column)
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
	s.inParts(len(b), func(s *search, from, to int) {
		var held [3][reckonRows]float64
		for ; from < to && s.tick(); from += reckonRows / 64 {
			first := from * 64
			size := min(reckonRows, min(to*64, n.t.Len())-first)
			for i, m := range n.terms {
				m.ofRows(held[i][:size], int32(first))
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
