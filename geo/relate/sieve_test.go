package relate_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/relate"
)

// TestSieve holds that a sieve says of a box what holds of every point of it, and of a point what the shape itself says: of
// rings that cross themselves and each other, at every scale, on corners and edges, through boxes in boxes.
func TestSieve(t *testing.T) {
	said := map[relate.Position]int{}
	rapid.Check(t, func(r *rapid.T) {
		scale := rapid.SampledFrom([]float64{.5, 1. / 3, 1e-3, 1e-7, 1e-12, 1e-300, 0}).Draw(r, "scale")
		at := func(label string) float64 {
			if scale == 0 {
				return rapid.Float64Range(-180, 180).Draw(r, label)
			}
			return float64(rapid.IntRange(-40, 40).Draw(r, label)) * scale
		}
		var m orb.MultiPolygon
		for range rapid.IntRange(1, 3).Draw(r, "polygons") {
			ring := orb.Ring{}
			for range rapid.SampledFrom([]int{3, 5, 24}).Draw(r, "corners") {
				ring = append(ring, orb.Point{at("x"), at("y")})
			}
			m = append(m, orb.Polygon{append(ring, ring[0])})
		}
		shape := relate.New(m)
		if b := shape.Bound(); b.Min[0] == b.Max[0] || b.Min[1] == b.Max[1] || !shape.Sieves(1e7) {
			return
		}
		sieve, bound := *shape.Sieve(), shape.Bound()
		var box orb.Bound
		for depth := range rapid.IntRange(1, 4).Draw(r, "depth") {
			p, q := orb.Point{at("west"), at("south")}, orb.Point{at("east"), at("north")}
			f := rapid.SampledFrom([]float64{1, .125, 1. / 512}).Draw(r, "size")
			into := func(p orb.Point) orb.Point { return p }
			if above := box; depth > 0 {
				into = func(p orb.Point) orb.Point {
					return orb.Point{max(above.Min[0], min(p[0], above.Max[0])), max(above.Min[1], min(p[1], above.Max[1]))}
				}
			}
			p, q = into(p), into(q)
			box = orb.MultiPoint{p, into(orb.Point{p[0] + (q[0]-p[0])*f, p[1] + (q[1]-p[1])*f})}.Bound()
			var part relate.Sieve
			where, _ := sieve.Within(box, &part, nil)
			said[where]++
			points := append(m[0][0][:3:3], bound.Min, bound.Max)
			for i := range 5 {
				for j := range 5 {
					points = append(points, orb.Point{box.Min[0] + (box.Max[0]-box.Min[0])*float64(i)/4, box.Min[1] + (box.Max[1]-box.Min[1])*float64(j)/4})
				}
			}
			for i, p := range points {
				if !box.Contains(p) {
					continue
				}
				is := shape.Locate(p)
				if where != relate.Edge && where != is {
					t.Fatalf("%v of %v is said to lie %d, the point %v of it lies %d", box, m, where, p, is)
				}
				if where != relate.Edge {
					continue
				}
				known := p // what is known of the point
				switch i % 3 {
				case 1:
					known = orb.Point{p[0] - relate.Drift, p[1] - relate.Drift/2}
				case 2:
					known = orb.Point{float64(relate.Below(p[0])), float64(relate.Below(p[1]))}
				}
				near := part.Near(known)
				said[10+near]++
				if near != relate.Edge && near != is || part.Locate(p) != is {
					t.Fatalf("%v, known as %v, of %v is said to lie %d, it lies %d", p, known, m, near, is)
				}
			}
			if where != relate.Edge {
				return
			}
			sieve = part
		}
	})
	for _, where := range []relate.Position{relate.Inside, relate.Outside, relate.Edge, 10 + relate.Inside, 10 + relate.Outside, 10 + relate.Edge} {
		if said[where] == 0 {
			t.Errorf("not every answer was given: %v", said)
		}
	}
}

// Lines, points, collections, boxes and areas without an inside have none, and neither have few points.
func TestNoSieve(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}
	for name, g := range map[string]orb.Geometry{"line": orb.LineString{{0, 0}, {1, 1}}, "point": orb.Point{0, 0}, "collection": orb.Collection{square, square}, "level": orb.Polygon{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}},
		"empty": orb.MultiPolygon{}} {
		if relate.New(g).Sieves(1e6) {
			t.Errorf("%s", name)
		}
	}
	if s := relate.New(square); s.Sieves(5) || !s.Sieves(100) {
		t.Error("few points, many points")
	}
}
