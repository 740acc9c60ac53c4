package layer

import (
	"sync"

	"oblast/geo/cql2"
)

// pairsNode is a part of a filter, of several conditions, that looks at two columns of few pairs of values: sets are made of the pairs
// of which it is true, and rows by themselves are decided by what it was made of.
type pairsNode struct {
	node
	t     *Table
	expr  *cql2.Expr
	pairs *pairs
	terms int // conditions in it

	once sync.Once
	all  truths
	ok   bool
}

// paired makes one condition of those of an AND or an OR that look at the same two columns, and at no others; rest are all others.
func (t *Table) paired(op cql2.Op, args []*cql2.Expr) (all []node, rest []*cql2.Expr) {
	var columns [2]int
	found := false
	for _, a := range args {
		if of := a.Properties(nil); len(of) == 2 && max(of[0], of[1]) < len(t.schema.Columns) && !found {
			columns, found = [2]int{of[0], of[1]}, true
		}
	}
	if !found {
		return nil, args
	}
	var both []*cql2.Expr
	for _, a := range args {
		is := true
		for _, column := range a.Properties(nil) {
			is = is && (column == columns[0] || column == columns[1])
		}
		if is {
			both = append(both, a)
		} else {
			rest = append(rest, a)
		}
	}
	if len(both) < 2 {
		return nil, args
	}
	e := cql2.Make(op, both...)
	if len(rest) == 0 {
		return nil, args // the whole is
	}
	return []node{t.compile(e)}, rest
}

// newPairsNode returns the node of an AND, an OR or a NOT of two columns, given what it is without; nil where pairs do not pay.
func newPairsNode(t *Table, e *cql2.Expr, columns []int, without node) node {
	terms, both := conditionsIn(e)
	if terms < 2 || !both { // sets of one column each are less work
		return nil
	}
	p := t.pairsOf(columns[0], columns[1])
	if p == nil {
		return nil
	}
	return &pairsNode{node: without, t: t, expr: e, pairs: p, terms: terms}
}

// conditionsIn counts what AND, OR and NOT join, and says whether any of them looks at both columns.
func conditionsIn(e *cql2.Expr) (n int, both bool) {
	if e.Op != cql2.And && e.Op != cql2.Or && e.Op != cql2.Not {
		return 1, len(e.Properties(nil)) == 2
	}
	for _, a := range e.Args {
		more, is := conditionsIn(a)
		n, both = n+more, both || is
	}
	return n, both
}

func (n *pairsNode) test(s *search, row int32) tri {
	if !n.ok {
		return n.node.test(s, row)
	}
	code, rank := int(n.pairs.few.codes.at(row)), int32(n.pairs.many.order().rank[n.pairs.many.codes.at(row)])
	switch {
	case n.pairs.row(n.all.is, code).has(rank):
		return yes
	case n.pairs.row(n.all.not, code).has(rank):
		return no
	}
	return unknown
}

// decided returns the pairs of which it is true and false; ok is false where it has to be found without.
func (n *pairsNode) decided(s *search) (truths, bool) {
	n.once.Do(func() { n.all, n.ok = n.pairs.of(s, n.expr) })
	return n.all, n.ok
}

// count returns the number of rows of which it is true.
func (n *pairsNode) count(s *search) (count int, ok bool) {
	all, ok := n.decided(s)
	if ok {
		n.pairs.spans(all.is, func(from, to int) { count += to - from })
	}
	return count, ok
}

func (n *pairsNode) set(s *search, want bool) bitset {
	all, ok := n.decided(s)
	if !ok {
		return n.node.set(s, want)
	}
	pairs := all.is
	if !want {
		pairs = all.not
	}
	b, rows, order := newBitset(n.t.Len()), 0, n.pairs.order
	n.pairs.spans(pairs, func(from, to int) { rows += to - from })
	if rows <= n.t.Len()/2 {
		n.pairs.spans(pairs, func(from, to int) {
			for _, row := range order[from:to] {
				b.add(row)
			}
		})
		return b
	}
	b = full(n.t.Len())
	others := pairs.clone()
	for i := range others {
		others[i] = ^others[i]
	}
	n.pairs.spans(others, func(from, to int) {
		for _, row := range order[from:to] {
			b.take(row)
		}
	})
	return b
}

func (n *pairsNode) setCost() float64 {
	pairs := float64(n.pairs.few.Distinct() * n.pairs.many.Distinct())
	return float64(n.terms)*pairs*costReckon + costEntry*float64(n.t.Len())/4
}

func (n *pairsNode) label() string { return "pairs of values" }
