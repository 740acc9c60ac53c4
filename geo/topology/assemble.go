package topology

import (
	"slices"

	"github.com/paulmach/orb"
)

// assemble puts loose rings together: a ring inside an odd number of others is a hole of the smallest of them. It takes
// time in proportion to the square of the number of rings.
func assemble(rings []orb.Ring) orb.MultiPolygon {
	slices.SortStableFunc(rings, func(a, b orb.Ring) int { // largest first
		switch x, y := abs(area2(a)), abs(area2(b)); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var shape orb.MultiPolygon
	outer := make([]int, len(rings)) // polygon of an outer ring; -1 for a hole
	for i, ring := range rings {
		around, depth := -1, 0
		for k := range i {
			if ringInside(ring, rings[k]) {
				around, depth = k, depth+1
			}
		}
		hole := depth%2 == 1
		if (area2(ring) < 0) != hole {
			ring.Reverse()
		}
		if hole {
			outer[i] = -1
			if p := outer[around]; p >= 0 {
				shape[p] = append(shape[p], ring)
			}
			continue
		}
		outer[i] = len(shape)
		shape = append(shape, orb.Polygon{ring})
	}
	return shape
}

func abs(v float64) float64 { return max(v, -v) }

// ringInside reports whether a lies inside b, where the two do not cross: it looks at the first position of a that is
// not on b's border.
func ringInside(a, b orb.Ring) bool {
	bound := b.Bound()
	for _, p := range a {
		if !bound.Contains(p) {
			return false
		}
		if side := sideOf(p, b); side != 0 {
			return side > 0
		}
	}
	return false
}

// sideOf returns 1 inside the ring, -1 outside, 0 on it.
func sideOf(p orb.Point, ring orb.Ring) int {
	side := -1
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		cross := (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
		if cross == 0 && min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) && min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1]) {
			return 0
		}
		if (a[1] > p[1]) != (b[1] > p[1]) && (cross > 0) == (b[1] > a[1]) {
			side = -side
		}
	}
	return side
}
