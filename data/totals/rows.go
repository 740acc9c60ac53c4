package totals

import (
	"slices"

	"oblast/data/record"
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
	r := c.read(q, k)
	defer c.scratch.Put(r)
	silent := c.silent(q)
	dst = slices.Grow(dst, len(c.rows[q.Level]))
	for pos, unit := range c.rows[q.Level] {
		if r.ahead.ready && pos%stretch == 0 {
			r.look(pos, len(c.rows[q.Level]))
		}
		switch {
		case q.Within != region.None && !c.tree.Within(unit, q.Within):
		case len(silent) > 0 && c.among(unit, silent):
			dst = append(dst, Row{Unit: unit, Status: "withheld"})
		default:
			dst = dst[:len(dst)+1]
			r.row(int32(pos), &dst[len(dst)-1])
			dst[len(dst)-1].Unit = unit
		}
	}
	if q.Undivided && q.Level == region.District {
		dst = c.undividedInto(dst, q)
	}
	return dst
}

// undividedInto appends the rows of the regions that have no districts and are covered.
func (c *Cube) undividedInto(dst []Row, q Query) []Row {
	n := len(dst)
	q.Level = region.Region
	dst = c.RowsInto(dst, q)
	own := slices.DeleteFunc(dst[n:], func(r Row) bool { return r.Status == "not_covered" || !c.undivided(r.Unit) })
	return dst[:n+len(own)]
}

// undivided: a region without districts.
func (c *Cube) undivided(unit int32) bool { return len(c.tree.Children(unit)) == 0 }

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

// silent lists the units of whose numbers, and of those within them, nothing is told on the query's level in any part of
// its period.
func (c *Cube) silent(q Query) (units []int32) {
	if q.Whole {
		q.From, q.To = c.Period()
	}
	for i := range c.withheld {
		if w := &c.withheld[i]; w.during(q.From, q.To) && q.Level >= w.Level && !slices.Contains(units, w.Unit) {
			units = append(units, w.Unit)
		}
	}
	return units
}

func (w *Withheld) during(from, to record.Date) bool {
	return w.From == 0 && w.To == 0 || w.From <= to && from <= w.To
}

func (c *Cube) among(unit int32, units []int32) bool {
	return slices.ContainsFunc(units, func(u int32) bool { return c.tree.Within(unit, u) })
}
