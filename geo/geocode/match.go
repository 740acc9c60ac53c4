package geocode

import (
	"math"
	"math/bits"

	"oblast/geo/region"
)

// found is a place with what is to be said of it.
type found struct {
	target
	matchType   string
	certainty   float64 // that it is no accident, before the share
	area        float64 // that its region is right, before the share
	share       float64 // of this among the candidates
	regionShare float64 // of all candidates in its region
	rivals      int     // candidates in all
	review      bool
	near        *near
	parent      int32 // that was searched, region.None for none
	slip        int   // one more than the number of the word that was looked for everywhere, 0 for none
}

// regionOf returns the region that a place is or lies in, or else its country, or itself.
func (x *index) regionOf(p place) int32 {
	u := x.unitOf(p)
	if u == region.None {
		return p
	}
	for _, l := range [...]region.Level{region.Region, region.Country} {
		if a := x.tree.Ancestor(u, l); a != region.None {
			return a
		}
	}
	return u
}

// reviewBelow is the confidence below which a match needs review.
const reviewBelow = .7

// match adds one match, if it is of the level asked for: a parent that stands in for its child may be of another.
func (w *writer) match(n *found) {
	x := w.f.x
	if !w.f.ofLevel(n.place) {
		return
	}
	m := Match{
		Place: x.describe(n.place, w.lang), MatchType: n.matchType, Precision: PrecisionArea,
		Evidence: w.evidence(n), Alias: -1,
	}
	place, inRegion := w.calibration.Of(&m.Evidence)
	m.Confidence, m.RegionConfidence = round(place), round(inRegion)
	m.NeedsReview = n.review || n.certainty < .7 || m.Confidence < reviewBelow
	m.From, m.To = w.bytesOf(n)
	if n.by == byReviewer {
		m.Alias = int(n.alias)
	}
	if m.Settlement != region.None {
		m.Precision = PrecisionPoint
	}
	if n.matchType == ParentFallback {
		m.Precision = PrecisionParent
	}
	w.label(n, &m)
	w.explain(n)
	w.answer.Matches = append(w.answer.Matches, m)
}

// bytesOf returns the bytes of the query that name a place, with the type words beside them. Of a parent that stands in
// for its child they are those of both.
func (w *writer) bytesOf(n *found) (from, to int) {
	r := w.r
	words := bitsOf(int(n.from), int(n.to))
	if n.matchType == ParentFallback {
		words |= n.left
	}
	for _, a := range r.attached {
		between := bitsOf(int(min(a.from, a.to)), int(max(a.from, a.to)))
		if words>>a.to&1 == 1 && r.toExplain()&between&^words == 0 {
			words |= 1 << a.from
		}
	}
	if words == 0 {
		return 0, 0
	}
	first, last := bits.TrailingZeros64(words), bits.Len64(words)-1
	return int(r.text.Words[first].At), int(r.text.Words[last].End)
}

// describe tells of a place, all but its label.
func (x *index) describe(p place, lang string) Place {
	d := Place{Unit: x.unitOf(p), Settlement: region.None, Country: region.None, Region: region.None, District: region.None}
	if d.Unit != region.None {
		u := x.tree.At(d.Unit)
		d.RegionID, d.Point = u.ID, u.Label
		d.Country, d.Region = x.tree.Ancestor(d.Unit, region.Country), x.tree.Ancestor(d.Unit, region.Region)
		d.District = x.tree.Ancestor(d.Unit, region.District)
	}
	if x.isSettlement(p) {
		s := &x.gazetteer.Settlements[p-x.units]
		d.Settlement, d.Point = p-x.units, s.Point
		d.Name, d.Level, d.Type = s.Names.In(lang), "settlement", settlementType(s.Population)
		return d
	}
	d.Name, d.Level = x.tree.At(p).Names.In(lang), x.levels[p].String()
	d.Type = d.Level
	return d
}

// settlementType is GeocodeJSON's word for a settlement.
func settlementType(population int32) string {
	if population >= 10_000 {
		return "city"
	}
	return "locality"
}

// surest is the highest probability that is given: no answer is certain.
const surest = .997

// round keeps three digits, so that answers do not pretend to more.
func round(p float64) float64 { return math.Round(min(p, surest)*1000) / 1000 }
