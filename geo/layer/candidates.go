package layer

import (
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// arrangement is an order of rows in which a condition brings candidates: those of one box, of one value, of one range lie next to
// each other. What they are tested on is kept in the same order, so that it is read in a row and not from all over a column.
type arrangement struct {
	rows []int32

	mu sync.Mutex
	of map[any][]uint16 // by whose numbers they are
}

// mostArranged is how many columns of numbers a table keeps in orders of others: each takes 2 bytes a row. What is asked for when all
// are taken is looked up by row.
const mostArranged = 24

// numbers returns what a number of each row is in this order, made on the first call; nil where the table keeps no more.
func (a *arrangement) numbers(t *Table, whose any, number func(row int32) uint16) []uint16 {
	a.mu.Lock()
	defer a.mu.Unlock()
	if held, ok := a.of[whose]; ok {
		return held
	}
	if t.arranged.Add(1) > mostArranged {
		t.arranged.Add(-1)
		return nil
	}
	if a.of == nil {
		a.of = map[any][]uint16{}
	}
	all := make([]uint16, len(a.rows))
	for i, row := range a.rows {
		all[i] = number(row)
	}
	a.of[whose] = all
	return all
}

// arranger is a condition that can bring its rows as positions of an arrangement.
type arranger interface {
	// bring adds them; nil where it brings rows alone.
	bring(c *candidates) *arrangement
}

func (n *rangeNode) bring(c *candidates) *arrangement {
	c.add(n.order.at(n.lo), n.order.at(n.hi))
	return &n.order.arrangement
}

func (n *tableNode) bring(c *candidates) *arrangement {
	for _, code := range n.codes {
		held := len(n.values.Rows(code))
		c.add(int(n.values.rowEnds[code])-held, int(n.values.rowEnds[code]))
	}
	return &n.values.arrangement
}

func (n *boxNode) bring(c *candidates) *arrangement {
	if n.t.schema.Geometry != Points || len(n.boxes) != 1 || len(n.t.index().nowhere) > 0 {
		return nil
	}
	return n.t.bringBox(n.boxes[0], c)
}

func (n *spatialNode) bring(c *candidates) *arrangement {
	if !n.exact || n.negate {
		return nil
	}
	return n.t.bringBox(n.boxes[0], c)
}

// bringBox adds the leaves of a table of points that lie in a box.
func (t *Table) bringBox(box orb.Bound, c *candidates) *arrangement {
	t.eachPoint(box, c.add, func(some []int32) { c.at = append(c.at, some...) })
	return &t.index().arrangement
}

// candidates are rows to be tested.
type candidates struct {
	at    []int32
	along *arrangement // at has positions in it; nil: rows
	runs  []span       // of positions that are candidates too
	count int          // of those in runs
}

// add adds positions from one up to another.
func (c *candidates) add(from, to int) {
	if from < to {
		c.runs, c.count = append(c.runs, span{from, to}), c.count+to-from
	}
}

// len is how many there are.
func (c *candidates) len() int { return len(c.at) + c.count }

// candidatesOf returns what a condition brings, in a room.
func (s *search) candidatesOf(n node, r *room, alone bool) (c candidates) {
	if a, ok := n.(arranger); ok && !alone && n.most() >= fewKept {
		c.at, c.runs = r.rows[:0], r.runs[:0]
		c.along = a.bring(&c)
		if r.runs = c.runs; c.along != nil {
			return c
		}
	}
	return candidates{at: n.rows(s, r.rows[:0])}
}

func (c *candidates) row(at int32) int32 {
	if c.along == nil {
		return at
	}
	return c.along.rows[at]
}

// list puts the positions of the runs to the others.
func (c *candidates) list() {
	at := len(c.at)
	c.at = growTo(c.at, at+c.count)
	for _, run := range c.runs {
		for i := run.from; i < run.to; i++ {
			c.at[at] = int32(i)
			at++
		}
	}
	c.runs, c.count = nil, 0
}

// byRow makes of positions rows.
func (c *candidates) byRow() {
	if c.along == nil {
		return
	}
	c.list()
	for i, at := range c.at {
		c.at[i] = c.along.rows[at]
	}
	c.along = nil
}

// abouts notes in a room about which rank each has by which a page will be ordered, while they lie as they were brought; nil where they
// are few, or are rows.
func (c *candidates) abouts(s *search, r *room) []uint16 {
	if c.along == nil || c.len() < fewKept {
		return nil
	}
	o := s.by.order()
	ranks, _ := o.ranks16(&s.by.codes)
	about := c.along.numbers(s.t, o, func(row int32) uint16 { return ranks[row] })
	if about == nil {
		return nil
	}
	c.list()
	r.abouts = slices.Grow(r.abouts[:0], len(c.at))[:len(c.at)]
	for i, at := range c.at {
		r.abouts[i] = about[at]
	}
	return r.abouts
}

// numbers returns a number of each by what at has.
func (c *candidates) numbers(t *Table, whose any, byRow []uint16) []uint16 {
	if c.along != nil {
		if held := c.along.numbers(t, whose, func(row int32) uint16 { return byRow[row] }); held != nil {
			return held
		}
		c.byRow()
	}
	return byRow
}

// keep leaves the candidates of which a condition is true.
func (c *candidates) keep(s *search, n node) {
	is := func(at int32) bool { return n.test(s, c.row(at)) == yes }
	many := c.len() >= fewKept
	switch n := n.(type) {
	case *tableNode:
		if c.along != nil && n.values.Distinct() <= math.MaxUint16 {
			if codes := c.along.numbers(s.t, n.values, func(row int32) uint16 { return uint16(n.values.codes.at(row)) }); codes != nil {
				c.keepByCode(codes, n.table())
				return
			}
		}
		c.byRow()
		c.at = n.keep(c.at)
		return
	case *rangeNode:
		if many && (c.along != nil || n.values.codes.b == nil) {
			about, shift := n.order.ranks16(&n.values.codes)
			about = c.numbers(s.t, n.order, about)
			c.keepAbout(about, uint16(n.lo>>shift), uint16(n.hi>>shift), is)
			return
		}
	case *spatialNode:
		if n.exact && !n.negate {
			c.keepInBox(s, n.boxes[0], is)
			return
		}
	case *boxNode:
		if n.t.schema.Geometry == Points && len(n.boxes) == 1 && len(n.t.index().nowhere) == 0 {
			c.keepInBox(s, n.boxes[0], is)
			return
		}
	case *duringNode:
		if l := n.t.timeline(); many && len(l.never) == 0 && n.interval.First <= n.interval.Last {
			l.ladders(n.t)
			begun, over := l.bounds(n.interval)
			c.keepAlong(s, l.started, 0, begun, is)
			c.keepAlong(s, l.ended, over, len(l.rows), is)
			return
		}
	case *pairsNode:
		c.keep(s, n.node)
		return
	case *junction:
		if n.and {
			c.keepAll(s, n.all)
			return
		}
	}
	c.byRow()
	kept := c.at[:0]
	for _, row := range c.at {
		if n.test(s, row) == yes {
			kept = append(kept, row)
		}
		if s.err != nil {
			return
		}
	}
	c.at = kept
}

// fewKept is how many candidates are each looked at where they are.
const fewKept = 512

// keepAlong leaves those whose rows are at the positions of a ladder from up to to: what lies too near to either to tell is tested.
func (c *candidates) keepAlong(s *search, l *ladder, from, to int, is func(at int32) bool) {
	about, shift := l.positions()
	about = c.numbers(s.t, l, about)
	c.keepAbout(about, uint16(from>>shift), uint16(to>>shift), is)
}

// keepInBox leaves those with a point in a box.
func (c *candidates) keepInBox(s *search, b orb.Bound, is func(at int32) bool) {
	if c.len() < fewKept {
		c.byRow()
		lons, lats, kept := s.t.lon, s.t.lat, c.at[:0]
		for _, row := range c.at {
			if lon, lat := lons[row], lats[row]; lon >= b.Min[0] && lon <= b.Max[0] && lat >= b.Min[1] && lat <= b.Max[1] {
				kept = append(kept, row)
			}
		}
		c.at = kept
		return
	}
	lons, lats := s.t.axes()
	from, to := lons.between(b.Min[0], b.Max[0])
	c.keepAlong(s, lons.ladder, from, to, is)
	from, to = lats.between(b.Min[1], b.Max[1])
	c.keepAlong(s, lats.ladder, from, to, is)
}

// keepAll goes through conditions one after the other.
func (c *candidates) keepAll(s *search, all []node) {
	for _, n := range s.t.byPrice(all, c.along != nil) {
		if c.keep(s, n); c.len() == 0 || s.err != nil {
			return
		}
	}
}

// keepByCode leaves those whose code is of a truth, of at most 65,535 codes.
func (c *candidates) keepByCode(codes []uint16, truth []tri) {
	c.at = keptByCode(codes, truth, c.at)
	var is [1 << 8]uint8
	few := onesOf(truth, &is)
	c.eachRun(func(run span, dst []int32) (n int) {
		for i, code := range codes[run.from:run.to] { // each is kept, and the next one over it where it is none
			dst[n] = int32(run.from + i)
			if few {
				n += int(is[uint8(code)])
			} else if truth[code] == yes {
				n++
			}
		}
		return n
	})
}

// keepAbout leaves those that lie about between two places, and of those at either what is tested.
func (c *candidates) keepAbout(about []uint16, first, last uint16, is func(at int32) bool) {
	c.at = keptAbout(about, first, last, c.at, is)
	wide := uint32(last - first)
	c.eachRun(func(run span, dst []int32) (n int) {
		for i, at := range about[run.from:run.to] {
			dst[n] = int32(run.from + i)
			if at == first || at == last {
				if is(dst[n]) {
					n++
				}
				continue
			}
			n += int((uint32(at-first) - wide) >> 31)
		}
		return n
	})
}

// eachRun puts what is kept of each run to the others. There is room for all of a run, and for one more.
func (c *candidates) eachRun(kept func(run span, dst []int32) int) {
	at := len(c.at)
	for _, run := range c.runs {
		c.at = growTo(c.at, at+run.to-run.from+1)
		at += kept(run, c.at[at:])
	}
	c.at, c.runs, c.count = c.at[:at], nil, 0
}
