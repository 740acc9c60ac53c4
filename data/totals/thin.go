package totals

// thin is a cell of a unit without children, in one line of the processor's cache: most of a cube is these, and a period
// reads two a unit. Its counts are 16 bits wide: sums and differences are right as long as a unit has no more than
// thinnest cells.
type thin struct {
	min, best, max, unsplit           int64
	incidents                         int32
	unbest, open, unsplits, unbounded int16
	value, zero, none, noData         int16
	conflicts                         int16
	_                                 [10]byte
}

// thinnest is the greatest number of cells of one unit that thin can count.
const thinnest = 1<<15 - 1

func thinOf(c *cell) thin {
	return thin{
		min: c.min, best: c.best, max: c.max, unsplit: c.unsplit, incidents: c.incidents,
		unbest: int16(c.unbest), open: int16(c.open), unsplits: int16(c.unsplits), unbounded: int16(c.unsplitOpen),
		value: int16(c.value), zero: int16(c.zero), none: int16(c.none), noData: int16(c.noData), conflicts: int16(c.conflicts),
	}
}

func (t *thin) add(o *thin) {
	t.min += o.min
	t.best += o.best
	t.max += o.max
	t.unsplit += o.unsplit
	t.incidents += o.incidents
	t.unbest += o.unbest
	t.open += o.open
	t.unsplits += o.unsplits
	t.unbounded += o.unbounded
	t.value += o.value
	t.zero += o.zero
	t.none += o.none
	t.noData += o.noData
	t.conflicts += o.conflicts
}

func (t *thin) subtract(o *thin) {
	t.min -= o.min
	t.best -= o.best
	t.max -= o.max
	t.unsplit -= o.unsplit
	t.incidents -= o.incidents
	t.unbest -= o.unbest
	t.open -= o.open
	t.unsplits -= o.unsplits
	t.unbounded -= o.unbounded
	t.value -= o.value
	t.zero -= o.zero
	t.none -= o.none
	t.noData -= o.noData
	t.conflicts -= o.conflicts
}

// addTo adds it to a whole cell.
func (t *thin) addTo(c *cell) {
	c.min += t.min
	c.best += t.best
	c.max += t.max
	c.unsplit += t.unsplit
	c.incidents += t.incidents
	c.unbest += int32(t.unbest)
	c.open += int32(t.open)
	c.unsplits += int32(t.unsplits)
	c.unsplitOpen += int32(t.unbounded)
	c.value += int32(t.value)
	c.zero += int32(t.zero)
	c.none += int32(t.none)
	c.noData += int32(t.noData)
	c.conflicts += int32(t.conflicts)
}
