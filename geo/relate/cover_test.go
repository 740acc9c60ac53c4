package relate_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/relate"
)

// TestNear holds that what is said of a box is so of every point of it, and of the points by themselves.
func TestNear(t *testing.T) {
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
		near, ok := shape.Near()
		if !ok {
			t.Fatal("an area cannot be narrowed")
		}
		b := orb.Bound{Min: orb.Point{-25, -25}, Max: orb.Point{25, 25}}
		for size := 16.0; size >= .25; size /= 4 {
			west, south := b.Min[0]+rapid.Float64Range(0, 1).Draw(r, "west")*(b.Max[0]-b.Min[0]-size), b.Min[1]+rapid.SampledFrom([]float64{0, .25, .5}).Draw(r, "south")*(b.Max[1]-b.Min[1]-size)
			b = orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{west + size, south + size}}
			var cover relate.Position
			near, cover, _ = near.In(b, nil)
			said[cover]++
			for i := range 5 {
				for j := range 5 {
					p := orb.Point{west + size*float64(i)/4, south + size*float64(j)/4}
					want := shape.Locate(p)
					if got := near.Locate(p); got != want || cover != relate.Edge && cover != want {
						t.Fatalf("%v of %v is said to lie %d, its point %v %d, which lies %d", b, m, cover, p, got, want)
					}
				}
			}
		}
	})
	if said[relate.Inside] == 0 || said[relate.Outside] == 0 || said[relate.Edge] == 0 {
		t.Errorf("not every answer was given: %v", said)
	}
}
