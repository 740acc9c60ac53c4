package locate

import (
	"math"

	"oblast/geo/region"
)

// metresPerDegree of latitude on the mean sphere.
const metresPerDegree = region.EarthRadiusKM * 1000 * math.Pi / 180

// search looks for the nearest edge to a position, on a plane that is true there.
type search struct {
	ix         *index
	x, y       float64 // position in grid units
	perX, perY float64 // metres to a grid unit
	best2      float64 // square of the distance to the nearest so far, in square metres
	unit       int32
}

// nearest returns the unit whose border is nearest to a position outside all, and its distance; region.None when none
// is within distM. It looks across the antimeridian and, at the poles, all around.
func (ix *index) nearest(lon, lat, distM float64) (int32, float64) {
	high := distM / metresPerDegree
	cos := math.Cos(lat * math.Pi / 180)
	wide := 180.0
	if c := math.Cos(min(90, math.Abs(lat)+high) * math.Pi / 180); c*180 > high {
		wide = high / c
	}
	s := search{ix: ix, best2: distM * distM, unit: region.None}
	s.perX, s.perY = cos*metresPerDegree*ix.scale[0], metresPerDegree*ix.scale[1]
	for _, turn := range [...]float64{0, -360, 360} {
		west, east := max(lon+turn-wide, -180), min(lon+turn+wide, 180)
		if west > east {
			continue
		}
		s.x, s.y = (lon+turn-ix.translate[0])*ix.grain[0], (lat-ix.translate[1])*ix.grain[1]
		s.window(west, lat-high, east, lat+high)
	}
	if s.unit == region.None {
		return region.None, 0
	}
	return s.unit, math.Sqrt(s.best2)
}

// window looks at all cells that a box in degrees touches.
func (s *search) window(west, south, east, north float64) {
	u0, u1 := (west+180)*perDegree, (east+180)*perDegree
	v0, v1 := max((south+90)*perDegree, 0), min((north+90)*perDegree, rows)
	for j := int(v0); j <= min(int(v1), rows-1); j++ {
		r := &s.ix.rows[j]
		if r.top == nil {
			continue
		}
		for i := int(u0); i <= min(int(u1), columns-1); i++ {
			s.cell(r, r.top[i], float64(i), float64(j), 1, [4]float64{u0, v0, u1, v1})
		}
	}
}

func (s *search) cell(r *row, at ref, u, v, size float64, in [4]float64) {
	switch at & tagMask {
	case leaf:
		s.leaf(r.words[at>>tagBits:])
	case split:
		size /= fanout
		for k, child := range r.splits[at>>tagBits : at>>tagBits+fanout*fanout] {
			cu, cv := u+float64(k%fanout)*size, v+float64(k/fanout)*size
			if cu <= in[2] && cu+size >= in[0] && cv <= in[3] && cv+size >= in[1] {
				s.cell(r, child, cu, cv, size, in)
			}
		}
	}
}

func (s *search) leaf(words []int32) {
	head := words[0]
	bits, turns, chains := head&headMask, head>>headBits&headMask, head>>(2*headBits)
	ranks := words[2 : 2+bits]
	words = words[2+bits+2*turns:]
	for ; chains > 0; chains-- {
		end := 2 + 2*words[1]
		if mask := uint32(words[0]); mask != 0 && s.chain(words[2:end]) {
			s.unit = s.ix.units[ranks[lowest(mask)]]
		}
		words = words[end:]
	}
}

// chain reports whether a chain of edges comes nearer than any before.
func (s *search) chain(points []int32) (nearer bool) {
	ax, ay := (float64(points[0])-s.x)*s.perX, (float64(points[1])-s.y)*s.perY
	for k := 2; k+1 < len(points); k += 2 {
		bx, by := (float64(points[k])-s.x)*s.perX, (float64(points[k+1])-s.y)*s.perY
		dx, dy := bx-ax, by-ay
		along := 0.0
		if length2 := dx*dx + dy*dy; length2 > 0 {
			along = max(0, min(1, -(ax*dx+ay*dy)/length2))
		}
		x, y := ax+along*dx, ay+along*dy
		if d2 := x*x + y*y; d2 < s.best2 {
			s.best2, nearer = d2, true
		}
		ax, ay = bx, by
	}
	return nearer
}
