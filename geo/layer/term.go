package layer

import (
	"math"

	"oblast/geo/cql2"
)

// term is a number of every row: a literal, a column, or reckoned from two terms. Unknown is NaN, as is what no double
// can hold. What is reckoned from one column alone is reckoned once a value of it.
type term struct {
	op      cql2.Op
	kind    cql2.Type // Number, Date or Instant, in microseconds
	value   float64
	column  *Values
	numbers []float64 // by code of the column
	rises   bool      // they rise with the column's values
	args    []*term
}

// reckonRows is how many rows are reckoned at a time.
const reckonRows = 512

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
		m.numbers, m.rises = m.column.numbers(), true
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
	m.reckon(numbers, make([]float64, m.room(len(numbers))), func(a *term, out []float64) { copy(out, a.numbers) })
	return &term{op: cql2.PropertyRef, kind: m.kind, column: of, numbers: numbers}
}

// doubleOf is a known number or time as a double.
func doubleOf(v cql2.Value) float64 {
	if v.Type == cql2.Number {
		return v.Number
	}
	return float64(v.From.Micros)
}

// at is the term of one row.
func (m *term) at(row int32) float64 {
	switch m.op {
	case cql2.Literal:
		return m.value
	case cql2.PropertyRef:
		return m.numbers[m.column.codes.at(row)]
	}
	a := m.args[0].at(row)
	if len(m.args) == 1 {
		return -a
	}
	return reckoned(m.op, a, m.args[1].at(row))
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

// ofRows fills out with the term of the rows from one on. For room see reckon.
func (m *term) ofRows(out, room []float64, from int32) {
	m.reckon(out, room, func(a *term, out []float64) {
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

// room is how many numbers are needed besides to reckon so many.
func (m *term) room(n int) int {
	if len(m.args) == 0 {
		return 0
	}
	most := m.args[0].room(n)
	for _, a := range m.args[1:] {
		most = max(most, n+a.room(n))
	}
	return most
}

// reckon fills out with the term, given what columns are. What is in room, of the size that it says, is overwritten.
func (m *term) reckon(out, room []float64, column func(of *term, out []float64)) {
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
	m.args[0].reckon(out, room, column)
	if len(m.args) == 1 { // the sign
		for i := range out {
			out[i] = -out[i]
		}
		return
	}
	other := room[:len(out)]
	m.args[1].reckon(other, room[len(out):], column)
	reckonAll(m.op, out, other)
}

// reckonAll changes each number of out to what an operator makes of it and the other.
func reckonAll(op cql2.Op, out, other []float64) {
	switch op {
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
	case cql2.IntegerDivide:
		for i, v := range other {
			out[i] = finite(math.Trunc(out[i] / v))
		}
	default:
		for i, v := range other {
			out[i] = reckoned(op, out[i], v)
		}
	}
}

// reckoned is what an operator makes of two numbers.
func reckoned(op cql2.Op, a, b float64) float64 {
	if a != a || b != b { // for what is unknown to the power of 0 is unknown
		return math.NaN()
	}
	return finite(op.Reckon(a, b))
}

// finite is the number, or NaN where it is infinite.
func finite(v float64) float64 { return v + (v-v)*0 }

func looked[C uint8 | uint16 | uint32](out []float64, codes []C, numbers []float64) {
	for i, c := range codes {
		out[i] = numbers[c]
	}
}

// byDays is a time as the start of its day, which is what it is compared with a date by.
func (m *term) byDays() *term {
	switch {
	case m.kind != cql2.Instant:
		return m
	case m.op == cql2.Literal:
		return &term{op: m.op, kind: m.kind, value: dayOf(m.value)}
	}
	v := m.column
	v.daysOnce.Do(func() {
		v.days = make([]float64, len(m.numbers))
		for code, at := range m.numbers {
			v.days[code] = dayOf(at)
		}
	})
	return &term{op: m.op, kind: m.kind, column: v, numbers: v.days, rises: true}
}

// microsADay is a day.
const microsADay = 24 * 60 * 60 * 1_000_000

func dayOf(micros float64) float64 { return math.Floor(micros/microsADay) * microsADay }
