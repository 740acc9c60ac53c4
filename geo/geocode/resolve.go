package geocode

import (
	"cmp"
	"math/bits"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// target is a candidate as the place that is meant, with what its parents in the query explain.
type target struct {
	candidate
	left           mask    // words that nothing explains
	noise          mask    // words that need no explanation, being in small letters and no names
	odds           float64 // against the other targets
	parent         int32   // that a misspelt word states; only with a parentDistance
	parentDistance float64 // of that word from the parent's name
}

// frame is what a query is resolved under: the unit it is asked within and the date, the words that count.
type frame struct {
	x       *index
	aliases *aliases
	within  int32 // region.None for the world
	at      string
	speaker string
	named   bool
	sure    bool
	bare    bool // no suggestions
	level   *region.Level
	all     mask // of names in the text
	words   mask // to be explained
	only    mask // targets must have one of these, 0 for any: the member of a list
	company []company
}

// verdict is what is found of a candidate once a gathering, however often its words are resolved: nothing of it depends
// on the frame.
type verdict struct {
	explained mask    // words that it and its parents explain; 0 until they are looked for
	beside    float64 // what besideBetter leaves; 0 until it is looked for
	judged    bool
	out       bool // it is context, or far-fetched
}

// verdictOf returns what is known of candidate i so far.
func (r *reading) verdictOf(i int) *verdict {
	if len(r.verdicts) != len(r.candidates) {
		r.verdicts = slices.Grow(r.verdicts[:0], len(r.candidates))[:len(r.candidates)]
		clear(r.verdicts)
	}
	return &r.verdicts[i]
}

// resolve finds the targets that leave fewest words unexplained and no stated parent.
func (r *reading) resolve(f *frame) {
	r.targets = r.targets[:0]
	fewest := 64
	r.work += len(r.candidates)
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.words&f.all&^f.words != 0 || f.only != 0 && c.words&f.only == 0 {
			continue
		}
		v := r.verdictOf(i)
		if !v.judged {
			v.judged, v.out = true, r.bareAdjective(f.x, c) || r.farFetched(f.x, c)
		}
		if v.out || !r.admits(f, c) {
			continue
		}
		if v.explained == 0 {
			v.explained = r.explained(f.x, c)
		}
		left := f.words &^ v.explained
		noise := left & r.noiseBeside(f.x, c)
		if left &^= noise; left&r.cutOff(c) != 0 {
			continue // half a name
		}
		n := bits.OnesCount64(left)
		if n > fewest {
			continue
		}
		if n < fewest {
			fewest, r.targets = n, r.targets[:0]
		}
		r.addTarget(target{candidate: *c, left: left, noise: noise, odds: r.oddsOf(f, c, v)})
	}
	r.dropShadows(f)
	slices.SortStableFunc(r.targets, func(a, b target) int { return cmp.Compare(b.odds, a.odds) })
}

// addTarget adds a target, or takes it over the one that its place already has by other words.
func (r *reading) addTarget(t target) {
	for i := range r.targets {
		if r.targets[i].place == t.place {
			if t.odds > r.targets[i].odds {
				r.targets[i] = t
			}
			return
		}
	}
	r.targets = append(r.targets, t)
}

// admits reports whether a candidate that is not out may be the place: inside every stated parent, valid, of the level
// asked for.
func (r *reading) admits(f *frame, c *candidate) bool {
	return !r.isAccident(f, c) && !r.meansNamesake(c) && f.ofLevel(c.place) && f.inside(c.place) && f.validAt(c.place) && r.inScope(f, c) && !r.leavesParent(f, c)
}

// inside reports whether a place is in the unit that the query is asked within.
func (f *frame) inside(p place) bool { return f.within == region.None || f.x.within(p, f.within) }

// validAt reports whether a unit existed at the date asked for; any place does when none is.
func (f *frame) validAt(p place) bool {
	if f.at == "" || f.x.isSettlement(p) {
		return true
	}
	u := f.x.tree.At(p)
	return (u.ValidFrom == "" || u.ValidFrom <= f.at) && (u.ValidTo == "" || f.at <= u.ValidTo)
}

// explained returns the words that are spent when a candidate is the place and the candidates that hold it are its
// parents.
func (r *reading) explained(x *index, c *candidate) mask {
	explained := c.words
	unit := x.unitOf(c.place)
	for k := 0; k < len(r.holders); {
		r.work++
		switch p := &r.candidates[r.holders[k]]; {
		case p.words&explained != 0: // and so are those of all of its span
			k = int(r.behind[k])
		case x.tree.Within(unit, p.place):
			explained |= p.words
			k = int(r.behind[k])
		default:
			k++
		}
	}
	if r.renames {
		explained |= r.sameBehind(c, explained)
	}
	if len(r.waters) > 0 && c.words&^r.lower != 0 && (x.isSettlement(c.place) || c.said != 0) {
		explained |= r.shoreOf(c, explained)
	}
	return explained
}

// sameBehind returns the words of other names of the same place that stand apart from it: Артемівськ (нині Бахмут).
func (r *reading) sameBehind(c *candidate, explained mask) (m mask) {
	r.work += len(r.candidates)
	for i := range r.candidates {
		d := &r.candidates[i]
		if d.place == c.place && d.words&(explained|m) == 0 && (d.from >= c.to && r.text.Words[d.from].Gap == fold.Break || d.from > c.to && r.words[d.from-1].known.Renamed) {
			m |= d.words
		}
	}
	return m
}

// shoreOf returns the words of waters that say more about a place: the Black Sea port of Tuapse, Tuapse on the Black Sea.
func (r *reading) shoreOf(c *candidate, explained mask) (m mask) {
	for _, i := range r.waters {
		w := &r.candidates[i]
		if w.words&explained == 0 && (w.from >= c.to && !r.mustList() || c.said != 0 && w.to < c.from && r.words[w.to].role != naming) {
			m |= w.words
		}
	}
	return m
}

// oddsOf weighs a target: how its name matched, how it fits the type words, and, where these say little, how prominent
// it is.
func (r *reading) oddsOf(f *frame, c *candidate, v *verdict) float64 {
	x := f.x
	fit := float64(c.fit * c.fit)
	odds := c.by.weight() * fit * fit
	if c.said == 0 || x.isSettlement(c.place) {
		odds *= float64(x.prominence[c.place])
		if r.meansCentre(x, c) {
			odds *= .2 // its centre is meant
		}
		if r.meansCapital(f, c) {
			odds *= .35
		}
	} else if x.tree.At(c.place).Historical() && f.at == "" {
		odds *= pastUnit
	}
	if x.hasCommunity(*c) {
		odds *= smallCommunity
	}
	if x.levelOf(c.place) == region.Composite {
		odds *= f.speaks(c.said)
	}
	if c.by == byReviewer {
		return odds * decided
	}
	switch {
	case x.names.kind[c.name] == alternate:
		odds *= byname
	case !f.validName(c.name):
		odds *= f.former(c.name)
	}
	if v.beside == 0 {
		v.beside = r.besideBetter(c)
	}
	return odds * r.homely(x, c) * v.beside * float64(bits.OnesCount64(c.words)) * f.inCompany(c)
}

// hyphened reports whether hyphens join all words of a candidate.
func (r *reading) hyphened(c *candidate) bool {
	for i := int(c.from) + 1; i < int(c.to); i++ {
		if r.text.Words[i].Gap != fold.Hyphen {
			return false
		}
	}
	return true
}

// meansCentre reports that a name without a type word is a district's and no adjective: its centre is meant.
func (r *reading) meansCentre(x *index, c *candidate) bool {
	return c.said == 0 && x.levelOf(c.place) == region.District && !adjectiveEnding(r.text.Of(int(c.to)-1))
}

// meansCapital reports that a name without a type word is a region's and its capital's of today: the city is meant rather.
func (r *reading) meansCapital(f *frame, c *candidate) bool {
	x := f.x
	if x.levelOf(c.place) != region.Region || x.kinds[c.place]&(typeword.Oblast|typeword.Krai) == 0 {
		return false
	}
	for i := range r.candidates {
		d := &r.candidates[i]
		if d.words != c.words || !x.isSettlement(d.place) || !f.validName(d.name) {
			continue
		}
		if s := &x.gazetteer.Settlements[d.place-x.units]; s.Region == c.place && s.Code == "PPLA" {
			return true
		}
	}
	return false
}

// speaks weighs a composite by who speaks of it: a ministry that adds regions up means it by any word for a region; others
// mean the region, and who is not known means it by регион, which is what officials say.
func (f *frame) speaks(said typeword.Kind) float64 {
	switch {
	case f.speaker == Ministry:
		return 100
	case f.speaker != "":
		return .1
	case said&typeword.Regional != 0:
		return 4
	}
	return 1
}

// homely weighs a place by the language of the text, which speaks of its own country first, and of its neighbours.
func (r *reading) homely(x *index, c *candidate) float64 {
	unit := x.unitOf(c.place)
	if unit == region.None || r.text.Words[c.from].Script != fold.Cyrillic {
		return 1
	}
	switch {
	case r.spelt == romanise.Ukrainian && x.tree.At(unit).Country == "UA":
		return 5
	case x.isHome(c.place):
		return 2.5
	}
	return 1
}

// isHome reports whether a place is in one of the three countries that most reports are from.
func (x *index) isHome(p place) bool {
	if unit := x.unitOf(p); unit != region.None {
		switch x.tree.At(unit).Country {
		case "RU", "UA", "BY":
			return true
		}
	}
	return false
}

// pastUnit is what remains of the odds of a unit of the past where no date is asked for: today's of that name is meant.
const pastUnit = .01

// smallCommunity is what remains of the odds of a raion for a community whose centre is too small to be held.
const smallCommunity = .1

// What remains of the odds of a candidate beside a name that is written just so: of its case form, and of a part of it.
const (
	besideExact = .3
	besideWhole = .05
)

// besideBetter lowers a case form where the words are a name as they stand, and a part of a longer name (Australia in
// Western Australia).
func (r *reading) besideBetter(c *candidate) float64 {
	rest := 1.
	r.work += len(r.exacts)
	for _, i := range r.exacts {
		switch d := &r.candidates[i]; {
		case d.place != c.place && d.words != c.words && d.words&c.words == c.words && r.hyphened(d):
			rest = min(rest, besideWhole) // Слобода-Банилів is no слобода Банилів
		case d.place == c.place || d.said != c.said:
		case d.words == c.words && c.by == byForm:
			rest = min(rest, besideExact)
		case d.words != c.words && d.words&c.words == c.words:
			rest = min(rest, besideWhole)
		}
	}
	return rest
}

// bareAdjective reports that a relational adjective alone (калужский, дзержинского) would name a region, or a district in
// a case form, or a district when a region has the same adjective (курский): without a type word that is context, not a
// place. A settlement has its adjective in one gender, which the sound does not tell.
func (r *reading) bareAdjective(x *index, c *candidate) bool {
	last := r.text.Of(int(c.to) - 1)
	if c.said != 0 || c.by == byReviewer || !adjectiveEnding(last) {
		return false
	}
	if to := int(c.to); to < len(r.text.Words) && r.words[to].known.Thing && r.text.Words[to].Gap == fold.Space && fold.ScriptOf(last[0]) == fold.Cyrillic {
		return true // Курская АЭС
	}
	switch x.levelOf(c.place) {
	case region.Country:
		return c.by == bySound && fold.ScriptOf(last[0]) == fold.Cyrillic // польські
	case region.Region:
		return x.kinds[c.place] != 0 || x.names.kind[c.name] == adjective
	case region.District:
		return c.by != byLetters || r.alsoRegion(x, c)
	case settlementLevel:
		return c.by == bySound && fold.ScriptOf(last[0]) == fold.Cyrillic
	}
	return false
}

// farFetched reports that a bare name is that of a small place while other words say that something else is meant: a
// nationality (Українська правда), or, of a place in a country that is not held in depth, a direction (Northern Fleet).
func (r *reading) farFetched(x *index, c *candidate) bool {
	asides := r.asides &^ c.words
	if asides == 0 || c.said != 0 || c.by == byReviewer || !x.isSettlement(c.place) || x.peopled(c.place) {
		return false
	}
	for ; asides != 0; asides &= asides - 1 {
		if r.words[bits.TrailingZeros64(asides)].known.Nation || !x.deep[x.countryOf(c.place)] {
			return true
		}
	}
	return false
}

// alsoRegion reports whether the words of a candidate may also name a region.
func (r *reading) alsoRegion(x *index, c *candidate) bool {
	for _, i := range r.holders {
		if p := &r.candidates[i]; p.words == c.words && x.levelOf(p.place) == region.Region {
			return true
		}
	}
	return false
}

// dropShadows removes the targets that are another target once more: a settlement and the unit that is that settlement.
func (r *reading) dropShadows(f *frame) {
	x := f.x
	for i := range r.targets {
		t := &r.targets[i]
		if !x.isSettlement(t.place) {
			continue
		}
		s := &x.gazetteer.Settlements[t.place-x.units]
		for k := range r.targets {
			u := &r.targets[k]
			switch {
			case u.words != t.words || x.isSettlement(u.place):
			case u.place == s.Region && x.cityRegion(u.place):
				if t.by < u.by {
					u.by, u.name = t.by, t.name
				}
				u.odds, t.odds = max(u.odds, t.odds), 0
			case u.place != s.District || x.kinds[u.place]&typeword.District != 0:
			case u.said&(typeword.Okrug|typeword.District) != 0:
				t.odds = 0
			default:
				t.odds, u.odds = max(u.odds, t.odds), 0
			}
		}
	}
	r.targets = slices.DeleteFunc(r.targets, func(t target) bool { return t.odds == 0 })
}

// ofLevel reports whether a place is of the level asked for.
func (f *frame) ofLevel(p place) bool { return f.level == nil || f.x.levelOf(p) == *f.level }
