package layer

import (
	"oblast/geo/cql2"
	"oblast/geo/relate"
)

// rowNode evaluates an expression row by row: what looks at several columns, or at the geometry in no way that an index
// knows.
type rowNode struct {
	t    *Table
	expr *cql2.Expr
}

// rowValues gives one row's values.
type rowValues struct {
	t   *Table
	row int32
}

func (r *rowValues) Value(property int) cql2.Value {
	if property < len(r.t.columns) {
		v := &r.t.columns[property]
		code := v.codes.at(r.row)
		if code == 0 || v.kind == Text {
			if code == 0 {
				return cql2.Value{}
			}
			return cql2.TextValue(v.texts[code])
		}
		if len(v.texts) <= maxEvaluated {
			return v.moments()[code]
		}
		return v.Value(code)
	}
	g := r.t.Geometry(r.row)
	if g == nil {
		return cql2.Value{}
	}
	return cql2.GeometryValue(relate.Of(g))
}

func (n *rowNode) test(s *search, row int32) tri {
	if !s.tick() {
		return unknown
	}
	return triOf(n.expr.Eval(&rowValues{n.t, row}))
}

func (n *rowNode) set(s *search, want bool) bitset {
	key := setKey(string(n.expr.AppendKey([]byte{'r'})), want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	is := no
	if want {
		is = yes
	}
	b := newBitset(n.t.Len())
	s.inParts(len(b), costlyPart, func(s *search, from, to int) {
		row := &rowValues{t: n.t, row: int32(from * 64)}
		for end := int32(min(to*64, n.t.Len())); row.row < end && s.tick(); row.row++ {
			if triOf(n.expr.Eval(row)) == is {
				b.add(row.row)
			}
		}
	})
	if s.err == nil {
		n.t.held.keepPart(key, b)
	}
	return b
}

func (n *rowNode) most() int                           { return everything }
func (n *rowNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n *rowNode) testCost() float64                   { return costGeneral }
func (n *rowNode) setCost() float64                    { return costGeneral * float64(n.t.Len()) }
func (n *rowNode) label() string                       { return "rows" }
