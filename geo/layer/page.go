package layer

import (
	"fmt"
	"slices"
)

// idPage cuts a page in the order of ids.
func (t *Table) idPage(q Query, a *answer, dst []int32) Page {
	page := Page{Matched: a.count, Plan: a.plan, Explain: a.explain}
	low, high := t.between(q)
	limit, start := max(q.Limit, 0), len(dst)
	if a.set == nil {
		from, _ := slices.BinarySearch(a.rows, low)
		to, _ := slices.BinarySearch(a.rows, high)
		if q.Before != "" {
			from = max(from, to-limit)
		} else {
			to = min(to, from+limit)
		}
		page.Rows, page.Next, page.Prev = append(dst, a.rows[from:to]...), to < len(a.rows), from > 0
		return page
	}
	if q.Before != "" {
		for row := a.set.last(high); row >= low && len(dst)-start < limit; row = a.set.last(row) {
			dst = append(dst, row)
		}
		slices.Reverse(dst[start:])
	} else {
		for row := a.set.next(low); row >= 0 && row < high && len(dst)-start < limit; row = a.set.next(row + 1) {
			dst = append(dst, row)
		}
	}
	page.Rows = dst
	first, end := low, low
	if len(dst) > start {
		first, end = dst[start], dst[len(dst)-1]+1
	}
	page.Prev = a.set.last(first) >= 0
	page.Next = end < int32(t.Len()) && a.set.next(end) >= 0
	return page
}

// between returns the rows that a page by ids may hold.
func (t *Table) between(q Query) (low, high int32) {
	low, high = 0, int32(t.Len())
	if q.Before != "" {
		high, _ = t.Row(q.Before)
	} else if q.After != "" {
		at, held := t.Row(q.After)
		if low = at; held {
			low++
		}
	}
	return low, high
}

// counted answers a comparison of two columns by their joint, and a relation to a shape by the cells: the rows where they are few,
// else their number, and each row is tested when a page comes to it. Nil where the number is not known without the set.
func (s *search) counted(n node, join, bring float64) *answer {
	var a *answer
	var add func(b bitset)
	switch of := n.(type) {
	case *reckonNode:
		order, spans, count, ok := of.counted(s, s.t.Len()/walkedShare)
		if !ok {
			return nil
		}
		a = &answer{count: count, explain: "counted by both columns together"}
		add = func(b bitset) {
			for _, span := range spans {
				for _, row := range order[span.from:span.to] {
					b.add(row)
				}
			}
		}
	case *pairsNode:
		if bring < join {
			return nil
		}
		count, ok := of.count(s)
		if !ok || count*walkedShare < s.t.Len() {
			return nil
		}
		a = &answer{count: count, explain: "counted by pairs of values"}
	case *spatialNode:
		if of.cells == nil {
			return nil
		}
		found := of.cells.locate(s)
		if !of.negate && found.count <= s.t.Len()/64 {
			a = &answer{count: found.count, plan: Candidates, explain: fmt.Sprintf("found by cells; estimated by sets %s", micros(join))}
			a.rows = make([]int32, 0, found.count)
			of.cells.each(found, func(rows []int32) { a.rows = append(a.rows, rows...) })
			slices.Sort(a.rows)
			return a
		}
		a = &answer{count: found.count, explain: "counted by cells"}
		if add = func(b bitset) { of.cells.set(found, b) }; of.negate {
			a.count = of.cells.points() - found.count
			add = func(b bitset) { b.join(of.set(s, true)) }
		}
	default:
		return nil
	}
	if s.err != nil {
		return nil
	}
	a.plan, a.explain = Scan, fmt.Sprintf("rows tested on %s, %s; estimated by sets %s", n.label(), a.explain, micros(join))
	if a.count*walkedShare >= s.t.Len() {
		a.later = &later{of: n}
		return a
	}
	a.set, a.plan = newBitset(s.t.Len()), Sets
	add(a.set)
	return a
}

const (
	walkedShare = 16   // of so many rows one must match to be walked to
	walkedRows  = 8192 // rows tested for a page until all are
)

// walkedPage cuts a page in the order of ids by testing row after row; ok is false where matches lie too far apart.
func (t *Table) walkedPage(s *search, q Query, a *answer, dst []int32) (page Page, ok bool) {
	low, high := t.between(q)
	limit, start, left, of := max(q.Limit, 0), len(dst), walkedRows, a.later.node()
	walk := func(row, step int32, most int) (found []int32) {
		for ; row >= 0 && row < int32(t.Len()) && len(found) < most; row += step {
			if left--; left < 0 {
				return found
			}
			if of.test(s, row) == yes {
				found = append(found, row)
			}
		}
		return found
	}
	page = Page{Matched: a.count, Plan: a.plan, Explain: a.explain}
	from, step, back := low, int32(1), q.Before != ""
	if back {
		from, step = high-1, -1
	}
	found := walk(from, step, limit+1)
	more, other := len(found) > limit, len(walk(from-step, -step, 1)) > 0
	page.Rows = append(dst, found[:min(limit, len(found))]...)
	page.Next, page.Prev = more, other
	if back {
		slices.Reverse(page.Rows[start:])
		page.Next, page.Prev = other, more
	}
	return page, left >= 0
}
