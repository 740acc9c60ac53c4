package cql2

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// Row gives the values of one feature's properties, by their numbers in the schema.
type Row interface {
	Value(property int) Value
}

// Eval returns what the expression yields for a feature. A constant expression takes a nil Row.
func (e *Expr) Eval(row Row) Value {
	switch {
	case e.Op == Literal:
		return e.Value
	case e.Op == PropertyRef:
		return row.Value(e.Index)
	case e.Op == And || e.Op == Or:
		return e.junction(row)
	case e.Op == Not:
		v := e.Args[0].Eval(row)
		if v.null() {
			return v
		}
		return truth(v.Number == 0)
	case e.Op == IsNull:
		return truth(e.Args[0].Eval(row).null())
	case e.Op == In:
		return e.in(row)
	case e.Op == ArrayOf:
		list := make([]Value, len(e.Args))
		for i, a := range e.Args {
			list[i] = a.Eval(row)
		}
		return Value{Type: Array, List: list}
	case e.Op == Between:
		return e.between(row)
	}
	a := e.Args[0].Eval(row)
	if a.null() {
		return a
	}
	if len(e.Args) == 1 {
		return single(e.Op, a)
	}
	b := e.Args[1].Eval(row)
	if b.null() {
		return b
	}
	if e.Op == Near {
		return e.near(a, b, row)
	}
	return paired(e.Op, a, b)
}

// junction is AND or OR of three values: what decides ends it, else an unknown one makes it unknown.
func (e *Expr) junction(row Row) Value {
	decides, unknown := e.Op == Or, false
	for _, a := range e.Args {
		v := a.Eval(row)
		switch {
		case v.null():
			unknown = true
		case (v.Number != 0) == decides:
			return truth(decides)
		}
	}
	if unknown {
		return Value{}
	}
	return truth(!decides)
}

// in is true where an element equals, unknown where none does but one is unknown.
func (e *Expr) in(row Row) Value {
	v := e.Args[0].Eval(row)
	if v.null() {
		return v
	}
	unknown := false
	for _, a := range e.Args[1:] {
		w := a.Eval(row)
		if w.null() {
			unknown = true
		} else if compare(v, w) == 0 {
			return truth(true)
		}
	}
	if unknown {
		return Value{}
	}
	return truth(false)
}

// between is v >= low AND v <= high, with three values.
func (e *Expr) between(row Row) Value {
	v, low, high := e.Args[0].Eval(row), e.Args[1].Eval(row), e.Args[2].Eval(row)
	if v.null() {
		return v
	}
	if !low.null() && compare(v, low) < 0 || !high.null() && compare(v, high) > 0 {
		return truth(false)
	}
	if low.null() || high.null() {
		return Value{}
	}
	return truth(true)
}

func single(op Op, a Value) Value {
	switch op {
	case Casei:
		return TextValue(foldCase(a.Text))
	case Accenti:
		return TextValue(foldAccents(a.Text))
	case Negate:
		return NumberValue(-a.Number)
	}
	return Value{}
}

func paired(op Op, a, b Value) Value {
	switch {
	case op.comparison():
		return truth(decide(op, compare(a, b)))
	case op == Like:
		return truth(like(a.Text, b.Text))
	case op.spatial():
		return truth(op.Predicate().Holds(a.Geometry, b.Geometry))
	case op.temporal():
		return truth(related(op, a, b))
	case op == IntervalOf:
		return Value{Type: Interval, From: a.From, To: b.To}
	case op == AContains:
		return truth(within(b.List, a.List))
	case op == AContainedBy:
		return truth(within(a.List, b.List))
	case op == AEquals:
		return truth(same(a, b))
	case op == AOverlaps:
		for _, v := range a.List {
			if holds(b.List, v) {
				return truth(true)
			}
		}
		return truth(false)
	}
	return arithmetic(op, a.Number, b.Number)
}

func decide(op Op, order int) bool {
	switch op {
	case Equal:
		return order == 0
	case NotEqual:
		return order != 0
	case Less:
		return order < 0
	case LessEqual:
		return order <= 0
	case Greater:
		return order > 0
	}
	return order >= 0
}

// arithmetic computes in doubles. Division by zero, and what no double can hold, is unknown.
func arithmetic(op Op, a, b float64) Value { return NumberValue(op.Reckon(a, b)) }

// Reckon computes an operator of arithmetic in doubles; what is not finite stands for an unknown value.
func (o Op) Reckon(a, b float64) float64 {
	switch o {
	case Add:
		return a + b
	case Subtract:
		return a - b
	case Multiply:
		return a * b
	case Divide:
		return a / b
	case IntegerDivide:
		return math.Trunc(a / b)
	case Remainder:
		return remainder(a, b)
	}
	return math.Pow(a, b)
}

// remainder is math.Mod, in a tenth of its time where the quotient is below 1<<53: that, cut, is right or one too many, and what is
// left of a is a double (for the same is true of all that lies between it and a).
func remainder(a, b float64) float64 {
	q := math.Trunc(a / b)
	if !(q < 1<<53 && q > -1<<53) {
		return math.Mod(a, b)
	}
	r := math.FMA(-q, b, a)
	if a >= 0 && r < 0 {
		return r + math.Abs(b)
	} else if a < 0 && r > 0 {
		return r - math.Abs(b)
	}
	return r
}

// near reports whether a geometry is no farther from a point than a number of metres.
func (e *Expr) near(g, at Value, row Row) Value {
	distance := e.Args[2].Eval(row)
	p, ok := at.Geometry.Geometry().(orb.Point)
	if !ok || distance.null() {
		return Value{}
	}
	if q, ok := g.Geometry.Geometry().(orb.Point); ok {
		return truth(relate.DistanceM(p, q) <= distance.Number)
	}
	return truth(g.Geometry.DistanceFromM(p) <= distance.Number)
}
