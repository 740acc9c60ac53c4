package region_test

import (
	"testing"

	"oblast/geo/region"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// rectangle is a polygon from west to east and south to north.
func rectangle(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
}

func TestBounds(t *testing.T) {
	cases := []struct {
		name  string
		shape orb.MultiPolygon
		want  region.BBox
	}{
		{"empty", nil, region.BBox{}},
		{"empty polygon", orb.MultiPolygon{{}, {{}}}, region.BBox{}},
		{"one", orb.MultiPolygon{rectangle(30, 50, 40, 60)}, region.BBox{30, 50, 40, 60}},
		{"two apart", orb.MultiPolygon{rectangle(30, 50, 40, 60), rectangle(-10, 0, -5, 1)}, region.BBox{-10, 0, 40, 60}},
		{"one inside the other's span", orb.MultiPolygon{rectangle(0, 0, 100, 1), rectangle(10, 2, 20, 3)}, region.BBox{0, 0, 100, 3}},
		{"both sides of the date line", orb.MultiPolygon{rectangle(27, 41, 180, 82), rectangle(-180, 62, -169, 72)}, region.BBox{27, 41, -169, 82}},
		{"islands on both sides", orb.MultiPolygon{rectangle(177, -20, 178, -16), rectangle(-180, -19, -178, -18)}, region.BBox{177, -20, -178, -16}},
		{"around the pole", orb.MultiPolygon{rectangle(-180, -90, 180, -60)}, region.BBox{-180, -90, 180, -60}},
		{"evenly around", orb.MultiPolygon{rectangle(-90, 0, 90, 1), rectangle(-180, 0, -180, 1)}, region.BBox{-180, 0, 90, 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := region.Bounds(c.shape); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestBBoxRelations(t *testing.T) {
	russia, fiji, world := region.BBox{19, 41, -169, 82}, region.BBox{177, -20, -178, -12}, region.BBox{-180, -90, 180, 90}
	contains := []struct {
		box  region.BBox
		at   orb.Point
		want bool
	}{
		{russia, orb.Point{37, 55}, true},
		{russia, orb.Point{180, 65}, true},
		{russia, orb.Point{-180, 65}, true},
		{russia, orb.Point{-170, 65}, true},
		{russia, orb.Point{0, 65}, false},
		{russia, orb.Point{37, 40}, false},
		{world, orb.Point{0, 0}, true},
		{region.BBox{10, 80, 20, 90}, orb.Point{-100, 90}, true},
		{region.BBox{10, 80, 20, 89}, orb.Point{15, 90}, false},
	}
	for _, c := range contains {
		if got := c.box.Contains(c.at); got != c.want {
			t.Errorf("%v contains %v: %v, want %v", c.box, c.at, got, c.want)
		}
	}
	intersects := []struct {
		a, b region.BBox
		want bool
	}{
		{russia, fiji, false},
		{russia, world, true},
		{fiji, region.BBox{-180, -15, -179, -14}, true},
		{fiji, region.BBox{179, -15, 180, -14}, true},
		{fiji, region.BBox{0, -15, 10, -14}, false},
		{russia, region.BBox{-169, 82, -160, 85}, true},
		{region.BBox{0, 0, 1, 1}, region.BBox{2, 0, 3, 1}, false},
		{region.BBox{0, 0, 1, 90}, region.BBox{2, 80, 3, 90}, true},
		{region.BBox{0, -90, 1, 0}, region.BBox{2, -90, 3, -80}, true},
		{region.BBox{0, 0, 1, 90}, region.BBox{2, 80, 3, 89}, false},
	}
	for _, c := range intersects {
		if got := c.a.Intersects(c.b); got != c.want {
			t.Errorf("%v meets %v: %v, want %v", c.a, c.b, got, c.want)
		}
		if got := c.b.Intersects(c.a); got != c.want {
			t.Errorf("%v meets %v: %v, want %v", c.b, c.a, got, c.want)
		}
	}
	if got, want := (region.BBox{170, 0, 175, 1}).Union(region.BBox{-175, -1, -170, 0}), (region.BBox{170, -1, -170, 1}); got != want {
		t.Errorf("union is %v, want %v", got, want)
	}
	if b := russia; b.West() != 19 || b.South() != 41 || b.East() != -169 || b.North() != 82 {
		t.Errorf("sides of %v are wrong", b)
	}
}

func TestUnionHoldsBoth(t *testing.T) {
	draw := func(t *rapid.T, name string) region.BBox {
		return region.BBox{
			rapid.Float64Range(-180, 180).Draw(t, name+" west"), rapid.Float64Range(-90, 0).Draw(t, name+" south"),
			rapid.Float64Range(-180, 180).Draw(t, name+" east"), rapid.Float64Range(0, 90).Draw(t, name+" north"),
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		union := a.Union(b)
		at := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		if (a.Contains(at) || b.Contains(at)) && !union.Contains(at) {
			t.Fatalf("%v is in %v or %v, not in their union %v", at, a, b, union)
		}
		if union.Contains(at) && !union.Intersects(region.BBox{at[0], at[1], at[0], at[1]}) {
			t.Fatalf("%v contains %v but does not meet it", union, at)
		}
	})
}
