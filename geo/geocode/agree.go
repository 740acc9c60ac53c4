package geocode

import (
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// agreement returns how well a place fits what type words say of it: 1 fully, 0 not at all. Nothing said fits.
func (x *index) agreement(p place, said typeword.Kind) float32 {
	if said == 0 {
		return 1
	}
	best := float32(0)
	for rest := said; rest != 0; rest &= rest - 1 {
		best = max(best, x.agrees(p, rest&-rest))
	}
	return best
}

// agrees is agreement for one kind.
func (x *index) agrees(p place, said typeword.Kind) float32 {
	if x.isSettlement(p) {
		return x.settlementAgrees(p, said)
	}
	if said == typeword.Direction {
		if x.levels[p] == region.Country {
			return 1
		}
		return .45
	}
	own := x.kinds[p]
	switch x.levels[p] {
	case region.Country:
		if said&(typeword.Country|typeword.Republic) != 0 {
			return 1
		}
	case region.Region:
		return x.regionAgrees(p, own, said)
	case region.District:
		return districtAgrees(own, said)
	case region.Water:
		if said == typeword.Water {
			return 1
		}
	case region.Composite:
		switch said {
		case typeword.Regional:
			return 1
		case typeword.Province:
			return .5
		}
	}
	return 0
}

func (x *index) regionAgrees(p place, own, said typeword.Kind) float32 {
	switch {
	case said&own&^typeword.City != 0:
		return 1
	case x.cityRegion(p):
		if said&(typeword.City|typeword.Country) == typeword.City {
			return 1
		}
		return 0
	case said == typeword.Province:
		return .97
	case said == typeword.Regional:
		return .9
	case said&typeword.First != 0 && own&typeword.First == 0:
		return .9
	case said&typeword.First != 0:
		return .5
	case said == typeword.Okrug && own&typeword.Autonomous != 0:
		return .9
	}
	return 0
}

func districtAgrees(own, said typeword.Kind) float32 {
	switch said {
	case typeword.District:
		if own&typeword.District != 0 {
			return 1
		}
		return .2
	case typeword.Okrug:
		switch {
		case own&typeword.Okrug != 0:
			return 1
		case own&typeword.District != 0:
			return .95
		}
		return .8
	case typeword.Community:
		return .3
	case typeword.City:
		if own&typeword.District != 0 {
			return 0
		}
		return .9
	case typeword.Province:
		return .03
	}
	return 0
}

func (x *index) settlementAgrees(p place, said typeword.Kind) float32 {
	population := x.gazetteer.Settlements[p-x.units].Population
	switch said {
	case typeword.City:
		if population >= 3000 {
			return 1
		}
		return .7
	case typeword.Village:
		if population < 30_000 {
			return 1
		}
		return .4
	case typeword.Community:
		return .8
	case typeword.Direction:
		return 1
	}
	return 0
}
