package layer

import (
	"strings"

	"oblast/geo/cql2"
)

// tri is a truth value of three.
type tri uint8

const (
	unknown tri = iota
	no
	yes
)

func triOf(v cql2.Value) tri {
	switch {
	case v.IsTrue():
		return yes
	case v.IsFalse():
		return no
	}
	return unknown
}

// node is a condition made ready for one table. Costs are in nanoseconds.
type node interface {
	// test decides one row.
	test(s *search, row int32) tri
	// set returns the rows for which the condition is known to be true (want) or false; shared, not to be changed.
	set(s *search, want bool) bitset
	// most bounds the rows for which it is true; the table's length says that it cannot bring candidates.
	most() int
	// rows appends rows among which are all for which it is true, in no order, perhaps repeated.
	rows(s *search, dst []int32) []int32
	testCost() float64
	setCost() float64
	label() string
}

// compile makes a filter ready: a part that looks at one column alone is decided once a distinct value.
func (t *Table) compile(e *cql2.Expr) node {
	properties := e.Properties(nil)
	place := len(t.schema.Columns)
	switch {
	case len(properties) == 0:
		return constantNode{t, triOf(e.Eval(nil))}
	case len(properties) == 1 && properties[0] < place:
		return newColumnNode(t, e, properties[0])
	}
	if n := t.joined(e); n != nil {
		if len(properties) == 2 && max(properties[0], properties[1]) < place {
			if paired := newPairsNode(t, e, properties, n); paired != nil {
				return paired
			}
		}
		return n
	}
	if n := newSpatialNode(t, e); n != nil {
		return n
	}
	if n := newSpanNode(t, e); n != nil {
		return n
	}
	if n := newReckonNode(t, e); n != nil {
		return n
	}
	if n := newTextReckonNode(t, e); n != nil {
		return n
	}
	if n := newTimesNode(t, e); n != nil {
		return n
	}
	if n := t.spread(e); n != nil {
		return n
	}
	return &rowNode{t: t, expr: e}
}

// spread makes BETWEEN and IN, of several columns, the comparisons that they stand for, and = and <> of truths what they are in
// AND, OR and NOT; nil for any other part.
func (t *Table) spread(e *cql2.Expr) node {
	var parts []*cql2.Expr
	switch e.Op {
	case cql2.Equal, cql2.NotEqual:
		a, b := e.Args[0], e.Args[1]
		if !plainTruth(a) || !plainTruth(b) {
			return nil
		}
		x, y := t.compile(a), t.compile(b)
		same := newJunction([]node{newJunction([]node{x, y}, true), newJunction([]node{notNode{x}, notNode{y}}, true)}, false)
		if e.Op == cql2.NotEqual {
			return notNode{same}
		}
		return same
	case cql2.Between:
		parts = []*cql2.Expr{cql2.Make(cql2.GreaterEqual, e.Args[0], e.Args[1]), cql2.Make(cql2.LessEqual, e.Args[0], e.Args[2])}
	case cql2.In:
		for _, a := range e.Args[1:] {
			parts = append(parts, cql2.Make(cql2.Equal, e.Args[0], a))
		}
	default:
		return nil
	}
	all := make([]node, len(parts))
	for i, part := range parts {
		all[i] = t.compile(part)
	}
	return newJunction(all, e.Op == cql2.Between)
}

// plainTruth reports whether an expression yields a truth, and compares none in it: of those within each other, each would double
// the work.
func plainTruth(e *cql2.Expr) bool {
	for _, a := range e.Args {
		if (e.Op == cql2.Equal || e.Op == cql2.NotEqual) && a.Type == cql2.Boolean || a.Type == cql2.Boolean && len(a.Args) > 0 && !plainTruth(a) {
			return false
		}
	}
	return e.Type == cql2.Boolean && len(e.Args) > 0
}

// joined makes AND, OR and NOT ready; nil for any other part.
func (t *Table) joined(e *cql2.Expr) node {
	switch e.Op {
	case cql2.And, cql2.Or:
		all, rest := t.united(e)
		pairs, rest := t.paired(e.Op, rest)
		all = append(all, pairs...)
		for _, a := range rest {
			all = append(all, t.compile(a))
		}
		if e.Op == cql2.And {
			all = narrowed(all)
		}
		if len(all) == 1 {
			return all[0]
		}
		return newJunction(all, e.Op == cql2.And)
	case cql2.Not:
		return notNode{t.compile(e.Args[0])}
	}
	return nil
}

// constantNode holds of all rows or of none.
type constantNode struct {
	t     *Table
	value tri
}

func (n constantNode) test(*search, int32) tri { return n.value }

func (n constantNode) set(_ *search, want bool) bitset {
	if want && n.value == yes || !want && n.value == no {
		return full(n.t.Len())
	}
	return newBitset(n.t.Len())
}

func (n constantNode) most() int {
	if n.value == yes {
		return n.t.Len()
	}
	return 0
}

func (n constantNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n constantNode) testCost() float64                   { return 1 }
func (n constantNode) setCost() float64                    { return costWord * float64(n.t.Len()) / 64 }
func (n constantNode) label() string                       { return "a constant" }

// notNode is true where its operand is false.
type notNode struct{ of node }

func (n notNode) test(s *search, row int32) tri {
	switch n.of.test(s, row) {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

func (n notNode) set(s *search, want bool) bitset     { return n.of.set(s, !want) }
func (n notNode) most() int                           { return everything }
func (n notNode) rows(_ *search, dst []int32) []int32 { return dst }
func (n notNode) testCost() float64                   { return n.of.testCost() }
func (n notNode) setCost() float64                    { return n.of.setCost() }
func (n notNode) label() string                       { return "not " + n.of.label() }

// everything is the most of a node that cannot bring candidates.
const everything = 1 << 31

// junction is an AND or an OR.
type junction struct {
	all []node // of an AND, the one that brings the fewest candidates first
	and bool
}

func newJunction(all []node, and bool) *junction {
	if and {
		for i := range all {
			if all[i].most() < all[0].most() {
				all[0], all[i] = all[i], all[0]
			}
		}
	}
	return &junction{all, and}
}

func (n *junction) test(s *search, row int32) tri {
	decides, result := yes, no
	if n.and {
		decides, result = no, yes
	}
	for _, of := range n.all {
		switch of.test(s, row) {
		case decides:
			return decides
		case unknown:
			result = unknown
		}
	}
	return result
}

func (n *junction) set(s *search, want bool) bitset {
	r := &room{set: newBitset(s.t.Len())}
	s.fill(r, n, want)
	return r.set
}

func (n *junction) most() int {
	if n.and {
		return n.all[0].most()
	}
	total := 0
	for _, of := range n.all {
		total = min(everything, total+of.most())
	}
	return total
}

func (n *junction) rows(s *search, dst []int32) []int32 {
	if n.and {
		return n.all[0].rows(s, dst)
	}
	for _, of := range n.all {
		dst = of.rows(s, dst)
	}
	return dst
}

func (n *junction) testCost() float64 {
	total := 0.0
	for _, of := range n.all {
		total += of.testCost()
	}
	return total
}

func (n *junction) setCost() float64 {
	total := 0.0
	for _, of := range n.all {
		total += of.setCost()
	}
	return total
}

func (n *junction) label() string {
	var labels []string
	for _, of := range n.all {
		labels = append(labels, of.label())
	}
	if n.and {
		return strings.Join(labels, ", ")
	}
	return "(" + strings.Join(labels, " or ") + ")"
}
