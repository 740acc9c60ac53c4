package geocode

import (
	"math"

	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// place numbers units and settlements in one row: units first, as in the tree, then settlements, as in the gazetteer.
type place = int32

// settlementLevel follows the levels of units.
const settlementLevel = region.Composite + 1

// cityRegionKM2 is the largest area at which a region that is named like a settlement in it is taken for that city:
// Moscow has 2,561 km2.
const cityRegionKM2 = 4000

func (x *index) isSettlement(p place) bool { return p >= x.units }

// levelOf returns a place's level, settlementLevel for settlements.
func (x *index) levelOf(p place) region.Level {
	if p >= x.units {
		return settlementLevel
	}
	return x.levels[p]
}

// unitOf returns the finest unit that a place is or lies in, region.None for none.
func (x *index) unitOf(p place) int32 {
	if p < x.units {
		return p
	}
	return x.home[p-x.units]
}

// within reports whether a place is the unit or lies in it.
func (x *index) within(p place, unit int32) bool { return x.tree.Within(x.unitOf(p), unit) }

// prominence is the prior odds of a place where nothing but its name is given. It follows the square root of a
// settlement's population: 1 for 100,000; units count as a settlement that one would name with them.
func (x *index) setProminence() {
	x.prominence = make([]float32, int(x.units)+len(x.gazetteer.Settlements))
	x.deep = map[int32]bool{}
	for _, d := range x.tree.OfLevel(region.District) {
		x.deep[x.tree.Ancestor(d, region.Country)] = true
	}
	for i := range x.gazetteer.Settlements {
		s := &x.gazetteer.Settlements[i]
		own := float32(math.Sqrt(float64(max(s.Population, 300)) / 100_000))
		if s.Region != region.None && x.deep[x.tree.Parent(s.Region)] {
			own *= 2
		}
		x.prominence[int(x.units)+i] = own
		if s.Region != region.None {
			x.prominence[s.Region] = max(x.prominence[s.Region], own*.4)
		}
		if s.District != region.None && own > x.seatOdds(s.District) {
			x.seat[s.District] = int32(i)
		}
	}
	for i := range x.units {
		x.prominence[i] = x.unitProminence(i)
	}
}

func (x *index) seatOdds(district int32) float32 {
	if s := x.seat[district]; s != region.None {
		return x.prominence[x.units+s]
	}
	return 0
}

// unitProminence is the prior odds of a unit; that of a region already holds its largest settlement's part.
func (x *index) unitProminence(i int32) float32 {
	u := x.tree.At(i)
	odds := float32(0)
	switch u.Level {
	case region.Country:
		odds = 10
	case region.Region:
		odds = max(x.prominence[i], .3)
		if x.kinds[i]&typeword.Republic != 0 {
			odds = max(odds, 2)
		}
		if x.cityRegion(i) {
			if odds *= 2.5; x.deep[x.tree.Parent(i)] {
				odds = max(odds, 2)
			}
		}
	case region.District:
		odds = .8
		if x.kinds[i]&typeword.District == 0 {
			odds = .3
		}
	case region.Water:
		odds = 1
	case region.Composite:
		odds = .02
	}
	if u.Historical() {
		odds *= .1
	}
	return odds
}

// cityRegion reports whether a region is a city of its own: Moscow, Kyiv.
func (x *index) cityRegion(i int32) bool {
	return x.levels[i] == region.Region && x.kinds[i]&typeword.First == 0 && x.tree.At(i).AreaKM2 < cityRegionKM2
}
