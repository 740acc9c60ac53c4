package layer

import (
	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// A geometry of its own has a leaf in the tree for each of its parts, as an area has one for each polygon.

func partBounds(g orb.Geometry) []orb.Bound {
	bounds := make([]orb.Bound, 0, parts(g))
	for i := range parts(g) {
		if b := partOf(g, int32(i)).Bound(); !b.IsEmpty() {
			bounds = append(bounds, b)
			continue
		}
		bounds = append(bounds, orb.Bound{Min: orb.Point{181, 91}, Max: orb.Point{181, 91}}) // met by no box
	}
	return bounds
}

func parts(g orb.Geometry) int {
	switch g := g.(type) {
	case orb.MultiLineString:
		return len(g)
	case orb.MultiPolygon:
		return len(g)
	case orb.Collection:
		return len(g)
	}
	return 1
}

func partOf(g orb.Geometry, i int32) orb.Geometry {
	switch g := g.(type) {
	case orb.MultiLineString:
		return g[i]
	case orb.MultiPolygon:
		return g[i]
	case orb.Collection:
		return g[i]
	}
	return g
}

func ownMeets(g orb.Geometry, boxes []orb.Bound) bool {
	s := relate.Of(g)
	for _, b := range boxes {
		if relate.Intersects.Holds(s, relate.Box(b)) {
			return true
		}
	}
	return false
}

// Clamp returns the geometry with longitudes in [-180, 180] and latitudes in [-90, 90]: what was drawn a rounding too far
// lies on the edge. It is g itself where nothing has to move, else a copy.
func Clamp(g orb.Geometry) orb.Geometry {
	b := g.Bound()
	if b.IsEmpty() || b.Min[0] >= -180 && b.Max[0] <= 180 && b.Min[1] >= -90 && b.Max[1] <= 90 {
		return g
	}
	g = orb.Clone(g)
	if p, ok := g.(orb.Point); ok {
		return clamped(p)
	}
	clamp(g)
	return g
}

func clamped(p orb.Point) orb.Point {
	return orb.Point{min(max(p[0], -180), 180), min(max(p[1], -90), 90)}
}

func clamp(g orb.Geometry) {
	each := func(points []orb.Point) {
		for i := range points {
			points[i] = clamped(points[i])
		}
	}
	switch g := g.(type) {
	case orb.MultiPoint:
		each(g)
	case orb.LineString:
		each(g)
	case orb.MultiLineString:
		for _, l := range g {
			each(l)
		}
	case orb.Polygon:
		for _, r := range g {
			each(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			clamp(p)
		}
	case orb.Collection:
		for i := range g {
			g[i] = Clamp(g[i])
		}
	}
}
