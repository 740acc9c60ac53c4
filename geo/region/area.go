package region

import (
	"math"

	"github.com/paulmach/orb"
)

// EarthRadiusKM is the mean radius of the WGS 84 ellipsoid, (2a+b)/3.
const EarthRadiusKM = 6371.0088

// AreaKM2 returns the area of a shape on the sphere of the mean radius, holes taken away; 0 for an empty shape. Edges
// are straight in lon, lat, as RFC 7946 (3.1.1) has them, and the integral along them is exact: areas of units that tile
// a parent add up to the parent's, to rounding. Against the ellipsoid it is off by up to 0.5 %. Winding does not matter.
func AreaKM2(shape orb.MultiPolygon) float64 {
	sum := 0.0
	for _, polygon := range shape {
		for i, ring := range polygon {
			if i == 0 {
				sum += ringAreaKM2(ring)
			} else {
				sum -= ringAreaKM2(ring)
			}
		}
	}
	return sum
}

// ringAreaKM2 integrates sin(lat) over lon along the ring (Green's theorem for the cylindrical equal-area projection).
func ringAreaKM2(ring orb.Ring) float64 {
	const radian = math.Pi / 180
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (b[0] - a[0]) * radian * meanSine(a[1]*radian, b[1]*radian)
	}
	return math.Abs(sum) * EarthRadiusKM * EarthRadiusKM
}

// meanSine is the mean of the sine between two angles: (cos p - cos q) / (q - p), written so that near angles keep their
// digits.
func meanSine(p, q float64) float64 {
	half := (q - p) / 2
	if math.Abs(half) < 1e-5 {
		return math.Sin((p+q)/2) * (1 - half*half/6)
	}
	return math.Sin((p+q)/2) * math.Sin(half) / half
}
