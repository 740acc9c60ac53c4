package region

import (
	"slices"

	"github.com/paulmach/orb"
)

// BBox is west, south, east, north in degrees (RFC 7946, section 5). West above east means that it crosses the
// antimeridian.
type BBox [4]float64

// West is the western side.
func (b BBox) West() float64 { return b[0] }

// South is the lowest latitude.
func (b BBox) South() float64 { return b[1] }

// East is the eastern side.
func (b BBox) East() float64 { return b[2] }

// North is the highest latitude.
func (b BBox) North() float64 { return b[3] }

// Contains reports whether a position is inside or on the side. A pole is inside any box that reaches its latitude.
func (b BBox) Contains(p orb.Point) bool {
	if p[1] < b[1] || p[1] > b[3] {
		return false
	}
	if p[1] == 90 || p[1] == -90 {
		return true
	}
	return inLongitudes(b, p[0])
}

func inLongitudes(b BBox, lon float64) bool {
	if b[0] <= b[2] {
		return b[0] <= lon && lon <= b[2]
	}
	return lon >= b[0] || lon <= b[2]
}

// Intersects reports whether two boxes have a position in common, sides included. Boxes that reach the same pole meet there.
func (b BBox) Intersects(o BBox) bool {
	if b[1] > o[3] || o[1] > b[3] {
		return false
	}
	if min(b[3], o[3]) == 90 || max(b[1], o[1]) == -90 {
		return true
	}
	return inLongitudes(b, o[0]) || inLongitudes(o, b[0])
}

// Union returns the smallest box that holds both.
func (b BBox) Union(o BBox) BBox {
	west, east := tightest([][2]float64{{b[0], b[2]}, {o[0], o[2]}})
	return BBox{west, min(b[1], o[1]), east, max(b[3], o[3])}
}

// Bounds returns the smallest box around a shape that is cut at the antimeridian; the zero box for an empty shape. Parts
// on both sides of the antimeridian give a box that crosses it where that is the narrower one.
func Bounds(shape orb.MultiPolygon) BBox {
	spans := make([][2]float64, 0, len(shape))
	south, north := 90.0, -90.0
	for _, polygon := range shape {
		if len(polygon) == 0 || len(polygon[0]) == 0 {
			continue
		}
		b := polygon[0].Bound()
		spans = append(spans, [2]float64{b.Min[0], b.Max[0]})
		south, north = min(south, b.Min[1]), max(north, b.Max[1])
	}
	if len(spans) == 0 {
		return BBox{}
	}
	west, east := tightest(spans)
	return BBox{west, south, east, north}
}

// tightest returns the narrowest interval of longitudes that holds all spans: what is left when the widest gap between
// them, around the globe, is taken away. Ties go to the interval that does not cross the antimeridian.
func tightest(spans [][2]float64) (west, east float64) {
	var flat [][2]float64
	for _, s := range spans {
		if s[0] <= s[1] {
			flat = append(flat, s)
		} else {
			flat = append(flat, [2]float64{s[0], 180}, [2]float64{-180, s[1]})
		}
	}
	slices.SortFunc(flat, func(a, b [2]float64) int {
		if a[0] < b[0] {
			return -1
		} else if a[0] > b[0] {
			return 1
		}
		return 0
	})
	west, east = flat[0][0], flat[0][1]
	reach, widest := flat[0][1], 0.0
	for _, s := range flat[1:] {
		if gap := s[0] - reach; gap > widest {
			widest, west, east = gap, s[0], reach
		}
		reach = max(reach, s[1])
	}
	if around := flat[0][0] + 360 - reach; around >= widest {
		return flat[0][0], reach
	}
	return west, east
}
