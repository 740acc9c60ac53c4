package layer

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
)

// take returns the next rows beyond a place (nil: from the end), forwards or backwards, in that order.
func (s sorter) take(a *answer, from *place, back bool, limit int) []int32 {
	among := s.among(a)
	o, count := s.t.columns[s.keys[0].Column].order(), float64(a.count)
	each := costSorted
	if a.abouts != nil {
		each = costNoted
	}
	list, walk := each*count, costAlong*float64(limit)*float64(len(o.span(among.lo, among.hi)))/count
	listed := a.rows
	if a.loose != nil {
		listed = a.loose
	}
	if a.set == nil {
		walk += costWord*float64(s.t.Len())/64 + costEntry*count
	} else if listed == nil {
		list += costWord*float64(s.t.Len())/64 + costEntry*count
	}
	if a.count <= sortFew || list < walk {
		if listed == nil && a.set != nil {
			r := s.t.room()
			defer s.t.rooms.Put(r)
			r.rows = a.set.append(r.rows[:0])
			listed = r.rows
		}
		return s.cut(listed, a.abouts, from, back, limit)
	}
	has := a.set
	if has == nil {
		r := s.t.room()
		defer s.t.rooms.Put(r)
		clear(r.set)
		for _, row := range listed {
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
	costSorted = 6.0 // a match looked at
	costNoted  = 2.5 // the same where it is noted about where it lies
	costAlong  = 5.0 // a row gone by in the order
)

// sorted is a row and about where it is under the first key, for less than its place: of a row that comes before another it is not
// more.
type sorted struct {
	at  uint16
	row int32
}

// cut takes of rows those beyond a place, in order: it sorts no more of them than what lies about where the last that are asked for
// lie. Abouts are their ranks16, where they are noted.
func (s sorter) cut(rows []int32, abouts []uint16, from *place, back bool, limit int) []int32 {
	if limit <= 0 {
		return nil
	}
	r := s.t.room()
	defer s.t.rooms.Put(r)
	var turned uint16 // of two places the lesser comes first when all bits are turned
	if s.keys[0].Descending != back {
		turned = math.MaxUint16
	}
	rows, abouts = s.beyond(r, rows, abouts, from, back, turned)
	compare := func(a, b sorted) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		if back {
			a, b = b, a
		}
		return s.compare(a.row, b.row)
	}
	first, last := r.sorted[:0], lastOf(abouts, turned, limit)
	for i, at := range abouts { // of those of one value not more than twice as many are held
		if at ^= turned; at > last {
			continue
		}
		if first = append(first, sorted{at, rows[i]}); len(first) == 2*limit {
			slices.SortFunc(first, compare)
			first = first[:limit]
			last = min(last, first[limit-1].at)
		}
	}
	slices.SortFunc(first, compare)
	r.sorted = first
	out := make([]int32, min(limit, len(first)))
	for i := range out {
		out[i] = first[i].row
	}
	return out
}

// beyond returns the rows that lie beyond a place, and about where each is, turned; both are in the room, or what was given.
func (s sorter) beyond(r *room, rows []int32, abouts []uint16, from *place, back bool, turned uint16) ([]int32, []uint16) {
	v := &s.t.columns[s.keys[0].Column]
	o := v.order()
	ranks, shift := o.ranks16(&v.codes)
	null := turned // comes last, and when going backwards first
	if !back {
		null = ^turned
	}
	nulls := o.known() < len(o.rows)
	if r.places = r.places[:0]; abouts == nil {
		r.places = slices.Grow(r.places, len(rows))[:len(rows)]
		for i, row := range rows {
			r.places[i] = ranks[row]
		}
		abouts = r.places
	} else if nulls || from != nil {
		r.places = append(r.places, abouts...)
		abouts = r.places
	}
	if nulls {
		edge := uint16(len(o.codes) >> shift) // the rank of null, and perhaps of others
		for i, row := range rows {
			if abouts[i] == edge && v.codes.at(row) == 0 {
				abouts[i] = null
			}
		}
	}
	if from == nil {
		return rows, abouts
	}
	start, n := null, 0
	if from.at[0] != maxPlace {
		start = uint16(max(from.at[0], -from.at[0]) / 2 >> shift)
	}
	r.rows = growTo(r.rows, len(rows))
	for i, row := range rows {
		if abouts[i]^turned < start^turned {
			continue
		}
		if abouts[i] == start {
			if c := s.compareTo(row, *from); back && c >= 0 || !back && c <= 0 {
				continue
			}
		}
		r.rows[n], abouts[n] = row, abouts[i]
		n++
	}
	return r.rows[:n], abouts[:n]
}

// lastOf returns about where the last of so many of the first lies: by the first digits of where all lie, and then by the others.
func lastOf(all []uint16, turned uint16, limit int) uint16 {
	if len(all) <= 2*limit {
		return math.MaxUint16
	}
	var high, low [1 << 8]int
	for _, at := range all {
		high[(at^turned)>>8]++
	}
	first, before := 0, 0
	for before+high[first] < limit {
		before += high[first]
		first++
	}
	for _, at := range all {
		if at ^= turned; int(at>>8) == first {
			low[uint8(at)]++
		}
	}
	last := 0
	for before += low[0]; before < limit; before += low[last] {
		last++
	}
	return uint16(first<<8 | last)
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
		out = append(out, s.cut(held, nil, from, back, limit-len(out))...)
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
