package locate

import (
	"cmp"
	"math"
	"slices"

	"oblast/geo/region"
)

// frontier finds the nearest border of a level. Borders are cut into chains of some edges, and those packed into a tree
// of boxes in space, so that neither antimeridian nor poles are special.
type frontier struct {
	b      *borders
	chains []chain
	boxes  [][]box3 // by height: of the chains, of fanIn of these each, and so on to the last one
}

// chain is a run of edges and the finest land unit on one of its sides.
type chain struct {
	run
	unit int32
}

// box3 is a box around chains, and the levels whose borders are among them.
type box3 struct {
	low, high [3]float32
	levels    levels
}

// levels is a set of the levels that nest.
type levels uint8

func levelBit(l region.Level) levels { return 1 << l }

const (
	chainEdges = 32
	fanIn      = 8
	// stepDegrees is the longest piece of an edge that is taken for straight in space; bow, in parts of the radius (13 m),
	// is how far its middle may then be off, with room for the rounding of boxes.
	stepDegrees = 0.1
	bow         = 2e-6
)

func newFrontier(b *borders, tree *region.Tree) *frontier {
	f := &frontier{b: b}
	tops := newTops(b, tree)
	for arc := range int32(b.t.Arcs()) {
		ranks := b.of(arc)
		of := tops.parted(ranks)
		if of == 0 {
			continue
		}
		unit, edges := b.pieces[slices.Min(ranks)].unit, int32(len(b.t.Arc(arc))/2-1)
		for k := int32(0); k < edges; k += chainEdges {
			c := chain{run{arc, k, min(k+chainEdges, edges)}, unit}
			f.chains = append(f.chains, c)
			if len(f.boxes) == 0 {
				f.boxes = append(f.boxes, nil)
			}
			f.boxes[0] = append(f.boxes[0], f.boxOf(c.run, of))
		}
	}
	f.pack()
	return f
}

// boxOf is a box around the lons and lats of a chain.
func (f *frontier) boxOf(c run, of levels) box3 {
	scale, translate := f.b.t.Transform()
	points := f.b.t.Arc(c.arc)[2*c.from : 2*c.to+2]
	low, high := [2]int32{points[0], points[1]}, [2]int32{points[0], points[1]}
	for k := 2; k < len(points); k += 2 {
		low[0], high[0] = min(low[0], points[k]), max(high[0], points[k])
		low[1], high[1] = min(low[1], points[k+1]), max(high[1], points[k+1])
	}
	degrees := func(v [2]int32, axis int) float64 { return float64(v[axis])*scale[axis] + translate[axis] }
	sinLon, cosLon := ranges(degrees(low, 0), degrees(high, 0))
	sinLat, cosLat := ranges(degrees(low, 1), degrees(high, 1))
	x, y := scaled(cosLon, cosLat), scaled(sinLon, cosLat)
	box := box3{levels: of}
	for axis, r := range [...][2]float64{x, y, sinLat} {
		box.low[axis], box.high[axis] = float32(r[0]-bow), float32(r[1]+bow)
	}
	return box
}

// ranges returns the least and greatest sine and cosine between two angles in [-180, 180] degrees.
func ranges(from, to float64) (sin, cos [2]float64) {
	sinFrom, cosFrom := math.Sincos(from * math.Pi / 180)
	sinTo, cosTo := math.Sincos(to * math.Pi / 180)
	sin, cos = [2]float64{min(sinFrom, sinTo), max(sinFrom, sinTo)}, [2]float64{min(cosFrom, cosTo), max(cosFrom, cosTo)}
	if from <= 0 && to >= 0 {
		cos[1] = 1
	}
	if from <= 90 && to >= 90 {
		sin[1] = 1
	}
	if from <= -90 && to >= -90 {
		sin[0] = -1
	}
	return sin, cos
}

// scaled is the range of a product with a factor that is not below 0.
func scaled(r, factor [2]float64) [2]float64 {
	return [2]float64{min(r[0]*factor[0], r[0]*factor[1]), max(r[1]*factor[0], r[1]*factor[1])}
}

// steps yields positions along a chain so near to one another that what lies between two is straight. It tells whether a
// border leads from the position before to this one: the antimeridian and the poles, at which shapes are cut, are none.
func (f *frontier) steps(c run, yield func(v vector, joined bool)) {
	scale, translate := f.b.t.Transform()
	points := f.b.t.Arc(c.arc)[2*c.from : 2*c.to+2]
	lon, lat := float64(points[0])*scale[0]+translate[0], float64(points[1])*scale[1]+translate[1]
	yield(vectorOf(lon, lat), false)
	for k := 2; k < len(points); k += 2 {
		nextLon, nextLat := float64(points[k])*scale[0]+translate[0], float64(points[k+1])*scale[1]+translate[1]
		n := math.Ceil(max(math.Abs(nextLon-lon), math.Abs(nextLat-lat)) / stepDegrees)
		if cut := onCut(lon, nextLon, 180) || onCut(lat, nextLat, polar); cut {
			yield(vectorOf(nextLon, nextLat), false)
			n = 0
		}
		for i := 1.; i <= n; i++ {
			yield(vectorOf(lon+(nextLon-lon)*i/n, lat+(nextLat-lat)*i/n), true)
		}
		lon, lat = nextLon, nextLat
	}
}

// onCut reports whether both ends of an edge are on a line at which shapes are cut.
func onCut(a, b, line float64) bool {
	return math.Abs(a) >= line-1e-9 && math.Abs(b) >= line-1e-9 && a*b > 0
}

// pack orders the chains along a curve that keeps neighbours together, and builds the boxes above them.
func (f *frontier) pack() {
	if len(f.chains) == 0 {
		return
	}
	order := make([]int32, len(f.chains))
	keys := make([]uint64, len(f.chains))
	for i := range order {
		order[i], keys[i] = int32(i), curve(&f.boxes[0][i])
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	chains, boxes := make([]chain, len(order)), make([]box3, len(order))
	for i, k := range order {
		chains[i], boxes[i] = f.chains[k], f.boxes[0][k]
	}
	f.chains, f.boxes[0] = chains, boxes
	for below := boxes; len(below) > 1; {
		above := make([]box3, (len(below)+fanIn-1)/fanIn)
		for i := range above {
			above[i] = below[i*fanIn]
			for _, b := range below[i*fanIn+1 : min((i+1)*fanIn, len(below))] {
				above[i].take(&b)
			}
		}
		f.boxes = append(f.boxes, above)
		below = above
	}
}

func (b *box3) take(other *box3) {
	for axis := range 3 {
		b.low[axis], b.high[axis] = min(b.low[axis], other.low[axis]), max(b.high[axis], other.high[axis])
	}
	b.levels |= other.levels
}

// curve is the place of a box's middle on a Morton curve through space.
func curve(b *box3) (key uint64) {
	for axis := range 3 {
		v := uint64((float64(b.low[axis]) + float64(b.high[axis]) + 2.5) / 5 * (1 << 20))
		for bit := range 20 {
			key |= v >> bit & 1 << (3*bit + axis)
		}
	}
	return key
}

// chord2 is the square of the least distance from a position to the box.
func (b *box3) chord2(p vector) (sum float64) {
	for axis := range 3 {
		d := max(float64(b.low[axis])-p[axis], p[axis]-float64(b.high[axis]), 0)
		sum += d * d
	}
	return sum
}

// reach is a search for the nearest border.
type reach struct {
	f      *frontier
	p      vector
	level  levels
	chord2 float64 // of the nearest so far
	chain  int32
}

// nearest returns the chain of the nearest border of a level and the square of its distance; -1 where there is none.
func (f *frontier) nearest(p vector, level region.Level) (int32, float64) {
	r := reach{f: f, p: p, level: levelBit(level), chord2: math.Inf(1), chain: -1}
	if len(f.boxes) > 0 {
		r.node(len(f.boxes)-1, 0)
	}
	return r.chain, r.chord2
}

// node searches box i of a height, the nearer of its parts first.
func (r *reach) node(height, i int) {
	if height == 0 {
		r.look(int32(i))
		return
	}
	below := r.f.boxes[height-1]
	var part [fanIn]int
	var far [fanIn]float64
	n := 0
	for k := i * fanIn; k < min((i+1)*fanIn, len(below)); k++ {
		if below[k].levels&r.level == 0 {
			continue
		}
		d := below[k].chord2(r.p)
		at := n
		for ; at > 0 && far[at-1] > d; at-- {
			part[at], far[at] = part[at-1], far[at-1]
		}
		part[at], far[at] = k, d
		n++
	}
	for k := 0; k < n && far[k] < r.chord2; k++ {
		r.node(height-1, part[k])
	}
}

// look holds every edge of a chain against the position.
func (r *reach) look(c int32) {
	var before vector
	r.f.steps(r.f.chains[c].run, func(v vector, joined bool) {
		if !joined {
			before = v
			return
		}
		way, to := v.minus(before), r.p.minus(before)
		t := 0.
		if length2 := way.dot(way); length2 > 0 {
			t = max(0, min(1, to.dot(way)/length2))
		}
		if d := r.p.chord2(before.along(way, t)); d < r.chord2 {
			r.chord2, r.chain = d, c
		}
		before = v
	})
}

func (f *frontier) bytes() int {
	n := len(f.chains) * 16
	for _, b := range f.boxes {
		n += len(b) * 28
	}
	return n
}
