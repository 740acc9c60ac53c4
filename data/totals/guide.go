package totals

import (
	"slices"

	"oblast/data/record"
)

// guide says where in each unit's strand some dates stand, the same for all units: of which of them a period begins in is
// then found without going through the strand's dates, in one look at numbers that lie side by side.
type guide struct {
	base   record.Date // no date is before it
	shift  uint        // a step is 1<<shift days
	steps  int
	before []uint16 // by step, then position: how many of the position's dates are before base + step<<shift
}

// A guide has few steps, so that it is small beside the strands, and some beyond the last date for those that come.
const (
	mostSteps = 32
	spare     = 3
	leastStep = 4
)

// guided returns the guide of dates by position; its steps are nil where some strand is too long to be counted in it.
func guided(dates [][]record.Date) (g guide) {
	first, last, any := record.Date(0), record.Date(0), false
	for _, own := range dates {
		switch n := len(own); {
		case n == 0:
		case n >= 1<<16:
			return guide{}
		case !any:
			first, last, any = own[0], own[n-1], true
		default:
			first, last = min(first, own[0]), max(last, own[n-1])
		}
	}
	if !any {
		return guide{}
	}
	g = guide{base: first, shift: leastStep}
	for int64(last-first)>>g.shift >= mostSteps-spare {
		g.shift++
	}
	g.steps = int(int64(last-first)>>g.shift) + spare
	g.before = make([]uint16, g.steps*len(dates))
	for pos, own := range dates {
		g.mark(pos, len(dates), own)
	}
	return g
}

// holds reports whether a date can be found by it.
func (g *guide) holds(d record.Date) bool {
	return g.before != nil && d >= g.base && int64(d-g.base)>>g.shift < int64(g.steps-1)
}

// follow returns the guide of dates of which those at some positions are others than g has.
func (g guide) follow(dates [][]record.Date, moved []int32) guide {
	if len(moved) == 0 {
		return g
	}
	for _, pos := range moved {
		if n := len(dates[pos]); n >= 1<<16 || n > 0 && (!g.holds(dates[pos][0]) || !g.holds(dates[pos][n-1])) {
			return guided(dates)
		}
	}
	g.before = slices.Clone(g.before)
	for _, pos := range moved {
		g.mark(int(pos), len(dates), dates[pos])
	}
	return g
}

// mark notes the dates of a position, of n.
func (g *guide) mark(pos, n int, dates []record.Date) {
	at := 0
	for step := range g.steps {
		for at < len(dates) && int64(dates[at]-g.base)>>g.shift < int64(step) {
			at++
		}
		g.before[step*n+pos] = uint16(at)
	}
}

// search returns what search does, of a position's dates.
func (s *series) search(pos int32, dates []record.Date, d record.Date) int {
	g := &s.guide
	switch {
	case g.before == nil:
		return search(dates, d)
	case d <= g.base:
		return 0
	case !g.holds(d):
		return len(dates)
	}
	at := int(int64(d-g.base)>>g.shift)*len(s.dates) + int(pos)
	lo, hi := int(g.before[at]), int(g.before[at+len(s.dates)])
	return lo + search(dates[lo:hi], d)
}
