package tile

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// canvas is the tile that shapes are drawn on.
type canvas struct {
	*encoder
	Options
	box     orb.Bound // what the tile shows with its margin, in degrees
	crossed bool      // some outline runs through the tile, or something too small to be drawn lies in it
	grid    orb.Ring  // scratch
}

// shape draws a geometry, a feature for each kind of geometry in it; tag gives a feature its values. What lies outside is
// left out.
func (c *canvas) shape(g orb.Geometry, tag func()) {
	end := func(kind byte, drawn bool) {
		if drawn {
			tag()
			c.end(kind)
		}
	}
	switch g := g.(type) {
	case orb.Point:
		end(pointType, c.dots(orb.MultiPoint{g}))
	case orb.MultiPoint:
		end(pointType, c.dots(g))
	case orb.LineString:
		end(lineType, c.strings(orb.MultiLineString{g}))
	case orb.MultiLineString:
		end(lineType, c.strings(g))
	case orb.Polygon:
		end(polygonType, c.polygons(orb.MultiPolygon{g}))
	case orb.MultiPolygon:
		end(polygonType, c.polygons(g))
	case orb.Collection:
		for _, part := range g {
			c.shape(part, tag)
		}
	}
}

// dots draws the points that belong to the tile.
func (c *canvas) dots(m orb.MultiPoint) bool {
	var at [][2]int32
	for _, p := range m {
		if x, y, ok := c.place(p); ok {
			at = append(at, [2]int32{x, y})
		}
	}
	if len(at) == 0 {
		return false
	}
	c.crossed = true
	c.command(moveTo, len(at))
	x, y := int32(0), int32(0)
	for _, p := range at {
		c.step(p[0]-x, p[1]-y)
		x, y = p[0], p[1]
	}
	return true
}

// strings draws lines, clipped and simplified.
func (c *canvas) strings(m orb.MultiLineString) bool {
	x, y, drawn := int32(0), int32(0), false
	for _, line := range m {
		if c.beside(line) {
			continue
		}
		c.project(line)
		for _, piece := range clip.LineString(around, orb.LineString(c.grid)) {
			c.crossed = true
			if len(piece) > 2 {
				piece = simplify.DouglasPeucker(toleranceUnits).LineString(piece)
			}
			grid := whole(piece)
			if len(grid) == 1 { // shorter than a unit: still there
				grid = append(grid, [2]int32{grid[0][0] + 1, grid[0][1]})
			}
			x, y = c.path(grid, x, y)
			drawn = true
		}
	}
	return drawn
}

// project puts positions on the grid, into the scratch ring. Of those that lie on one side of the tile with both their
// neighbours none is needed: without them nothing changes within the box.
func (c *canvas) project(line []orb.Point) {
	c.grid = c.grid[:0]
	before := c.side(line[0])
	for i, p := range line {
		here, after := before, before
		if i > 0 {
			here = c.side(p)
		}
		if i+1 < len(line) {
			after = c.side(line[i+1])
		} else {
			after = here
		}
		if before&here&after == 0 || i == 0 || i+1 == len(line) {
			c.grid = append(c.grid, c.Set.within(c.Tile, p))
			before = here
		} else {
			before &= here // of all that were passed over since the last one kept
		}
	}
}

// beside reports whether a line has no position, or all of them on one side of the box: nothing of it is drawn.
func (c *canvas) beside(line []orb.Point) bool {
	shared := ^uint8(0)
	for _, p := range line {
		if shared &= c.side(p); shared == 0 {
			return false
		}
	}
	return true
}

// bound is the bound of positions, of which there is one at least.
func bound(line []orb.Point) orb.Bound {
	b := orb.Bound{Min: line[0], Max: line[0]}
	for _, p := range line[1:] {
		b.Min[0], b.Max[0] = min(b.Min[0], p[0]), max(b.Max[0], p[0])
		b.Min[1], b.Max[1] = min(b.Min[1], p[1]), max(b.Max[1], p[1])
	}
	return b
}

// side says on which sides of the box a position lies, a bit each.
func (c *canvas) side(p orb.Point) uint8 {
	s := uint8(0)
	if p[0] < c.box.Min[0] {
		s = 1
	} else if p[0] > c.box.Max[0] {
		s = 2
	}
	if p[1] < c.box.Min[1] {
		s |= 4
	} else if p[1] > c.box.Max[1] {
		s |= 8
	}
	return s
}

// whole brings positions to whole units and leaves out repeated ones.
func whole(line []orb.Point) [][2]int32 {
	grid := make([][2]int32, 0, len(line))
	for _, p := range line {
		at := [2]int32{int32(math.Round(p[0])), int32(math.Round(p[1]))}
		if len(grid) == 0 || grid[len(grid)-1] != at {
			grid = append(grid, at)
		}
	}
	return grid
}

// path writes an open path from a cursor and returns the new one.
func (e *encoder) path(grid [][2]int32, x, y int32) (int32, int32) {
	e.command(moveTo, 1)
	for i, p := range grid {
		if i == 1 {
			e.command(lineTo, len(grid)-1)
		}
		e.step(p[0]-x, p[1]-y)
		x, y = p[0], p[1]
	}
	return x, y
}
