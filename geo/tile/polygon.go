package tile

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

const (
	// buffer is how far shapes reach over the edge of a tile, so that lines drawn along their borders do not show it, in
	// units of the grid: 8 pixels of a tile drawn 512 wide.
	buffer = 64
	// toleranceUnits is half a pixel of a tile drawn 512 wide: bends below it are left out.
	toleranceUnits = 4
)

// around is a tile with its margin, and window the same as a ring on the grid.
var (
	around = orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{Extent + buffer, Extent + buffer}}
	window = [][2]int32{{-buffer, -buffer}, {Extent + buffer, -buffer}, {Extent + buffer, Extent + buffer}, {-buffer, Extent + buffer}}
)

// polygons writes an area as one multipolygon, clipped and simplified; false where nothing of it is in the tile. The
// geometry is not changed: positions are copied into the tile's grid first. What is too small for the grid is drawn as one
// unit of it, where nothing else of the feature is drawn.
func (c *canvas) polygons(m orb.MultiPolygon) bool {
	x, y, drawn := int32(0), int32(0), false
	var speck *[2]int32
	for _, p := range m {
		if len(p) == 0 || c.beside(p[0]) {
			continue
		}
		outer, at := c.ring(p[0])
		if outer == nil {
			if speck == nil {
				speck = at
			}
			continue // without the outer ring there are no holes
		}
		holes, inHole := c.holes(p[1:])
		if inHole {
			continue
		}
		x, y = c.lines(outer, true, x, y)
		for _, hole := range holes {
			x, y = c.lines(hole, false, x, y)
		}
		drawn = true
	}
	if !drawn && speck != nil {
		at := *speck
		c.lines([][2]int32{at, {at[0] + 1, at[1]}, {at[0] + 1, at[1] + 1}, {at[0], at[1] + 1}}, true, 0, 0)
		drawn = true
	}
	return drawn
}

// holes returns the holes on the grid; inside tells that the whole tile lies in one.
func (c *canvas) holes(rings []orb.Ring) (holes [][][2]int32, inside bool) {
	for _, ring := range rings {
		if c.beside(ring) {
			continue
		}
		grid, _ := c.ring(ring)
		if grid == nil {
			continue
		}
		if &grid[0] == &window[0] {
			return nil, true
		}
		holes = append(holes, grid)
	}
	return holes, false
}

// ring returns a ring on the grid, open at its end; window itself where it holds the whole tile, nil where nothing with an
// area is left of it: then speck is where it lies, if it does.
func (c *canvas) ring(ring orb.Ring) (grid [][2]int32, speck *[2]int32) {
	c.project(ring)
	positions := orb.Ring(c.beyond(c.grid))
	b := bound(positions)
	if !b.Intersects(around) {
		return nil, nil
	}
	if !around.Contains(b.Min) || !around.Contains(b.Max) {
		if positions = clip.Ring(around, positions); len(positions) < 4 {
			return nil, nil
		}
		switch share := framed(positions); {
		case share == 0:
			return nil, nil
		case share == 1:
			return window, nil
		}
	}
	c.crossed = true
	at := [2]int32{int32(math.Floor(positions[0][0])), int32(math.Floor(positions[0][1]))}
	if b.Max[0]-b.Min[0] >= 1 || b.Max[1]-b.Min[1] >= 1 {
		if len(positions) > 8 {
			positions = thinned(positions)
			positions = simplify.DouglasPeucker(toleranceUnits).Ring(positions)
		}
		grid = rounded(positions)
	}
	if grid == nil && at[0] >= 0 && at[1] >= 0 && at[0] < Extent && at[1] < Extent {
		speck = &at
	}
	return grid, speck
}

// thinned leaves out positions within half a unit of the one before: a fine shape on a coarse grid has thousands of them, and
// to weigh each bend against its neighbours costs more than all else. In place; the ends stay.
func thinned(ring orb.Ring) orb.Ring {
	kept := ring[:1]
	for i, p := range ring[1:] {
		last := kept[len(kept)-1]
		if math.Abs(p[0]-last[0]) >= 0.5 || math.Abs(p[1]-last[1]) >= 0.5 || i+2 == len(ring) {
			kept = append(kept, p)
		}
	}
	return kept
}

// framed tells of a clipped ring all whose positions lie on the frame whether it fills it (1) or encloses nothing (0); -1 for
// any other.
func framed(ring orb.Ring) int {
	sum := 0.
	for i, p := range ring {
		onX, onY := p[0] == around.Min[0] || p[0] == around.Max[0], p[1] == around.Min[1] || p[1] == around.Max[1]
		if !onX && !onY {
			return -1
		}
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	const side = Extent + 2*buffer
	switch {
	case sum == 0:
		return 0
	case math.Abs(sum) == 2*side*side:
		return 1
	}
	return -1
}

// beyond leads outlines that run along the antimeridian past the edge of the map instead: there is no border, and lines
// drawn along borders do not show one. It is the ring itself
// where nothing has to be done.
func (c *canvas) beyond(ring []orb.Point) []orb.Point {
	first, last := c.Tile.X == 0, c.Tile.X+1 == c.Set.Wide<<c.Tile.Z
	if !first && !last {
		return ring
	}
	edge := func(p orb.Point) float64 { // where to lead a position on the edge; 0: it is on none
		switch {
		case first && math.Abs(p[0]) < 1e-6:
			return -4 * buffer
		case last && math.Abs(p[0]-Extent) < 1e-6:
			return Extent + 4*buffer
		}
		return 0
	}
	n := len(ring) - 1 // the last position is the first again
	out, changed := make([]orb.Point, 0, len(ring)+8), false
	for i, p := range ring[:n] {
		to := edge(p)
		from, on := to != 0 && edge(ring[(i+n-1)%n]) == to, to != 0 && edge(ring[i+1]) == to
		if from || on {
			changed = true
		}
		if from {
			out = append(out, orb.Point{to, p[1]})
		}
		if !from || !on {
			out = append(out, p)
		}
		if on && !from {
			out = append(out, orb.Point{to, p[1]})
		}
	}
	if !changed {
		return ring
	}
	return append(out, out[0])
}

// rounded brings a ring to whole units, leaves out repeated positions and the last, and returns nil for what has no area.
func rounded(ring orb.Ring) [][2]int32 {
	grid := whole(ring)
	if len(grid) > 1 && grid[0] == grid[len(grid)-1] {
		grid = grid[:len(grid)-1]
	}
	if len(grid) < 3 || doubled(grid) == 0 {
		return nil
	}
	return grid
}

// doubled is twice the area, positive where the ring turns as an outer one does: clockwise on the screen.
func doubled(grid [][2]int32) int64 {
	sum := int64(0)
	for i, a := range grid {
		b := grid[(i+1)%len(grid)]
		sum += int64(a[0])*int64(b[1]) - int64(b[0])*int64(a[1])
	}
	return sum
}

// lines writes a ring from a cursor and returns the new one. Outer rings have positive area on the screen, holes negative
// (4.3.4.4).
func (e *encoder) lines(grid [][2]int32, outer bool, x, y int32) (int32, int32) {
	at := func(i int) [2]int32 { return grid[i] }
	if (doubled(grid) > 0) != outer {
		at = func(i int) [2]int32 { return grid[len(grid)-1-i] }
	}
	e.command(moveTo, 1)
	for i := range grid {
		p := at(i)
		if i == 1 {
			e.command(lineTo, len(grid)-1)
		}
		e.step(p[0]-x, p[1]-y)
		x, y = p[0], p[1]
	}
	e.command(closePath, 1)
	return x, y
}
