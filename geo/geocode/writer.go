package geocode

import (
	"cmp"
	"math"
	"slices"

	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// writer turns targets into the answer.
type writer struct {
	answer Answer
	r      *reading
	f      *frame
	lang   string
	limit  int
}

// found is a place with what is to be said of it.
type found struct {
	target
	matchType   string
	certainty   float64 // that it is no accident, before the share
	area        float64 // that its region is right, before the share
	share       float64 // of this among the candidates
	regionShare float64 // of all candidates in its region
	rivals      int     // candidates in all
	review      bool
	near        *near
	parent      int32 // that was searched, region.None for none
}

// bareDistrict is what remains of the certainty of a district that is named without its type word.
const bareDistrict = .65

// rivalShare is the share from which a candidate counts among those that the words may mean.
const rivalShare = .01

// writeTargets answers with the targets, each with its share of the probability.
func (w *writer) writeTargets() {
	r, x := w.r, w.f.x
	sum, rivals := 0., 0
	for i := range r.targets {
		sum += r.targets[i].odds
	}
	for i := range r.targets {
		if r.targets[i].odds > rivalShare*sum {
			rivals++
		}
	}
	for i := 0; i < len(r.targets) && len(w.answer.Matches) < w.limit; i++ {
		t := &r.targets[i]
		n := found{
			target: *t, matchType: w.matchType(t), certainty: t.by.certainty() * fitCertainty(t.fit),
			share: t.odds / sum, rivals: rivals, parent: region.None,
		}
		if x.levelOf(t.place) == region.District && t.said == 0 && t.words == w.f.words && w.f.within == region.None && t.by != byReviewer && adjectiveEnding(r.text.Of(int(t.to)-1)) {
			n.certainty *= bareDistrict
		}
		if t.parentDistance > 0 {
			n.certainty, n.review = n.certainty*sureFuzzy, t.parentDistance > sureDistance
		}
		if n.certainty < floor {
			continue
		}
		own := x.regionOf(t.place)
		for k := range r.targets {
			if x.regionOf(r.targets[k].place) == own {
				n.regionShare += r.targets[k].odds / sum
			}
		}
		n.area = max(n.certainty, sureFuzzy)
		w.match(&n)
	}
}

// fitCertainty is the probability that a place which fits the type words so far is meant by them.
func fitCertainty(fit float32) float64 {
	if fit >= .9 {
		return 1
	}
	return math.Sqrt(float64(fit))
}

// matchType names how a target was found.
func (w *writer) matchType(t *target) string {
	x := w.f.x
	old := t.by != byReviewer && x.names.kind[t.name] == historical || !x.isSettlement(t.place) && x.tree.At(t.place).Historical()
	switch {
	case t.by == byReviewer:
		return ByAlias
	case old && w.f.at == "":
		return Historical
	case t.by == byLetters:
		return Exact
	case t.by == bySound:
		return Transliterated
	}
	return Inflected
}

// writeInside answers with the parent's child whose name is like the unexplained words, or else with the parent.
func (w *writer) writeInside(parent target) {
	r, f := w.r, w.f
	run := r.runOf(parent.left)
	elsewhere := r.namesElsewhere(f, bitsOf(run.from, run.to), parent.place)
	for part := range run.parts() {
		r.searchInside(f, parent.place, part)
		if len(r.near) > 0 && !(elsewhere && r.near[0].distance > sureDistance) {
			w.writeFuzzy(parent, part, elsewhere)
			return
		}
	}
	w.suggest(parent.place, run)
	if !f.ofLevel(parent.place) || parent.to == 0 && f.x.levels[parent.place] == region.Country {
		return
	}
	w.match(&found{
		target: parent, matchType: ParentFallback, certainty: fallback, area: fallbackArea, share: 1, regionShare: 1,
		rivals: 1, review: true, parent: region.None,
	})
}

// namesElsewhere reports whether words are the name of a place outside the parent: then they are hardly a misspelling.
func (r *reading) namesElsewhere(f *frame, words mask, parent int32) bool {
	if r.passedOver {
		return true
	}
	for _, list := range [...][]candidate{r.candidates, r.misfits} {
		for i := range list {
			if c := &list[i]; c.words&words != 0 && c.by <= byForm && !f.x.within(c.place, parent) {
				return true
			}
		}
	}
	return false
}

// writeFuzzy answers with the nearest child, and with the next if that is as near.
func (w *writer) writeFuzzy(parent target, run wanted, elsewhere bool) {
	list := w.r.near
	if len(list) > 1 && list[1].cost-list[0].cost >= tieMargin {
		list = list[:1]
	}
	for i := range list {
		n := &list[i]
		m := found{
			target:    target{candidate: candidate{place: n.place, from: uint8(run.from), to: uint8(run.to), said: run.said, fit: 1, name: n.name}},
			matchType: Fuzzy, certainty: sureFuzzy, area: fallbackArea, share: 1 / float64(len(list)), regionShare: 1, rivals: len(list),
			near: n, parent: parent.place, review: n.distance > sureDistance || n.short || elsewhere || len(list) > 1,
		}
		m.left = parent.left &^ bitsOf(run.from, run.to)
		if m.review {
			m.certainty = doubtfulFuzzy
		}
		if m.left != 0 {
			m.certainty, m.review = m.certainty/2, true
		}
		w.match(&m)
	}
}

// suggest adds the child with the likest name, if it is like enough and leads the others.
func (w *writer) suggest(parent int32, run wanted) {
	best, lead := w.r.suggestInside(w.f, parent, run)
	if best.place == region.None || best.likeness < suggestLikeness || lead < suggestMargin {
		return
	}
	u := w.f.x.tree.At(best.place)
	w.answer.Suggestions = append(w.answer.Suggestions, Suggestion{
		Unit: best.place, RegionID: u.ID, Name: u.Names.In(w.lang), Score: math.Round(best.likeness*1000) / 1000,
		Why: w.why(parent, run, lead),
	})
}

// regionOf returns the region that a place is or lies in, or else its country, or itself.
func (x *index) regionOf(p place) int32 {
	u := x.unitOf(p)
	if u == region.None {
		return p
	}
	for _, l := range [...]region.Level{region.Region, region.Country} {
		if a := x.tree.Ancestor(u, l); a != region.None {
			return a
		}
	}
	return u
}

// match adds one match.
func (w *writer) match(n *found) {
	x := w.f.x
	m := Match{
		Unit: x.unitOf(n.place), Settlement: region.None, MatchType: n.matchType, Precision: PrecisionArea,
		Country: region.None, Region: region.None, District: region.None,
		Confidence: round(n.certainty * n.share), RegionConfidence: round(n.area * n.regionShare),
		NeedsReview: n.review || n.certainty < .7,
	}
	if m.Unit != region.None {
		u := x.tree.At(m.Unit)
		m.RegionID, m.Point = u.ID, u.Label
		m.Country, m.Region = x.tree.Ancestor(m.Unit, region.Country), x.tree.Ancestor(m.Unit, region.Region)
		m.District = x.tree.Ancestor(m.Unit, region.District)
	}
	if x.isSettlement(n.place) {
		s := &x.gazetteer.Settlements[n.place-x.units]
		m.Settlement, m.Point, m.Precision = n.place-x.units, s.Point, PrecisionPoint
		m.Name, m.Level, m.Type = s.Names.In(w.lang), "settlement", settlementType(s.Population)
	} else {
		m.Name, m.Level = x.tree.At(n.place).Names.In(w.lang), x.levels[n.place].String()
		m.Type = m.Level
	}
	if n.matchType == ParentFallback {
		m.Precision = PrecisionParent
	}
	w.label(n, &m)
	w.explain(n)
	w.answer.Matches = append(w.answer.Matches, m)
}

// settlementType is GeocodeJSON's word for a settlement.
func settlementType(population int32) string {
	if population >= 10_000 {
		return "city"
	}
	return "locality"
}

// round keeps three digits, so that answers do not pretend to more.
func round(p float64) float64 { return math.Round(min(p, .99)*1000) / 1000 }

// reject lists the places whose names are among the words but which the query rules out, most prominent first: those
// outside the parent that was searched, or any that is stated, and those of the wrong date or kind.
func (w *writer) reject(words mask, parent int32) {
	r, x := w.r, w.f.x
	if r.passedOver {
		r.gather(w.f, true)
	}
	var list []outcast
	for i := range r.candidates {
		c := &r.candidates[i]
		switch {
		case c.words&words == 0 || c.by > bySound:
		case !w.f.inside(c.place), r.leavesParent(w.f, c), parent != region.None && !x.within(c.place, parent):
			list = append(list, w.outcast(c.place, parent, OutsideParent))
		case !w.f.validAt(c.place):
			list = append(list, w.outcast(c.place, parent, NotValidThen))
		}
	}
	for i := range r.misfits {
		c := &r.misfits[i]
		switch {
		case c.words&words == 0:
		case !w.f.inside(c.place), r.leavesParent(w.f, c), parent != region.None && !x.within(c.place, parent):
			list = append(list, w.outcast(c.place, parent, OutsideParent))
		case !x.isSettlement(c.place):
			list = append(list, w.outcast(c.place, parent, notA(c.said)))
		}
	}
	slices.SortStableFunc(list, func(a, b outcast) int { return cmp.Compare(b.odds, a.odds) })
	for i := range list {
		if len(w.answer.Rejected) < maxRejected && !slices.Contains(w.answer.Rejected, list[i].Rejected) {
			w.answer.Rejected = append(w.answer.Rejected, list[i].Rejected)
		}
	}
}

// outcast is a rejected place with its prominence.
type outcast struct {
	Rejected
	odds float32
}

func (w *writer) outcast(p place, parent int32, reason string) outcast {
	return outcast{Rejected{RegionID: w.outsideID(p, parent), Name: w.nameOf(p), Reason: reason}, w.f.x.prominence[p]}
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
		if w.r.statesParent(w.f.x, c) && w.f.x.tree.Within(c.place, unit) {
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
