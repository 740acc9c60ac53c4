package geocode

import (
	"cmp"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// reject lists the places whose names are among the words but which the query rules out, most prominent first: those
// outside the parent that was searched, or any that is stated, and those of the wrong date, kind or level.
func (w *writer) reject(words mask, parent int32) {
	r, x := w.r, w.f.x
	if r.passedOver {
		r.gather(w.f, true)
	}
	list := r.outcasts[:0]
	for i := range r.candidates {
		c := &r.candidates[i]
		switch {
		case c.words&words == 0 || c.by > bySound:
		case !w.f.inside(c.place), r.leavesParent(w.f, c), parent != region.None && !x.within(c.place, parent):
			list = append(list, outcast{c.place, OutsideParent})
		case r.bareAdjective(x, c):
			list = append(list, outcast{c.place, IsAdjective})
		case !w.f.validAt(c.place):
			list = append(list, outcast{c.place, NotValidThen})
		case !w.f.ofLevel(c.place):
			list = append(list, outcast{c.place, NotOfLevel})
		}
	}
	for i := range r.misfits {
		c := &r.misfits[i]
		switch {
		case c.words&words == 0:
		case !w.f.inside(c.place), r.leavesParent(w.f, c), parent != region.None && !x.within(c.place, parent):
			list = append(list, outcast{c.place, OutsideParent})
		case !x.isSettlement(c.place):
			list = append(list, outcast{c.place, notA(c.said)})
		}
	}
	r.outcasts = list
	slices.SortStableFunc(list, func(a, b outcast) int { return cmp.Compare(x.prominence[b.place], x.prominence[a.place]) })
	for _, o := range list {
		if len(w.answer.Rejected) == maxRejected {
			break
		}
		told := Rejected{RegionID: w.outsideID(o.place, parent), Name: w.nameOf(o.place), Reason: o.reason}
		if !slices.Contains(w.answer.Rejected, told) {
			w.answer.Rejected = append(w.answer.Rejected, told)
		}
	}
}

// rejectUnknown rejects the names of a list that no place has, each by the words that stand there.
func (w *writer) rejectUnknown(words mask) {
	r, text := w.r, w.answer.Query
	for i := 0; i < len(r.text.Words); i++ {
		if words>>i&1 == 0 {
			continue
		}
		from := i
		for i+1 < len(r.text.Words) && words>>(i+1)&1 == 1 && r.text.Words[i+1].Gap != fold.Break {
			i++
		}
		if at, end := int(r.text.Words[from].At), int(r.text.Words[i].End); end <= len(text) && len(w.answer.Rejected) < maxRejected {
			w.answer.Rejected = append(w.answer.Rejected, Rejected{Name: text[at:end], Reason: NotFound})
		}
	}
}

// outcast is a place that is ruled out, and why.
type outcast struct {
	place  place
	reason string
}

const maxRejected = 5

// notA is the reason that a place is not of the kind that is said.
func notA(said typeword.Kind) string { return "is not a " + said.Name() }

// outsideID returns the id of a unit, or, for a settlement, of the coarsest unit around it that does not hold any stated
// parent.
func (w *writer) outsideID(p place, parent int32) string {
	x := w.f.x
	u := x.unitOf(p)
	if u == region.None {
		return ""
	}
	if !x.isSettlement(p) {
		return x.tree.At(u).ID
	}
	for _, l := range [...]region.Level{region.Country, region.Region, region.District} {
		if a := x.tree.Ancestor(u, l); a != region.None && !w.holdsParent(a, parent) {
			return x.tree.At(a).ID
		}
	}
	return x.tree.At(u).ID
}

// holdsParent reports whether a unit holds the unit asked within or one that the query states.
func (w *writer) holdsParent(unit, parent int32) bool {
	if parent != region.None && w.f.x.tree.Within(parent, unit) {
		return true
	}
	if w.f.within != region.None && w.f.x.tree.Within(w.f.within, unit) {
		return true
	}
	for i := range w.r.candidates {
		c := &w.r.candidates[i]
		if c.states && w.f.x.tree.Within(c.place, unit) {
			return true
		}
	}
	return false
}

// nameOf returns a place's name in the language of the answer.
func (w *writer) nameOf(p place) string {
	if w.f.x.isSettlement(p) {
		return w.f.x.gazetteer.Settlements[p-w.f.x.units].Names.In(w.lang)
	}
	return w.f.x.tree.At(p).Names.In(w.lang)
}
