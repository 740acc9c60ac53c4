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
	n := &tableNode{t: t, column: column, values: v, key: string(e.AppendKey([]byte{'c'}))}
	if n.named(e) {
		return n
	}
	if v.Distinct() > maxEvaluated {
		return &rowNode{t: t, expr: e}
	}
	n.evaluate(e)
	return n
}

// maxEvaluated is how many distinct values a part is evaluated for beforehand; with more, each row is decided by itself.
const maxEvaluated = 1 << 17

// evaluate decides each distinct value, and lists the codes of those true or those false, whichever have fewer rows.
func (n *tableNode) evaluate(e *cql2.Expr) {
	n.truth = make([]tri, n.values.Distinct())
	row := &codeRow{values: n.values}
	var codes [yes + 1][]uint32
	var sizes [yes + 1]int
	for code := range n.truth {
		row.code = uint32(code)
		is := triOf(e.Eval(row))
		n.truth[code] = is
		if code > 0 {
			codes[is], sizes[is] = append(codes[is], uint32(code)), sizes[is]+len(n.values.Rows(uint32(code)))
		}
	}
	n.listed = yes
	if sizes[no] < sizes[yes] {
		n.listed = no
	}
	n.codes, n.mixed = codes[n.listed], len(codes[unknown]) > 0 || n.truth[0] != unknown
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
	truth  []tri    // by code
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
	n.fill(yes)
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
		if a.Op != cql2.Literal || a.Value.Type == cql2.Unknown || n.values.kind == Instant || n.values.kind.queryable() != a.Value.Type {
			return false
		}
		if code, ok := n.values.codeOf(a.Value); ok && !slices.Contains(n.codes, code) {
			n.codes = append(n.codes, code)
		}
	}
	if negated {
		n.fill(no)
	} else {
		n.fill(yes)
	}
	return true
}

// fill makes the table of truth from the codes listed.
func (n *tableNode) fill(listed tri) {
	n.listed = listed
	n.truth = make([]tri, n.values.Distinct())
	for i := 1; i < len(n.truth); i++ {
		n.truth[i] = opposite(listed)
	}
	for _, code := range n.codes {
		n.truth[code] = listed
	}
}

func opposite(is tri) tri {
	if is == yes {
		return no
	}
	return yes
}

func (n *tableNode) test(_ *search, row int32) tri { return n.truth[n.values.codes.at(row)] }

// list is the number of rows of the codes listed.
func (n *tableNode) list() int {
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
		return n.list()
	}
	return everything
}

func (n *tableNode) rows(_ *search, dst []int32) []int32 {
	for _, code := range n.codes {
		dst = append(dst, n.values.Rows(code)...)
	}
	return dst
}

// set lists the rows, or takes those out of all that are not of it, or looks at every row's code: whichever is least work.
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
	switch {
	case n.mixed || float64(n.rest())*costEntry > float64(n.t.Len())*costBit:
		b = n.values.codes.collect(n.truth, is)
	case is == n.listed:
		b = newBitset(n.t.Len())
		for _, code := range n.codes {
			for _, row := range n.values.Rows(code) {
				b.add(row)
			}
		}
	default:
		b = full(n.t.Len())
		for _, row := range n.values.Rows(0) {
			b[row>>6] &^= 1 << (row & 63)
		}
		for _, code := range n.codes {
			for _, row := range n.values.Rows(code) {
				b[row>>6] &^= 1 << (row & 63)
			}
		}
	}
	n.t.held.keepPart(key, b)
	return b
}

// rest is the number of rows that are listed or null.
func (n *tableNode) rest() int { return n.list() + len(n.values.Rows(0)) }

func (n *tableNode) testCost() float64 { return costCode }

func (n *tableNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	look := float64(n.t.Len()) * costBit
	if !n.mixed {
		look = min(look, float64(n.rest())*costEntry)
	}
	return look + words
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
