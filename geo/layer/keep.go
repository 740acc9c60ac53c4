package layer

import (
	"cmp"
	"slices"
)

// byPrice puts first the conditions that leave the fewest rows for what they cost.
func (t *Table) byPrice(all []node, along bool) []node {
	if len(all) < 2 {
		return all
	}
	type priced struct {
		node
		price float64
	}
	list := make([]priced, len(all))
	for i, n := range all {
		list[i] = priced{n, t.price(n, along) / (1 - t.share(n))}
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

// bringCost estimates to bring the candidates of a condition and to test them on all others, in nanoseconds.
func (t *Table) bringCost(n node, most int) float64 {
	_, along := sourceOf(n).(arranger)
	along = along && most >= fewKept
	cost, left := costSettings+float64(most)*costFetch, float64(most)
	if along {
		cost = costSettings + float64(most)*costFetched
	}
	for _, of := range t.byPrice(restOf(n), along) {
		cost += left * t.price(of, along)
		left *= t.share(of)
	}
	return cost
}

// price is what testing one candidate costs, in nanoseconds: along an arrangement, or by row.
func (t *Table) price(n node, along bool) float64 {
	if !along {
		return n.testCost()
	}
	switch n := n.(type) {
	case *tableNode, *rangeNode:
		return costAlongside
	case *spatialNode:
		if n.exact && !n.negate {
			return 2 * costAlongside
		}
	case *boxNode:
		if t.schema.Geometry == Points {
			return 2 * costAlongside
		}
	case *duringNode:
		return 2 * costAlongside
	}
	return n.testCost()
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
	var is [1 << 8]uint8
	few := onesOf(truth, &is)
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

// onesOf notes 1 for each code that is true; false where codes are too many.
func onesOf(truth []tri, is *[1 << 8]uint8) (few bool) {
	for code, t := range truth[:min(len(truth), len(is))] {
		if t == yes {
			is[code] = 1
		}
	}
	return len(truth) <= len(is)
}
