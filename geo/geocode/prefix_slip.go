package geocode

import (
	"cmp"
	"slices"

	"oblast/geo/geocode/fold"
)

// leastStumble is how many letters must be typed before one of them is taken for a slip.
const leastStumble = 5

// What is taken off the rank of a name that is begun only with a slip: it is as likely as one a tenth as prominent, and
// where a letter is another or too many, so that one fewer agrees, a thirtieth.
const (
	slipCost    = 2*lateCost + rankTenfold
	anotherCost = rankTenfold / 2
)

// stumble adds to picks the places whose names go on with the letters but for one slip of the hand behind the first: a letter
// too many, too few, another, or two in the wrong order.
func (c *Geocoder) stumble(f *frame, picks []pick, letters []byte, limit int) []pick {
	if len(letters) < leastStumble || len(letters) > fold.MaxLetters {
		return picks
	}
	s := stumbler{
		openings: c.completions.words(), letters: letters,
		found: collector{x: c.index, frame: f, cost: slipCost, limit: limit, picks: make([]pick, 0, limit)},
	}
	s.search()
	for _, p := range s.found.picks {
		if !slices.ContainsFunc(picks, func(known pick) bool { return known.place == p.place }) {
			picks = append(picks, p)
		}
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(b.rank, a.rank) })
	return picks[:min(len(picks), limit)]
}

// stumbler looks for names that letters begin with one slip.
type stumbler struct {
	*openings
	letters []byte
	found   collector
}

// search goes along the letters as far as some name begins with them, and tries a slip at each.
func (s *stumbler) search() {
	from, to := 0, len(s.at)
	for i := 0; ; i++ {
		if from, to = s.within(from, to, s.letters[:i]); from == to || i >= len(s.letters) {
			return
		}
		if i == 0 {
			continue
		}
		rest := s.letters[i+1:]
		s.tryAnother(from, to, i, rest) // one too many
		if len(rest) > 0 && rest[0] != s.letters[i] {
			s.try(from, to, i, []byte{rest[0], s.letters[i]}, rest[1:]) // two in the wrong order
		}
		for at := from; at < to; {
			if int(s.length[at]) == i {
				at++
				continue
			}
			next := fold.Plain(s.text[int(s.openings.at[at])+i])
			_, end := s.within(at, to, append(slices.Clip(s.letters[:i]), next))
			if next != s.letters[i] {
				s.try(at, end, i, []byte{next}, s.letters[i:]) // one too few
				s.tryAnother(at, end, i, []byte{next}, rest)
			}
			at = end
		}
	}
}

// try collects, of the openings from from to to, those that go on with the first n letters and then with the parts.
func (s *stumbler) try(from, to, n int, parts ...[]byte) {
	letters := slices.Concat(append([][]byte{s.letters[:n]}, parts...)...)
	if from, to = s.within(from, to, letters); from < to {
		s.offerAll(&s.found, from, to, len(letters))
	}
}

// tryAnother is try for the slips that are less likely.
func (s *stumbler) tryAnother(from, to, n int, parts ...[]byte) {
	s.found.cost += anotherCost
	s.try(from, to, n, parts...)
	s.found.cost -= anotherCost
}
