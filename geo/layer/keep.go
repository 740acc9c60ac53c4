package layer

import "slices"

// keep returns the rows of which a condition is true; rows is changed.
func keep(s *search, n node, rows []int32) []int32 {
	switch n := n.(type) {
	case *tableNode:
		return n.keep(rows)
	case *spatialNode:
		if n.exact {
			return n.keepInBox(rows)
		}
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

// keepAll goes through conditions one after the other, the cheapest first.
func keepAll(s *search, all []node, rows []int32) []int32 {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b node) int { return int(a.testCost() - b.testCost()) })
	for _, n := range all {
		if rows = keep(s, n, rows); len(rows) == 0 {
			return rows
		}
	}
	return rows
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
	kept := rows[:0]
	for _, row := range rows {
		if truth[codes[row]] == yes {
			kept = append(kept, row)
		}
	}
	return kept
}

func (n *spatialNode) keepInBox(rows []int32) []int32 {
	b, lons, lats, kept := n.boxes[0], n.t.lon, n.t.lat, rows[:0]
	for _, row := range rows {
		lon, lat := lons[row], lats[row]
		if lon == lon && (lon >= b.Min[0] && lon <= b.Max[0] && lat >= b.Min[1] && lat <= b.Max[1]) != n.negate {
			kept = append(kept, row)
		}
	}
	return kept
}
