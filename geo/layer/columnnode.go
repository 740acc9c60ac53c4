package layer

import (
	"slices"

	"oblast/geo/cql2"
)

// newColumnNode decides a part of a filter that looks at one column: by the order of its values where it asks for a range
// of them, by their codes where it names some, else by evaluating it once for each.
func newColumnNode(t *Table, e *cql2.Expr, column int) node {
	v := &t.columns[column]
	if n := newRangeNode(t, e, column); n != nil {
		return n
	}
	if n := newMomentNode(t, e, column); n != nil {
		return n
	}
	if n := newTextRangeNode(t, e, column); n != nil {
		return n
	}
	if e.Op == cql2.IsNull && e.Args[0].Op == cql2.PropertyRef {
		return &nullNode{t, column, v}
	}
	if n := newTextNode(t, e, column); n != nil {
		return n
	}
	n := &tableNode{t: t, column: column, values: v, key: string(e.AppendKey([]byte{'c'}))}
	if n.named(e) {
		return n
	}
	if v.Distinct() > maxEvaluated || v.kind == Text && v.Distinct() >= wordsFrom {
		if n := t.joined(e); n != nil {
			return n
		}
	}
	reckoned, _ := newReckonNode(t, e).(*reckonNode)
	if v.Distinct() > maxEvaluated {
		switch n := newTextReckonNode(t, e); {
		case reckoned != nil:
			return reckoned
		case n != nil:
			return n
		}
		return &rowNode{t: t, expr: e}
	}
	n.truth = make([]tri, v.Distinct())
	if reckoned == nil || !reckoned.byCode(n.truth) {
		row := &codeRow{values: v}
		for code := range n.truth {
			row.code = uint32(code)
			n.truth[code] = triOf(e.Eval(row))
		}
	}
	n.list()
	return n
}

// maxEvaluated is how many distinct values a part is evaluated for beforehand; with more, each row is decided by itself.
const maxEvaluated = 1 << 17

// list notes the codes of the values that are true or of those that are false, whichever have fewer rows.
func (n *tableNode) list() {
	n.values.Rows(0)
	var codes, sizes [yes + 1]int
	before := n.values.rowEnds[0]
	for code, end := range n.values.rowEnds[1:] {
		is := n.truth[code+1]
		codes[is], sizes[is], before = codes[is]+1, sizes[is]+int(end-before), end
	}
	n.listed = yes
	if sizes[no] < sizes[yes] {
		n.listed = no
	}
	n.mixed, n.size, n.codes = codes[unknown] > 0 || n.truth[0] != unknown, sizes[n.listed]+1, make([]uint32, 0, codes[n.listed])
	for code, is := range n.truth[1:] {
		if is == n.listed {
			n.codes = append(n.codes, uint32(code+1))
		}
	}
}

// byCode decides each value of the only column that the terms are of; false where they are not each of a value alone.
func (n *reckonNode) byCode(truth []tri) bool {
	for _, m := range n.terms {
		if m.op != cql2.Literal && m.column == nil {
			return false
		}
	}
	at := func(m *term, code int) float64 {
		if m.op == cql2.Literal {
			return m.value
		}
		return m.numbers[code]
	}
	for code := range truth {
		v, other := at(n.terms[0], code), at(n.terms[1], code)
		if n.op == cql2.Between {
			truth[code] = betweenOf(v, other, at(n.terms[2], code))
		} else {
			truth[code] = comparedOf(n.op, v, other)
		}
	}
	return true
}

// table returns the truth by code, made from the codes listed where it was not evaluated.
func (n *tableNode) table() []tri {
	if n.truth == nil {
		n.truth = make([]tri, n.values.Distinct())
		for i := 1; i < len(n.truth); i++ {
			n.truth[i] = opposite(n.listed)
		}
		for _, code := range n.codes {
			n.truth[code] = n.listed
		}
	}
	return n.truth
}

// codeRow is any row that holds a code: only one column is asked for.
type codeRow struct {
	values *Values
	code   uint32
}

func (r *codeRow) Value(int) cql2.Value { return r.values.Value(r.code) }

// tableNode is decided by a row's code.
type tableNode struct {
	t      *Table
	column int
	values *Values
	truth  []tri    // by code; nil: not made yet
	codes  []uint32 // those that are of the truth listed; all others but null are of the opposite
	listed tri
	mixed  bool // or also unknown, or null is not
	key    string
	size   int // rows of the codes, plus 1; 0: not counted yet
}

// newEqualNode asks for one value.
func newEqualNode(t *Table, e Equal) node {
	n := &tableNode{t: t, column: e.Column, values: &t.columns[e.Column], key: "e" + string(rune(e.Column)) + e.Text}
	if code, ok := n.values.Find(e.Text); ok {
		n.codes = []uint32{code}
	}
	n.listed = yes
	return n
}

// named decides =, IN, and their negations, on literals: by looking the values up.
func (n *tableNode) named(e *cql2.Expr) bool {
	negated := false
	for e.Op == cql2.Not {
		negated, e = !negated, e.Args[0]
	}
	if e.Op == cql2.NotEqual {
		negated = !negated
	}
	if e.Op != cql2.Equal && e.Op != cql2.NotEqual && e.Op != cql2.In {
		return false
	}
	args := e.Args
	if e.Op != cql2.In && args[0].Op == cql2.Literal {
		args = []*cql2.Expr{args[1], args[0]}
	}
	if args[0].Op != cql2.PropertyRef {
		return false
	}
	for _, a := range args[1:] {
		if a.Op != cql2.Literal || a.Value.Type == cql2.Unknown {
			return false
		}
		if n.values.kind == Instant { // what is of a day, or of a microsecond
			lo, hi := n.values.bounds(a.Value)
			n.codes = append(n.codes, n.values.order().codes[lo:hi]...)
			continue
		}
		if n.values.kind.queryable() != a.Value.Type {
			return false
		}
		if code, ok := n.values.codeOf(a.Value); ok {
			n.codes = append(n.codes, code)
		}
	}
	n.codes = distinct(n.codes)
	n.listed = yes
	if negated {
		n.listed = no
	}
	return true
}

// distinct sorts codes and leaves each once.
func distinct(codes []uint32) []uint32 {
	slices.Sort(codes)
	return slices.Compact(codes)
}

func opposite(is tri) tri {
	if is == yes {
		return no
	}
	return yes
}

func (n *tableNode) test(_ *search, row int32) tri { return n.table()[n.values.codes.at(row)] }

// listedRows is the number of rows of the codes listed.
func (n *tableNode) listedRows() int {
	if n.size == 0 {
		n.size = 1
		for _, code := range n.codes {
			n.size += len(n.values.Rows(code))
		}
	}
	return n.size - 1
}

func (n *tableNode) most() int {
	if n.listed == yes && !n.mixed {
		return n.listedRows()
	}
	return everything
}

func (n *tableNode) rows(_ *search, dst []int32) []int32 {
	for _, code := range n.codes {
		dst = append(dst, n.values.Rows(code)...)
	}
	return dst
}

// set lists the rows of the codes, or takes them out of all, or joins the runs of values that lie next to each other in the
// column's order, or looks at every row's code: whichever is least work.
func (n *tableNode) set(_ *search, want bool) bitset {
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	is := no
	if want {
		is = yes
	}
	var b bitset
	switch way, _ := n.way(is); way {
	case byCode:
		b = n.values.codes.collect(n.table(), is)
	case byRuns:
		b = n.joined(is)
	case byList:
		b = newBitset(n.t.Len())
		for _, code := range n.codes {
			for _, row := range n.values.Rows(code) {
				b.add(row)
			}
		}
	case byRest:
		b = full(n.t.Len())
		for _, code := range append([]uint32{0}, n.codes...) {
			for _, row := range n.values.Rows(code) {
				b.take(row)
			}
		}
	}
	n.t.held.keepPart(key, b)
	return b
}

// The ways to a set.
const (
	byCode = iota
	byList
	byRest
	byRuns
)

// way returns the cheapest way to the rows of a truth, and what it costs.
func (n *tableNode) way(is tri) (way int, cost float64) {
	way, cost = byCode, float64(n.t.Len())*costBit
	if list := float64(n.listedRows()+len(n.values.Rows(0))) * costEntry; !n.mixed && list < cost {
		way, cost = byList, list
		if is != n.listed {
			way = byRest
		}
	}
	if float64(n.values.Distinct())*costRun+costLadder > cost {
		return way, cost // to look for runs would not pay
	}
	if runs, few := n.runs(is); few {
		total, o := 0.0, n.values.order()
		for _, r := range runs {
			total += o.setCost(r[0], r[1]) + costWord*float64(n.t.Len())/64
		}
		if total < cost {
			way, cost = byRuns, total
		}
	}
	return way, cost
}

// mostRuns is how many runs of values are joined at most.
const mostRuns = 24

// runs returns the ranks of values that are of a truth, each as from and up to, null's rank behind all, unless they are
// too many.
func (n *tableNode) runs(is tri) (runs [][2]int, few bool) {
	o, truth, open := n.values.order(), n.table(), false
	for r := range len(o.codes) + 1 {
		code := uint32(0)
		if r < len(o.codes) {
			code = o.codes[r]
		}
		switch holds := truth[code] == is; {
		case holds && open:
			runs[len(runs)-1][1] = r + 1
		case holds:
			if len(runs) == mostRuns {
				return nil, false
			}
			runs = append(runs, [2]int{r, r + 1})
			open = true
		default:
			open = false
		}
	}
	return runs, true
}

func (n *tableNode) joined(is tri) bitset {
	l, o := n.values.order().ladder(), n.values.order()
	runs, _ := n.runs(is)
	var b bitset
	for _, r := range runs {
		if part := l.between(o.at(r[0]), o.at(r[1])); b == nil {
			b = part
		} else {
			b.join(part)
		}
	}
	if b == nil {
		b = newBitset(n.t.Len())
	}
	return b
}

func (n *tableNode) testCost() float64 { return costCode }

func (n *tableNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	_, cost := n.way(yes)
	return cost + words
}

func (n *tableNode) label() string { return n.t.schema.Columns[n.column].Name }

func setKey(key string, want bool) string {
	if want {
		return key + "+"
	}
	return key + "-"
}

// collect returns the rows whose code is of a truth.
func (c *codes) collect(truth []tri, is tri) bitset {
	switch {
	case c.b != nil:
		return collected(c.b, truth, is)
	case c.h != nil:
		return collected(c.h, truth, is)
	}
	return collected(c.w, truth, is)
}

func collected[C uint8 | uint16 | uint32](codes []C, truth []tri, is tri) bitset {
	out := newBitset(len(codes))
	hit := make([]uint8, len(truth)) // 1 where it is
	for code, t := range truth {
		if t == is {
			hit[code] = 1
		}
	}
	for i := range out {
		var w uint64
		for j, code := range codes[i*64 : min((i+1)*64, len(codes))] {
			w |= uint64(hit[code]) << j
		}
		out[i] = w
	}
	return out
}
