package locate_test

import (
	"testing"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

func embedded(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := gazetteer.Load(boundaries.Files)
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
	tree   *region.Tree
	units  []int32 // districts, then regions, then countries
	bounds []region.BBox
	waters []int32
}

func newOracle(tree *region.Tree) *oracle {
	o := &oracle{tree: tree}
	for _, level := range []region.Level{region.District, region.Region, region.Country} {
		o.units = append(o.units, tree.OfLevel(level)...)
	}
	for _, i := range o.units {
		o.bounds = append(o.bounds, region.Bounds(tree.Shape(i, region.HundredM)))
	}
	return o
}

// at returns the finest unit at a position.
func (o *oracle) at(lon, lat float64) int32 {
	for k, i := range o.units {
		if o.bounds[k].Contains(orb.Point{lon, lat}) && inside(o.tree.Shape(i, region.HundredM), lon, lat) {
			return i
		}
	}
	return region.None
}

// inside is the even-odd rule; the western and southern side belong to a shape, the eastern and northern do not.
func inside(shape orb.MultiPolygon, lon, lat float64) bool {
	odd := false
	for _, polygon := range shape {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				a, b := ring[k-1], ring[k]
				if (a[1] > lat) != (b[1] > lat) && a[0]+(b[0]-a[0])*(lat-a[1])/(b[1]-a[1]) <= lon {
					odd = !odd
				}
			}
		}
	}
	return odd
}

// finest is the finest unit of a hit.
func finest(h locate.Hit) int32 {
	for _, i := range []int32{h.District, h.Region, h.Country} {
		if i != region.None {
			return i
		}
	}
	return region.None
}
