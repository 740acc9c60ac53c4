package mention

import (
	"slices"

	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// Totals name regions by adjectives alone, and their type word but once: «35 над территорией Брянской области, 9 над
// Ростовской». Such an adjective takes the type word of its neighbours.

// isElliptic reports whether words are an adjective of a place with a preposition or a number before it.
func (r *scan) isElliptic(from, to int) bool {
	if to != from+1 || !r.isCyrillic(from) || !r.isAdjective(from) || from == 0 {
		return false
	}
	before := r.tokens[from].before
	return before == space && (r.listed(from-1)&locates != 0 || r.tokens[from-1].digit) || before <= comma && r.lex(from-1).And || before == comma
}

// ellipsisReach is how many words away the type word of a neighbour may stand.
const ellipsisReach = 30

// askAsNeighbours resolves an adjective with the type word of the nearest region of its sentence that has one.
func (r *scan) askAsNeighbours(f *finding) bool {
	if !f.elliptic {
		return false
	}
	for reach := 1; reach <= ellipsisReach; reach++ {
		for _, k := range [...]int{f.first - reach, f.first + reach} {
			if k < 0 || k >= len(r.tokens) || r.tokens[k].role != plain || !r.saysRegion(k) || r.parted(min(k, f.first), max(k, f.first)) {
				continue
			}
			a := r.ask(f.text+" "+r.text(k, k+1), "")
			if len(a.Matches) == 0 || a.Matches[0].Level != region.Region.String() {
				continue
			}
			f.matches, f.alone = slices.Clone(a.Matches[:1]), false
			f.suggestions, f.rejected = nil, nil
			m := &f.matches[0]
			m.Explain = append(slices.Clone(m.Explain), "\""+r.text(k, k+1)+"\" is said of its neighbours in the sentence")
			return true
		}
	}
	return false
}

// saysRegion reports whether word k is a type word for regions, behind a name.
func (r *scan) saysRegion(k int) bool {
	return k > 0 && r.tokens[k-1].role == naming && r.tokens[k].before == space && r.lex(k).Kind&typeword.First != 0
}

// parted reports whether more than one sentence ends between two words.
func (r *scan) parted(from, to int) bool {
	ends := 0
	for i := from + 1; i <= to; i++ {
		if r.endsSentence(i) {
			ends++
		}
	}
	return ends > 1
}
