package region

import (
	"container/heap"
	"math"

	"github.com/paulmach/orb"
)

// LabelPoint returns the centre of the largest circle that fits into one of a shape's polygons (polylabel: V. Agafonkin,
// "A new algorithm for finding a visual center of a polygon", 2016), so that it is always inside; the zero point for an
// empty shape. Distances are taken on the cylindrical equal-area projection that is true at the polygon's middle
// latitude. The circle found is at most 1 % of the polygon's smaller side less than the largest. A cut at the
// antimeridian counts as border. It takes time in proportion to positions times some tens to hundreds; use it when
// boundaries are built.
func LabelPoint(shape orb.MultiPolygon) orb.Point {
	var best orb.Point
	reach, largest := math.Inf(-1), 0.0
	for _, polygon := range shape {
		largest = max(largest, AreaKM2(orb.MultiPolygon{polygon}))
	}
	for _, polygon := range shape {
		if len(polygon) == 0 || len(polygon[0]) < 4 || AreaKM2(orb.MultiPolygon{polygon}) < largest/4 {
			continue // its circle could be the largest only beside a very thin neighbour, where a label is no better
		}
		if point, radius := polylabel(polygon); radius > reach {
			best, reach = point, radius
		}
	}
	return best
}

// plane is the projection that distances are taken on, in degrees of latitude at the middle latitude.
type plane struct{ cos float64 }

func planeFor(b orb.Bound) plane {
	return plane{cos: max(0.01, math.Cos((b.Min[1]+b.Max[1])/2*math.Pi/180))}
}

func (p plane) project(at orb.Point) orb.Point {
	return orb.Point{at[0] * p.cos, math.Sin(at[1]*math.Pi/180) * 180 / math.Pi / p.cos}
}

func (p plane) unproject(at orb.Point) orb.Point {
	sine := max(-1, min(1, at[1]*p.cos*math.Pi/180))
	return orb.Point{at[0] / p.cos, math.Asin(sine) * 180 / math.Pi}
}

func polylabel(polygon orb.Polygon) (at orb.Point, radius float64) {
	on := planeFor(polygon[0].Bound())
	flat := make(orb.Polygon, len(polygon))
	for i, ring := range polygon {
		flat[i] = make(orb.Ring, len(ring))
		for k, point := range ring {
			flat[i][k] = on.project(point)
		}
	}
	b := flat[0].Bound()
	side := min(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])
	if side <= 0 {
		return polygon[0][0], 0
	}
	precision := side / 100
	queue := square{}
	best := newCell(flat, b.Center(), 0)
	step := side / 2
	for x := b.Min[0] + step; x-step < b.Max[0]; x += side {
		for y := b.Min[1] + step; y-step < b.Max[1]; y += side {
			heap.Push(&queue, newCell(flat, orb.Point{x, y}, step))
		}
	}
	for len(queue) > 0 {
		c := heap.Pop(&queue).(cell)
		if c.distance > best.distance {
			best = c
		}
		if c.most-best.distance <= precision && best.distance > 0 {
			break
		}
		if c.half < side/1e6 {
			break // a sliver that no cell's centre falls into
		}
		h := c.half / 2
		for _, d := range [...]orb.Point{{-h, -h}, {h, -h}, {-h, h}, {h, h}} {
			heap.Push(&queue, newCell(flat, orb.Point{c.centre[0] + d[0], c.centre[1] + d[1]}, h))
		}
	}
	return on.unproject(best.centre), best.distance
}

// cell is a square that may hold the centre.
type cell struct {
	centre         orb.Point
	half           float64 // half of its side
	distance, most float64 // of the centre to the border, below 0 outside; of any position in the cell at most
}

func newCell(polygon orb.Polygon, centre orb.Point, half float64) cell {
	d := signedDistance(polygon, centre)
	return cell{centre: centre, half: half, distance: d, most: d + half*math.Sqrt2}
}

// square is a heap of cells, the most promising first.
type square []cell

func (s square) Len() int           { return len(s) }
func (s square) Less(i, j int) bool { return s[i].most > s[j].most }
func (s square) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *square) Push(c any)        { *s = append(*s, c.(cell)) }
func (s *square) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}

// signedDistance is the distance to the border, below 0 outside (even-odd rule).
func signedDistance(polygon orb.Polygon, p orb.Point) float64 {
	inside, nearest := false, math.Inf(1)
	for _, ring := range polygon {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
			nearest = min(nearest, distance2(p, a, b))
		}
	}
	if inside {
		return math.Sqrt(nearest)
	}
	return -math.Sqrt(nearest)
}

// distance2 is the squared distance of p to the segment from a to b.
func distance2(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	x, y := p[0]-a[0], p[1]-a[1]
	if length := dx*dx + dy*dy; length > 0 {
		t := max(0, min(1, (x*dx+y*dy)/length))
		x, y = x-t*dx, y-t*dy
	}
	return x*x + y*y
}
