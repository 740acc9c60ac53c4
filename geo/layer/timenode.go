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
	b := newBitset(n.t.Len())
	for row := range int32(n.t.Len()) {
		if n.t.rowDuring(row, n.interval) == want {
			b.add(row)
		}
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

func (n *duringNode) testCost() float64 { return costCode }
func (n *duringNode) setCost() float64  { return 2 * float64(n.t.Len()) }
func (n *duringNode) label() string     { return "datetime" }

// spanNode relates INTERVAL(start, end) of two columns to a time.
type spanNode struct {
	t          *Table
	op         cql2.Op
	start, end *Values
	from, to   []cql2.Value // by code
	other      cql2.Value
	mirrored   bool // the time is the first operand
	index      *spans
	key        string
}

// newSpanNode returns the node of a temporal operator on an interval of two columns and a literal; nil for any other part.
func newSpanNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsTemporal() {
		return nil
	}
	n := &spanNode{t: t, op: e.Op, key: string(e.AppendKey([]byte{'s'}))}
	row, other := e.Args[0], e.Args[1]
	if row.Op == cql2.Literal {
		row, other, n.mirrored = other, row, true
	}
	if row.Op != cql2.IntervalOf || other.Op != cql2.Literal || other.Value.Type == cql2.Unknown ||
		row.Args[0].Op != cql2.PropertyRef || row.Args[1].Op != cql2.PropertyRef {
		return nil
	}
	n.start, n.end, n.other = &t.columns[row.Args[0].Index], &t.columns[row.Args[1].Index], other.Value
	n.from, n.to = n.start.moments(), n.end.moments()
	n.index = t.spansOf(row.Args[0].Index, row.Args[1].Index)
	return n
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
	span := cql2.Value{Type: cql2.Interval, From: n.from[from].From, To: n.to[to].To}
	held := false
	if n.mirrored {
		held = n.op.Related(n.other, span)
	} else {
		held = n.op.Related(span, n.other)
	}
	if held {
		return yes
	}
	return no
}

func (n *spanNode) set(s *search, want bool) bitset {
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	is := no
	if want {
		is = yes
	}
	b := newBitset(n.t.Len())
	if want && n.meeting() {
		for _, row := range n.rows(s, nil) {
			if n.test(s, row) == yes {
				b.add(row)
			}
		}
	} else {
		for row := range int32(n.t.Len()) {
			if n.test(s, row) == is {
				b.add(row)
			}
		}
	}
	n.t.held.keepPart(key, b)
	return b
}

// meeting reports whether the operator holds only of times that have a moment in common.
func (n *spanNode) meeting() bool {
	return n.op != cql2.TAfter && n.op != cql2.TBefore && n.op != cql2.TDisjoint
}

func (n *spanNode) candidates() (from, to int) {
	first, _ := n.other.From.Span()
	_, last := n.other.To.Span()
	return n.index.candidates(first, last)
}

func (n *spanNode) most() int {
	if !n.meeting() {
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
	if _, ok := n.t.held.part(setKey(n.key, true)); ok {
		return words
	}
	return float64(min(n.most(), n.t.Len()))*costTimes + words
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
	s := newSpans(t, &t.columns[start], &t.columns[end])
	t.spans[columns] = s
	return s
}

func newSpans(t *Table, start, end *Values) *spans {
	s, o := &spans{}, start.order()
	from, to := start.moments(), end.moments()
	greatest := int64(math.MinInt64)
	for _, row := range o.span(0, len(o.codes)) {
		code := end.codes.at(row)
		if code == 0 {
			continue
		}
		first, _ := from[start.codes.at(row)].From.Span()
		_, last := to[code].To.Span()
		greatest = max(greatest, last)
		s.rows, s.starts, s.lastEnds = append(s.rows, row), append(s.starts, first), append(s.lastEnds, greatest)
	}
	return s
}

// candidates returns the positions [from, to) outside which no row has a moment from first to last.
func (s *spans) candidates(first, last int64) (from, to int) {
	from = sort.Search(len(s.lastEnds), func(i int) bool { return s.lastEnds[i] >= first })
	to = sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > last })
	return from, max(from, to)
}
