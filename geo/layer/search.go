package layer

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// search is the work on one query: its table, when to stop, and what went wrong.
type search struct {
	t     *Table
	ctx   context.Context // of this call only
	err   error
	steps int     // costly tests since the context was last asked
	by    *Values // that a page will be in the order of; nil: in that of ids
}

// Costs in nanoseconds of what filters do, fitted to the benchmarks of this package.
const (
	costBit       = 0.9   // one row's code looked up for a set
	costEntry     = 1.5   // one row of a list added to a set
	costWord      = 0.6   // 64 rows of two sets joined
	costFetch     = 2.0   // one candidate brought, before its tests
	costCode      = 2.5   // one row tested by its code
	costTimes     = 15.0  // one row tested by two times
	costLocate    = 60.0  // one point located in a geometry
	costRelate    = 20e3  // one area held against a geometry
	costGeneral   = 300.0 // one row on which an expression is evaluated
	costSettings  = 500.0 // a plan at all
	costSift      = 40e3  // a circle at all
	costSifted    = 8.0   // one point held against it
	costText      = 80.0  // one text held against a pattern
	costReckon    = 1.0   // one term of one row reckoned, among all
	costReckoned  = 10.0  // the same of a row by itself
	costRun       = 1.5   // one value looked at for runs
	costFetched   = 0.7   // one candidate brought as a position in an order
	costAlongside = 1.0   // one tested by a number in that order
	costLadder    = 5e3   // a set from a ladder at all
)

// quick is what a plan without sets may cost before theirs are estimated.
const quick = 30e3

// ticks is how many costly tests pass between two looks at the clock.
const ticks = 256

// tick counts a costly test; false says to stop. Now and then it lets others work, who may want little.
func (s *search) tick() bool {
	if s.steps%ticks == 0 {
		if runtime.Gosched(); s.err == nil {
			s.err = s.ctx.Err()
		}
	}
	s.steps++
	return s.err == nil
}

// Search answers the query like Find, filters and orders included; the page's rows are appended to dst. It stops with the
// context's error when that is over.
func (t *Table) Search(ctx context.Context, q Query, dst []int32) (Page, error) {
	var of node
	if q.Filter == nil && len(q.Sort) == 0 {
		of = t.conditions(q)
		if page, ok := t.find(q, dst, max(quick, costSettings+of.setCost())); ok {
			return page, nil
		}
	}
	a, err := t.answer(ctx, q, of)
	if err != nil {
		return Page{}, err
	}
	defer t.free(a)
	s := &search{t: t, ctx: ctx}
	if a.later != nil && a.later.loose == nil && len(q.Sort) == 0 {
		if page, ok := t.walkedPage(s, q, a, dst); ok {
			return page, nil
		}
	}
	if a = a.whole(s); s.err != nil {
		return Page{}, t.failed(s.err)
	}
	if len(q.Sort) > 0 {
		return t.sortedPage(q, a, dst)
	}
	return t.idPage(q, a, dst), nil
}

func (t *Table) failed(err error) error { return fmt.Errorf("filter on %s: %w", t.schema.Name, err) }

// Matches returns the rows that meet the query's conditions, ascending; page and order are not looked at. The rows are
// shared, not to be changed.
func (t *Table) Matches(ctx context.Context, q Query) ([]int32, error) {
	a, err := t.answer(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	defer t.free(a)
	s := &search{t: t, ctx: ctx}
	if a = a.whole(s); s.err != nil {
		return nil, t.failed(s.err)
	}
	if a.set == nil && a.room == nil {
		return a.rows, nil
	}
	if a.set == nil {
		return slices.Clone(a.rows), nil
	}
	return a.set.append(make([]int32, 0, a.count)), nil
}

// answer is all rows that meet a query's conditions: as a list where they are few, else as a set, or as what each row is
// tested on, where their number is known without that.
type answer struct {
	rows    []int32 // ascending
	set     bitset  // nil: rows, or not made yet
	count   int
	plan    Plan
	explain string
	later   *later   // nil: rows or set
	among   []node   // conditions that hold of all rows and say where they lie in an order
	room    *room    // that rows or set are in until it is given back; nil: they are the answer's own
	loose   []int32  // of what is in a room: the rows in no order, where they are listed
	abouts  []uint16 // about which rank each of these has, where they are noted (ranks16)
}

// lasting is an answer without what it is in: few rows are listed, and many found again where they are asked for again.
func (a *answer) lasting(t *Table, q Query) *answer {
	if a.room == nil {
		return a
	}
	kept := &answer{count: a.count, plan: a.plan, explain: a.explain, among: a.among}
	switch few := a.count <= t.Len()/listedLong; {
	case few && a.rows != nil:
		kept.rows = slices.Clone(a.rows)
	case few && a.loose != nil:
		kept.later = &later{loose: slices.Clone(a.loose)}
	case few && a.count <= t.Len()/listedLong/4:
		kept.rows = a.set.append(make([]int32, 0, a.count))
	default:
		q.Boxes, q.Equal, q.Sort = slices.Clone(q.Boxes), slices.Clone(q.Equal), nil
		kept.later = &later{again: func() node { return t.conditions(q) }}
	}
	return kept
}

// listedLong is of how many rows of a table one may be in a list that is remembered.
const listedLong = 256

// free gives back what an answer is in.
func (t *Table) free(a *answer) {
	if a.room != nil {
		t.rooms.Put(a.room)
	}
}

// later makes the set of an answer when it is asked for. Many may ask at once, and a condition is of one search alone: each makes it
// again, unless it is one that testing a row does not change.
type later struct {
	of    node // nil: made again
	again func() node
	mu    sync.Mutex
	made  bitset
	loose []int32 // the rows, in no order until made is asked for
	rows  []int32 // the same, ascending
}

// node returns the condition.
func (l *later) node() node {
	if l.of != nil {
		return l.of
	}
	return l.again()
}

// whole returns the answer with its rows or its set.
func (a *answer) whole(s *search) *answer {
	if a.later == nil {
		return a
	}
	a.later.mu.Lock()
	defer a.later.mu.Unlock()
	switch l := a.later; {
	case l.loose != nil && l.rows == nil:
		r := s.t.room()
		defer s.t.rooms.Put(r)
		r.rows = append(r.rows[:0], l.loose...)
		r.sort(s.t.Len())
		l.rows = append(l.loose[:0], r.rows...)
	case l.loose == nil && l.made == nil:
		b := l.node().set(s, true)
		if s.err != nil {
			return nil
		}
		l.made = b
	}
	return &answer{rows: a.later.rows, set: a.later.made, count: a.count, plan: a.plan, explain: a.explain, among: a.among}
}

// answer finds the rows of a query, or remembers them. Of is its conditions, nil where they are
// not made yet. It is to be freed when it has been read.
func (t *Table) answer(ctx context.Context, q Query, of node) (*answer, error) {
	key := t.queryKey(q)
	if a, ok := t.held.answer(key); ok {
		return a, nil
	}
	if of == nil {
		of = t.conditions(q)
	}
	s := &search{t: t, ctx: ctx}
	if len(q.Sort) > 0 {
		s.by = &t.columns[q.Sort[0].Column]
	}
	a := s.solve(of)
	if s.err != nil {
		return nil, t.failed(s.err)
	}
	a.among = placing(of)
	t.held.keep(key, a.lasting(t, q), t.Len())
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
	most := n.most()
	bring := s.t.bringCost(n, most)
	join := costSettings + n.setCost()
	if min(bring, join) > costlyFrom {
		if s.err = s.t.turns.take(s.ctx); s.err != nil {
			return nil
		}
		defer s.t.turns.give()
	}
	if a := s.counted(n, join, bring); a != nil || s.err != nil {
		return a
	}
	if most < s.t.Len() && bring < join {
		return s.bring(n)
	}
	r := s.t.room()
	if s.fill(r, n, true); s.err != nil {
		s.t.rooms.Put(r)
		return nil
	}
	return &answer{set: r.set, room: r, count: r.set.count(), plan: Sets,
		explain: fmt.Sprintf("sets of %s joined; estimated %s, by candidates %s", n.label(), micros(join), micros(bring))}
}

// sourceOf returns the condition whose candidates are brought.
func sourceOf(n node) node {
	if j, ok := n.(*junction); ok && j.and {
		return j.all[0]
	}
	return n
}

// restOf returns the conditions that what is brought is tested on.
func restOf(n node) []node {
	rest := []node{n}
	if j, ok := n.(*junction); ok && j.and {
		rest = j.all
	}
	if brings(sourceOf(n)) {
		rest = rest[1:]
	}
	return rest
}

// bring tests the candidates of the condition that brings the fewest on all others.
func (s *search) bring(n node) *answer {
	r, source, rest := s.t.room(), sourceOf(n), restOf(n)
	c := s.candidatesOf(source, r, len(rest) == 0)
	looked, once := c.len(), c.along != nil
	c.keepAll(s, rest)
	var abouts []uint16
	if s.by != nil {
		abouts = c.abouts(s, r)
	}
	c.byRow()
	r.rows = c.at
	if s.err != nil {
		s.t.rooms.Put(r)
		return nil
	}
	a := &answer{plan: Candidates, explain: fmt.Sprintf("%d candidates of %s tested on %s; estimated %s, by sets %s", looked, source.label(), n.label(), micros(s.t.bringCost(n, looked)), micros(n.setCost()))}
	a.room = r
	if abouts != nil {
		a.loose, a.abouts, a.count = r.rows, abouts, len(r.rows)
		return a
	}
	if ascending := slices.IsSorted(r.rows); ascending || len(r.rows) <= len(r.set)/sortedShare {
		if !ascending {
			r.sort(s.t.Len())
		}
		a.rows = slices.Compact(r.rows)
		a.count = len(a.rows)
		return a
	}
	clear(r.set) // a set is less work than sorting
	for _, row := range r.rows {
		r.set.add(row)
	}
	a.set, a.count = r.set, len(r.rows)
	if !once {
		a.count = r.set.count()
	}
	if a.count == len(r.rows) {
		a.loose = r.rows
	}
	return a
}

// sortedShare is of how many words of a set one row is sorted rather than put into it.
const sortedShare = 4

// micros writes nanoseconds for people.
func micros(ns float64) string { return fmt.Sprintf("%.0f us", ns/1000) }
