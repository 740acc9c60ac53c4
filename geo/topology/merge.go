package topology

import (
	"github.com/paulmach/orb"
)

// Merge builds the union of geometries of one object that share borders, by leaving out the arcs that two of them
// have. Winding is as in Shape. Ids that the object lacks are passed over; false when it has none of them. Geometries
// that overlap, or lie apart without shared arcs, give polygons that overlap or lie apart.
func (t *Topology) Merge(object string, ids ...string) (orb.MultiPolygon, bool) {
	uses := map[int32]int{}
	var outline []int32
	found := false
	for _, id := range ids {
		if t.Has(object, id) {
			found = true
		}
		for _, a := range t.ArcsOf(object, id) {
			uses[max(a, ^a)]++
			outline = append(outline, a)
		}
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

// rings joins arcs end to end. Where several go on from one position, the last one seen goes first, which closes the
// smallest loops and never leaves one open: at every position as many arcs come in as go out.
func (t *Topology) rings(arcs []int32) []orb.Ring {
	from := map[[2]int32][]int32{}
	for _, a := range arcs {
		start, _ := t.ends(a)
		from[start] = append(from[start], a)
	}
	take := func(at [2]int32) (int32, bool) {
		waiting := from[at]
		if len(waiting) == 0 {
			return 0, false
		}
		from[at] = waiting[:len(waiting)-1]
		return waiting[len(waiting)-1], true
	}
	var rings []orb.Ring
	for _, first := range arcs {
		start, _ := t.ends(first)
		for a, ok := take(start); ok; a, ok = take(start) {
			chain := []int32{a}
			_, at := t.ends(a)
			for at != start {
				next, ok := take(at)
				if !ok {
					break
				}
				chain = append(chain, next)
				_, at = t.ends(next)
			}
			if ring := orb.Ring(t.appendRing(nil, chain)); len(ring) >= 4 && ring.Closed() {
				rings = append(rings, ring)
			}
		}
	}
	return rings
}
