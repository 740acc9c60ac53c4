package relate

import "math"

// Below returns the greatest float32 that is at most v, so that a box of float32 may hold one of float64.
func Below(v float64) float32 {
	f := float32(v)
	if float64(f) > v {
		f = math.Nextafter32(f, float32(math.Inf(-1)))
	}
	return f
}

// Above returns the least float32 that is at least v.
func Above(v float64) float32 {
	return -Below(-v)
}
