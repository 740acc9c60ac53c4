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

// polygons writes an area as one multipolygon, clipped and simplified; false where nothing of it is in the tile. The
// geometry is not changed: positions are copied into the tile's grid first.
func (e *encoder) polygons(s *Set, t ID, m orb.MultiPolygon, box orb.Bound) bool {
	x, y, drawn := int32(0), int32(0), false
	around := orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{Extent + buffer, Extent + buffer}}
	for _, p := range m {
		if len(p) == 0 || !p[0].Bound().Intersects(box) {
			continue
		}
		for i, ring := range p {
			grid := e.ring(s, t, ring, around)
			if grid == nil {
				if i == 0 {
					break // without the outer ring there are no holes
				}
				continue
			}
			x, y = e.lines(grid, i == 0, x, y)
			drawn = true
		}
	}
	return drawn
}

// ring returns a ring on the grid, open at its end; nil where nothing with an area is left of it.
func (e *encoder) ring(s *Set, t ID, ring orb.Ring, around orb.Bound) [][2]int32 {
	positions := make(orb.Ring, len(ring))
	for i, p := range ring {
		positions[i] = s.within(t, p)
	}
	b := positions.Bound()
	if b.Max[0]-b.Min[0] < 1 && b.Max[1]-b.Min[1] < 1 || !b.Intersects(around) {
		return nil
	}
	if !around.Contains(b.Min) || !around.Contains(b.Max) {
		if positions = clip.Ring(around, positions); len(positions) < 4 {
			return nil
		}
	}
	if len(positions) > 8 {
		positions = simplify.DouglasPeucker(toleranceUnits).Ring(positions)
	}
	return rounded(positions)
}

// rounded brings a ring to whole units, leaves out repeated positions and the last, and returns nil for what has no area.
func rounded(ring orb.Ring) [][2]int32 {
	grid := make([][2]int32, 0, len(ring))
	for _, p := range ring {
		at := [2]int32{int32(math.Round(p[0])), int32(math.Round(p[1]))}
		if len(grid) == 0 || grid[len(grid)-1] != at {
			grid = append(grid, at)
		}
	}
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
