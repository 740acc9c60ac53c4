package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// Near locates what lies in a box to one area by the few edges that come near the box and by where a corner of the box
// lies. It is for one goroutine.
type Near struct {
	of     *area
	edges  [][2]orb.Point
	corner orb.Point
	at     Position // of the corner
}

// Near returns what locates anything in a box that holds the whole shape; ok is false unless the shape is one area, of one
// polygon or several, and nothing else.
func (s *Shape) Near() (n Near, ok bool) {
	if len(s.areas) != 1 || len(s.lines) > 0 || len(s.points) > 0 {
		return n, false
	}
	n.of = s.areas[0]
	s.segments(func(a, b orb.Point) bool { n.edges = append(n.edges, [2]orb.Point{a, b}); return true })
	n.corner = orb.Point{s.bound.Min[0] - 1, s.bound.Min[1] - 1}
	return n, true
}

// In narrows n to a box within the one it is of; the edges are appended to room. The position says where the whole box lies:
// Edge where some edge comes so near that it may lie on both sides.
func (n Near) In(b orb.Bound, room [][2]orb.Point) (in Near, where Position, rest [][2]orb.Point) {
	first := len(room)
	for _, e := range n.edges {
		if mayMeet(e[0], e[1], b) {
			room = append(room, e)
		}
	}
	in = Near{n.of, room[first:len(room):len(room)], b.Min, n.Locate(b.Min)}
	if len(in.edges) == 0 {
		return in, in.at, room
	}
	return in, Edge, room
}

// Locate returns where a point in the box lies: as its corner does, but for each edge between the two. Where an edge comes
// too near to one of them, or ends too near to the way, all edges are looked at, without rounding.
func (n Near) Locate(p orb.Point) Position {
	odd := n.at == Inside
	if n.at == Edge {
		return n.of.locate(p)
	}
	for i := range n.edges {
		a, b := &n.edges[i][0], &n.edges[i][1]
		c, q := turn(*a, *b, n.corner), turn(*a, *b, p)
		if math.Abs(c) < rounding || math.Abs(q) < rounding {
			return n.of.locate(p)
		}
		if c > 0 == (q > 0) {
			continue
		}
		s, t := turn(n.corner, p, *a), turn(n.corner, p, *b)
		if math.Abs(s) < rounding || math.Abs(t) < rounding {
			return n.of.locate(p)
		}
		odd = odd != (s > 0 != (t > 0))
	}
	return position(odd)
}

// rounding is far above what the products of turn round, of degrees.
const rounding = 1e-9

// turn is above 0 where p lies to the left of the way from a to b, below where to the right: twice the triangle's area.
func turn(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}

// mayMeet reports whether a segment meets a box, and perhaps also where it all but does.
func mayMeet(p, q orb.Point, b orb.Bound) bool {
	if max(p[0], q[0]) < b.Min[0] || min(p[0], q[0]) > b.Max[0] || max(p[1], q[1]) < b.Min[1] || min(p[1], q[1]) > b.Max[1] {
		return false
	}
	// All corners on one side of the line?
	w, x := turn(p, q, b.Min), turn(p, q, b.Max)
	y, z := turn(p, q, orb.Point{b.Min[0], b.Max[1]}), turn(p, q, orb.Point{b.Max[0], b.Min[1]})
	return min(w, x, y, z) <= rounding && max(w, x, y, z) >= -rounding
}
