package geocode

import (
	"maps"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// Limits of a unit's name that is misspelt twice and has no parent.
const (
	mostUnitEdits    = 2
	mostUnitDistance = .25
	leastTypedUnit   = 5 // letters beside a type word
	leastBareUnit    = 9 // and without one: a region's noun then, of the same first letter
)

// searchUnits takes all that the text names for the name of a region, or beside a word for it of a district, with two slips, of
// the countries that are held in depth. It answers with those that are nearest, if they are of one level. The search of single
// words (everywhere) finds names with two slips only where leaving one letter of each out makes them one.
func (w *writer) searchUnits() bool {
	r, f := w.r, w.f
	run := r.runOf(f.words)
	from, to := r.text.Words[run.from].From, r.text.Words[run.to-1].To
	letters := int(to - from)
	district := run.said&(typeword.District|typeword.Okrug) != 0
	switch {
	case f.words != bitsOf(run.from, run.to) || letters > similar.MaxLetters, run.said&^(typeword.First|typeword.District|typeword.Okrug) != 0:
		return false
	case run.said != 0 && letters < leastTypedUnit, run.said == 0 && letters < leastBareUnit:
		return false
	case run.said == 0 && (r.hasNationality() || r.isOrdinaryRun(f.x, run) || adjectiveEnding(r.text.Of(run.to-1))):
		return false
	}
	p, best := r.probe(f.x, run, doubtfulReach), mostUnitEdits
	r.near = r.near[:0]
	for _, country := range slices.Sorted(maps.Keys(f.x.deep)) {
		for _, unit := range f.x.tree.Children(country) {
			r.considerUnit(&p, unit, run, &best)
			if district {
				for _, d := range f.x.tree.Children(unit) {
					r.considerUnit(&p, d, run, &best)
				}
			}
		}
	}
	if len(r.near) == 0 {
		return false
	}
	w.writeUnits(run)
	return true
}

// isOrdinaryRun reports whether a word of a run is of the vocabulary, or ends like a second name or the word for the people of
// a town.
func (r *reading) isOrdinaryRun(x *index, run wanted) bool {
	for i := run.from; i < run.to; i++ {
		if word := r.text.Of(i); x.ordinary.Has(word, ordinary.Form) || x.ordinary.Has(word, ordinary.Name) || isSurname(word, surnames, declinedSurnames, families) || isTownsfolk(word) {
			return true
		}
	}
	return false
}

// considerUnit keeps a unit in r.near if it is as near as the nearest so far, and lowers best to its edits.
func (r *reading) considerUnit(p *probe, unit int32, run wanted, best *int) {
	f := &r.frame
	r.work++
	if !r.nearAtAGlance(p, unit, *best) || f.x.agreement(unit, run.said) < .5 || !f.inside(unit) || !f.ofLevel(unit) || !f.validAt(unit) || f.at == "" && f.x.tree.At(unit).Historical() {
		return
	}
	n := near{place: unit, distance: 1}
	r.compare(p, &n)
	if n.distance > mostUnitDistance || n.edits > *best || n.edits == 0 ||
		run.said == 0 && (f.x.names.kind[n.name] == adjective || f.x.names.of(n.name)[0] != p.letters[0]) {
		return
	}
	if n.edits < *best {
		*best, r.near = n.edits, r.near[:0]
	}
	if len(r.near) < maxGuesses {
		r.near = append(r.near, n)
	}
}

// writeUnits answers with the units in r.near, each with its share.
func (w *writer) writeUnits(run wanted) {
	r, x := w.r, w.f.x
	sum := float32(0)
	odds := func(n *near) float32 {
		weight := x.prominence[n.place]
		if r.text.Words[run.from].Script == fold.Cyrillic && x.isHome(n.place) {
			weight *= 2.5
		}
		return weight
	}
	for i := range r.near {
		sum += odds(&r.near[i])
	}
	for i := range r.near {
		if n := &r.near[i]; len(w.answer.Matches) < w.limit {
			share := float64(odds(n) / sum)
			w.match(&found{
				target:    target{candidate: candidate{words: bitsOf(run.from, run.to), place: n.place, from: uint8(run.from), to: uint8(run.to), said: run.said, fit: 1, name: n.name}},
				matchType: Fuzzy, certainty: doubtfulFuzzy, area: doubtfulFuzzy, share: share, regionShare: share, rivals: len(r.near),
				near: n, parent: region.None, review: true, slip: run.from + 1,
			})
		}
	}
}
