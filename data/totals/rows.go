package totals

import (
	"slices"

	"oblast/geo/region"
)

// Rows returns a row a unit of the query's level, in tree order; nil for a measure or basis that does not exist
// (see Bases), or another level.
func (c *Cube) Rows(q Query) []Row { return c.RowsInto(nil, q) }

// RowsInto appends the rows to dst.
func (c *Cube) RowsInto(dst []Row, q Query) []Row {
	k, ok := kindOf(q.Measure, q.Basis)
	if !ok || q.Level > region.District {
		return dst
	}
	p := periodOf(q)
	dst = slices.Grow(dst, len(c.rows[q.Level]))
	s := c.borrow()
	defer c.scratch.Put(s)
	for _, k := range beside(k, q.Level) {
		c.inherit(s, k, q.Level, p)
	}
	for pos, unit := range c.rows[q.Level] {
		if q.Within != region.None && !c.tree.Within(unit, q.Within) {
			continue
		}
		dst = append(dst, Row{Unit: unit})
		row := &dst[len(dst)-1]
		if c.hidden(unit, q) {
			row.Status = "withheld"
			continue
		}
		c.fill(row, s, q, k, int32(pos), p)
	}
	return dst
}

// periodOf reads the time of a query.
func periodOf(q Query) period {
	p := period{from: q.From, to: q.To, whole: q.Whole}
	p.parts[0] = q.Part != "day"
	p.parts[1] = q.Part != "night"
	p.parts[2] = q.Whole && p.parts[0] && p.parts[1]
	if q.Measure == "nights" {
		p.parts[2] = false
	}
	return p
}

// hidden reports whether a unit's numbers are withheld in any part of the period.
func (c *Cube) hidden(unit int32, q Query) bool {
	for i := range c.withheld {
		w := &c.withheld[i]
		always := w.From == 0 && w.To == 0
		if (always || q.Whole || w.From <= q.To && q.From <= w.To) && q.Level >= w.Level && c.tree.Within(unit, w.Unit) {
			return true
		}
	}
	return false
}

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

// inherited is what units have by default over a period, by the position of the unit above.
type inherited struct {
	of [interceptionsReconciled + 1][]cell
}

func (c *Cube) borrow() *inherited {
	if s, ok := c.scratch.Get().(*inherited); ok {
		return s
	}
	return &inherited{}
}

// slot is where a kind's defaults stand in inherited.
func (k kind) slot() int {
	if k > interceptionsReconciled {
		return 0
	}
	return int(k)
}

// inherit fills the defaults of a level's units over a period: for regions by country, for districts by region.
func (c *Cube) inherit(s *inherited, k kind, level region.Level, p period) {
	if level == region.Country {
		return
	}
	above := s.of[k.slot()]
	n := len(c.rows[level-1])
	above = slices.Grow(above[:0], n)[:n]
	clear(above)
	s.of[k.slot()] = above
	for pos := range above {
		if level == region.Region {
			c.base[k].sum(int32(pos), p, &above[pos])
			continue
		}
		var whole cell
		c.own[region.Region][k].sum(int32(pos), p, &whole)
		if up := c.above[region.Region][pos]; up >= 0 {
			c.base[k].sum(up, p, &whole)
		}
		above[pos] = whole.below()
	}
}

// at returns a unit's cell over a period.
func (c *Cube) at(s *inherited, k kind, level region.Level, pos int32, p period) cell {
	var sum cell
	if level != region.Country {
		if up := c.above[level][pos]; up >= 0 {
			sum = s.of[k.slot()][up]
		}
	}
	c.own[level][k].sum(pos, p, &sum)
	return sum
}

// fill writes a row.
func (c *Cube) fill(row *Row, s *inherited, q Query, k kind, pos int32, p period) {
	main := c.at(s, k, q.Level, pos, p)
	row.Status = main.status()
	row.Conflict = main.conflicts > 0
	row.NIncidents, row.NTallies = int(main.incidents), int(main.tallies)
	if k == interceptionsClaimed && q.Level == region.District { // where claimed is not kept
		var own cell
		c.own[q.Level][interceptionsReconciled].sum(pos, p, &own)
		row.Conflict, row.NIncidents = own.conflicts > 0, int(own.incidents)
	}
	if q.Measure == "nights" {
		c.fillNights(row, q, k, pos, p)
		return
	}
	row.Min, row.Best, row.Max = main.numbers()
	row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = row.Min, row.Best, row.Max
	for _, other := range beside(k, q.Level) {
		switch {
		case other == interceptionsClaimed:
			claimed := main
			if k != other {
				claimed = c.at(s, other, q.Level, pos, p)
			}
			row.ClaimedMin, row.ClaimedBest, row.ClaimedMax = claimed.numbers()
		case other == interceptionsIncidents && k != other:
			incidents := c.at(s, other, q.Level, pos, p)
			row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = incidents.numbers()
		}
	}
	if main.numbered() && q.Level != region.District && hasNumber(row.Status) {
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
