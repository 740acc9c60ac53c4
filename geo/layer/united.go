package layer

import (
	"oblast/geo/cql2"
	"oblast/geo/relate"
)

// united makes one relation of many of points: of an OR, what meets one of the shapes meets all of them together, and what is within
// one area is within those; of an AND, what is apart from each. It returns their nodes, and the operands that are none of these.
func (t *Table) united(e *cql2.Expr) (all []node, rest []*cql2.Expr) {
	if t.schema.Geometry != Points {
		return nil, e.Args
	}
	var sets [2]union // of S_INTERSECTS, and of S_WITHIN
	for _, a := range e.Args {
		n := t.member(a, e.Op == cql2.And)
		switch {
		case n != nil && n.op == cql2.SIntersects:
			sets[0].add(n, a)
		case n != nil:
			sets[1].add(n, a)
		default:
			rest = append(rest, a)
		}
	}
	for i := range sets {
		u := &sets[i]
		if !u.pays() {
			rest = append(rest, u.of...)
			continue
		}
		n := u.all[0]
		n.key = string(e.AppendKey([]byte{'u', byte(i)}))
		shapes := make([]*relate.Shape, len(u.all))
		for i, of := range u.all {
			shapes[i] = of.shape
		}
		n.shape = relate.Join(shapes)
		all = append(all, n.ready())
	}
	return all, rest
}

// union is relations that can be one, with what they were read from.
type union struct {
	all   []*spatialNode
	of    []*cql2.Expr
	boxes int
}

func (u *union) add(n *spatialNode, of *cql2.Expr) {
	if u.all, u.of = append(u.all, n), append(u.of, of); n.shape.IsBox() {
		u.boxes++
	}
}

// pays reports whether one relation is less work: two boxes have sets that are less.
func (u *union) pays() bool { return len(u.all) > 2 || len(u.all) > 1 && u.boxes == 0 }

// member reads an operand that can be united with others; nil for any other.
func (t *Table) member(e *cql2.Expr, and bool) *spatialNode {
	negated := false
	for e.Op == cql2.Not {
		negated, e = !negated, e.Args[0]
	}
	n := relationOf(t, e)
	if n == nil || n.shape == nil || n.op != cql2.SIntersects && n.op != cql2.SWithin {
		return nil
	}
	if n.negate = n.negate != negated; n.negate != and {
		return nil
	}
	if _, alone := n.shape.Parts(); n.op == cql2.SWithin && !alone {
		return nil
	}
	return n
}
