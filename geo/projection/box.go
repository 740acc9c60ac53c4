package projection

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// boxSteps is how many pieces the edge of a box is cut into to find what it covers: between two of them the edge of a
// box as wide as Europe bends by less than a thousandth of its length.
const boxSteps = 64

// Outline returns the box as a ring of CRS84 positions, counter-clockwise in the plane, and its edges cut into short
// pieces. The box has its first axis first, as the authority orders them. ok is false where some position has no place on
// the ellipsoid.
func (c *CRS) Outline(box [4]float64) (ring orb.Ring, ok bool) { return c.outline(box, boxSteps) }

func (c *CRS) outline(box [4]float64, steps int) (ring orb.Ring, ok bool) {
	corners := [5]orb.Point{{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}, {box[0], box[1]}}
	if c.NorthFirst { // keep the turn
		corners[1], corners[3] = corners[3], corners[1]
	}
	for i := range 4 {
		for step := range steps {
			t := float64(step) / float64(steps)
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

// exactSteps is how many pieces an edge is cut into to tell what lies in a box: one as wide as Europe then bends by less
// than a metre between two of them.
const exactSteps = 1024

// Cover returns what a box of a plane covers, as polygons of CRS84 that are cut at the antimeridian; a pole inside is an
// edge of them. Nil where the box is one of longitude and latitude anyway. ok is false where the box is not wholly on the
// map.
func (c *CRS) Cover(box [4]float64) (area orb.MultiPolygon, ok bool) {
	if c.straight {
		return nil, true
	}
	ring, ok := c.outline(box, exactSteps)
	if !ok {
		return nil, false
	}
	for i := 1; i < len(ring); i++ { // longitudes that go on where they pass the antimeridian
		ring[i][0] = ring[i-1][0] + math.Remainder(ring[i][0]-ring[i-1][0], 360)
	}
	if first, last := ring[0], ring[len(ring)-1]; math.Abs(last[0]-first[0]) > 180 {
		pole := -90.0
		if c.holds(box, 90) {
			pole = 90
		}
		ring = append(ring, orb.Point{last[0], pole}, orb.Point{first[0], pole}, first)
	}
	world := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	for _, turn := range []float64{-360, 0, 360} {
		moved := make(orb.Ring, len(ring))
		for i, p := range ring {
			moved[i] = orb.Point{p[0] + turn, p[1]}
		}
		if part := clip.Ring(world, moved); len(part) > 3 {
			area = append(area, orb.Polygon{part})
		}
	}
	return area, true
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
