package totals

import "oblast/data/ledger"

// cell is what one unit has in one slot, or added up over slots. All fields add, so that sums along time, and
// differences from a default, are plain arithmetic; a difference may be negative.
type cell struct {
	min, best, max int64
	resMin, resMax int64
	unsplit        int64
	unbest, open   int32 // slots without a best, without a maximum
	resOpen        int32
	unsplits       int32 // slots with something unsplit
	unsplitOpen    int32 // of these, those without a bound
	value, zero    int32 // slots by status
	none, noData   int32
	conflicts      int32
	incidents      int32
	tallies        int32
}

func (c *cell) add(o *cell) {
	c.min += o.min
	c.best += o.best
	c.max += o.max
	c.resMin += o.resMin
	c.resMax += o.resMax
	c.unsplit += o.unsplit
	c.unbest += o.unbest
	c.open += o.open
	c.resOpen += o.resOpen
	c.unsplits += o.unsplits
	c.unsplitOpen += o.unsplitOpen
	c.value += o.value
	c.zero += o.zero
	c.none += o.none
	c.noData += o.noData
	c.conflicts += o.conflicts
	c.incidents += o.incidents
	c.tallies += o.tallies
}

func (c *cell) subtract(o *cell) {
	c.min -= o.min
	c.best -= o.best
	c.max -= o.max
	c.resMin -= o.resMin
	c.resMax -= o.resMax
	c.unsplit -= o.unsplit
	c.unbest -= o.unbest
	c.open -= o.open
	c.resOpen -= o.resOpen
	c.unsplits -= o.unsplits
	c.unsplitOpen -= o.unsplitOpen
	c.value -= o.value
	c.zero -= o.zero
	c.none -= o.none
	c.noData -= o.noData
	c.conflicts -= o.conflicts
	c.incidents -= o.incidents
	c.tallies -= o.tallies
}

// below returns what a region's cell says of a district without a number of its own: no data, with what the region
// cannot place, where the region has a number or no data; else the region's status.
func (c *cell) below() cell {
	return cell{
		unsplit:     c.resMax + c.unsplit,
		unsplits:    c.value + c.zero + c.unsplits,
		unsplitOpen: c.resOpen + c.unsplitOpen,
		none:        c.none,
		noData:      c.value + c.zero + c.noData,
	}
}

// setSum gives the cell a number, by its status.
func (c *cell) setSum(s ledger.Sum) {
	c.min, c.best, c.max, c.unbest, c.open = s.Min, s.Best, s.Max, min(s.Unbest, 1), min(s.Open, 1)
	if c.open > 0 {
		c.max = 0
	}
	if c.unbest > 0 {
		c.best = 0
	}
}

// setSpan gives the cell an interval; the best is the number itself where the ends meet.
func (c *cell) setSpan(s ledger.Span) {
	c.min, c.max, c.best, c.unbest, c.open = s.Min, s.Max, s.Min, 0, 0
	if !s.Exact() {
		c.best, c.unbest = 0, 1
	}
	if s.Open {
		c.max, c.open = 0, 1
	}
}

// setResidual gives the cell's residual.
func (c *cell) setResidual(s ledger.Span) {
	c.resMin, c.resMax, c.resOpen = s.Min, s.Max, 0
	if s.Open {
		c.resMax, c.resOpen = 0, 1
	}
}

// addUnsplit adds what may lie in the unit beside its number.
func (c *cell) addUnsplit(s ledger.Span) {
	if s.Open {
		c.unsplits, c.unsplitOpen = 1, 1
		c.unsplit = 0
		return
	}
	if s.Max > 0 {
		c.unsplits = 1
		if c.unsplitOpen == 0 {
			c.unsplit += s.Max
		}
	}
}

// status returns the first status present among the slots added up.
func (c *cell) status() string {
	switch {
	case c.value > 0:
		return "value"
	case c.noData > 0:
		return "no_data"
	case c.zero > 0:
		return "zero"
	case c.none > 0:
		return "none_reported"
	}
	return "not_covered"
}
