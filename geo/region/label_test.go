package region_test

import (
	"math"
	"testing"

	"oblast/geo/region"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func TestLabelPoint(t *testing.T) {
	letterC := orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 8}, {10, 8}, {10, 10}, {0, 10}, {0, 0}}}}
	ring := orb.MultiPolygon{append(rectangle(0, 0, 12, 10), rectangle(1, 1, 7, 9)[0])}
	cases := []struct {
		name      string
		shape     orb.MultiPolygon
		want      orb.Point
		tolerance float64
	}{
		{"empty", nil, orb.Point{}, 0},
		{"square at the equator", orb.MultiPolygon{rectangle(-1, -1, 1, 1)}, orb.Point{0, 0}, 0.03},
		{"beside the hole", ring, orb.Point{9.5, 5}, 2.6},
		{"bend of a C", letterC, orb.Point{1.2, 1.2}, 0.5},
		{"larger part", orb.MultiPolygon{rectangle(0, 0, 1, 1), rectangle(10, 0, 14, 4)}, orb.Point{12, 2}, 0.1},
		{"larger side of the date line", orb.MultiPolygon{rectangle(-180, 62, -178, 64), rectangle(170, 62, 180, 72)}, orb.Point{175, 67}, 3},
		{"around the pole", orb.MultiPolygon{rectangle(-180, -90, 180, -60)}, orb.Point{0, -75}, 200},
		{"line without area", orb.MultiPolygon{{{{5, 5}, {6, 5}, {5, 5}, {5, 5}}}}, orb.Point{5, 5}, 0.001},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := region.LabelPoint(c.shape)
			if math.Hypot(got[0]-c.want[0], got[1]-c.want[1]) > c.tolerance {
				t.Errorf("got %v, want %v within %v", got, c.want, c.tolerance)
			}
			if len(c.shape) > 0 && region.AreaKM2(c.shape) > 0 && !region.Contains(c.shape, got) {
				t.Errorf("%v is outside", got)
			}
		})
	}
}

func TestLabelPointIsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// a star: at evenly spaced bearings a reach each
		n := rapid.IntRange(3, 24).Draw(t, "corners")
		centre := orb.Point{rapid.Float64Range(-150, 150).Draw(t, "lon"), rapid.Float64Range(-70, 70).Draw(t, "lat")}
		var ring orb.Ring
		for k := range n {
			reach := rapid.Float64Range(0.01, 10).Draw(t, "reach")
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(n))
			ring = append(ring, orb.Point{centre[0] + reach*cos, centre[1] + reach*sin})
		}
		ring = append(ring, ring[0])
		shape := orb.MultiPolygon{{ring}}
		if at := region.LabelPoint(shape); !region.Contains(shape, at) {
			t.Fatalf("%v is outside %v", at, ring)
		}
	})
}
