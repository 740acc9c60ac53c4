// Package projection turns WGS 84 longitude and latitude into the coordinates of other reference systems, and back.
//
// In: degrees, longitude before latitude, in [-180, 180] and [-90, 90]. Out: plane coordinates in metres, easting before
// northing, or degrees. A CRS knows its URI and the order in which it writes its two axes; everything else here has
// easting (or longitude) first. Each projection is a file of its own, which says what it keeps: angles, areas or
// neither. Frames that differ from WGS 84 by less than a metre (ETRS89) are taken as the same, as PROJ does without a
// grid. Longitudes are plain numbers: nothing is cut at the antimeridian, and what a projection cannot show (the point
// opposite to an azimuthal centre, a pole on a cylinder) is not finite. Values are immutable and safe for concurrent use.
package projection

import (
	"math"

	"github.com/paulmach/orb"
)

// Projection maps the ellipsoid to a plane. Coordinates that it cannot show are not finite.
type Projection interface {
	// Forward returns easting and northing of a longitude and latitude in degrees.
	Forward(lon, lat float64) (x, y float64)
	// Inverse returns the longitude and latitude of an easting and northing.
	Inverse(x, y float64) (lon, lat float64)
}

// WGS84SemiMajorM and WGS84InverseFlattening are the ellipsoid of WGS 84 (EPSG 7030); that of GRS 80, on which ETRS89
// stands, differs in flattening by 1e-11 and is given by its own number.
const (
	WGS84SemiMajorM        = 6378137.0
	WGS84InverseFlattening = 298.257223563
	GRS80InverseFlattening = 298.257222101
)

const degree = math.Pi / 180

// normalised returns the longitude in [-180, 180].
func normalised(lon float64) float64 {
	if lon >= -180 && lon <= 180 {
		return lon
	}
	return math.Remainder(lon, 360)
}

// Geometry returns a copy of g with every position mapped; g is not changed. A nil geometry stays nil.
func Geometry(g orb.Geometry, at func(orb.Point) orb.Point) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return at(g)
	case orb.MultiPoint:
		return orb.MultiPoint(points(g, at))
	case orb.LineString:
		return orb.LineString(points(g, at))
	case orb.MultiLineString:
		out := make(orb.MultiLineString, len(g))
		for i, line := range g {
			out[i] = points(line, at)
		}
		return out
	case orb.Ring:
		return orb.Ring(points(g, at))
	case orb.Polygon:
		return polygon(g, at)
	case orb.MultiPolygon:
		out := make(orb.MultiPolygon, len(g))
		for i, p := range g {
			out[i] = polygon(p, at)
		}
		return out
	case orb.Collection:
		out := make(orb.Collection, len(g))
		for i, part := range g {
			out[i] = Geometry(part, at)
		}
		return out
	case orb.Bound:
		return polygon(g.ToPolygon(), at)
	}
	return nil
}

func polygon(p orb.Polygon, at func(orb.Point) orb.Point) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, ring := range p {
		out[i] = points(ring, at)
	}
	return out
}

func points[S ~[]orb.Point](s S, at func(orb.Point) orb.Point) S {
	out := make(S, len(s))
	for i, p := range s {
		out[i] = at(p)
	}
	return out
}
