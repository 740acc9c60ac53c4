package layer

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// search is the work on one query: its table, when to stop, and what went wrong.
type search struct {
	t     *Table
	ctx   context.Context // of this call only
	err   error
	steps int // costly tests since the context was last asked
}

// Costs in nanoseconds of what filters do, fitted to the benchmarks of this package.
const (
	costBit      = 0.9   // one row's code looked up for a set
	costEntry    = 1.5   // one row of a list added to a set
	costWord     = 0.6   // 64 rows of two sets joined
	costFetch    = 4.0   // one candidate brought, before its tests
	costCode     = 3.0   // one row tested by its code
	costTimes    = 15.0  // one row tested by two times
	costLocate   = 60.0  // one point located in a geometry
	costRelate   = 20e3  // one area held against a geometry
	costGeneral  = 300.0 // one row on which an expression is evaluated
	costSettings = 500.0 // a plan at all
	costSift     = 40e3  // a raster of an area
	costSifted   = 8.0   // one point held against it
	costText     = 80.0  // one text held against a pattern
	costReckon   = 2.0   // one term of one row reckoned
	costRun      = 1.5   // one value looked at for runs
	costLadder   = 5e3   // a set from a ladder at all
)

// ticks is how many costly tests pass between two looks at the clock.
const ticks = 256

// tick counts a costly test; false says to stop.
func (s *search) tick() bool {
	if s.steps%ticks == 0 && s.err == nil {
		s.err = s.ctx.Err()
	}
	s.steps++
	return s.err == nil
}

// Search answers the query like Find, filters and orders included; the page's rows are appended to dst. It stops with the
// context's error when that is over.
func (t *Table) Search(ctx context.Context, q Query, dst []int32) (Page, error) {
	if q.Filter == nil && len(q.Sort) == 0 {
		return t.Find(q, dst), nil
	}
	a, err := t.answer(ctx, q)
	if err != nil {
		return Page{}, err
	}
	if len(q.Sort) > 0 {
		return t.sortedPage(q, a, dst)
	}
	return t.idPage(q, a, dst), nil
}

// Matches returns the rows that meet the query's conditions, ascending; page and order are not looked at. The rows are
// shared, not to be changed.
func (t *Table) Matches(ctx context.Context, q Query) ([]int32, error) {
	a, err := t.answer(ctx, q)
	if err != nil {
		return nil, err
	}
	if a.set == nil {
		return a.rows, nil
	}
	return a.set.append(make([]int32, 0, a.count)), nil
}

// answer is all rows that meet a query's conditions: as a list where they are few, else as a set.
type answer struct {
	rows    []int32 // ascending
	set     bitset  // nil: rows
	count   int
	plan    Plan
	explain string
}

// answer finds the rows of a query, or remembers them.
func (t *Table) answer(ctx context.Context, q Query) (*answer, error) {
	key := t.queryKey(q)
	if a, ok := t.held.answer(key); ok {
		return a, nil
	}
	s := &search{t: t, ctx: ctx}
	a := s.solve(t.conditions(q))
	if s.err != nil {
		return nil, fmt.Errorf("filter on %s: %w", t.schema.Name, s.err)
	}
	t.held.keep(key, a)
	return a, nil
}

// conditions joins all that a query asks of a row.
func (t *Table) conditions(q Query) node {
	var all []node
	for _, e := range q.Equal {
		all = append(all, newEqualNode(t, e))
	}
	if q.Boxes != nil && t.schema.Geometry != None {
		all = append(all, newBoxNode(t, q.Boxes))
	}
	if q.Interval != nil {
		all = append(all, &duringNode{t, *q.Interval})
	}
	if q.Filter != nil {
		all = append(all, t.compile(q.Filter))
	}
	switch len(all) {
	case 0:
		return constantNode{t, yes}
	case 1:
		return all[0]
	}
	return newJunction(all, true)
}

// solve chooses between bringing the candidates of one condition and testing them on the rest, and joining the sets of all
// conditions.
func (s *search) solve(n node) *answer {
	most, test := n.most(), n.testCost()
	if source := sourceOf(n); brings(source) {
		test -= source.testCost()
	}
	bring := costSettings + float64(most)*(costFetch+test)
	join := costSettings + n.setCost()
	if most < s.t.Len() && bring < join {
		return s.bring(n)
	}
	set := n.set(s, true)
	if s.err != nil {
		return nil
	}
	return &answer{set: set, count: set.count(), plan: Sets,
		explain: fmt.Sprintf("sets of %s joined; estimated %s, by candidates %s", n.label(), micros(join), micros(bring))}
}

// sourceOf returns the condition whose candidates are brought.
func sourceOf(n node) node {
	if j, ok := n.(*junction); ok && j.and {
		return j.all[0]
	}
	return n
}

// bring tests the candidates of the condition that brings the fewest on all others.
func (s *search) bring(n node) *answer {
	found := n.rows(s, nil)
	looked, source, rest := len(found), sourceOf(n), []node{n}
	if j, ok := n.(*junction); ok && j.and {
		rest = j.all
	}
	if brings(source) {
		rest = rest[1:]
	}
	kept := keepAll(s, rest, found)
	if s.err != nil {
		return nil
	}
	a := &answer{plan: Candidates, explain: fmt.Sprintf("%d candidates of %s tested on %s; estimated %s, by sets %s", looked, source.label(), n.label(), micros(float64(looked)*costFetch), micros(n.setCost()))}
	if len(kept) > s.t.Len()/64 && !slices.IsSorted(kept) { // a set is less work than sorting
		a.set = newBitset(s.t.Len())
		for _, row := range kept {
			a.set.add(row)
		}
		a.count = a.set.count()
		return a
	}
	slices.Sort(kept)
	a.rows = slices.Clip(slices.Clone(slices.Compact(kept)))
	a.count = len(a.rows)
	return a
}

// micros writes nanoseconds for people.
func micros(ns float64) string { return fmt.Sprintf("%.0f us", ns/1000) }

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

// queryKey is equal for queries with the same conditions.
func (t *Table) queryKey(q Query) string {
	key := make([]byte, 0, 256)
	for _, e := range q.Equal {
		key = binary.AppendUvarint(append(key, 'e'), uint64(e.Column))
		key = append(binary.AppendUvarint(key, uint64(len(e.Text))), e.Text...)
	}
	for _, b := range q.Boxes {
		key = append(key, 'b')
		for _, v := range [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
			key = binary.LittleEndian.AppendUint64(key, math.Float64bits(v))
		}
	}
	if q.Interval != nil {
		key = binary.LittleEndian.AppendUint64(append(key, 't'), uint64(q.Interval.First))
		key = binary.LittleEndian.AppendUint64(key, uint64(q.Interval.Last))
	}
	if q.Filter != nil {
		key = q.Filter.AppendKey(append(key, 'f'))
	}
	return string(key)
}
