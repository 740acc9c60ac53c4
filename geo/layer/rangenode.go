package layer

import (
	"oblast/geo/cql2"
)

// rangeNode is true of the values from one rank up to another.
type rangeNode struct {
	t      *Table
	column int
	values *Values
	order  *order // of the column, or of what its texts are without case or accents
	lo, hi int
	key    string
}

// newRangeNode returns the node of <, <=, >, >=, BETWEEN and LIKE 'prefix%' on a column and literals; nil for any other part.
func newRangeNode(t *Table, e *cql2.Expr, column int) node {
	v := &t.columns[column]
	lo, hi, ok := v.ranks(e)
	if !ok {
		return nil
	}
	return &rangeNode{t, column, v, v.order(), lo, max(lo, hi), string(e.AppendKey([]byte{'c'}))}
}

// narrowed makes one range of those of an AND that are in the same order of a column: between two times are fewer rows than after
// one and before the other.
func narrowed(all []node) []node {
	held, kept := map[*order]*rangeNode{}, all[:0]
	for _, n := range all {
		r, ok := n.(*rangeNode)
		if !ok {
			kept = append(kept, n)
			continue
		}
		if first := held[r.order]; first != nil {
			first.lo, first.hi, first.key = max(first.lo, r.lo), min(first.hi, r.hi), first.key+"&"+r.key
			first.hi = max(first.lo, first.hi)
			continue
		}
		held[r.order] = r
		kept = append(kept, n)
	}
	return kept
}

// ranks returns the ranks of the values for which a comparison is true; ok is false where it is no such comparison.
func (v *Values) ranks(e *cql2.Expr) (lo, hi int, ok bool) {
	for _, a := range e.Args {
		if a.Op == cql2.Literal && (a.Value.Type == cql2.Unknown || v.kind.queryable() != a.Type && !(v.kind == Date || v.kind == Instant)) {
			return 0, 0, false
		}
	}
	op, args := e.Op, e.Args
	if op.IsComparison() && args[0].Op == cql2.Literal {
		op, args = op.Flipped(), []*cql2.Expr{args[1], args[0]}
	}
	if len(args) < 2 || args[0].Op != cql2.PropertyRef || args[1].Op != cql2.Literal {
		return 0, 0, false
	}
	if op == cql2.Like {
		return v.prefixed(args[1].Value.Text)
	}
	all := v.Distinct() - 1
	switch op {
	case cql2.Less:
		lo, _ = v.bounds(args[1].Value)
		return 0, lo, true
	case cql2.LessEqual:
		_, hi = v.bounds(args[1].Value)
		return 0, hi, true
	case cql2.Greater:
		_, hi = v.bounds(args[1].Value)
		return hi, all, true
	case cql2.GreaterEqual:
		lo, _ = v.bounds(args[1].Value)
		return lo, all, true
	case cql2.Between:
		if args[2].Op != cql2.Literal {
			return 0, 0, false
		}
		lo, _ = v.bounds(args[1].Value)
		_, hi = v.bounds(args[2].Value)
		return lo, hi, true
	case cql2.Equal: // of a day and an instant
		if v.kind == Instant {
			lo, hi = v.bounds(args[1].Value)
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// prefixed returns the ranks of the texts that a pattern of LIKE fits, where it is a prefix with % behind it.
func (v *Values) prefixed(pattern string) (lo, hi int, ok bool) {
	prefix, _, whole := cql2.LikePrefix(pattern)
	if !whole || prefix == "" {
		return 0, 0, false
	}
	lo, _ = v.bounds(cql2.TextValue(prefix))
	// No UTF-8 text has a byte 0xff: all that begin with the prefix are below it.
	hi, _ = v.bounds(cql2.TextValue(prefix + "\xff"))
	return lo, hi, true
}

func (n *rangeNode) test(_ *search, row int32) tri {
	code := n.values.codes.at(row)
	if code == 0 {
		return unknown
	}
	if r := int(n.order.rank[code]); r >= n.lo && r < n.hi {
		return yes
	}
	return no
}

func (n *rangeNode) most() int { return len(n.order.span(n.lo, n.hi)) }

func (n *rangeNode) rows(_ *search, dst []int32) []int32 {
	return append(dst, n.order.span(n.lo, n.hi)...)
}

func (n *rangeNode) set(_ *search, want bool) bitset {
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := n.order.set(n.lo, n.hi, want)
	n.t.held.keepPart(key, b)
	return b
}

func (n *rangeNode) testCost() float64 { return costCode + 1 }

func (n *rangeNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	return n.order.setCost(n.lo, n.hi) + words
}

func (n *rangeNode) label() string { return n.t.schema.Columns[n.column].Name }
