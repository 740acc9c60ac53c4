package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// area is a MultiPolygon: what lies in it is what an odd number of its rings surrounds.
type area struct {
	polygons orb.MultiPolygon
	bounds   []orb.Bound // of the polygons
	bound    orb.Bound
	slabs    [][]edge // edges by the horizontal strips of the bound that they reach; nil: not indexed
}

type edge struct {
	a, b orb.Point
	left bool // the area lies to the left of the way from a to b
}

// indexFrom is the number of edges from which an index pays.
const indexFrom = 16

// maxSlabs bounds the strips of an area.
const maxSlabs = 4096

func newArea(m orb.MultiPolygon, indexed bool) *area {
	a := &area{polygons: m, bound: m.Bound(), bounds: make([]orb.Bound, len(m))}
	n := 0
	for i, polygon := range m {
		a.bounds[i] = polygon.Bound()
		for _, ring := range polygon {
			n += len(ring)
		}
	}
	if !indexed || n < indexFrom {
		return a
	}
	a.slabs = make([][]edge, strips(a.bound, n, func(yield func(p, q orb.Point)) {
		for _, polygon := range m {
			for _, ring := range polygon {
				for i := 1; i < len(ring); i++ {
					yield(ring[i-1], ring[i])
				}
			}
		}
	}))
	for _, polygon := range m {
		for r, ring := range polygon {
			left := interiorLeft(ring, r)
			for i := 1; i < len(ring); i++ {
				p, q := ring[i-1], ring[i]
				for s := a.slab(min(p[1], q[1])); s <= a.slab(max(p[1], q[1])); s++ {
					a.slabs[s] = append(a.slabs[s], edge{p, q, left})
				}
			}
		}
	}
	return a
}

// slab returns the strip of a latitude within the bound.
func (a *area) slab(y float64) int { return strip(a.bound, len(a.slabs), y) }

// strip returns in which of so many horizontal strips of a bound a latitude is.
func strip(bound orb.Bound, n int, y float64) int {
	height := bound.Max[1] - bound.Min[1]
	if height <= 0 {
		return 0
	}
	return max(0, min(int((y-bound.Min[1])/height*float64(n)), n-1))
}

// mostEntries is in how many strips an edge stands, on the average: more of them would take memory, and find nothing sooner.
const mostEntries = 8

// strips returns into how many strips n edges in a bound are cut.
func strips(bound orb.Bound, n int, edges func(yield func(p, q orb.Point))) int {
	total := 0.0
	edges(func(p, q orb.Point) { total += math.Abs(p[1] - q[1]) })
	wanted := min(n/4, maxSlabs)
	if height := bound.Max[1] - bound.Min[1]; total*float64(wanted) > mostEntries*float64(n)*height {
		wanted = int(mostEntries * float64(n) * height / total)
	}
	return max(1, wanted)
}

// locate counts the edges east of the point; without rounding.
func (a *area) locate(p orb.Point) Position {
	if p[0] < a.bound.Min[0] || p[0] > a.bound.Max[0] || p[1] < a.bound.Min[1] || p[1] > a.bound.Max[1] {
		return Outside
	}
	odd := false
	if a.slabs != nil {
		for _, e := range a.slabs[a.slab(p[1])] {
			on, crossed := ray(p, e.a, e.b)
			if on {
				return Edge
			}
			odd = odd != crossed
		}
		return position(odd)
	}
	for i, polygon := range a.polygons {
		if b := a.bounds[i]; p[0] < b.Min[0] || p[0] > b.Max[0] || p[1] < b.Min[1] || p[1] > b.Max[1] {
			continue
		}
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				on, crossed := ray(p, ring[i-1], ring[i])
				if on {
					return Edge
				}
				odd = odd != crossed
			}
		}
	}
	return position(odd)
}

func position(odd bool) Position {
	if odd {
		return Inside
	}
	return Outside
}

// ray reports whether p lies on the edge, or else whether a ray from p to the east crosses it. An edge belongs to the ray's
// height at its lower end and not at its upper, so that a vertex counts once.
func ray(p, a, b orb.Point) (on, crossed bool) {
	if max(a[0], b[0]) < p[0] || min(a[1], b[1]) > p[1] || max(a[1], b[1]) < p[1] {
		return false, false
	}
	if a[1] == b[1] { // level with p
		return min(a[0], b[0]) <= p[0], false
	}
	if a[1] > b[1] {
		a, b = b, a
	}
	if min(a[0], b[0]) > p[0] { // wholly east of p
		return false, p[1] < b[1]
	}
	side := orient(a, b, p)
	return side == 0, side > 0 && p[1] < b[1]
}

// near calls yield with every edge that may reach the height from low to high, some more than once, until it returns false.
func (a *area) near(low, high float64, yield func(p, q orb.Point, left bool) bool) {
	if a.slabs == nil {
		for i, polygon := range a.polygons {
			if a.bounds[i].Min[1] > high || a.bounds[i].Max[1] < low {
				continue
			}
			for r, ring := range polygon {
				left := interiorLeft(ring, r)
				for i := 1; i < len(ring); i++ {
					if !yield(ring[i-1], ring[i], left) {
						return
					}
				}
			}
		}
		return
	}
	for s := a.slab(low); s <= a.slab(high); s++ {
		for _, e := range a.slabs[s] {
			if !yield(e.a, e.b, e.left) {
				return
			}
		}
	}
}

// nearOnce calls yield once with every edge that may reach a height that is rounded.
func (a *area) nearOnce(height float64, yield func(p, q orb.Point)) {
	if a.slabs == nil {
		a.near(a.bound.Min[1], a.bound.Max[1], func(p, q orb.Point, _ bool) bool { yield(p, q); return true })
		return
	}
	at := a.slab(height)
	for s := max(0, at-1); s <= min(at+1, len(a.slabs)-1); s++ {
		for _, e := range a.slabs[s] {
			// An edge stands in every strip that it reaches: the first of those looked at counts.
			if first := a.slab(min(e.a[1], e.b[1])); s == max(first, at-1, 0) {
				yield(e.a, e.b)
			}
		}
	}
}
