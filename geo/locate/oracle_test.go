package locate_test

import (
	"math"
	"os"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// files is the folder of the embedded boundaries, read as files: geo knows no package of data, not even in tests.
const files = "../../data/boundaries"

func embedded(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := gazetteer.Load(os.DirFS(files))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func newLocator(tb testing.TB, g *gazetteer.Gazetteer) *locate.Locator {
	tb.Helper()
	l, err := locate.New(g)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// oracle is brute force: every shape of the tree whose bounding box fits is looked at whole.
type oracle struct {
	units  []int32 // districts, then regions, then countries
	shapes []orb.MultiPolygon
	bounds []region.BBox
}

func newOracle(tree *region.Tree) *oracle {
	o := &oracle{}
	for _, level := range []region.Level{region.District, region.Region, region.Country} {
		o.units = append(o.units, tree.OfLevel(level)...)
	}
	for _, i := range o.units {
		shape := tree.Shape(i, region.HundredM)
		o.shapes, o.bounds = append(o.shapes, shape), append(o.bounds, region.Bounds(shape))
	}
	return o
}

// at returns the finest unit at a position. A kilometre from a pole is as good as at it: shapes are cut short of the poles.
func (o *oracle) at(lon, lat float64) int32 {
	lat = max(-89.99, min(89.99, lat))
	for k, i := range o.units {
		if o.bounds[k].Contains(orb.Point{lon, lat}) && region.Contains(o.shapes[k], orb.Point{lon, lat}) {
			return i
		}
	}
	return region.None
}

// distanceM returns how far the nearest border is, within some tens of kilometres.
func (o *oracle) distanceM(lon, lat float64) float64 {
	const around = 0.5
	nearest := math.Inf(1)
	cos := math.Cos(lat * math.Pi / 180)
	for k, b := range o.bounds {
		if !b.Intersects(region.BBox{lon - around, lat - around, lon + around, lat + around}) {
			continue
		}
		for _, polygon := range o.shapes[k] {
			for _, ring := range polygon {
				for n := 1; n < len(ring); n++ {
					p, q := ring[n-1], ring[n]
					segment := [2]orb.Point{{(p[0] - lon) * cos, p[1] - lat}, {(q[0] - lon) * cos, q[1] - lat}}
					nearest = min(nearest, planar.DistanceFromSegment(segment[0], segment[1], orb.Point{}))
				}
			}
		}
	}
	return nearest * region.EarthRadiusKM * 1000 * math.Pi / 180
}
