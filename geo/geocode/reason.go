package geocode

import "oblast/geo/geocode/fold"

// Reasons of an answer without a match. They are stable, so that programs may tell them apart.
const (
	NoWords       = "the text has no words"
	TooLong       = "the text is too long to be the name of a place"
	UnknownWithin = "there is no unit of the id that was to be looked within"
	NoName        = "the text names no place: it has only words for kinds of places, or that join"
	SeveralMeant  = "several places are meant and none is named"
	NamesPerson   = "initials stand beside the name: a person is meant"
	OnlyAdjective = "an adjective of a place says where something belongs, not where it is"
	NamesLand     = "the name is that of a land of several regions, which is no unit"
	RuledOut      = "places of that name are ruled out"
	NotFound      = "no place of that name is known"
	Unsure        = "only guesses are left, which are not asked for"
)

// reasonFor says why the answer has no match.
func (r *reading) reasonFor(f *frame) string {
	switch {
	case len(r.text.Words) == 0:
		return NoWords
	case f.words == 0 && r.isVague():
		return SeveralMeant
	case f.words == 0 && r.hasNationality():
		return OnlyAdjective
	case f.words == 0:
		return NoName
	case r.isPerson(r.out.answer.Query):
		return NamesPerson
	case r.isVague():
		return SeveralMeant
	case r.hasNationality() || r.hasBareAdjective(f):
		return OnlyAdjective
	case r.isLand():
		return NamesLand
	case len(r.out.answer.Rejected) > 0:
		return RuledOut
	}
	return NotFound
}

// isLand reports whether all that is named is a land of several regions.
func (r *reading) isLand() bool {
	named := false
	for i := range r.text.Words {
		if w := &r.words[i]; w.role == naming {
			if !w.known.Land {
				return false
			}
			named = true
		}
	}
	return named
}

// hasNationality reports whether a word is the adjective of a country: Russian.
func (r *reading) hasNationality() bool {
	for i := range r.text.Words {
		if r.words[i].known.Nation {
			return true
		}
	}
	return false
}

// hasBareAdjective reports whether a word is the adjective of a place that no type word stands by.
func (r *reading) hasBareAdjective(f *frame) bool {
	for i := range r.candidates {
		if r.bareAdjective(f.x, &r.candidates[i]) {
			return true
		}
	}
	for i := range r.text.Words {
		if w := &r.words[i]; w.role == naming && w.said == 0 && r.text.Words[i].Script == fold.Cyrillic && f.x.grammar.Adjectival(r.text.Of(i)) {
			return begins(f.x.stem, w.stem)
		}
	}
	return false
}
