package maps

import (
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// boxShape draws a bounding box as an area, in two parts where it crosses the antimeridian (RFC 7946, 3.1.9).
func boxShape(b region.BBox) orb.MultiPolygon {
	if b[0] <= b[2] {
		return orb.MultiPolygon{rectangle(b[0], b[1], b[2], b[3])}
	}
	return orb.MultiPolygon{rectangle(b[0], b[1], 180, b[3]), rectangle(-180, b[1], b[2], b[3])}
}

func rectangle(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
}
