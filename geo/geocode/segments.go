package geocode

import (
	"oblast/geo/geocode/fold"
)

// Limits of a list that no type word makes one, which keep its time in bounds.
const (
	maxSegments = 24
	maxParts    = 4 // of one member: a place and its parents
)

// segment is a part of the text between commas and ands: the words of names in it.
type segment struct {
	words mask
	and   bool // an and joins it to the one before
}

// cut divides the words of names at commas and ands, but not at an and that some name reaches over: Bosnia and
// Herzegovina.
func (r *reading) cut() {
	r.segments = r.segments[:0]
	open := segment{}
	for i := range r.text.Words {
		w := &r.words[i]
		and := r.joinsSides(i)
		if (and || r.text.Words[i].Gap == fold.Break) && open.words != 0 {
			r.segments = append(r.segments, open)
			open = segment{}
		}
		open.and = open.and || and
		if w.role == naming {
			open.words |= 1 << i
		}
	}
	if open.words != 0 {
		r.segments = append(r.segments, open)
	}
}

// joinsSides reports whether a list goes on at word i: it is an and, or, of a border, a with or the second name of two
// with a hyphen between.
func (r *reading) joinsSides(i int) bool {
	w := &r.words[i]
	switch {
	case w.known.And, r.border > 0 && i == r.borderWith:
	case r.border > 0 && i > 0 && r.text.Words[i].Gap == fold.Hyphen && i+1 == r.border-1 && w.role == naming:
	default:
		return false
	}
	for k := range r.candidates {
		if c := &r.candidates[k]; int(c.from) < i && i < int(c.to) {
			return false
		}
	}
	return true
}

// writeSegments resolves the segments, each with those after it that are its parents. Every one must be a place, save that of a
// list with an and some names may be unknown, if more are known: they are rejected by name. Where no and joins any, they must
// look like a list rather than a place with a wrong parent.
func (w *writer) writeSegments() bool {
	r := w.r
	if len(r.segments) > maxSegments {
		return false
	}
	items, ands, unknown, unknowns := r.items[:0], false, mask(0), 0
	for i := 0; i < len(r.segments); {
		whole, n := mask(0), 0
		for k, words := i, mask(0); k < min(len(r.segments), i+maxParts) && (k == i || !r.segments[k].and); k++ {
			if words |= r.segments[k].words; w.resolves(words) {
				whole, n = words, k+1
			}
		}
		ands = ands || r.segments[i].and
		if n == 0 {
			if unknown |= r.segments[i].words; r.segments[i].words&r.lower != 0 || r.border > 0 {
				return false
			}
			i, unknowns = i+1, unknowns+1
			continue
		}
		items, i = append(items, whole), n
	}
	r.items = items
	if len(items) < 2 || !ands && !w.alike(items) || unknowns > 0 && (!ands || unknowns >= len(items)) {
		return false
	}
	w.rejectUnknown(unknown)
	for _, words := range items {
		w.meet(words, words)
	}
	for _, words := range items {
		w.writeAlone(words)
	}
	return true
}

// alike reports whether the places of a list without an and are of one level, and either have type words, or are three,
// or two settlements of one country.
func (w *writer) alike(items []mask) bool {
	r, x := w.r, w.f.x
	typed := true
	var first place
	for i, words := range items {
		w.resolves(words)
		t := &r.targets[0]
		typed = typed && t.said != 0
		if i == 0 {
			first = t.place
		} else if x.levelOf(t.place) != x.levelOf(first) || len(items) == 2 && x.countryOf(t.place) != x.countryOf(first) {
			return false
		}
	}
	return typed || len(items) > 2 || x.isSettlement(first)
}
