package mention

import (
	"bytes"
	"unicode/utf8"

	"oblast/geo/geocode"
	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// leastSure is the certainty below which a mention would be a guess.
const leastSure = .25

// doubt tells why a finding is no mention of a place; empty for one that is.
func (r *scan) doubt(f *finding, parent *Parent) string {
	m := &f.matches[0]
	if m.Confidence < leastSure && m.MatchType != geocode.ParentFallback {
		return Several
	}
	if !f.alone {
		return ""
	}
	located := r.isLocated(f)
	switch {
	case r.qualifies(f):
		return Thing
	case m.Settlement == region.None && m.Level != region.District.String():
		if (m.MatchType == geocode.Transliterated || m.Confidence < .5) && !located && parent == nil {
			return NoEvidence
		}
		return ""
	case m.MatchType == geocode.Fuzzy, m.MatchType == geocode.ParentFallback:
		return NoEvidence
	case parent != nil && parent.Where != "" && r.isFine(parent):
		return ""
	case m.Settlement == region.None:
		if m.MatchType == geocode.Transliterated || m.Confidence < .5 && !located {
			return NoEvidence
		}
		return ""
	}
	people := r.gazetteer.Settlements[m.Settlement].Population
	switch {
	case r.besideSpeech(f) && people < greatCity:
		return Person
	case located && (people >= 1000 || parent != nil) && m.MatchType != geocode.Transliterated:
		return ""
	case located && people >= greatCity, people >= greatCity && m.MatchType != geocode.Transliterated && !r.opensSentence(f):
		return ""
	case people >= greatCity && utf8.RuneCountInString(r.in.Text[f.from:f.to]) >= 5 && m.MatchType == geocode.Exact:
		return ""
	}
	return NoEvidence
}

// qualifies reports whether a finding is a Russian or Ukrainian adjective that says more about the word behind it: на
// Покровському напрямку.
func (r *scan) qualifies(f *finding) bool {
	last := r.tokenAt(f.first, f.to-1)
	next := last + 1
	if !r.isCyrillic(last) || !r.isAdjective(last) || next >= len(r.tokens) || r.tokens[next].before != space || r.tokens[next].upper || r.tokens[next].digit {
		return false
	}
	w := r.lex(next)
	return w.Kind == 0 && !w.Joining && r.listed(next)&(common|says|locates) == 0 && r.looksLikeNoun(next)
}

// looksLikeNoun reports whether a word may be a noun: of verbs, which may stand behind a place as well, most end in the
// letters of the past.
func (r *scan) looksLikeNoun(i int) bool {
	letters := r.letters(i)
	for _, end := range pastEndings {
		if bytes.HasSuffix(letters, end) {
			return false
		}
	}
	return len(letters) > 3
}

// pastEndings are those of the past and of short participles, in Russian and Ukrainian.
var pastEndings = [][]byte{fold.Code("л"), fold.Code("ла"), fold.Code("ло"), fold.Code("ли"), fold.Code("ны"), fold.Code("на"), fold.Code("но"), fold.Code("ся"), fold.Code("сь"),
	fold.Code("ть"), fold.Code("ти"), fold.Code("ют"), fold.Code("ет"), fold.Code("ит"), fold.Code("є"), fold.Code("в"), fold.Code("ут"), fold.Code("ат"), fold.Code("то"), fold.Code("ено")}

// isFine reports whether a weak parent is a region or a district.
func (r *scan) isFine(p *Parent) bool { return r.gazetteer.Tree.At(p.Unit).Level != region.Country }

// isLocated reports whether a preposition of place, or a verb for what is done to places, stands before a finding, or, before a
// case form, a noun for a part or the people of one.
func (r *scan) isLocated(f *finding) bool {
	if f.first == 0 || r.tokens[f.first].before != space {
		return false
	}
	before := r.listed(f.first - 1)
	return before&(locates|strikes) != 0 || before&partof != 0 && f.matches[0].MatchType == geocode.Inflected
}

// opensSentence reports whether a capital at the beginning of a finding says nothing.
func (r *scan) opensSentence(f *finding) bool {
	return f.first == 0 || r.endsSentence(f.first) || !r.cased
}

// besideSpeech reports whether a verb of saying stands beside a finding: Подоляк заявил.
func (r *scan) besideSpeech(f *finding) bool {
	if f.first > 0 && r.tokens[f.first].before == space && r.listed(f.first-1)&says != 0 {
		return true
	}
	last := f.first
	for last < len(r.tokens) && int(r.tokens[last].end) < f.to {
		last++
	}
	return last+1 < len(r.tokens) && r.tokens[last+1].before == space && r.listed(last+1)&says != 0
}
