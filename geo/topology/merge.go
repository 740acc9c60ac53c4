package topology

import (
	"math"

	"github.com/paulmach/orb"
)

// Merge builds the union of geometries of one object that share borders, by leaving out the arcs that two of them
// have. Winding is as in Shape. Ids that the object lacks are passed over; false when it has none of them. Where
// neighbours do not share arcs, their polygons stay apart, and where they overlap, the overlap stays doubled.
func (t *Topology) Merge(object string, ids ...string) (orb.MultiPolygon, bool) {
	uses := map[int32]int{}
	var outline []int32
	found := false
	for _, id := range ids {
		o, g, ok := t.find(object, id)
		if !ok {
			continue
		}
		found = true
		t.eachRing(o, g, func(arcs []int32, hole bool) {
			flip := (area2(t.appendRing(nil, arcs)) < 0) != hole
			for _, a := range arcs {
				uses[max(a, ^a)]++
				if flip {
					a = ^a
				}
				outline = append(outline, a)
			}
		})
	}
	if !found {
		return nil, false
	}
	kept := outline[:0]
	for _, a := range outline {
		if uses[max(a, ^a)] == 1 {
			kept = append(kept, a)
		}
	}
	return assemble(t.rings(kept)), true
}

// rings joins arcs end to end, of which as many come into every position as go out; areas lie on their left. Where
// several go on, the leftmost one does, which keeps to the same area; a chain that comes back to a position where it was
// before is cut there. So no ring visits the end of an arc twice, and areas that only touch are rings of their own.
func (t *Topology) rings(arcs []int32) []orb.Ring {
	from := map[[2]int32][]int32{}
	for _, a := range arcs {
		start, _ := t.ends(a)
		from[start] = append(from[start], a)
	}
	var rings []orb.Ring
	var chain []int32
	visited := map[[2]int32]int{} // the arc of the chain that leaves a position
	for _, first := range arcs {
		at, _ := t.ends(first)
		last := first
		for len(from[at]) > 0 {
			a := t.takeLeftmost(from, at, last)
			visited[at] = len(chain)
			chain = append(chain, a)
			_, at = t.ends(a)
			last = a
			k, closed := visited[at]
			if !closed {
				continue
			}
			rings = append(rings, loops(t.appendRing(nil, chain[k:]))...)
			for _, b := range chain[k:] {
				start, _ := t.ends(b)
				delete(visited, start)
			}
			chain = chain[:k]
		}
		clear(visited)
		chain = chain[:0]
	}
	return rings
}

// takeLeftmost removes and returns the arc from a position that turns most to the left after the last one.
func (t *Topology) takeLeftmost(from map[[2]int32][]int32, at [2]int32, last int32) int32 {
	waiting := from[at]
	best := 0
	if len(waiting) > 1 {
		in := t.heading(^last)
		sharpest := math.Inf(-1)
		for k, a := range waiting {
			out := t.heading(a)
			turn := math.Atan2(in[1]*out[0]-in[0]*out[1], -in[0]*out[0]-in[1]*out[1])
			if turn > sharpest {
				best, sharpest = k, turn
			}
		}
	}
	a := waiting[best]
	waiting[best] = waiting[len(waiting)-1]
	from[at] = waiting[:len(waiting)-1]
	return a
}

// heading returns the direction in which an arc leaves its first position, in degrees of both axes.
func (t *Topology) heading(a int32) [2]float64 {
	p := t.Arc(max(a, ^a))
	n := len(p)
	x0, y0, x1, y1 := p[0], p[1], p[2], p[3]
	if a < 0 {
		x0, y0, x1, y1 = p[n-2], p[n-1], p[n-4], p[n-3]
	}
	return [2]float64{(float64(x1) - float64(x0)) * t.scale[0], (float64(y1) - float64(y0)) * t.scale[1]}
}
