package projection

import "math"

// EqualAreaCylinder is the Lambert cylindrical equal-area projection of the ellipsoid (EPSG 9835; Snyder 1987, Map
// Projections: A Working Manual, chapter 10). Equal-area, not conformal: shapes are right along the two standard parallels,
// flattened towards the poles. Meridians and parallels are straight, so that a box of it is a box of degrees. Build it with
// NewEqualAreaCylinder.
type EqualAreaCylinder struct {
	ellipsoid   authalic
	across      float64 // metres of easting a radian of longitude
	halfHeightM float64 // metres of northing at q = 1
}

// NewEqualAreaCylinder returns the projection with the meridian of Greenwich in the middle and its standard parallels at
// lat1 degrees north and south.
func NewEqualAreaCylinder(inverseFlattening, lat1 float64) *EqualAreaCylinder {
	e := newAuthalic(inverseFlattening)
	sin, cos := math.Sincos(lat1 * degree)
	k := cos / math.Sqrt(1-e.e2*sin*sin)
	return &EqualAreaCylinder{ellipsoid: e, across: WGS84SemiMajorM * k, halfHeightM: WGS84SemiMajorM / (2 * k)}
}

// Forward is Projection's.
func (p *EqualAreaCylinder) Forward(lon, lat float64) (x, y float64) {
	return p.across * lon * degree, p.halfHeightM * p.ellipsoid.q(math.Sin(lat*degree))
}

// Inverse is Projection's; beyond the poles the latitude is not finite.
func (p *EqualAreaCylinder) Inverse(x, y float64) (lon, lat float64) {
	return x / p.across / degree, p.ellipsoid.latitude(y / p.halfHeightM)
}
