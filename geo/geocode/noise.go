package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
)

// leastBesideNoise is the letters of the shortest name that is believed beside noise.
const leastBesideNoise = 4

// noiseBeside returns the noise that a candidate may stand beside. Without a type word the name must not say more about a
// noun (Moscow officials, Московский проспект), and no noun may be called by it (the cruiser Moskva): only an adjective
// may stand right before it (annexed Crimea), or a noun before its preposition.
func (r *reading) noiseBeside(x *index, c *candidate) mask {
	if r.noise == 0 || c.words&^r.lower == 0 {
		return 0
	}
	if letters := int(r.text.Words[c.to-1].To - r.text.Words[c.from].From); letters < leastBesideNoise && !(letters == leastBesideNoise-1 && r.isWhere(x, c)) {
		return 0
	}
	if from, to := int(c.from), int(c.to); c.said == 0 && !r.isWhere(x, c) && !r.isOwner(x, c) && !r.isKnownOwner(x, c) && (r.isNoise(to) && r.text.Words[to].Gap != fold.Break ||
		r.isNoise(from-1) && r.text.Words[from].Gap != fold.Break && !describes(r.text.Of(from-1))) {
		return 0
	}
	if r.lower&1 == 0 && !r.isPlaced(c) {
		return r.noise &^ 1 // Каменный остров, Сумская область
	}
	return r.noise
}

// isWhere reports whether a Cyrillic noun stands behind a preposition: it tells where something was, and says no more about
// what follows (в Рязани обломки упали).
func (r *reading) isWhere(x *index, c *candidate) bool {
	return c.by <= byForm && r.isPlaced(c) && r.text.Words[c.from].Script == fold.Cyrillic && !adjectiveEnding(x.names.of(c.name))
}

// isOwner reports whether a Cyrillic noun in a case form follows an ordinary one behind a preposition: what is told of is
// there (по инфраструктуре Прилук).
func (r *reading) isOwner(x *index, c *candidate) bool {
	from, to := int(c.from), int(c.to)
	if c.by != byForm || !r.isNoise(from-1) || r.isNoise(to) || r.text.Words[from].Script != fold.Cyrillic || adjectiveEnding(x.names.of(c.name)) {
		return false
	}
	for from--; r.isNoise(from); from-- {
	}
	return from >= 0 && r.words[from].known.Where
}

// isKnownOwner reports whether a Cyrillic noun in a case form follows an ordinary one, and is the name of a large town, of which
// much is told: жители Казани. Of smaller ones rather people have the name: убийство Щорса.
func (r *reading) isKnownOwner(x *index, c *candidate) bool {
	from, to := int(c.from), int(c.to)
	return c.by == byForm && r.isNoise(from-1) && !r.isNoise(to) && r.text.Words[from].Script == fold.Cyrillic && !adjectiveEnding(x.names.of(c.name)) &&
		x.isSettlement(c.place) && x.names.kind[c.name] <= adjective && x.hasPeople(c.place, leastOwner, leastOwnerFar) &&
		!isSurname(r.text.Of(from), declinedSurnames)
}

// People of the smallest town that a noun in small letters belongs to: at home, and elsewhere.
const (
	leastOwner    = 100_000
	leastOwnerFar = 1_000_000
)

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

// findNoise returns the words in small letters that no candidate has: жители Клинцовского района, the embattled city of
// Pokrovsk. Names begin with capitals. So does a text: its first word is noise, too, if it is an ordinary one.
func (r *reading) findNoise(x *index) mask {
	small := r.lower
	if r.beginsOrdinary(x) {
		small |= 1
	}
	noise := small & r.toExplain()
	if noise == 0 {
		return 0
	}
	for i := range r.text.Words {
		if r.words[i].said != 0 {
			noise &^= 1 << i
		}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.by <= byAdjective && !(c.words&^small == 0 && (c.by == bySound || c.by == byForm && r.isOrdinary(x, c))) {
			noise &^= c.words
		}
	}
	for i := range r.text.Words {
		if noise>>i&1 == 1 && r.isCutShort(x, i) {
			noise &^= 1 << i
		}
	}
	return noise
}

// isCutShort reports whether a word is no ordinary one and stands for itself between commas, or is joined to a word with a
// capital by a hyphen, or is all that stands beside one there: a name without its first letter (елгород, Белгородская
// область; сть-Луга; Новый ргал).
func (r *reading) isCutShort(x *index, i int) bool {
	if len(r.text.Words) < 2 || len(r.text.Of(i)) < leastBesideNoise-1 {
		return false
	}
	from, to := i, i+1
	for ; from > 0 && r.text.Words[from].Gap != fold.Break; from-- {
	}
	for ; to < len(r.text.Words) && r.text.Words[to].Gap != fold.Break; to++ {
	}
	if x.ordinary.Has(r.text.Of(i), ordinary.Form) {
		return to-from == 1 && to < len(r.text.Words) && r.words[to].said != 0 // ростки, Алтайский край: rather Тростки
	}
	switch to - from {
	case 1:
		return len(r.text.Of(i)) >= leastBesideNoise
	case 2:
		other := from + to - 1 - i
		return to-from < len(r.text.Words) && r.words[other].role == naming && r.lower>>other&1 == 0
	}
	return false
}

// beginsOrdinary reports whether a text begins with an ordinary word that is no name as it stands, before another in small
// letters: Обломки упали в Рязани.
func (r *reading) beginsOrdinary(x *index) bool {
	if w := &r.words[0]; r.lower&3 != 2 || w.role != naming || w.said != 0 || r.words[1].role != naming || r.words[1].said != 0 || r.text.Words[1].Gap != fold.Space || x.grammar.Adjectival(r.text.Of(0)) {
		return false
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.from == 0 && (c.by == byLetters || c.to > 1) {
			return false
		}
	}
	return x.ordinary.Has(r.text.Of(0), ordinary.Form)
}

// isOrdinary reports whether a candidate is words of the ordinary vocabulary, of which no type word says that they are a
// name: ударных дронов над Крымом.
func (r *reading) isOrdinary(x *index, c *candidate) bool {
	if c.said != 0 {
		return false
	}
	for i := int(c.from); i < int(c.to); i++ {
		if r.words[i].role == naming && !x.ordinary.Has(r.text.Of(i), ordinary.Form) {
			return false
		}
	}
	return true
}
