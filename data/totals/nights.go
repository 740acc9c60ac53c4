package totals

import (
	"oblast/data/record"
	"oblast/geo/region"
)

// fillNights writes a row of the measure nights: how many nights of the period have a value on each basis. Days never
// count; a unit with a value on days alone has no data on nights.
func (c *Cube) fillNights(row *Row, q Query, k kind, pos int32, p period) {
	p.parts[1], p.parts[2] = false, false
	count := func(k kind) Number {
		var sum cell
		c.own[q.Level][k].sum(pos, p, &sum)
		return Number{int64(sum.value), sum.value > 0}
	}
	n := count(k)
	row.Min, row.Best, row.Max = n, n, n
	claimed, incidents := count(interceptionsClaimed), count(interceptionsIncidents)
	row.ClaimedMin, row.ClaimedBest, row.ClaimedMax = claimed, claimed, claimed
	row.IncidentsMin, row.IncidentsBest, row.IncidentsMax = incidents, incidents, incidents
	switch {
	case n.Known:
		row.Status = "value"
	case row.Status == "value":
		row.Status = "no_data"
	}
}

// SingleNightValues returns the Min of every row with a value above 0 of every single night of the whole kept period,
// days and undated records left out, whatever the query's period and Within: what the classes of a single date are made
// from. The slice is shared: do not change it.
func (c *Cube) SingleNightValues(q Query) []float64 {
	_, values := c.singles(q)
	return values
}

// EachSingleNight calls yield with the unit and the value of every one of SingleNightValues, until it returns false.
func (c *Cube) EachSingleNight(q Query, yield func(unit int32, value float64) bool) {
	units, values := c.singles(q)
	for i := range units {
		if !yield(units[i], values[i]) {
			return
		}
	}
}

// singles gathers a kind's single-night values once.
func (c *Cube) singles(q Query) (units []int32, values []float64) {
	k, ok := kindOf(q.Measure, q.Basis)
	if !ok || q.Level > region.District {
		return nil, nil
	}
	if q.Measure == "nights" {
		return c.gather(q.Level, k, true)
	}
	s := &c.single[q.Level][k]
	s.once.Do(func() { s.units, s.values = c.gather(q.Level, k, false) })
	return s.units, s.values
}

// gather reads the night series of a kind: only a unit's own cells can hold a value, defaults never do.
func (c *Cube) gather(level region.Level, k kind, ones bool) (units []int32, values []float64) {
	s := &c.own[level][k][0]
	for pos, unit := range c.rows[level] {
		for i := s.start[pos]; i < s.start[pos+1]; i++ {
			one := s.cum[i]
			if i > s.start[pos] {
				one.subtract(&s.cum[i-1])
			}
			if one.value <= 0 || c.hidden(unit, Query{Level: level, From: s.dates[i], To: s.dates[i]}) {
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

// datesOf lists the dates of all cells, ascending, each once.
func datesOf(seen map[record.Date]bool) []record.Date {
	dates := make([]record.Date, 0, len(seen))
	for d := range seen {
		dates = append(dates, d)
	}
	return dates
}
