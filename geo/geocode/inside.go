package geocode

import (
	"iter"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// Limits of likeness. Distances are optimal string alignments of the names' sounds, in parts of the longer name; they
// are those at which names from elsewhere are taken for a child of the parent in 1.3 % (sure) and 13 % (doubtful) of
// trials. A suggestion has Jaro-Winkler likeness of the letters, and leads the next child by a margin: 2 % of trials.
const (
	sureDistance     = .20
	doubtfulDistance = .30
	suggestLikeness  = .69
	suggestMargin    = .13
)

// near is a child of the parent whose name is like the words that nothing explains.
type near struct {
	place    place
	key      uint32
	distance float64 // of sounds, in parts of the longer name
	edits    int
	likeness float64 // of letters, Jaro-Winkler
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

// searchInside compares a name with those of the parent's children. It leaves in r.near the nearest child and, if any,
// the next. Case endings are compared both with and without, for a misspelt word may be in any case.
func (r *reading) searchInside(f *frame, parent int32, w wanted) {
	r.near = r.near[:0]
	var whole, cut [2 * similar.MaxLetters]byte
	sounds := whole[:0]
	for i := w.from; i < w.to; i++ {
		r.wordSound(i)
		sounds = append(sounds, r.sounds[r.words[i].soundFrom:r.words[i].soundTo]...)
		if len(sounds) > similar.MaxLetters {
			return
		}
	}
	r.pattern.Set(sounds)
	last := r.text.Of(w.to - 1)
	stem := f.x.grammar.Stem(last)
	stemmed := append(cut[:0], sounds[:len(sounds)-int(r.words[w.to-1].soundTo-r.words[w.to-1].soundFrom)]...)
	stemmed = romanise.AppendKey(stemmed, stem, r.spelt)
	if len(stem) == len(last) {
		stemmed = nil
	}
	r.stemmed.Set(stemmed)
	f.x.children(parent, w.said, func(p place) {
		if f.ofLevel(p) && f.validAt(p) && f.x.agreement(p, w.said) >= .2 {
			r.compare(f.x, p, len(sounds), len(stemmed))
		}
	})
}

// compare holds one child's names against the patterns, of the given lengths, and keeps it if it is among the nearest.
func (r *reading) compare(x *index, p place, whole, stemmed int) {
	best := near{place: p, distance: 1}
	for k := x.keys.first[p]; k < x.keys.first[p+1]; k++ {
		key := x.keys.of(k)
		best.consider(&r.pattern, whole, key, k)
		if stemmed > 0 {
			best.consider(&r.stemmed, stemmed, trimVowel(key), k)
		}
	}
	if best.distance <= doubtfulDistance {
		r.keepNear(best)
	}
}

// consider takes over a nearer distance. Names too different in length are passed over.
func (n *near) consider(p *similar.Pattern, length int, key []byte, number uint32) {
	longer := max(length, len(key))
	if float64(2*longer-length-len(key)) > doubtfulDistance*float64(longer) {
		return
	}
	edits := p.Distance(key)
	if d := float64(edits) / float64(longer); d < n.distance {
		n.distance, n.edits, n.key = d, edits, number
	}
}

// trimVowel drops the vowel that a key ends with, as a stem has none.
func trimVowel(key []byte) []byte {
	if n := len(key); n > 3 {
		switch key[n-1] {
		case 'a', 'e', 'i', 'o', 'u':
			return key[:n-1]
		}
	}
	return key
}

// keepNear keeps the two nearest places.
func (r *reading) keepNear(n near) {
	switch {
	case len(r.near) < 2:
		r.near = append(r.near, n)
	case n.distance < r.near[1].distance:
		r.near[1] = n
	}
	if len(r.near) == 2 && r.near[1].distance < r.near[0].distance {
		r.near[0], r.near[1] = r.near[1], r.near[0]
	}
}

// suggestInside finds the child whose letters are likest to the wanted words, and the lead it has on the next.
func (r *reading) suggestInside(f *frame, parent int32, w wanted) (best near, lead float64) {
	x := f.x
	letters := r.text.Letters[r.text.Words[w.from].From:r.text.Words[w.to-1].To]
	script := r.text.Words[w.from].Script
	second := 0.
	best.place = region.None
	x.children(parent, w.said, func(p place) {
		if x.isSettlement(p) || !f.validAt(p) || x.agreement(p, w.said) < .2 {
			return
		}
		likeness := 0.
		for k := x.keys.first[p]; k < x.keys.first[p+1]; k++ {
			name := x.names.of(x.keys.name[k])
			if fold.ScriptOf(name[0]) == script {
				likeness = max(likeness, likenessOf(letters, name))
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

// likenessOf compares two names; the suffix that two adjectives in -sk have in common says nothing about them.
func likenessOf(a, b []byte) float64 {
	if adjectiveEnding(a) && adjectiveEnding(b) {
		a, b = withoutSuffix(a), withoutSuffix(b)
	}
	return similar.JaroWinkler(a, b)
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
