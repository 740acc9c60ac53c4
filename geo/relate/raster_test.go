package relate_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/relate"
)

// TestRaster holds that a raster says of a box what holds of every point of it, and of a point what the shape itself says: of
// rings that cross themselves and each other, at every scale, on corners, edges and the lines between cells.
func TestRaster(t *testing.T) {
	said := map[relate.Position]int{}
	rapid.Check(t, func(r *rapid.T) {
		scale := rapid.SampledFrom([]float64{.5, 1. / 3, 1e-7, 1e-12, 1e-300, 0}).Draw(r, "scale")
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
		points := rapid.SampledFrom([]int{3e3, 1e5, 1e7}).Draw(r, "points")
		if b := shape.Bound(); b.Min[0] == b.Max[0] || b.Min[1] == b.Max[1] || !shape.Rasters(points) {
			return
		}
		raster := shape.Raster(points)
		check := func(p orb.Point) relate.Position {
			want := shape.Locate(p)
			if got := raster.Locate(p); got != want {
				t.Fatalf("%v of %v is said to lie %d, it lies %d", p, m, got, want)
			}
			return want
		}
		for _, polygon := range m {
			for i, p := range polygon[0][1:] {
				check(p)
				check(orb.Point{(p[0] + polygon[0][i][0]) / 2, (p[1] + polygon[0][i][1]) / 2})
				check(orb.Point{math.Nextafter(p[0], 200), p[1]})
			}
		}
		b := shape.Bound()
		for range 12 {
			p, q := orb.Point{at("west"), at("south")}, orb.Point{at("east"), at("north")}
			f := rapid.SampledFrom([]float64{1, .125, 1. / 512}).Draw(r, "size")
			p[0], p[1] = max(b.Min[0], min(p[0], b.Max[0])), max(b.Min[1], min(p[1], b.Max[1]))
			q = orb.Point{p[0] + (q[0]-p[0])*f, p[1] + (q[1]-p[1])*f}
			box := orb.MultiPoint{p, q}.Bound()
			where := raster.Box(box)
			said[where]++
			for i := range 5 {
				for j := range 5 {
					is := check(orb.Point{box.Min[0] + (box.Max[0]-box.Min[0])*float64(i)/4, box.Min[1] + (box.Max[1]-box.Min[1])*float64(j)/4})
					if where != relate.Edge && where != is {
						t.Fatalf("%v of %v is said to lie %d, a point of it lies %d", box, m, where, is)
					}
				}
			}
		}
	})
	if said[relate.Inside] == 0 || said[relate.Outside] == 0 || said[relate.Edge] == 0 {
		t.Errorf("not every answer was given: %v", said)
	}
}

// Lines, points, collections, boxes and areas without an inside have none, and neither have few points.
func TestNoRaster(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}
	for name, g := range map[string]orb.Geometry{"line": orb.LineString{{0, 0}, {1, 1}}, "point": orb.Point{0, 0}, "collection": orb.Collection{square, square}, "level": orb.Polygon{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}},
		"empty": orb.MultiPolygon{}} {
		if relate.New(g).Rasters(1e6) {
			t.Errorf("%s", name)
		}
	}
	if s := relate.New(square); s.Rasters(10) || !s.Rasters(1e4) {
		t.Error("few points, many points")
	}
}
