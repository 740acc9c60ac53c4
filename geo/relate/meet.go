package relate

import "github.com/paulmach/orb"

// meet reports whether two shapes have a point in common.
func meet(a, b *Shape) bool {
	if a.empty() || b.empty() || !a.bound.Intersects(b.bound) {
		return false
	}
	return touchesFirst(a, b) || touchesFirst(b, a) || linesMeet(a, b)
}

// touchesFirst reports whether one point of some part of a lies in b: enough where no edges cross.
func touchesFirst(a, b *Shape) bool {
	for p := range a.firsts {
		if b.Locate(p) != Outside {
			return true
		}
	}
	return false
}

// linesMeet reports whether some segment of a meets one of b.
func linesMeet(a, b *Shape) bool {
	if len(b.areas) == 1 && b.areas[0].slabs == nil && len(a.areas) == 1 && a.areas[0].slabs != nil {
		a, b = b, a // the indexed one is asked
	}
	if len(b.lines) == 0 && len(b.areas) == 0 {
		return false
	}
	for p, q := range a.segments {
		if max(p[0], q[0]) < b.bound.Min[0] || min(p[0], q[0]) > b.bound.Max[0] || max(p[1], q[1]) < b.bound.Min[1] || min(p[1], q[1]) > b.bound.Max[1] {
			continue
		}
		if b.meetsSegment(p, q) {
			return true
		}
	}
	return false
}

func (s *Shape) meetsSegment(p, q orb.Point) bool {
	for _, l := range s.lines {
		for i := 1; i < len(l); i++ {
			if segmentsMeet(p, q, l[i-1], l[i]) {
				return true
			}
		}
	}
	low, high := min(p[1], q[1]), max(p[1], q[1])
	for _, a := range s.areas {
		if a.bound.Max[1] < low || a.bound.Min[1] > high {
			continue
		}
		found := false
		a.near(low, high, func(c, d orb.Point, _ bool) bool {
			found = segmentsMeet(p, q, c, d)
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// segmentsMeet reports whether two closed segments have a point in common; without rounding.
func segmentsMeet(a, b, c, d orb.Point) bool {
	if max(a[0], b[0]) < min(c[0], d[0]) || max(c[0], d[0]) < min(a[0], b[0]) ||
		max(a[1], b[1]) < min(c[1], d[1]) || max(c[1], d[1]) < min(a[1], b[1]) {
		return false
	}
	return orient(a, b, c)*orient(a, b, d) <= 0 && orient(c, d, a)*orient(c, d, b) <= 0
}

// onSegment reports whether p lies on the closed segment; without rounding.
func onSegment(p, a, b orb.Point) bool {
	return p[0] >= min(a[0], b[0]) && p[0] <= max(a[0], b[0]) && p[1] >= min(a[1], b[1]) && p[1] <= max(a[1], b[1]) && orient(a, b, p) == 0
}
