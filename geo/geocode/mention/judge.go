package mention

import (
	"unicode/utf8"

	"oblast/geo/geocode"
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
		if m.Confidence < .5 && !located {
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

// isFine reports whether a weak parent is a region or a district.
func (r *scan) isFine(p *Parent) bool { return r.gazetteer.Tree.At(p.Unit).Level != region.Country }

// isLocated reports whether a preposition of place stands before a finding.
func (r *scan) isLocated(f *finding) bool {
	return f.first > 0 && r.tokens[f.first].before == space && r.listed(f.first-1)&locates != 0
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
