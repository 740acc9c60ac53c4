package layer

import (
	"sort"

	"github.com/paulmach/orb"
)

// axis holds the rows of a table of points along one coordinate.
type axis struct {
	*ladder
	values []float64 // by row; NaN: none
}

func newAxis(values []float64) *axis {
	all := make([]keyed, 0, len(values))
	for row, v := range values {
		if v == v {
			all = append(all, keyed{doubleKey(v), uint32(row)})
		}
	}
	sortKeyed(all, make([]keyed, len(all)))
	order := make([]int32, len(all))
	for i := range all {
		order[i] = int32(all[i].item)
	}
	return &axis{newLadder(len(values), order, nil), values}
}

// between returns the positions of the values from low to high.
func (a *axis) between(low, high float64) (from, to int) {
	from = sort.Search(len(a.order), func(i int) bool { return a.values[a.order[i]] >= low })
	to = from + sort.Search(len(a.order)-from, func(i int) bool { return a.values[a.order[from+i]] > high })
	return from, to
}

// axes returns the longitudes and latitudes of a table of points in order, built on the first call.
func (t *Table) axes() (lons, lats *axis) {
	return built(t, &t.lons, func(t *Table) *axis { return newAxis(t.lon) }), built(t, &t.lats, func(t *Table) *axis { return newAxis(t.lat) })
}

// boxList is the cut of the rows of a table of points that lie in a box.
func (t *Table) boxList(box orb.Bound) cut {
	var c cut
	var alone []int32
	t.eachMeeting(box, false, func(rows []int32) {
		if len(rows) <= fanout {
			alone = append(alone, rows...)
		} else {
			c.add = append(c.add, rows)
		}
	})
	c.add = append(c.add, alone)
	return c
}

// boxCuts are those of the rows of a table of points that lie in a box, and of others besides: by the tree where they are few, else by
// both axes.
func (t *Table) boxCuts(box orb.Bound, hits int, besides []int32) []cut {
	var all []cut
	if float64(hits)*costFetch < t.axesCost() {
		all = []cut{t.boxList(box)}
	} else {
		lons, lats := t.axes()
		all = []cut{lons.cut(lons.between(box.Min[0], box.Max[0])), lats.cut(lats.between(box.Min[1], box.Max[1]))}
	}
	if len(besides) > 0 {
		for i := range all {
			all[i].add = append(all[i].add, besides)
		}
	}
	return all
}

// axesCost estimates a box by both axes, in nanoseconds.
func (t *Table) axesCost() float64 {
	n := float64(t.Len())
	return 2*costLadder + 4*costWord*n/64 + n/mostRungs*costEntry
}

// boxCost estimates boxCuts, in nanoseconds.
func (t *Table) boxCost(hits int) float64 { return min(float64(hits)*costFetch, t.axesCost()) }
