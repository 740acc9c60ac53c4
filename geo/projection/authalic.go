package projection

import "math"

// authalic holds what equal-area projections of an ellipsoid need: the function q, which grows with the area between the
// equator and a latitude (Snyder 1987, equation 3-12), and its inverse.
type authalic struct {
	e, e2 float64 // eccentricity and its square
	qp    float64 // q at the pole
}

func newAuthalic(inverseFlattening float64) authalic {
	f := 1 / inverseFlattening
	a := authalic{e2: f * (2 - f)}
	a.e = math.Sqrt(a.e2)
	a.qp = a.q(1)
	return a
}

// q takes the sine of a latitude.
func (a authalic) q(sin float64) float64 {
	es := a.e * sin
	return (1 - a.e2) * (sin/(1-es*es) + math.Atanh(es)/a.e)
}

// latitude returns the latitude in degrees at which q has a value; NaN beyond the poles. Newton's steps are taken on the
// sine, whose curve is nearly straight: four are always enough for a double.
func (a authalic) latitude(q float64) float64 {
	const beyond = 1e-12 // of rounding at a pole
	sin := q / a.qp
	if math.Abs(sin) > 1 {
		if math.Abs(sin) > 1+beyond {
			return math.NaN()
		}
		return math.Copysign(90, sin)
	}
	for range 4 {
		es := a.e * sin
		slope := 2 * (1 - a.e2) / ((1 - es*es) * (1 - es*es))
		sin = min(max(sin-(a.q(sin)-q)/slope, -1), 1)
	}
	return math.Asin(sin) / degree
}
