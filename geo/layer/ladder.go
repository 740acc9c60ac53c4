package layer

import (
	"math/bits"
	"sort"
	"sync"
)

// ladder gives the set of the rows between any two positions of an order at the cost of a few passes over bits, however
// many rows lie between them: for some positions, its rungs, the set of all rows before is kept.
type ladder struct {
	all   int     // rows of the table
	order []int32 // not all rows need to be in it
	at    []int   // positions of the rungs, ascending; the first is 0, the last len(order)
	rungs []bitset

	aboutOnce sync.Once
	about     []uint16 // by row: its position in the order, shifted; behind all where it has none
	shift     int
}

// mostRungs bounds what a ladder takes: 4 bytes a row.
const mostRungs = 32

// newLadder returns the ladder of an order. Where the positions that will be asked for are few, ends has them.
func newLadder(all int, order []int32, ends []uint32) *ladder {
	l := &ladder{all: all, order: order, at: []int{0}}
	if len(ends) > 0 && len(ends) <= mostRungs {
		for _, end := range ends {
			if int(end) > l.at[len(l.at)-1] {
				l.at = append(l.at, int(end))
			}
		}
	} else {
		for i := 1; i < mostRungs; i++ {
			if at := i * len(order) / mostRungs; at > l.at[len(l.at)-1] {
				l.at = append(l.at, at)
			}
		}
	}
	if len(order) > l.at[len(l.at)-1] {
		l.at = append(l.at, len(order))
	}
	b, from := newBitset(all), 0
	for _, at := range l.at {
		for _, row := range order[from:at] {
			b.add(row)
		}
		from, l.rungs = at, append(l.rungs, b.clone())
	}
	return l
}

// rung returns the rung nearest to a position.
func (l *ladder) rung(position int) int {
	i := sort.SearchInts(l.at, position)
	if i > 0 && (i == len(l.at) || position-l.at[i-1] < l.at[i]-position) {
		i--
	}
	return i
}

// between returns the set of the rows at the positions from up to to.
func (l *ladder) between(from, to int) bitset {
	first, last := l.rung(from), l.rung(to)
	if from >= to || first >= last {
		b := newBitset(l.all)
		for _, row := range l.order[min(from, to):to] {
			b.add(row)
		}
		return b
	}
	b, below := make(bitset, len(l.rungs[last])), l.rungs[first]
	for i, w := range l.rungs[last] {
		b[i] = w &^ below[i]
	}
	for _, row := range l.order[min(l.at[first], from):l.at[first]] {
		b.add(row)
	}
	for _, row := range l.order[min(l.at[last], to):to] {
		b.add(row)
	}
	for _, row := range l.order[l.at[first]:max(l.at[first], from)] {
		b.take(row)
	}
	for _, row := range l.order[to:max(l.at[last], to)] {
		b.take(row)
	}
	return b
}

// cost estimates between, in nanoseconds.
func (l *ladder) cost(from, to int) float64 {
	first, last := l.rung(from), l.rung(to)
	if first >= last {
		return float64(to-from) * costEntry
	}
	edges := max(from, l.at[first]) - min(from, l.at[first]) + max(to, l.at[last]) - min(to, l.at[last])
	return float64(edges)*costEntry + costWord*float64(l.all)/64
}

// positions returns about where each row is in the order, made on the first call. It takes 2 bytes a row.
func (l *ladder) positions() (about []uint16, shift int) {
	l.aboutOnce.Do(func() {
		for l.shift = max(0, bits.Len(uint(len(l.order)))-16); len(l.order)>>l.shift >= nowhere16; {
			l.shift++
		}
		l.about = make([]uint16, l.all)
		if len(l.order) < l.all {
			for row := range l.about {
				l.about[row] = nowhere16
			}
		}
		for i, row := range l.order {
			l.about[row] = uint16(i >> l.shift)
		}
	})
	return l.about, l.shift
}

// nowhere16 is behind all positions.
const nowhere16 = 1<<16 - 1

// keptAbout leaves of rows those that lie about between two places, and of those at either what is tested.
func keptAbout(about []uint16, first, last uint16, rows []int32, is func(row int32) bool) []int32 {
	n, wide := 0, uint32(last-first)
	for _, row := range rows { // each is kept, and the next one over it where it is none
		at := about[row]
		rows[n] = row
		if at == first || at == last {
			if is(row) {
				n++
			}
			continue
		}
		n += int((uint32(at-first) - wide) >> 31) // below the first it is far above
	}
	return rows[:n]
}
