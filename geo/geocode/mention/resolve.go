package mention

import (
	"strings"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// finding is a mention on its way: what its words may mean, the likeliest first, and what stands around them.
type finding struct {
	from, to    int // bytes
	first       int // its first word
	matches     []geocode.Match
	suggestions []geocode.Suggestion
	rejected    []geocode.Rejected
	text        string // as it was asked
	alone       bool   // a bare name: no type word, no parent in the phrase
	sentence    int
	elliptic    bool    // an adjective whose type word stands elsewhere
	unresolved  bool    // called a place, but nothing is found
	inside      *Parent // the unit that it was at last found inside
}

// mostAnswers is how many places one name may mean.
const mostAnswers = 20

// ask resolves words, once as long as the answer is remembered. What it returns is shared: it must not be changed.
func (r *scan) ask(text, within string) *geocode.Answer { return r.find(text, within, false) }

// find is ask, or, where only what is sure is of use, less.
func (r *scan) find(text, within string, sure bool) *geocode.Answer {
	return r.findIn(&r.lexis.answers, text, within, sure)
}

// findIn is find with the memory for such words.
func (r *scan) findIn(memory *memory[*geocode.Answer], text, within string, sure bool) *geocode.Answer {
	r.asked++
	if within == "" {
		within = r.in.Within
	}
	under := asked{within: within, lang: r.in.Lang, at: r.in.At}
	if a, ok := memory.find(under, text); ok && (sure || a.Reason != geocode.Unsure) {
		return a
	}
	under = asked{within: strings.Clone(under.within), lang: strings.Clone(under.lang), at: strings.Clone(under.at)} // holds no article
	a := r.coder.Geocode(geocode.Query{Text: strings.Clone(text), Within: under.within, Lang: under.lang, At: under.at, Limit: mostAnswers, Named: true, Sure: sure})
	if len(text) <= longPhrase {
		memory.keep(under, a.Query, &a, 1+len(a.Matches))
	}
	return &a
}

// longRun is how many words in a row, with nothing between them, may be one place and its kind: more are not asked for whole.
const longRun = 12

// resolve resolves a phrase of words from first on, whole or, where that leaves something unexplained, in parts.
func (r *scan) resolve(first int, links []link) {
	from, to := r.trim(first, first+len(links))
	if from == to || to == from+1 && r.opensOnly(from) {
		return
	}
	links = links[from-first:]
	links = links[:to-from]
	at, weakest := -1, inside
	for k := 1; k < len(links); k++ {
		if l := links[k]; l > weakest || l == weakest && at < 0 && r.tokens[from+k].before != hyphen {
			at, weakest = k, l
		}
	}
	// a name and its type word: the one without the other would say something else
	whole := at < 0 || weakest == inside && (r.lex(from+at).Kind != 0 || r.lex(from+at-1).Kind != 0)
	known := unknown
	if weakest >= and {
		if known = r.noteMembers(from, to, links); known == noted {
			return
		}
	}
	a := &geocode.Answer{}
	if known != apart && (weakest > inside || to-from <= longRun) {
		memory := &r.lexis.answers
		if weakest >= and && known != one {
			memory = &r.lexis.lists
		}
		a = r.findIn(memory, r.text(from, to), "", !whole && !r.typedFirst(from, to) && !r.saysWhere(from, to))
		if r.explains(from, to, links, a) {
			r.note(from, to, a)
			return
		}
	}
	if whole {
		r.noteUnresolved(from, to, a)
		return
	}
	r.resolve(from, links[:at])
	r.resolve(from+at, links[at:])
}

// trim leaves out the words at both ends that are no part of a name: connectors, type words that have lost theirs.
func (r *scan) trim(from, to int) (int, int) {
	named := false
	for i := from; i < to; i++ {
		named = named || r.tokens[i].role == naming
	}
	if !named {
		return to, to
	}
	for from < to && r.tokens[from].role != naming && r.lex(from).Kind == 0 && !r.lex(from).Modifier && !r.lex(from).Border {
		from++
	}
	for to > from && r.tokens[to-1].role != naming && r.lex(to-1).Kind == 0 {
		to--
	}
	return from, to
}

// explains reports whether an answer explains all words of a phrase. What is only like a name, or falls back to the parent,
// does so where a type word says that a place is called so.
func (r *scan) explains(from, to int, links []link, a *geocode.Answer) bool {
	if len(a.Matches) == 0 {
		return false
	}
	for i := range a.Matches {
		switch m := &a.Matches[i]; {
		case !m.IsGuess():
		case m.MatchType == geocode.ParentFallback:
			return len(a.Matches) == 1 && (r.saysWhere(from, to) || r.typedFirst(from, to) && !r.isList(from, links))
		case !r.typedFirst(from, to):
			return false
		}
	}
	return true
}

// opensOnly reports whether a word is but the opener of a name that no place is called by: Південний of Південний Буг.
func (r *scan) opensOnly(i int) bool {
	return r.tokens[i].kind&opener != 0 && i+1 < len(r.tokens) && r.tokens[i+1].role == naming && r.tokens[i+1].before == space
}

// saysWhere reports whether a phrase is a bare English name, and behind a comma what it is in: Murom, in the Shebekino district.
func (r *scan) saysWhere(from, to int) bool {
	k := r.runFrom(from)
	return r.tokens[from].role == naming && !r.isCyrillic(from) && k+1 < to && r.tokens[k].before == comma && r.text(k, k+1) == "in" && r.typedFirst(k, to) && r.named(k, to) == 1
}

// named counts the runs of name words from word from to word to.
func (r *scan) named(from, to int) (n int) {
	for k := from; k < to; k++ {
		if r.tokens[k].role == naming {
			n, k = n+1, r.runFrom(k)-1
		}
	}
	return n
}

// isList reports whether a comma or an and joins two places of which the first is no part of the second: Krasnodar Krai,
// Crimea.
func (r *scan) isList(from int, links []link) bool {
	for k := 1; k < len(links); k++ {
		if links[k] < and {
			continue
		}
		one, a := r.trim(from, from+k)
		other, b := r.trim(from+k, from+len(links))
		if one == a || other == b {
			return false
		}
		left, right := r.ask(r.text(one, a), ""), r.ask(r.text(other, b), "")
		return len(left.Matches) > 0 && len(right.Matches) > 0 && depth(&left.Matches[0]) <= depth(&right.Matches[0])
	}
	return false
}

// depth orders the levels from the coarsest to the finest.
func depth(m *geocode.Match) int {
	switch {
	case m.Settlement != region.None:
		return 3
	case m.District != region.None:
		return 2
	case m.Region != region.None:
		return 1
	}
	return 0
}

// typedFirst reports whether the first name of a phrase has a type word by it.
func (r *scan) typedFirst(from, to int) bool {
	for i := from; i < to; i++ {
		if r.tokens[i].role == naming {
			before := i - 1
			for before > from && r.lex(before).Of {
				before--
			}
			return before >= from && r.lex(before).Kind != 0 || r.typeFollows(r.runFrom(i))
		}
	}
	return false
}

// note notes the findings of an answer: one for each part of the text that it resolves, with all that this may mean.
func (r *scan) note(from, to int, a *geocode.Answer) {
	base, before := int(r.tokens[from].at), len(r.found)
	several := false
	for i := range a.Matches {
		several = several || a.Matches[i].From != a.Matches[0].From
	}
	for i := 0; i < len(a.Matches); {
		end := i + 1
		for end < len(a.Matches) && a.Matches[end].From == a.Matches[i].From && a.Matches[end].To == a.Matches[i].To {
			end++
		}
		f := finding{from: base, to: int(r.tokens[to-1].end), first: from, matches: a.Matches[i:end], text: r.text(from, to), alone: r.isAlone(from, to)}
		f.elliptic = f.alone && !r.isKnown(&f.matches[0]) && r.isElliptic(from, to)
		if several {
			f.from, f.to, f.text = base+a.Matches[i].From, base+a.Matches[i].To, ""
			f.alone, f.first = false, r.tokenAt(from, base+a.Matches[i].From)
		} else {
			f.suggestions, f.rejected = a.Suggestions, a.Rejected
		}
		if !r.overlaps(before, &f) { // else it is what the same words may mean besides, less likely
			r.found = append(r.found, f)
		}
		i = end
	}
	if several {
		r.noteUncovered(from, to, len(a.Matches))
	}
}

// overlaps reports whether one of the findings from first on has a part of the text that f has.
func (r *scan) overlaps(first int, f *finding) bool {
	for k := first; k < len(r.found); k++ {
		if f.from < r.found[k].to && f.to > r.found[k].from {
			return true
		}
	}
	return false
}

// tokenAt returns the first word from from on that ends behind byte at.
func (r *scan) tokenAt(from, at int) int {
	for from+1 < len(r.tokens) && int(r.tokens[from].end) <= at {
		from++
	}
	return from
}

// noteUncovered deals with the names of a phrase that none of its last n findings has: a parent right behind one of them
// belongs to that, what else there is stands for itself.
func (r *scan) noteUncovered(from, to, n int) {
	first := len(r.found) - n
	if first < 0 {
		first = 0
	}
	for i := from; i < to; i++ {
		if r.tokens[i].role != naming || r.covered(first, i) {
			continue
		}
		end := i + 1
		for end < to && !r.covered(first, end) {
			end++
		}
		start, stop := r.trim(i, end)
		if start == stop {
			return
		}
		if stop-start < to-from && !r.extend(first, start, stop) {
			r.resolve(start, make([]link, stop-start))
		}
		i = end
	}
}

// covered reports whether one of the findings from first on has a word.
func (r *scan) covered(first, word int) bool {
	return r.overlaps(first, &finding{from: int(r.tokens[word].at), to: int(r.tokens[word].end)})
}

// extend gives words to the finding before them, if they name a unit that it lies in.
func (r *scan) extend(first, from, to int) bool {
	a := r.ask(r.text(from, to), "")
	if len(a.Matches) == 0 || a.Matches[0].Unit == region.None || a.Matches[0].Settlement != region.None {
		return false
	}
	for k := len(r.found) - 1; k >= first; k-- {
		f := &r.found[k]
		if f.to > int(r.tokens[from].at) {
			continue
		}
		if len(f.matches) == 0 {
			return false // called a place, but none is known
		}
		if u := f.matches[0].Unit; u == region.None || !r.gazetteer.Tree.Within(u, a.Matches[0].Unit) {
			return false
		}
		f.to = int(r.tokens[to-1].end)
		return true
	}
	return false
}

// isAlone reports whether a phrase is one bare name.
func (r *scan) isAlone(from, to int) bool {
	for i := from; i < to; i++ {
		if r.tokens[i].role != naming && r.tokens[i].before != hyphen || i > from && r.tokens[i].before > hyphen {
			return false
		}
	}
	return true
}

// noteUnresolved keeps words that are called a place though none of the name is known: the places around may tell.
func (r *scan) noteUnresolved(from, to int, a *geocode.Answer) {
	elliptic := r.isElliptic(from, to)
	if !elliptic && !r.typedFirst(from, to) {
		return
	}
	r.found = append(r.found, finding{from: int(r.tokens[from].at), to: int(r.tokens[to-1].end), first: from, text: r.text(from, to),
		unresolved: true, elliptic: elliptic, suggestions: a.Suggestions, rejected: a.Rejected})
}
