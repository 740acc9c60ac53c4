package layer

import "slices"

// room is what a search works in, so that a condition needs no set of its own.
type room struct {
	set    bitset
	rows   []int32
	more   []int32 // while they are sorted
	runs   []span
	sorted []sorted
	places []uint16
	abouts []uint16
}

// room returns one that is not in use.
func (t *Table) room() *room {
	r, _ := t.rooms.Get().(*room)
	if r == nil {
		r = &room{set: newBitset(t.Len())}
	}
	return r
}

// sort sorts its rows, of a table of n, by eleven bits of their numbers at a time.
func (r *room) sort(n int) {
	if len(r.rows) < radixFrom {
		slices.Sort(r.rows)
		return
	}
	const digit = 11
	r.more = growTo(r.more, len(r.rows))
	for shift := 0; n>>shift > 0; shift += digit {
		var starts [1 << digit]uint32
		for _, row := range r.rows {
			starts[row>>shift&(1<<digit-1)]++
		}
		sum := uint32(0)
		for i, count := range starts {
			starts[i] = sum
			sum += count
		}
		for _, row := range r.rows {
			at := &starts[row>>shift&(1<<digit-1)]
			r.more[*at] = row
			*at++
		}
		r.rows, r.more = r.more, r.rows
	}
}

// within does something with the rows of which a condition is true, or false: they are in a set that lasts only as long.
func (s *search) within(n node, want bool, do func(b bitset)) {
	r := s.t.room()
	defer s.t.rooms.Put(r)
	if s.fill(r, n, want); s.err == nil {
		do(r.set)
	}
}

// cutsOf returns the cuts of a condition; none where it has none.
func cutsOf(n node, want bool) []cut {
	if n, ok := n.(cutter); ok {
		return n.cuts(want)
	}
	return nil
}

// plain takes what negates from around a condition.
func plain(n node, want bool) (of node, is bool) {
	for {
		not, ok := n.(notNode)
		if !ok {
			return n, want
		}
		n, want = not.of, !want
	}
}

// fill makes the set of a room the rows of which a condition is true, or false.
func (s *search) fill(r *room, n node, want bool) {
	n, want = plain(n, want)
	if j, ok := n.(*junction); ok {
		s.fill(r, j.all[0], want)
		for _, of := range j.all[1:] {
			if s.err != nil {
				return
			}
			if j.and == want {
				s.narrow(r, of, want)
			} else {
				s.widen(r, of, want)
			}
		}
		return
	}
	cuts := cutsOf(n, want)
	if k, ok := n.(knower); ok && cuts == nil {
		if others := k.cuts(!want); others != nil {
			r.meet(k.known(), s.t.Len())
			s.meeting(others, func(b bitset) { r.set.drop(b) })
			return
		}
	}
	if cuts == nil {
		copy(r.set, n.set(s, want))
		return
	}
	r.meet(cuts, s.t.Len())
}

// meet makes the set of a room what is in all of some cuts, of n rows.
func (r *room) meet(all []cut, n int) {
	r.set.fill(&all[0], n)
	for i := range all[1:] {
		r.rows = r.set.narrow(&all[i+1], r.rows)
	}
}

// meeting does something with what is in all of some cuts.
func (s *search) meeting(all []cut, do func(b bitset)) {
	r := s.t.room()
	defer s.t.rooms.Put(r)
	r.meet(all, s.t.Len())
	do(r.set)
}

// narrow leaves in the set of a room the rows of which a condition is true, or false.
func (s *search) narrow(r *room, n node, want bool) {
	n, want = plain(n, want)
	j, joined := n.(*junction)
	switch cuts := cutsOf(n, want); {
	case joined && j.and == want:
		for _, of := range j.all {
			if s.err == nil {
				s.narrow(r, of, want)
			}
		}
	case joined:
		s.within(n, want, func(b bitset) { r.set.keep(b) })
	case cuts != nil:
		for i := range cuts {
			r.rows = r.set.narrow(&cuts[i], r.rows)
		}
	default:
		r.set.keep(n.set(s, want))
	}
}

// widen adds to the set of a room the rows of which a condition is true, or false.
func (s *search) widen(r *room, n node, want bool) {
	n, want = plain(n, want)
	j, joined := n.(*junction)
	switch cuts := cutsOf(n, want); {
	case joined && j.and != want:
		for _, of := range j.all {
			if s.err == nil {
				s.widen(r, of, want)
			}
		}
	case joined || len(cuts) > 1:
		s.within(n, want, func(b bitset) { r.set.join(b) })
	case cuts != nil:
		r.rows = r.set.widen(&cuts[0], s.t.Len(), r.rows)
	case want && brings(n) && n.most() < s.t.Len()/64: // to list the rows is less than a set of them
		r.rows = n.rows(s, r.rows[:0])
		for _, row := range r.rows {
			r.set.add(row)
		}
	default:
		r.set.join(n.set(s, want))
	}
}
