package accuracy

import (
	"math"
	"math/bits"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// Weights of cases in the fit. Reports are written by people; rules only imitate them. Only the first match is shown with
// its probability everywhere.
const (
	handWeight  = 3
	laterWeight = .25

	strangerWeight = 1.5
	mangledWeight  = 1
)

// weightOf returns the weight of a case. In reports the name of another place under a parent is commoner than three slips
// in one name; among the cases it is not.
func weightOf(c *Case) float64 {
	switch {
	case c.Source == "hand":
		return handWeight
	case c.Slice == "wrong-parent-near" || c.Slice == "wrong-parent-unlisted":
		return strangerWeight
	case c.Slice == "typos-d3-parent":
		return mangledWeight
	}
	return 1
}

// likelyMisspelt is how likely a name that is nearly that of a place is its misspelling, where the cases say so: those
// that are made by rule never are the name of a place that nobody listed.
const likelyMisspelt = .98

// powers of the candidates' odds that are tried. None is above 1: names that several places share with equal right are
// rarer among the cases than in reports.
var powers = []float64{.6, .7, .8, .9, 1}

// Parameters of the descent.
const (
	ridge      = 3. // pull of every weight but the first towards 0, in cases
	rounds     = 600
	rate       = .08
	nearlyOne  = 1 - 1e-6
	momentum   = .9
	secondRate = .999
)

// sample is a match of which it is known how likely it was right.
type sample struct {
	traits         geocode.Traits
	share          float64
	right, weighed float64
}

// Fit finds the calibration under which the cases of the training split are likeliest: for each power of the odds the
// weights of the traits by descent, then the power with the least loss. The same cases and geocoder give the same result.
func Fit(c *geocode.Geocoder, gr *Grader, cases []Case) (*geocode.Calibration, error) {
	var best *geocode.Calibration
	least := math.Inf(1)
	for _, power := range powers {
		k := &geocode.Calibration{Power: power}
		places, regions, err := collect(c.Calibrated(k), gr, cases)
		if err != nil {
			return nil, err
		}
		loss := descend(&k.Place, places)
		descend(&k.Region, regions)
		if loss < least {
			least, best = loss, k
		}
	}
	return best, nil
}

// collect asks the cases of the training split and labels their matches.
func collect(c *geocode.Geocoder, gr *Grader, cases []Case) (places, regions []sample, err error) {
	for i := range cases {
		k := &cases[i]
		if k.Split != Train || k.Slice == Reverse {
			continue
		}
		a := c.Geocode(geocode.Query{Text: k.Text, Within: k.Within, At: k.At})
		if len(a.Matches) == 0 {
			continue
		}
		kind, ids := cutKind(k.Expected)
		var want wanted
		if k.Expected != Nothing {
			if want, err = gr.find(each(ids)); err != nil {
				return nil, nil, err
			}
		}
		for n := range a.Matches {
			m := &a.Matches[n]
			weight := weightOf(k)
			if n > 0 {
				weight *= laterWeight
			}
			place, inRegion := gr.label(kind, k, want, m)
			if !math.IsNaN(place) {
				places = append(places, sample{m.Evidence.Traits, m.Evidence.Share, place, weight})
			}
			if !math.IsNaN(inRegion) && n == 0 {
				regions = append(regions, sample{m.Evidence.Traits, m.Evidence.RegionShare, inRegion, weight})
			}
		}
	}
	return places, regions, nil
}

// label says how likely a match was right, and its region: 1 or 0, a share where several places may be meant, and no
// number where that cannot be said.
func (gr *Grader) label(kind string, c *Case, want wanted, m *geocode.Match) (place, inRegion float64) {
	none := math.NaN()
	switch {
	case c.Expected == Nothing:
		return 0, 0
	case kind == anyOf && want.holds(m):
		return 1 / float64(len(want.units)), none
	case kind == anyOf:
		return 0, none
	case kind == parentOf:
		if m.MatchType != geocode.ParentFallback {
			place = 0
		} else {
			place = none
		}
		return place, truth(m.Unit != region.None && gr.g.Tree.Within(m.Unit, want.units[0]))
	case kind == "":
		place = truth(m.MatchType != geocode.ParentFallback && want.holds(m))
		if m.MatchType == geocode.Fuzzy {
			place *= likelyMisspelt
		}
		return place, truth(want.holds(m) || gr.sameRegion(m.Unit, want.units[0]))
	}
	return none, none
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// descend finds the weights of the traits under which the samples are likeliest (Adam, Kingma and Ba 2015), and returns
// the mean loss.
func descend(weights *[geocode.NumTraits]float64, samples []sample) (loss float64) {
	var first, second [geocode.NumTraits]float64
	weights[0] = 2
	total := 0.
	for i := range samples {
		total += samples[i].weighed
	}
	for round := 1; round <= rounds; round++ {
		var slope [geocode.NumTraits]float64
		loss = 0
		for i := range samples {
			loss += samples[i].slope(weights, &slope)
		}
		for j := range slope {
			if j > 0 {
				slope[j] += ridge * weights[j]
				loss += ridge * weights[j] * weights[j] / 2
			}
			g := slope[j] / total
			first[j] = momentum*first[j] + (1-momentum)*g
			second[j] = secondRate*second[j] + (1-secondRate)*g*g
			step := first[j] / (1 - math.Pow(momentum, float64(round)))
			scale := math.Sqrt(second[j]/(1-math.Pow(secondRate, float64(round)))) + 1e-9
			weights[j] -= rate * step / scale
		}
	}
	return loss / total
}

// slope adds the sample's part to the slope of the loss, and returns its loss. The probability is a logistic function of
// the traits, times the share.
func (s *sample) slope(weights, slope *[geocode.NumTraits]float64) float64 {
	z := 0.
	for rest := uint64(s.traits); rest != 0; rest &= rest - 1 {
		z += weights[bits.TrailingZeros64(rest)]
	}
	whole := 1 / (1 + math.Exp(-z))
	p := min(max(whole*s.share, 1e-6), nearlyOne)
	d := s.weighed * (p - s.right) * (1 - whole) / (1 - p)
	for rest := uint64(s.traits); rest != 0; rest &= rest - 1 {
		slope[bits.TrailingZeros64(rest)] += d
	}
	return -s.weighed * (s.right*math.Log(p) + (1-s.right)*math.Log(1-p))
}
