package layer

import (
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// cells holds the points of a table in the cells of a grid, row by row of cells, each from west to east: those of neighbouring
// cells lie next to each other. Columns, and rows, of cells have about as many points each, wherever the points are dense.
// It takes 24 bytes a point.
type cells struct {
	columns, bands *lines
	starts         []uint32 // points of cell c are at[starts[c]:starts[c+1]]
	at             []orb.Point
	rows           []int32 // of the table, by point
}

// lines cut an axis in pieces: piece i is from cuts[i] up to cuts[i+1], the last with its end.
type lines struct {
	cuts  []float64
	scale float64
	first []int32 // by equal parts of the axis: the piece in which each begins
}

// mostLines bounds the pieces of an axis.
const mostLines = 1448

// cells returns the grid, built on the first call.
func (t *Table) cells() *cells { return built(t, &t.grid, newCells) }

func newCells(t *Table) *cells {
	side := max(1, min(int(math.Sqrt(float64(t.Len()))), mostLines))
	g := &cells{columns: newLines(t.lon, side), bands: newLines(t.lat, side)}
	cell, n := make([]int32, t.Len()), 0
	across := g.columns.pieces()
	g.starts = make([]uint32, across*g.bands.pieces()+1)
	inParts((t.Len()+63)/64, cheapPart, func(from, to int) {
		for row := from * 64; row < min(to*64, t.Len()); row++ {
			if cell[row] = -1; t.lon[row] == t.lon[row] {
				cell[row] = int32(g.bands.of(t.lat[row])*across + g.columns.of(t.lon[row]))
			}
		}
	})
	for _, c := range cell {
		if c >= 0 {
			g.starts[c+1]++
			n++
		}
	}
	for c := 1; c < len(g.starts); c++ {
		g.starts[c] += g.starts[c-1]
	}
	g.at, g.rows = make([]orb.Point, n), make([]int32, n)
	next := slices.Clone(g.starts)
	for row, c := range cell {
		if c >= 0 {
			g.at[next[c]], g.rows[next[c]] = orb.Point{t.lon[row], t.lat[row]}, int32(row)
			next[c]++
		}
	}
	return g
}

// newLines cuts an axis in at most so many pieces, with as many of the values in each as can be told from a part of them.
func newLines(values []float64, pieces int) *lines {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v == v {
			least, most = min(least, v), max(most, v)
		}
	}
	if least > most {
		least, most = 0, 0
	}
	var some []float64
	for i := 0; i < len(values); i += len(values)/(64*pieces) + 1 {
		if v := values[i]; v == v {
			some = append(some, v)
		}
	}
	slices.Sort(some)
	l := &lines{cuts: []float64{least}, first: make([]int32, 4*pieces+1)}
	for i := 1; i < pieces && len(some) > 0; i++ {
		if v := some[i*len(some)/pieces]; v > l.cuts[len(l.cuts)-1] && v < most {
			l.cuts = append(l.cuts, v)
		}
	}
	l.cuts = append(l.cuts, most)
	if most > least {
		l.scale = float64(4*pieces) / (most - least)
	}
	for i := range l.first {
		v := least + float64(i)/max(l.scale, math.SmallestNonzeroFloat64)
		l.first[i] = int32(max(0, min(sort.SearchFloat64s(l.cuts, v)-2, l.pieces()-1)))
	}
	return l
}

func (l *lines) pieces() int { return len(l.cuts) - 1 }

// of returns the piece of a value: -1 below the axis, the number of pieces above it. A greater value is never in a lower piece.
func (l *lines) of(v float64) int {
	last := l.pieces()
	switch {
	case v < l.cuts[0]:
		return -1
	case v > l.cuts[last]:
		return last
	}
	part := int((v - l.cuts[0]) * l.scale)
	lo := int(l.first[min(part, len(l.first)-1)])
	hi := last
	if part+2 < len(l.first) {
		hi = min(last, int(l.first[part+2])+3)
	}
	if hi-lo > 8 {
		return min(lo+sort.Search(hi-lo, func(i int) bool { return l.cuts[lo+i+1] > v }), last-1)
	}
	for lo < last-1 && l.cuts[lo+1] <= v {
		lo++
	}
	return lo
}
