package region

import (
	"sync/atomic"
	"weak"

	"github.com/paulmach/orb"
)

// Shapes builds the shapes that a Tree hands out. Shape returns false when it holds none for the unit at exactly that
// detail. It is called from many goroutines at once; what it returns is never changed.
type Shapes interface {
	Shape(u *Unit, d Detail) (orb.MultiPolygon, bool)
}

// shapeCache keeps what was asked for until the next garbage collection: then requests that come together share shapes,
// and memory does not grow to all shapes of all details, of which there are more than a small machine has room for. To
// build one again takes less time than to write it out.
type shapeCache struct {
	source Shapes
	units  []Unit
	built  [len(Details)][]atomic.Pointer[kept]
}

type kept struct {
	shape weak.Pointer[orb.MultiPolygon]
}

func newShapeCache(source Shapes, units []Unit) *shapeCache {
	c := &shapeCache{source: source, units: units}
	for d := range c.built {
		c.built[d] = make([]atomic.Pointer[kept], len(units))
	}
	return c
}

// shape returns the unit's shape at a detail, the next finer one that has it, or else the next coarser; nil for none.
// Waters and historical units have one shape for all details. Two goroutines that come at once may both build it.
func (c *shapeCache) shape(i int32, d Detail) orb.MultiPolygon {
	u := &c.units[i]
	if c.source == nil || int(d) >= len(Details) {
		return nil
	}
	if u.Level == Water || u.Historical() {
		d = HundredM
	}
	if shape := c.get(i, d); shape != nil {
		return *shape
	}
	for _, held := range order(d) {
		shape := c.get(i, held)
		if shape == nil {
			built, ok := c.source.Shape(u, held)
			if !ok {
				continue
			}
			shape = &built
			c.keep(i, held, shape)
		}
		if held != d {
			c.keep(i, d, shape)
		}
		return *shape
	}
	return nil
}

// get returns what is still kept, or nil.
func (c *shapeCache) get(i int32, d Detail) *orb.MultiPolygon {
	if k := c.built[d][i].Load(); k != nil {
		return k.shape.Value()
	}
	return nil
}

func (c *shapeCache) keep(i int32, d Detail, shape *orb.MultiPolygon) {
	c.built[d][i].Store(&kept{weak.Make(shape)})
}

// order lists the details to try for d: itself, the finer ones, then the coarser ones.
func order(d Detail) []Detail {
	tries := append([]Detail{}, Details[d:]...)
	for coarser := int(d) - 1; coarser >= 0; coarser-- {
		tries = append(tries, Detail(coarser))
	}
	return tries
}
