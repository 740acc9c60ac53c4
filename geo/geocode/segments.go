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

// item is what a list of segments names: words, with the targets that they have for themselves.
type item struct {
	words    mask
	from, to int // in itemTargets
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
	r.itemTargets = r.itemTargets[:0]
	for i := 0; i < len(r.segments); {
		it, n := item{from: len(r.itemTargets)}, 0
		for k, words := i, mask(0); k < min(len(r.segments), i+maxParts) && (k == i || !r.segments[k].and); k++ {
			if words |= r.segments[k].words; w.resolves(words) {
				it.words, n = words, k+1
				r.itemTargets = append(r.itemTargets[:it.from], r.targets...)
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
		it.to = len(r.itemTargets)
		items, i = append(items, it), n
	}
	r.items = items
	if len(items) < 2 || !ands && !w.alike(items) || unknowns > 0 && (!ands || unknowns >= len(items)) {
		return false
	}
	w.rejectUnknown(unknown)
	w.writeItems(items)
	return true
}

// writeItems answers with the places of a list. Those that others lie near are resolved again, in their company.
func (w *writer) writeItems(items []item) {
	r, together := w.r, false
	for _, it := range items {
		for i := it.from; i < it.to; i++ {
			together = w.f.note(w.f.x.regionOf(r.itemTargets[i].place), it.words) || together
		}
	}
	for _, it := range items {
		if together && it.to > it.from+1 {
			w.writeAlone(it.words)
			continue
		}
		w.f.words, w.f.only = it.words, it.words
		r.targets = append(r.targets[:0], r.itemTargets[it.from:it.to]...)
		w.writeOwn()
	}
}

// alike reports whether the places of a list without an and are of one level, and either have type words, or are three,
// or two settlements of one country.
func (w *writer) alike(items []item) bool {
	r, x := w.r, w.f.x
	typed := true
	first := r.itemTargets[items[0].from].place
	for i, it := range items {
		t := &r.itemTargets[it.from]
		typed = typed && t.said != 0
		if i > 0 && (x.levelOf(t.place) != x.levelOf(first) || len(items) == 2 && x.countryOf(t.place) != x.countryOf(first)) {
			return false
		}
	}
	return typed || len(items) > 2 || x.isSettlement(first)
}
