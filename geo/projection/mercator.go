package projection

import "math"

// WebMercator is the projection of web maps (EPSG 1024, "Popular Visualisation Pseudo-Mercator"): ellipsoidal latitudes
// through the formula of the sphere. Neither conformal nor equal-area: shapes are off by up to 0.7 %, areas grow with
// 1/cos² of the latitude. A pole, infinitely far off, is drawn finite but far outside of the square.
type WebMercator struct{}

// MercatorMaxLat is the latitude at which the map ends as a square, which tiles cover, in degrees.
const MercatorMaxLat = 85.05112877980659

// MercatorHalfM is half the width of the square, in metres.
const MercatorHalfM = math.Pi * WGS84SemiMajorM

// Forward is Projection's.
func (WebMercator) Forward(lon, lat float64) (x, y float64) {
	return lon * degree * WGS84SemiMajorM, WGS84SemiMajorM * math.Asinh(math.Tan(lat*degree))
}

// Inverse is Projection's.
func (WebMercator) Inverse(x, y float64) (lon, lat float64) {
	return x / WGS84SemiMajorM / degree, math.Atan(math.Sinh(y/WGS84SemiMajorM)) / degree
}
