package projection_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/projection"
)

func system(t testing.TB, epsg int) *projection.CRS {
	t.Helper()
	for _, c := range projection.Systems() {
		if c.EPSG == epsg {
			return c
		}
	}
	t.Fatalf("no EPSG:%d", epsg)
	return nil
}

// TestReference holds every system against what PROJ gives, in the authority's order of axes, to a tenth of a millimetre
// (1e-9 of a degree); the way back to 1e-8 of a degree, a millimetre.
func TestReference(t *testing.T) {
	f, err := os.Open("testdata/reference.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := map[int]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		var n [5]float64
		for i, text := range fields {
			if n[i], err = strconv.ParseFloat(text, 64); err != nil {
				t.Fatal(err)
			}
		}
		c, at := system(t, int(n[0])), orb.Point{n[1], n[2]}
		rows[c.EPSG]++
		got, tolerance := c.Point(at), 1e-4
		if c.Degrees {
			tolerance = 1e-9
		}
		if math.Hypot(got[0]-n[3], got[1]-n[4]) > tolerance || !(got[0]-got[0] == 0) {
			t.Errorf("EPSG:%d of %v: got %v, PROJ has %v %v", c.EPSG, at, got, n[3], n[4])
		}
		back := c.LonLat(orb.Point{n[3], n[4]})
		// A hair from the pole a millimetre is many degrees of longitude.
		if dLon := math.Abs(math.Remainder(back[0]-at[0], 360)) * math.Cos(at[1]*math.Pi/180); dLon > 1e-8 || math.Abs(back[1]-at[1]) > 1e-8 {
			t.Errorf("EPSG:%d back from %v %v: got %v, want %v", c.EPSG, n[3], n[4], back, at)
		}
	}
	for _, epsg := range []int{4326, 3857, 3035, 6933} {
		if rows[epsg] < 200 {
			t.Errorf("EPSG:%d has %d rows", epsg, rows[epsg])
		}
	}
}

// TestEqualArea measures small squares: their area in the plane is that on the ellipsoid wherever they lie.
func TestEqualArea(t *testing.T) {
	// One square metre of ground at each latitude, by the radii of curvature of WGS 84.
	const e2 = 0.00669437999014
	for _, test := range []struct {
		epsg  int
		equal bool
	}{{3035, true}, {6933, true}, {3857, false}} {
		c := system(t, test.epsg)
		for _, at := range []orb.Point{{36, 54}, {-10, 36}, {60, 69}, {30, 45}} {
			const d = 1e-4
			sin, cos := math.Sincos(at[1] * math.Pi / 180)
			w := 1 - e2*sin*sin
			ground := projection.WGS84SemiMajorM * projection.WGS84SemiMajorM * (1 - e2) * cos / (w * w) * math.Pow(2*d*math.Pi/180, 2)
			middle := c.Project(at)
			var ring [4]orb.Point
			for i, corner := range [4]orb.Point{{-d, -d}, {d, -d}, {d, d}, {-d, d}} {
				p := c.Project(orb.Point{at[0] + corner[0], at[1] + corner[1]})
				ring[i] = orb.Point{p[0] - middle[0], p[1] - middle[1]}
			}
			area := 0.0
			for i, p := range ring {
				n := ring[(i+1)%4]
				area += (p[0]*n[1] - n[0]*p[1]) / 2
			}
			if ratio := area / ground; (math.Abs(ratio-1) < 1e-5) != test.equal {
				t.Errorf("EPSG:%d at %v: area is %v of the ground's", test.epsg, at, ratio)
			}
		}
	}
}

func TestThereAndBack(t *testing.T) {
	systems := projection.Systems()
	rapid.Check(t, func(r *rapid.T) {
		c := rapid.SampledFrom(systems).Draw(r, "system")
		at := orb.Point{rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-50, 85).Draw(r, "lat")}
		back := c.LonLat(c.Point(at))
		if math.Abs(math.Remainder(back[0]-at[0], 360)) > 1e-7 || math.Abs(back[1]-at[1]) > 1e-7 {
			r.Fatalf("%s: %v comes back as %v", c.URI, at, back)
		}
	})
}

func TestEdges(t *testing.T) {
	if p := system(t, 3035).Point(orb.Point{-170, -52}); p[0]-p[0] == 0 && math.Hypot(p[0], p[1]) < 1e6 {
		t.Errorf("opposite to the centre: %v", p)
	}
	if p := system(t, 3035).LonLat(orb.Point{9e7, 9e7}); p[0]-p[0] == 0 && p[1]-p[1] == 0 {
		t.Errorf("off the map: %v", p)
	}
	if p := system(t, 3857).Point(orb.Point{180, projection.MercatorMaxLat}); math.Abs(p[0]-p[1]) > 1e-6 {
		t.Errorf("the corner of the square: %v", p)
	}
	if p := system(t, 3857).Point(orb.Point{0, 90}); p[1] < 2e8 || p[1]-p[1] != 0 {
		t.Errorf("a pole by the cylinder: %v", p)
	}
	if p := system(t, 6933).LonLat(system(t, 6933).Point(orb.Point{77, 90})); math.Hypot(p[0]-77, p[1]-90) > 1e-9 {
		t.Errorf("a pole by the equal-area cylinder and back: %v", p)
	}
	if p := system(t, 6933).LonLat(orb.Point{0, 7.36e6}); p[1]-p[1] == 0 {
		t.Errorf("beyond the pole: %v", p)
	}
}

func TestEnclose(t *testing.T) {
	for _, test := range []struct {
		name string
		epsg int
		box  [4]float64
		want [4]float64
		ok   bool
	}{
		{"latitude first", 4326, [4]float64{50, 30, 60, 42}, [4]float64{30, 50, 42, 60}, true},
		{"mercator", 3857, [4]float64{0, 0, projection.MercatorHalfM, projection.MercatorHalfM}, [4]float64{0, 0, 180, projection.MercatorMaxLat}, true},
		{"around the pole", 3035, [4]float64{6.1e6, 3.3e6, 8.1e6, 5.3e6}, [4]float64{-180, 75.42, 180, 90}, true},
		{"over the antimeridian", 3035, [4]float64{8.2e6, 3.3e6, 9.2e6, 5.3e6}, [4]float64{145.76, 69.96, -124.65, 82.03}, true},
		{"equal-area cylinder", 6933, [4]float64{0, 0, 3466809.941182862, 5991119.611138333}, [4]float64{0, 0, 35.9306, 54.8054}, true},
		{"beyond the poles", 6933, [4]float64{0, 0, 1, 8e6}, [4]float64{}, false},
		{"off the map", 3035, [4]float64{-9e7, -9e7, 9e7, 9e7}, [4]float64{}, false},
	} {
		got, ok := system(t, test.epsg).Enclose(test.box)
		for i := range got {
			if ok != test.ok || math.Abs(got[i]-test.want[i]) > 0.1 {
				t.Errorf("%s: got %v %v, want %v %v", test.name, got, ok, test.want, test.ok)
				break
			}
		}
	}
}

// Whatever lies in a box lies in the box about it, and in its outline.
func TestEncloseHoldsTheBox(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := rapid.SampledFrom(projection.Systems()[2:]).Draw(r, "system")
		a := c.Point(orb.Point{rapid.Float64Range(-20, 80).Draw(r, "lon"), rapid.Float64Range(30, 80).Draw(r, "lat")})
		b := orb.Point{a[0] + rapid.Float64Range(1, 1e6).Draw(r, "w"), a[1] + rapid.Float64Range(1, 1e6).Draw(r, "h")}
		box := [4]float64{a[0], a[1], b[0], b[1]}
		around, ok := c.Enclose(box)
		if !ok {
			r.Skip("off the map")
		}
		p := c.LonLat(orb.Point{a[0] + rapid.Float64Range(0, 1).Draw(r, "x")*(b[0]-a[0]), a[1] + rapid.Float64Range(0, 1).Draw(r, "y")*(b[1]-a[1])})
		const slack = 0.02 // an edge bends between two of its pieces
		in := p[0] >= around[0]-slack && p[0] <= around[2]+slack
		if around[0] > around[2] {
			in = p[0] >= around[0]-slack || p[0] <= around[2]+slack
		}
		if !in || p[1] < around[1]-slack || p[1] > around[3]+slack {
			r.Fatalf("%s: %v of %v is not in %v", c.URI, p, box, around)
		}
	})
}

func TestGeometryCopies(t *testing.T) {
	ring := orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 0}}
	for _, g := range []orb.Geometry{nil, orb.Point{1, 1}, orb.MultiPoint{{1, 1}}, orb.LineString{{1, 1}}, orb.MultiLineString{{{1, 1}}},
		ring, orb.Polygon{ring}, orb.MultiPolygon{{ring}}, orb.Collection{orb.Point{1, 1}}, orb.Bound{Max: orb.Point{1, 1}}} {
		got := projection.Geometry(g, func(p orb.Point) orb.Point { return orb.Point{p[0] + 5, p[1]} })
		if g == nil {
			if got != nil {
				t.Errorf("nil becomes %v", got)
			}
			continue
		}
		if got.Bound().Min[0]-g.Bound().Min[0] != 5 {
			t.Errorf("%T: %v of %v", g, got, g)
		}
	}
}

func TestDefinitions(t *testing.T) {
	for _, c := range projection.Systems() {
		if c.EPSG != 0 && !(json.Valid([]byte(c.PROJJSON())) && strings.Contains(c.PROJJSON(), `"code":`+strconv.Itoa(c.EPSG))) {
			t.Errorf("%s: PROJJSON %q", c.URI, c.PROJJSON())
		}
		if !strings.Contains(c.WKT(), "CS[") {
			t.Errorf("%s: WKT %q", c.URI, c.WKT())
		}
	}
}

func BenchmarkForward(b *testing.B) {
	for _, epsg := range []int{3857, 3035, 6933} {
		c := system(b, epsg)
		b.Run("EPSG "+strconv.Itoa(epsg), func(b *testing.B) {
			p := orb.Point{36.3, 54.5}
			for b.Loop() {
				_ = c.Point(p)
			}
		})
	}
}
