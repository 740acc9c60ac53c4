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
	level   *region.Level
	all     mask // of names in the text
	words   mask // to be explained
	only    mask // targets must have one of these, 0 for any: the member of a list
}

// resolve finds the targets that leave fewest words unexplained and no stated parent.
func (r *reading) resolve(f *frame) {
	r.targets = r.targets[:0]
	fewest := 64
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.words&f.all&^f.words != 0 || f.only != 0 && c.words&f.only == 0 || !r.admits(f, c) {
			continue
		}
		left := r.unexplained(f, c)
		noise := left & r.noiseBeside(c)
		left &^= noise
		n := bits.OnesCount64(left)
		if n > fewest {
			continue
		}
		if n < fewest {
			fewest, r.targets = n, r.targets[:0]
		}
		r.addTarget(target{candidate: *c, left: left, noise: noise, odds: r.oddsOf(f, c)})
	}
	r.dropShadows(f)
	slices.SortStableFunc(r.targets, func(a, b target) int { return cmp.Compare(b.odds, a.odds) })
}

// leastBesideNoise is the letters of the shortest name that is believed beside noise.
const leastBesideNoise = 4

// noiseBeside returns the noise that a candidate may stand beside. Without a type word the name must not say more about a
// noun (Moscow officials, Московский проспект), and no noun may be called by it (the cruiser Moskva): only an adjective
// may stand right before it (annexed Crimea), or a noun before its preposition.
func (r *reading) noiseBeside(c *candidate) mask {
	if r.noise == 0 || c.words&^r.lower == 0 || r.text.Words[c.to-1].To-r.text.Words[c.from].From < leastBesideNoise {
		return 0
	}
	if from, to := int(c.from), int(c.to); c.said == 0 && (r.isNoise(to) && r.text.Words[to].Gap != fold.Break ||
		r.isNoise(from-1) && r.text.Words[from].Gap != fold.Break && !describes(r.text.Of(from-1))) {
		return 0
	}
	return r.noise
}

func (r *reading) isNoise(i int) bool { return i >= 0 && r.noise>>i&1 == 1 }

// describes reports whether a word looks like an adjective in a case form, or an English participle.
func describes(word []byte) bool {
	n := len(word)
	if n < 5 {
		return false
	}
	if fold.ScriptOf(word[0]) == fold.Latin {
		return word[n-2] == 'e' && word[n-1] == 'd'
	}
	switch fold.Show(word[n-2:]) {
	case "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ом", "ем", "ей", "го", "му", "ым", "им", "ую", "юю", "ых", "их", "ій", "ої", "ою":
		return true
	}
	return false
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

// admits reports whether a candidate may be the place: inside every stated parent, valid, of the level asked for.
func (r *reading) admits(f *frame, c *candidate) bool {
	return !r.bareAdjective(f.x, c) && !r.farFetched(f.x, c) && f.ofLevel(c.place) && f.inside(c.place) && f.validAt(c.place) && r.inScope(f, c) && !r.leavesParent(f, c)
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

// leavesParent reports whether some other span states a parent and none of the units that it may mean holds the
// candidate.
func (r *reading) leavesParent(f *frame, c *candidate) bool {
	for i := 0; i < len(r.candidates); {
		p := &r.candidates[i]
		end := i + 1
		for end < len(r.candidates) && r.candidates[end].words == p.words {
			end++
		}
		if p.words&c.words == 0 && p.words&f.words != 0 && r.heldOutside(f, c, i, end) {
			return true
		}
		i = end
	}
	return false
}

// heldOutside reports whether candidates from to end, of one span, state a parent that does not hold c. A finer unit is
// no parent of a coarser one, nor is one that fits its type word far worse than another: Altai Krai for Altai Republic.
func (r *reading) heldOutside(f *frame, c *candidate, from, end int) bool {
	stated, best := false, float32(0)
	for i := from; i < end; i++ {
		if r.candidates[i].states {
			best = max(best, r.candidates[i].fit)
		}
	}
	for i := from; i < end; i++ {
		p := &r.candidates[i]
		if !p.states || p.fit < best*.8 || f.x.levelOf(p.place) > f.x.levelOf(c.place) {
			continue
		}
		if f.x.within(c.place, p.place) {
			return false
		}
		stated = true
	}
	return stated
}

// statesParent reports whether a candidate is a parent beyond doubt: a country, or a unit with its type word.
func (r *reading) statesParent(x *index, c *candidate) bool {
	if x.isSettlement(c.place) {
		return false
	}
	switch x.levels[c.place] {
	case region.Country:
		return r.apart(c)
	case region.Region, region.District:
		return c.said != 0 && c.fit >= .5
	}
	return false
}

// standsAsParent reports whether a region without a type word stands as the parent of other words: behind a comma, a
// preposition or a type word (Zainsky District in Tatarstan), or before a comma where what follows is said to be smaller.
// It must be the most prominent place of its name: Kaluga is a city first.
func (r *reading) standsAsParent(x *index, c *candidate) bool {
	if x.isSettlement(c.place) || x.levels[c.place] != region.Region || c.said != 0 || c.by > bySound || !r.apart(c) || r.isMember(c.words) {
		return false
	}
	from, to := int(c.from), int(c.to)
	switch {
	case from > 0 && r.text.Words[from].Gap != fold.Break && !x.deep[x.countryOf(c.place)]:
		return false // упали на поле: of such regions little is reported
	case from > 0 && r.namedBefore(from) && !r.words[from-1].known.And:
	case to < len(r.text.Words) && r.text.Words[to].Gap == fold.Break && !r.namedBefore(from) && r.saysSmaller(to):
	default:
		return false
	}
	for i := range r.candidates {
		if p := &r.candidates[i]; p.words == c.words && p.place != c.place && x.prominence[p.place] > x.prominence[c.place] {
			return false
		}
	}
	return true
}

// saysSmaller reports whether type words say of a word from i on that it is smaller than a region.
func (r *reading) saysSmaller(i int) bool {
	for ; i < len(r.text.Words); i++ {
		if said := r.words[i].said; said != 0 && said&(typeword.First|typeword.Country) == 0 {
			return true
		}
	}
	return false
}

// apart reports whether a span stands apart from the names beside it, by a comma, a preposition or a type word.
func (r *reading) apart(c *candidate) bool {
	from, to := int(c.from), int(c.to)
	before := from == 0 || r.text.Words[from].Gap == fold.Break || r.words[from-1].role != naming
	after := to == len(r.text.Words) || r.text.Words[to].Gap == fold.Break || r.words[to].role != naming
	return before && after
}

// unexplained returns the words that are left when a candidate is the place and the candidates that hold it are its
// parents.
func (r *reading) unexplained(f *frame, c *candidate) mask {
	explained := c.words
	for i := range r.candidates {
		p := &r.candidates[i]
		if p.words&explained != 0 || f.x.isSettlement(p.place) || f.x.levels[p.place] > region.District && f.x.levels[p.place] != region.Composite {
			continue
		}
		if f.x.within(c.place, p.place) {
			explained |= p.words
		}
	}
	return f.words &^ explained
}

// oddsOf weighs a target: how its name matched, how it fits the type words, and, where these say little, how prominent
// it is.
func (r *reading) oddsOf(f *frame, c *candidate) float64 {
	x := f.x
	fit := float64(c.fit * c.fit)
	odds := c.by.weight() * fit * fit
	if c.said == 0 || x.isSettlement(c.place) {
		odds *= float64(x.prominence[c.place])
		if x.levelOf(c.place) == region.District && !adjectiveEnding(r.text.Of(int(c.to)-1)) {
			odds *= .2 // its centre is meant
		}
	} else if x.tree.At(c.place).Historical() && f.at == "" {
		odds *= .05
	}
	if x.levelOf(c.place) == region.Composite {
		odds *= f.speaks(c.said)
	}
	if c.by == byReviewer {
		return odds * decided
	}
	if kind := x.names.kind[c.name]; kind == alternate || !f.validName(c.name) {
		odds *= .6
	}
	return odds * r.homely(x, c) * r.besideBetter(c) * float64(bits.OnesCount64(c.words))
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
	country := x.tree.At(unit).Country
	switch {
	case r.spelt == romanise.Ukrainian && country == "UA":
		return 3
	case country == "RU" || country == "UA" || country == "BY":
		return 1.5
	}
	return 1
}

// What remains of the odds of a candidate beside a name that is written just so: of its case form, and of a part of it.
const (
	besideExact = .3
	besideWhole = .05
)

// besideBetter lowers a case form where the words are a name as they stand, and a part of a longer name (Australia in
// Western Australia).
func (r *reading) besideBetter(c *candidate) float64 {
	rest := 1.
	for i := range r.candidates {
		switch d := &r.candidates[i]; {
		case d.by != byLetters || d.place == c.place || d.said != c.said:
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
	switch x.levelOf(c.place) {
	case region.Region:
		return x.kinds[c.place] != 0
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
	if c.said != 0 || c.by == byReviewer || !x.isSettlement(c.place) || x.peopled(c.place) {
		return false
	}
	for i := range r.text.Words {
		known := r.words[i].known
		if c.words>>i&1 == 0 && (known.Nation || known.Aside && !x.deep[x.countryOf(c.place)]) {
			return true
		}
	}
	return false
}

// alsoRegion reports whether the words of a candidate may also name a region.
func (r *reading) alsoRegion(x *index, c *candidate) bool {
	for i := range r.candidates {
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
