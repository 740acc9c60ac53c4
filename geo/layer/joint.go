package layer

import (
	"math"
	"sort"
	"sync"

	"oblast/geo/cql2"
)

// joint holds all rows by the value of one column, which has few, and among those of a value in the order of another. Of a
// comparison of what is reckoned from each, the rows of a value for which it is true lie next to each other.
type joint struct {
	few, many *Values
	order     []int32
	ends      []uint32 // rows of code c of few are order[ends[c-1]:ends[c]]
}

// fewValues is how many values the one column may have: each is looked for.
const fewValues = 512

// joints holds the joints of a table; the oldest goes first.
type joints struct {
	mu    sync.Mutex
	asked map[[2]*Values]bool // once: to make one for one question alone would not pay
	held  []*joint
}

// maxJoints bounds what they take: 4 bytes a row each.
const maxJoints = 4

// of returns the joint of two columns, made when it is asked for again; nil before.
func (j *joints) of(few, many *Values) *joint {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, held := range j.held {
		if held.few == few && held.many == many {
			return held
		}
	}
	columns := [2]*Values{few, many}
	if !j.asked[columns] {
		if j.asked == nil {
			j.asked = map[[2]*Values]bool{}
		}
		j.asked[columns] = true
		return nil
	}
	if len(j.held) == maxJoints {
		j.held = append(j.held[:0], j.held[1:]...)
	}
	made := newJoint(few, many)
	j.held = append(j.held, made)
	return made
}

func newJoint(few, many *Values) *joint {
	j := &joint{few: few, many: many, order: make([]int32, few.codes.len()), ends: make([]uint32, few.Distinct()+1)}
	for row := range int32(len(j.order)) {
		j.ends[few.codes.at(row)+1]++
	}
	for c := 1; c < len(j.ends); c++ {
		j.ends[c] += j.ends[c-1]
	}
	for _, row := range many.order().rows {
		c := few.codes.at(row)
		j.order[j.ends[c]] = row
		j.ends[c]++
	}
	j.ends = j.ends[:few.Distinct()]
	return j
}

// span is some positions in the order of a joint.
type span struct{ from, to int }

// spans appends where the rows lie of which a comparison of two terms is true: left of few, right of many, or the other way
// round where turned; ok is false where the right one does not follow the order of its column.
func (j *joint) spans(op cql2.Op, left, right *term) (spans []span, count int, ok bool) {
	g, o := right.numbers, j.many.order()
	falls, ok := right.follows(o)
	if !ok {
		return nil, 0, false
	}
	known := len(o.codes)
	// at returns the first rank whose number is not below (not above, where they fall) f, or the first that is beyond it.
	at := func(f float64, beyond bool) int {
		return sort.Search(known, func(r int) bool {
			v := g[o.codes[r]]
			if falls {
				return v < f || v == f && !beyond
			}
			return v > f || v == f && !beyond
		})
	}
	for code, f := range left.numbers {
		if f != f {
			continue
		}
		lo, hi := at(f, false), at(f, true)
		below, above := [2]int{0, lo}, [2]int{hi, known} // ranks of what is less than f, and more
		if falls {
			below, above = above, below
		}
		for _, ranks := range fits(op, below, above, [2]int{lo, hi}) {
			from, to := j.within(code, ranks[0]), j.within(code, ranks[1])
			if from < to {
				spans, count = append(spans, span{from, to}), count+to-from
			}
		}
	}
	return spans, count, true
}

// fits returns the ranks of the values v for which "f op v" is true, given those that are below f, above it and equal.
func fits(op cql2.Op, below, above, equal [2]int) [][2]int {
	switch op {
	case cql2.Less:
		return [][2]int{above}
	case cql2.LessEqual:
		return [][2]int{equal, above}
	case cql2.Greater:
		return [][2]int{below}
	case cql2.GreaterEqual:
		return [][2]int{below, equal}
	case cql2.Equal:
		return [][2]int{equal}
	}
	return [][2]int{below, above}
}

// within returns the position at which, among the rows of a code of few, those of a rank of many begin.
func (j *joint) within(code, rank int) int {
	from := uint32(0)
	if code > 0 {
		from = j.ends[code-1]
	}
	rows, o := j.order[from:j.ends[code]], j.many.order()
	return int(from) + sort.Search(len(rows), func(i int) bool { return int(o.rank[j.many.codes.at(rows[i])]) >= rank })
}

// follows reports whether a term of one column rises with its values, or falls; one that can be unknown of a known value does
// neither.
func (m *term) follows(o *order) (falls, ok bool) {
	if len(o.codes) == 0 || m.rises {
		return false, true
	}
	last := m.numbers[o.codes[0]]
	falls = last > m.numbers[o.codes[len(o.codes)-1]]
	for _, code := range o.codes {
		v := m.numbers[code]
		if v != v || math.IsInf(v, 0) || falls && v > last || !falls && v < last {
			return false, false
		}
		last = v
	}
	return falls, true
}
