package mention

import (
	"bytes"
	"unicode/utf8"

	"oblast/geo/geocode"
	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// mostNames is how many words a person's name has.
const mostNames = 4

// findPeople marks the names of people: behind a title or an initial, with a given name or a patronymic. The surnames that
// are found so are people wherever else they stand (markSurnames).
func (r *scan) findPeople() {
	for _, n := range r.names {
		i := int(n)
		switch {
		case r.tokens[i].role != naming:
		case r.afterTitle(i):
		case r.afterInitial(i):
		case r.tokens[i].kind&given != 0 && r.isFullName(i):
			r.markPerson(i, min(r.runFrom(i), i+mostNames))
		case r.isPatronymic(i):
			r.markAroundPatronymic(i)
		}
	}
}

// isFullName reports whether a given name goes on with a surname: not with a type word behind (Владимир Волынский
// район), for then it is the name of a place.
func (r *scan) isFullName(i int) bool {
	end := r.runFrom(i)
	if end > i+1 && r.tokens[i+1].before == hyphen {
		return false
	}
	return end > i+1 && !r.typeFollows(end)
}

// afterTitle marks the person whose title stands before word i.
func (r *scan) afterTitle(i int) bool {
	if i == 0 || r.tokens[i].before > space && !(r.tokens[i].before == dot && r.dotted(i-1)) || r.listed(i-1)&title == 0 || r.tokens[i-1].kind&opener != 0 && r.tokens[i-1].role == naming {
		return false // Saint Petersburg
	}
	end := r.runFrom(i)
	if end < len(r.tokens) && r.tokens[end].before == space && r.listed(end)&title != 0 && r.tokens[i].kind&given == 0 {
		return false // the acting Kursk governor
	}
	if r.typeFollows(end) {
		// губернатор Калужской области Шапша
		for end < len(r.tokens) && r.typeFollows(end) {
			end++
		}
		if end < len(r.tokens) && r.tokens[end].role == naming && r.tokens[end].before == space && r.isCyrillic(end) {
			r.markPerson(end, min(r.runFrom(end), end+mostNames))
		}
		return false
	}
	from := i
	for k := i; k < end; k++ {
		if r.tokens[k].kind&given != 0 {
			from = k
			break
		}
	}
	if from == i && r.tokens[i].kind&given == 0 && r.isCyrillic(i) && r.isGreat(i) {
		from++ // мэр Москвы Собянин
	}
	if from < end {
		r.markPerson(from, min(end, from+mostNames))
	}
	return from == i
}

// afterInitial marks a surname behind an initial (В. Шапша), or before one.
func (r *scan) afterInitial(i int) bool {
	initial := func(k int) bool {
		return k >= 0 && k < len(r.tokens) && r.tokens[k].upper && utf8.RuneCountInString(r.text(k, k+1)) == 1 && r.dotted(k)
	}
	if initial(i-1) && (r.tokens[i].before == dot || r.tokens[i].before == space) && !(r.lex(i-1).Kind != 0) {
		r.markPerson(i, i+1)
		return true
	}
	if initial(i+1) && r.tokens[i+1].before == space && r.tokens[i].before != dot {
		r.markPerson(i, i+1)
		return true
	}
	return false
}

// patronymics end so, in Russian, Ukrainian and their romanisations.
var patronymics = [][]byte{fold.Code("ович"), fold.Code("евич"), fold.Code("овна"), fold.Code("евна"), fold.Code("івна"), fold.Code("йович"),
	fold.Code("ovich"), fold.Code("evich"), fold.Code("ovych"), fold.Code("evych"), fold.Code("ovna"), fold.Code("evna"), fold.Code("ivna")}

func (r *scan) isPatronymic(i int) bool {
	if i == 0 || r.tokens[i-1].kind&given == 0 {
		return false
	}
	letters := r.stem(i)
	for _, end := range patronymics {
		if len(letters) > len(end)+2 && (bytes.HasSuffix(letters, end) || bytes.HasSuffix(letters, r.grammar.Stem(end))) {
			return true
		}
	}
	return false
}

func (r *scan) markAroundPatronymic(i int) { r.markPerson(i-1, min(r.runFrom(i), i+2)) }

func (r *scan) markPerson(from, to int) { r.mark(from, to, person, Person) }

// surnamesOf returns the surnames of the people found.
func surnamesOf(parts []*scan) map[string]bool {
	surnames := map[string]bool{}
	for _, r := range parts {
		for _, n := range r.names {
			if i := int(n); r.tokens[i].role == person && (i+1 == len(r.tokens) || r.tokens[i+1].role != person) {
				surnames[string(r.stem(i))] = true
			}
		}
	}
	return surnames
}

// markSurnames marks surnames of people, wherever they stand without a type word or a preposition of place.
func (r *scan) markSurnames(surnames map[string]bool) {
	if len(surnames) == 0 {
		return
	}
	for _, n := range r.names {
		i := int(n)
		if r.tokens[i].role != naming || !surnames[string(r.stem(i))] || r.typeFollows(i+1) {
			continue
		}
		if i > 0 && r.tokens[i].before == space && (r.listed(i-1)&locates != 0 || r.lex(i-1).Kind != 0) {
			continue
		}
		r.markPerson(i, i+1)
	}
}

func (r *scan) isCyrillic(i int) bool {
	c := r.in.Text[r.tokens[i].at]
	return c == 0xD0 || c == 0xD1 || c == 0xD2
}

// greatCity is the population from which a settlement is a place that everybody knows.
const greatCity = 100_000

// isGreat reports whether a word alone is surely a country, a region or a large city.
func (r *scan) isGreat(i int) bool {
	a := r.ask(r.text(i, i+1), "")
	if len(a.Matches) == 0 {
		return false
	}
	m := &a.Matches[0]
	return r.isKnown(m) && (m.MatchType == geocode.Inflected || m.MatchType == geocode.Exact && r.isIndeclinable(i))
}

// isIndeclinable reports whether a Russian or Ukrainian name has but one form, so that one cannot tell whether it is in
// the nominative: Сочи, США.
func (r *scan) isIndeclinable(i int) bool {
	letters := r.letters(i)
	return r.tokens[i].capital || len(r.grammar.Forms(letters)) == 0 || bytes.HasSuffix(letters, fold.Code("и")) || bytes.HasSuffix(letters, fold.Code("о"))
}

// isKnown reports whether a match is a country, a region, a water or a large city.
func (r *scan) isKnown(m *geocode.Match) bool {
	if m.Settlement != region.None {
		return r.gazetteer.Settlements[m.Settlement].Population >= greatCity
	}
	return m.Level != region.District.String()
}
