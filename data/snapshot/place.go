package snapshot

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/data/record"
	"oblast/geo/region"
)

// located is where a record is, in units of the tree. Units are nil where the place does not lie in just one.
type located struct {
	refs     []int32 // its units, as numbers of the tree
	country  *region.Unit
	region   *region.Unit // a composite or a water where the place is one
	district *region.Unit
	point    orb.Point
	placed   bool // point holds
}

// locate resolves a place. The point is the one given by a source, or else a representative one that claims nothing
// finer than the units do: the label point of the unit or of what contains all units within one region; on a border
// between two, the middle of that border; and among regions of a country the label point nearest to the mean of all.
// Ids that the tree does not know are passed over.
func locate(tree *region.Tree, ids []string, level string, given *record.Point) located {
	var l located
	for _, id := range ids {
		if i, ok := tree.Find(id); ok {
			l.refs = append(l.refs, i)
		}
	}
	common := tree.CommonAncestor(l.refs...)
	l.country = unitOf(tree, common, region.Country)
	l.region = unitOf(tree, common, region.Region)
	l.district = unitOf(tree, common, region.District)
	if common != region.None && l.region == nil {
		if u := tree.At(common); u.Level == region.Water || u.Level == region.Composite {
			l.region = u
		}
	}
	switch {
	case given != nil:
		l.point, l.placed = orb.Point(*given), true
	case len(l.refs) == 0:
	case len(l.refs) == 1:
		l.point, l.placed = tree.At(l.refs[0]).Label, true
	default:
		l.point, l.placed = amongSeveral(tree, l.refs, common, level), true
	}
	return l
}

func unitOf(tree *region.Tree, i int32, l region.Level) *region.Unit {
	if a := tree.Ancestor(i, l); a != region.None {
		return tree.At(a)
	}
	return nil
}

func amongSeveral(tree *region.Tree, refs []int32, common int32, level string) orb.Point {
	if level == "border_between" && len(refs) == 2 {
		if p, ok := borderMiddle(tree.Shape(refs[0], region.TwoKm), tree.Shape(refs[1], region.TwoKm)); ok {
			return p
		}
	}
	if common != region.None && tree.At(common).Level != region.Country {
		return tree.At(common).Label
	}
	var mean [3]float64
	for _, i := range refs {
		v := vector(tree.At(i).Label)
		for axis := range mean {
			mean[axis] += v[axis]
		}
	}
	best, bestDot := refs[0], math.Inf(-1)
	for _, i := range refs {
		v := vector(tree.At(i).Label)
		if dot := v[0]*mean[0] + v[1]*mean[1] + v[2]*mean[2]; dot > bestDot {
			best, bestDot = i, dot
		}
	}
	return tree.At(best).Label
}

// vector returns the unit vector of a point on the sphere: means and distances of vectors know no antimeridian.
func vector(p orb.Point) [3]float64 {
	lon, lat := p[0]*math.Pi/180, p[1]*math.Pi/180
	return [3]float64{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// borderMiddle returns the middle one of the vertices that two shapes share; neighbours share all vertices of their
// border at one detail.
func borderMiddle(a, b orb.MultiPolygon) (orb.Point, bool) {
	in := map[orb.Point]bool{}
	for _, polygon := range a {
		for _, ring := range polygon {
			for _, p := range ring {
				in[p] = true
			}
		}
	}
	var shared []orb.Point
	for _, polygon := range b {
		for _, ring := range polygon {
			for i, p := range ring {
				if in[p] && (i == 0 || p != ring[0]) {
					shared = append(shared, p)
				}
			}
		}
	}
	if len(shared) == 0 {
		return orb.Point{}, false
	}
	return shared[len(shared)/2], true
}
