package geocode

import (
	"slices"

	"oblast/geo/region"
)

// A text is asked for whole phrases first, most of which are several places after all. An answer that holds a guess is
// thrown away then; a Query that is Sure is spared the search for it.

// IsGuess reports whether a match is a parent in the place of its child, or a misspelling that needs review.
func (m *Match) IsGuess() bool {
	return m.MatchType == ParentFallback || m.MatchType == Fuzzy && m.NeedsReview
}

// isUnsure reports whether only what is sure is asked for, where all that is left is the parent of a name that is one of
// another place: whatever child is like it, and the parent itself, would be guesses.
func (w *writer) isUnsure(parent int32) bool {
	f := w.f
	if !f.sure || w.inList || w.r.border > 0 || f.level != nil || f.x.levels[parent] == region.Country {
		return false
	}
	w.unsure, w.answer.Reason = true, Unsure
	return true
}

// answerUnsure ends a query of which guesses were left out. If something was found behind them, they would have come first:
// then it is answered again, with them.
func (r *reading) answerUnsure(c *Geocoder, q *Query) {
	if found := r.out.answer.Matches; len(found) > 0 && !slices.ContainsFunc(found, func(m Match) bool { return m.IsGuess() }) {
		all := *q
		all.Sure = false
		clear(r.matches)
		r.begin(c, &all)
		r.answer(&all)
		return
	}
	r.out.answer = Answer{Query: q.Text, Reason: Unsure}
}
