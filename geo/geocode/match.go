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

// match adds one match.
func (w *writer) match(n *found) {
	x := w.f.x
	m := Match{
		Unit: x.unitOf(n.place), Settlement: region.None, MatchType: n.matchType, Precision: PrecisionArea,
		Country: region.None, Region: region.None, District: region.None,
		Confidence: round(n.certainty * n.share), RegionConfidence: round(n.area * n.regionShare),
		NeedsReview: n.review || n.certainty < .7, Alias: -1,
	}
	m.From, m.To = w.bytesOf(n)
	if n.by == byReviewer {
		m.Alias = int(n.alias)
	}
	if m.Unit != region.None {
		u := x.tree.At(m.Unit)
		m.RegionID, m.Point = u.ID, u.Label
		m.Country, m.Region = x.tree.Ancestor(m.Unit, region.Country), x.tree.Ancestor(m.Unit, region.Region)
		m.District = x.tree.Ancestor(m.Unit, region.District)
	}
	if x.isSettlement(n.place) {
		s := &x.gazetteer.Settlements[n.place-x.units]
		m.Settlement, m.Point, m.Precision = n.place-x.units, s.Point, PrecisionPoint
		m.Name, m.Level, m.Type = s.Names.In(w.lang), "settlement", settlementType(s.Population)
	} else {
		m.Name, m.Level = x.tree.At(n.place).Names.In(w.lang), x.levels[n.place].String()
		m.Type = m.Level
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

// settlementType is GeocodeJSON's word for a settlement.
func settlementType(population int32) string {
	if population >= 10_000 {
		return "city"
	}
	return "locality"
}

// round keeps three digits, so that answers do not pretend to more.
func round(p float64) float64 { return math.Round(min(p, .99)*1000) / 1000 }
