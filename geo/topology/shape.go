package topology

import (
	"math"

	"github.com/paulmach/orb"
)

// decimals is what shapes are rounded to: 1e-7 degrees, a centimetre. It gives coordinates their short decimal form
// back, and the same to both sides of a border.
const decimals = 1e7

// Shape builds a geometry as polygons in lon, lat degrees: first ring outer and counter-clockwise, the others holes and
// clockwise (RFC 7946, 3.1.6), whatever winding the document has; no ring visits a position twice, though one in the
// document may. Each call allocates afresh, so that the caller owns the result. False when there is no such geometry.
func (t *Topology) Shape(object, id string) (orb.MultiPolygon, bool) {
	o, g, ok := t.find(object, id)
	if !ok {
		return nil, false
	}
	points := make([]orb.Point, 0, t.positions(o, g))
	polys, polysEnd := span(o.geomEnds, g)
	shape := make(orb.MultiPolygon, 0, polysEnd-polys)
	var look looper
	for p := polys; p < polysEnd; p++ {
		rings, ringsEnd := span(o.polyEnds, p)
		polygon := make(orb.Polygon, 0, ringsEnd-rings)
		touching := false
		for r := rings; r < ringsEnd; r++ {
			from, to := span(o.ringEnds, r)
			start := len(points)
			points = t.appendRing(points, o.arcs[from:to])
			ring := orb.Ring(points[start:len(points):len(points)])
			if (area2(ring) < 0) == (r == rings) {
				ring.Reverse()
			}
			touching = touching || look.touches(ring)
			polygon = append(polygon, ring)
		}
		if !touching {
			shape = append(shape, polygon)
			continue
		}
		shape = append(shape, untangle(polygon)...)
	}
	return shape, true
}

// untangle cuts a polygon's rings where they touch themselves and puts the loops together anew: those outside each other
// become polygons, those inside become holes.
func untangle(polygon orb.Polygon) orb.MultiPolygon {
	var rings []orb.Ring
	for _, ring := range polygon {
		rings = append(rings, loops(ring)...)
	}
	if len(rings) == 0 { // no area at all
		return orb.MultiPolygon{polygon}
	}
	return assemble(rings)
}

// positions counts a geometry's positions, ring closings included.
func (t *Topology) positions(o *object, g int32) int {
	n := 0
	t.eachRing(o, g, func(arcs []int32, _ bool) {
		n++
		for _, a := range arcs {
			n += len(t.Arc(max(a, ^a)))/2 - 1
		}
	})
	return n
}

// eachRing calls each with the arcs of every ring of a geometry.
func (t *Topology) eachRing(o *object, g int32, each func(arcs []int32, hole bool)) {
	polys, polysEnd := span(o.geomEnds, g)
	for p := polys; p < polysEnd; p++ {
		rings, ringsEnd := span(o.polyEnds, p)
		for r := rings; r < ringsEnd; r++ {
			from, to := span(o.ringEnds, r)
			each(o.arcs[from:to], r > rings)
		}
	}
}

// appendRing appends the positions of arcs joined end to end, the closing one included.
func (t *Topology) appendRing(points []orb.Point, arcs []int32) []orb.Point {
	for i, a := range arcs {
		arc := t.Arc(max(a, ^a))
		n := len(arc) / 2
		for k := range n {
			if k == 0 && i > 0 {
				continue
			}
			at := k
			if a < 0 {
				at = n - 1 - k
			}
			points = append(points, t.point(arc[2*at], arc[2*at+1]))
		}
	}
	return points
}

func (t *Topology) point(x, y int32) orb.Point {
	return orb.Point{
		math.Round((float64(x)*t.scale[0]+t.translate[0])*decimals) / decimals,
		math.Round((float64(y)*t.scale[1]+t.translate[1])*decimals) / decimals,
	}
}

// area2 is twice the signed area in square degrees, above 0 when counter-clockwise.
func area2(ring orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-ring[0][0])*(b[1]-ring[0][1]) - (b[0]-ring[0][0])*(a[1]-ring[0][1])
	}
	return sum
}
