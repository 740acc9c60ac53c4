package geocode

import (
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// stated are the candidates from to end, of one span, of which some state a parent.
type stated struct {
	from, end int
	words     mask
	fit       float32 // the best of those that do
}

// noteParents notes which candidates may hold others, and the spans that state parents, so that each is looked for once a
// gathering and not once a candidate.
func (r *reading) noteParents(x *index) {
	r.holders, r.stated, r.waters, r.exacts = r.holders[:0], r.stated[:0], r.waters[:0], r.exacts[:0]
	for i := range r.candidates {
		c := &r.candidates[i]
		r.noteExact(int32(i))
		if !x.isSettlement(c.place) && (x.levels[c.place] <= region.District || x.levels[c.place] == region.Composite) && !r.meansTown(x, i) {
			r.holders = append(r.holders, int32(i))
		}
		if x.levelOf(c.place) == region.Water && c.by <= byForm {
			r.waters = append(r.waters, int32(i))
		}
		c.states = r.statesParent(x, c) || r.standsAsParent(x, c)
	}
	r.behind = slices.Grow(r.behind[:0], len(r.holders))[:len(r.holders)]
	for k := len(r.holders) - 1; k >= 0; k-- {
		r.behind[k] = int32(k + 1)
		if k+1 < len(r.holders) && r.candidates[r.holders[k]].words == r.candidates[r.holders[k+1]].words {
			r.behind[k] = r.behind[k+1]
		}
	}
	for i := 0; i < len(r.candidates); {
		s, states := stated{from: i, end: i, words: r.candidates[i].words}, false
		for ; s.end < len(r.candidates) && r.candidates[s.end].words == s.words; s.end++ {
			if c := &r.candidates[s.end]; c.states {
				states, s.fit = true, max(s.fit, c.fit)
			}
		}
		if states {
			r.stated = append(r.stated, s)
		}
		i = s.end
	}
}

// meansTown reports whether candidate i is a district by a case form of its adjective alone, which is that of a town's name,
// too: у Краматорську, Слов'янську. The town is meant, and holds nothing.
func (r *reading) meansTown(x *index, i int) bool {
	c := &r.candidates[i]
	if c.said != 0 || c.by != byForm || x.levels[c.place] != region.District || !adjectiveEnding(r.text.Of(int(c.to)-1)) {
		return false
	}
	for k := range r.candidates {
		if d := &r.candidates[k]; d.words == c.words && d.by == byForm && x.isSettlement(d.place) && !adjectiveEnding(x.names.of(d.name)) {
			return true
		}
	}
	return false
}

// noteExact notes a candidate whose name is written just so, for besideBetter: of each span two are enough, for one of them
// is another place than any candidate.
func (r *reading) noteExact(i int32) {
	c := &r.candidates[i]
	if c.by != byLetters {
		return
	}
	same := 0
	for k := len(r.exacts) - 1; k >= 0 && same < 2; k-- {
		switch d := &r.candidates[r.exacts[k]]; {
		case d.words != c.words:
			k = 0
		case d.said != c.said:
		case d.place == c.place:
			return
		default:
			same++
		}
	}
	if same < 2 {
		r.exacts = append(r.exacts, i)
	}
}

// leavesParent reports whether some other span states a parent and none of the units that it may mean holds the
// candidate.
func (r *reading) leavesParent(f *frame, c *candidate) bool {
	for i := range r.stated {
		if s := &r.stated[i]; s.words&c.words == 0 && s.words&f.words != 0 && r.heldOutside(f, c, s) {
			return true
		}
	}
	return false
}

// heldOutside reports whether a span states a parent that does not hold c. A finer unit is no parent of a coarser one, nor
// is one that fits its type word far worse than another: Altai Krai for Altai Republic.
func (r *reading) heldOutside(f *frame, c *candidate, s *stated) bool {
	stated := false
	for i := s.from; i < s.end; i++ {
		p := &r.candidates[i]
		if !p.states || p.fit < s.fit*.8 || f.x.levelOf(p.place) > f.x.levelOf(c.place) {
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
	case region.Region:
		return c.said != 0 && c.fit >= .5 && r.cutOff(c) == 0 && (c.said&typeword.First != 0 || x.deep[x.countryOf(c.place)])
	case region.District:
		return c.said != 0 && c.fit >= .5 && r.cutOff(c) == 0
	}
	return false
}

// cutOff returns the words of names that hyphens join to a candidate: Ust, of Ishimsky District in Ust-Ishimsky District.
func (r *reading) cutOff(c *candidate) (m mask) {
	from, to := int(c.from), int(c.to)
	for ; from > 0 && r.text.Words[from].Gap == fold.Hyphen && r.words[from-1].role == naming; from-- {
		m |= 1 << (from - 1)
	}
	for ; to < len(r.text.Words) && r.text.Words[to].Gap == fold.Hyphen && r.words[to].role == naming; to++ {
		m |= 1 << to
	}
	return m
}

// standsAsParent reports whether a region without a type word stands as the parent of other words: behind a comma, a
// preposition or a type word (Zainsky District in Tatarstan), or before a comma where what follows is said to be smaller.
// It must be the most prominent place of its name: Kaluga is a city first.
func (r *reading) standsAsParent(x *index, c *candidate) bool {
	if x.isSettlement(c.place) || x.levels[c.place] != region.Region || c.said != 0 || c.by > bySound || r.isMember(c.words) {
		return false
	}
	from, to := int(c.from), int(c.to)
	if owner := c.by == byForm && from > 0 && r.words[from-1].said != 0 && r.text.Words[from].Gap == fold.Space && x.deep[x.countryOf(c.place)]; !owner && !r.apart(c) {
		return false // городской округ Сочи Краснодарского края needs no comma, nor does a noun in a case form: Адыгеи
	}
	switch {
	case from > 0 && r.text.Words[from].Gap != fold.Break && !x.deep[x.countryOf(c.place)]:
		return false // упали на поле: of such regions little is reported
	case from > 0 && r.namedBefore(from) && !r.words[from-1].known.And:
	case to < len(r.text.Words) && (r.text.Words[to].Gap == fold.Break || r.owns(to-1)) && !r.namedBefore(from) && r.saysSmaller(to):
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

// apart reports whether a span stands apart from the names beside it, by a comma, a preposition, a type word or as an owner
// (Russia's Chuvashia).
func (r *reading) apart(c *candidate) bool {
	from, to := int(c.from), int(c.to)
	before := from == 0 || r.text.Words[from].Gap == fold.Break || r.words[from-1].role != naming || r.owns(from-1)
	return before && (to == len(r.text.Words) || r.text.Words[to].Gap == fold.Break || r.words[to].role != naming || r.owns(to-1))
}
