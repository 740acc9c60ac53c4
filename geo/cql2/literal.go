package cql2

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// box makes a bounding box a literal: west, south, east, north, with heights perhaps. West above east lies over the
// antimeridian (RFC 7946, 5.2): two boxes.
func (pl Plane) box(n []float64, at int) (*Expr, error) {
	switch len(n) {
	case 4:
	case 6:
		n = []float64{n[0], n[1], n[3], n[4]}
	default:
		return nil, failf(at, "a bbox has 4 numbers, west, south, east, north (or 6 with heights), not %d", len(n))
	}
	if n[1] > n[3] {
		return nil, failf(at, "the bbox has its south above its north")
	}
	if !pl.Square {
		return pl.outline(n, at)
	}
	west, south, ok := pl.LonLat(n[0], n[1])
	east, north, also := pl.LonLat(n[2], n[3])
	if !ok || !also {
		return nil, outside(at, n)
	}
	rectangle := func(w, e float64) orb.Bound {
		return orb.Bound{Min: orb.Point{w, south}, Max: orb.Point{e, north}}
	}
	switch { // a box that only reaches the antimeridian has nothing beyond it
	case west <= east:
		return literal(GeometryValue(relate.Box(rectangle(west, east))), at), nil
	case east == -180:
		return literal(GeometryValue(relate.Box(rectangle(west, 180))), at), nil
	case west == 180:
		return literal(GeometryValue(relate.Box(rectangle(-180, east))), at), nil
	}
	two := orb.MultiPolygon{rectangle(west, 180).ToPolygon(), rectangle(-180, east).ToPolygon()}
	return literal(GeometryValue(relate.New(two)), at), nil
}

// outline is a box of a plane whose axes are not parallels and meridians: its sides are bent.
func (pl Plane) outline(n []float64, at int) (*Expr, error) {
	const steps = 32
	var ring orb.Ring
	corners := [5][2]float64{{n[0], n[1]}, {n[2], n[1]}, {n[2], n[3]}, {n[0], n[3]}, {n[0], n[1]}}
	for i := range 4 {
		a, b := corners[i], corners[i+1]
		for s := range steps {
			t := float64(s) / steps
			ring = append(ring, orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])})
		}
	}
	return pl.literal(orb.Polygon{append(ring, ring[0])}, at)
}

func outside(at int, n []float64) error {
	return failf(at, "the coordinates %v, %v lie outside the world of their reference system (longitude -180 to 180, latitude -90 to 90, in that order)", n[0], n[1])
}

// literal brings a geometry to degrees and checks its form; the geometry itself is changed.
func (pl Plane) literal(g orb.Geometry, at int) (*Expr, error) {
	g, err := pl.placed(g, at)
	if err != nil {
		return nil, err
	}
	return literal(GeometryValue(relate.New(g)), at), nil
}

// place changes a geometry that is no point.

func (pl Plane) place(g orb.Geometry, at int) error {
	switch g := g.(type) {
	case orb.MultiPoint:
		return pl.points(g, at)
	case orb.LineString:
		if len(g) < 2 {
			return failf(at, "a line has two points or more")
		}
		return pl.points(g, at)
	case orb.MultiLineString:
		for _, l := range g {
			if err := pl.place(l, at); err != nil {
				return err
			}
		}
	case orb.Polygon:
		for _, ring := range g {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return failf(at, "a ring of a polygon has four points or more, and its last is its first again")
			}
			if err := pl.points(ring, at); err != nil {
				return err
			}
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			if err := pl.place(polygon, at); err != nil {
				return err
			}
		}
	case orb.Collection:
		for i, part := range g {
			placed, err := pl.placed(part, at)
			if err != nil {
				return err
			}
			g[i] = placed
		}
	}
	return nil
}

// placed is place for what may be a point, which cannot be changed where it stands.
func (pl Plane) placed(g orb.Geometry, at int) (orb.Geometry, error) {
	point, ok := g.(orb.Point)
	if !ok {
		return g, pl.place(g, at)
	}
	one := []orb.Point{point}
	err := pl.points(one, at)
	return one[0], err
}

func (pl Plane) points(points []orb.Point, at int) error {
	for i, p := range points {
		lon, lat, ok := pl.LonLat(p[0], p[1])
		if !ok || math.IsNaN(lon) || math.IsNaN(lat) {
			return outside(at, p[:])
		}
		points[i] = orb.Point{lon, lat}
	}
	return nil
}
