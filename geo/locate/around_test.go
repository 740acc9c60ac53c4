package locate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// haversineM is the distance of two positions on the mean sphere by the textbook's formula.
func haversineM(a, b orb.Point) float64 {
	const rad = math.Pi / 180
	sinLat, sinLon := math.Sin((b[1]-a[1])*rad/2), math.Sin((b[0]-a[0])*rad/2)
	h := sinLat*sinLat + math.Cos(a[1]*rad)*math.Cos(b[1]*rad)*sinLon*sinLon
	return 2 * region.EarthRadiusKM * 1000 * math.Asin(math.Min(1, math.Sqrt(h)))
}

func TestNearestSettlementAgreesWithBruteForce(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	rapid.Check(t, func(t *rapid.T) {
		lon, lat := rapid.Float64Range(-540, 540).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")
		if rapid.Bool().Draw(t, "beside a settlement") {
			p := g.Settlements[rapid.IntRange(0, len(g.Settlements)-1).Draw(t, "settlement")].Point
			lon, lat = p[0]+lon/10_000, max(-90, min(90, p[1]+lat/10_000))
		}
		near := l.Nearest(lon, lat)
		least := math.Inf(1)
		for i := range g.Settlements {
			least = min(least, haversineM(orb.Point{lon, lat}, g.Settlements[i].Point))
		}
		own := haversineM(orb.Point{lon, lat}, g.Settlements[near.Settlement].Point)
		if own > least+.01 || math.Abs(near.DistanceM-own) > .01+1e-9*own {
			t.Fatalf("%v, %v: settlement %d at %v m (by the formula %v), the nearest is at %v m", lon, lat, near.Settlement, near.DistanceM, own, least)
		}
	})
}

func TestBearing(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to orb.Point
		want     float64
	}{
		{"north", orb.Point{36, 54}, orb.Point{36, 55}, 0},
		{"south", orb.Point{36, 55}, orb.Point{36, 54}, 180},
		{"east on the equator", orb.Point{10, 0}, orb.Point{20, 0}, 90},
		{"west on the equator", orb.Point{20, 0}, orb.Point{10, 0}, 270},
		{"over the antimeridian", orb.Point{179.5, 0}, orb.Point{-179.5, 0}, 90},
		{"to the pole", orb.Point{77, 80}, orb.Point{0, 90}, 0},
		{"from the south pole", orb.Point{0, -90}, orb.Point{30, 0}, 30},
		{"the same place", orb.Point{36, 54}, orb.Point{36, 54}, 0},
	} {
		if got := locate.Bearing(c.from, c.to); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		q := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon2"), rapid.Float64Range(-90, 90).Draw(t, "lat2")}
		if b := locate.Bearing(p, q); !(b >= 0 && b < 360) {
			t.Fatalf("from %v to %v: %v", p, q, b)
		}
	})
}

// borderM is brute force: every edge of a unit's shape, in steps so small that what lies between two does not count.
func borderM(shape orb.MultiPolygon, p orb.Point) float64 {
	const step = .002
	least := math.Inf(1)
	for _, polygon := range shape {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				a, b := ring[k-1], ring[k]
				if math.Abs(a[0]) == 180 && a[0] == b[0] {
					continue // the antimeridian is no border
				}
				n := math.Ceil(math.Max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1]))/step) + 1
				for i := 0.; i <= n; i++ {
					least = math.Min(least, haversineM(p, orb.Point{a[0] + (b[0]-a[0])*i/n, a[1] + (b[1]-a[1])*i/n}))
				}
			}
		}
	}
	return least
}

func TestBordersAgreeWithBruteForce(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	random := rand.New(rand.NewPCG(7, 8))
	seen, wrong := 0, 0
	for tries := 0; seen < 24 && tries < 4000; tries++ {
		p := g.Settlements[random.IntN(len(g.Settlements))].Point
		p[0], p[1] = p[0]+random.NormFloat64()/20, p[1]+random.NormFloat64()/20
		hit := l.At(p[0], p[1])
		if hit.Snapped || hit.District == region.None || g.Tree.At(hit.Country).ID == "RU" && seen%8 != 0 {
			continue
		}
		seen++
		got := l.Borders(p[0], p[1])
		for _, c := range []struct {
			level string
			unit  int32
			got   float64
		}{{"district", hit.District, got.DistrictM}, {"region", hit.Region, got.RegionM}, {"country", hit.Country, got.CountryM}} {
			want := borderM(g.Tree.Shape(c.unit, region.HundredM), p)
			if math.Abs(c.got-want) > .002*want+120 { // half a step of the oracle
				if wrong++; wrong < 12 {
					t.Errorf("%v, border of the %s %s: %.0f m, brute force %.0f m", p, c.level, id(g.Tree, c.unit), c.got, want)
				}
			}
		}
	}
	if seen < 24 {
		t.Errorf("only %d positions", seen)
	}
}

func TestBordersOnSquares(t *testing.T) {
	g := gazetteertest.Load(t)
	l := newLocator(t, g)
	const degreeM = 111195.08
	at := func(lat float64) float64 { return degreeM * math.Cos(lat*math.Pi/180) }
	for _, c := range []struct {
		name                      string
		lon, lat                  float64
		country, region, district float64
	}{
		{"on a border of all levels", 34, 54.5, 0, 0, 0},
		{"near the border of districts", 34.99, 54.5, .5 * degreeM, .5 * degreeM, .01 * at(54.5)},
		{"the date line is no border", 180, 65.9, .1 * degreeM, .1 * degreeM, .1 * degreeM},
	} {
		got := l.Borders(c.lon, c.lat)
		for _, d := range [][2]float64{{got.CountryM, c.country}, {got.RegionM, c.region}} {
			if math.Abs(d[0]-d[1]) > 1+.001*d[1] {
				t.Errorf("%s: got %+v, want %v, %v, %v", c.name, got, c.country, c.region, c.district)
				break
			}
		}
	}
	if got := l.Borders(math.NaN(), 0); !math.IsInf(got.CountryM, 1) {
		t.Errorf("no longitude: %+v", got)
	}
}

func TestDiscSharesAgreeWithManyPositions(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	random := rand.New(rand.NewPCG(9, 10))
	finest := func(lon, lat float64) int32 {
		h := l.At(lon, lat)
		switch {
		case h.Snapped:
			return h.Water
		case h.Region != region.None:
			return h.Region
		case h.Country != region.None:
			return h.Country
		}
		return h.Water
	}
	for _, c := range []struct {
		name             string
		lon, lat, radius float64
	}{
		{"border of Kaluga and Tula", 36.9, 54.5, 20_000}, {"coast of Azov", 39.0, 47.2, 30_000}, {"over the antimeridian", 179.9, 66, 60_000},
		{"around the pole", 10, 89.9, 100_000}, {"three countries", 31.75, 52.1, 50_000}, {"a point", 36, 54.5, 0}, {"large", 36, 54.5, 500_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := map[int32]float64{}
			const n = 40_000
			for range n { // evenly by area on the sphere, the textbook's way
				dist := math.Acos(1-random.Float64()*(1-math.Cos(c.radius/1000/region.EarthRadiusKM))) * region.EarthRadiusKM * 1000
				p := destination(orb.Point{c.lon, c.lat}, dist, random.Float64()*2*math.Pi)
				want[finest(p[0], p[1])] += 1. / n
			}
			sum := 0.
			for _, s := range l.Disc(c.lon, c.lat, c.radius) {
				sum += s.Part
				if math.Abs(s.Part-want[s.Unit]) > .015 {
					t.Errorf("%s has %.3f, want %.3f", id(g.Tree, s.Unit), s.Part, want[s.Unit])
				}
				delete(want, s.Unit)
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("shares add up to %v", sum)
			}
			for unit, part := range want {
				if part > .01 {
					t.Errorf("%s is missing: %.3f", id(g.Tree, unit), part)
				}
			}
		})
	}
	for _, bad := range [][3]float64{{math.NaN(), 0, 1}, {0, 91, 1}, {0, 0, -1}, {0, 0, math.NaN()}, {0, 0, 2 * locate.MaxDiscM}} {
		if got := l.Disc(bad[0], bad[1], bad[2]); got != nil {
			t.Errorf("%v: %v", bad, got)
		}
	}
}

// destination goes a way on the sphere by vectors, not by the formula of spherical trigonometry.
func destination(p orb.Point, distM, bearing float64) orb.Point {
	const rad = math.Pi / 180
	sinLon, cosLon := math.Sincos(p[0] * rad)
	sinLat, cosLat := math.Sincos(p[1] * rad)
	up, north, east := [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}, [3]float64{-sinLat * cosLon, -sinLat * sinLon, cosLat}, [3]float64{-sinLon, cosLon, 0}
	sinD, cosD := math.Sincos(distM / 1000 / region.EarthRadiusKM)
	sinB, cosB := math.Sincos(bearing)
	var v [3]float64
	for i := range v {
		v[i] = up[i]*cosD + (north[i]*cosB+east[i]*sinB)*sinD
	}
	return orb.Point{math.Atan2(v[1], v[0]) / rad, math.Asin(math.Max(-1, math.Min(1, v[2]))) / rad}
}

func TestNearestLandFromTheSea(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	unit, distM := l.NearestLand(34, 43.5) // middle of the Black Sea
	if unit == region.None || distM < 80_000 || distM > 200_000 {
		t.Errorf("Black Sea: %s at %.0f m", id(g.Tree, unit), distM)
	}
	if near := l.Nearest(0, 90); near.Settlement == region.None || near.DistanceM < 500_000 {
		t.Errorf("north pole: %+v", near)
	}
}

func TestAroundAllocatesNothing(t *testing.T) {
	l := newLocator(t, gazetteertest.Load(t))
	if got := testing.AllocsPerRun(50, func() { l.Borders(34.5, 54.5); l.Nearest(34.5, 54.5); l.NearestLand(0, 0) }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

// TestTheSouthPoleIsInland asks at and beside the pole, where the shape of Antarctica is cut a hundred metres short of it.
func TestTheSouthPoleIsInland(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	for _, p := range []orb.Point{{0, -90}, {-180, -90}, {77, -89.9999}, {100, -89.999}, {100, -89.99}, {-30, -89.9}} {
		if h := l.At(p[0], p[1]); h.Snapped || id(g.Tree, h.Country) != "AQ" {
			t.Errorf("%v: %s, snapped %v", p, id(g.Tree, h.Country), h.Snapped)
		}
		if b := l.Borders(p[0], p[1]); b.CountryM < 100_000 {
			t.Errorf("%v: %.0f m from the border", p, b.CountryM)
		}
		if shares := l.Disc(p[0], p[1], 50_000); len(shares) != 1 || id(g.Tree, shares[0].Unit) != "AQ" {
			t.Errorf("%v: the disc is shared: %+v", p, shares)
		}
	}
}
