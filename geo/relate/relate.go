// Package relate decides how two geometries lie to each other: whether they meet, touch, cross, hold one another.
//
// In: geometries in one plane, as Shapes. Out: true or false by the definitions of OGC 06-103r4, 6.1.15 (the dimensionally
// extended nine intersections). Coordinates are taken as planar; degrees of longitude do not wrap, so a geometry over the
// antimeridian must be cut at it before. Nothing is rounded on the way: what doubles cannot decide is decided by rational
// numbers. Collections whose parts are of different dimensions alone are left to the matrix of simplefeatures, which rounds
// where lines cross. A shape that crosses itself has no defined interior: what is said of it is unspecified, but it is said
// without a panic.
//
// A Shape is safe for concurrent use.
package relate

import (
	"sync"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// Predicate is a relation between two shapes.
type Predicate uint8

// The predicates, by their names in the standard.
const (
	Intersects Predicate = iota
	Equals
	Disjoint
	Touches
	Within
	Overlaps
	Crosses
	Contains
)

// Mirror returns the predicate that holds of b and a where p holds of a and b.
func (p Predicate) Mirror() Predicate {
	switch p {
	case Within:
		return Contains
	case Contains:
		return Within
	}
	return p
}

// Holds reports whether the predicate holds of a and b.
func (p Predicate) Holds(a, b *Shape) bool {
	if p == Disjoint {
		return !meet(a, b)
	}
	if a.empty() || b.empty() || !a.bound.Intersects(b.bound) {
		return false
	}
	if at, ok := a.single(); ok {
		return p.HoldsOfPoint(at, b)
	}
	if at, ok := b.single(); ok {
		return p.Mirror().HoldsOfPoint(at, a)
	}
	switch p {
	case Intersects:
		return meet(a, b)
	case Within:
		if !holds(b.bound, a.bound) {
			return false
		}
	case Contains:
		if !holds(a.bound, b.bound) {
			return false
		}
	case Equals:
		if a.bound != b.bound {
			return false
		}
	}
	if holdsInside(b, a.bound) {
		return p == Within
	}
	if holdsInside(a, b.bound) {
		return p == Contains
	}
	if da, db := a.dimension(), b.dimension(); da >= 0 && db >= 0 {
		return p.decide(relate(a, b, da, db), da, db)
	}
	return p.matrix(a, b)
}

// HoldsOfPoint reports whether the predicate holds of a single point and b.
func (p Predicate) HoldsOfPoint(at orb.Point, b *Shape) bool {
	where := b.Locate(at)
	switch p {
	case Intersects:
		return where != Outside
	case Disjoint:
		return where == Outside
	case Touches:
		return where == Edge
	case Within:
		return where == Inside
	case Equals, Contains:
		return b.onlyAt(at)
	default: // Overlaps and Crosses: never of a single point
		return false
	}
}

// holds reports whether the outer box contains the inner.
func holds(outer, inner orb.Bound) bool {
	return inner.Min[0] >= outer.Min[0] && inner.Max[0] <= outer.Max[0] && inner.Min[1] >= outer.Min[1] && inner.Max[1] <= outer.Max[1]
}

// holdsInside reports whether the shape is a box with the bound in its interior.
func holdsInside(s *Shape, b orb.Bound) bool {
	return s.box && b.Min[0] > s.bound.Min[0] && b.Max[0] < s.bound.Max[0] && b.Min[1] > s.bound.Min[1] && b.Max[1] < s.bound.Max[1]
}

// matrix decides by the whole intersection matrix: of collections.
func (p Predicate) matrix(a, b *Shape) bool {
	decide := map[Predicate]func(a, b geom.Geometry) (bool, error){
		Equals: geom.Equals, Touches: geom.Touches, Within: geom.Within, Overlaps: geom.Overlaps, Crosses: geom.Crosses, Contains: geom.Contains}[p]
	if decide == nil {
		return false
	}
	ok, err := guarded(decide, a.relatable(), b.relatable())
	return ok && err == nil
}

// guarded keeps a shape that breaks the overlay from ending the program.
func guarded(decide func(a, b geom.Geometry) (bool, error), a, b geom.Geometry) (ok bool, err error) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return decide(a, b)
}

// relatable returns the shape as simplefeatures has it, made once.
func (s *Shape) relatable() geom.Geometry {
	s.once.Do(func() { s.converted = convert(s.geometry) })
	return s.converted
}

// conversion is a shape as another library has it.
type conversion struct {
	once      sync.Once
	converted geom.Geometry
}

func convert(g orb.Geometry) geom.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return geom.NewPoint(geom.Coordinates{XY: geom.XY{X: g[0], Y: g[1]}, Type: geom.DimXY}).AsGeometry()
	case orb.MultiPoint:
		points := make([]geom.Point, len(g))
		for i, p := range g {
			points[i] = geom.NewPoint(geom.Coordinates{XY: geom.XY{X: p[0], Y: p[1]}, Type: geom.DimXY})
		}
		return geom.NewMultiPoint(points).AsGeometry()
	case orb.LineString:
		return line(g).AsGeometry()
	case orb.MultiLineString:
		lines := make([]geom.LineString, len(g))
		for i, l := range g {
			lines[i] = line(l)
		}
		return geom.NewMultiLineString(lines).AsGeometry()
	case orb.Polygon:
		return polygon(g).AsGeometry()
	case orb.MultiPolygon:
		polygons := make([]geom.Polygon, len(g))
		for i, p := range g {
			polygons[i] = polygon(p)
		}
		return geom.NewMultiPolygon(polygons).AsGeometry()
	case orb.Collection:
		all := make([]geom.Geometry, len(g))
		for i, part := range g {
			all[i] = convert(part)
		}
		return geom.NewGeometryCollection(all).AsGeometry()
	}
	return geom.Geometry{}
}

func line(l []orb.Point) geom.LineString {
	floats := make([]float64, 0, 2*len(l))
	for _, p := range l {
		floats = append(floats, p[0], p[1])
	}
	return geom.NewLineString(geom.NewSequence(floats, geom.DimXY))
}

func polygon(p orb.Polygon) geom.Polygon {
	rings := make([]geom.LineString, len(p))
	for i, r := range p {
		rings[i] = line(r)
	}
	return geom.NewPolygon(rings)
}

// Valid says what is wrong with a geometry by OGC 06-103r4 (a ring that crosses itself, a hole outside); nil where nothing is.
func (s *Shape) Valid() error { return s.relatable().Validate() }
