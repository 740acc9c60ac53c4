package layer

// cutter is a condition whose rows, of which it is true (want) or false, are those that are in each of some cuts; none where it
// cannot say so.
type cutter interface {
	cuts(want bool) []cut
}

// knower is a cutter that says in which cuts the rows are of which it is true or false, and not unknown.
type knower interface {
	cutter
	known() []cut
}

// listedShare is of how many rows one may be in a list rather than in a set.
const listedShare = 32

func (n constantNode) cuts(want bool) []cut {
	if want && n.value == yes || !want && n.value == no {
		return []cut{cut{}.opposite()}
	}
	return []cut{{}}
}

func (n *nullNode) cuts(want bool) []cut {
	rows := n.values.Rows(0)
	switch {
	case len(rows) > n.t.Len()/listedShare:
		return nil
	case want:
		return []cut{listOf(rows)}
	}
	return []cut{listOf(rows).opposite()}
}

// heldCut is the cut of a set that is remembered.
func (t *Table) heldCut(key string) []cut {
	if b, ok := t.held.part(key); ok {
		return []cut{{more: b}}
	}
	return nil
}

func (n *rangeNode) cuts(want bool) []cut {
	if held := n.t.heldCut(setKey(n.key, want)); held != nil {
		return held
	}
	return n.order.cuts(n.lo, n.hi, want)
}

// cuts are those of the ranks from lo up to hi, or of all other ranks but null's.
func (o *order) cuts(lo, hi int, want bool) []cut {
	from, to, known := o.at(lo), o.at(max(lo, hi)), o.known()
	l := o.ladder()
	switch {
	case want:
		return []cut{l.cut(from, to)}
	case from >= to:
		return []cut{l.cut(0, known)}
	case from == 0:
		return []cut{l.cut(to, known)}
	case to == known:
		return []cut{l.cut(0, from)}
	case known == len(o.rows):
		return []cut{l.cut(from, to).opposite()}
	}
	return []cut{l.cut(0, known), l.cut(from, to).opposite()}
}

func (n *tableNode) cuts(want bool) []cut {
	if held := n.t.heldCut(setKey(n.key, want)); held != nil {
		return held
	}
	is := no
	if want {
		is = yes
	}
	if !n.mixed && len(n.codes) <= mostRuns {
		rows, total := make([][]int32, 0, len(n.codes)+1), 0
		for _, code := range n.codes {
			rows = append(rows, n.values.Rows(code))
			total += len(rows[len(rows)-1])
		}
		if is != n.listed {
			rows = append(rows, n.values.Rows(0))
			total += len(rows[len(rows)-1])
		}
		if total <= n.t.Len()/listedShare {
			if is != n.listed {
				return []cut{listOf(rows...).opposite()}
			}
			return []cut{listOf(rows...)}
		}
	}
	if float64(n.values.Distinct())*costRun > costLadder {
		return nil
	}
	if runs, few := n.runs(is); few && len(runs) == 1 {
		o := n.values.order()
		return []cut{o.ladder().cut(o.at(runs[0][0]), o.at(runs[0][1]))}
	}
	return nil
}

func (n *spatialNode) cuts(want bool) []cut {
	if held := n.t.heldCut(setKey(n.key, want != n.negate)); held != nil || !n.exact {
		return held
	}
	if want != n.negate {
		return n.t.boxCuts(n.boxes[0], n.hits, nil)
	}
	nowhere := n.t.index().nowhere
	if n.hits+len(nowhere) > n.t.Len()/listedShare {
		return nil
	}
	c := n.t.boxList(n.boxes[0]).opposite()
	c.take = append(c.take, nowhere)
	return []cut{c}
}

func (n *boxNode) cuts(want bool) []cut {
	nowhere := n.t.index().nowhere
	if n.t.schema.Geometry != Points || len(n.boxes) != 1 || !want || len(nowhere) > n.t.Len()/listedShare {
		return nil
	}
	return n.t.boxCuts(n.boxes[0], n.hits, nowhere)
}

func (n *duringNode) cuts(want bool) []cut {
	l := n.t.timeline()
	switch {
	case !want || len(l.never) > n.t.Len()/listedShare:
		return nil
	case n.interval.First > n.interval.Last:
		return []cut{listOf(l.never)}
	}
	l.ladders(n.t)
	begun, over := l.bounds(n.interval)
	all := []cut{l.started.cut(0, begun), l.ended.cut(over, len(l.rows))}
	if len(l.never) > 0 {
		for i := range all {
			all[i].add = append(all[i].add, l.never)
		}
	}
	return all
}

func (n *spanNode) cuts(want bool) []cut {
	if held := n.t.heldCut(setKey(n.key, want != n.negate)); held != nil || want == n.negate {
		return held
	}
	return []cut{n.start.order().ladder().cut(n.start.order().at(n.starts.lo), n.start.order().at(n.starts.hi)),
		n.end.order().ladder().cut(n.end.order().at(n.ends.lo), n.end.order().at(n.ends.hi))}
}

func (n *spanNode) known() []cut {
	var all []cut
	for _, v := range []*Values{n.start, n.end} {
		if o := v.order(); o.known() < len(o.rows) || all == nil {
			all = append(all, o.ladder().cut(0, o.known()))
		}
	}
	return all
}

func (n *spatialNode) known() []cut {
	return []cut{listOf(n.t.index().nowhere).opposite()}
}

func (n notNode) cuts(want bool) []cut {
	if of, ok := n.of.(cutter); ok {
		return of.cuts(!want)
	}
	return nil
}
