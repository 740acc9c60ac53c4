package totals

import (
	"cmp"
	"slices"

	"oblast/data/ledger"
	"oblast/data/record"
)

// series holds, for every unit of a level by position, its cells along time, each the sum of all up to its date: as
// cum, or, where nothing is lost by it, as thin. The zero value holds nothing. A unit's cells are a strand; versions
// share the strands that are the same in both.
type series struct {
	dates [][]record.Date // by position, ascending
	thin  [][]thin
	cum   [][]cell
	guide guide
}

// entry is a cell before it is sorted into a series.
type entry struct {
	pos  int32
	date record.Date
	cell cell
}

// entries are a list in pages, so that a long one grows without being copied.
type entries struct {
	pages [][]entry
	n     int
}

const pageLength = 1 << 10

func (e *entries) append(x entry) {
	if last := len(e.pages) - 1; last < 0 || len(e.pages[last]) == pageLength {
		e.pages = append(e.pages, make([]entry, 0, pageLength))
	}
	last := &e.pages[len(e.pages)-1]
	*last = append(*last, x)
	e.n++
}

// sorted returns the list by position, then date.
func (e *entries) sorted() []entry {
	all := slices.Concat(e.pages...)
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(a.date, b.date)) })
	return all
}

// newSeries sorts entries, given by ascending date, into n positions, and sums along time. childless: no entry has a
// residual or tallies.
func newSeries(n int, list entries, childless bool) (s series) {
	if list.n == 0 {
		return s
	}
	start := make([]int32, n+1)
	for _, page := range list.pages {
		for i := range page {
			start[page[i].pos+1]++
		}
	}
	longest := int32(0)
	for p := range n {
		longest = max(longest, start[p+1])
		start[p+1] += start[p]
	}
	s.dates = make([][]record.Date, n)
	dates := make([]record.Date, list.n)
	for p := range n {
		s.dates[p] = dates[start[p]:start[p]:start[p+1]]
	}
	if childless && longest <= thinnest {
		s.thin = strands[thin](start, list.n)
	} else {
		s.cum = strands[cell](start, list.n)
	}
	for _, page := range list.pages {
		for i := range page {
			e := &page[i]
			s.dates[e.pos] = append(s.dates[e.pos], e.date)
			if s.thin != nil {
				s.thin[e.pos] = extend(s.thin[e.pos], thinOf(&e.cell))
			} else {
				s.cum[e.pos] = extend(s.cum[e.pos], e.cell)
			}
		}
	}
	s.guide = guided(s.dates)
	return s
}

// strands returns empty strands in one block, with room for what start says of each position.
func strands[T any](start []int32, n int) [][]T {
	block, out := make([]T, n), make([][]T, len(start)-1)
	for p := range out {
		out[p] = block[start[p]:start[p]:start[p+1]]
	}
	return out
}

// summed is a cell that sums along time.
type summed[T any] interface {
	*T
	add(*T)
	subtract(*T)
}

// extend appends a cell to a strand.
func extend[T any, P summed[T]](strand []T, c T) []T {
	if n := len(strand); n > 0 {
		P(&c).add(&strand[n-1])
	}
	return append(strand, c)
}

// single returns the cell at i without those before.
func single[T any, P summed[T]](strand []T, i int) T {
	c := strand[i]
	if i > 0 {
		P(&c).subtract(&strand[i-1])
	}
	return c
}

// search returns where in dates the first is that is not before d.
func search(dates []record.Date, d record.Date) int {
	lo, hi := 0, len(dates)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if dates[mid] < d {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// between adds the cells first to last-1 of a position to acc.
func (s *series) between(pos int32, first, last int, acc *cell) {
	if s.thin != nil {
		strand := s.thin[pos]
		sum := strand[last-1]
		if first > 0 {
			sum.subtract(&strand[first-1])
		}
		sum.addTo(acc)
		return
	}
	strand := s.cum[pos]
	acc.add(&strand[last-1])
	if first > 0 {
		acc.subtract(&strand[first-1])
	}
}

// span returns where a position's cells of a period begin and end; the same twice where there are none.
func (s *series) span(pos int32, p period) (first, last int) {
	dates := s.dates[pos]
	if p.whole || len(dates) == 0 {
		return 0, len(dates)
	}
	first = s.search(pos, dates, p.from)
	switch {
	case first == len(dates) || dates[first] > p.to:
		return first, first
	case p.from == p.to:
		return first, first + 1
	}
	return first, s.search(pos, dates, p.to+1)
}

// sum adds a position's cells of a period to acc, and reports whether there are any.
func (s *series) sum(pos int32, p period, acc *cell) bool {
	if s.dates == nil {
		return false
	}
	first, last := s.span(pos, p)
	if first == last {
		return false
	}
	s.between(pos, first, last, acc)
	return true
}

// period is the time of a query: which parts, which dates.
type period struct {
	from, to record.Date
	whole    bool
	parts    [3]bool // night, day, undated
}

// plane is a series a part.
type plane [3]series

// sum adds a position's cells of a period to acc, and reports whether there are any.
func (pl *plane) sum(pos int32, p period, acc *cell) (any bool) {
	for part := range pl {
		if p.parts[part] && pl[part].sum(pos, p, acc) {
			any = true
		}
	}
	return any
}

// kind is a measure on a basis, as it is stored.
type kind uint8

const (
	interceptionsClaimed kind = iota
	interceptionsIncidents
	interceptionsReconciled
	reports
	damageReports
	damagedObjects
	injured
	killed
	kinds
)

// kindOf returns where a measure's basis is stored; nights are read from the interceptions.
func kindOf(measure, basis string) (kind, bool) {
	claimed := basis == Claimed
	switch measure {
	case "", "interceptions", "nights":
		switch basis {
		case Claimed:
			return interceptionsClaimed, true
		case Incidents:
			return interceptionsIncidents, true
		case "", Reconciled:
			return interceptionsReconciled, true
		}
	case "reports":
		return reports, !claimed
	case "damage_reports":
		return damageReports, !claimed
	case "damaged_objects":
		return damagedObjects, !claimed
	case "injured":
		return injured, !claimed
	case "killed":
		return killed, !claimed
	}
	return 0, false
}

// partOf is the plane's index of a slot's part.
func partOf(s ledger.Slot) int { return int(s.Part) }
