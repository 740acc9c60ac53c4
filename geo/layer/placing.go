package layer

import "sort"

// placing returns the conditions that a condition asks for besides all else and that say where rows lie in the order of a column.
func placing(n node) (all []node) {
	switch n := n.(type) {
	case *rangeNode, *duringNode:
		return []node{n}
	case *pairsNode:
		return placing(n.node)
	case *junction:
		if n.and {
			for _, of := range n.all {
				all = append(all, placing(of)...)
			}
		}
	}
	return all
}

// among returns the ranks of the first column among which all matches lie that have a value.
func (s sorter) among(a *answer) ranks {
	v := &s.t.columns[s.keys[0].Column]
	o := v.order()
	r := ranks{0, len(o.codes)}
	for _, n := range a.among {
		lo, hi := r.lo, r.hi
		switch n := n.(type) {
		case *rangeNode:
			if n.order == o {
				lo, hi = n.lo, n.hi
			}
		case *duringNode:
			if v.isStart(s.t) {
				lo, hi = n.starts(v)
			}
		}
		r = ranks{max(r.lo, lo), min(r.hi, hi)}
	}
	r.hi = max(r.lo, r.hi)
	return r
}

// starts returns the ranks of the starts that a row may have which meets the interval.
func (n *duringNode) starts(v *Values) (lo, hi int) {
	l, o, at := n.t.timeline(), v.order(), v.sides(false)
	from, to := l.candidates(n.interval)
	if from == to {
		return 0, 0
	}
	least, most := l.starts[from]*1000, l.starts[to-1]*1000+999
	lo = sort.Search(len(o.codes), func(r int) bool { return at[o.codes[r]] >= least })
	hi = sort.Search(len(o.codes), func(r int) bool { return at[o.codes[r]] > most })
	return lo, hi
}

// isStart reports whether a column's times are those at which the rows of its table start, all of which do, found out on the first
// call.
func (v *Values) isStart(t *Table) bool {
	v.startOnce.Do(func() {
		if v.kind != Instant || len(t.timeline().never) > 0 {
			return
		}
		at := v.sides(false)
		for row := range int32(t.Len()) {
			code := v.codes.at(row)
			if ms := at[code] / 1000; code == 0 || at[code] < 0 || ms != t.start[row] {
				return
			}
		}
		v.starting = true
	})
	return v.starting
}
