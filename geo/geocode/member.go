package geocode

import (
	"slices"

	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// A text names the same places in ever new lists. What the members of a list joined by an and mean does mostly not depend on
// each other: then each is resolved once, as Member does, and AreList tells whether the list means just that.

// Member is a place as a member of a list, with what its neighbours in a list must be held against. It never changes.
type Member struct {
	Match      *Match // From and To are bytes of the member's text
	matches    []Match
	candidates int
	targets    int
	regions    []int32 // of the targets, each once
	places     []place // of the candidates, each once
	units      []int32 // of these, those that may hold others or be named as a parent
	joins      bool    // some name goes on behind it with an and
	states     bool    // it names a region by its type word
	divided    bool    // a type word in it is that of a district
	latin      bool    // a word of it is in Latin letters
	typed      bool    // a type word says what it is
	level      region.Level
	country    int32
}

// Matches returns the one match of a member; it must not be changed.
func (m *Member) Matches() []Match { return m.matches }

// Spelling is the alphabet that a text is written in, as its words tell.
type Spelling = romanise.Alphabet

// SpellingOf returns the alphabet that a word tells of, in letters of package fold; Russian where it tells of none, and
// whether its ending is one that Russian lacks, which counts where no word of the text has a letter that does.
func SpellingOf(word []byte) (s Spelling, softened bool) {
	return romanise.AlphabetOf(word), endsSoftened(word)
}

// Member resolves words without ands, a name and, behind commas, its parents, as a member of a list of names in that spelling;
// Speaker, Limit and Sure do not count. It returns nil where no place is surely meant, or one that the rest of a list may tell something of.
func (c *Geocoder) Member(q Query, spelt Spelling) *Member {
	r := c.pool.Get().(*reading)
	r.work = 0
	r.begin(c, &q)
	r.given = &spelt
	m := r.member(&q)
	r.given = nil
	clear(r.matches)
	r.out, r.frame = writer{}, frame{}
	c.pool.Put(r)
	return m
}

func (r *reading) member(q *Query) *Member {
	f, w := &r.frame, &r.out
	if q.Within != "" {
		var ok bool
		if f.within, ok = f.x.tree.Find(q.Within); !ok {
			return nil
		}
	}
	if !r.read(f.x, q.Text) {
		return nil
	}
	for i := range r.text.Words {
		if first := f.aliases.first; first[r.words[i].exact] || first[r.words[i].stem] {
			return nil // a decision may hold for words of several members
		}
	}
	f.words = r.toExplain()
	f.all = f.words
	r.gather(f, true)
	w.f, w.lang = f, r.language(q.Lang)
	r.scribe.reset()
	if r.cut(); len(r.segments) == 0 || len(r.segments) > maxParts || r.border > 0 || len(r.members) > 0 || r.asides != 0 || r.renames || len(r.waters) > 0 || r.isVague() {
		return nil
	}
	w.inList = true
	if all := f.words; !w.resolves(all) {
		return nil
	}
	if r.leansOnPlace(f.x) {
		return nil
	}
	m := &Member{candidates: len(r.candidates), targets: len(r.targets), latin: r.hasLatinName()}
	for i := range r.candidates {
		c := &r.candidates[i]
		m.states = m.states || r.statesParent(f.x, c) && f.x.levels[c.place] == region.Region
	}
	for i := range r.text.Words {
		m.divided = m.divided || r.words[i].said&(typeword.District|typeword.Okrug) != 0
	}
	first := &r.targets[0]
	m.typed, m.level, m.country = first.said != 0, f.x.levelOf(first.place), f.x.countryOf(first.place)
	for i := range r.targets {
		if own := f.x.regionOf(r.targets[i].place); !slices.Contains(m.regions, own) {
			m.regions = append(m.regions, own)
		}
	}
	for i := range r.candidates {
		p := r.candidates[i].place
		if slices.Contains(m.places, p) {
			continue
		}
		if m.places = append(m.places, p); !f.x.isSettlement(p) {
			m.units = append(m.units, p)
		}
	}
	m.joins = r.goesOnWithAnd(f.x)
	w.limit = 1
	w.writeTargets()
	w.deal()
	if len(w.answer.Matches) != 1 || w.answer.Matches[0].MatchType == ParentFallback {
		return nil
	}
	m.matches, m.Match = w.answer.Matches, &w.answer.Matches[0]
	return m
}

// leansOnPlace reports whether a region without a type word begins the text, beside other names: whether it states a parent
// depends on what stands before it.
func (r *reading) leansOnPlace(x *index) bool {
	names := r.toExplain()
	first := names & -names
	for i := range r.candidates {
		p := &r.candidates[i]
		if p.words&first == 0 || p.said != 0 || x.isSettlement(p.place) || x.levels[p.place] != region.Region {
			continue
		}
		for k := range r.candidates {
			if r.candidates[k].words&p.words == 0 {
				return true
			}
		}
	}
	return false
}

// ands are the words that join the members of a list.
var ands = endings("and и й та і")

// goesOnWithAnd reports whether some name goes on with an and behind the last words of the text: Bosnia and Herzegovina.
func (r *reading) goesOnWithAnd(x *index) bool {
	n := len(r.text.Words)
	for from := max(0, n-maxSpan); from < n; from++ {
		s := span{from: from, inExact: true, inStem: true, inSound: true}
		for s.to = from + 1; s.to <= n && s.extend(x, r); s.to++ {
		}
		if s.to <= n {
			continue
		}
		s.inExact, s.inStem = s.inExact && x.exact.continues(s.exact), s.inStem && x.stem.continues(s.stem)
		if s.inSound = s.inSound && x.sound.continues(r.soundHash(from, n)); !s.inExact && !s.inStem && !s.inSound {
			continue
		}
		for _, and := range ands {
			word := hashWord(and)
			var buf [8]byte
			sound := hashWord(romanise.AppendKeyAs(buf[:0], and, r.spelt, r.as))
			if s.inExact && x.exact.reaches(joinHash(s.exact, word)) || s.inStem && x.stem.reaches(joinHash(s.stem, word)) ||
				s.inSound && x.sound.reaches(joinHash(r.soundHash(from, n), sound)) {
				return true
			}
		}
	}
	return false
}

// reaches reports whether a table has the hash, or one that goes on from it.
func (p *postings) reaches(hash uint64) bool { return p.holds(hash) || p.continues(hash) }

// Belongs reports whether one of two members that a comma joins may be the parent of the other: then they are one. Stated
// tells whether that is so beyond doubt: the second is called a unit by its type word, or is a region or a country, and the first is finer.
func (c *Geocoder) Belongs(m, n *Member) (belongs, stated bool) {
	return c.index.mayHold(m, n, false) || c.index.mayHold(n, m, false), n.Match.Settlement == region.None && n.level <= region.District && (n.typed || n.level < m.level && n.level <= region.Region)
}

// AreList reports whether a list of which these are the members, of which some and joins two, means what each of them means
// for itself: none may be the parent of another, nor lie in a region that tells which of several places another is. joined
// tells of each whether an and stands before it, and not a comma alone; where none does they must look like a list.
func (c *Geocoder) AreList(members []*Member, joined []bool) bool {
	if len(members) < 2 || len(members) > maxSegments || !slices.Contains(joined, true) && !areAlike(members) {
		return false
	}
	candidates, regions := 0, 0
	for i, m := range members {
		candidates, regions = candidates+m.candidates, regions+len(m.regions)
		if m.joins && i+1 < len(members) {
			return false
		}
	}
	if candidates >= maxCandidates || regions > maxCompany {
		return false
	}
	for i, m := range members {
		apart := false
		for k := i + 1; k < len(members); k++ {
			n := members[k]
			apart = apart || joined[k]
			if c.index.mayHold(m, n, apart) || c.index.mayHold(n, m, apart) || (m.targets > 1 || n.targets > 1) && share(m.regions, n.regions) {
				return false
			}
		}
	}
	return true
}

// AreApart reports whether members that commas alone join make neither a list nor a place with its parents: Cyrillic names of
// places that do not hold each other and are not alike (Умань, Ровненщина). Then each is to be asked for by itself.
func (c *Geocoder) AreApart(members []*Member, joined []bool) bool {
	if len(members) < 2 || slices.Contains(joined, true) || areAlike(members) {
		return false
	}
	for i, m := range members {
		if m.latin || m.Match.MatchType != Exact && m.Match.MatchType != Inflected {
			return false
		}
		for _, n := range members[i+1:] {
			if c.index.mayHold(m, n, false) || c.index.mayHold(n, m, false) {
				return false
			}
		}
	}
	return true
}

// areAlike reports whether members that commas alone join make a list, as alike does, and nothing else is to be tried before:
// the one stated region as a parent, Latin words read in another way, a district of a city.
func areAlike(members []*Member) bool {
	typed, states, first := true, 0, members[0]
	for _, m := range members {
		if m.states {
			states++
		}
		if m.latin || m.divided && m.level != region.District || m.level != first.level || len(members) == 2 && m.country != first.country {
			return false
		}
		typed = typed && m.typed
	}
	return states != 1 && (typed || len(members) > 2 || first.level == settlementLevel)
}

// mayHold reports whether a unit that n may name holds the place that m means, or, where they are not apart, one that m may name.
func (x *index) mayHold(m, n *Member, apart bool) bool {
	if len(n.units) == 0 {
		return false
	}
	places := m.places
	if apart {
		own := m.Match.Unit
		if m.Match.Settlement != region.None {
			own = m.Match.Settlement + x.units
		}
		places = []place{own}
	}
	for _, p := range places {
		for _, u := range n.units {
			if x.within(p, u) {
				return true
			}
		}
	}
	return false
}

func share(a, b []int32) bool {
	for _, r := range a {
		if slices.Contains(b, r) {
			return true
		}
	}
	return false
}
