package layer

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// fanout is the number of entries of a node: 16 is where both building and searching were near their best.
const fanout = 16

// space is a packed R-tree over the default geometries: leaves in Hilbert order, every level after the one below it.
// A point is one leaf; an area has a leaf a polygon, so that what lies over the antimeridian, or far from its other
// parts, has tight boxes. Leaf boxes are rounded outward to float32; hits at an edge are decided on the doubles.
type space struct {
	levels  [][]box32 // levels[0]: leaves
	rows    []int32   // by leaf
	parts   []part    // by leaf; nil for points
	nowhere []int32   // rows without geometry
}

type part struct{ ref, polygon int32 }

type box32 struct{ west, south, east, north float32 }

// index returns the spatial index, built on the first call.
func (t *Table) index() *space {
	t.spaceOnce.Do(func() { t.space = newSpace(t) })
	return t.space
}

func newSpace(t *Table) *space {
	s := &space{}
	var leaves []box32
	for row := range int32(t.Len()) {
		if !t.HasPlace(row) {
			s.nowhere = append(s.nowhere, row)
			continue
		}
		if t.schema.Geometry == Points {
			p := orb.Point{t.lon[row], t.lat[row]}
			leaves, s.rows = append(leaves, outward(orb.Bound{Min: p, Max: p})), append(s.rows, row)
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
	s.sort(leaves)
	for level := s.levels[0]; len(level) > 1; {
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
	return s
}

// sort puts the leaves, with their rows and parts, into Hilbert order of their centres.
func (s *space) sort(leaves []box32) {
	type key struct{ at, leaf uint32 }
	keys := make([]key, len(leaves))
	for i, b := range leaves {
		x := (float64(b.west)+float64(b.east))/2 + 180
		y := (float64(b.south)+float64(b.north))/2 + 90
		keys[i] = key{hilbert(uint32(max(0, min(x/360*65535, 65535))), uint32(max(0, min(y/180*65535, 65535)))), uint32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.at != b.at {
			if a.at < b.at {
				return -1
			}
			return 1
		}
		return int(a.leaf) - int(b.leaf)
	})
	sorted, rows := make([]box32, len(leaves)), make([]int32, len(leaves))
	var parts []part
	if s.parts != nil {
		parts = make([]part, len(leaves))
	}
	for i, k := range keys {
		sorted[i], rows[i] = leaves[k.leaf], s.rows[k.leaf]
		if parts != nil {
			parts[i] = s.parts[k.leaf]
		}
	}
	s.levels, s.rows, s.parts = [][]box32{sorted}, rows, parts
}

// search visits every leaf whose geometry meets the box: run(from, to) for leaves that lie in it wholly, and
// edge(leaf) for each leaf that must be decided on its own coordinates.
func (s *space) search(q orb.Bound, run func(from, to int), edge func(leaf int)) {
	if len(s.levels) == 0 {
		return
	}
	top := len(s.levels) - 1
	s.visit(top, 0, q, run, edge)
}

func (s *space) visit(level, node int, q orb.Bound, run func(from, to int), edge func(leaf int)) {
	b := s.levels[level][node]
	switch {
	case float64(b.west) > q.Max[0] || float64(b.east) < q.Min[0] || float64(b.south) > q.Max[1] || float64(b.north) < q.Min[1]:
	case float64(b.west) >= q.Min[0] && float64(b.east) <= q.Max[0] && float64(b.south) >= q.Min[1] && float64(b.north) <= q.Max[1]:
		span := 1
		for range level {
			span *= fanout
		}
		run(node*span, min((node+1)*span, len(s.rows)))
	case level == 0:
		edge(node)
	default:
		for child := node * fanout; child < min((node+1)*fanout, len(s.levels[level-1])); child++ {
			s.visit(level-1, child, q, run, edge)
		}
	}
}

// hits appends the rows that meet one of the boxes, in no order and perhaps more than once where rows have areas.
func (t *Table) hits(boxes []orb.Bound, dst []int32) []int32 {
	s := t.index()
	for _, q := range boxes {
		s.search(q,
			func(from, to int) { dst = append(dst, s.rows[from:to]...) },
			func(leaf int) {
				if t.leafMeets(s, leaf, q) {
					dst = append(dst, s.rows[leaf])
				}
			})
	}
	return dst
}

// countHits returns how many leaves meet the boxes: the number of rows for points, at least that for areas (whose
// edges are not looked at).
func (t *Table) countHits(boxes []orb.Bound) int {
	s, n := t.index(), 0
	for _, q := range boxes {
		s.search(q,
			func(from, to int) { n += to - from },
			func(leaf int) {
				if s.parts != nil || t.leafMeets(s, leaf, q) {
					n++
				}
			})
	}
	return n
}

func (t *Table) leafMeets(s *space, leaf int, q orb.Bound) bool {
	if s.parts == nil {
		row := s.rows[leaf]
		return q.Contains(orb.Point{t.lon[row], t.lat[row]})
	}
	p := s.parts[leaf]
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
	return box32{below(b.Min[0]), below(b.Min[1]), above(b.Max[0]), above(b.Max[1])}
}

func below(v float64) float32 {
	f := float32(v)
	if float64(f) > v {
		f = math.Nextafter32(f, float32(math.Inf(-1)))
	}
	return f
}

func above(v float64) float32 {
	f := float32(v)
	if float64(f) < v {
		f = math.Nextafter32(f, float32(math.Inf(1)))
	}
	return f
}

// hilbert returns the distance of x, y (16 bits each) along the Hilbert curve of order 16.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1 << 15); s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x&0xffff, ^y&0xffff
			}
			x, y = y, x
		}
	}
	return d
}
