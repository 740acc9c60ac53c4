package geocode

import (
	"oblast/geo/geocode/fold"
)

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

// findNoise returns the words in small letters that no candidate has: жители Клинцовского района, the embattled city of
// Pokrovsk. Names begin with capitals.
func (r *reading) findNoise() mask {
	noise := r.lower & r.toExplain()
	if noise == 0 {
		return 0
	}
	for i := range r.text.Words {
		if r.words[i].said != 0 {
			noise &^= 1 << i
		}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.by <= byAdjective && !(c.by == bySound && c.words&^r.lower == 0) {
			noise &^= c.words
		}
	}
	return noise
}
