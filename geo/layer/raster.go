package layer

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/relate"
)

// raster finds the points of a table that have a relation to a shape by the cells of a grid. Each band of cells is gone through
// from west to east: what lies between cells that an edge reaches is all inside or all outside, and is counted without a look at
// it; points in the others are held against the edges there.
type raster struct {
	*cells
	shape *relate.Shape
	op    cql2.Op
	areas int
	plain bool   // there is nothing but areas
	edges []edge // by the band that they begin in
}

// edge is an edge of a shape, upwards.
type edge struct {
	a, b  orb.Point
	area  int32 // which it is the outline of; below 0: it is a line, or a point
	first int   // the bands that it reaches
	last  int

	// In the band that is looked at:
	at       float64 // its longitude where the band begins
	from, to int     // columns
	full     bool    // it is below the band and above it
}

// located are points of a grid that have a relation.
type located struct {
	spans []span  // positions in the grid, all between of them
	alone []int32 // positions one by one
	count int
}

// costs of a raster in nanoseconds.
const (
	costRaster = 20e3 // at all
	costBand   = 15.0 // an edge in a band
	costInCell = 12.0 // a point in a cell with an edge
)

// newRaster returns the raster of a shape; nil where one of its areas has no inside that edges tell.
func (t *Table) newRaster(shape *relate.Shape, op cql2.Op) *raster {
	areas, plain := shape.Parts()
	if !shape.Sound() {
		return nil
	}
	r := &raster{cells: t.cells(), shape: shape, op: op, areas: areas, plain: plain}
	shape.Edges(func(a, b orb.Point, area int) {
		if a[1] > b[1] {
			a, b = b, a
		}
		e := edge{a: a, b: b, area: int32(area), first: max(0, r.bands.of(a[1])), last: min(r.bands.of(b[1]), r.bands.pieces()-1)}
		if e.first <= e.last {
			r.edges = append(r.edges, e)
		}
	})
	slices.SortFunc(r.edges, func(a, b edge) int { return a.first - b.first })
	return r
}

// work is how many bands all edges reach.
func (r *raster) work() (bands int) {
	for i := range r.edges {
		bands += r.edges[i].last - r.edges[i].first + 1
	}
	return bands
}

// leastBands is how many bands are worth a goroutine.
const leastBands = 32

// locate finds the points.
func (r *raster) locate(s *search) *located {
	all, mu := &located{}, sync.Mutex{}
	if len(r.edges) == 0 {
		return all
	}
	from, to := r.edges[0].first, 0
	for i := range r.edges {
		to = max(to, r.edges[i].last+1)
	}
	inParts(to-from, leastBands, func(first, last int) {
		part := &scan{raster: r, located: &located{}, own: slices.Clone(r.edges), odd: make([]bool, r.areas)}
		for band := from + first; band < from+last; band++ {
			if runtime.Gosched(); s.ctx.Err() != nil {
				break
			}
			part.band(band)
		}
		mu.Lock()
		defer mu.Unlock()
		if all.count == 0 {
			all = part.located
			return
		}
		all.spans, all.alone, all.count = append(all.spans, part.spans...), append(all.alone, part.alone...), all.count+part.count
	})
	if err := s.ctx.Err(); err != nil && s.err == nil {
		s.err = err
	}
	return all
}

// scan goes through bands upwards.
type scan struct {
	*raster
	*located
	next   int     // of edges: the first not yet met
	own    []edge  // the raster's, for this scan
	active []*edge // those in the band, by their first column
	partly []*edge // those to the west of a cell that are not the whole band high
	now    []*edge // those that reach the cell
	odd    []bool  // by area: so many edges that are the whole band high are to the west
	in     int     // how many are odd
	turned []int32 // areas that are turned for one point
	on     []int32 // areas on whose outline that is
}

// turn makes an area odd, or even.
func (c *scan) turn(area int32) {
	if c.odd[area] = !c.odd[area]; c.odd[area] {
		c.in++
	} else {
		c.in--
	}
}

// slackLon is far above what a longitude on an edge is rounded.
const slackLon = 1e-9

// enter puts the edges of a band in order.
func (c *scan) enter(band int) {
	low, high := c.bands.cuts[band], c.bands.cuts[band+1]
	kept := c.active[:0]
	for _, e := range c.active {
		if e.last >= band {
			kept = append(kept, e)
		}
	}
	c.active = kept
	for ; c.next < len(c.own) && c.own[c.next].first <= band; c.next++ {
		if e := &c.own[c.next]; e.last >= band {
			e.at = e.lon(low)
			c.active = append(c.active, e)
		}
	}
	for i, e := range c.active {
		end := e.lon(high)
		if e.a[1] == e.b[1] { // level: all of it lies in the band
			e.at, end = e.a[0], e.b[0]
		}
		west, east := min(e.at, end)-slackLon, max(e.at, end)+slackLon
		e.from, e.to = c.columns.of(max(west, min(e.a[0], e.b[0]))), c.columns.of(min(east, max(e.a[0], e.b[0])))
		e.at, e.full = end, e.a[1] <= low && e.b[1] > high
		j := i
		for ; j > 0 && c.active[j-1].from > e.from; j-- {
			c.active[j] = c.active[j-1]
		}
		c.active[j] = e
	}
}

// lon returns the longitude of an edge at a latitude, of its end where it does not reach that.
func (e *edge) lon(lat float64) float64 {
	switch {
	case lat <= e.a[1]:
		return e.a[0]
	case lat >= e.b[1]:
		return e.b[0]
	}
	return e.a[0] + (e.b[0]-e.a[0])*((lat-e.a[1])/(e.b[1]-e.a[1]))
}

// crosses reports whether a level line at a latitude crosses the edge: it does at its lower end and not at its upper.
func (e *edge) crosses(lat float64) bool { return e.area >= 0 && e.a[1] <= lat && e.b[1] > lat }

// band finds the points of a band.
func (c *scan) band(band int) {
	c.enter(band)
	across, columns := band*c.columns.pieces(), c.columns.pieces()
	middle := (c.bands.cuts[band] + c.bands.cuts[band+1]) / 2
	c.partly, c.now, c.in = c.partly[:0], c.now[:0], 0
	clear(c.odd)
	next := 0
	for column := -1; column < columns; {
		// What was reached and is not any more lies to the west.
		still := c.now[:0]
		for _, e := range c.now {
			switch {
			case e.to >= column:
				still = append(still, e)
			case e.area < 0:
			case e.full:
				c.turn(e.area)
			default:
				c.partly = append(c.partly, e)
			}
		}
		c.now = still
		for ; next < len(c.active) && c.active[next].from <= column; next++ {
			c.now = append(c.now, c.active[next])
		}
		if len(c.now) > 0 {
			if column >= 0 {
				if from, to := c.starts[across+column], c.starts[across+column+1]; from < to {
					c.cell(from, to)
				}
			}
			column++
			continue
		}
		end := columns
		if next < len(c.active) {
			end = min(end, c.active[next].from)
		}
		if c.inside(middle) && (c.op == cql2.SIntersects || c.op == cql2.SWithin) {
			if from, to := c.starts[across+max(column, 0)], c.starts[across+end]; from < to {
				c.spans, c.count = append(c.spans, span{int(from), int(to)}), c.count+int(to-from)
			}
		}
		column = end
	}
}

// inside reports whether what is between two edges is in an area: at the middle of the band, or anywhere.
func (c *scan) inside(middle float64) bool {
	c.turned = c.turned[:0]
	for _, e := range c.partly {
		if e.crosses(middle) {
			c.turn(e.area)
			c.turned = append(c.turned, e.area)
		}
	}
	in := c.in > 0
	c.back()
	return in
}

// back undoes what was turned.
func (c *scan) back() {
	for _, area := range c.turned {
		c.turn(area)
	}
}

// mostInCell is how many edges a point is held against one by one, where there is one area: of more, that has found those near it.
const mostInCell = 24

// cell looks at the points of a cell that edges reach.
func (c *scan) cell(from, to uint32) {
	slow := c.areas < 2 && len(c.now)+len(c.partly) > mostInCell
	for i := from; i < to; i++ {
		p := &c.at[i]
		is := false
		if slow {
			is = c.op.Predicate().HoldsOfPoint(*p, c.shape)
		} else if where := c.position(p); where != relate.Outside {
			is = c.holds(where, p)
		}
		if is {
			c.alone, c.count = append(c.alone, int32(i)), c.count+1
		}
	}
}

// holds decides the relation of a point that is not outside.
func (c *scan) holds(where relate.Position, p *orb.Point) bool {
	switch {
	case c.op == cql2.SIntersects:
		return true
	case c.op == cql2.SWithin && where == relate.Inside:
		return true
	case c.plain && (c.op == cql2.SWithin || c.op == cql2.STouches):
		return c.op == cql2.STouches && where == relate.Edge
	}
	return c.op.Predicate().HoldsOfPoint(*p, c.shape)
}

// sureTurn is far above what the turn from an edge to a point is rounded, in square degrees.
const sureTurn = 1e-8

// position is where a point of a cell lies, without rounding: what is on a line, or is a point of the shape, may be either of the
// edge and the inside.
func (c *scan) position(p *orb.Point) relate.Position {
	c.turned, c.on = c.turned[:0], c.on[:0]
	for _, e := range c.partly {
		if e.crosses(p[1]) {
			c.turn(e.area)
			c.turned = append(c.turned, e.area)
		}
	}
	where := relate.Outside
	for _, e := range c.now {
		if e.a[1] > p[1] || e.b[1] < p[1] {
			continue
		}
		side := e.side(p)
		switch {
		case side == 0 && e.area >= 0:
			where, c.on = relate.Edge, append(c.on, e.area)
		case side == 0:
			where = relate.Edge
		case side < 0 && e.area >= 0 && e.b[1] > p[1] && e.a[1] != e.b[1]:
			c.turn(e.area)
			c.turned = append(c.turned, e.area)
		}
	}
	in := c.in
	if len(c.on) > 0 { // an area is not odd at its own outline
		slices.Sort(c.on)
		for _, area := range slices.Compact(c.on) {
			if c.odd[area] {
				in--
			}
		}
	}
	c.back()
	if in > 0 {
		return relate.Inside
	}
	return where
}

// side says on which side of an edge a point lies that is not above it or below it: 0 where it is on it, below 0 to the east of it.
func (e *edge) side(p *orb.Point) int {
	if e.a[1] == e.b[1] { // level
		if min(e.a[0], e.b[0]) <= p[0] && p[0] <= max(e.a[0], e.b[0]) {
			return 0
		}
		return 1
	}
	turn := (e.b[0]-e.a[0])*(p[1]-e.a[1]) - (e.b[1]-e.a[1])*(p[0]-e.a[0])
	switch {
	case turn >= sureTurn:
		return 1
	case turn <= -sureTurn:
		return -1
	}
	return relate.Side(e.a, e.b, *p)
}

// each calls add with the row of every point found.
func (g *cells) each(found *located, add func(rows []int32)) {
	for _, s := range found.spans {
		add(g.rows[s.from:s.to])
	}
	for _, i := range found.alone {
		add(g.rows[i : i+1])
	}
}

// set adds the rows of all points found.
func (g *cells) set(found *located, b bitset) {
	g.each(found, func(rows []int32) {
		for _, row := range rows {
			b.add(row)
		}
	})
}

// cost estimates locate, in nanoseconds, for so many points in the bound of the shape.
func (r *raster) cost(hits int) float64 {
	share := math.Min(1, 2*float64(r.work())/float64(len(r.starts)))
	return costRaster + costBand*float64(r.work()) + costInCell*math.Min(float64(hits), share*float64(len(r.at)))
}
