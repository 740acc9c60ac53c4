package projection

import (
	"math"

	"github.com/paulmach/orb"
)

// boxSteps is how many pieces the edge of a box is cut into to find what it covers: between two of them the edge of a
// box as wide as Europe bends by less than a thousandth of its length.
const boxSteps = 64

// Outline returns the box as a ring of CRS84 positions, counter-clockwise in the plane, and its edges cut into short
// pieces. The box has its first axis first, as the authority orders them. ok is false where some position has no place on
// the ellipsoid.
func (c *CRS) Outline(box [4]float64) (ring orb.Ring, ok bool) {
	corners := [5]orb.Point{{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}, {box[0], box[1]}}
	if c.NorthFirst { // keep the turn
		corners[1], corners[3] = corners[3], corners[1]
	}
	for i := range 4 {
		for step := range boxSteps {
			t := float64(step) / boxSteps
			p := c.LonLat(orb.Point{corners[i][0] + t*(corners[i+1][0]-corners[i][0]), corners[i][1] + t*(corners[i+1][1]-corners[i][1])})
			if !finite(p) {
				return nil, false
			}
			ring = append(ring, p)
		}
	}
	return append(ring, ring[0]), true
}

// Enclose returns west, south, east, north in CRS84 of the least box that holds a box of this system, west above east
// where it lies over the antimeridian. ok is false where the box is not wholly on the map.
func (c *CRS) Enclose(box [4]float64) (around [4]float64, ok bool) {
	if c.plane == nil {
		if c.NorthFirst {
			return [4]float64{box[1], box[0], box[3], box[2]}, true
		}
		return box, true
	}
	ring, ok := c.Outline(box)
	if !ok {
		return around, false
	}
	south, north, turned, lowest, highest := 90.0, -90.0, 0.0, 0.0, 0.0
	for i, p := range ring {
		south, north = min(south, p[1]), max(north, p[1])
		if i > 0 {
			turned += math.Remainder(p[0]-ring[i-1][0], 360)
			lowest, highest = min(lowest, turned), max(highest, turned)
		}
	}
	if math.Abs(turned) > 180 { // around a pole
		if c.holds(box, 90) {
			return [4]float64{-180, south, 180, 90}, true
		}
		return [4]float64{-180, -90, 180, north}, true
	}
	if highest-lowest >= 360 {
		return [4]float64{-180, south, 180, north}, true
	}
	return [4]float64{wrapped(ring[0][0] + lowest), south, wrapped(ring[0][0] + highest), north}, true
}

// holds reports whether a pole lies in the box.
func (c *CRS) holds(box [4]float64, lat float64) bool {
	p := c.Point(orb.Point{0, lat})
	return p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3]
}

// wrapped brings a longitude that went over the antimeridian back.
func wrapped(lon float64) float64 {
	const rounding = 1e-9
	switch {
	case lon > 180+rounding:
		return lon - 360
	case lon < -180-rounding:
		return lon + 360
	}
	return min(max(lon, -180), 180)
}

func finite(p orb.Point) bool { return p[0]-p[0] == 0 && p[1]-p[1] == 0 }
