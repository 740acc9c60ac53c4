package layer

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Boxes returns the boxes of a bounding box in the sense of RFC 7946 section 5: one, or two where west is above east,
// which says that it lies over the antimeridian. Longitudes are clamped to 180, latitudes to 90 degrees.
func Boxes(west, south, east, north float64) []orb.Bound {
	box := func(w, e float64) orb.Bound {
		return orb.Bound{Min: orb.Point{max(w, -180), max(south, -90)}, Max: orb.Point{min(e, 180), min(north, 90)}}
	}
	if west > east {
		return []orb.Bound{box(west, 180), box(-180, east)}
	}
	return []orb.Bound{box(west, east)}
}

// meets reports whether a polygon and a box have a point in common; edges belong to both. Planar in degrees.
func meets(p orb.Polygon, q orb.Bound) bool {
	if len(p) == 0 || len(p[0]) == 0 {
		return false
	}
	for _, ring := range p {
		for i := range ring {
			if q.Contains(ring[i]) || i > 0 && crosses(ring[i-1], ring[i], q) {
				return true
			}
		}
	}
	// No edge touches the box: it lies wholly inside one face of the polygon, or outside it.
	return planar.PolygonContains(p, q.Min)
}

// crosses reports whether the segment has a point in the box (Liang and Barsky 1984).
func crosses(a, b orb.Point, q orb.Bound) bool {
	from, to := 0.0, 1.0
	for axis := range 2 {
		d := b[axis] - a[axis]
		if d == 0 {
			if a[axis] < q.Min[axis] || a[axis] > q.Max[axis] {
				return false
			}
			continue
		}
		enter, leave := (q.Min[axis]-a[axis])/d, (q.Max[axis]-a[axis])/d
		if enter > leave {
			enter, leave = leave, enter
		}
		if from, to = max(from, enter), min(to, leave); from > to {
			return false
		}
	}
	return true
}
