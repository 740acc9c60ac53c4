package locate

import (
	"cmp"
	"math"
	"slices"

	"oblast/geo/region"
)

// MaxDiscM is the largest radius that Disc takes.
const MaxDiscM = 1_000_000

// discPositions is how many positions a disc is judged by: shares are then right to about a hundredth.
const discPositions = 1500

// Share is the part of a disc that lies in a unit.
type Share struct {
	Unit int32   // region, or else country or water; region.None for what nothing covers
	Part float64 // above 0, at most 1
}

// Disc returns how a disc around a position is shared by regions (countries that have none, waters, and what nothing
// covers), the largest share first; shares add up to 1. Land is not snapped to: what is at sea counts as sea. It looks at
// positions spread evenly by area over the disc, so that shares below a thousandth may be missed; a disc that no border
// crosses is told exactly. Nil for a position or a radius (0 to MaxDiscM, in metres) that is none.
func (l *Locator) Disc(lon, lat, radiusM float64) []Share {
	if !onGlobe(lon, lat) || !(radiusM >= 0 && radiusM <= MaxDiscM) {
		return nil
	}
	counts := map[int32]int{l.coarse(lon, lat): 1}
	if radiusM > 0 && !l.undivided(lon, lat, radiusM) {
		clear(counts)
		// a sunflower: rings of equal area, each position turned by the golden angle
		golden := math.Pi * (3 - math.Sqrt(5))
		whole := 1 - math.Cos(radiusM/earthRadiusM)
		for k := range discPositions {
			distM := math.Acos(1-whole*(float64(k)+.5)/discPositions) * earthRadiusM
			counts[l.coarse(off(lon, lat, distM, golden*float64(k)))]++
		}
	}
	shares, sum := make([]Share, 0, len(counts)), 0
	for _, n := range counts {
		sum += n
	}
	for unit, n := range counts {
		shares = append(shares, Share{unit, float64(n) / float64(sum)})
	}
	slices.SortFunc(shares, func(a, b Share) int { return cmp.Or(cmp.Compare(b.Part, a.Part), cmp.Compare(a.Unit, b.Unit)) })
	return shares
}

// undivided reports whether no border of a region comes into a disc on land.
func (l *Locator) undivided(lon, lat, radiusM float64) bool {
	if l.land.at(wrapped(lon), lat) == region.None {
		return false
	}
	chain, chord2 := l.frontier.nearest(vectorOf(lon, lat), region.Region)
	return chain >= 0 && chord2 > chord2Of(radiusM*1.001)
}

// coarse returns the region at a position, or else the country, the water, or region.None.
func (l *Locator) coarse(lon, lat float64) int32 {
	lon = wrapped(lon)
	if unit := l.land.at(lon, lat); unit != region.None {
		if hit := l.within[unit]; hit.Region != region.None {
			return hit.Region
		}
		return l.within[unit].Country
	}
	if l.water == nil {
		return region.None
	}
	return l.water.at(lon, lat)
}
