package layer

import (
	"math"

	"github.com/paulmach/orb"
)

// axis holds the rows of a table of points along one coordinate, in cells: between two values lie whole cells, and parts of
// two, whose rows are decided on their doubles.
type axis struct {
	*ladder
	values      []float64 // by row; NaN: none
	least, most float64
	ends        []uint32 // positions at which cells end
}

// axisCells is how many cells an axis has.
const axisCells = 1 << 16

func newAxis(values []float64) *axis {
	a := &axis{values: values, least: math.Inf(1), most: math.Inf(-1), ends: make([]uint32, axisCells+1)}
	for _, v := range values {
		if v == v {
			a.least, a.most = min(a.least, v), max(a.most, v)
		}
	}
	starts := a.ends
	for _, v := range values {
		if v == v {
			starts[a.cell(v)+1]++
		}
	}
	for c := 1; c < len(starts); c++ {
		starts[c] += starts[c-1]
	}
	order := make([]int32, starts[axisCells])
	for row, v := range values {
		if v == v {
			c := a.cell(v)
			order[starts[c]] = int32(row)
			starts[c]++
		}
	}
	a.ladder = newLadder(len(values), order, nil)
	return a
}

// cell returns the cell of a value between least and most; greater values never have lower cells.
func (a *axis) cell(v float64) int {
	if a.most <= a.least {
		return 0
	}
	return min(int((v-a.least)/(a.most-a.least)*axisCells), axisCells-1)
}

// rows returns the positions of a cell.
func (a *axis) span(cell int) (from, to int) {
	if cell > 0 {
		from = int(a.ends[cell-1])
	}
	return from, int(a.ends[cell])
}

// set returns the rows whose values lie from low to high.
func (a *axis) set(low, high float64) bitset {
	if low > a.most || high < a.least || low > high {
		return newBitset(a.all)
	}
	first, last := a.cell(max(low, a.least)), a.cell(min(high, a.most))
	from, behind := a.span(first)
	before, to := a.span(last)
	b := a.between(min(behind, before), before)
	add := func(rows []int32) {
		for _, row := range rows {
			if v := a.values[row]; v >= low && v <= high {
				b.add(row)
			}
		}
	}
	add(a.order[from:behind])
	if last > first {
		add(a.order[before:to])
	}
	return b
}

// inBox returns the rows of a table of points that lie in a box, edges included: by the tree where they are few, else by
// both axes, which are built on the first call.
func (t *Table) inBox(box orb.Bound, hits int) bitset {
	if float64(hits)*costFetch < t.axesCost() {
		b := newBitset(t.Len())
		t.eachMeeting(box, false, func(rows []int32) {
			for _, row := range rows {
				b.add(row)
			}
		})
		return b
	}
	b := built(t, &t.lons, func(t *Table) *axis { return newAxis(t.lon) }).set(box.Min[0], box.Max[0])
	b.keep(built(t, &t.lats, func(t *Table) *axis { return newAxis(t.lat) }).set(box.Min[1], box.Max[1]))
	return b
}

// axesCost estimates a box by both axes, in nanoseconds.
func (t *Table) axesCost() float64 {
	n := float64(t.Len())
	return 4*costLadder + 5*costWord*n/64 + n/mostRungs*costEntry
}

// boxCost estimates inBox, in nanoseconds.
func (t *Table) boxCost(hits int) float64 { return min(float64(hits)*costFetch, t.axesCost()) }
