package layer

import (
	"sort"
	"sync"
)

// joint holds all rows by the value of one column, which has few, and among those of a value in the order of another. Of a
// comparison of what is reckoned from each, the rows of a value for which it is true lie next to each other.
type joint struct {
	few, many *Values
	order     []int32
	ends      []uint32 // rows of code c of few are order[ends[c-1]:ends[c]]
	cells     []uint32 // where, among those of code c, the rows of rank r of many begin, at c*Distinct+r; nil: they would be more than rows
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
	if j.dense() {
		j.cells = make([]uint32, few.Distinct()*many.Distinct())
		at, rank := 0, many.order().rank
		for i, row := range j.order {
			for cell := int(few.codes.at(row))*many.Distinct() + int(rank[many.codes.at(row)]); at <= cell; at++ {
				j.cells[at] = uint32(i)
			}
		}
		for ; at < len(j.cells); at++ {
			j.cells[at] = uint32(len(j.order))
		}
	}
	return j
}

// dense reports whether there are fewer pairs of values than rows.
func (j *joint) dense() bool { return j.few.Distinct()*j.many.Distinct() <= len(j.order) }

// within returns the position at which, among the rows of a code of few, those of a rank of many begin.
func (j *joint) within(code, rank int) int {
	if j.cells != nil {
		return int(j.cells[code*j.many.Distinct()+rank])
	}
	from := uint32(0)
	if code > 0 {
		from = j.ends[code-1]
	}
	rows, o := j.order[from:j.ends[code]], j.many.order()
	return int(from) + sort.Search(len(rows), func(i int) bool { return int(o.rank[j.many.codes.at(rows[i])]) >= rank })
}

// span is some positions in the order of a joint.
type span struct{ from, to int }
