package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// candidate is a place that a span of the query may name.
type candidate struct {
	words    mask
	place    place
	name     uint32 // number of the name that matched
	from, to uint8
	by       by
	said     typeword.Kind // what type words say of the span
	fit      float32       // agreement with that
	scope    int32         // of an alias: the unit that must be stated
	alias    int32         // number of the alias
	states   bool          // it is a parent beyond doubt
}

const (
	maxSpan       = 6   // words of a name
	maxCandidates = 400 // of a query
	maxMisfits    = 16
)

// gather looks every span of words up. Spans that say that they are regions come first: when exactly one of them states
// a parent, candidates outside it are passed over, unless all is set.
func (r *reading) gather(f *frame, all bool) {
	x := f.x
	r.candidates, r.misfits, r.parents, r.passedOver = r.candidates[:0], r.misfits[:0], r.parents[:0], false
	r.verdicts = r.verdicts[:0]
	regions := r.regionWords()
	if regions != 0 {
		r.gatherSpans(x, regions, true)
		r.dropShorter()
		if !all && !r.mustList() {
			r.findParents(x)
		}
	}
	r.gatherSpans(x, regions, false)
	r.parents = r.parents[:0]
	r.gatherAliases(f.aliases)
	r.noteParents(x)
	r.noise = r.findNoise(x)
}

// regionWords returns the words that type words call a region.
func (r *reading) regionWords() (m mask) {
	for i := range r.text.Words {
		if r.words[i].said&typeword.First != 0 {
			m |= 1 << i
		}
	}
	return m
}

// gatherSpans looks up the spans that have one of the words, or those that have none.
func (r *reading) gatherSpans(x *index, words mask, having bool) {
	n := len(r.text.Words)
	for from := range n {
		s := span{from: from, inExact: true, inStem: true, inSound: true}
		for s.to = from + 1; s.to <= min(n, from+maxSpan); s.to++ {
			if s.to > from+1 && r.text.Words[s.to-1].Gap == fold.Break || !s.extend(x, r) {
				break
			}
			if (bitsOf(from, s.to)&words != 0) == having && (s.to > from+1 || r.words[from].role == naming && len(r.text.Of(from)) > 1) {
				r.lookUp(x, &s)
			}
		}
	}
}

// dropShorter drops the candidates of a part of a longer span that is itself the name of a region as the type words say:
// Novgorod Oblast in Nizhny Novgorod Oblast.
func (r *reading) dropShorter() {
	kept := r.candidates[:0]
	for i := range r.candidates {
		c, whole := r.candidates[i], true
		for k := range r.candidates {
			d := &r.candidates[k]
			if d.words != c.words && d.words&c.words == c.words && d.fit >= .9 && d.by <= bySound {
				whole = false
				break
			}
		}
		if whole {
			kept = append(kept, c)
		}
	}
	r.candidates = kept
}

// findParents notes the units that the one span of a stated region may mean.
func (r *reading) findParents(x *index) {
	for i := range r.candidates {
		c := &r.candidates[i]
		if !r.statesParent(x, c) || x.levels[c.place] != region.Region {
			continue
		}
		if len(r.parents) > 0 && r.parentWords != c.words || r.isMember(c.words) {
			r.parents = r.parents[:0]
			return
		}
		r.parents, r.parentWords = append(r.parents, c.place), c.words
	}
}

// keeps reports whether a place may go with the stated parent: it is inside, or the parent is inside it.
func (r *reading) keeps(x *index, p place, words mask) bool {
	if len(r.parents) == 0 || words&r.parentWords != 0 {
		return true
	}
	for _, parent := range r.parents {
		if x.within(p, parent) || !x.isSettlement(p) && x.tree.Within(parent, p) {
			return true
		}
	}
	r.passedOver = true
	return false
}

// span is a run of words with its hashes so far in the three tables, and whether these can hold it.
type span struct {
	from, to                 int
	exact, stem              uint64
	inExact, inStem, inSound bool
}

// extend adds the last word to the hashes; false when no table goes on with them. The sound goes on only after words
// whose letters found nothing that fits, unless the reading is thorough: Krasny is a name, and begins Krasny Kurgan.
func (s *span) extend(x *index, r *reading) bool {
	if s.to > s.from+1 {
		s.inExact = s.inExact && x.exact.continues(s.exact)
		s.inStem = s.inStem && x.stem.continues(s.stem)
		s.inSound = s.inSound && x.sound.continues(r.soundHash(s.from, s.to-1))
	}
	w := &r.words[s.to-1]
	s.exact, s.stem = joinHash(s.exact, w.exact), joinHash(s.stem, w.stem)
	return s.inExact || s.inStem || s.inSound
}

// soundHash returns the hash of a span's keys, which are made when first asked for.
func (r *reading) soundHash(from, to int) (hash uint64) {
	for i := from; i < to; i++ {
		hash = joinHash(hash, r.wordSound(i))
	}
	return hash
}

// lookUp adds the candidates of one span, as they are remembered or else as they are found.
func (r *reading) lookUp(x *index, s *span) {
	c := candidate{words: bitsOf(s.from, s.to), from: uint8(s.from), to: uint8(s.to), said: r.saidOf(s.from, s.to)}
	if len(r.parents) > 1 {
		r.search(x, s, c)
		return
	}
	key := r.recallKey(s, c.said)
	e := r.recall.slot(&key)
	first, misfits := len(r.candidates), len(r.misfits)
	if r.recall.isOf(e, &key, &r.text, s) && first+int(e.misfits-e.from) <= maxCandidates && misfits+int(e.to-e.misfits) < maxMisfits {
		r.remembered(e, s)
		if e.heard {
			r.hear(s.from, s.to)
		}
		if e.fits {
			s.inSound = r.thorough
		}
		r.passedOver = r.passedOver || e.passedOver
		return
	}
	before := r.passedOver
	r.passedOver = false
	found := r.search(x, s, c)
	found.passedOver = r.passedOver
	if n := len(r.candidates); n < maxCandidates && n-first <= recallMost && len(r.misfits) < maxMisfits {
		r.recall.keep(e, &key, &r.text, s, r.candidates[first:], r.misfits[misfits:], found)
	}
	r.passedOver = r.passedOver || before
}

// search looks one span up in the tables. The sound is asked only where letters and case forms find nothing that fits: it
// tells whether it was, and whether they did.
func (r *reading) search(x *index, s *span, c candidate) (found outcome) {
	first := len(r.candidates)
	if s.inExact {
		for _, e := range x.exact.bucket(s.exact) {
			if e.check == uint32(s.exact) {
				c.name, c.by = e.id, byLetters
				r.add(x, c, first)
			}
		}
	}
	if s.inStem && r.text.Words[s.from].Script == fold.Cyrillic {
		for _, e := range x.stem.bucket(s.stem) {
			if e.check == uint32(s.stem) {
				c.name, c.by = e.id, byForm
				r.add(x, c, first)
			}
		}
	}
	if !s.inSound {
		return found
	}
	if r.anyFits(x, first) {
		s.inSound, found.fits = r.thorough, true
		return found
	}
	found.heard = true
	sound := r.soundHash(s.from, s.to)
	if r.isStammer(s.from, s.to) {
		return found
	}
	for _, e := range x.sound.bucket(sound) {
		if e.check == uint32(sound) {
			key := e.id
			c.name, c.by = x.keys.name[key&^shortened], bySound
			if key&shortened != 0 {
				c.by = byAdjective
			}
			r.add(x, c, first)
		}
	}
	return found
}

// isStammer reports whether most letters of a span are no sound of their own (qqqqq), or all of several make one sound (qqqq,
// zzz): that would be any place of one letter.
func (r *reading) isStammer(from, to int) bool {
	letters, sounds := r.text.Words[to-1].To-r.text.Words[from].From, int32(0)
	for i := from; i < to; i++ {
		sounds += r.words[i].soundTo - r.words[i].soundFrom
	}
	return letters > 3 && sounds*3 < letters || letters > 1 && sounds == 1
}

// anyFits reports whether one of the candidates from first on fits what type words say. Where these say nothing, a unit
// of the past is no reason to look no further, nor is a district, whose centre is meant: Hadiach, Tiachiv.
func (r *reading) anyFits(x *index, first int) bool {
	for i := first; i < len(r.candidates); i++ {
		if c := &r.candidates[i]; c.fit >= .9 && c.by <= byForm && (c.said != 0 || x.isSettlement(c.place) || !r.meansCentre(x, c) && !x.tree.At(c.place).Historical()) {
			return true
		}
	}
	return false
}

// add judges a candidate and keeps it, unless it leaves the stated parent, contradicts the type words, or its place has
// a better match of the same span.
func (r *reading) add(x *index, c candidate, first int) {
	c.place = x.names.place[c.name]
	switch kind := x.names.kind[c.name]; {
	case kind == community && c.said&(typeword.Community|typeword.Direction) == 0, kind == community && c.said&typeword.Community == 0 && !x.isSettlement(c.place),
		kind != community && c.said == typeword.Direction && x.isSettlement(c.place):
		return
	}
	known := r.known(c.place, first)
	if known != nil && known.by <= c.by || !r.keeps(x, c.place, c.words) {
		return
	}
	switch c.by {
	case byForm:
		c.by = r.judgeForm(x, c)
	case bySound:
		if c.by = r.judgeSound(x, c); x.isFarOblast(r, c) {
			return
		}
	}
	c.fit = x.agreement(c.place, c.said)
	if x.names.kind[c.name] == community && c.said&typeword.Community != 0 {
		c.fit = 1
	} else if c.said == typeword.Community && x.levelOf(c.place) == region.District && x.seat[c.place] != region.None {
		c.place, c.by = x.units+x.seat[c.place], byCentre // Сумська громада
		c.fit, known = x.agreement(c.place, c.said), r.known(c.place, first)
	}
	if c.by == byNothing || c.by == byAdjective && (c.fit < .8 || c.said == 0) {
		return
	}
	if c.fit == 0 {
		centre := r.asCentre(x, c)
		if centre.fit == 0 {
			if len(r.misfits) < maxMisfits && c.by <= bySound {
				r.misfits = append(r.misfits, c)
			}
			return
		}
		c = centre
		known = r.known(c.place, first)
	}
	switch {
	case known == nil && len(r.candidates) < maxCandidates:
		r.candidates = append(r.candidates, c)
	case known != nil && c.by < known.by:
		*known = c
	}
}

// isFarOblast reports whether a Latin name that sounds like that of a region is called an oblast or krai, which regions are in
// few countries: yazan Oblast is not Jizan.
func (x *index) isFarOblast(r *reading, c candidate) bool {
	return c.said&(typeword.Oblast|typeword.Krai) != 0 && x.levelOf(c.place) == region.Region && x.kinds[c.place]&(typeword.Oblast|typeword.Krai) == 0 &&
		!x.deep[x.countryOf(c.place)] && r.text.Words[c.from].Script == fold.Latin
}

// hasCommunity reports whether a candidate is the raion of the community that is named.
func (x *index) hasCommunity(c candidate) bool {
	return x.names.kind[c.name] == community && !x.isSettlement(c.place)
}

// known returns the candidate that a place already has among those from first on.
func (r *reading) known(p place, first int) *candidate {
	for i := len(r.candidates) - 1; i >= first; i-- {
		if r.candidates[i].place == p {
			return &r.candidates[i]
		}
	}
	return nil
}
