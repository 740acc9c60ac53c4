package geocode

import (
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// BorderBetween is the level and type of a match on the border of two units, which are its Members.
const BorderBetween = "border_between"

// readBorder notes a word for border that two places may be sides of: on the border of A and B, граница A с B, the A-B
// border. A neighbour behind «на границе с» says where the rest lies and is no place of its own, unless nothing else is.
func (r *reading) readBorder() {
	r.border, r.borderWith = 0, 0
	n := len(r.text.Words)
	for i := range n {
		if r.words[i].known.Border && !(i+1 < n && r.words[i+1].role == typing) {
			if i > 0 && r.words[i-1].known.Relative && r.namedBefore(i) {
				r.setAside(i) // the region, which borders Ukraine
				return
			}
			r.border = i + 1
			break
		}
	}
	if r.border == 0 {
		return
	}
	named := false
	for i := r.border; i < n; i++ {
		w := &r.words[i]
		switch {
		case w.role == naming:
			named = true
		case !w.known.With:
		case named:
			r.borderWith = i
			return
		case r.namedBefore(r.border - 1):
			r.setAside(i)
			return
		}
	}
}

func (r *reading) namedBefore(i int) bool {
	for i--; i >= 0; i-- {
		if r.words[i].role == naming {
			return true
		}
	}
	return false
}

// readBeside sets the name aside that tells what a place lies near, where another name tells the place (Ramenskoye, outside
// Moscow; Обнинск под Калугой), and reports whether there is one.
func (r *reading) readBeside(x *index) (found bool) {
	for i := range r.text.Words {
		if r.words[i].known.Beside && !(i > 0 && r.words[i-1].known.And) && r.nameKnownBefore(x, i) {
			border := r.border
			r.setAside(i)
			r.border, found = border, true
		}
	}
	return found
}

// nameKnownBefore reports whether a word before word i begins a name.
func (r *reading) nameKnownBefore(x *index, i int) bool {
	for i--; i >= 0; i-- {
		if w := &r.words[i]; w.role == naming && r.lower>>i&1 == 0 && (begins(x.exact, w.exact) || r.text.Words[i].Script == fold.Cyrillic && begins(x.stem, w.stem)) {
			return true
		}
	}
	return false
}

// setAside makes the name after word i one that needs no explanation.
func (r *reading) setAside(i int) {
	r.border = 0
	for i++; i < len(r.text.Words) && r.text.Words[i].Gap != fold.Break; i++ {
		if r.words[i].role != joining {
			r.words[i].role, r.words[i].known.Kind = joining, 0
		}
	}
}

// joinBorder makes the two matches of a list that are the sides of a border one match.
func (w *writer) joinBorder() {
	m := w.answer.Matches
	if w.r.border == 0 || len(m) != 2 || m[0].Unit == region.None || m[1].Unit == region.None ||
		m[0].Settlement != region.None || m[1].Settlement != region.None || m[0].Unit == m[1].Unit {
		return
	}
	x := w.f.x
	a, b := &m[0], &m[1]
	one := Match{
		Place: Place{
			Unit: region.None, Settlement: region.None, Type: BorderBetween, Level: BorderBetween,
			Members: []int32{a.Unit, b.Unit}, Country: common(a.Country, b.Country), Region: common(a.Region, b.Region), District: region.None,
		},
		Confidence: round(a.Confidence * b.Confidence), RegionConfidence: round(a.RegionConfidence * b.RegionConfidence),
		MatchType: worse(a.MatchType, b.MatchType), Precision: PrecisionBorder, NeedsReview: a.NeedsReview || b.NeedsReview, Alias: -1,
		From: min(a.From, b.From, int(w.r.text.Words[w.r.border-1].At)), To: max(a.To, b.To, int(w.r.text.Words[w.r.border-1].End)),
	}
	one.Name = borderName(x.tree.At(a.Unit).Names.In(w.lang), x.tree.At(b.Unit).Names.In(w.lang), w.lang)
	one.Label = one.Name
	for _, u := range [...]int32{one.Region, one.Country} {
		if u != region.None {
			one.Label += ", " + x.tree.At(u).Names.In(w.lang)
		}
	}
	one.Explain = append(append([]string{`"` + w.r.shown(w.r.border-1, w.r.border) + `" says that the place lies between two units`}, a.Explain...), b.Explain...)
	w.answer.Matches = []Match{one}
}

// common returns the unit if both are the same.
func common(a, b int32) int32 {
	if a == b {
		return a
	}
	return region.None
}

// worse returns the weaker of two match types.
func worse(a, b string) string {
	for _, t := range [...]string{ParentFallback, Fuzzy, ByAlias, Historical, Transliterated, Inflected} {
		if a == t || b == t {
			return t
		}
	}
	return Exact
}

func borderName(a, b, lang string) string {
	switch lang {
	case "ru":
		return "граница: " + a + " — " + b
	case "uk":
		return "межа: " + a + " — " + b
	}
	return "border of " + a + " and " + b
}

// keepUnits drops the settlements among the targets if there are units: borders are those of units.
func (r *reading) keepUnits(x *index) {
	units := slices.ContainsFunc(r.targets, func(t target) bool { return !x.isSettlement(t.place) })
	if units {
		r.targets = slices.DeleteFunc(r.targets, func(t target) bool { return x.isSettlement(t.place) })
	}
}
