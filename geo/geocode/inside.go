package geocode

import (
	"iter"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// Limits of likeness. Distances are optimal string alignments of the letters, in parts of the longer name. Over all
// Russian rayons, in Russian and English, a name from elsewhere is as near as that to some child of the parent in 2 %
// (sure) and 11 to 18 % (doubtful) of trials; a child's own name with one slip in all, with two in 74 to 82 % and 98 %.
// A suggestion has a Jaro-Winkler likeness, and leads the next child by a margin: 2 % of names from elsewhere do.
const (
	sureDistance     = .20
	doubtfulDistance = .30
	suggestLikeness  = .69
	suggestMargin    = .13
	shortName        = 5   // letters up to which one slip is never sure
	tieMargin        = .03 // of distance, within which two children are equally near
	minFit           = .2  // agreement with the type words from which a child is considered
	misfitCost       = .1  // distance that a full disagreement counts for
	bareCost         = .04 // distance that a unit counts for where its type word is missing: Luhtnsk is the city
)

// near is a child of the parent whose name is like the words that nothing explains.
type near struct {
	place    place
	name     uint32
	distance float64 // of letters, in parts of the longer name
	cost     float64 // the distance and what the place does not fit the type words
	edits    int
	likeness float64 // of letters, Jaro-Winkler
	short    bool    // too short for certainty
	odds     float64 // against those that are as near
	lead     float64 // of the next child's cost over this one's; 1 where no other is near
}

// wanted is a name that is looked for inside a parent.
type wanted struct {
	from, to int
	said     typeword.Kind
}

// runOf returns the first unexplained run of words, preferring one with a type word.
func (r *reading) runOf(left mask) wanted {
	best := wanted{}
	for i := 0; i < len(r.text.Words); i++ {
		if left>>i&1 == 0 {
			continue
		}
		from := i
		for i+1 < len(r.text.Words) && left>>(i+1)&1 == 1 && r.text.Words[i+1].Gap != fold.Break {
			i++
		}
		w := wanted{from: from, to: i + 1, said: r.saidOf(from, i+1)}
		if best.to == 0 || best.said == 0 && w.said != 0 {
			best = w
		}
	}
	return best
}

// inside returns what is wanted as words inside a parent mean it: a region of a region is a district (Dzhezkazgan region of
// the Kaluga oblast).
func (w wanted) inside(parent region.Level) wanted {
	if parent == region.Region && w.said&typeword.First != 0 {
		w.said = w.said&^typeword.First | typeword.District
	}
	return w
}

// parts yields the run and then, if it has several, each word of it: another may be no name ("Dzerzinsky distrct").
func (w wanted) parts() iter.Seq[wanted] {
	return func(yield func(wanted) bool) {
		if !yield(w) || w.to-w.from < 2 {
			return
		}
		for i := w.from; i < w.to; i++ {
			if !yield(wanted{from: i, to: i + 1, said: w.said}) {
				return
			}
		}
	}
}

// children calls yield with the places inside a parent that a name under it may mean: regions of a country, or
// districts where it is said so; districts and settlements of a region; settlements of a district.
func (x *index) children(parent int32, said typeword.Kind, yield func(p place)) {
	tree := x.tree
	small := said == 0 || said&(typeword.City|typeword.Village|typeword.Community) != 0
	switch x.levels[parent] {
	case region.Country:
		for _, i := range tree.Children(parent) {
			if said&(typeword.District|typeword.Okrug) == 0 {
				yield(i)
				continue
			}
			for _, d := range tree.Children(i) {
				yield(d)
			}
		}
	case region.Region:
		for _, i := range tree.Children(parent) {
			yield(i)
		}
		if small {
			for _, s := range x.settlementsOf[parent] {
				yield(x.units + s)
			}
		}
	case region.Composite:
		for _, m := range tree.Members(parent) {
			x.children(m, said, yield)
		}
	case region.District:
		if r := tree.Parent(parent); r != region.None && small {
			for _, s := range x.settlementsOf[r] {
				if x.gazetteer.Settlements[s].District == parent {
					yield(x.units + s)
				}
			}
		}
	}
}

// searchInside compares a name with those of the parent's children, and leaves in r.near those that are nearest within
// reach, and those after it. Names in the query's script are compared by their letters, with and without case endings, for a misspelt word
// may be in any case; where a child has none, by the sound.
func (r *reading) searchInside(f *frame, parent int32, w wanted, within *reach) {
	r.near = r.near[:0]
	from, to := r.text.Words[w.from].From, r.text.Words[w.to-1].To
	if to-from > similar.MaxLetters {
		return
	}
	p, adjective := r.probe(f.x, w, within), adjectiveEnding(r.text.Of(w.to-1))
	f.x.children(parent, w.said, func(place place) {
		r.work++
		if !r.nearAtAGlance(&p, place, similar.MaxLetters) {
			return
		}
		fit := f.x.agreement(place, w.said)
		if fit < minFit || !f.ofLevel(place) || !f.validAt(place) {
			return
		}
		n := near{place: place, distance: 1}
		r.compare(&p, &n)
		if n.distance <= within.distance && !(w.said == 0 && r.isNoDistrict(f.x, &n, r.text.Of(w.to-1), adjective)) {
			n.cost = n.distance + misfitCost*float64(1-fit)
			if w.said == 0 && !adjective && !f.x.isSettlement(place) {
				n.cost += bareCost
			}
			r.keepNear(n)
		}
	})
}

// isNoDistrict reports whether a bare word is hardly the misspelt adjective that a district is called by: it is a noun
// (Берёзка, for Люберецкий), or an adjective of another gender (Убинское).
func (r *reading) isNoDistrict(x *index, n *near, word []byte, adjective bool) bool {
	if x.levelOf(n.place) != region.District || x.kinds[n.place]&typeword.District == 0 {
		return false
	}
	name := x.names.of(n.name)
	if !adjective {
		last := word[len(word)-1]
		adjective = last == 'y' || last == 'i' || last == fold.CyrillicA+9 // Dzerzhisnky
	}
	return adjectiveEnding(name) && (!adjective || x.grammar.OtherGender(name, word))
}

// probe is a misspelt name as it is held against others.
type probe struct {
	x       *index
	letters []byte // words joined
	stem    int    // letters before the case ending
	script  fold.Script
	within  *reach

	most, mostStemmed int // letters, whole and without the ending, that no name near it may lack
}

// probe makes ready the wanted words, which are similar.MaxLetters at most.
func (r *reading) probe(x *index, w wanted, within *reach) probe {
	p := probe{x: x, within: within, letters: r.text.Letters[r.text.Words[w.from].From:r.text.Words[w.to-1].To], script: r.text.Words[w.from].Script}
	last := r.text.Of(w.to - 1)
	p.stem = len(p.letters) - len(last) + len(x.grammar.Stem(last))
	r.pattern.Set(p.letters)
	r.stemmed.Set(p.letters[:p.stem])
	p.most, p.mostStemmed = within.lacking(len(p.letters)), within.lacking(p.stem+int(x.names.longestEnding))
	return p
}

// reach is a distance that is looked for, and the edits that it allows by the letters of the longer word.
type reach struct {
	distance float64
	edits    [2*similar.MaxLetters + 1]uint8
}

func newReach(distance float64) *reach {
	r := &reach{distance: distance}
	for letters := range r.edits {
		r.edits[letters] = uint8(distance * float64(letters))
	}
	return r
}

// The reaches of what is surely and what is doubtfully meant.
var sureReach, doubtfulReach = newReach(sureDistance), newReach(doubtfulDistance)

// lacking returns how many letters a name may lack, by mayBeNear, of a word of so many, endings that are not compared
// included: a part of the longer of the two, which is longer by that part at most.
func (r *reach) lacking(letters int) int {
	return int(r.distance/(1-r.distance)*float64(letters) + 1e-6)
}

// nearAtAGlance reports whether a name of a place may be near the probe, and by so many edits at most; most places are passed
// over by it.
func (r *reading) nearAtAGlance(p *probe, place place, edits int) bool {
	names := &p.x.names
	if all := names.letters[place]; r.pattern.Letters.Beyond(all) > min(p.most, edits) && (p.script != fold.Cyrillic || r.stemmed.Letters.Beyond(all) > min(p.mostStemmed, edits)) {
		return false
	}
	for _, g := range names.glance[names.first[place]:names.first[place+1]] {
		if whole, stemmed := r.glance(p, g, edits); whole || stemmed {
			return true
		}
	}
	return false
}

// glance reports whether a name may be near the probe, by so many edits at most, whole, or both without their case endings.
func (r *reading) glance(p *probe, g glance, edits int) (whole, stemmed bool) {
	length, stem := int(g.length), int(g.stem)
	whole = p.mayBeNear(&r.pattern, len(p.letters), length, 0, edits, g.letters)
	return whole, p.script == fold.Cyrillic && p.mayBeNear(&r.stemmed, p.stem, stem, length-stem, edits, g.letters)
}

// compare holds one child's names against the probe.
func (r *reading) compare(p *probe, n *near) {
	var buf [similar.MaxLetters]byte
	for i := p.x.names.first[n.place]; i < p.x.names.first[n.place+1]; i++ {
		g := p.x.names.glance[i]
		if p.x.names.kind[i] == community {
			continue
		}
		length, stem := int(g.length), int(g.stem)
		whole, stemmed := r.glance(p, g, similar.MaxLetters)
		if !whole && !stemmed {
			continue
		}
		name := joinWords(buf[:0], p.x.names.of(i))
		if len(name) == 0 || fold.ScriptOf(name[0]) != p.script {
			continue
		}
		if whole {
			n.consider(&r.pattern, len(p.letters), name, 0, i)
		}
		if stemmed {
			n.consider(&r.stemmed, p.stem, name[:stem], length-stem, i)
		}
	}
}

// glance is what tells at a glance that a name is far from another: its letters, how many there are, its words joined, and
// how many before the case ending.
type glance struct {
	letters      similar.Letters
	length, stem uint8 // 0 of a name that is too long to be compared
}

// glanceAt returns the glance of a name, its words parted by blanks.
func glanceAt(g *inflect.Grammar, name []byte) glance {
	var buf [similar.MaxLetters]byte
	joined := joinWords(buf[:0], name)
	return glance{similar.LettersOf(joined), uint8(len(joined)), uint8(len(g.Stem(joined)))}
}

// joinWords copies a name without its blanks; one that is too long is left out.
func joinWords(dst, name []byte) []byte {
	if len(name) > cap(dst) {
		return nil
	}
	for _, c := range name {
		if c != ' ' {
			dst = append(dst, c)
		}
	}
	return dst
}

// mayBeNear reports whether a name of so many letters, and an ending that is not compared, may be as near to a word of so
// many as is looked for, by so many edits at most. It goes by their numbers and by which they are: what it lets through need not be near.
func (p *probe) mayBeNear(word *similar.Pattern, length, letters, ending, edits int, of similar.Letters) bool {
	d := max(length-letters, letters-length)
	if d > edits || letters == 0 || word.Letters.Beyond(of) > edits {
		return false // most names
	}
	most := min(edits, int(p.within.edits[max(length, letters)+ending]))
	return d <= most && word.Letters.Beyond(of) <= most && of.Beyond(word.Letters) <= most+ending
}

// consider takes over a nearer distance. To both lengths an ending is added that was not compared.
func (n *near) consider(p *similar.Pattern, length int, name []byte, ending int, number uint32) {
	longer := max(length, len(name)) + ending
	edits := p.Distance(name)
	if d := float64(edits) / float64(longer); d < n.distance {
		n.distance, n.edits, n.name, n.short = d, edits, number, longer <= shortName
	}
}

// mostNear is how many of the places that are nearest are kept: namesakes are equally near.
const mostNear = 6

// keepNear keeps the places of the least cost, nearest first.
func (r *reading) keepNear(n near) {
	at := len(r.near)
	for at > 0 && n.cost < r.near[at-1].cost {
		at--
	}
	if at < mostNear {
		r.near = slices.Insert(r.near[:min(len(r.near), mostNear-1)], at, n)
	}
}

// suggestInside finds the child whose letters are likest to the wanted words, and the lead it has on the next. The suffix
// that two adjectives in -sk have in common says nothing about them and is left out.
func (r *reading) suggestInside(f *frame, parent int32, w wanted) (best near, lead float64) {
	x := f.x
	letters := r.text.Letters[r.text.Words[w.from].From:r.text.Words[w.to-1].To]
	script, adjective := r.text.Words[w.from].Script, adjectiveEnding(letters)
	r.pattern.Set(letters)
	if adjective {
		r.stemmed.Set(withoutSuffix(letters))
	}
	second := 0.
	best.place = region.None
	x.children(parent, w.said, func(p place) {
		if x.isSettlement(p) || !f.validAt(p) || x.agreement(p, w.said) < minFit {
			return
		}
		likeness := 0.
		for i := x.names.first[p]; i < x.names.first[p+1]; i++ {
			name, pattern, of := x.names.of(i), &r.pattern, x.names.glance[i].letters
			if fold.ScriptOf(name[0]) != script {
				continue
			}
			if adjective && adjectiveEnding(name) {
				name, pattern = withoutSuffix(name), &r.stemmed
				of = similar.LettersOf(name)
			}
			if pattern.AtMost(name, of) > max(likeness, second) {
				likeness = max(likeness, pattern.JaroWinkler(name))
			}
		}
		switch {
		case likeness > best.likeness:
			second = best.likeness
			best.place, best.likeness = p, likeness
		case likeness > second:
			second = likeness
		}
	})
	return best, best.likeness - second
}

// withoutSuffix cuts an adjective before its -sk.
func withoutSuffix(word []byte) []byte {
	for i := len(word) - 1; i > 1; i-- {
		if word[i] == 'k' || word[i] == cyrillicK {
			return word[:i-1]
		}
	}
	return word
}
