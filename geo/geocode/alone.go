package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/region"
)

// A word that stands alone is like some name by accident more often than not: nearly every short word is a case form or
// another spelling of a village's name somewhere. What such a word must have to be believed:
const (
	shortAlone       = 4         // letters up to which only large places are meant by other spellings, case forms and bynames
	leastOrdinary    = 5_000     // people of the smallest place that is meant by its own name where that is an ordinary word
	leastDeclined    = 10_000    // the same for a case form of its name
	leastEntry       = 250_000   // the same where a dictionary lists that very form as a word
	leastSounding    = 20_000    // people of a town at home that is meant by another spelling in Cyrillic
	leastFarForm     = 50_000    // people of a far town that is meant by a case form in Cyrillic
	leastFarSpelling = 1_000_000 // people of a far city that is meant by another spelling in Cyrillic
	leastOrdinaryFar = 120_000   // people of a place elsewhere than in the countries of home, for its own name
)

// isLone reports whether a candidate is the one word that the text names, and nothing says what kind of place it is.
func (f *frame) isLone(c *candidate) bool {
	return !f.named && c.said == 0 && c.by != byReviewer && c.words == f.all && c.to-c.from == 1 && f.within == region.None
}

// isAccident reports that a lone word is hardly meant as a name: it is of the ordinary vocabulary, and the place is small or
// is only spelt so elsewhere (корова, store); it is short and not the place's own name (Muqa, for Mukō); it is a patronymic;
// or a land of several regions has the name as well (Урал).
func (r *reading) isAccident(f *frame, c *candidate) bool {
	x := f.x
	if level := x.levelOf(c.place); !f.isLone(c) || level == region.Water || level == region.Country && c.by <= byForm {
		return false
	}
	word, kind := r.text.Of(int(c.from)), x.names.kind[c.name]
	if f.at != "" && f.validName(c.name) {
		kind = official // on that day
	}
	switch {
	case r.words[c.from].known.Land:
		return x.isSettlement(c.place)
	case r.meansPerson(x, c), c.by == bySound && r.isFarSpelling(x, c), c.by == byForm && r.isFarForm(x, c):
		return true
	case len(word) < shortAlone && c.by == bySound, c.by != byLetters && isPatronymic(word):
		return true
	case c.by == bySound && x.ordinary.Has(word, ordinary.Name), c.by == bySound && r.isSounding(x, c):
		return true
	case c.by == byLetters && !x.ordinary.Has(word, ordinary.Entry), !x.ordinary.Has(word, ordinary.Form):
		return len(word) <= shortAlone && !(c.by == byLetters && kind <= adjective) && !(c.by <= byForm && r.isPlaced(c)) && !x.peopled(c.place)
	case c.by > byForm:
		return true
	}
	least, placed := leastOrdinary, r.isPlaced(c)
	if c.by == byForm {
		if least = leastDeclined; x.ordinary.Has(word, ordinary.Entry) {
			least = leastEntry
		}
	}
	known := x.hasPeople(c.place, least, leastOrdinaryFar)
	if kind > adjective {
		return !known || c.by == byForm && !placed
	}
	return !known && !placed && !(c.by == byLetters && x.peopled(c.place) && x.isHome(c.place))
}

// isFarSpelling reports whether a Cyrillic word would be another spelling of a town or region that is neither large nor in a
// country that is held in depth: Робертсон is rather a person than Robertson, Тюрин than Turin.
func (r *reading) isFarSpelling(x *index, c *candidate) bool {
	return x.levelOf(c.place) != region.Country && !x.deep[x.countryOf(c.place)] && r.text.Words[c.from].Script == fold.Cyrillic &&
		!r.isPlaced(c) && !x.hasPeople(c.place, leastFarSpelling, leastFarSpelling)
}

// isSounding reports whether a Cyrillic word only sounds like the name of a small town, or like a byname of a region: Бурят
// is no Buryat, and Сильва no Сылва.
func (r *reading) isSounding(x *index, c *candidate) bool {
	switch {
	case r.text.Words[c.from].Script != fold.Cyrillic || r.isPlaced(c):
		return false
	case x.isSettlement(c.place):
		return !x.hasPeople(c.place, leastSounding, leastFarSpelling)
	}
	return x.names.kind[c.name] == alternate
}

// isFarForm reports whether a Cyrillic word would be a case form of a small town of such a country, and no preposition stands before it.
func (r *reading) isFarForm(x *index, c *candidate) bool {
	return x.isSettlement(c.place) && !x.deep[x.countryOf(c.place)] && !r.isPlaced(c) && !x.hasPeople(c.place, leastFarForm, leastFarForm)
}

// hasPeople reports whether so many people live in a settlement, or, where it is not in a country of home, so many more.
// Units have enough of them there where the country is.
func (x *index) hasPeople(p place, least, far int) bool {
	if !x.isSettlement(p) {
		return x.deep[x.countryOf(p)] || x.levels[p] == region.Country
	}
	if !x.isHome(p) {
		least = far
	}
	return int(x.gazetteer.Settlements[p-x.units].Population) >= least
}

// isPlaced reports whether a preposition stands before a candidate: в районе Чудова.
func (r *reading) isPlaced(c *candidate) bool {
	if c.from == 0 || r.words[c.from-1].role != joining {
		return false
	}
	before := &r.words[c.from-1].known
	return before.Where || before.Beside || before.Kind != 0
}
