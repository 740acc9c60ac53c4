package layer

import (
	"cmp"
	"math"
	"sort"
	"sync"
	"time"
)

// Interval is a closed time interval in UTC milliseconds since 1970.
type Interval struct{ First, Last int64 }

// NewInterval returns the closed interval of two times; a zero time leaves that side open.
func NewInterval(first, last time.Time) Interval {
	i := Interval{math.MinInt64 + 1, math.MaxInt64 - 1}
	if !first.IsZero() {
		i.First = first.UnixMilli()
	}
	if !last.IsZero() {
		i.Last = last.UnixMilli()
	}
	return i
}

// timeline holds the rows that have a time in order of their starts.
type timeline struct {
	rows     []int32
	starts   []int64 // by position in rows
	lastEnds []int64 // greatest end up to and with a position
	ends     []int64 // all ends, ascending
	never    []int32 // rows without time

	ladderOnce     sync.Once
	started, ended *ladder // by starts, by ends
}

func (t *Table) timeline() *timeline {
	return built(t, &t.time, newTimeline)
}

func newTimeline(t *Table) *timeline {
	l := &timeline{}
	for row := range int32(t.Len()) {
		if t.start[row] == noTime {
			l.never = append(l.never, row)
		} else {
			l.rows = append(l.rows, row)
		}
	}
	l.rows = sortedBy(l.rows, t.start)
	l.starts, l.lastEnds, l.ends = make([]int64, len(l.rows)), make([]int64, len(l.rows)), make([]int64, len(l.rows))
	last := int64(math.MinInt64)
	for i, row := range l.rows {
		last = max(last, t.end[row])
		l.starts[i], l.lastEnds[i] = t.start[row], last
	}
	for i, row := range sortedBy(l.rows, t.end) {
		l.ends[i] = t.end[row]
	}
	return l
}

// set returns the rows that meet the interval, those without time among them: what started before its end, but for what
// was over before its start, all of which started before that. The ladders are built on the first call.
func (l *timeline) set(t *Table, q Interval) bitset {
	l.ladders(t)
	b := newBitset(t.Len())
	if q.First <= q.Last {
		started, over := l.bounds(q)
		b = l.started.between(0, started)
		b.drop(l.ended.between(0, over))
	}
	for _, row := range l.never {
		b.add(row)
	}
	return b
}

// ladders makes the sets along the starts and the ends, on the first call.
func (l *timeline) ladders(t *Table) {
	l.ladderOnce.Do(func() {
		l.started, l.ended = newLadder(t.Len(), l.rows, nil), newLadder(t.Len(), sortedBy(l.rows, t.end), nil)
	})
}

// sortedBy returns rows in the order of a time of each.
func sortedBy(rows []int32, at []int64) []int32 {
	all := make([]keyed, len(rows))
	for i, row := range rows {
		all[i] = keyed{signedKey(at[row]), uint32(row)}
	}
	sortKeyed(all, make([]keyed, len(all)))
	sorted := make([]int32, len(rows))
	for i := range all {
		sorted[i] = int32(all[i].item)
	}
	return sorted
}

func compareStarts(a, b int64, rowA, rowB int32) int {
	return cmp.Or(cmp.Compare(a, b), cmp.Compare(rowA, rowB))
}

// candidates returns the positions [from, to) outside which no row meets the interval.
func (l *timeline) candidates(q Interval) (from, to int) {
	from = sort.Search(len(l.lastEnds), func(i int) bool { return l.lastEnds[i] > q.First })
	to = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > q.Last })
	return from, max(from, to)
}

// count returns how many rows with a time meet the interval. Every row that ended before it also started before it
// ended, so two look-ups are exact.
func (l *timeline) count(q Interval) int {
	if q.First > q.Last {
		return 0
	}
	started, over := l.bounds(q)
	return started - over
}

// bounds returns how many rows started before the interval was over, and how many ended before it began.
func (l *timeline) bounds(q Interval) (started, over int) {
	started = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > q.Last })
	over = sort.Search(len(l.ends), func(i int) bool { return l.ends[i] > q.First })
	return started, over
}

// rowDuring reports whether the row meets the interval; one without time always does.
func (t *Table) rowDuring(row int32, q Interval) bool {
	return t.start[row] == noTime || t.start[row] <= q.Last && t.end[row] > q.First
}
