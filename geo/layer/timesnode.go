package layer

import (
	"math"
	"slices"

	"oblast/geo/cql2"
)

// newMomentNode returns the node of a temporal operator on the times of one column, or an interval of it that is open or ends
// at a literal, and a literal; nil for any other part. Such times lie next to each other in the order of the column.
func newMomentNode(t *Table, e *cql2.Expr, column int) node {
	if !e.Op.IsTemporal() {
		return nil
	}
	op, row, other := e.Op, e.Args[0], e.Args[1]
	if row.Op == cql2.Literal {
		op, row, other = op.Flipped(), other, row
	}
	ends := []*cql2.Expr{row, row}
	if row.Op == cql2.IntervalOf {
		ends = row.Args
	}
	if other.Op != cql2.Literal || other.Value.Type == cql2.Unknown {
		return nil
	}
	var days [2]bool
	v := &t.columns[column]
	for i, end := range ends {
		switch {
		case end.Op == cql2.PropertyRef && (v.kind == Date || v.kind == Instant):
			days[i] = v.kind == Date
		case end.Op == cql2.Literal && end.Value.Type != cql2.Unknown:
			days[i] = end.Value.From.Day
		default:
			return nil
		}
	}
	disjoint := op == cql2.TDisjoint
	if disjoint {
		op = cql2.TIntersects
	}
	start, end := op.Sides(other.Value, days)
	among := ranks{0, v.Distinct() - 1}
	for i, side := range [2]cql2.Side{start, end} {
		if ends[i].Op == cql2.PropertyRef {
			r := v.among(side, i == 1)
			among.lo, among.hi = max(among.lo, r.lo), min(among.hi, r.hi)
			continue
		}
		first, _ := ends[i].Value.From.Span()
		_, last := ends[i].Value.To.Span()
		if at := [2]int64{first, last}[i]; at < side.Least || at > side.Most {
			among.hi = 0
		}
	}
	var n node = &rangeNode{t, column, v, v.order(), among.lo, max(among.lo, among.hi), string(e.AppendKey([]byte{'c'}))}
	if disjoint {
		n = notNode{n}
	}
	return n
}

// timesNode relates the times of several columns to each other: it is true where all comparisons of their moments hold, unknown
// where any of the times is.
type timesNode struct {
	rowNode
	all    []moments
	known  []*term // of the columns, each once
	negate bool
}

// moments is a comparison of two moments.
type moments struct {
	op   cql2.Op
	a, b *term
}

// moment is an end of an interval.
type moment struct {
	day         bool
	first, last *term
}

// newTimesNode returns the node of a temporal operator whose operands are columns, intervals of them, and literals; nil for any
// other part.
func newTimesNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsTemporal() {
		return nil
	}
	n := &timesNode{rowNode: rowNode{t: t, expr: e}}
	var sides [2][2]moment
	for i, a := range e.Args {
		ends := [2]*cql2.Expr{a, a}
		if a.Op == cql2.IntervalOf {
			ends = [2]*cql2.Expr(a.Args)
		}
		for j, end := range ends {
			m, ok := n.moment(end, j == 1)
			if !ok {
				return nil
			}
			sides[i][j] = m
		}
	}
	n.all, n.negate = relation(e.Op, sides[0], sides[1])
	return n
}

// moment reads a start or an end.
func (n *timesNode) moment(e *cql2.Expr, isEnd bool) (moment, bool) {
	if e.Op == cql2.Literal && e.Value.Type != cql2.Unknown {
		at := e.Value.From
		if isEnd {
			at = e.Value.To
		}
		first, last := at.Span()
		for _, m := range []int64{first, last} {
			if (m > 1<<53 || m < -1<<53) && m != math.MinInt64 && m != math.MaxInt64 {
				return moment{}, false // a double may round it
			}
		}
		return moment{at.Day, &term{op: cql2.Literal, value: float64(first)}, &term{op: cql2.Literal, value: float64(last)}}, true
	}
	m := newTerm(n.t, e)
	if m == nil || m.op != cql2.PropertyRef || m.kind == cql2.Number {
		return moment{}, false
	}
	if !slices.ContainsFunc(n.known, func(k *term) bool { return k.column == m.column }) {
		n.known = append(n.known, m)
	}
	if m.kind == cql2.Instant {
		return moment{false, m, m}, true
	}
	last := &term{op: m.op, kind: m.kind, column: m.column, numbers: make([]float64, len(m.numbers))}
	for code, at := range m.numbers {
		last.numbers[code] = at + microsADay - 1
	}
	return moment{true, m, last}, true
}

// relation is a temporal operator of two intervals as comparisons of their ends that all hold (Allen 1983; see cql2.Op.Related),
// or, negated, that do not all hold.
func relation(op cql2.Op, a, b [2]moment) (all []moments, negate bool) {
	starts := func(op cql2.Op) moments { return moments{op, a[0].first, b[0].first} }
	ends := func(op cql2.Op) moments { return moments{op, a[1].last, b[1].last} }
	meet := func(op cql2.Op, end, start moment) moments {
		if end.day && start.day {
			return moments{op, end.first, start.first}
		}
		return moments{op, end.last, start.first}
	}
	apart := func(end, start moment) moments { return moments{cql2.Less, end.last, start.first} }
	reach := func(end, start moment) moments { return moments{cql2.GreaterEqual, end.last, start.first} }
	switch op {
	case cql2.TAfter:
		return []moments{apart(b[1], a[0])}, false
	case cql2.TBefore:
		return []moments{apart(a[1], b[0])}, false
	case cql2.TIntersects, cql2.TDisjoint:
		return []moments{reach(b[1], a[0]), reach(a[1], b[0])}, op == cql2.TDisjoint
	case cql2.TEquals:
		return []moments{starts(cql2.Equal), ends(cql2.Equal)}, false
	case cql2.TContains:
		return []moments{starts(cql2.Less), ends(cql2.Greater)}, false
	case cql2.TDuring:
		return []moments{starts(cql2.Greater), ends(cql2.Less)}, false
	case cql2.TFinishedBy:
		return []moments{starts(cql2.Less), ends(cql2.Equal)}, false
	case cql2.TFinishes:
		return []moments{starts(cql2.Greater), ends(cql2.Equal)}, false
	case cql2.TStartedBy:
		return []moments{starts(cql2.Equal), ends(cql2.Greater)}, false
	case cql2.TStarts:
		return []moments{starts(cql2.Equal), ends(cql2.Less)}, false
	case cql2.TMeets:
		return []moments{meet(cql2.Equal, a[1], b[0])}, false
	case cql2.TMetBy:
		return []moments{meet(cql2.Equal, b[1], a[0])}, false
	case cql2.TOverlappedBy:
		return []moments{starts(cql2.Greater), ends(cql2.Greater), reach(b[1], a[0]), meet(cql2.NotEqual, b[1], a[0])}, false
	default:
		return []moments{starts(cql2.Less), ends(cql2.Less), reach(a[1], b[0]), meet(cql2.NotEqual, a[1], b[0])}, false
	}
}

func (n *timesNode) test(_ *search, row int32) tri {
	for _, m := range n.known {
		if m.at(row) != m.at(row) {
			return unknown
		}
	}
	holds := true
	for _, c := range n.all {
		holds = holds && comparedOf(c.op, c.a.at(row), c.b.at(row)) == yes
	}
	if holds != n.negate {
		return yes
	}
	return no
}

func (n *timesNode) set(s *search, want bool) bitset {
	if n.negate {
		want = !want
	}
	key := setKey(string(n.expr.AppendKey([]byte{'r'})), want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := newBitset(n.t.Len())
	s.inParts(len(b), cheapPart, func(s *search, from, to int) {
		var held [2][reckonRows]float64
		var room [2][reckonRows / 64]uint64
		for ; from < to && s.tick(); from += reckonRows / 64 {
			first := from * 64
			size := min(reckonRows, min(to*64, n.t.Len())-first)
			words := (size + 63) / 64
			known, one, out := room[0][:words], room[1][:words], b[from:from+words]
			also := func(words []uint64, op cql2.Op, a, b *term) {
				x, y := held[0][:size], held[0][:size]
				if a.ofRows(x, nil, int32(first)); a != b {
					y = held[1][:size]
					b.ofRows(y, nil, int32(first))
				}
				compared(one, op, x, y, true)
				for i, w := range one {
					words[i] &= w
				}
			}
			for i := range known {
				known[i] = ^uint64(0)
			}
			for _, m := range n.known {
				if !want || !n.looksAt(m.column) {
					also(known, cql2.Equal, m, m)
				}
			}
			copy(out, known)
			for _, c := range n.all {
				also(out, c.op, c.a, c.b)
			}
			for i := range out {
				if !want {
					out[i] = known[i] &^ out[i]
				}
			}
		}
	})
	if s.err == nil {
		n.t.held.keepPart(key, b)
	}
	return b
}

// looksAt reports whether a comparison looks at a column: it does not hold where that is unknown.
func (n *timesNode) looksAt(v *Values) bool {
	return slices.ContainsFunc(n.all, func(c moments) bool { return c.a.column == v || c.b.column == v })
}

func (n *timesNode) testCost() float64 { return costReckoned * float64(len(n.all)+len(n.known)) }

func (n *timesNode) setCost() float64 {
	return costReckon * float64(2*len(n.all)+len(n.known)) * float64(n.t.Len())
}

func (n *timesNode) label() string { return "times" }
