package layer

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// selection is a query's conditions made ready: codes instead of texts.
type selection struct {
	t        *Table
	boxes    []orb.Bound
	interval *Interval
	equal    []coded // the rarest first
	boxHits  int     // leaves that meet the boxes
	boxRows  bool    // they are all in scratch
	scratch  *[]int32
}

// firstHits is how many rows in boxes are collected before the plan is made.
const firstHits = 4096

type coded struct {
	column int
	values *Values
	code   uint32
	rows   int
}

// selection returns the conditions; ok is false where no row can meet them.
func (t *Table) selection(q Query, scratch *[]int32) (s selection, ok bool) {
	s = selection{t: t, interval: q.Interval, scratch: scratch}
	if t.schema.Geometry != None {
		s.boxes = q.Boxes
	}
	for _, e := range q.Equal {
		v := &t.columns[e.Column]
		code, held := v.Find(e.Text)
		if !held {
			return s, false
		}
		s.equal = append(s.equal, coded{e.Column, v, code, len(v.Rows(code))})
	}
	if len(s.equal) > 1 {
		slices.SortStableFunc(s.equal, func(a, b coded) int { return a.rows - b.rows })
	}
	rows := (*scratch)[:0]
	counts := t.schema.Geometry == Points && q.Interval == nil && len(q.Equal) == 0 // exactly what is in the boxes
	for _, q := range s.boxes {
		n := 0
		if !counts {
			n = t.roughly(q)
		}
		if counts || n <= firstHits {
			rows, n = t.meet(q, rows, firstHits)
		}
		s.boxRows = n <= firstHits && (s.boxRows || s.boxHits == 0)
		s.boxHits += n
	}
	*scratch = rows
	return s, true
}

// holds tests the conditions on one row.
func (s *selection) holds(row int32) bool {
	for i := range s.equal {
		if s.equal[i].values.codes.at(row) != s.equal[i].code {
			return false
		}
	}
	return (s.interval == nil || s.t.rowDuring(row, *s.interval)) && (s.boxes == nil || s.t.rowMeets(row, s.boxes))
}

// knownCount returns the number of matches where an index gives it, else -1.
func (s *selection) knownCount() int {
	t := s.t
	switch {
	case s.boxes == nil && s.interval == nil && len(s.equal) == 0:
		return t.Len()
	case s.boxes == nil && s.interval == nil && len(s.equal) == 1:
		return s.equal[0].rows
	case s.boxes == nil && len(s.equal) == 0:
		l := t.timeline()
		return l.count(*s.interval) + len(l.never)
	case s.interval == nil && len(s.equal) == 0 && t.schema.Geometry == Points:
		return s.boxHits + len(t.index().nowhere)
	}
	t.countMu.Lock()
	defer t.countMu.Unlock()
	if n, ok := t.counts[string(s.key(make([]byte, 0, 128)))]; ok {
		return n
	}
	return -1
}

// maxCounts bounds the numbers of matches that a table remembers.
const maxCounts = 4096

// countedOnce counts by a full walk and remembers the number.
func (s *selection) countedOnce(plan Plan) int {
	n := 0
	if plan == Value {
		for _, row := range s.equal[0].values.Rows(s.equal[0].code) {
			if s.holds(row) {
				n++
			}
		}
	} else {
		for row := range int32(s.t.Len()) {
			if s.holds(row) {
				n++
			}
		}
	}
	s.remember(n)
	return n
}

func (s *selection) remember(n int) {
	t := s.t
	t.countMu.Lock()
	defer t.countMu.Unlock()
	if len(t.counts) >= maxCounts {
		clear(t.counts)
	}
	t.counts[string(s.key(nil))] = n
}

// key appends the conditions in a form that is equal for equal conditions.
func (s *selection) key(dst []byte) []byte {
	dst = append(dst, byte(len(s.equal)))
	for _, e := range s.equal {
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(e.column)), uint64(e.code))
	}
	if s.interval != nil {
		dst = append(dst, 't')
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.interval.First))
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.interval.Last))
	}
	for _, b := range s.boxes {
		dst = append(dst, 'b')
		for _, v := range [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
		}
	}
	return dst
}
