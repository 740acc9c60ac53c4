package layer

import (
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"oblast/geo/cql2"
)

// order is a column's values in order: texts by code point, numbers and times by size, false before true.
type order struct {
	codes       []uint32 // all but null, ascending by value
	rank        []uint32 // by code; null is behind all
	ends        []uint32 // rows of rank r are rows[ends[r-1]:ends[r]]; the last are those of null
	arrangement          // of rows, ascending within a rank

	ladderOnce sync.Once
	held       *ladder

	aboutOnce sync.Once
	about     []uint16 // by row: its rank, shifted
	shift     int
}

// ranks16 returns about which rank each row has, made on the first call. It takes 2 bytes a row.
func (o *order) ranks16(c *codes) (about []uint16, shift int) {
	o.aboutOnce.Do(func() {
		o.shift = max(0, bits.Len(uint(len(o.codes)))-16)
		o.about = make([]uint16, len(o.rows))
		for row := range o.about {
			o.about[row] = uint16(o.rank[c.at(int32(row))] >> o.shift)
		}
	})
	return o.about, o.shift
}

// ladder returns the sets along the order, built on the first call.
func (o *order) ladder() *ladder {
	o.ladderOnce.Do(func() { o.held = newLadder(len(o.rows), o.rows, o.ends) })
	return o.held
}

// at returns the position where the rows of a rank begin.
func (o *order) at(rank int) int {
	if rank == 0 {
		return 0
	}
	return int(o.ends[rank-1])
}

// set returns the rows of the ranks from lo up to hi, or those of all other ranks but null's.
func (o *order) set(lo, hi int, want bool) bitset {
	l := o.ladder()
	b := l.between(o.at(lo), o.at(max(lo, hi)))
	if want {
		return b
	}
	rest := l.between(0, o.known())
	rest.drop(b)
	return rest
}

// setCost estimates set, in nanoseconds.
func (o *order) setCost(lo, hi int) float64 { return o.ladder().cost(o.at(lo), o.at(max(lo, hi))) }

// order returns the column's order, built on the first call.
func (v *Values) order() *order {
	v.orderOnce.Do(func() { v.ordered = newOrder(v) })
	return v.ordered
}

func newOrder(v *Values) *order {
	codes := v.allCodes()
	v.sort(codes)
	return orderOf(v, codes)
}

// allCodes returns all codes but null's.
func (v *Values) allCodes() []uint32 {
	codes := make([]uint32, len(v.texts)-1)
	for i := range codes {
		codes[i] = uint32(i + 1)
	}
	return codes
}

// orderOf is the order that has the codes as they come.
func orderOf(v *Values, codes []uint32) *order {
	d := len(codes)
	o := &order{codes: codes, rank: make([]uint32, d+1), ends: make([]uint32, d+1)}
	for r, code := range o.codes {
		o.rank[code] = uint32(r)
	}
	o.rank[0] = uint32(d)
	n := v.codes.len()
	starts := make([]uint32, d+2)
	for row := range int32(n) {
		starts[o.rank[v.codes.at(row)]+1]++
	}
	for r := 1; r < len(starts); r++ {
		starts[r] += starts[r-1]
	}
	o.rows = make([]int32, n)
	for row := range int32(n) {
		r := o.rank[v.codes.at(row)]
		o.rows[starts[r]] = row
		starts[r]++
	}
	copy(o.ends, starts)
	return o
}

// sort puts codes other than null in the order of their values.
func (v *Values) sort(codes []uint32) {
	var key func(code uint32) uint64
	switch v.kind {
	case Integer, Number:
		numbers := v.numbers()
		key = func(code uint32) uint64 { return doubleKey(numbers[code]) }
	case Instant:
		numbers := make([]int64, len(v.texts))
		for c := 1; c < len(v.texts); c++ {
			t, _ := time.Parse(time.RFC3339Nano, v.texts[c])
			numbers[c] = t.UnixMicro()
		}
		key = func(code uint32) uint64 { return signedKey(numbers[code]) }
	default:
		if !slices.IsSortedFunc(codes, func(a, b uint32) int { return strings.Compare(v.texts[a], v.texts[b]) }) {
			sortTexts(v.texts, codes)
		}
		return
	}
	all := make([]keyed, len(codes))
	for i, code := range codes {
		all[i] = keyed{key(code), code}
	}
	sortKeyed(all, make([]keyed, len(all)))
	for i := range all {
		codes[i] = all[i].item
	}
	if v.kind == Instant {
		v.sortWithin(codes, all)
	}
}

// sortWithin puts times of one microsecond in order.
func (v *Values) sortWithin(codes []uint32, all []keyed) {
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].key == all[from].key {
			to++
		}
		if to-from > 1 {
			slices.SortFunc(codes[from:to], func(a, b uint32) int {
				x, _ := time.Parse(time.RFC3339Nano, v.texts[a])
				y, _ := time.Parse(time.RFC3339Nano, v.texts[b])
				return x.Compare(y)
			})
		}
		from = to
	}
}

// span returns the rows of the ranks from lo up to hi.
func (o *order) span(lo, hi int) []int32 {
	if lo >= hi {
		return nil
	}
	from := uint32(0)
	if lo > 0 {
		from = o.ends[lo-1]
	}
	return o.rows[from:o.ends[hi-1]]
}

// known is the number of rows that are not null.
func (o *order) known() int { return len(o.span(0, len(o.codes))) }

// bounds returns the first rank that is not below a value, and the first that is above it.
func (v *Values) bounds(value cql2.Value) (lo, hi int) {
	o := v.order()
	from, to := 0, len(o.codes)
	if v.kind == Instant && value.Type == cql2.Instant { // by the microsecond, and of those of the same by what is written
		at := v.sides(false)
		first, last := value.From.Span()
		from = sort.Search(to, func(r int) bool { return at[o.codes[r]] >= first })
		to = from + sort.Search(to-from, func(r int) bool { return at[o.codes[from+r]] > last })
	}
	lo = from + sort.Search(to-from, func(r int) bool { return cql2.Compare(v.Value(o.codes[from+r]), value) >= 0 })
	hi = lo + sort.Search(to-lo, func(r int) bool { return cql2.Compare(v.Value(o.codes[lo+r]), value) > 0 })
	return lo, hi
}

// Value returns the value of a code as filters take it.
func (v *Values) Value(code uint32) cql2.Value {
	if code == 0 {
		return cql2.Value{}
	}
	text := v.texts[code]
	switch v.kind {
	case Integer, Number:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return cql2.Value{}
		}
		return cql2.NumberValue(n)
	case Boolean:
		return cql2.BooleanValue(text == "true")
	case Date:
		t, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return cql2.Value{}
		}
		return cql2.DateValue(t)
	case Instant:
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return cql2.Value{}
		}
		return cql2.InstantValue(t)
	case List:
		return cql2.ListValue(text)
	}
	return cql2.TextValue(text)
}

// codeOf returns the code of a value that a filter names; ok is false where no row has it.
func (v *Values) codeOf(value cql2.Value) (code uint32, ok bool) {
	switch value.Type {
	case cql2.Text:
		if v.kind == Text {
			return v.Find(value.Text)
		}
	case cql2.Number:
		return v.Find(string(AppendNumber(nil, value.Number+0)))
	case cql2.Boolean:
		return v.Find(strconv.FormatBool(value.Number != 0))
	case cql2.Date:
		if v.kind == Date {
			return v.Find(time.UnixMicro(value.From.Micros).UTC().Format(time.DateOnly))
		}
	}
	return 0, false
}
