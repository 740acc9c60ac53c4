package totals

import (
	"slices"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/region"
)

// Update returns the cube of another version: l is its ledger, in what the ledger was made from, and touched the slots
// whose books are not those that c was made from. Strands of units of which those slots say the same as before are
// shared with c. The result is what Build gives.
func (c *Cube) Update(in ledger.Input, l *ledger.Ledger, touched []ledger.Slot, withheld ...Withheld) *Cube {
	next := &Cube{frame: c.frame, own: c.own, base: c.base, withheld: withheld, dates: datesOf(l)}
	b := newBuilder(next, &in)
	var dates [3][]record.Date
	for _, s := range touched {
		dates[partOf(s)] = append(dates[partOf(s)], s.Date)
		if book, ok := l.Book(s); ok {
			b.addBook(book)
		}
	}
	for part := range dates {
		slices.Sort(dates[part])
		for k := range kinds {
			next.base[k][part] = c.base[k][part].with(len(c.rows[region.Country]), dates[part], b.base[k][part], false)
			for level := range levels {
				next.own[level][k][part] = c.own[level][k][part].with(len(c.rows[level]), dates[part], b.own[level][k][part], level == int(region.District))
			}
		}
	}
	return next
}

// with returns the series whose cells on the given dates, which ascend, are those of list and no others. n is the
// number of positions.
func (s series) with(n int, on []record.Date, list entries, childless bool) series {
	if len(on) == 0 || s.dates == nil && list.n == 0 {
		return s
	}
	if s.dates == nil {
		return newSeries(n, list, childless)
	}
	added := list.sorted()
	if s.thin != nil && s.longest()+len(on) > thinnest {
		s = s.thickened()
	}
	next := series{slices.Clone(s.dates), slices.Clone(s.thin), slices.Clone(s.cum), s.guide}
	var moved []int32 // positions whose dates are others
	for pos := range int32(n) {
		to := 0
		for to < len(added) && added[to].pos == pos {
			to++
		}
		own := added[:to]
		added = added[to:]
		first := s.differs(pos, on, own)
		if first < 0 {
			continue
		}
		if s.thin != nil {
			next.dates[pos], next.thin[pos] = rewoven(s.dates[pos], s.thin[pos], first, on, own, thinOf)
		} else {
			next.dates[pos], next.cum[pos] = rewoven(s.dates[pos], s.cum[pos], first, on, own, func(c *cell) cell { return *c })
		}
		if !slices.Equal(next.dates[pos], s.dates[pos]) {
			moved = append(moved, pos)
		}
	}
	next.guide = s.guide.follow(next.dates, moved)
	return next
}

// differs returns where the first cell stands that is not, or not as it is, after the cells on some dates have become
// those of added; below 0 where nothing changes.
func (s *series) differs(pos int32, on []record.Date, added []entry) int {
	dates := s.dates[pos]
	for _, d := range on {
		i := search(dates, d)
		held := i < len(dates) && dates[i] == d
		comes := len(added) > 0 && added[0].date == d
		if held != comes {
			return i
		}
		if !held {
			continue
		}
		var c cell
		s.between(pos, i, i+1, &c)
		if c != added[0].cell {
			return i
		}
		added = added[1:]
	}
	return -1
}

// rewoven returns a strand and its dates anew: up to first as before, then with the cells on some dates replaced.
func rewoven[T any, P summed[T]](dates []record.Date, strand []T, first int, on []record.Date, added []entry, of func(*cell) T) ([]record.Date, []T) {
	outDates := append(make([]record.Date, 0, len(dates)+len(added)), dates[:first]...)
	out := append(make([]T, 0, len(dates)+len(added)), strand[:first]...)
	for first > 0 && len(added) > 0 && added[0].date <= dates[first-1] {
		added = added[1:]
	}
	put := func(d record.Date, c T) {
		outDates, out = append(outDates, d), extend[T, P](out, c)
	}
	for i := first; i < len(dates); i++ {
		for len(added) > 0 && added[0].date <= dates[i] {
			put(added[0].date, of(&added[0].cell))
			added = added[1:]
		}
		if _, replaced := slices.BinarySearch(on, dates[i]); !replaced {
			put(dates[i], single[T, P](strand, i))
		}
	}
	for i := range added {
		put(added[i].date, of(&added[i].cell))
	}
	return outDates, out
}

func (s *series) longest() (n int) {
	for _, dates := range s.dates {
		n = max(n, len(dates))
	}
	return n
}

// thickened returns the series in whole cells.
func (s series) thickened() series {
	out := series{dates: s.dates, cum: make([][]cell, len(s.thin)), guide: s.guide}
	for pos, strand := range s.thin {
		for i := range strand {
			c := single(strand, i)
			var whole cell
			c.addTo(&whole)
			out.cum[pos] = extend(out.cum[pos], whole)
		}
	}
	return out
}
