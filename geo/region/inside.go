package region

import "github.com/paulmach/orb"

// Contains reports whether a position is inside a shape, by the even-odd rule over all its rings. The western and
// southern side belong to a shape, the eastern and northern do not, so that of units that tile a parent exactly one
// contains a position. False for an empty shape. It takes time in proportion to the shape's positions: package locate
// answers many positions faster.
func Contains(shape orb.MultiPolygon, at orb.Point) bool {
	odd := false
	for _, polygon := range shape {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				a, b := ring[k-1], ring[k]
				if (a[1] > at[1]) != (b[1] > at[1]) && a[0]+(b[0]-a[0])*(at[1]-a[1])/(b[1]-a[1]) <= at[0] {
					odd = !odd
				}
			}
		}
	}
	return odd
}
