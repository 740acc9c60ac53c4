package geocode

import (
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// candidate is a place that a span of the query may name.
type candidate struct {
	words    mask
	place    place
	name     uint32 // number of the name that matched
	from, to uint8
	by       by
	said     typeword.Kind // what type words say of the span
	fit      float32       // agreement with that
	scope    int32         // of an alias: the unit that must be stated
	alias    int32         // number of the alias
	outdone  bool          // another place that fits as well matched the same words by its letters or a case form
}

// by is how a name matched, best first.
type by uint8

const (
	byLetters   by = iota
	byForm         // a case form
	bySound        // another spelling or alphabet
	byAdjective    // adjective for noun or noun for adjective: Kozelsk district for Kozelsky; only beside a type word
	byCentre       // a district by its centre: Luga district for Luzhsky; only beside a type word
	byReviewer     // an alias
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

const (
	maxSpan       = 6   // words of a name
	maxCandidates = 400 // of a query
	maxMisfits    = 16
)

// gather looks every span of words up in the three tables.
func (r *reading) gather(x *index) {
	r.candidates, r.misfits = r.candidates[:0], r.misfits[:0]
	n := len(r.text.Words)
	for from := range n {
		var exact, stem, sound uint64
		goOn := [3]bool{true, true, true}
		for to := from + 1; to <= min(n, from+maxSpan); to++ {
			w := &r.words[to-1]
			if to > from+1 && r.text.Words[to-1].Gap == fold.Break || !goOn[0] && !goOn[1] && !goOn[2] {
				break
			}
			exact, stem, sound = joinHash(exact, w.exact), joinHash(stem, w.stem), joinHash(sound, w.sound)
			if to > from+1 || w.role == naming {
				r.lookUp(x, from, to, exact, stem, sound, goOn)
			}
			goOn[0] = goOn[0] && x.exact.continues(exact)
			goOn[1] = goOn[1] && x.stem.continues(stem)
			goOn[2] = goOn[2] && x.sound.continues(sound)
		}
	}
}

// lookUp adds the candidates of one span.
func (r *reading) lookUp(x *index, from, to int, exact, stem, sound uint64, in [3]bool) {
	c := candidate{words: bitsOf(from, to), from: uint8(from), to: uint8(to), said: r.saidOf(from, to)}
	first := len(r.candidates)
	if in[0] {
		c.by = byLetters
		for i, end := x.exact.bucket(exact); i < end; i++ {
			if x.exact.check[i] == uint32(exact) {
				c.name = x.exact.id[i]
				r.add(x, c, first)
			}
		}
	}
	if in[1] && r.text.Words[from].Script == fold.Cyrillic {
		for i, end := x.stem.bucket(stem); i < end; i++ {
			if x.stem.check[i] == uint32(stem) {
				c.name = x.stem.id[i]
				c.by = r.judgeForm(x, c)
				r.add(x, c, first)
			}
		}
	}
	if in[2] {
		for i, end := x.sound.bucket(sound); i < end; i++ {
			if x.sound.check[i] == uint32(sound) {
				key := x.sound.id[i]
				c.name = x.keys.name[key&^shortened]
				c.by = r.judgeSound(x, c, key&shortened != 0)
				r.add(x, c, first)
			}
		}
	}
	r.markOutdone(first)
}

// markOutdone marks the candidates of a span, from first on, that matched only by sound where others matched better.
func (r *reading) markOutdone(first int) {
	best := float32(0)
	for i := first; i < len(r.candidates); i++ {
		if c := &r.candidates[i]; c.by <= byForm {
			best = max(best, c.fit)
		}
	}
	for i := first; i < len(r.candidates); i++ {
		if c := &r.candidates[i]; c.by >= bySound && c.fit <= best {
			c.outdone = true
		}
	}
}

// add keeps a candidate, unless it contradicts the type words or the place has a better match of the same span.
func (r *reading) add(x *index, c candidate, first int) {
	c.place = x.names.place[c.name]
	c.fit = x.agreement(c.place, c.said)
	if c.by == byAdjective && c.fit < .8 || c.by == byAdjective && c.said == 0 {
		return
	}
	if c.fit == 0 {
		centre := r.asCentre(x, c)
		if centre.fit == 0 {
			if len(r.misfits) < maxMisfits && c.by <= bySound {
				r.misfits = append(r.misfits, c)
			}
			return
		}
		c = centre
	}
	for i := first; i < len(r.candidates); i++ {
		if known := &r.candidates[i]; known.place == c.place {
			if c.by < known.by {
				*known = c
			}
			return
		}
	}
	if len(r.candidates) < maxCandidates {
		r.candidates = append(r.candidates, c)
	}
}

// asCentre takes a settlement beside a word for district for the district whose centre it is (Luga district), and a
// region's capital beside a word for region for an oblast or krai: most are named after it (Kharkov region).
func (r *reading) asCentre(x *index, c candidate) candidate {
	if !x.isSettlement(c.place) || c.by > bySound {
		return c
	}
	s := &x.gazetteer.Settlements[c.place-x.units]
	unit := region.None
	switch {
	case c.said&(typeword.District|typeword.Okrug) != 0:
		if s.District != region.None && x.seat[s.District] == c.place-x.units {
			unit = s.District
		}
	case c.said&(typeword.First&^typeword.Republic) != 0:
		if s.Region != region.None && strings.HasPrefix(s.Code, "PPLA") && len(s.Code) == 4 && x.kinds[s.Region]&(typeword.Oblast|typeword.Krai) != 0 {
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

// judgeForm says whether the span is the name in another case, word by word.
func (r *reading) judgeForm(x *index, c candidate) by {
	rest := x.names.of(c.name)
	for i := int(c.from); i < int(c.to); i++ {
		var name []byte
		if name, rest = cutWord(rest); len(name) == 0 || !x.grammar.Inflects(name, r.text.Of(i)) {
			return byAdjective
		}
		if x.isSettlement(x.names.place[c.name]) && x.grammar.OtherGender(name, r.text.Of(i)) {
			return byAdjective
		}
	}
	return byForm
}

// judgeSound says whether the span and the name, which sound the same, are both adjectives in -sk or both none.
func (r *reading) judgeSound(x *index, c candidate, shortened bool) by {
	if shortened {
		return byAdjective
	}
	name := x.names.of(c.name)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ' ' {
			name = name[i+1:]
			break
		}
	}
	if adjectiveEnding(name) != adjectiveEnding(r.text.Of(int(c.to)-1)) {
		return byAdjective
	}
	return bySound
}

// adjectiveEnding reports whether a word of either alphabet goes on after its last k, as Kursky and Курская do and
// Kursk does not.
func adjectiveEnding(word []byte) bool {
	for i := len(word) - 1; i > 1 && i >= len(word)-4; i-- {
		if word[i] != 'k' && word[i] != cyrillicK {
			continue
		}
		before := word[i-1]
		if before == cyrillicSoft {
			before = word[i-2]
		}
		switch before {
		case 's', 'z', 'c', cyrillicS, cyrillicZ, cyrillicTs:
			return i < len(word)-1
		}
		return false
	}
	return false
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
