package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// by is how a name matched, best first.
type by uint8

const (
	byLetters   by = iota
	byForm         // a case form
	bySound        // another spelling or alphabet
	byAdjective    // adjective for noun or noun for adjective: Kozelsk district for Kozelsky; only beside a type word
	byCentre       // a district by its centre: Luga district for Luzhsky; only beside a type word
	byReviewer     // an alias
	byNothing      // it did not
)

// weight is how much a kind of match counts against others for the same words.
func (b by) weight() float64 {
	switch b {
	case byLetters, byReviewer:
		return 1
	case byForm:
		return .9
	case bySound:
		return .7
	case byAdjective:
		return .5
	}
	return .4
}

// certainty is the probability that a match of the kind is no accident.
func (b by) certainty() float64 {
	switch b {
	case byLetters, byReviewer:
		return .98
	case byForm:
		return .97
	case bySound:
		return .94
	case byAdjective:
		return .85
	}
	return .75
}

// asCentre takes a settlement beside a word for district for the district that is named by it (Luga district), and a
// region's capital beside a word for region for an oblast or krai: most are named after it (Kharkov region).
func (r *reading) asCentre(x *index, c candidate) candidate {
	if !x.isSettlement(c.place) || c.by > bySound {
		return c
	}
	s := &x.gazetteer.Settlements[c.place-x.units]
	unit := region.None
	switch {
	case c.said&(typeword.District|typeword.Okrug) != 0:
		unit = x.districtNamedBy(c.place)
	case c.said&(typeword.First&^typeword.Republic) != 0:
		if s.Region != region.None && s.Code == "PPLA" && x.kinds[s.Region]&(typeword.Oblast|typeword.Krai) != 0 {
			unit = s.Region
		}
	}
	if unit == region.None {
		return c
	}
	c.place, c.by = unit, byCentre
	c.fit = x.agreement(c.place, c.said)
	return c
}

// districtNamedBy returns the district whose most populous settlement p is, or else a rayon of the same region, around
// it or around the town that it is, whose name begins like its own: Klintsovsky for Klintsy.
func (x *index) districtNamedBy(p place) int32 {
	s := &x.gazetteer.Settlements[p-x.units]
	if s.District != region.None && x.seat[s.District] == p-x.units && x.kinds[s.District]&typeword.District != 0 {
		return s.District
	}
	if s.Region == region.None || x.keys.first[p] == x.keys.first[p+1] {
		return region.None
	}
	own, best, length := x.keys.of(x.keys.first[p]), region.None, 3
	for _, d := range x.tree.Children(s.Region) {
		if x.kinds[d]&typeword.District == 0 {
			continue
		}
		for k := x.keys.first[d]; k < x.keys.first[d+1]; k++ {
			if x.names.kind[x.keys.name[k]] == community {
				continue
			}
			if n := commonStart(own, x.keys.of(k)); n > length && n >= len(own)-2 {
				best, length = d, n
			}
		}
	}
	return best
}

func commonStart(a, b []byte) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// judgeForm says whether the span is the name in another case, word by word.
func (r *reading) judgeForm(x *index, c candidate) by {
	rest := x.names.of(c.name)
	for i := int(c.from); i < int(c.to); i++ {
		var name []byte
		name, rest = cutWord(rest)
		switch form := r.text.Of(i); {
		case len(name) == 0:
			return byNothing
		case !x.grammar.Inflects(name, form):
			return adjectiveAndNoun(name, form)
		case x.isSettlement(x.names.place[c.name]) && x.names.kind[c.name] != community && x.grammar.OtherGender(name, form):
			return byNothing
		}
	}
	return byForm
}

// adjectiveAndNoun tells whether of two words of one stem or sound one is an adjective and the other its noun in -sk:
// Kursky, Kursk; but not Куская, Куско.
func adjectiveAndNoun(name, word []byte) by {
	adjective, noun := name, word
	if !adjectiveEnding(adjective) {
		adjective, noun = word, name
	}
	if n := len(noun); adjectiveEnding(adjective) && n > 0 && (noun[n-1] == 'k' || noun[n-1] == cyrillicK) {
		return byAdjective
	}
	return byNothing
}

// judgeSound says whether the span and the name, which sound the same, are both adjectives in -sk or both none.
func (r *reading) judgeSound(x *index, c candidate) by {
	name := x.names.of(c.name)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ' ' {
			name = name[i+1:]
			break
		}
	}
	if word := r.text.Of(int(c.to) - 1); adjectiveEnding(name) != adjectiveEnding(word) {
		return adjectiveAndNoun(name, word)
	}
	if r.text.Words[c.from].Script == fold.Cyrillic && fold.ScriptOf(name[0]) == fold.Latin && !r.soundsInCyrillic(x, c) {
		return byNothing
	}
	return bySound
}

// leastForeign is the letters of the shortest Cyrillic name that is found by its sound in Latin names alone.
const leastForeign = 5

// soundsInCyrillic reports whether a settlement has a Cyrillic name that sounds like the span, or no Cyrillic name at all:
// what Cyrillic words sound like in one of its Latin spellings is no evidence when it has names of their own script.
func (r *reading) soundsInCyrillic(x *index, c candidate) bool {
	p := x.names.place[c.name]
	if !x.isSettlement(p) {
		return true
	}
	if r.text.Words[c.to-1].To-r.text.Words[c.from].From < leastForeign {
		return false
	}
	sounds, none := r.soundHash(int(c.from), int(c.to)), true
	var buf [64]byte
	for i := x.names.first[p]; i < x.names.first[p+1]; i++ {
		name := x.names.of(i)
		if fold.ScriptOf(name[0]) != fold.Cyrillic {
			continue
		}
		none = false
		for _, a := range [...]romanise.Alphabet{romanise.Russian, romanise.Ukrainian} {
			hash := uint64(0)
			for word, rest := cutWord(name); len(word) > 0; word, rest = cutWord(rest) {
				hash = joinHash(hash, hashWord(romanise.AppendKey(buf[:0], word, a)))
			}
			if hash == sounds {
				return true
			}
		}
	}
	return none
}

// adjectiveEnding reports whether a word of either alphabet goes on after its last k with a case ending, as Kursky and
// Курская do and Kursk and Москва do not.
func adjectiveEnding(word []byte) bool {
	for i := len(word) - 1; i > 1 && i >= len(word)-4; i-- {
		if word[i] != 'k' && word[i] != cyrillicK {
			if !inCaseEnding(word[i]) {
				return false
			}
			continue
		}
		before, soft := word[i-1], false
		if before == cyrillicSoft || before == 'j' { // Sumsjka
			before, soft = word[i-2], true
		}
		switch before {
		case 's', 'z', 'c', cyrillicS, cyrillicTs:
			return i < len(word)-1
		case cyrillicZ: // Запорізька, but not Берёзка
			return soft && i < len(word)-1
		}
		return false
	}
	return false
}

// inCaseEnding reports whether the case endings of adjectives have a letter: -iy -aya -ogo -omu -im -ykh -oyu.
func inCaseEnding(letter byte) bool {
	switch letter {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'j', 'g', 'h', 'm', 'x', fold.UkrainianI, fold.UkrainianYi, fold.UkrainianYe:
		return true
	}
	const cyrillic = 1<<0 | 1<<3 | 1<<5 | 1<<8 | 1<<9 | 1<<12 | 1<<14 | 1<<19 | 1<<21 | 1<<27 | 1<<28 | 1<<30 | 1<<31 // а г е и й м о у х ы ь ю я
	return letter >= fold.CyrillicA && letter < fold.UkrainianI && cyrillic>>(letter-fold.CyrillicA)&1 == 1
}

// Letters that adjectives end in.
const (
	cyrillicZ    = fold.CyrillicA + 7
	cyrillicK    = fold.CyrillicA + 10
	cyrillicS    = fold.CyrillicA + 17
	cyrillicTs   = fold.CyrillicA + 22
	cyrillicSoft = fold.CyrillicA + 28
)

func cutWord(name []byte) (word, rest []byte) {
	for i, c := range name {
		if c == ' ' {
			return name[:i], name[i+1:]
		}
	}
	return name, nil
}
