package maps

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// appendShape appends the rings of a shape as path data, on the grid, relative and without points that change nothing.
// What lies beyond the box of what is near is drawn along its edge: nobody sees it there.
func (f *first) appendShape(dst []byte, shape orb.MultiPolygon) []byte {
	left, top := onGrid(f.near.West(), f.near.North())
	right, bottom := onGrid(f.near.East(), f.near.South())
	var points [][2]int
	for _, polygon := range shape {
		for _, ring := range polygon {
			points = points[:0]
			for _, p := range ring {
				x, y := onGrid(p[0], p[1])
				q := [2]int{int(math.Round(min(max(x, left), right))), int(math.Round(min(max(y, top), bottom)))}
				n := len(points)
				switch {
				case n > 0 && points[n-1] == q:
				case n > 1 && straight(points[n-2], points[n-1], q):
					points[n-1] = q
				default:
					points = append(points, q)
				}
			}
			dst = appendRing(dst, points)
		}
	}
	return dst
}

// straight: b lies on the way from a to c.
func straight(a, b, c [2]int) bool {
	dx, dy, ex, ey := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	return dx*ey == dy*ex && dx*ex+dy*ey > 0
}

// appendRing appends a closed ring; one without an area that could be seen is left out.
func appendRing(dst []byte, points [][2]int) []byte {
	area := 0
	for i := range points {
		j := (i + 1) % len(points)
		area += points[i][0]*points[j][1] - points[j][0]*points[i][1]
	}
	if len(points) < 3 || max(area, -area) < 12 {
		return dst
	}
	at := [2]int{}
	for i, p := range points {
		if i == 0 {
			dst = append(dst, 'M')
		} else if i == 1 {
			dst = append(dst, 'l')
		}
		for k := range p {
			step := p[k] - at[k]
			if step >= 0 && (k == 1 || i > 1) {
				dst = append(dst, ' ')
			}
			dst = strconv.AppendInt(dst, int64(step), 10)
		}
		at = p
	}
	return append(dst, 'z')
}
