package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// Areal reports whether the shape has areas and nothing else.
func (s *Shape) Areal() bool { return len(s.areas) > 0 && len(s.lines) == 0 && len(s.points) == 0 }

// Cover returns where a whole box lies to an areal shape: Inside where all of it does, Outside where none of it does. Edge
// says that neither is so, or that it cannot be told by a glance at the edges near it.
func (s *Shape) Cover(b orb.Bound) Position {
	if !b.Intersects(s.bound) {
		return Outside
	}
	where := Outside
	for _, a := range s.areas {
		if !b.Intersects(a.bound) {
			continue
		}
		clear := true
		a.near(b.Min[1], b.Max[1], func(p, q orb.Point, _ bool) bool {
			clear = !mayMeet(p, q, b)
			return clear
		})
		if !clear {
			return Edge
		}
		where = max(where, a.locate(b.Min))
	}
	return where
}

// mayMeet reports whether a segment meets a box, and perhaps also where it all but does.
func mayMeet(p, q orb.Point, b orb.Bound) bool {
	if max(p[0], q[0]) < b.Min[0] || min(p[0], q[0]) > b.Max[0] || max(p[1], q[1]) < b.Min[1] || min(p[1], q[1]) > b.Max[1] {
		return false
	}
	// All corners on one side of the line, by far more than the products round.
	const rounding = 1e-9
	dx, dy := q[0]-p[0], q[1]-p[1]
	least, most := math.Inf(1), math.Inf(-1)
	for _, c := range [4]orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}} {
		side := dx*(c[1]-p[1]) - dy*(c[0]-p[0])
		least, most = min(least, side), max(most, side)
	}
	return least <= rounding && most >= -rounding
}
