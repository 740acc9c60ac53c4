package locate

import (
	"math"

	"oblast/geo/region"
)

// Borders are the distances from a position to the nearest border of each level, in metres; coasts are borders. Where
// no unit of a level is held anywhere the distance is infinite.
type Borders struct{ CountryM, RegionM, DistrictM float64 }

// Borders measures how far the borders are from a position: inside a unit, that unit's own. On the mean sphere, to a
// few metres in a hundred kilometres. It allocates nothing.
func (l *Locator) Borders(lon, lat float64) Borders {
	if !onGlobe(lon, lat) {
		return Borders{math.Inf(1), math.Inf(1), math.Inf(1)}
	}
	p := vectorOf(lon, lat)
	far := func(level region.Level) float64 {
		chain, chord2 := l.frontier.nearest(p, level)
		if chain < 0 {
			return math.Inf(1)
		}
		return metres(chord2)
	}
	return Borders{far(region.Country), far(region.Region), far(region.District)}
}

// NearestLand returns the unit whose coast or border is nearest to a position outside all land, and its distance;
// region.None when no land is held.
func (l *Locator) NearestLand(lon, lat float64) (unit int32, distM float64) {
	if !onGlobe(lon, lat) {
		return region.None, 0
	}
	chain, chord2 := l.frontier.nearest(vectorOf(lon, lat), region.Country)
	if chain < 0 {
		return region.None, 0
	}
	return l.frontier.chains[chain].unit, metres(chord2)
}

// onGlobe reports whether a position is one.
func onGlobe(lon, lat float64) bool {
	return lat >= -90 && lat <= 90 && !math.IsNaN(lon) && !math.IsInf(lon, 0)
}
