package geocode

import (
	"math/bits"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// leastDivided is the people of the smallest city that is taken to have districts of its own.
const leastDivided = 50_000

// writeCityOfDistrict answers with the city whose district the text names («в Кировском районе Донецка», Kharkiv's Saltivskyi
// district), if the words can mean no district that is held, and reports whether there is one. Districts of cities are not
// held: the answer is the city, in which the place lies. In Latin letters a comma makes no such city, since a bare name may be
// that of the region: Dzhezkazgan district, Kaluga.
func (w *writer) writeCityOfDistrict() bool {
	r, x := w.r, w.f.x
	best, people := -1, int32(leastDivided-1)
	for i := range r.candidates {
		c := &r.candidates[i]
		if !x.isSettlement(c.place) || c.by > bySound || c.said&^typeword.City != 0 || !w.f.inside(c.place) || c.words&r.toExplain()&^w.f.words != 0 {
			continue
		}
		if n := x.gazetteer.Settlements[c.place-x.units].Population; n > people && w.isDividedBy(c) {
			best, people = i, n
		}
	}
	if i := r.capitalWord(); best < 0 && i > 0 && r.words[i-1].role == typing && r.words[i-1].known.Kind&typeword.District != 0 {
		p, ok := r.capitalOfText(x, i)
		if ok {
			w.writeSeat(p, i, i+1, w.f.words)
		}
		return ok
	}
	if best < 0 {
		return false
	}
	c := r.candidates[best]
	left := w.f.words &^ c.words
	w.match(&found{
		target:    target{candidate: c, left: left, odds: 1},
		matchType: ParentFallback, certainty: fallback, area: fallbackArea, share: 1, regionShare: 1, rivals: 1, review: true, parent: region.None,
	})
	if u := x.regionOf(c.place); x.levelOf(u) == region.Region {
		w.suggest(u, r.runOf(left).inside(region.Region))
	}
	return true
}

// isDividedBy reports whether every word beside a city is of the name of a district, and the city stands as what the
// district is of: behind it in Cyrillic letters or with its type word, before it as an owner, or the type word is there alone.
func (w *writer) isDividedBy(c *candidate) bool {
	r := w.r
	left, district := w.f.words&^c.words, false
	for rest := left; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if r.words[i].said&(typeword.District|typeword.Okrug) != 0 {
			district = true
		} else if !r.namesDistrict(i, left) {
			return false
		}
	}
	if !district {
		return false
	}
	from := int(c.from)
	switch cyrillic := r.text.Words[from].Script == fold.Cyrillic; {
	case c.said == typeword.City, r.loneCity():
		return true
	case cyrillic: // where no bare name means the region around a city
		return from > 0 && r.words[from-1].role == typing && r.words[from-1].known.Kind&(typeword.District|typeword.Okrug) != 0
	}
	return r.owns(int(c.to) - 1)
}

// namesDistrict reports whether a word runs on to one that is called a district.
func (r *reading) namesDistrict(i int, left mask) bool {
	for i++; i < len(r.text.Words) && left>>i&1 == 1 && r.text.Words[i].Gap != fold.Break; i++ {
		if r.words[i].said&(typeword.District|typeword.Okrug) != 0 {
			return true
		}
	}
	return false
}

// loneCity reports whether a word for a city belongs to no name: Днепровский район города.
func (r *reading) loneCity() bool {
	for i := range r.text.Words {
		if r.words[i].role != typing || r.words[i].known.Kind != typeword.City {
			continue
		}
		lone := true
		for _, a := range r.attached {
			lone = lone && (int(a.from) != i || r.words[a.to].said&(typeword.District|typeword.Okrug) != 0)
		}
		if lone {
			return true
		}
	}
	return false
}

// owns reports whether a word is an English possessive: Kharkiv's.
func (r *reading) owns(i int) bool {
	text, w := r.out.answer.Query, &r.text.Words[i]
	if int(w.End) > len(text) {
		return false // another text is read in its place
	}
	shown := text[w.At:w.End]
	return strings.HasSuffix(shown, "'s") || strings.HasSuffix(shown, "’s")
}
