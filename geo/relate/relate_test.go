package relate_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"oblast/geo/relate"
)

var all = map[string]relate.Predicate{"intersects": relate.Intersects, "equals": relate.Equals, "disjoint": relate.Disjoint, "touches": relate.Touches,
	"within": relate.Within, "overlaps": relate.Overlaps, "crosses": relate.Crosses, "contains": relate.Contains}

func square(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
}

func TestHolds(t *testing.T) {
	holed := orb.Polygon{square(0, 0, 10, 10)[0], square(4, 4, 6, 6)[0]}
	cases := []struct {
		name string
		a, b orb.Geometry
		want string // what holds, besides disjoint's opposite
	}{
		{"point in a square", orb.Point{5, 5}, square(0, 0, 10, 10), "within"},
		{"point in a hole", orb.Point{5, 5}, holed, "disjoint"},
		{"point on a hole's edge", orb.Point{4, 5}, holed, "touches"},
		{"point at a corner", orb.Point{10, 10}, square(0, 0, 10, 10), "touches"},
		{"point at an end", orb.Point{0, 0}, orb.LineString{{0, 0}, {2, 2}}, "touches"},
		{"point on a closed line", orb.Point{0, 0}, orb.LineString{{0, 0}, {2, 2}, {2, 0}, {0, 0}}, "within"},
		{"point and itself", orb.Point{1, 2}, orb.MultiPoint{{1, 2}}, "equals within contains"},
		{"two of three points", orb.MultiPoint{{1, 2}, {3, 4}}, orb.MultiPoint{{1, 2}, {5, 6}}, "overlaps"},
		{"squares that share a corner", square(0, 0, 1, 1), square(1, 1, 2, 2), "touches"},
		{"squares that share area", square(0, 0, 2, 2), square(1, 1, 3, 3), "overlaps"},
		{"a square in a hole", square(4.5, 4.5, 5, 5), holed, "disjoint"},
		{"a square that fills a hole", square(4, 4, 6, 6), holed, "touches"},
		{"a line through", orb.LineString{{-1, 5}, {11, 5}}, square(0, 0, 10, 10), "crosses"},
		{"a line along the edge", orb.LineString{{0, 0}, {5, 0}}, square(0, 0, 10, 10), "touches"},
		{"a line inside", orb.LineString{{1, 1}, {2, 2}}, square(0, 0, 10, 10), "within"},
		{"lines that cross", orb.LineString{{0, 0}, {2, 2}}, orb.LineString{{0, 2}, {2, 0}}, "crosses"},
		{"lines end to end", orb.LineString{{0, 0}, {2, 2}}, orb.LineString{{2, 2}, {3, 0}}, "touches"},
		{"the same ring, turned", square(0, 0, 1, 1), orb.Polygon{{{1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 1}}}, "equals within contains"},
		{"nothing", orb.MultiPolygon{}, square(0, 0, 1, 1), "disjoint"},
		{"the date line", square(179, 0, 180, 1), orb.Point{180, 0.5}, "touches"},
		{"the pole", orb.Point{0, 90}, square(-180, 80, 180, 90), "touches"},
	}
	for _, c := range cases {
		want := map[string]bool{"intersects": c.want != "disjoint"}
		for name := range all {
			for _, word := range splitWords(c.want) {
				want[name] = want[name] || word == name
			}
		}
		for name, p := range all {
			for _, shapes := range [][2]*relate.Shape{{relate.New(c.a), relate.Of(c.b)}, {relate.Of(c.a), relate.New(c.b)}} {
				if got := p.Holds(shapes[0], shapes[1]); got != want[name] {
					t.Errorf("%s: %s is %v", c.name, name, got)
				}
				if got := p.Mirror().Holds(shapes[1], shapes[0]); got != want[name] {
					t.Errorf("%s, exchanged: mirror of %s is %v", c.name, name, got)
				}
			}
		}
	}
}

func splitWords(s string) (words []string) {
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && s[end] != ' ' {
			end++
		}
		words = append(words, s[start:end])
		start = end + 1
	}
	return words
}

func TestBoxIsItsPolygon(t *testing.T) {
	b := square(0, 0, 10, 10).Bound()
	for name, g := range map[string]orb.Geometry{"inside": square(1, 1, 2, 2), "at the edge": square(0, 1, 2, 2), "line on the edge": orb.LineString{{0, 1}, {0, 2}},
		"over": square(-1, -1, 11, 11), "outside": square(20, 20, 21, 21), "same": square(0, 0, 10, 10), "point": orb.Point{0, 0}} {
		for predicate, p := range all {
			if got, want := p.Holds(relate.Of(g), relate.Box(b)), p.Holds(relate.Of(g), relate.New(b.ToPolygon())); got != want {
				t.Errorf("%s %s: %v as a box, %v as a polygon", name, predicate, got, want)
			}
		}
	}
}

// TestMeetingAgreesWithOracle compares star-shaped polygons, lines and points on a small grid, where touching is common.
func TestMeetingAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		draw := func(label string) (orb.Geometry, string) {
			at := func() orb.Point {
				return orb.Point{float64(rapid.IntRange(0, 12).Draw(r, "x")), float64(rapid.IntRange(0, 12).Draw(r, "y"))}
			}
			switch rapid.IntRange(0, 3).Draw(r, label) {
			case 0:
				return at(), "point"
			case 1:
				l := orb.LineString{at(), at(), at()}
				return l, "line"
			case 2:
				return triangle(at(), at(), at()), "triangle"
			default:
				c, n := at(), rapid.IntRange(5, 40).Draw(r, "corners")
				return star(c, n), "star"
			}
		}
		a, _ := draw("a")
		b, _ := draw("b")
		if a == nil || b == nil {
			return
		}
		want := geom.Intersects(oracle(a), oracle(b))
		for _, s := range [][2]*relate.Shape{{relate.New(a), relate.Of(b)}, {relate.Of(a), relate.New(b)}, {relate.New(a), relate.New(b)}} {
			if got := relate.Intersects.Holds(s[0], s[1]); got != want {
				t.Fatalf("%v and %v: %v, want %v", a, b, got, want)
			}
		}
	})
}

func triangle(a, b, c orb.Point) orb.Geometry {
	if (b[0]-a[0])*(c[1]-a[1]) == (b[1]-a[1])*(c[0]-a[0]) {
		return nil
	}
	return orb.Polygon{{a, b, c, a}}
}

func star(c orb.Point, n int) orb.Geometry {
	var ring orb.Ring
	for i := range n {
		radius := 1.0 + 2*float64(i%2)
		angle := 2 * math.Pi * float64(i) / float64(n)
		ring = append(ring, orb.Point{c[0] + radius*math.Cos(angle), c[1] + radius*math.Sin(angle)})
	}
	return orb.Polygon{append(ring, ring[0])}
}

func oracle(g orb.Geometry) geom.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return geom.NewPoint(geom.Coordinates{XY: geom.XY{X: g[0], Y: g[1]}}).AsGeometry()
	case orb.LineString:
		return line(g).AsGeometry()
	case orb.Polygon:
		return geom.NewPolygon([]geom.LineString{line(g[0])}).AsGeometry()
	}
	return geom.Geometry{}
}

func line(points []orb.Point) geom.LineString {
	var floats []float64
	for _, p := range points {
		floats = append(floats, p[0], p[1])
	}
	return geom.NewLineString(geom.NewSequence(floats, geom.DimXY))
}

func TestDistance(t *testing.T) {
	moscow, kaluga := orb.Point{37.6173, 55.7558}, orb.Point{36.2754, 54.5293}
	if d := relate.DistanceM(moscow, kaluga); math.Abs(d-160_700) > 1500 {
		t.Errorf("Moscow to Kaluga: %.0f m", d)
	}
	cases := []struct {
		name   string
		from   orb.Point
		to     orb.Geometry
		metres float64
	}{
		{"inside", orb.Point{5, 5}, square(0, 0, 10, 10), 0},
		{"a degree north of an edge", orb.Point{5, 1}, orb.LineString{{4, 0}, {6, 0}}, 111_195},
		{"over the date line", orb.Point{179.5, 0}, orb.Point{-179.5, 0}, 111_195},
		{"the antipode", orb.Point{0, 0}, orb.Point{180, 0}, math.Pi * relate.EarthRadiusM},
		{"the pole", orb.Point{17, 90}, orb.Point{-100, 89}, 111_195},
		{"nothing", orb.Point{0, 0}, orb.MultiPolygon{}, math.Inf(1)},
	}
	for _, c := range cases {
		if got := relate.Of(c.to).DistanceFromM(c.from); got != c.metres && math.Abs(got-c.metres) > 60 {
			t.Errorf("%s: %.0f m, want %.0f", c.name, got, c.metres)
		}
	}
}
