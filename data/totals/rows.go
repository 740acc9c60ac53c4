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
	r := c.read(q, k)
	defer c.scratch.Put(r)
	dst = slices.Grow(dst, len(c.rows[q.Level]))
	for pos, unit := range c.rows[q.Level] {
		switch {
		case q.Within != region.None && !c.tree.Within(unit, q.Within):
		case c.hidden(unit, q):
			dst = append(dst, Row{Unit: unit, Status: "withheld"})
		default:
			dst = dst[:len(dst)+1]
			r.row(int32(pos), &dst[len(dst)-1])
			dst[len(dst)-1].Unit = unit
		}
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
