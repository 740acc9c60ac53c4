package locate

import (
	"math"

	"oblast/geo/region"

	"github.com/paulmach/orb"
)

const earthRadiusM = region.EarthRadiusKM * 1000

// vector is a position on the unit sphere. Distances between vectors are straight through the globe (chords): they order
// positions as arcs on it do, and know neither antimeridian nor poles.
type vector [3]float64

func vectorOf(lon, lat float64) vector {
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (v vector) minus(w vector) vector   { return vector{v[0] - w[0], v[1] - w[1], v[2] - w[2]} }
func (v vector) dot(w vector) float64    { return v[0]*w[0] + v[1]*w[1] + v[2]*w[2] }
func (v vector) chord2(w vector) float64 { d := v.minus(w); return d.dot(d) }
func (v vector) along(w vector, t float64) vector {
	return vector{v[0] + t*w[0], v[1] + t*w[1], v[2] + t*w[2]}
}

// metres turns the square of a chord into metres along the globe.
func metres(chord2 float64) float64 { return 2 * earthRadiusM * math.Asin(min(1, math.Sqrt(chord2)/2)) }

// chord2Of turns metres along the globe into the square of a chord.
func chord2Of(distM float64) float64 {
	c := 2 * math.Sin(min(distM/earthRadiusM, math.Pi)/2)
	return c * c
}

// Bearing returns the direction in which one sees a position from another along the shortest way, in degrees clockwise
// from north, 0 to below 360. From a pole every way leads along a meridian: the bearing is that of a position a hair off
// the pole on the longitude given.
func Bearing(from, to orb.Point) float64 {
	sinFrom, cosFrom := math.Sincos(from[1] * math.Pi / 180)
	sinTo, cosTo := math.Sincos(to[1] * math.Pi / 180)
	sinTurn, cosTurn := math.Sincos((to[0] - from[0]) * math.Pi / 180)
	b := math.Atan2(sinTurn*cosTo, cosFrom*sinTo-sinFrom*cosTo*cosTurn) * 180 / math.Pi
	if b < 0 {
		b += 360
	}
	if b >= 360 {
		return 0
	}
	return b
}

// DistanceM returns the distance of two positions on the mean sphere, in metres.
func DistanceM(a, b orb.Point) float64 {
	return metres(vectorOf(a[0], a[1]).chord2(vectorOf(b[0], b[1])))
}

// off returns the position at a distance and a bearing (radians) from another.
func off(lon, lat, distM, bearing float64) (float64, float64) {
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinDist, cosDist := math.Sincos(distM / earthRadiusM)
	sinBearing, cosBearing := math.Sincos(bearing)
	there := max(-1, min(1, sinLat*cosDist+cosLat*sinDist*cosBearing))
	turn := math.Atan2(sinBearing*sinDist*cosLat, cosDist-sinLat*there)
	return lon + turn*180/math.Pi, math.Asin(there) * 180 / math.Pi
}
