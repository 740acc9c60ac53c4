package layer

import (
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
)

// Equal asks that a column hold a value, given as its canonical text (Column.Canonical).
type Equal struct {
	Column int
	Text   string
}

// Query selects rows and a page of them. Its conditions hold together. A row without geometry meets every box, and a
// row without time every interval (OGC 17-069r4, 7.15.3 and 7.15.4).
type Query struct {
	Boxes    []orb.Bound // the default geometry meets one of them; nil: no condition
	Interval *Interval   // nil: no condition
	Equal    []Equal
	Filter   *cql2.Expr // true of the row; its properties are the schema's Queryables; nil: no condition
	Sort     []SortKey  // the order, id last; nil: by id
	After    string     // rows beyond this Cursor (an id where there is no order); "" from the first
	Before   string     // the last rows on this side of it (After is then ignored); "" off
	Limit    int        // most rows in the page; below 1 only counts
}

// Page is the answer to a Query.
type Page struct {
	Rows    []int32 // ascending
	Matched int     // rows that meet the conditions, on all pages; exact
	Next    bool    // there are matching rows above the page
	Prev    bool    // there are matching rows below it
	Plan    Plan    // how the page was found
	Explain string  // the same of a filter, in words
}

// Find answers a query without Filter and Sort; the page's rows are appended to dst.
func (t *Table) Find(q Query, dst []int32) Page {
	page, _ := t.find(q, dst, math.Inf(1))
	return page
}

// find is Find; ok is false where it would take more nanoseconds than most.
func (t *Table) find(q Query, dst []int32, most float64) (page Page, ok bool) {
	scratch, _ := t.scratch.Get().(*[]int32)
	if scratch == nil {
		scratch = new([]int32)
	}
	defer t.scratch.Put(scratch)
	s, ok := t.selection(q, scratch)
	if !ok {
		return Page{Rows: dst, Plan: Nothing}, true
	}
	low, high := t.between(q)
	known := s.knownCount()
	plan, cost := s.choose(q.Limit, known)
	if cost > most {
		return Page{}, false
	}
	if plan == Box || plan == Time {
		return s.gathered(plan, q, low, high, known, dst), true
	}
	page = Page{Matched: known, Plan: plan}
	if known < 0 {
		page.Matched = s.countedOnce(plan)
	}
	page.Rows, page.Next, page.Prev = s.walk(plan, q, low, high, dst)
	return page, true
}

// gathered collects all matches from an index that is not in id order, and cuts the page from them.
func (s *selection) gathered(plan Plan, q Query, low, high int32, known int, dst []int32) Page {
	all := s.gather(plan)
	if known < 0 {
		s.remember(len(all))
	}
	from := sort.Search(len(all), func(i int) bool { return all[i] >= low })
	to := from + sort.Search(len(all)-from, func(i int) bool { return all[from+i] >= high })
	limit := max(q.Limit, 0)
	if q.Before != "" {
		from = max(from, to-limit)
	} else {
		to = min(to, from+limit)
	}
	return Page{Rows: append(dst, all[from:to]...), Matched: len(all), Next: to < len(all), Prev: from > 0, Plan: plan}
}

// gather returns all matches, ascending, in the scratch slice.
func (s *selection) gather(plan Plan) []int32 {
	all, rest := *s.scratch, *s
	if plan == Box {
		if !s.boxRows {
			all = all[:0]
			for _, q := range s.boxes {
				all, _ = s.t.meet(q, all, math.MaxInt)
			}
		}
		all = append(all, s.t.index().nowhere...)
		rest.boxes = nil
	} else {
		l := s.t.timeline()
		from, to := l.candidates(*s.interval)
		all = append(append(all[:0], l.rows[from:to]...), l.never...)
	}
	*s.scratch = all
	if len(rest.equal) > 0 || rest.interval != nil || rest.boxes != nil {
		kept := all[:0]
		for _, row := range all {
			if rest.holds(row) {
				kept = append(kept, row)
			}
		}
		all = kept
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// walk goes through candidate rows in id order until the page is full, and looks one match further on either side.
func (s *selection) walk(plan Plan, q Query, low, high int32, dst []int32) (rows []int32, next, prev bool) {
	forward := func(from int32, limit int, out []int32) []int32 { return s.forward(plan, from, limit, out) }
	limit, start := max(q.Limit, 0), len(dst)
	if q.Before != "" {
		dst = s.backward(plan, high, limit+1, dst)
		slices.Reverse(dst[start:])
		if len(dst)-start > limit {
			dst, prev = slices.Delete(dst, start, start+1), true
		}
		var one [1]int32
		return dst, len(forward(high, 1, one[:0])) > 0, prev
	}
	dst = forward(low, limit+1, dst)
	if len(dst)-start > limit {
		dst, next = dst[:start+limit], true
	}
	var one [1]int32
	return dst, next, low > 0 && len(s.backward(plan, low, 1, one[:0])) > 0
}

func (s *selection) forward(plan Plan, from int32, limit int, dst []int32) []int32 {
	full := len(dst) + limit
	if plan == Value {
		rows := s.equal[0].values.Rows(s.equal[0].code)
		at, _ := slices.BinarySearch(rows, from)
		for ; at < len(rows) && len(dst) < full; at++ {
			if s.holds(rows[at]) {
				dst = append(dst, rows[at])
			}
		}
		return dst
	}
	for row := from; row < int32(s.t.Len()) && len(dst) < full; row++ {
		if s.holds(row) {
			dst = append(dst, row)
		}
	}
	return dst
}

func (s *selection) backward(plan Plan, below int32, limit int, dst []int32) []int32 {
	full := len(dst) + limit
	if plan == Value {
		rows := s.equal[0].values.Rows(s.equal[0].code)
		at, _ := slices.BinarySearch(rows, below)
		for at--; at >= 0 && len(dst) < full; at-- {
			if s.holds(rows[at]) {
				dst = append(dst, rows[at])
			}
		}
		return dst
	}
	for row := below - 1; row >= 0 && len(dst) < full; row-- {
		if s.holds(row) {
			dst = append(dst, row)
		}
	}
	return dst
}
