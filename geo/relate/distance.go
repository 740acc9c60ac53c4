package relate

import (
	"math"

	"github.com/paulmach/orb"
)

// EarthRadiusM is the mean radius of WGS 84 (IUGG): distances are on the sphere.
const EarthRadiusM = 6371008.8

// DistanceM returns the distance in metres between two points in degrees, on the sphere (haversine); within 0.6 % of the
// ellipsoid's.
func DistanceM(a, b orb.Point) float64 {
	const rad = math.Pi / 180
	slat, slon := math.Sin((b[1]-a[1])*rad/2), math.Sin((b[0]-a[0])*rad/2)
	h := slat*slat + math.Cos(a[1]*rad)*math.Cos(b[1]*rad)*slon*slon
	return 2 * EarthRadiusM * math.Asin(math.Sqrt(min(1, h)))
}

// DistanceFromM returns the distance in metres from a point to the nearest point of the shape, 0 inside it; infinite for an
// empty one. Edges are straight in the azimuthal equidistant projection about the point, so that the distance to a vertex
// is exact on the sphere and to the middle of an edge of 100 km within metres.
func (s *Shape) DistanceFromM(p orb.Point) float64 {
	if s.Locate(p) != Outside {
		return 0
	}
	least := math.Inf(1)
	for _, q := range s.points {
		least = min(least, DistanceM(p, q))
	}
	for a, b := range s.segments {
		least = min(least, fromOrigin(aboutM(p, a), aboutM(p, b)))
	}
	return least
}

// aboutM projects q about p: azimuthal equidistant on the sphere, metres.
func aboutM(p, q orb.Point) orb.Point {
	const rad = math.Pi / 180
	d := DistanceM(p, q)
	if d == 0 {
		return orb.Point{}
	}
	dlon := (q[0] - p[0]) * rad
	x := math.Sin(dlon) * math.Cos(q[1]*rad)
	y := math.Cos(p[1]*rad)*math.Sin(q[1]*rad) - math.Sin(p[1]*rad)*math.Cos(q[1]*rad)*math.Cos(dlon)
	n := math.Hypot(x, y)
	if n == 0 { // the antipode
		return orb.Point{0, d}
	}
	return orb.Point{d * x / n, d * y / n}
}

// fromOrigin returns the distance from 0, 0 to the segment.
func fromOrigin(a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	length := dx*dx + dy*dy
	if length == 0 {
		return math.Hypot(a[0], a[1])
	}
	t := max(0, min(1, -(a[0]*dx+a[1]*dy)/length))
	return math.Hypot(a[0]+t*dx, a[1]+t*dy)
}
