package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// capitalWord returns the number of a word for capital; -1 when there is none.
func (r *reading) capitalWord() int {
	for i := range r.text.Words {
		if r.words[i].known.Capital {
			return i
		}
	}
	return -1
}

// writeCapital answers a text that names no place but a capital: the Russian capital, у столиці. Whose it is a nationality
// says, or else, in Cyrillic and behind a preposition, the language of the text; it reports whether it answered.
func (w *writer) writeCapital() bool {
	i := w.r.capitalWord()
	if i < 0 {
		return false
	}
	place, ok := w.r.capitalOfText(w.f.x, i)
	if ok {
		w.writeSeat(place, i, i+1, 0)
	}
	return ok
}

// capitalOfText returns the capital of the country that a nationality or the language of the text says.
func (r *reading) capitalOfText(x *index, i int) (place, bool) {
	country := ""
	for k := range r.text.Words {
		if r.words[k].known.Nation {
			country = nationOf(r.text.Of(k))
		}
	}
	if country == "" && r.text.Words[i].Script == fold.Cyrillic && i > 0 && (r.words[i-1].known.Where || r.words[i-1].role == typing) {
		if country = "RU"; r.spelt == romanise.Ukrainian {
			country = "UA"
		}
	}
	unit, ok := x.tree.Find(country)
	if !ok {
		return 0, false
	}
	return x.capitalOf(unit)
}

// nationOf returns the country of a nationality that the lexicon has: российский, Ukrainian.
func nationOf(word []byte) string {
	switch word[0] {
	case 'r', fold.CyrillicA + 16:
		return "RU"
	case 'u', fold.CyrillicA + 19:
		return "UA"
	}
	return "BY"
}

// capitalOf returns the capital of a country, or the seat of a region.
func (x *index) capitalOf(unit int32) (place, bool) {
	code := "PPLC"
	if x.levels[unit] == region.Region {
		code = "PPLA"
	}
	for i := range x.gazetteer.Settlements {
		if s := &x.gazetteer.Settlements[i]; s.Code == code && s.Region != region.None && x.tree.Within(s.Region, unit) {
			return x.units + int32(i), true
		}
	}
	return 0, false
}

// writeSeat answers with a capital that words from to to mean.
func (w *writer) writeSeat(p place, from, to int, left mask) {
	n := found{
		target:    target{candidate: candidate{place: p, name: w.f.x.names.first[p], from: uint8(from), to: uint8(to), words: bitsOf(from, to), fit: 1, by: byCentre}, left: left, odds: 1},
		matchType: Inflected, certainty: byCentre.certainty(), area: byCentre.certainty(), share: 1, regionShare: 1, rivals: 1, review: true, parent: region.None,
	}
	if left != 0 {
		n.matchType, n.certainty, n.area = ParentFallback, fallback, fallbackArea
	}
	w.match(&n)
}

// writeCapitalOf answers with the capital of the country or region that the text names beside a word for capital (столица
// Татарстана, Ukraine's capital), and reports whether it does. A city that is named as well is what is meant.
func (w *writer) writeCapitalOf() bool {
	r, x := w.r, w.f.x
	i := r.capitalWord()
	if i < 0 || len(r.targets) == 0 {
		return false
	}
	t := &r.targets[0]
	level := x.levelOf(t.place)
	if level != region.Country && (level != region.Region || x.cityRegion(t.place)) || t.said&^(typeword.First|typeword.Country) != 0 {
		return false
	}
	if behind := int(t.from) > i && !r.namedBetween(i, int(t.from)); !behind && !(int(t.to) <= i && r.owns(int(t.to)-1)) {
		return false
	}
	p, ok := x.capitalOf(t.place)
	if ok {
		w.writeSeat(p, int(t.from), int(t.to), 0)
	}
	return ok
}

func (r *reading) namedBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.words[i].role == naming {
			return true
		}
	}
	return false
}
