package projection

import "math"

// LambertAzimuthal is the Lambert azimuthal equal-area projection of the ellipsoid (EPSG 9820; Snyder 1987, Map
// Projections: A Working Manual, chapter 24). Equal-area, not conformal: circles away from the centre become ellipses.
// The point opposite to the centre has no place; near it the map is a thin rim. Build it with NewLambertAzimuthal.
// The centre is no pole, for which the formulas are others.
type LambertAzimuthal struct {
	ellipsoid           authalic
	lon0                float64 // degrees
	sinBeta, cosBeta    float64 // of the centre's authalic latitude
	d                   float64 // corrects the scale at the centre
	eastingM, northingM float64 // added to the result
	authalicRadiusM, qp float64
}

// NewLambertAzimuthal returns the projection about a centre, in degrees; the false easting and northing are in metres.
func NewLambertAzimuthal(inverseFlattening, lon0, lat0, eastingM, northingM float64) *LambertAzimuthal {
	e := newAuthalic(inverseFlattening)
	p := &LambertAzimuthal{ellipsoid: e, lon0: lon0, eastingM: eastingM, northingM: northingM, qp: e.qp}
	p.authalicRadiusM = WGS84SemiMajorM * math.Sqrt(e.qp/2)
	sin, cos := math.Sincos(lat0 * degree)
	p.sinBeta = e.q(sin) / e.qp
	p.cosBeta = math.Sqrt(1 - p.sinBeta*p.sinBeta)
	p.d = WGS84SemiMajorM * cos / math.Sqrt(1-e.e2*sin*sin) / (p.authalicRadiusM * p.cosBeta)
	return p
}

// Forward is Projection's; the point opposite to the centre is not finite.
func (p *LambertAzimuthal) Forward(lon, lat float64) (x, y float64) {
	q := p.ellipsoid.q(math.Sin(lat * degree))
	sinLon, cosLon := math.Sincos(normalised(lon-p.lon0) * degree)
	sin := q / p.qp
	cos := math.Sqrt(max(0, 1-sin*sin))
	b := p.authalicRadiusM * math.Sqrt(2/(1+p.sinBeta*sin+p.cosBeta*cos*cosLon))
	return p.eastingM + b*p.d*cos*sinLon, p.northingM + b/p.d*(p.cosBeta*sin-p.sinBeta*cos*cosLon)
}

// Inverse is Projection's; outside of the map's rim the result is not finite.
func (p *LambertAzimuthal) Inverse(x, y float64) (lon, lat float64) {
	x, y = x-p.eastingM, y-p.northingM
	rho := math.Hypot(x/p.d, p.d*y)
	if rho == 0 {
		return p.lon0, p.ellipsoid.latitude(p.qp * p.sinBeta)
	}
	sin, cos := math.Sincos(2 * math.Asin(rho/(2*p.authalicRadiusM)))
	lat = p.ellipsoid.latitude(p.qp * (cos*p.sinBeta + p.d*y*sin*p.cosBeta/rho))
	return normalised(p.lon0 + math.Atan2(x*sin, p.d*rho*p.cosBeta*cos-p.d*p.d*y*p.sinBeta*sin)/degree), lat
}
