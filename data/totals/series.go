package totals

import (
	"oblast/data/ledger"
	"oblast/data/record"
)

// series holds, for every unit of a level by position, its cells along time, each the sum of all up to its date.
type series struct {
	start []int32 // of position p: start[p] up to start[p+1]
	dates []record.Date
	cum   []cell
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

// newSeries sorts entries, given by ascending date, into n positions, and sums along time.
func newSeries(n int, list entries) series {
	s := series{start: make([]int32, n+1), dates: make([]record.Date, list.n), cum: make([]cell, list.n)}
	for _, page := range list.pages {
		for i := range page {
			s.start[page[i].pos+1]++
		}
	}
	for p := range n {
		s.start[p+1] += s.start[p]
	}
	next := make([]int32, n)
	copy(next, s.start)
	for _, page := range list.pages {
		for i := range page {
			e := &page[i]
			at := next[e.pos]
			next[e.pos]++
			s.dates[at], s.cum[at] = e.date, e.cell
			if at > s.start[e.pos] {
				s.cum[at].add(&s.cum[at-1])
			}
		}
	}
	return s
}

// upTo returns how many of a position's cells lie before a date, as an index into the series.
func (s *series) upTo(lo, hi int32, d record.Date) int32 {
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

// sum adds a position's cells of [from, to] to acc.
func (s *series) sum(pos int32, p period, acc *cell) {
	lo, hi := s.start[pos], s.start[pos+1]
	if lo == hi {
		return
	}
	first, last := lo, hi
	if !p.whole {
		first = s.upTo(lo, hi, p.from)
		if first == hi || s.dates[first] > p.to {
			return
		}
		if last = first + 1; p.from != p.to {
			last = s.upTo(first, hi, p.to+1)
		}
	}
	if first == last {
		return
	}
	acc.add(&s.cum[last-1])
	if first > lo {
		acc.subtract(&s.cum[first-1])
	}
}

// period is the time of a query: which parts, which dates.
type period struct {
	from, to record.Date
	whole    bool
	parts    [3]bool // night, day, undated
}

// plane is a series a part.
type plane [3]series

// sum adds a position's cells of a period to acc.
func (pl *plane) sum(pos int32, p period, acc *cell) {
	for part := range pl {
		if p.parts[part] && len(pl[part].cum) > 0 {
			pl[part].sum(pos, p, acc)
		}
	}
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
