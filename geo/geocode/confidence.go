package geocode

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// The confidence of a match is the probability that its kind of evidence is no accident, times its share among the
// candidates for the same words. Both are fitted to cases of which the answer is known (go run ./cmd/accuracy -fit): the
// first is a logistic function of the traits of the evidence, the second goes by a power of the candidates' odds. The
// shares of one answer add up to 1, so its confidences add up to at most 1.

// Traits are what is known of the way in which a match was found, one bit each.
type Traits uint64

// The traits; traitNames has their words. A population is the settlement's.
const (
	traitAny Traits = 1 << iota // every match
	traitLetters
	traitForm
	traitSound
	traitAdjective
	traitCentre
	traitReviewer
	traitNear
	traitNearDoubtful
	traitNearFar
	traitFallback
	traitRespelt
	traitParentMisspelt
	traitUnexplained
	traitReview
	traitMisfit
	traitTyped
	traitBareAdjective
	traitInside
	traitCountry
	traitRegion
	traitDistrict
	traitSmall
	traitMiddling
	traitLarge
	traitWater
	traitCyrillic
	traitVeryShort
	traitShort
	traitSeveralWords
	traitAlternate
	traitHistorical
	traitContested
	traitElsewhere
	traitEverywhere
	traitRetyped
	traitNearLeads
	traitNearEdge
	traitNearHardly
	traitLoneFuzzy    // a misspelt lone word, as the next ones: without a parent and a type word
	traitLoneSurname  // that ends like a second name
	traitLoneOrdinary // of the vocabulary
	traitLoneFar      // in Cyrillic, of a town in a country that is not held in depth
	traitEnd          // the number of traits is its bit
)

// TraitNames are the traits' words, from the first bit on.
var TraitNames = [...]string{
	"any", "letters", "form", "sound", "adjective", "centre", "reviewer", "near", "near_doubtful", "near_far", "fallback", "respelt",
	"parent_misspelt", "unexplained", "review", "misfit", "typed", "bare_adjective", "inside", "country", "region", "district",
	"small", "middling", "large", "water", "cyrillic", "very_short", "short", "several_words", "alternate", "historical", "contested",
	"elsewhere", "everywhere", "retyped", "near_leads", "near_edge", "near_hardly",
	"lone_fuzzy", "lone_surname", "lone_ordinary", "lone_far",
}

// NumTraits is how many traits there are.
const NumTraits = len(TraitNames)

var _ = [1]struct{}{}[traitEnd>>NumTraits-1] // every trait has its name

// Evidence is what the confidence of a match is made from.
type Evidence struct {
	Traits             Traits
	Share, RegionShare float64 // of the match, and of all in its region, among the candidates for the same words
}

// Calibration makes probabilities of evidence.
type Calibration struct {
	Power         float64 // of the candidates' odds, for their shares
	Place, Region [NumTraits]float64
}

//go:embed confidence.tsv
var confidenceTable string

// ReadCalibration reads a table as WriteCalibration writes it. Any other text is an error that names the line.
func ReadCalibration(text string) (*Calibration, error) {
	c, seen := &Calibration{}, 0
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) != 3 {
			if i == 0 && line == calibrationHead {
				continue
			}
			return nil, fmt.Errorf("confidence: line %d is not a trait with two weights", i+1)
		}
		place, err := strconv.ParseFloat(f[1], 64)
		inRegion, errRegion := strconv.ParseFloat(f[2], 64)
		if err := errors.Join(err, errRegion); err != nil || math.IsNaN(place+inRegion) || math.IsInf(place+inRegion, 0) {
			return nil, fmt.Errorf("confidence: line %d: not two numbers", i+1)
		}
		switch {
		case seen == NumTraits && f[0] == "power" && place > 0:
			c.Power = place
		case seen < NumTraits && f[0] == TraitNames[seen]:
			c.Place[seen], c.Region[seen] = place, inRegion
			seen++
		default:
			return nil, fmt.Errorf("confidence: line %d: %q is not the next trait", i+1, f[0])
		}
	}
	if c.Power == 0 {
		return nil, errors.New("confidence: there is no line for the power")
	}
	return c, nil
}

const calibrationHead = "trait\tplace\tregion"

// WriteCalibration returns the table of a calibration.
func WriteCalibration(c *Calibration) string {
	var b strings.Builder
	fmt.Fprintln(&b, calibrationHead)
	for i, name := range TraitNames {
		fmt.Fprintf(&b, "%s\t%.3f\t%.3f\n", name, c.Place[i], c.Region[i])
	}
	fmt.Fprintf(&b, "power\t%.2f\t%.2f\n", c.Power, c.Power)
	return b.String()
}

// Calibrated returns a Geocoder on the same index with other probabilities.
func (c *Geocoder) Calibrated(to *Calibration) *Geocoder {
	other := *c
	other.calibration = to
	return &other
}

// Of returns the probabilities that a match is the place meant, and that its region is right.
func (c *Calibration) Of(e *Evidence) (place, inRegion float64) {
	p, r := 0., 0.
	for rest := e.Traits; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(uint64(rest))
		p, r = p+c.Place[i], r+c.Region[i]
	}
	place = logistic(p) * e.Share
	return place, max(place, logistic(r)*e.RegionShare)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// evidence returns the evidence of a place that was found.
func (w *writer) evidence(n *found) Evidence {
	return Evidence{w.wayOf(n) | w.kindOf(n.place) | w.wordsOf(n), n.share, n.regionShare}
}

// set returns the trait if it holds.
func (t Traits) set(holds bool) Traits {
	if holds {
		return t
	}
	return 0
}

// wayOf returns the traits of how the name was found.
func (w *writer) wayOf(n *found) (t Traits) {
	switch {
	case n.matchType == ParentFallback:
		t = traitFallback
	case n.near != nil:
		t = traitNear | traitNearDoubtful.set(n.near.distance > .12) | traitNearFar.set(n.near.distance > sureDistance) |
			traitNearLeads.set(n.near.lead > leads) | traitNearHardly.set(n.near.distance > .16) | traitNearEdge.set(n.near.distance > .25)
	default:
		t = [...]Traits{byLetters: traitLetters, byForm: traitForm, bySound: traitSound, byAdjective: traitAdjective,
			byCentre: traitCentre, byReviewer: traitReviewer, byNothing: 0}[n.by]
	}
	t |= traitAny | traitRespelt.set(w.r.as != 0) | traitParentMisspelt.set(n.parentDistance > 0)
	t |= traitUnexplained.set((n.left|n.noise) != 0 && n.matchType != ParentFallback) | traitReview.set(n.review)
	t |= traitEverywhere.set(n.near != nil && n.parent == region.None) | traitRetyped.set(w.retyped)
	t |= traitContested.set(n.rivals > 1) | traitElsewhere.set(w.r.passedOver)
	if n.near == nil && n.by != byReviewer && n.matchType != ParentFallback {
		kind := w.f.x.names.kind[n.name]
		t |= traitAlternate.set(kind == alternate) | traitHistorical.set(kind == historical)
	}
	return t
}

// kindOf returns the traits of a place.
func (w *writer) kindOf(p place) Traits {
	x := w.f.x
	if !x.isSettlement(p) {
		return [...]Traits{region.Country: traitCountry, region.Region: traitRegion, region.District: traitDistrict,
			region.Water: traitWater, region.Composite: traitRegion}[x.levels[p]]
	}
	switch population := x.gazetteer.Settlements[p-x.units].Population; {
	case population < 5_000:
		return traitSmall
	case population < 50_000:
		return traitMiddling
	}
	return traitLarge
}

// leads is by how much of its name the nearest child must be nearer than the next to lead it.
const leads = .2

// Letters up to which a name is very short, and short.
const (
	veryShortName = 4
	shortishName  = 6
)

// wordsOf returns the traits of the words.
func (w *writer) wordsOf(n *found) (t Traits) {
	r := w.r
	t = traitTyped.set(n.said&^typeword.Country != 0) | traitMisfit.set(n.fit < .9) | traitInside.set(n.words != w.f.words || w.f.within != region.None)
	if n.to <= n.from {
		return t
	}
	first, last := r.text.Words[n.from], r.text.Words[n.to-1]
	letters := last.To - first.From
	t |= traitVeryShort.set(letters <= veryShortName) | traitShort.set(letters > veryShortName && letters <= shortishName)
	t |= traitCyrillic.set(first.Script == fold.Cyrillic) | traitSeveralWords.set(n.to > n.from+1)
	t |= traitBareAdjective.set(n.said == 0 && adjectiveEnding(r.text.Of(int(n.to)-1)))
	if n.parent != region.None || !w.f.isLone(&n.candidate) {
		return t
	}
	x, word := w.f.x, r.text.Of(int(n.from))
	return t | traitLoneFuzzy.set(n.near != nil) | traitLoneSurname.set(isSurname(word, surnames, declinedSurnames)) |
		traitLoneOrdinary.set(x.ordinary.Has(word, ordinary.Form)) | traitLoneFar.set(first.Script == fold.Cyrillic && x.isSettlement(n.place) && !x.deep[x.countryOf(n.place)])
}
