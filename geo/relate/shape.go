package relate

import (
	"github.com/paulmach/orb"
)

// Position is where a point lies to a shape.
type Position uint8

// The positions: on no part, on the boundary (an outline, an end of a line), in the interior.
const (
	Outside Position = iota
	Edge
	Inside
)

// Shape is a geometry taken apart, so that points can be located in it. It never changes.
type Shape struct {
	geometry orb.Geometry
	bound    orb.Bound
	box      bool // it is all of its bound
	points   []orb.Point
	lines    []orb.LineString
	areas    []*area
	ends     map[orb.Point]int  // how many lines end there, where there are lines
	strips   [][][2]orb.Point   // segments of lines by the horizontal strips of the bound that they reach; nil: not indexed
	at       map[orb.Point]bool // the points; nil: not indexed
	conversion
}

// New returns the shape of a geometry that is asked about many times: its edges are indexed. The geometry is shared and
// must not change.
func New(g orb.Geometry) *Shape { return build(g, true) }

// Of returns the shape of a geometry that is asked about once.
func Of(g orb.Geometry) *Shape { return build(g, false) }

// Box returns the shape of a box.
func Box(b orb.Bound) *Shape {
	switch {
	case b.Min == b.Max:
		return New(b.Min)
	case b.Min[0] == b.Max[0] || b.Min[1] == b.Max[1]:
		return New(orb.LineString{b.Min, b.Max})
	}
	// All of it in one piece of memory: most filters have a box.
	var of struct {
		shape   Shape
		area    area
		areas   [1]*area
		bounds  [1]orb.Bound
		outline [5]orb.Point
		rings   [1]orb.Ring
		polygon [1]orb.Polygon
	}
	s := &of
	s.outline = [5]orb.Point{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}, b.Min}
	s.rings[0], s.bounds[0] = s.outline[:], b
	s.polygon[0] = s.rings[:]
	s.area.polygons, s.area.bounds, s.area.bound = s.polygon[:], s.bounds[:], b
	s.areas[0] = &s.area
	s.shape.geometry, s.shape.bound, s.shape.box, s.shape.areas = s.polygon[0], b, true, s.areas[:]
	return &s.shape
}

func build(g orb.Geometry, indexed bool) *Shape {
	s := &Shape{geometry: g, bound: orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}}
	s.add(g, indexed)
	if len(s.lines) > 0 {
		s.ends = map[orb.Point]int{}
		for _, l := range s.lines {
			s.ends[l[0]]++
			s.ends[l[len(l)-1]]++
		}
	}
	if indexed {
		s.index()
	}
	return s
}

// index makes the points and the segments of lines found without a look at each, where they are many.
func (s *Shape) index() {
	if len(s.points) >= indexFrom {
		s.at = make(map[orb.Point]bool, len(s.points))
		for _, p := range s.points {
			s.at[p] = true
		}
	}
	n := 0
	for _, l := range s.lines {
		n += len(l)
	}
	if n < indexFrom {
		return
	}
	s.strips = make([][][2]orb.Point, strips(s.bound, n, func(yield func(p, q orb.Point)) {
		for _, l := range s.lines {
			for i := 1; i < len(l); i++ {
				yield(l[i-1], l[i])
			}
		}
	}))
	for _, l := range s.lines {
		for i := 1; i < len(l); i++ {
			p, q := l[i-1], l[i]
			for at := strip(s.bound, len(s.strips), min(p[1], q[1])); at <= strip(s.bound, len(s.strips), max(p[1], q[1])); at++ {
				s.strips[at] = append(s.strips[at], [2]orb.Point{p, q})
			}
		}
	}
}

// Join returns a shape that has all parts of some: what meets it meets one of them.
func Join(shapes []*Shape) *Shape {
	s := &Shape{bound: orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}, ends: map[orb.Point]int{}}
	parts := make(orb.Collection, len(shapes))
	for i, of := range shapes {
		parts[i] = of.geometry
		if of.empty() {
			continue
		}
		if s.empty() {
			s.bound = of.bound
		}
		s.bound = s.bound.Union(of.bound)
		s.points, s.lines, s.areas = append(s.points, of.points...), append(s.lines, of.lines...), append(s.areas, of.areas...)
		for end, n := range of.ends {
			s.ends[end] += n
		}
	}
	s.geometry = parts
	s.index()
	return s
}

func (s *Shape) add(g orb.Geometry, indexed bool) {
	switch g := g.(type) {
	case orb.Point:
		s.points = append(s.points, g)
	case orb.MultiPoint:
		s.points = append(s.points, g...)
	case orb.LineString:
		if len(g) > 0 {
			s.lines = append(s.lines, g)
		}
	case orb.MultiLineString:
		for _, l := range g {
			s.add(l, indexed)
		}
	case orb.Polygon:
		s.areas = append(s.areas, newArea(orb.MultiPolygon{g}, indexed))
	case orb.MultiPolygon:
		s.areas = append(s.areas, newArea(g, indexed))
	case orb.Collection:
		for _, part := range g {
			s.add(part, indexed)
		}
		return
	default:
		return
	}
	if b := g.Bound(); s.empty() {
		s.bound = b
	} else if !b.IsEmpty() {
		s.bound = s.bound.Union(b)
	}
}

// Geometry returns what the shape is of; shared, not to be changed.
func (s *Shape) Geometry() orb.Geometry { return s.geometry }

// Bound returns the least box around the shape; its minimum is above its maximum where the shape has no point.
func (s *Shape) Bound() orb.Bound { return s.bound }

// IsBox reports whether the shape is all of its bound.
func (s *Shape) IsBox() bool { return s.box }

func (s *Shape) empty() bool { return s.bound.Min[0] > s.bound.Max[0] }

// single returns the point that is all of the shape.
func (s *Shape) single() (at orb.Point, ok bool) {
	if len(s.points) != 1 || len(s.lines) > 0 || len(s.areas) > 0 {
		return at, false
	}
	return s.points[0], true
}

// onlyAt reports whether the shape has that point and no other.
func (s *Shape) onlyAt(at orb.Point) bool {
	return len(s.points) > 0 && len(s.areas) == 0 && s.bound.Min == at && s.bound.Max == at
}

// Locate returns where a point lies. Of several parts, the innermost counts; an end of a line counts as boundary where an
// odd number of lines ends there.
func (s *Shape) Locate(p orb.Point) Position {
	where := Outside
	if p[0] < s.bound.Min[0] || p[0] > s.bound.Max[0] || p[1] < s.bound.Min[1] || p[1] > s.bound.Max[1] {
		return where
	}
	for _, a := range s.areas {
		where = max(where, a.locate(p))
	}
	if where == Inside {
		return where
	}
	if n := s.ends[p]; n > 0 {
		if n%2 == 0 {
			return Inside
		}
		where = Edge
	} else if s.onLines(p) {
		return Inside
	}
	if s.at != nil {
		if s.at[p] {
			return Inside
		}
		return where
	}
	for _, q := range s.points {
		if p == q {
			return Inside
		}
	}
	return where
}

func (s *Shape) onLines(p orb.Point) bool {
	if s.strips != nil {
		for _, e := range s.strips[strip(s.bound, len(s.strips), p[1])] {
			if onSegment(p, e[0], e[1]) {
				return true
			}
		}
		return false
	}
	for _, l := range s.lines {
		if onLine(p, l) {
			return true
		}
	}
	return false
}

func onLine(p orb.Point, l orb.LineString) bool {
	for i := 1; i < len(l); i++ {
		if onSegment(p, l[i-1], l[i]) {
			return true
		}
	}
	return false
}

// Parts returns how many areas the shape has, one for each polygon or several that are one geometry; alone says that it has
// nothing else.
func (s *Shape) Parts() (areas int, alone bool) {
	return len(s.areas), len(s.lines) == 0 && len(s.points) == 0
}

// Sound reports whether all holes lie within the bound of what they are in: those of others are no valid polygons, and what lies
// in them is decided point by point alone.
func (s *Shape) Sound() bool {
	for _, area := range s.areas {
		for i, polygon := range area.polygons {
			for _, r := range polygon {
				for _, p := range r {
					if !area.bounds[i].Contains(p) {
						return false
					}
				}
			}
		}
	}
	return true
}

// Edges calls yield with the segments of the shape, and with each of its points as one that ends where it begins; area is the
// number of the area whose outline it is on, -1 that of none.
func (s *Shape) Edges(yield func(a, b orb.Point, area int)) {
	for _, p := range s.points {
		yield(p, p, -1)
	}
	for _, l := range s.lines {
		if len(l) == 1 {
			yield(l[0], l[0], -1)
		}
		for i := 1; i < len(l); i++ {
			yield(l[i-1], l[i], -1)
		}
	}
	for i, area := range s.areas {
		for _, polygon := range area.polygons {
			for _, r := range polygon {
				for j := 1; j < len(r); j++ {
					yield(r[j-1], r[j], i)
				}
			}
		}
	}
}

// segments calls yield with every segment of the shape, until it returns false.
func (s *Shape) segments(yield func(a, b orb.Point) bool) {
	for _, l := range s.lines {
		for i := 1; i < len(l); i++ {
			if !yield(l[i-1], l[i]) {
				return
			}
		}
	}
	for _, area := range s.areas {
		for _, polygon := range area.polygons {
			for _, r := range polygon {
				for i := 1; i < len(r); i++ {
					if !yield(r[i-1], r[i]) {
						return
					}
				}
			}
		}
	}
}

// firsts calls yield with one point of every part, until it returns false.
func (s *Shape) firsts(yield func(p orb.Point) bool) {
	for _, p := range s.points {
		if !yield(p) {
			return
		}
	}
	for _, l := range s.lines {
		if !yield(l[0]) {
			return
		}
	}
	for _, area := range s.areas {
		for _, polygon := range area.polygons {
			if len(polygon) > 0 && len(polygon[0]) > 0 && !yield(polygon[0][0]) {
				return
			}
		}
	}
}
