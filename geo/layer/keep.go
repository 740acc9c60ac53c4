package layer

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// keep returns the rows of which a condition is true; rows is changed.
func keep(s *search, n node, rows []int32) []int32 {
	switch n := n.(type) {
	case *tableNode:
		return n.keep(rows)
	case *rangeNode:
		if n.values.codes.b == nil && len(rows) >= fewKept {
			about, shift := n.order.ranks16(&n.values.codes)
			return keptAbout(about, uint16(n.lo>>shift), uint16(n.hi>>shift), rows, func(row int32) bool { return n.test(s, row) == yes })
		}
	case *spatialNode:
		if n.exact {
			return n.keepInBox(s, rows)
		}
	case *boxNode:
		if n.t.schema.Geometry == Points && len(n.boxes) == 1 && len(n.t.index().nowhere) == 0 {
			return keepInBox(s, n, n.boxes[0], rows)
		}
	case *duringNode:
		if l := n.t.timeline(); len(rows) >= fewKept && len(l.never) == 0 && n.interval.First <= n.interval.Last {
			l.ladders(n.t)
			begun, over := l.bounds(n.interval)
			is := func(row int32) bool { return n.test(s, row) == yes }
			return l.ended.keep(l.started.keep(rows, 0, begun, is), over, len(l.rows), is)
		}
	case *pairsNode:
		return keep(s, n.node, rows)
	case *junction:
		if n.and {
			return keepAll(s, n.all, rows)
		}
	}
	kept := rows[:0]
	for _, row := range rows {
		if n.test(s, row) == yes {
			kept = append(kept, row)
		}
		if s.err != nil {
			return nil
		}
	}
	return kept
}

// fewKept is how many rows are each looked at where they are.
const fewKept = 512

// keepAll goes through conditions one after the other.
func keepAll(s *search, all []node, rows []int32) []int32 {
	for _, n := range s.t.byPrice(all) {
		if rows = keep(s, n, rows); len(rows) == 0 {
			return rows
		}
	}
	return rows
}

// byPrice puts first the conditions that leave the fewest rows for what they cost.
func (t *Table) byPrice(all []node) []node {
	if len(all) < 2 {
		return all
	}
	type priced struct {
		node
		price float64
	}
	list := make([]priced, len(all))
	for i, n := range all {
		list[i] = priced{n, n.testCost() / (1 - t.share(n))}
	}
	slices.SortStableFunc(list, func(a, b priced) int { return cmp.Compare(a.price, b.price) })
	sorted := make([]node, len(all))
	for i := range list {
		sorted[i] = list[i].node
	}
	return sorted
}

// share is what part of all rows a condition leaves, at most.
func (t *Table) share(n node) float64 { return min(float64(n.most())/float64(t.Len()+1), .95) }

// keepCost estimates keepAll for so many rows, in nanoseconds.
func (t *Table) keepCost(all []node, rows int) (cost float64) {
	left := float64(rows)
	for _, n := range t.byPrice(all) {
		cost += left * n.testCost()
		left *= t.share(n)
	}
	return cost
}

// brings reports whether the rows that a condition brings are those of which it is true, and no others.
func brings(n node) bool {
	switch n := n.(type) {
	case *tableNode, *rangeNode, *boxNode, *nullNode:
		return true
	case *spatialNode:
		return (n.exact || n.circle || n.cells != nil) && !n.negate
	}
	return false
}

func (n *tableNode) keep(rows []int32) []int32 {
	if len(rows) >= fewKept { // bits lie closer together than codes
		if all := n.cuts(true); len(all) == 1 && all[0].more != nil && !all[0].others && all[0].edges() == 0 {
			return all[0].among(rows)
		}
	}
	c, truth := &n.values.codes, n.table()
	switch {
	case c.b != nil:
		return keptByCode(c.b, truth, rows)
	case c.h != nil:
		return keptByCode(c.h, truth, rows)
	}
	return keptByCode(c.w, truth, rows)
}

func keptByCode[C uint8 | uint16 | uint32](codes []C, truth []tri, rows []int32) []int32 {
	var is [1 << 8]uint8 // 1 where it is
	few := len(truth) <= len(is)
	for code, t := range truth[:min(len(truth), len(is))] {
		if t == yes {
			is[code] = 1
		}
	}
	n := 0
	for _, row := range rows { // each is kept, and the next one over it where it is none
		rows[n] = row
		if code := codes[row]; few {
			n += int(is[uint8(code)])
		} else if truth[code] == yes {
			n++
		}
	}
	return rows[:n]
}

func (n *spatialNode) keepInBox(s *search, rows []int32) []int32 {
	if !n.negate {
		return keepInBox(s, n, n.boxes[0], rows)
	}
	kept := rows[:0]
	for _, row := range rows {
		if n.test(s, row) == yes {
			kept = append(kept, row)
		}
	}
	return kept
}

// keepInBox leaves of rows those with a point in a box, of which a condition is true.
func keepInBox(s *search, n node, b orb.Bound, rows []int32) []int32 {
	if len(rows) < fewKept {
		lons, lats, kept := s.t.lon, s.t.lat, rows[:0]
		for _, row := range rows {
			if lon, lat := lons[row], lats[row]; lon >= b.Min[0] && lon <= b.Max[0] && lat >= b.Min[1] && lat <= b.Max[1] {
				kept = append(kept, row)
			}
		}
		return kept
	}
	lons, lats := s.t.axes()
	is := func(row int32) bool { return n.test(s, row) == yes }
	from, to := lons.between(b.Min[0], b.Max[0])
	rows = lons.keep(rows, from, to, is)
	from, to = lats.between(b.Min[1], b.Max[1])
	return lats.keep(rows, from, to, is)
}
