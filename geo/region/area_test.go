package region_test

import (
	"math"
	"testing"

	"oblast/geo/region"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func near(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance }

func TestAreaKM2(t *testing.T) {
	const earth = 4 * math.Pi * region.EarthRadiusKM * region.EarthRadiusKM
	hole := append(rectangle(0, 0, 90, 90), rectangle(10, 10, 20, 20)[0])
	backwards := rectangle(0, 0, 90, 90)
	backwards[0].Reverse()
	cases := []struct {
		name  string
		shape orb.MultiPolygon
		want  float64
	}{
		{"empty", nil, 0},
		{"empty ring", orb.MultiPolygon{{{}}}, 0},
		{"point", orb.MultiPolygon{{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}}, 0},
		{"whole earth", orb.MultiPolygon{rectangle(-180, -90, 180, 90)}, earth},
		{"octant", orb.MultiPolygon{rectangle(0, 0, 90, 90)}, earth / 8},
		{"backwards", orb.MultiPolygon{backwards}, earth / 8},
		{"polar cap", orb.MultiPolygon{rectangle(-180, 60, 180, 90)}, earth / 2 * (1 - math.Sqrt(3)/2)},
		{"cut at the date line", orb.MultiPolygon{rectangle(170, 0, 180, 30), rectangle(-180, 0, -170, 30)}, earth / 2 * 0.5 * 20 / 360},
		{"hole", orb.MultiPolygon{hole}, earth/8 - earth/2*(math.Sin(20*math.Pi/180)-math.Sin(10*math.Pi/180))*10/360},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := region.AreaKM2(c.shape); !near(got, c.want, 1e-6*math.Max(1, c.want)) {
				t.Errorf("got %v km2, want %v", got, c.want)
			}
		})
	}
}

func TestAreasOfPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lon := func(name string) float64 { return rapid.Float64Range(-180, 180).Draw(t, name) }
		lat := func(name string) float64 { return rapid.Float64Range(-90, 90).Draw(t, name) }
		a, b, c := orb.Point{lon("ax"), lat("ay")}, orb.Point{lon("bx"), lat("by")}, orb.Point{lon("cx"), lat("cy")}
		middle := orb.Point{(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3}
		triangle := func(a, b, c orb.Point) float64 { return region.AreaKM2(orb.MultiPolygon{{{a, b, c, a}}}) }
		whole, parts := triangle(a, b, c), triangle(a, b, middle)+triangle(b, c, middle)+triangle(c, a, middle)
		if !near(parts, whole, 1e-6*whole+1e-3) {
			t.Fatalf("parts have %v km2, the whole %v", parts, whole)
		}
	})
}

func TestContainsGivesEachPositionToOneOfTheTiles(t *testing.T) {
	shapes := []orb.MultiPolygon{{rectangle(0, 0, 1, 1)}, {rectangle(1, 0, 2, 1)}, {rectangle(0, 1, 2, 2)}}
	for _, at := range []orb.Point{{0, 0}, {1, 0}, {1, 0.5}, {0.5, 1}, {1, 1}, {0.25, 0.75}, {1.999, 1.999}} {
		n := 0
		for _, shape := range shapes {
			if region.Contains(shape, at) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%v is in %d tiles", at, n)
		}
	}
	ring := orb.MultiPolygon{append(rectangle(0, 0, 3, 3), rectangle(1, 1, 2, 2)[0])}
	for at, want := range map[orb.Point]bool{{0.5, 0.5}: true, {1.5, 1.5}: false, {3, 1}: false, {-1, 1.5}: false} {
		if got := region.Contains(ring, at); got != want {
			t.Errorf("ring contains %v: %v, want %v", at, got, want)
		}
	}
	if region.Contains(nil, orb.Point{}) {
		t.Error("an empty shape contains a position")
	}
}
