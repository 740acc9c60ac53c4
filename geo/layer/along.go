package layer

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
)

// take returns the next rows beyond a place (nil: from the end), forwards or backwards, in that order.
func (s sorter) take(a *answer, from *place, back bool, limit int) []int32 {
	among := s.among(a)
	o, cost := s.t.columns[s.keys[0].Column].order(), costSorted
	if a.set != nil {
		cost = costPicked
	}
	if a.count <= sortFew || cost*float64(a.count) < costAlong*float64(limit)*float64(len(o.span(among.lo, among.hi)))/float64(a.count) {
		if a.set == nil {
			return s.cut(slices.Values(a.rows), from, back, limit)
		}
		return s.cut(a.set.all(), from, back, limit)
	}
	has := a.set
	if has == nil {
		r := s.t.room()
		defer s.t.rooms.Put(r)
		clear(r.set)
		for _, row := range a.rows {
			r.set.add(row)
		}
		has = r.set
	}
	return s.along(among, has, from, back, limit)
}

// sortFew is how many matches are each looked at in any case.
const sortFew = 512

// costs of an order in nanoseconds.
const (
	costSorted = 18.0 // a match looked at
	costPicked = 40.0 // the same of a set
	costAlong  = 2.0  // a row gone by in the order
)

// sorted is a row and about where it is under the first key.
type sorted struct{ at, row int32 }

// cut takes of rows those beyond a place, in order: it holds no more than twice as many as are asked for.
func (s sorter) cut(rows iter.Seq[int32], from *place, back bool, limit int) []int32 {
	if limit <= 0 {
		return nil
	}
	compare := func(a, b sorted) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		if back {
			a, b = b, a
		}
		return s.compare(a.row, b.row)
	}
	var first []sorted
	about, last := s.about(back), int32(math.MaxInt32) // what is behind the last of the first limit comes too late
	for row := range rows {
		at := about(row)
		if at > last {
			continue
		}
		if from != nil {
			if c := s.compareTo(row, *from); back && c >= 0 || !back && c <= 0 {
				continue
			}
		}
		if first = append(first, sorted{at, row}); len(first) >= 2*limit {
			slices.SortFunc(first, compare)
			first = first[:limit]
			last = first[limit-1].at
		}
	}
	slices.SortFunc(first, compare)
	out := make([]int32, min(limit, len(first)))
	for i := range out {
		out[i] = first[i].row
	}
	return out
}

// about returns what tells about where a row is under the first key, for less than its place: of a row that comes before another it
// is not more.
func (s sorter) about(back bool) func(row int32) int32 {
	v, down := &s.t.columns[s.keys[0].Column], s.keys[0].Descending
	o, null := v.order(), int32(1<<16)
	ranks, shift := o.ranks16(&v.codes)
	edge := uint16(len(o.codes) >> shift) // the rank of null, and perhaps of others
	at := func(row int32) int32 {
		rank := ranks[row]
		switch {
		case rank == edge && v.codes.at(row) == 0:
			return null
		case down:
			return null - 1 - int32(rank)
		}
		return int32(rank)
	}
	if back {
		return func(row int32) int32 { return null - at(row) }
	}
	return at
}

// along walks the groups of equal first values in order, from the place on. All matches that are not null are among some ranks.
func (s sorter) along(among ranks, has bitset, from *place, back bool, limit int) (out []int32) {
	v := &s.t.columns[s.keys[0].Column]
	o := v.order()
	nulls, down := len(o.codes), s.keys[0].Descending
	take := func(group []int32) {
		if len(s.keys) == 1 {
			out = s.walk(group, has, from, back, limit, out)
			return
		}
		var held []int32
		for _, row := range group {
			if has.has(row) {
				held = append(held, row)
			}
		}
		out = append(out, s.cut(slices.Values(held), from, back, limit-len(out))...)
	}
	g := 0 // of the groups in the order asked for, in which null's is the last
	if back {
		g = nulls
	}
	if from != nil {
		g = s.groupOf(from.at[0], nulls+1, back)
	}
	if g == nulls {
		take(o.rows[o.known():])
		if g--; !back {
			return out
		}
	}
	rank, up := g, down == back
	if down {
		rank = nulls - 1 - g
	}
	if up {
		rank = max(rank, among.lo)
	} else {
		rank = min(rank, among.hi-1)
	}
	for rank >= among.lo && rank < among.hi && len(out) < limit {
		at := o.at(rank)
		if up {
			at = o.seek(has, at)
		} else {
			at = o.seekBack(has, o.at(rank+1))
		}
		if at < 0 {
			break
		}
		rank = int(o.rank[v.codes.at(o.rows[at])])
		take(o.span(rank, rank+1))
		if up {
			rank++
		} else {
			rank--
		}
	}
	if !back && len(out) < limit {
		take(o.rows[o.known():])
	}
	return out
}

// seek returns the first position from one on whose row is in the set, among the rows that are not null; -1 where there is
// none. Where the set has nothing for long, the rungs of the ladder say from where on it has.
func (o *order) seek(has bitset, at int) int {
	known, stop := o.known(), at+seekAtOnce
	for {
		for stop = min(stop, known); at < stop; at++ {
			if has.has(o.rows[at]) {
				return at
			}
		}
		if at >= known {
			return -1
		}
		if at, stop = o.ladder().after(has, at); at >= known {
			return -1
		}
	}
}

// seekBack is seek for the last position below one.
func (o *order) seekBack(has bitset, below int) int {
	stop := below - seekAtOnce
	for {
		for stop = max(stop, 0); below > stop; below-- {
			if has.has(o.rows[below-1]) {
				return below - 1
			}
		}
		if below <= 0 {
			return -1
		}
		if stop, below = o.ladder().before(has, below); below <= 0 {
			return -1
		}
	}
}

// seekAtOnce is how many rows are looked at before the ladder is asked.
const seekAtOnce = 2048

// after returns positions from up to which a row of the set lies that is not before a position: where that is far, the next
// rungs between which one does; both are the end where there is none.
func (l *ladder) after(has bitset, at int) (from, to int) {
	i, last := sort.SearchInts(l.at, at), len(l.at)-1
	if l.at[i] > at { // up to the next rung
		return at, l.at[i]
	}
	to = i + 1 + sort.Search(last-i, func(k int) bool { return has.meetsBetween(l.rungs[i], l.rungs[i+1+k]) })
	if to > last {
		return l.at[last], l.at[last]
	}
	return l.at[to-1], l.at[to]
}

// before is after for the positions below one; both are the beginning where there is none.
func (l *ladder) before(has bitset, below int) (from, to int) {
	i := sort.SearchInts(l.at, below+1) - 1
	if l.at[i] < below { // down to the rung before
		return l.at[i], below
	}
	from = i - 1 - sort.Search(i, func(k int) bool { return has.meetsBetween(l.rungs[i-1-k], l.rungs[i]) })
	if from < 0 {
		return 0, 0
	}
	return l.at[from], l.at[from+1]
}

// meetsBetween reports whether a set has a row of one set that is not of another.
func (b bitset) meetsBetween(less, more bitset) bool {
	for i, w := range b {
		if w&more[i]&^less[i] != 0 {
			return true
		}
	}
	return false
}

// groupOf returns the group from which rows can lie beyond a place.
func (s sorter) groupOf(at int64, groups int, back bool) int {
	switch {
	case at == maxPlace:
		return groups - 1
	case s.keys[0].Descending:
		return max(0, groups-2-int(-at/2))
	}
	// Between two values one group too many is looked at, and holds nothing beyond the place.
	g := int(at / 2)
	if back {
		return min(g, groups-2)
	}
	return max(0, min(g, groups-1))
}

// walk takes from a group of one key, whose rows are in the order of their ids.
func (s sorter) walk(group []int32, has bitset, from *place, back bool, limit int, out []int32) []int32 {
	i, step := 0, 1
	if back {
		i, step = len(group)-1, -1
	}
	if from != nil && len(group) > 0 && s.at(group[0], 0) == from.at[0] {
		at, found := slices.BinarySearchFunc(group, from.id, func(row int32, id string) int { return strings.Compare(s.t.ids[row], id) })
		i = at
		if back {
			i = at - 1
		} else if found {
			i = at + 1
		}
	}
	for ; i >= 0 && i < len(group) && len(out) < limit; i += step {
		row := group[i]
		if has.has(row) && (from == nil || (s.compareTo(row, *from) > 0) != back) {
			out = append(out, row)
		}
	}
	return out
}
