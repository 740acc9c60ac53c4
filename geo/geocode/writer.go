package geocode

import (
	"cmp"
	"math"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// writer turns targets into the answer.
type writer struct {
	answer      Answer
	r           *reading
	calibration *Calibration
	f           *frame
	lang        string
	limit       int
	inList      bool // a member of a list is being written
	retyped     bool // the text was read as typed with another keyboard layout
	unsure      bool // guesses were left out, because only what is sure is asked for
}

// bareDistrict is what remains of the certainty of a district that is named without its type word.
const bareDistrict = .65

// besideNoise is what remains of the certainty of a place beside words that no name explains.
const besideNoise = .9

// rivalShare is the share from which a candidate counts among those that the words may mean.
const rivalShare = .01

// writeTargets answers with the targets, each with its share of the probability.
func (w *writer) writeTargets() {
	r, x := w.r, w.f.x
	sum, rivals := 0., 0
	for i := range r.targets {
		if len(r.targets) > 1 {
			r.targets[i].odds = math.Pow(r.targets[i].odds, w.calibration.Power)
		}
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
		if t.noise != 0 {
			n.certainty *= besideNoise
		}
		if t.parentDistance > 0 {
			n.certainty, n.review = n.certainty*sureFuzzy, t.parentDistance > sureDistance
		}
		if n.certainty < floor || i > 0 && n.share < rivalShare/2 {
			continue
		}
		own := x.regionOf(t.place)
		for k := range r.targets {
			if x.regionOf(r.targets[k].place) == own {
				n.regionShare += r.targets[k].odds / sum
			}
		}
		n.area = max(n.certainty, sureFuzzy)
		n.review = n.review || x.hasCommunity(t.candidate)
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
	old := t.by != byReviewer && !w.f.validName(t.name) || w.f.at == "" && !x.isSettlement(t.place) && x.tree.At(t.place).Historical()
	switch {
	case t.by == byReviewer:
		return ByAlias
	case x.hasCommunity(t.candidate):
		return ParentFallback
	case old:
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
	run := r.runOf(parent.left).inside(f.x.levels[parent.place])
	elsewhere := r.namesElsewhere(f, bitsOf(run.from, run.to), parent.place)
	if elsewhere && w.isUnsure(parent.place) {
		return
	}
	for part := range run.parts() {
		if elsewhere && part != run {
			break // it is a name, but not here
		}
		if elsewhere { // then only a child that is surely meant is of use: mostly there is none
			if r.searchInside(f, parent.place, part, sureReach); len(r.near) == 0 {
				continue
			}
		}
		r.searchInside(f, parent.place, part, doubtfulReach)
		if len(r.near) > 0 && !(elsewhere && r.near[0].distance > sureDistance) {
			w.writeFuzzy(parent, part, elsewhere)
			return
		}
	}
	w.suggest(parent.place, run)
	if f.x.levels[parent.place] == region.Country && run.said == 0 && r.text.Words[run.from].Gap != fold.Break && !r.breakBehind(run.to) {
		return // Bank of Russia
	}
	if !f.ofLevel(parent.place) || parent.to == 0 && f.x.levels[parent.place] == region.Country {
		return
	}
	w.match(&found{
		target: parent, matchType: ParentFallback, certainty: fallback, area: fallbackArea, share: 1, regionShare: 1,
		rivals: 1, review: true, parent: region.None,
	})
}

// breakBehind reports whether a comma stands behind the words before word to.
func (r *reading) breakBehind(to int) bool {
	return to < len(r.text.Words) && r.text.Words[to].Gap == fold.Break
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

// tieScale is the distance by which of two children that are nearly as near the farther is e times less likely.
const tieScale = .015

// writeFuzzy answers with the nearest child, and with those that are as near, the likeliest first: each has its share of the
// probability, by its prominence and how near it is.
func (w *writer) writeFuzzy(parent target, run wanted, elsewhere bool) {
	list := w.r.near
	list[0].lead = 1
	if len(list) > 1 {
		list[0].lead = list[1].cost - list[0].cost
	}
	odds := func(n *near) float64 {
		return float64(w.f.x.prominence[n.place]) * math.Exp((list[0].cost-n.cost)/tieScale)
	}
	sum, tied := 0., 0
	for ; tied < len(list) && list[tied].cost-list[0].cost < tieMargin; tied++ {
		list[tied].odds = odds(&list[tied])
		sum += list[tied].odds
	}
	list = list[:tied]
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(b.odds, a.odds) })
	for i := range list[:min(len(list), w.limit)] {
		n := &list[i]
		m := found{
			target:    target{candidate: candidate{place: n.place, from: uint8(run.from), to: uint8(run.to), said: run.said, fit: 1, name: n.name}},
			matchType: Fuzzy, certainty: sureFuzzy, area: fallbackArea, share: n.odds / sum, regionShare: 1, rivals: len(list),
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
	if w.f.bare {
		return
	}
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
