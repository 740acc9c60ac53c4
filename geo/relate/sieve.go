package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// Sieve locates many points in one area, from boxes that hold all of them down to each: of the boxes it keeps the edges that
// come near, so that of most boxes all is decided at once, and a point is held against few edges. It never changes.
type Sieve struct {
	of    *area
	bound orb.Bound
	edges []Near    // those that come near the box, with which side of them at lies
	at    orb.Point // of the box
	in    bool      // at lies inside
	sure  bool      // that is known
	whole bool      // all of the box is in the bound
	// rounding is far above what turn rounds; whoever comes nearer to an edge is located by the area itself.
	rounding float64
}

// Near is an edge that comes near a box.
type Near struct {
	a, b  orb.Point
	dx    float64
	dy    float64
	first float64 // turn of the sieve's point
	drift float64 // by how much turn may be wrong of what drifts
}

// Drift is how far single precision may be off a coordinate in degrees.
const Drift = 0x1p-16

// smallestSpan is the least width and height, in degrees, of an area that can be sieved.
const smallestSpan = 1e-9

// Costs in nanoseconds.
const (
	costLocate = 60.0  // a point located by itself
	costEdge   = 150.0 // an edge, on its way down through the boxes
)

// Sieves reports whether a sieve is possible and pays for so many points in the bound of the shape: it must be one area, of one
// polygon or several, and nothing else.
func (s *Shape) Sieves(points int) bool {
	if len(s.areas) != 1 || len(s.lines) > 0 || len(s.points) > 0 || !(s.bound.Max[0]-s.bound.Min[0] > smallestSpan && s.bound.Max[1]-s.bound.Min[1] > smallestSpan) {
		return false
	}
	edges := 0
	for _, polygon := range s.areas[0].polygons {
		for _, ring := range polygon {
			edges += len(ring)
		}
	}
	return float64(edges)*costEdge < float64(points)*costLocate
}

// Sieve returns what locates points in the area of a shape that Sieves.
func (s *Shape) Sieve() *Sieve {
	width, height := s.bound.Max[0]-s.bound.Min[0], s.bound.Max[1]-s.bound.Min[1]
	v := &Sieve{of: s.areas[0], bound: s.bound, sure: true, rounding: 1e-13 * width * height}
	v.at = orb.Point{s.bound.Min[0] - .377*width, s.bound.Min[1] - .619*height} // outside
	s.segments(func(a, b orb.Point) bool {
		e := Near{a: a, b: b, dx: b[0] - a[0], dy: b[1] - a[1]}
		e.first, e.drift = e.turn(v.at), (math.Abs(e.dx)+math.Abs(e.dy))*Drift+v.rounding
		v.edges = append(v.edges, e)
		v.sure = v.sure && math.Abs(e.first) >= v.rounding
		return true
	})
	return v
}

// turn is above 0 where p lies to the left of the edge's way, below where to the right: twice the triangle's area.
func (e *Near) turn(p orb.Point) float64 { return e.dx*(p[1]-e.a[1]) - e.dy*(p[0]-e.a[0]) }

// turn is the same of the way from a to b.
func turn(a, b, p *orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}

// Within makes part the sieve of a box, which must lie in this one's, and says where all of the box lies: Edge where some of
// it may lie otherwise than the rest, or part must be asked. The edges of part stand behind those in room, which is returned.
func (v *Sieve) Within(box orb.Bound, part *Sieve, room []Near) (Position, []Near) {
	if box.Min[0] > v.bound.Max[0] || box.Max[0] < v.bound.Min[0] || box.Min[1] > v.bound.Max[1] || box.Max[1] < v.bound.Min[1] {
		return Outside, room
	}
	whole := holds(v.bound, box)
	if !whole { // so that no number is greater than what rounding is for
		box = orb.Bound{Min: orb.Point{max(box.Min[0], v.bound.Min[0]), max(box.Min[1], v.bound.Min[1])}, Max: orb.Point{min(box.Max[0], v.bound.Max[0]), min(box.Max[1], v.bound.Max[1])}}
	}
	width, height := (box.Max[0]-box.Min[0])/2, (box.Max[1]-box.Min[1])/2
	middle := orb.Point{box.Min[0] + width, box.Min[1] + height}
	in, sure, start := v.in, v.sure, len(room)
	for i := range v.edges {
		e := &v.edges[i]
		q := e.turn(middle)
		if math.Abs(q) < v.rounding {
			sure = false
		} else if e.first > 0 != (q > 0) {
			s, t := turn(&v.at, &middle, &e.a), turn(&v.at, &middle, &e.b)
			sure = sure && math.Abs(s) > v.rounding && math.Abs(t) > v.rounding
			in = in != (s > 0 != (t > 0))
		}
		if math.Abs(q) <= 2*(math.Abs(e.dx)*height+math.Abs(e.dy)*width)+v.rounding &&
			min(e.a[0], e.b[0]) <= box.Max[0] && max(e.a[0], e.b[0]) >= box.Min[0] && min(e.a[1], e.b[1]) <= box.Max[1] && max(e.a[1], e.b[1]) >= box.Min[1] {
			room = append(room, *e)
			room[len(room)-1].first = q
		}
	}
	if !sure {
		where := v.of.locate(middle)
		in, sure = where == Inside, where != Edge
	}
	for i := start; i < len(room) && sure; i++ {
		sure = math.Abs(room[i].first) >= v.rounding
	}
	if len(room) == start && sure && (whole || !in) {
		return position(in), room
	}
	*part = Sieve{of: v.of, bound: v.bound, edges: room[start:len(room):len(room)], at: middle, in: in, sure: sure, whole: whole, rounding: v.rounding}
	return Edge, room
}

// Near returns where a point lies whose coordinates are p or up to Drift above: Edge where that would be too much to find out.
func (v *Sieve) Near(p orb.Point) Position {
	if !v.whole {
		if p[0] > v.bound.Max[0] || p[0] < v.bound.Min[0]-Drift || p[1] > v.bound.Max[1] || p[1] < v.bound.Min[1]-Drift {
			return Outside
		}
		if p[0] < v.bound.Min[0] || p[0] > v.bound.Max[0]-Drift || p[1] < v.bound.Min[1] || p[1] > v.bound.Max[1]-Drift {
			return Edge
		}
	}
	if !v.sure {
		return Edge
	}
	in := v.in
	for i := range v.edges {
		e := &v.edges[i]
		q := e.dx*(p[1]-e.a[1]) - e.dy*(p[0]-e.a[0])
		if math.Abs(q) < e.drift {
			return Edge
		}
		if e.first > 0 == (q > 0) {
			continue
		}
		s, t := turn(&v.at, &p, &e.a), turn(&v.at, &p, &e.b)
		if math.Abs(s) < v.rounding+sway(&v.at, &e.a) || math.Abs(t) < v.rounding+sway(&v.at, &e.b) {
			return Edge
		}
		in = in != (s > 0 != (t > 0))
	}
	return position(in)
}

// Locate returns where a point of the sieve's box lies, without rounding.
func (v *Sieve) Locate(p orb.Point) Position { return v.of.locate(p) }

// sway bounds by how much turn of a, p and b differs as p drifts.
func sway(a, b *orb.Point) float64 { return (math.Abs(b[0]-a[0]) + math.Abs(b[1]-a[1])) * Drift }
