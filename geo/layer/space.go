package layer

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/geo/hilbert"
	"oblast/geo/relate"
)

// fanout is the number of entries of a node, 1<<4.
const fanout = 16

// space is a packed R-tree over the default geometries: leaves in Hilbert order, every level after the one below it.
// A point is one leaf; an area has a leaf a polygon, so that what lies over the antimeridian, or far from its other
// parts, has tight boxes. Leaf boxes are rounded outward to float32; hits at an edge are decided on the doubles.
type space struct {
	arrangement           // of rows by leaf
	levels      [][]box32 // levels[0]: leaves
	parts       []part    // by leaf; nil for points
	nowhere     []int32   // rows without geometry
}

type part struct{ ref, polygon int32 }

type box32 struct{ west, south, east, north float32 }

// index returns the spatial index, built on the first call.
func (t *Table) index() *space {
	return built(t, &t.space, newSpace)
}

func newSpace(t *Table) *space {
	s := &space{arrangement: arrangement{rows: make([]int32, 0, t.Len())}}
	leaves := make([]box32, 0, t.Len())
	for row := range int32(t.Len()) {
		if !t.HasPlace(row) {
			s.nowhere = append(s.nowhere, row)
			continue
		}
		if t.schema.Geometry == Points {
			leaves, s.rows = append(leaves, pointBox(t.lon[row], t.lat[row])), append(s.rows, row)
			continue
		}
		if t.schema.Geometry == Own {
			for i, bound := range partBounds(t.own[row]) {
				leaves, s.rows = append(leaves, outward(bound)), append(s.rows, row)
				s.parts = append(s.parts, part{row, int32(i)})
			}
			continue
		}
		for _, ref := range t.Areas(row) {
			for i, polygon := range t.shapes.Shape(ref) {
				leaves, s.rows = append(leaves, outward(polygon.Bound())), append(s.rows, row)
				s.parts = append(s.parts, part{ref, int32(i)})
			}
		}
	}
	if len(leaves) == 0 {
		return s
	}
	s.stack(s.sort(leaves))
	return s
}

// stack puts the levels above sorted leaves.
func (s *space) stack(leaves []box32) {
	s.levels = [][]box32{leaves}
	for level := leaves; len(level) > 1; {
		above := make([]box32, (len(level)+fanout-1)/fanout)
		for i := range above {
			above[i] = level[i*fanout]
			for _, b := range level[i*fanout+1 : min((i+1)*fanout, len(level))] {
				above[i] = above[i].union(b)
			}
		}
		s.levels = append(s.levels, above)
		level = above
	}
}

// sort puts the leaves, with their rows and parts, into Hilbert order of their centres, and returns them.
func (s *space) sort(leaves []box32) []box32 {
	keys := make([]keyed, len(leaves))
	inParts((len(leaves)+63)/64, cheapPart, func(from, to int) {
		for i := from * 64; i < min(to*64, len(leaves)); i++ {
			keys[i] = keyed{uint64(leaves[i].hilbert()), uint32(i)}
		}
	})
	sortKeyed(keys, make([]keyed, len(keys)))
	sorted, rows := make([]box32, len(leaves)), make([]int32, len(leaves))
	var parts []part
	if s.parts != nil {
		parts = make([]part, len(leaves))
	}
	for i, k := range keys {
		sorted[i], rows[i] = leaves[k.item], s.rows[k.item]
		if parts != nil {
			parts[i] = s.parts[k.item]
		}
	}
	s.rows, s.parts = rows, parts
	return sorted
}

// hilbert returns where along the curve a box's centre is.
func (b box32) hilbert() uint32 {
	x := (float64(b.west)+float64(b.east))/2 + 180
	y := (float64(b.south)+float64(b.north))/2 + 90
	return uint32(hilbert.Distance(16, uint32(max(0, min(x/360*65535, 65535))), uint32(max(0, min(y/180*65535, 65535)))))
}

// pointBox is the leaf of a point.
func pointBox(lon, lat float64) box32 {
	p := orb.Point{lon, lat}
	return outward(orb.Bound{Min: p, Max: p})
}

// meet appends the rows whose geometry meets the box, in no order and perhaps more than once where rows have areas, as
// long as there are at most most of them; n counts on. Where only the number is asked for (most is 0), the edges of
// areas are not looked at and n is a bound from above.
func (t *Table) meet(q orb.Bound, dst []int32, most int) (rows []int32, n int) {
	held := len(dst)
	t.eachMeeting(q, most == 0, func(rows []int32) {
		if n += len(rows); n <= most {
			dst = append(dst, rows...)
		}
	})
	if n > most {
		dst = dst[:held]
	}
	return dst, n
}

// eachMeeting yields the rows that meet, many together where they lie next to each other; of those that are only to be counted,
// and have several parts, also some whose box alone meets. Those of fanout or fewer rows last only until the next.
func (t *Table) eachMeeting(q orb.Bound, counting bool, take func(rows []int32)) {
	s := t.index()
	inside := func(from, to int) { take(s.rows[from:to]) }
	if s.parts == nil {
		t.eachPoint(q, inside, func(some []int32) {
			for i, leaf := range some {
				some[i] = s.rows[leaf]
			}
			take(some)
		})
		return
	}
	s.visit(q, 0, inside, func(leaf int) {
		if counting || t.leafMeets(s, leaf, q) {
			take(s.rows[leaf : leaf+1])
		}
	})
}

// eachPoint yields the leaves of a table of points that lie in a box, those next to each other from one up to another. Some last only
// until the next, and may be changed.
func (t *Table) eachPoint(q orb.Bound, inside func(from, to int), take func(some []int32)) {
	s := t.index()
	var room [fanout]int32
	if len(s.levels) < 2 {
		s.visit(q, 0, inside, func(leaf int) {
			if t.leafMeets(s, leaf, q) {
				room[0] = int32(leaf)
				take(room[:1])
			}
		})
		return
	}
	outer, inner := outward(q), inward(q)
	s.visit(q, 1, inside, func(node int) {
		if some := t.pointsIn(s, node, q, &outer, &inner, &room); len(some) > 0 {
			take(some)
		}
	})
}

// pointsIn returns the leaves of a node of points that lie in a box, given what is surely in it and what surely is not.
func (t *Table) pointsIn(s *space, node int, q orb.Bound, outer, inner *box32, room *[fanout]int32) []int32 {
	first, n := node*fanout, 0
	leaves := s.levels[0][first:min(first+fanout, len(s.rows))]
	west, south, east, north := inner.west, inner.south, inner.east, inner.north
	for i := range leaves { // each is kept, and the next one over it where it is none
		b, row := &leaves[i], s.rows[first+i]
		in := one(b.west >= west) & one(b.east <= east) & one(b.south >= south) & one(b.north <= north)
		if in == 0 && b.east >= outer.west && b.west <= outer.east && b.north >= outer.south && b.south <= outer.north && q.Contains(orb.Point{t.lon[row], t.lat[row]}) {
			in = 1
		}
		room[n&(fanout-1)] = int32(first + i)
		n += int(in)
	}
	return room[:n]
}

// against says in numbers whether a box lies off one, and whether it lies in another, which is in that. Which side it lies on cannot
// be foretold: each guess that is wrong would cost more than all comparisons.
func (b *box32) against(outer, inner *box32) (out, in uint8) {
	out = one(b.west > outer.east) | one(b.east < outer.west) | one(b.south > outer.north) | one(b.north < outer.south)
	in = one(b.west >= inner.west) & one(b.east <= inner.east) & one(b.south >= inner.south) & one(b.north <= inner.north)
	return out, in
}

// roughly counts the leaves in a box, where they are many not exactly: of the nodes across its edge half are taken to be in it. It
// begins with large nodes, and looks into them where a tenth too many or too few could be counted.
func (t *Table) roughly(q orb.Bound) int {
	s := t.index()
	for level := 3; level > 0; level-- {
		n, edges := 0, 0
		s.visit(q, level, func(from, to int) { n += to - from }, func(int) { edges++ })
		held := float64(int(1) << (4 * level))
		if about := float64(n) + held*float64(edges)/2; edges > 0 && edgeError*held*math.Sqrt(float64(edges)) < about/10 {
			return int(about)
		}
	}
	_, n := t.meet(q, nil, 0)
	return n
}

// edgeError is how far the part of a node across the edge of a box that lies in it is from one half: the mean square's root.
const edgeError = .3

// visit goes down the tree: inside gets the leaves from one up to another that lie in the box, edge the nodes of a level that lie
// across its edge; those of level 0 are leaves.
func (s *space) visit(q orb.Bound, to int, inside func(from, to int), edge func(node int)) {
	if len(s.levels) == 0 {
		return
	}
	to = min(to, len(s.levels)-1)
	outer, inner := outward(q), inward(q)
	var stack [maxLevels * fanout]entry // nodes whose children are to be looked at; the one above the top has it alone
	stack[0] = entry{0, int32(len(s.levels))}
	for depth := 1; depth > 0; {
		depth--
		level := int(stack[depth].level) - 1
		first := int(stack[depth].node) * fanout
		children := s.levels[level][first:min(first+fanout, len(s.levels[level]))]
		for i := range children {
			b, child := &children[i], first+i
			switch out, in := b.against(&outer, &inner); {
			case out != 0:
			case in != 0:
				inside(child<<(4*level), min((child+1)<<(4*level), len(s.rows)))
			case level > to:
				stack[depth] = entry{int32(child), int32(level)}
				depth++
			default:
				edge(child)
			}
		}
	}
}

// one is 1 where something is true, else 0.
func one(is bool) uint8 {
	if is {
		return 1
	}
	return 0
}

func (b box32) bound() orb.Bound {
	return orb.Bound{Min: orb.Point{float64(b.west), float64(b.south)}, Max: orb.Point{float64(b.east), float64(b.north)}}
}

// maxLevels is enough for 2^32 leaves.
const maxLevels = 8

type entry struct{ node, level int32 }

func (t *Table) leafMeets(s *space, leaf int, q orb.Bound) bool {
	if s.parts == nil {
		row := s.rows[leaf]
		return q.Contains(orb.Point{t.lon[row], t.lat[row]})
	}
	p := s.parts[leaf]
	if t.own != nil {
		return relate.Intersects.Holds(relate.Of(partOf(t.own[p.ref], p.polygon)), relate.Box(q))
	}
	return meets(t.shapes.Shape(p.ref)[p.polygon], q)
}

// rowMeets decides a row on its own coordinates.
func (t *Table) rowMeets(row int32, boxes []orb.Bound) bool {
	if t.schema.Geometry == Points {
		lon, lat := t.lon[row], t.lat[row]
		for i := range boxes {
			b := &boxes[i]
			if lon >= b.Min[0] && lon <= b.Max[0] && lat >= b.Min[1] && lat <= b.Max[1] {
				return true
			}
		}
		return lon != lon
	}
	if t.own != nil {
		return t.own[row] == nil || ownMeets(t.own[row], boxes)
	}
	refs := t.Areas(row)
	for _, ref := range refs {
		for _, polygon := range t.shapes.Shape(ref) {
			for _, q := range boxes {
				if meets(polygon, q) {
					return true
				}
			}
		}
	}
	return len(refs) == 0
}

func (a box32) union(b box32) box32 {
	return box32{min(a.west, b.west), min(a.south, b.south), max(a.east, b.east), max(a.north, b.north)}
}

func outward(b orb.Bound) box32 {
	return box32{relate.Below(b.Min[0]), relate.Below(b.Min[1]), relate.Above(b.Max[0]), relate.Above(b.Max[1])}
}

// inward returns a box that lies in b; where b is too narrow for float32 it contains nothing.
func inward(b orb.Bound) box32 {
	return box32{relate.Above(b.Min[0]), relate.Above(b.Min[1]), relate.Below(b.Max[0]), relate.Below(b.Max[1])}
}
