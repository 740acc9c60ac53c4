// Package locate finds the units that a position lies in.
//
// In comes a lon, lat in degrees (WGS 84); out go the country, the region and the district there, and the water. Borders
// are taken from the finest topology, edges straight in lon, lat (RFC 7946, 3.1.1). A position on a border belongs to one
// side only: to the one east of it, or north. Longitudes wrap, so that the antimeridian is one line; within a
// kilometre of a pole is at it. A Locator never changes and may be used by any number of goroutines.
//
// The index is a grid of half degrees. A cell that no border crosses holds its answer; any other holds the few edges
// in it, and is cut in sixteen while these are many. A ray from the position to the cell's western side counts crossings
// for all units at once, one bit each; what lies west of the cell is summed up beforehand in a few latitudes at which the
// units on that side change. So the answer is the same as the even-odd rule over whole polygons gives, however borders
// overlap or gap.
//
// What is near a position is measured straight through the globe and turned into metres along it: the nearest listed
// settlement (Nearest), the nearest border of each level (Borders), the nearest land (NearestLand). Disc tells how a disc
// around an uncertain position is shared by regions.
package locate

import (
	"errors"
	"fmt"
	"math"

	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// SnapDistanceM is how far from land a position may be and still be given the nearest unit: as coarse as coastlines of
// several sources are against each other, and less than any distance that a report would call "at sea".
const SnapDistanceM = 2000

// Hit is what a position lies in, as numbers in the tree; region.None where there is none or none is held.
type Hit struct {
	Country, Region, District, Water int32
	Snapped                          bool    // outside all units, and given to the nearest within SnapDistanceM
	DistanceM                        float64 // to that unit; 0 when inside
}

// Finest returns the district, or else the region, the country, the water; region.None for nowhere.
func (h Hit) Finest() int32 {
	for _, i := range [...]int32{h.District, h.Region, h.Country, h.Water} {
		if i != region.None {
			return i
		}
	}
	return region.None
}

// nowhere is the hit of a position that is in nothing.
var nowhere = Hit{Country: region.None, Region: region.None, District: region.None, Water: region.None}

// Locator answers positions.
type Locator struct {
	land, water *index
	within      []Hit // country, region, district of each unit of the tree
	frontier    *frontier
	towns       *towns
	settlements []gazetteer.Settlement
}

// New builds a Locator from the finest borders that the gazetteer has, and its waters. It decodes both topologies. A
// gazetteer without any borders gives an error; one without waters a Locator that finds none.
func New(g *gazetteer.Gazetteer) (*Locator, error) {
	tree := g.Tree
	l := &Locator{within: make([]Hit, tree.Len()), settlements: g.Settlements, towns: newTowns(g.Settlements)}
	for i := range l.within {
		l.within[i] = Hit{
			Country:  tree.Ancestor(int32(i), region.Country),
			Region:   tree.Ancestor(int32(i), region.Region),
			District: tree.Ancestor(int32(i), region.District),
			Water:    region.None,
		}
	}
	t, err := g.Topology(region.HundredM)
	if err != nil {
		return nil, fmt.Errorf("locate: %w", err)
	}
	land := newBorders(t, landPieces(tree))
	if l.land, err = newIndex(land); err != nil {
		return nil, fmt.Errorf("locate: %w", err)
	}
	l.frontier = newFrontier(land, tree)
	switch t, err = g.WatersTopology(); {
	case errors.Is(err, fault.ErrNotFound):
		return l, nil
	case err != nil:
		return nil, fmt.Errorf("locate: %w", err)
	}
	if l.water, err = newIndex(newBorders(t, waterPieces(tree))); err != nil {
		return nil, fmt.Errorf("locate: %w", err)
	}
	return l, nil
}

// At returns what is at a position. Longitudes beyond 180 degrees wrap; a latitude beyond 90 degrees, or a number that
// is none, is nowhere. It allocates nothing.
func (l *Locator) At(lon, lat float64) Hit {
	if !onGlobe(lon, lat) {
		return nowhere
	}
	lon = wrapped(lon)
	hit := nowhere
	if unit := l.land.at(lon, lat); unit != region.None {
		hit = l.within[unit]
	} else if unit, distM := l.land.nearest(lon, lat, SnapDistanceM); unit != region.None {
		hit = l.within[unit]
		hit.Snapped, hit.DistanceM = true, distM
	}
	if l.water != nil {
		hit.Water = l.water.at(lon, lat)
	}
	return hit
}

// wrapped returns a longitude in [-180, 180).
func wrapped(lon float64) float64 {
	if lon < -180 || lon >= 180 {
		return wrap(lon)
	}
	return lon
}

// wrap brings a longitude into [-180, 180).
func wrap(lon float64) float64 {
	lon = math.Mod(lon+180, 360)
	if lon < 0 {
		lon += 360
	}
	if lon -= 180; lon >= 180 { // -1e-20 wraps to 360
		return -180
	}
	return lon
}

// Bytes estimates the memory held, in bytes.
func (l *Locator) Bytes() int {
	n := len(l.within)*32 + l.frontier.bytes() + len(l.towns.at)*28
	for _, ix := range []*index{l.land, l.water} {
		if ix != nil {
			n += ix.bytes()
		}
	}
	return n
}
