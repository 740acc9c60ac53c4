package totals

import (
	"oblast/data/ledger"
	"oblast/data/record"
)

// series holds, for every unit of a level by position, its cells along time, each the sum of all up to its date: as
// cum, or, where nothing is lost by it, as thin.
type series struct {
	start []int32 // of position p: start[p] up to start[p+1]
	dates []record.Date
	cum   []cell
	thin  []thin
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

// newSeries sorts entries, given by ascending date, into n positions, and sums along time. childless: no entry has a
// residual or tallies.
func newSeries(n int, list entries, childless bool) series {
	s := series{start: make([]int32, n+1), dates: make([]record.Date, list.n)}
	for _, page := range list.pages {
		for i := range page {
			s.start[page[i].pos+1]++
		}
	}
	longest := int32(0)
	for p := range n {
		longest = max(longest, s.start[p+1])
		s.start[p+1] += s.start[p]
	}
	if childless && longest <= thinnest {
		s.thin = make([]thin, list.n)
	} else {
		s.cum = make([]cell, list.n)
	}
	s.fill(list)
	return s
}

// fill puts the entries where they belong.
func (s *series) fill(list entries) {
	n := len(s.start) - 1
	next := make([]int32, n)
	copy(next, s.start)
	for _, page := range list.pages {
		for i := range page {
			e := &page[i]
			at := next[e.pos]
			next[e.pos]++
			s.dates[at] = e.date
			if s.thin != nil {
				s.thin[at] = thinOf(&e.cell)
				if at > s.start[e.pos] {
					s.thin[at].add(&s.thin[at-1])
				}
				continue
			}
			if s.cum[at] = e.cell; at > s.start[e.pos] {
				s.cum[at].add(&s.cum[at-1])
			}
		}
	}
}

// between adds the cells first to last-1 of a position that starts at lo to acc.
func (s *series) between(lo, first, last int32, acc *cell) {
	if s.thin != nil {
		sum := s.thin[last-1]
		if first > lo {
			sum.subtract(&s.thin[first-1])
		}
		sum.addTo(acc)
		return
	}
	acc.add(&s.cum[last-1])
	if first > lo {
		acc.subtract(&s.cum[first-1])
	}
}

// search returns where, among the cells lo to hi, the first is that is not before a date.
func (s *series) search(lo, hi int32, d record.Date) int32 {
	for lo < hi {
		mid := int32(uint32(lo+hi) >> 1)
		if s.dates[mid] < d {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// sum adds a position's cells of [from, to] to acc, and reports whether there are any.
func (s *series) sum(pos int32, p period, acc *cell) bool {
	lo, hi := s.start[pos], s.start[pos+1]
	if lo == hi {
		return false
	}
	first, last := lo, hi
	if !p.whole {
		first = s.search(lo, hi, p.from)
		if first == hi || s.dates[first] > p.to {
			return false
		}
		if last = first + 1; p.from != p.to {
			last = s.search(first, hi, p.to+1)
		}
	}
	if first == last {
		return false
	}
	s.between(lo, first, last, acc)
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
		if p.parts[part] && len(pl[part].dates) > 0 && pl[part].sum(pos, p, acc) {
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
