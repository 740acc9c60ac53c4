package locate

import "oblast/geo/region"

// Finest returns the most specific unit of a hit: the district, or else the region, the country, the water; region.None
// for nowhere.
func (h Hit) Finest() int32 {
	for _, unit := range [...]int32{h.District, h.Region, h.Country, h.Water} {
		if unit != region.None {
			return unit
		}
	}
	return region.None
}
