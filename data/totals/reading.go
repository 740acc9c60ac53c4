package totals

import (
	"slices"

	"oblast/geo/region"
)

// The kinds that a row shows: its own, and beside it what is claimed and what incidents add up to. No district is ever
// claimed anything, and its reconciled number is that of its incidents.
var (
	ofClaimed    = []kind{interceptionsClaimed, interceptionsIncidents}
	ofIncidents  = []kind{interceptionsIncidents, interceptionsClaimed}
	ofReconciled = []kind{interceptionsReconciled, interceptionsClaimed, interceptionsIncidents}
	alone        = [kinds][]kind{{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}}
)

// beside returns the kinds that a row of kind k shows, itself first.
func beside(k kind, level region.Level) []kind {
	switch {
	case k == interceptionsClaimed:
		return ofClaimed
	case level == region.District || k > interceptionsReconciled:
		return alone[k]
	case k == interceptionsIncidents:
		return ofIncidents
	}
	return ofReconciled
}

// reading answers one query. What units have by default is worked out once for each unit above, cells and finished row,
// so that a unit of which nothing of its own is kept costs a copy.
type reading struct {
	cube     *Cube
	q        Query
	p        period
	kinds    []kind    // shown, the query's first
	cells    [3][]cell // of kinds: the defaults, by the position of the unit above; the last is of units without one
	defaults []Row     // made from cells
	own      [3]cell   // of the unit being read
	ahead    ahead
}

// read starts a reading; it goes back to the cube's scratch.
func (c *Cube) read(q Query, k kind) *reading {
	r, ok := c.scratch.Get().(*reading)
	if !ok {
		r = &reading{}
	}
	r.cube, r.q, r.p, r.kinds = c, q, periodOf(q), beside(k, q.Level)
	n := 1
	if q.Level > region.Country {
		n += len(c.rows[q.Level-1])
	}
	r.defaults = slices.Grow(r.defaults[:0], n)[:n]
	for i, k := range r.kinds {
		r.cells[i] = slices.Grow(r.cells[i][:0], n)[:n]
		clear(r.cells[i])
		for pos := range n - 1 {
			c.inherited(q.Level, k, int32(pos), r.p, &r.cells[i][pos])
		}
	}
	for pos := range r.defaults {
		for i := range r.kinds {
			r.own[i] = r.cells[i][pos]
		}
		r.fill(&r.defaults[pos])
	}
	r.ahead.ready = r.readsAhead()
	return r
}

// inherited adds what the units of a level have by default over a period, below the unit at a position of the level
// above: regions by country, districts by region.
func (c *Cube) inherited(level region.Level, k kind, pos int32, p period, acc *cell) {
	if level == region.Region {
		c.base[k].sum(pos, p, acc)
		return
	}
	var whole cell
	c.own[region.Region][k].sum(pos, p, &whole)
	if up := c.above[region.Region][pos]; up >= 0 {
		c.base[k].sum(up, p, &whole)
	}
	*acc = whole.below()
}

// row writes the row of the unit at a position, all but its Unit.
func (r *reading) row(pos int32, row *Row) {
	level := r.q.Level
	up := len(r.defaults) - 1
	if above := r.cube.above[level][pos]; above >= 0 {
		up = int(above)
	}
	any := false
	for i, k := range r.kinds {
		r.own[i] = cell{}
		if r.ahead.ready {
			any = r.sumAhead(pos, &r.own[i])
		} else if r.cube.own[level][k].sum(pos, r.p, &r.own[i]) {
			any = true
		}
	}
	if r.kinds[0] == interceptionsClaimed && level == region.District {
		any = r.notes(pos, &r.own[0]) || any
	}
	if !any {
		*row = r.defaults[up]
		return
	}
	for i := range r.kinds {
		r.own[i].add(&r.cells[i][up])
	}
	r.fill(row)
	if r.q.Measure == "nights" {
		r.fillNights(row, pos)
	}
}

// notes adds how many records name a district, and whether one conflicts, where its claims are asked for: nothing is
// kept of these, since no district is claimed anything.
func (r *reading) notes(pos int32, c *cell) bool {
	var incidents cell
	any := r.cube.own[region.District][interceptionsReconciled].sum(pos, r.p, &incidents)
	c.incidents += incidents.incidents
	c.conflicts += incidents.conflicts
	return any
}

// fill writes a row from the cells in own.
func (r *reading) fill(row *Row) {
	main := &r.own[0]
	*row = Row{
		Status: main.status(), Conflict: main.conflicts > 0,
		NIncidents: int(main.incidents), NTallies: int(main.tallies),
	}
	if r.q.Measure == "nights" { // defaults have no number, the rest is fillNights'
		return
	}
	row.Min, row.Best, row.Max = main.numbers()
	row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = row.Min, row.Best, row.Max
	for i, k := range r.kinds {
		switch k {
		case interceptionsClaimed:
			row.ClaimedMin, row.ClaimedBest, row.ClaimedMax = r.own[i].numbers()
		case interceptionsIncidents:
			row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = r.own[i].numbers()
		}
	}
	if r.q.Level != region.District && hasNumber(row.Status) {
		row.ResidualMin = Number{main.resMin, true}
		row.ResidualMax = bounded(main.resMax, main.resOpen)
	}
	if main.unsplits > 0 {
		row.UnsplitMax = bounded(main.unsplit, main.unsplitOpen)
	}
}

func hasNumber(status string) bool { return status == "value" || status == "zero" }

// numbers returns min, best and max of a cell, unknown unless its status has a number.
func (c *cell) numbers() (low, best, high Number) {
	if !hasNumber(c.status()) {
		return
	}
	return Number{c.min, true}, bounded(c.best, c.unbest), bounded(c.max, c.open)
}

func bounded(n int64, open int32) Number {
	if open > 0 {
		return Number{}
	}
	return Number{n, true}
}
