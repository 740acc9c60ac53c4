package relate

import (
	"math"
	"math/big"
	"slices"

	"github.com/paulmach/orb"
)

// trace is where the lines or outlines of one shape run to another: in its interior, along its lines or outline, or outside
// it. It is found without rounding: where segments cross, pieces are cut at rational numbers.
type trace struct {
	inside, along, outside bool
	same, opposite         bool // along an outline, with both interiors on one side, or on either
	contact                bool // a point in common
	cross                  bool // a point in common that is interior to the lines of both
}

// all reports that nothing more can be found.
func (t *trace) all() bool {
	return t.inside && t.along && t.outside && t.same && t.opposite && t.cross
}

// traced follows a's segments through b.
func traced(a, b *Shape) trace {
	var t trace
	known, last := false, Outside // of where the segment before ended, if it met nothing of b
	var end orb.Point
	for s := range a.sides {
		if s.a == s.b {
			continue
		}
		if known && s.a != end {
			known = false
		}
		end = s.b
		cuts := t.cuts(a, b, s)
		if len(cuts.at) == 0 {
			if !known {
				known, last = true, b.Locate(s.a)
			}
			t.ran(last)
		} else {
			known = false
			t.pieces(b, s, cuts)
		}
		if t.all() {
			return t
		}
	}
	return t
}

func (t *trace) ran(where Position) {
	switch where {
	case Inside:
		t.inside = true
	case Outside:
		t.outside = true
	case Edge:
		t.along = true
	}
}

// side is a segment; of an outline, left says that the interior lies to its left.
type side struct {
	a, b orb.Point
	left bool
	area bool
}

// sides calls yield with every segment of the shape.
func (s *Shape) sides(yield func(side) bool) {
	for _, l := range s.lines {
		for i := 1; i < len(l); i++ {
			if !yield(side{a: l[i-1], b: l[i]}) {
				return
			}
		}
	}
	for _, area := range s.areas {
		for _, polygon := range area.polygons {
			for r, ring := range polygon {
				left := interiorLeft(ring, r)
				for i := 1; i < len(ring); i++ {
					if !yield(side{ring[i-1], ring[i], left, true}) {
						return
					}
				}
			}
		}
	}
}

// interiorLeft reports whether the polygon lies to the left of a ring's way: its first ring is the outline.
func interiorLeft(ring orb.Ring, number int) bool {
	return (ring.Orientation() == orb.CCW) == (number == 0)
}

// cuts are where a segment meets another shape: at parts of its length, and along stretches between two of them.
type cuts struct {
	at        []*big.Rat
	stretches [][2]*big.Rat
}

// cuts finds them, and notes what is met.
func (t *trace) cuts(a, b *Shape, s side) cuts {
	var c cuts
	if max(s.a[0], s.b[0]) < b.bound.Min[0] || min(s.a[0], s.b[0]) > b.bound.Max[0] || max(s.a[1], s.b[1]) < b.bound.Min[1] || min(s.a[1], s.b[1]) > b.bound.Max[1] {
		return c
	}
	b.sidesNear(min(s.a[1], s.b[1]), max(s.a[1], s.b[1]), func(o side) {
		if o.a != o.b && segmentsMeet(s.a, s.b, o.a, o.b) {
			t.contact = true
			t.cut(&c, a, b, s, o)
		}
	})
	return c
}

// cut notes where s meets o, which it does.
func (t *trace) cut(c *cuts, a, b *Shape, s, o side) {
	before, behind := orient(s.a, s.b, o.a), orient(s.a, s.b, o.b)
	if before == 0 && behind == 0 {
		from, to, direct := stretch(s, o)
		c.at = append(c.at, from, to)
		if from.Cmp(to) < 0 {
			c.stretches = append(c.stretches, [2]*big.Rat{from, to})
			if s.area && o.area {
				if s.left == (o.left == direct) {
					t.same = true
				} else {
					t.opposite = true
				}
			}
		} else {
			t.meets(a, b, s, from, o)
		}
		return
	}
	at := zero
	switch {
	case orient(o.a, o.b, s.a) == 0:
	case orient(o.a, o.b, s.b) == 0:
		at = one
	default:
		at = crossing(s, o)
	}
	c.at = append(c.at, at)
	t.meets(a, b, s, at, o)
}

// meets notes a point of two lines that is an end of neither.
func (t *trace) meets(a, b *Shape, s side, at *big.Rat, o side) {
	if t.cross || s.area || o.area {
		return
	}
	p, isVertex := orb.Point{}, true
	switch {
	case at.Sign() == 0:
		p = s.a
	case at.Cmp(one) == 0:
		p = s.b
	case onSegment(o.a, s.a, s.b):
		p = o.a
	case onSegment(o.b, s.a, s.b):
		p = o.b
	default:
		isVertex = false
	}
	t.cross = !isVertex || a.ends[p]%2 == 0 && b.ends[p]%2 == 0
}

// stretch returns the part of s that o, on the same line, covers; direct says that both go the same way.
func stretch(s, o side) (from, to *big.Rat, direct bool) {
	if s.a == o.a && s.b == o.b || s.a == o.b && s.b == o.a { // as neighbours share a border
		return zero, one, s.a == o.a
	}
	from, to = along(s, o.a), along(s, o.b)
	if direct = from.Cmp(to) < 0; !direct {
		from, to = to, from
	}
	return clampedRat(from), clampedRat(to), direct
}

// The ends of a segment, and its middle; never changed.
var zero, one, half = new(big.Rat), big.NewRat(1, 1), big.NewRat(1, 2)

func clampedRat(r *big.Rat) *big.Rat {
	switch {
	case r.Sign() < 0:
		return zero
	case r.Cmp(one) > 0:
		return one
	}
	return r
}

func exact(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

// along returns the part of s's length at which p, on its line, lies.
func along(s side, p orb.Point) *big.Rat {
	axis := 0
	if s.a[0] == s.b[0] {
		axis = 1
	}
	from := exact(s.a[axis])
	length := new(big.Rat).Sub(exact(s.b[axis]), from)
	return length.Quo(new(big.Rat).Sub(exact(p[axis]), from), length)
}

// crossing returns the part of s's length at which it meets the line of o, which is not its own.
func crossing(s, o side) *big.Rat {
	from, to := determinant(o.a, o.b, s.a), determinant(o.a, o.b, s.b)
	return new(big.Rat).Quo(from, new(big.Rat).Sub(from, to))
}

// determinant is twice the area of the triangle, positive where c lies to the left of the way from a to b.
func determinant(a, b, c orb.Point) *big.Rat {
	sub := func(x, y float64) *big.Rat { return new(big.Rat).Sub(exact(x), exact(y)) }
	left := sub(a[0], c[0])
	left.Mul(left, sub(b[1], c[1]))
	right := sub(a[1], c[1])
	return left.Sub(left, right.Mul(right, sub(b[0], c[0])))
}

// pieces says where the pieces between the cuts run.
func (t *trace) pieces(b *Shape, s side, c cuts) {
	for _, stretch := range c.stretches {
		if stretch[0] == zero && stretch[1] == one {
			t.along = true
			return
		}
	}
	all := append(c.at, zero, one)
	slices.SortFunc(all, (*big.Rat).Cmp)
	for i := 1; i < len(all); i++ {
		from, to := all[i-1], all[i]
		if from.Cmp(to) == 0 {
			continue
		}
		on := false
		for _, stretch := range c.stretches {
			on = on || stretch[0].Cmp(from) <= 0 && stretch[1].Cmp(to) >= 0
		}
		if on {
			t.along = true
			continue
		}
		if len(b.areas) == 0 {
			t.outside = true
			continue
		}
		middle := new(big.Rat).Add(from, to)
		middle.Mul(middle, half)
		t.ran(b.locateExactly(point(s.a[0], s.b[0], middle), point(s.a[1], s.b[1], middle)))
	}
}

// point returns a coordinate at a part of the way.
func point(a, b float64, part *big.Rat) *big.Rat {
	from := exact(a)
	way := new(big.Rat).Sub(exact(b), from)
	return from.Add(from, way.Mul(way, part))
}

// sidesNear calls yield with every segment that may reach the height from low to high, some more than once.
func (s *Shape) sidesNear(low, high float64, yield func(side)) {
	for _, l := range s.lines {
		for i := 1; i < len(l); i++ {
			yield(side{a: l[i-1], b: l[i]})
		}
	}
	for _, area := range s.areas {
		if area.bound.Min[1] <= high && area.bound.Max[1] >= low {
			area.near(low, high, func(p, q orb.Point, left bool) bool {
				yield(side{p, q, left, true})
				return true
			})
		}
	}
}

// locateExactly is Locate for a rational point that lies on no edge; of areas alone.
func (s *Shape) locateExactly(x, y *big.Rat) Position {
	height, _ := y.Float64() // rounded: the strips beside it are looked at too
	across, _ := x.Float64()
	south, north := math.Nextafter(height, math.Inf(-1)), math.Nextafter(height, math.Inf(1))
	west, east := math.Nextafter(across, math.Inf(-1)), math.Nextafter(across, math.Inf(1))
	for _, area := range s.areas {
		odd := false
		area.nearOnce(height, func(a, b orb.Point) {
			if a[1] > b[1] {
				a, b = b, a
			}
			switch { // what the roundings leave no doubt about
			case a[1] > north || b[1] < south || max(a[0], b[0]) < west:
				return
			case a[1] < south && b[1] > north && min(a[0], b[0]) > east:
				odd = !odd
				return
			}
			if exact(a[1]).Cmp(y) > 0 || exact(b[1]).Cmp(y) <= 0 {
				return
			}
			// The edge lies to the east of the point where the point is left of its way up.
			dx, dy := new(big.Rat).Sub(exact(b[0]), exact(a[0])), new(big.Rat).Sub(exact(b[1]), exact(a[1]))
			left := dx.Mul(dx, new(big.Rat).Sub(y, exact(a[1])))
			right := dy.Mul(dy, new(big.Rat).Sub(x, exact(a[0])))
			if left.Cmp(right) > 0 {
				odd = !odd
			}
		})
		if odd {
			return Inside
		}
	}
	return Outside
}
