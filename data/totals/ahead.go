package totals

import "oblast/geo/region"

// stretch is how many units in a row are read together.
const stretch = 128

// ahead reads the cells of some units before their rows are written: first where in their strands the period lies, then the
// cells. So the processor waits for the memory of several units at once; unit by unit it waits for each.
type ahead struct {
	ready bool
	from  int32 // position of the first
	spans [stretch][2]int32
	sums  [stretch]thin
	any   [stretch]bool
}

// readsAhead reports whether a reading's cells can be read so: those of childless units on one kind.
func (r *reading) readsAhead() bool {
	if r.q.Level != region.District || len(r.kinds) != 1 || r.kinds[0] == interceptionsClaimed || r.q.Within != region.None {
		return false
	}
	for part := range r.p.parts {
		if s := &r.cube.own[region.District][r.kinds[0]][part]; s.cum != nil {
			return false
		}
	}
	return true
}

// look reads the units from a position on, of n.
func (r *reading) look(from, n int) {
	a := &r.ahead
	n = min(n-from, stretch)
	a.from = int32(from)
	clear(a.any[:n])
	for part := range r.p.parts {
		s := &r.cube.own[region.District][r.kinds[0]][part]
		if !r.p.parts[part] || s.dates == nil {
			continue
		}
		for i := range a.spans[:n] {
			first, last := s.span(int32(from+i), r.p)
			a.spans[i] = [2]int32{int32(first), int32(last)}
		}
		for i, span := range a.spans[:n] {
			if span[0] == span[1] {
				continue
			}
			strand := s.thin[from+i]
			sum := strand[span[1]-1]
			if span[0] > 0 {
				sum.subtract(&strand[span[0]-1])
			}
			if a.any[i] {
				sum.add(&a.sums[i])
			}
			a.sums[i], a.any[i] = sum, true
		}
	}
}

// sumAhead is the sum of the unit at a position that was read, as plane.sum gives it.
func (r *reading) sumAhead(pos int32, acc *cell) bool {
	i := pos - r.ahead.from
	if !r.ahead.any[i] {
		return false
	}
	r.ahead.sums[i].addTo(acc)
	return true
}
