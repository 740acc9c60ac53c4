package mention

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// How many times likelier a place is for lying in a unit that is spoken of, by where, and by how small the unit is. A
// country says little: most names of a text about it are in it, and most of its names are elsewhere too.
var weights = map[string][3]float64{ // country, region, district
	InSentence: {4, 30, 60},
	InTitle:    {4, 20, 40},
	Earlier:    {3, 12, 24},
}

// sureOf is the certainty from which a mention tells of others.
const sureOf = .8

// spoken is where a unit was last spoken of.
type spoken struct {
	sentence int
	from, to int
	titled   bool
	titleAt  [2]int
}

// applyContext holds each finding against the places around it, and notes the mentions.
func (r *scan) applyContext() {
	slices.SortStableFunc(r.found, func(a, b finding) int { return cmp.Compare(a.from, b.from) })
	r.numberSentences()
	said := r.lexis.said
	r.mentions = make([]Mention, 0, len(r.found))
	for from := 0; from < len(r.found); {
		to := from + 1
		for to < len(r.found) && r.found[to].sentence == r.found[from].sentence {
			to++
		}
		for i := from; i < to; i++ {
			r.speakOf(said, &r.found[i])
		}
		for i := from; i < to; i++ {
			r.decide(said, &r.found[i])
		}
		from = to
	}
}

// numberSentences gives each finding the number of its sentence.
func (r *scan) numberSentences() {
	n, word := 0, 0
	for i := range r.found {
		f := &r.found[i]
		for ; word < f.first || word < len(r.tokens) && int(r.tokens[word].end) <= f.from; word++ {
			if word > 0 && r.endsSentence(word) {
				n++
			}
		}
		if word > 0 && word < len(r.tokens) && r.endsSentence(word) {
			f.sentence = n + 1
		} else {
			f.sentence = n
		}
	}
}

// endsSentence reports whether a sentence ends before word i.
func (r *scan) endsSentence(i int) bool {
	switch gap := r.tokens[i].before; {
	case gap >= sentence:
		return true
	case gap == dot:
		return r.tokens[i].upper && !r.isAbbreviation(i-1) && r.tokens[i-1].end-r.tokens[i-1].at > 2
	}
	return false
}

// isTitle reports whether a finding stands in the title: a first line that stands apart from what follows.
func (r *scan) isTitle(f *finding) bool { return f.sentence == 0 && r.titleEnd() > f.from }

// titleEnd is where the title ends, 0 without one.
func (r *scan) titleEnd() int {
	for i := 1; i < len(r.tokens) && int(r.tokens[i].at) <= longTitle; i++ {
		if gap := r.tokens[i].before; gap >= sentence {
			if end := r.tokens[i-1].end; int(end) < len(r.in.Text) && (r.in.Text[end] == '\n' || r.in.Text[end] == '\r' || gap == line) {
				return int(end)
			}
			return 0
		} else if gap == dot && r.endsSentence(i) {
			return 0
		}
	}
	return 0
}

// speakOf notes the units that a finding surely names or lies in.
func (r *scan) speakOf(said map[int32]spoken, f *finding) {
	if f.unresolved || len(f.matches) == 0 {
		return
	}
	m := &f.matches[0]
	units := [...]int32{m.Country, m.Region, m.District}
	if m.Confidence < sureOf || f.alone && !r.isKnown(m) {
		units[2] = region.None
		if m.RegionConfidence < sureOf || f.alone && !r.isKnown(m) {
			return
		}
	}
	for _, u := range units {
		if u == region.None {
			continue
		}
		s := said[u]
		s.sentence, s.from, s.to = f.sentence, f.from, f.to
		if r.isTitle(f) && !s.titled {
			s.titled, s.titleAt = true, [2]int{f.from, f.to}
		}
		said[u] = s
		if r.gazetteer.Tree.At(u).Level == region.Region {
			r.latest.unit, r.latest.spoken = u, s
		}
	}
}

// parentOf returns the strongest weak parent of a place that is not spoken of by the finding itself, and its weight.
func (r *scan) parentOf(said map[int32]spoken, f *finding, m *geocode.Match) (*Parent, float64) {
	var best *Parent
	weight := 1.
	for level, u := range [...]int32{m.Country, m.Region, m.District} {
		if u == region.None || u == m.Unit && m.Settlement == region.None {
			continue
		}
		s, ok := said[u]
		if !ok {
			continue
		}
		p := Parent{Unit: u, From: s.from, To: s.to, Where: Earlier}
		switch {
		case s.sentence == f.sentence && s.from != f.from:
			p.Where = InSentence
		case s.titled && s.titleAt[0] != f.from:
			p.Where, p.From, p.To = InTitle, s.titleAt[0], s.titleAt[1]
		case s.from == f.from:
			continue
		}
		if w := weights[p.Where][level]; w > weight {
			best, weight = &p, w
		}
	}
	return best, weight
}

// decide weighs what a finding may mean by the places around it, and notes the mention, or why it is none.
func (r *scan) decide(said map[int32]spoken, f *finding) {
	if !r.askAsNeighbours(f) && f.unresolved {
		switch {
		case f.elliptic:
			return
		case !r.askInside(f):
			r.passed = append(r.passed, Passed{From: f.from, To: f.to, Reason: UnknownPlace})
			return
		}
	}
	parent := f.inside
	if parent == nil {
		parent = r.weigh(said, f)
	}
	if reason := r.doubt(f, parent); reason != "" {
		r.passed = append(r.passed, Passed{From: f.from, To: f.to, Reason: reason})
		return
	}
	m := Mention{Match: f.matches[0], Sentence: f.sentence, Context: parent, Suggestions: f.suggestions, Rejected: f.rejected}
	m.From, m.To = f.from, r.withoutPossessive(f.from, f.to)
	r.mentions = append(r.mentions, m)
}

// withoutPossessive returns the end of a name without an English possessive.
func (r *scan) withoutPossessive(from, to int) int {
	for _, s := range [...]string{"'s", "’s"} {
		if name, ok := strings.CutSuffix(r.in.Text[from:to], s); ok && name != "" {
			return from + len(name)
		}
	}
	return to
}

// weigh orders what a finding may mean by the units spoken of, and returns the one that decided.
func (r *scan) weigh(said map[int32]spoken, f *finding) *Parent {
	first := &f.matches[0]
	if first.Confidence >= sureOf && (!f.alone || r.isKnown(first)) || len(f.matches) == 1 && !f.alone || len(said) == 0 {
		return nil
	}
	matches := slices.Clone(f.matches)
	parents := make([]*Parent, len(matches))
	before, after, swayed := 0., 0., false
	regions := map[int32]float64{}
	for i := range matches {
		p, w := r.parentOf(said, f, &matches[i])
		parents[i] = p
		before += matches[i].Confidence
		matches[i].Confidence *= w
		after, swayed = after+matches[i].Confidence, swayed || p != nil
	}
	if after == 0 || !swayed { // what is spoken of has nothing to do with any of them
		return nil
	}
	for i := range matches {
		matches[i].Confidence *= before / after // the odds among the places move, not that it is one of them
		regions[matches[i].Region] += matches[i].Confidence
	}
	best := 0
	for i := range matches {
		if matches[i].Confidence > matches[best].Confidence {
			best = i
		}
	}
	for i := range matches {
		matches[i].RegionConfidence = round(math.Max(regions[matches[i].Region], matches[i].Confidence))
		matches[i].Confidence = round(matches[i].Confidence)
	}
	if parents[best] == nil {
		if len(matches) > 1 {
			f.matches = r.reordered(matches, best)
		}
		return nil
	}
	f.matches = r.reordered(matches, best)
	r.explain(&f.matches[0], parents[best])
	return parents[best]
}

// reordered puts the likeliest first.
func (r *scan) reordered(matches []geocode.Match, best int) []geocode.Match {
	m := matches[best]
	copy(matches[1:best+1], matches[:best])
	matches[0] = m
	matches[0].NeedsReview = matches[0].Confidence < .7 || matches[0].MatchType == geocode.Fuzzy
	return matches
}

// explain says that a weak parent decided.
func (r *scan) explain(m *geocode.Match, p *Parent) {
	why := "taken to lie in " + r.gazetteer.Tree.At(p.Unit).Names.In(r.in.Lang) + ", of which the "
	switch p.Where {
	case InTitle:
		why += "title speaks"
	case InSentence:
		why += "same sentence speaks"
	default:
		why += "text speaks before"
	}
	m.Explain = append(slices.Clone(m.Explain), why+": a weak parent, not a stated one")
}

// askInside looks for a place that no answer was found for inside the region that was spoken of last.
func (r *scan) askInside(f *finding) bool {
	best, where := r.latest.unit, r.latest.spoken
	if best == region.None {
		return false
	}
	a := r.ask(f.text, r.gazetteer.Tree.At(best).ID)
	if len(a.Matches) == 0 {
		return false
	}
	p := Parent{Unit: best, From: where.from, To: where.to, Where: Earlier}
	if where.sentence == f.sentence {
		p.Where = InSentence
	}
	f.matches, f.suggestions, f.rejected = slices.Clone(a.Matches[:1]), a.Suggestions, a.Rejected
	m := &f.matches[0]
	m.NeedsReview, m.Confidence, m.RegionConfidence = true, round(m.Confidence*guessed), round(m.RegionConfidence*guessed)
	r.explain(&f.matches[0], &p)
	f.inside = &p
	return true
}

// guessed is what is left of the certainty of a place that is looked for in a unit only because that was spoken of.
const guessed = .5

func round(p float64) float64 { return math.Round(math.Min(p, .99)*1000) / 1000 }
