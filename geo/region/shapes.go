package region

import (
	"sync/atomic"

	"github.com/paulmach/orb"
)

// Shapes builds the shapes that a Tree hands out. Shape returns false when it holds none for the unit at exactly that
// detail. It is called from many goroutines at once; what it returns is never changed.
type Shapes interface {
	Shape(u *Unit, d Detail) (orb.MultiPolygon, bool)
}

// shapeCache keeps what was asked for: most requests are for few units, and all shapes of all details together would
// take most of a small machine's memory.
type shapeCache struct {
	source Shapes
	units  []Unit
	built  [len(Details)][]atomic.Pointer[orb.MultiPolygon]
}

func newShapeCache(source Shapes, units []Unit) *shapeCache {
	c := &shapeCache{source: source, units: units}
	for d := range c.built {
		c.built[d] = make([]atomic.Pointer[orb.MultiPolygon], len(units))
	}
	return c
}

// shape returns the unit's shape at a detail, the next finer one that has it, or else the next coarser; nil for none.
// Waters and historical units have one shape for all details. Two goroutines that come at once may both build it; one
// result is kept.
func (c *shapeCache) shape(i int32, d Detail) orb.MultiPolygon {
	u := &c.units[i]
	if c.source == nil || int(d) >= len(Details) {
		return nil
	}
	if u.Level == Water || u.Historical() {
		d = HundredM
	}
	if p := c.built[d][i].Load(); p != nil {
		return *p
	}
	shape := new(orb.MultiPolygon) // nil where there is none
	for _, held := range order(d) {
		if p := c.at(i, held); p != nil {
			shape = p
			break
		}
	}
	c.built[d][i].CompareAndSwap(nil, shape)
	return *c.built[d][i].Load()
}

// at returns the shape that the source has at exactly a detail, kept once; nil for none.
func (c *shapeCache) at(i int32, d Detail) *orb.MultiPolygon {
	if p := c.built[d][i].Load(); p != nil {
		return p
	}
	shape, ok := c.source.Shape(&c.units[i], d)
	if !ok {
		return nil
	}
	c.built[d][i].CompareAndSwap(nil, &shape)
	return c.built[d][i].Load()
}

// order lists the details to try for d: itself, the finer ones, then the coarser ones.
func order(d Detail) []Detail {
	tries := append([]Detail{}, Details[d:]...)
	for coarser := int(d) - 1; coarser >= 0; coarser-- {
		tries = append(tries, Detail(coarser))
	}
	return tries
}
