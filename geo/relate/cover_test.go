package relate_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/relate"
)

// TestCover holds that what is said of a box is so of every point of it.
func TestCover(t *testing.T) {
	said := map[relate.Position]int{}
	rapid.Check(t, func(r *rapid.T) {
		at := func(label string) float64 { return float64(rapid.IntRange(-40, 40).Draw(r, label)) / 2 }
		var m orb.MultiPolygon
		for range rapid.IntRange(1, 3).Draw(r, "polygons") {
			ring := orb.Ring{}
			for range rapid.SampledFrom([]int{3, 5, 24}).Draw(r, "corners") {
				ring = append(ring, orb.Point{at("x"), at("y")})
			}
			m = append(m, orb.Polygon{append(ring, ring[0])})
		}
		shape := relate.New(m)
		west, south := at("west"), at("south")
		size := rapid.SampledFrom([]float64{0, .25, 1, 8}).Draw(r, "size")
		b := orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{west + size, south + size}}
		cover := shape.Cover(b)
		said[cover]++
		if cover == relate.Edge {
			return
		}
		for i := range 5 {
			for j := range 5 {
				p := orb.Point{west + size*float64(i)/4, south + size*float64(j)/4}
				if got := shape.Locate(p); got != cover {
					t.Fatalf("%v is said to lie %d, its point %v lies %d", b, cover, p, got)
				}
			}
		}
	})
	if said[relate.Inside] == 0 || said[relate.Outside] == 0 || said[relate.Edge] == 0 {
		t.Errorf("not every answer was given: %v", said)
	}
}
