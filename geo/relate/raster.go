package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// Raster locates many points in one area: its bound is divided into equal cells, and of most cells all points lie on the
// same side. Of the others the edges that come near are known, and where the middle lies. It never changes.
type Raster struct {
	of            *area
	bound         orb.Bound
	side          int       // cells a side
	scaleX        float64   // cells a degree
	scaleY        float64   //
	levels        [][]uint8 // levels[0]: cells, row by row from the south; each above: the four below joined
	first, member []int32   // edges of cell c are member[first[c]:first[c+1]]
	edges         [][2]orb.Point
}

// What a cell is: a Position where all of it lies so, else mixed with where its middle lies: Edge where that is not known.
const mixed = 4

// While the cells are made: whether an odd number of edges crosses the row's middle in the cell, and left of the cell's.
const (
	odd     = 8
	oddLeft = 16
	unsure  = 32 // an edge comes too near to the cell's middle
)

// near is far above what coordinates of cells are rounded, in degrees.
const near = 1e-9

// smallestSide and greatestSide bound the cells of a raster, which are a power of two a side.
const smallestSide, greatestSide = 16, 512

// Rasters reports whether a raster is possible and pays for so many points in the bound of the shape: it must be one area, of one
// polygon or several, and nothing else.
func (s *Shape) Rasters(points int) bool {
	if len(s.areas) != 1 || len(s.lines) > 0 || len(s.points) > 0 || !(s.bound.Max[0]-s.bound.Min[0] > near && s.bound.Max[1]-s.bound.Min[1] > near) {
		return false
	}
	_, cost := s.side(points)
	return cost < float64(points)*costLocate
}

// Raster returns what locates about so many points in the bound of a shape that Rasters.
func (s *Shape) Raster(points int) *Raster {
	r := &Raster{of: s.areas[0], bound: s.bound}
	s.segments(func(a, b orb.Point) bool { r.edges = append(r.edges, [2]orb.Point{a, b}); return true })
	r.side, _ = s.side(points)
	r.scaleX, r.scaleY = float64(r.side)/(s.bound.Max[0]-s.bound.Min[0]), float64(r.side)/(s.bound.Max[1]-s.bound.Min[1])
	r.fill()
	return r
}

// Costs in nanoseconds.
const (
	costLocate = 60.0 // a point located by itself
	costCell   = 2.5
	costEdge   = 30.0 // an edge in a cell
	costPoint  = 5.0  // a point in a cell that is not mixed
	costMixed  = 40.0 // in one that is
)

// side returns the number of cells a side that makes the least work, and how much that is in nanoseconds.
func (s *Shape) side(points int) (side int, cost float64) {
	width, height := s.bound.Max[0]-s.bound.Min[0], s.bound.Max[1]-s.bound.Min[1]
	edges, reach := 0.0, 0.0 // of all edges, in bounds
	s.segments(func(a, b orb.Point) bool {
		edges++
		reach += math.Abs(a[0]-b[0])/width + math.Abs(a[1]-b[1])/height
		return true
	})
	for n := smallestSide; n <= greatestSide; n *= 2 {
		cells, met := float64(n*n), reach*float64(n)+edges
		work := cells*costCell + met*costEdge + float64(points)*(costPoint+costMixed*math.Min(1, met/cells))
		if side == 0 || work < cost {
			side, cost = n, work
		}
	}
	return side, cost
}

// column and row return the cell of a coordinate within the bound; greater ones never have lower cells.
func (r *Raster) column(x float64) int {
	return int(max(0, min((x-r.bound.Min[0])*r.scaleX, float64(r.side-1))))
}

func (r *Raster) row(y float64) int {
	return int(max(0, min((y-r.bound.Min[1])*r.scaleY, float64(r.side-1))))
}

// fill makes the cells. Along the middle of each row, edges that cross it change inside and outside; a vertex counts once, by
// its height. An edge is of every cell that it comes near.
func (r *Raster) fill() {
	cells := make([]uint8, r.side*r.side)
	type member struct{ cell, edge int32 }
	all := make([]member, 0, 4*len(r.edges))
	r.first = make([]int32, len(cells)+1)
	for i := range r.edges {
		a, b := r.edges[i][0], r.edges[i][1]
		if a[1] > b[1] {
			a, b = b, a
		}
		slope := (b[0] - a[0]) / (b[1] - a[1]) // infinite, or NaN, where the edge is level: then it is not used
		least, most := min(a[0], b[0]), max(a[0], b[0])
		at := func(y float64) float64 { return max(least, min(a[0]+(y-a[1])*slope, most)) }
		for row := r.row(a[1] - near); row <= r.row(b[1]+near); row++ {
			from, to := least, most
			if south, north := r.south(row)-near, r.south(row+1)+near; b[1] > a[1] {
				p, q := at(max(south, a[1])), at(min(north, b[1]))
				from, to = min(p, q), max(p, q)
			}
			line := cells[row*r.side : (row+1)*r.side]
			for c := r.column(from - near); c <= r.column(to+near); c++ {
				line[c] |= mixed
				all = append(all, member{int32(row*r.side + c), int32(i)})
				r.first[row*r.side+c+1]++
			}
			if height := r.middle(0, row)[1]; a[1] <= height && b[1] > height {
				x := at(height)
				c := r.column(x)
				line[c] ^= odd
				switch middle := r.middle(c, row); {
				case math.Abs(x-middle[0]) <= near:
					line[c] |= unsure
				case x < middle[0]:
					line[c] ^= oddLeft
				}
			}
		}
	}
	for c := 1; c < len(r.first); c++ {
		r.first[c] += r.first[c-1]
	}
	r.member = make([]int32, len(all))
	next := append([]int32(nil), r.first...)
	for _, m := range all {
		r.member[next[m.cell]] = m.edge
		next[m.cell]++
	}
	for row := range r.side {
		settle(cells[row*r.side : (row+1)*r.side])
	}
	r.levels = [][]uint8{cells}
	for side := r.side / 2; side >= 1; side /= 2 {
		r.levels = append(r.levels, joined(r.levels[len(r.levels)-1], side))
	}
}

// settle turns the crossings of a row into what its cells are.
func settle(line []uint8) {
	inside := uint8(0)
	for c, is := range line {
		switch at := inside ^ is>>4&1; {
		case is&mixed == 0:
			line[c] = inside * uint8(Inside)
		case is&unsure != 0:
			line[c] = mixed | uint8(Edge)
		default:
			line[c] = mixed | at*uint8(Inside)
		}
		inside ^= is >> 3 & 1
	}
}

// joined returns cells twice as wide and high.
func joined(cells []uint8, side int) []uint8 {
	above := make([]uint8, side*side)
	for y := range side {
		low, high := cells[4*y*side:(4*y+2)*side], cells[(4*y+2)*side:(4*y+4)*side]
		for x := range side {
			if a, b, c, d := low[2*x], low[2*x+1], high[2*x], high[2*x+1]; a == b && b == c && c == d && a < mixed {
				above[y*side+x] = a
			} else {
				above[y*side+x] = mixed
			}
		}
	}
	return above
}

func (r *Raster) south(row int) float64   { return r.bound.Min[1] + float64(row)/r.scaleY }
func (r *Raster) west(column int) float64 { return r.bound.Min[0] + float64(column)/r.scaleX }

// Box returns where all of a box lies: Edge where some of it may lie otherwise.
func (r *Raster) Box(b orb.Bound) Position {
	if b.Min[0] > r.bound.Max[0] || b.Max[0] < r.bound.Min[0] || b.Min[1] > r.bound.Max[1] || b.Max[1] < r.bound.Min[1] {
		return Outside
	}
	if !holds(r.bound, b) {
		return Edge
	}
	west, south, east, north := r.column(b.Min[0]), r.row(b.Min[1]), r.column(b.Max[0]), r.row(b.Max[1])
	if west == east && south == north {
		if where, ok := r.inCell(west, south, b); ok {
			return where
		}
		return Edge
	}
	side := r.side
	for _, cells := range r.levels {
		if east-west <= 1 && north-south <= 1 {
			is := cells[south*side+west]
			if is >= mixed || cells[south*side+east] != is || cells[north*side+west] != is || cells[north*side+east] != is {
				return Edge
			}
			return Position(is)
		}
		west, south, east, north, side = west/2, south/2, east/2, north/2, side/2
	}
	return Edge
}

// Locate returns where a point lies.
func (r *Raster) Locate(p orb.Point) Position {
	if p[0] < r.bound.Min[0] || p[0] > r.bound.Max[0] || p[1] < r.bound.Min[1] || p[1] > r.bound.Max[1] {
		return Outside
	}
	if where, ok := r.inCell(r.column(p[0]), r.row(p[1]), orb.Bound{Min: p, Max: p}); ok {
		return where
	}
	return r.of.locate(p)
}

// inCell returns where all of a box in a cell lies: as the middle of the cell does, but for each edge between the two. It is not
// ok where an edge comes too near to one of them, or ends too near to the way.
func (r *Raster) inCell(column, row int, b orb.Bound) (where Position, ok bool) {
	cell := row*r.side + column
	is := r.levels[0][cell]
	if is < mixed {
		return Position(is), true
	}
	if is == mixed|uint8(Edge) {
		return Edge, false
	}
	inside := is == mixed|uint8(Inside)
	middle := r.middle(column, row)
	width, height := b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]
	for _, e := range r.member[r.first[cell]:r.first[cell+1]] {
		a, z := &r.edges[e][0], &r.edges[e][1]
		c, q := turn(a, z, &middle), turn(a, z, &b.Min)
		if math.Abs(c) < rounding || math.Abs(q) < rounding+sway(a, z, width, height) {
			return Edge, false
		}
		if c > 0 == (q > 0) {
			continue
		}
		s, t := turn(&middle, &b.Min, a), turn(&middle, &b.Min, z)
		if math.Abs(s) < rounding+sway(&middle, a, width, height) || math.Abs(t) < rounding+sway(&middle, z, width, height) {
			return Edge, false
		}
		inside = inside != (s > 0 != (t > 0))
	}
	return position(inside), true
}

// middle returns the middle of a cell.
func (r *Raster) middle(column, row int) orb.Point {
	west, south := r.west(column), r.south(row)
	return orb.Point{west + (r.west(column+1)-west)/2, south + (r.south(row+1)-south)/2}
}

// rounding is far above what the products of turn round, of degrees.
const rounding = 1e-9

// sway bounds by how much turn of a, b and a corner of a box differs over the box.
func sway(a, b *orb.Point, width, height float64) float64 {
	return math.Abs(b[0]-a[0])*height + math.Abs(b[1]-a[1])*width
}

// turn is above 0 where p lies to the left of the way from a to b, below where to the right: twice the triangle's area.
func turn(a, b, p *orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}
