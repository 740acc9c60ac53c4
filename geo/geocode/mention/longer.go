package mention

import (
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// In English no comma between two names means one name: Paris Hilton, Dynamo Kyiv and the Kharkiv Herald are no places, though
// a word of each is the name of one.

// isLongerName reports whether a run of English name words is one name that is no place's, while a word of it is one.
func (r *scan) isLongerName(i, end int) bool {
	if !r.cased || r.isCyrillic(i) {
		return false
	}
	if r.opensSentenceAt(i) && r.coder.IsOrdinary(r.letters(i)) && r.askOfOne(i) == nil {
		i++ // Downtown Kharkiv
	}
	if i > 0 && r.opensSentenceAt(i-1) && r.listed(i-1)&locates != 0 {
		return false // In Moscow Peskov said
	}
	if end-i < 2 || i > 0 && r.tokens[i].before <= dot && r.lex(i-1).Kind != 0 || r.isTitleCase(i, end) {
		return false
	}
	parted := false
	for k := i; k < end; k++ {
		if r.tokens[k].kind&office != 0 || r.isCyrillic(k) || k > i && r.tokens[k].before > hyphen {
			return false
		}
		parted = parted || k > i && r.tokens[k].before == space
	}
	places, country, several := 0, region.None, false
	for k := i; k < end; k++ {
		if a := r.askOfOne(k); a != nil {
			several = several || places > 0 && a.Matches[0].Country != country
			places, country = places+1, a.Matches[0].Country
		}
	}
	if places == 0 || !parted || places == end-i && !several {
		return false
	}
	a := r.find(r.text(i, end), "", true)
	return len(a.Matches) == 0 || a.Matches[0].IsGuess() || a.Matches[0].MatchType == geocode.Transliterated
}

// askOfOne returns what word k alone may mean, nil for nothing.
func (r *scan) askOfOne(k int) *geocode.Answer {
	if !r.begins(k) {
		return nil
	}
	if a := r.ask(r.text(k, k+1), ""); len(a.Matches) > 0 && !a.Matches[0].IsGuess() {
		return a
	}
	return nil
}

// opensSentenceAt reports whether word i is the first of its sentence.
func (r *scan) opensSentenceAt(i int) bool {
	return i == 0 || r.endsSentence(i) || r.tokens[i].before >= breaking || r.tokens[i].quoted
}

// shortWord is the letters up to which a word has a small letter even in a title.
const shortWord = 3

// isTitleCase reports whether most ordinary words around a run begin with capitals, so that these tell nothing: a headline.
func (r *scan) isTitleCase(i, end int) bool {
	capitals, small := 0, 0
	count := func(k int) {
		switch t := &r.tokens[k]; {
		case t.digit || t.end-t.at <= shortWord || r.opensSentenceAt(k):
		case !t.upper:
			small++
		case r.coder.IsOrdinary(r.letters(k)):
			capitals++
		}
	}
	for k := i - 1; k >= 0 && i-k < sentenceReach && !r.endsSentence(k+1); k-- {
		count(k)
	}
	for k := end; k < len(r.tokens) && k-end < sentenceReach && !r.endsSentence(k); k++ {
		count(k)
	}
	return capitals > 1 && capitals > 2*small
}

// sentenceReach is how many words away the case of others is looked at.
const sentenceReach = 20

// endsAsBody returns the end of an English name that goes on with capitalised words of the vocabulary up to one for an
// organisation or a work: Kharkiv National University, Kursk Nuclear Power Plant; 0 if it does not.
func (r *scan) endsAsBody(end int) int {
	for k := end; k < len(r.tokens) && k < end+maxConnectors && r.tokens[k].upper && r.tokens[k].before == space && r.tokens[k].kind&title == 0; k++ {
		if r.listed(k)&body != 0 {
			return k + 1
		}
	}
	return 0
}
