package totals

import (
	"slices"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/region"
)

// fillNights writes the numbers of a row of the measure nights: how many nights of the period have a value on each
// basis. Days never count; a unit with a number on days alone has no data on nights. 0 stands only where somebody stated
// it of a night.
func (r *reading) fillNights(row *Row, pos int32) {
	p := r.p
	p.parts[1], p.parts[2] = false, false
	count := func(k kind) (n Number, stated bool) {
		var sum cell
		r.cube.own[r.q.Level][k].sum(pos, p, &sum)
		return Number{int64(sum.value), sum.value > 0}, sum.zero > 0
	}
	k, _ := kindOf(r.q.Measure, r.q.Basis)
	n, stated := count(k)
	claimed, _ := count(interceptionsClaimed)
	incidents, _ := count(interceptionsIncidents)
	switch {
	case n.Known:
		row.Status = "value"
	case row.Status == "zero" && stated:
		n.Known = true
	case hasNumber(row.Status):
		row.Status = "no_data"
	}
	row.Min, row.Best, row.Max = n, n, n
	row.ClaimedMin, row.ClaimedBest, row.ClaimedMax = claimed, claimed, claimed
	row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = incidents, incidents, incidents
}

// SingleNightValues returns the Min of every row with a value above 0 of every single night of the whole kept period,
// days and undated records left out, whatever the query's period and Within: what the classes of a single date are made
// from. They ascend. The slice is shared: do not change it.
func (c *Cube) SingleNightValues(q Query) []float64 { return c.singles(q).sorted }

// EachSingleNight calls yield with the unit and the value of every one of SingleNightValues, until it returns false.
func (c *Cube) EachSingleNight(q Query, yield func(unit int32, value float64) bool) {
	s := c.singles(q)
	for i := range s.units {
		if !yield(s.units[i], s.values[i]) {
			return
		}
	}
}

// singles gathers a kind's single-night values once.
func (c *Cube) singles(q Query) *singles {
	k, ok := kindOf(q.Measure, q.Basis)
	if !ok || q.Level > region.District {
		return &singles{}
	}
	ones := q.Measure == "nights"
	undivided := q.Undivided && q.Level == region.District
	level := q.Level
	if undivided {
		level = levels
	}
	s := &c.single[level][k]
	if ones {
		s = &c.singleOnes[level][k]
	}
	s.once.Do(func() {
		s.units, s.values = c.gather(q.Level, k, ones)
		if undivided {
			units, values := c.gather(region.Region, k, ones)
			for i, unit := range units {
				if c.undivided(unit) {
					s.units, s.values = append(s.units, unit), append(s.values, values[i])
				}
			}
		}
		s.sorted = slices.Sorted(slices.Values(s.values))
	})
	return s
}

// gather reads the night series of a kind: only a unit's own cells can hold a value, defaults never do.
func (c *Cube) gather(level region.Level, k kind, ones bool) (units []int32, values []float64) {
	s := &c.own[level][k][0]
	if s.dates == nil {
		return nil, nil
	}
	for pos, unit := range c.rows[level] {
		hidden := slices.DeleteFunc(slices.Clone(c.withheld), func(w Withheld) bool { return level < w.Level || !c.tree.Within(unit, w.Unit) })
		for i, d := range s.dates[pos] {
			var one cell
			s.between(int32(pos), i, i+1, &one)
			if one.value <= 0 || slices.ContainsFunc(hidden, func(w Withheld) bool { return w.during(d, d) }) {
				continue
			}
			switch {
			case ones:
				units, values = append(units, unit), append(values, 1)
			case one.min > 0:
				units, values = append(units, unit), append(values, float64(one.min))
			}
		}
	}
	return units, values
}

// datesOf lists the dates of all books, ascending, each once.
func datesOf(l *ledger.Ledger) (dates []record.Date) {
	for _, b := range l.Books() {
		if n := len(dates); b.Slot.Part != ledger.PartUndated && (n == 0 || dates[n-1] != b.Slot.Date) {
			dates = append(dates, b.Slot.Date)
		}
	}
	return dates
}
