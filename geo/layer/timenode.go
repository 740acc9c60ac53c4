package layer

import (
	"math"
	"sort"

	"oblast/geo/cql2"
)

// duringNode is a query's datetime: rows without time meet it too.
type duringNode struct {
	t        *Table
	interval Interval
}

func (n *duringNode) test(_ *search, row int32) tri {
	if n.t.rowDuring(row, n.interval) {
		return yes
	}
	return no
}

func (n *duringNode) set(_ *search, want bool) bitset {
	b := n.t.timeline().set(n.t, n.interval)
	if !want {
		rest := full(n.t.Len())
		rest.drop(b)
		return rest
	}
	return b
}

func (n *duringNode) most() int {
	l := n.t.timeline()
	return l.count(n.interval) + len(l.never)
}

func (n *duringNode) rows(_ *search, dst []int32) []int32 {
	l := n.t.timeline()
	from, to := l.candidates(n.interval)
	return append(append(dst, l.rows[from:to]...), l.never...)
}

func (n *duringNode) testCost() float64 { return 3 * costCode }
func (n *duringNode) setCost() float64  { return 2*costLadder + 4*costWord*float64(n.t.Len())/64 }
func (n *duringNode) label() string     { return "datetime" }

// spanNode relates INTERVAL(start, end) of two columns to a time. Every relation of Allen's asks that the start lie among
// some values of its column and the end among some of its own, which lie next to each other in the order of each; T_DISJOINT
// is what T_INTERSECTS is not.
type spanNode struct {
	t          *Table
	start, end *Values
	starts     ranks
	ends       ranks
	other      cql2.Value
	meeting    bool // holds only of times that have a moment in common
	negate     bool
	index      *spans
	key        string
}

// ranks are values of a column from one rank up to another.
type ranks struct{ lo, hi int }

func (r ranks) has(rank uint32) bool { return int(rank) >= r.lo && int(rank) < r.hi }

// newSpanNode returns the node of a temporal operator on an interval of two columns and a literal; nil for any other part.
func newSpanNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsTemporal() {
		return nil
	}
	op, row, other := e.Op, e.Args[0], e.Args[1]
	if row.Op == cql2.Literal {
		op, row, other = op.Flipped(), other, row
	}
	if row.Op != cql2.IntervalOf || other.Op != cql2.Literal || other.Value.Type == cql2.Unknown ||
		row.Args[0].Op != cql2.PropertyRef || row.Args[1].Op != cql2.PropertyRef {
		return nil
	}
	n := &spanNode{t: t, other: other.Value, key: string(e.AppendKey([]byte{'s'})), start: &t.columns[row.Args[0].Index], end: &t.columns[row.Args[1].Index]}
	if n.negate = op == cql2.TDisjoint; n.negate {
		op = cql2.TIntersects
	}
	n.meeting = !n.negate && op != cql2.TAfter && op != cql2.TBefore
	start, end := op.Sides(other.Value, [2]bool{n.start.kind == Date, n.end.kind == Date})
	n.starts, n.ends = n.start.among(start, false), n.end.among(end, true)
	n.index = t.spansOf(row.Args[0].Index, row.Args[1].Index)
	return n
}

// among returns the ranks of the times that a side allows, each taken as its first moment or as its last.
func (v *Values) among(s cql2.Side, last bool) ranks {
	o, times := v.order(), v.sides(last)
	at := func(rank int) int64 { return times[o.codes[rank]] }
	lo := sort.Search(len(o.codes), func(r int) bool { return at(r) >= s.Least })
	hi := sort.Search(len(o.codes), func(r int) bool { return at(r) > s.Most })
	return ranks{lo, max(lo, hi)}
}

// sides returns the first or the last microsecond of the values of a column of times by code, made on the first call.
func (v *Values) sides(last bool) []int64 {
	v.sidesOnce.Do(func() {
		v.firsts = make([]int64, v.Distinct())
		v.lasts = v.firsts
		if v.kind == Date { // a moment is both
			v.lasts = make([]int64, v.Distinct())
		}
		for code := 1; code < len(v.firsts); code++ {
			v.firsts[code], v.lasts[code] = v.Value(uint32(code)).From.Span()
		}
	})
	if last {
		return v.lasts
	}
	return v.firsts
}

// moments returns the values of a column of times by code, made on the first call.
func (v *Values) moments() []cql2.Value {
	v.momentsOnce.Do(func() {
		v.times = make([]cql2.Value, v.Distinct())
		for code := range v.times {
			v.times[code] = v.Value(uint32(code))
		}
	})
	return v.times
}

func (n *spanNode) test(_ *search, row int32) tri {
	from, to := n.start.codes.at(row), n.end.codes.at(row)
	if from == 0 || to == 0 {
		return unknown
	}
	if (n.starts.has(n.start.order().rank[from]) && n.ends.has(n.end.order().rank[to])) != n.negate {
		return yes
	}
	return no
}

func (n *spanNode) set(s *search, want bool) bitset {
	if n.negate {
		want = !want
	}
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := n.start.order().set(n.starts.lo, n.starts.hi, true)
	b.keep(n.end.order().set(n.ends.lo, n.ends.hi, true))
	if !want { // of which both times are known
		rest := n.start.order().set(0, len(n.start.order().codes), true)
		rest.keep(n.end.order().set(0, len(n.end.order().codes), true))
		rest.drop(b)
		b = rest
	}
	n.t.held.keepPart(key, b)
	return b
}

func (n *spanNode) candidates() (from, to int) {
	first, _ := n.other.From.Span()
	_, last := n.other.To.Span()
	return n.index.candidates(first, last)
}

func (n *spanNode) most() int {
	if !n.meeting {
		return everything
	}
	from, to := n.candidates()
	return to - from
}

func (n *spanNode) rows(_ *search, dst []int32) []int32 {
	from, to := n.candidates()
	return append(dst, n.index.rows[from:to]...)
}

func (n *spanNode) testCost() float64 { return costTimes }

func (n *spanNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, !n.negate)); ok {
		return words
	}
	return 4*words + n.start.order().setCost(n.starts.lo, n.starts.hi) + n.end.order().setCost(n.ends.lo, n.ends.hi)
}

func (n *spanNode) label() string { return "time" }

// spans holds the rows that have a start and an end in order of their starts, in microseconds.
type spans struct {
	rows     []int32
	starts   []int64
	lastEnds []int64 // greatest end up to and with a position
}

type spanColumns struct{ start, end int }

// spansOf returns the index of two columns, built on the first call.
func (t *Table) spansOf(start, end int) *spans {
	t.spansMu.Lock()
	defer t.spansMu.Unlock()
	columns := spanColumns{start, end}
	if held, ok := t.spans[columns]; ok {
		return held
	}
	if t.spans == nil {
		t.spans = map[spanColumns]*spans{}
	}
	s := newSpans(&t.columns[start], &t.columns[end])
	t.spans[columns] = s
	return s
}

func newSpans(start, end *Values) *spans {
	o, from, to := start.order(), start.sides(false), end.sides(true)
	known := o.known()
	s := &spans{make([]int32, 0, known), make([]int64, 0, known), make([]int64, 0, known)}
	greatest := int64(math.MinInt64)
	for _, row := range o.span(0, len(o.codes)) {
		code := end.codes.at(row)
		if code == 0 {
			continue
		}
		greatest = max(greatest, to[code])
		s.rows, s.starts, s.lastEnds = append(s.rows, row), append(s.starts, from[start.codes.at(row)]), append(s.lastEnds, greatest)
	}
	return s
}

// candidates returns the positions [from, to) outside which no row has a moment from first to last.
func (s *spans) candidates(first, last int64) (from, to int) {
	from = sort.Search(len(s.lastEnds), func(i int) bool { return s.lastEnds[i] >= first })
	to = sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > last })
	return from, max(from, to)
}
