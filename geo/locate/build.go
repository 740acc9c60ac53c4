package locate

import (
	"math"
	"math/bits"
	"slices"
)

// slack widens cells a little, in cells: an edge that only rounding puts outside is still looked at. It is a fraction
// of a millimetre, far above rounding and far below the grid of any topology.
const slack = 1e-9

// Leaves: cut further above leafEdges, but not deeper than maxDepth (a cell of some metres).
const (
	leafEdges = 32
	maxDepth  = 6
)

// run is a chain of edges of one arc: its positions from..to, both included.
type run struct{ arc, from, to int32 }

// runs collects edges that come in order, joining neighbours.
type runs []run

func (r *runs) add(arc, k int32) {
	if n := len(*r); n > 0 && (*r)[n-1].arc == arc && (*r)[n-1].to == k {
		(*r)[n-1].to = k + 1
		return
	}
	*r = append(*r, run{arc, k, k + 1})
}

func (r runs) edges() int {
	n := 0
	for _, c := range r {
		n += int(c.to - c.from)
	}
	return n
}

// box is a cell in grid units of the topology: what a position in it can have.
type box struct{ west, south, size float64 } // in top cells from -180, -90

// axis turns grid units into top cells.
type axis struct{ factor, offset float64 }

func (a axis) of(v int32) float64 { return float64(v)*a.factor + a.offset }

func axes(b *borders) (x, y axis) {
	scale, translate := b.t.Transform()
	return axis{scale[0] * perDegree, (translate[0] + 180) * perDegree}, axis{scale[1] * perDegree, (translate[1] + 90) * perDegree}
}

// scatter puts each edge of a run into the bands that it touches: n bands of a size from start, along one coordinate.
// Edges outside all bands go nowhere. done, where given, is told the last band of each edge, -1 for one before the first.
func scatter(points []int32, c run, along axis, coordinate int32, start, size float64, bands []runs, done func(k int32, last int)) {
	n := len(bands)
	before := (along.of(points[2*c.from+coordinate]) - start) / size
	for k := c.from; k < c.to; k++ {
		after := (along.of(points[2*k+2+coordinate]) - start) / size
		low, high := math.Floor(min(before, after)-slack), math.Floor(max(before, after)+slack)
		before = after
		if high < 0 || low >= float64(n) {
			if done != nil && high < 0 {
				done(k, -1)
			}
			continue
		}
		last := min(int(high), n-1)
		for band := max(int(low), 0); band <= last; band++ {
			bands[band].add(c.arc, k)
		}
		if done != nil && high < float64(n) {
			done(k, last)
		}
	}
}

// intoRows puts all edges that bound a piece into the rows of the grid.
func intoRows(b *borders) []runs {
	bands := make([]runs, rows)
	_, y := axes(b)
	for arc := range int32(b.t.Arcs()) {
		if len(b.of(arc)) == 0 {
			continue
		}
		points := b.t.Arc(arc)
		scatter(points, run{arc, 0, int32(len(points)/2 - 1)}, y, 1, 0, 1, bands, nil)
	}
	return bands
}

// builder makes rows, one at a time.
type builder struct {
	b       *borders
	x, y    axis
	out     row // splits and words are used again for the next row
	depths  [maxDepth + 1]depth
	bits    []int32 // ranks of the leaf being written
	crowded bool
}

// depth is what a level of cutting needs while it works.
type depth struct {
	rows, columns []runs
	done          []runs // by column: edges that end there and lie west of all later ones
	side          side
}

func newBuilder(b *borders) *builder {
	builder := &builder{b: b}
	builder.x, builder.y = axes(b)
	for d := range builder.depths {
		n := fanout
		if d == 0 {
			n = columns
		}
		builder.depths[d] = depth{rows: make([]runs, fanout), columns: make([]runs, n), done: make([]runs, n+1)}
	}
	return builder
}

// row builds band r of the grid from its edges.
func (b *builder) row(r int, edges runs) (row, error) {
	b.out = row{top: make([]ref, columns), splits: b.out.splits[:0], words: b.out.words[:0]}
	b.band(0, box{0, float64(r), 1}, edges, side{}, b.out.top)
	if b.crowded {
		return row{}, errCrowded
	}
	return row{top: b.out.top, splits: slices.Clone(b.out.splits), words: slices.Clone(b.out.words)}, nil
}

// band builds the cells from at eastward; before is what is on at at's western side.
func (b *builder) band(d int, at box, edges runs, before side, cells []ref) {
	w := &b.depths[d]
	for i := range w.columns {
		w.columns[i] = w.columns[i][:0]
	}
	for i := range w.done {
		w.done[i] = w.done[i][:0]
	}
	for _, c := range edges {
		scatter(b.b.t.Arc(c.arc), c, b.x, 0, at.west, at.size, w.columns, func(k int32, last int) { w.done[last+1].add(c.arc, k) })
	}
	limits := b.limits(at)
	w.side.copy(before, limits)
	for i := range cells {
		for _, c := range w.done[i] {
			points := b.b.t.Arc(c.arc)
			w.side.pass(b.b.of(c.arc), points[2*c.from+1], points[2*c.to+1], limits)
		}
		cells[i] = b.cell(d, box{at.west + float64(i)*at.size, at.south, at.size}, w.columns[i], &w.side)
	}
}

// cell builds one cell from the edges that touch it.
func (b *builder) cell(d int, at box, edges runs, west *side) ref {
	if len(edges) == 0 && len(west.turns) == 0 {
		if len(west.on) == 0 {
			return uniform
		}
		return ref(slices.Min(west.on)+1) << tagBits
	}
	if d < maxDepth && edges.edges() > leafEdges {
		return b.cut(d, at, edges, west)
	}
	return b.leaf(edges, west)
}

// cut makes fanout x fanout cells of one.
func (b *builder) cut(d int, at box, edges runs, west *side) ref {
	first := len(b.out.splits)
	b.out.splits = append(b.out.splits, make([]ref, fanout*fanout)...)
	w := &b.depths[d+1]
	for i := range w.rows {
		w.rows[i] = w.rows[i][:0]
	}
	size := at.size / fanout
	for _, c := range edges {
		scatter(b.b.t.Arc(c.arc), c, b.y, 1, at.south, size, w.rows, nil)
	}
	var cells [fanout]ref
	for j := range w.rows {
		b.band(d+1, box{at.west, at.south + float64(j)*size, size}, w.rows[j], *west, cells[:])
		copy(b.out.splits[first+j*fanout:], cells[:])
	}
	return ref(first)<<tagBits | split
}

// limits returns the latitudes between which a turn matters to the cells of a band, in grid units.
func (b *builder) limits(at box) [2]float64 {
	return [2]float64{
		(at.south - slack - b.y.offset) / b.y.factor,
		(at.south + at.size + slack - b.y.offset) / b.y.factor,
	}
}

// leaf writes edges and turns as words.
func (b *builder) leaf(edges runs, west *side) ref {
	b.bits = append(b.bits[:0], west.on...)
	for _, t := range west.turns {
		b.bits = append(b.bits, t.rank)
	}
	for _, c := range edges {
		b.bits = append(b.bits, b.b.of(c.arc)...)
	}
	slices.Sort(b.bits)
	b.bits = slices.Compact(b.bits)
	if len(b.bits) > maxBits || len(west.turns) > headMask || len(edges) > headMask {
		b.crowded = true
		return uniform
	}
	start := len(b.out.words)
	head := len(b.bits) | len(west.turns)<<headBits | len(edges)<<(2*headBits)
	b.out.words = append(b.out.words, int32(head), int32(b.mask(west.on)))
	b.out.words = append(b.out.words, b.bits...)
	for _, t := range west.turns {
		b.out.words = append(b.out.words, t.y, int32(b.mask([]int32{t.rank})))
	}
	for _, c := range edges {
		b.out.words = append(b.out.words, int32(b.mask(b.b.of(c.arc))), c.to-c.from+1)
		b.out.words = append(b.out.words, b.b.t.Arc(c.arc)[2*c.from:2*c.to+2]...)
	}
	return ref(start)<<tagBits | leaf
}

// mask sets the bits of ranks; one that comes twice cancels.
func (b *builder) mask(ranks []int32) (mask uint32) {
	for _, r := range ranks {
		k, _ := slices.BinarySearch(b.bits, r)
		mask ^= 1 << k
	}
	return mask
}

func lowest(mask uint32) int { return bits.TrailingZeros32(mask) }
