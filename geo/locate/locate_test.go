package locate_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/locate"
	"oblast/geo/region"

	"pgregory.net/rapid"
)

// id names a unit; None is "-".
func id(tree *region.Tree, i int32) string {
	if i == region.None {
		return "-"
	}
	return tree.At(i).ID
}

// onLand is the finest unit of a hit but for waters.
func onLand(h locate.Hit) int32 {
	h.Water = region.None
	return h.Finest()
}

func TestAtOnSquares(t *testing.T) {
	g := gazetteertest.Load(t)
	l := newLocator(t, g)
	cases := []struct {
		name     string
		lon, lat float64
		want     string // country, region, district, water
	}{
		{"district", 34.5, 54.5, "RU RU-KLU RU-KLU.563697 -"},
		{"western side belongs", 34, 54.5, "RU RU-KLU RU-KLU.563697 -"},
		{"border goes to the east", 35, 54.5, "RU RU-KLU RU-KLU.546230 -"},
		{"border goes to the north", 35.5, 55, "RU RU-KLU RU-KLU.553912 -"},
		{"corner of three", 36, 54, "RU RU-MOS - -"},
		{"border of countries goes to the north", 35.5, 54, "RU RU-KLU RU-KLU.546230 -"},
		{"region without districts", 36.5, 56.5, "RU RU-MOS - -"},
		{"region inside another", 37.5, 55.5, "RU RU-MOW - -"},
		{"around the inner region", 38.5, 55.5, "RU RU-MOS - -"},
		{"today's district, not the older", 35.5, 52.5, "UA UA-63 UA-63.6301 -"},
		{"sea", 37, 51, "- - - water.black-sea"},
		{"lake", 31.5, 60.5, "- - - water.ladoga"},
		{"island in the lake", 32.5, 61.5, "- - - -"},
		{"nowhere", 0, 0, "- - - -"},
		{"west of the date line", 179.5, 65.5, "RU RU-CHU - -"},
		{"east of the date line", -179.5, 65.5, "RU RU-CHU - -"},
		{"on the date line", 180, 65.5, "RU RU-CHU - -"},
		{"on the date line from the east", -180, 65.5, "RU RU-CHU - -"},
		{"once around", 34.5 + 360, 54.5, "RU RU-KLU RU-KLU.563697 -"},
		{"many times around", 34.5 - 3600, 54.5, "RU RU-KLU RU-KLU.563697 -"},
		{"just under -180", math.Nextafter(-180, -181), 65.5, "RU RU-CHU - -"},
		{"south pole", 77, -90, "AQ - - -"},
		{"north pole", 0, 90, "- - - -"},
		{"beyond the pole", 0, 90.5, "- - - -"},
		{"no longitude", math.NaN(), 0, "- - - -"},
		{"no latitude", 0, math.NaN(), "- - - -"},
		{"endless", math.Inf(1), math.Inf(-1), "- - - -"},
		{"endless east", math.Inf(1), 0, "- - - -"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := l.At(c.lon, c.lat)
			got := strings.Join([]string{id(g.Tree, h.Country), id(g.Tree, h.Region), id(g.Tree, h.District), id(g.Tree, h.Water)}, " ")
			if got != c.want || h.Snapped || h.DistanceM != 0 {
				t.Errorf("got %s (snapped %v, %v m), want %s", got, h.Snapped, h.DistanceM, c.want)
			}
		})
	}
}

func TestAtSnapsCoastalMisses(t *testing.T) {
	g := gazetteertest.Load(t)
	l := newLocator(t, g)
	const degreeM = 111195.08 // of latitude on the mean sphere
	cases := []struct {
		name      string
		lon, lat  float64
		want      string // region, district, water
		distanceM float64
	}{
		{"south of the raion, in the sea", 36.5, 52 - 0.01, "UA-63 UA-63.6301 water.black-sea", 0.01 * degreeM},
		{"in the sea, near land", 35.5, 52 - 1e-5, "UA-63 UA-63.6301 water.black-sea", 1e-5 * degreeM},
		{"just too far", 36.5, 52 - 2010/degreeM, "- - water.black-sea", 0},
		{"just near enough", 36.5, 52 - 1990/degreeM, "UA-63 UA-63.6301 water.black-sea", 1990},
		{"west, where a degree is shorter", 34 - 0.02, 54.5, "RU-KLU RU-KLU.563697 -", 0.02 * degreeM * math.Cos(54.5*math.Pi/180)},
		{"off a corner", 39 + 0.01, 57 + 0.01, "RU-MOS - -", degreeM * math.Hypot(0.01, 0.01*math.Cos(57*math.Pi/180))},
		{"nearer of two", 34.5, 54 - 0.005, "RU-KLU RU-KLU.563697 -", 0.005 * degreeM},
		{"north of the date line", -180, 66.01, "RU-CHU - -", 0.01 * degreeM},
		{"across the date line, west of it", 178 - 0.03, 65.5, "RU-CHU - -", 0.03 * degreeM * math.Cos(65.5*math.Pi/180)},
		{"beside the south pole's land", 12, -89 + 0.01, "- - -", 0.01 * degreeM},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := l.At(c.lon, c.lat)
			got := strings.Join([]string{id(g.Tree, h.Region), id(g.Tree, h.District), id(g.Tree, h.Water)}, " ")
			if c.distanceM > 0 != h.Snapped || math.Abs(h.DistanceM-c.distanceM) > 0.01*c.distanceM+0.1 {
				t.Errorf("snapped %v at %v m, want %v m", h.Snapped, h.DistanceM, c.distanceM)
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNewWithoutBordersFails(t *testing.T) {
	files := gazetteertest.Files(t)
	load := func(files fstest.MapFS) *gazetteer.Gazetteer {
		g, err := gazetteer.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	waters := files["waters.topojson.zst"]
	delete(files, "waters.topojson.zst")
	l, err := locate.New(load(files))
	if err != nil {
		t.Fatal(err)
	}
	if h := l.At(37, 51); h.Water != region.None {
		t.Errorf("a water without a file: %v", h)
	}
	files["waters.topojson.zst"] = &fstest.MapFile{Data: waters.Data[:20]}
	if _, err := locate.New(load(files)); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("damaged waters: %v", err)
	}
	delete(files, "topology-100m.topojson.zst")
	if _, err := locate.New(load(files)); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no borders: %v", err)
	}
}

func TestAtAgreesWithBruteForceOnSquares(t *testing.T) {
	g := gazetteertest.Load(t)
	l := newLocator(t, g)
	o := newOracle(g.Tree)
	rapid.Check(t, func(t *rapid.T) {
		// often on corners, sides and cell limits
		lon := float64(rapid.IntRange(33*16, 40*16).Draw(t, "lon"))/16 + rapid.SampledFrom([]float64{0, 0, 1e-9, -1e-9, 0.01}).Draw(t, "off")
		lat := float64(rapid.IntRange(51*16, 58*16).Draw(t, "lat"))/16 + rapid.SampledFrom([]float64{0, 0, 1e-9, -1e-9, 0.01}).Draw(t, "up")
		h := l.At(lon, lat)
		got := onLand(h)
		if h.Snapped {
			got = region.None
		}
		if want := o.at(lon, lat); got != want {
			t.Fatalf("%v, %v is in %s, want %s", lon, lat, id(g.Tree, got), id(g.Tree, want))
		}
	})
}

func TestAtAgreesWithBruteForceOnEmbeddedBorders(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	o := newOracle(g.Tree)
	random := rand.New(rand.NewPCG(1, 2))
	positions := map[string]func() (lon, lat float64){
		"world": func() (float64, float64) {
			return random.Float64()*360 - 180, math.Asin(random.Float64()*2-1) * 180 / math.Pi
		},
		"first regions": func() (float64, float64) { return 20 + random.Float64()*40, 44 + random.Float64()*20 },
		"date line": func() (float64, float64) {
			return math.Mod(360+170+random.Float64()*20, 360) - 360*float64(random.IntN(2)), 60 + random.Float64()*12
		},
		"at settlements": func() (float64, float64) {
			p := g.Settlements[random.IntN(len(g.Settlements))].Point
			return p[0] + random.NormFloat64()/50, p[1] + random.NormFloat64()/50
		},
		"on the grid": func() (float64, float64) { return float64(random.IntN(1440))/4 - 180, float64(random.IntN(720))/4 - 90 },
	}
	for name, draw := range positions {
		t.Run(name, func(t *testing.T) {
			wrong, snapped := 0, 0
			for range 8000 {
				lon, lat := draw()
				h := l.At(lon, lat)
				got := onLand(h)
				if h.Snapped {
					snapped++
					got = region.None
				}
				if lon >= 180 {
					lon -= 360
				} else if lon < -180 {
					lon += 360
				}
				if want := o.at(lon, lat); got != want {
					if wrong++; wrong <= 5 {
						t.Errorf("%v, %v is in %s, want %s", lon, lat, id(g.Tree, got), id(g.Tree, want))
					}
				}
			}
			t.Logf("%d of 8000 disagree; %d snapped", wrong, snapped)
		})
	}
}

func TestSnappedIsTheNearest(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	o := newOracle(g.Tree)
	random := rand.New(rand.NewPCG(3, 4))
	seen := 0
	for tries := 0; seen < 40 && tries < 100_000; tries++ {
		p := g.Settlements[random.IntN(len(g.Settlements))].Point
		lon, lat := p[0]+random.NormFloat64()/20, p[1]+random.NormFloat64()/20
		h := l.At(lon, lat)
		if o.at(lon, lat) != region.None {
			continue
		}
		distanceM := o.distanceM(lon, lat)
		if h.Snapped != (distanceM < locate.SnapDistanceM) || h.Snapped && math.Abs(h.DistanceM-distanceM) > 0.5 {
			t.Errorf("%v, %v: snapped %v at %v m; brute force finds land at %v m", lon, lat, h.Snapped, h.DistanceM, distanceM)
		}
		if h.Snapped {
			seen++
		}
	}
	if seen == 0 {
		t.Error("nothing snapped")
	}
}

func TestKnownTowns(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	b, err := os.ReadFile("testdata/towns.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")[1:]
	if len(lines) < 60 {
		t.Fatalf("only %d towns", len(lines))
	}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		lon, lonErr := strconv.ParseFloat(f[1], 64)
		lat, latErr := strconv.ParseFloat(f[2], 64)
		if lonErr != nil || latErr != nil {
			t.Fatal(line)
		}
		h := l.At(lon, lat)
		want := f[4]
		if want == "" {
			want = "-"
		}
		if id(g.Tree, h.Region) != f[3] || id(g.Tree, h.District) != want {
			t.Errorf("%s is in %s, %s; want %s, %s (%s)", f[0], id(g.Tree, h.Region), id(g.Tree, h.District), f[3], want, f[5])
		}
	}
}

func TestAtIsSafeForManyGoroutines(t *testing.T) {
	g := gazetteertest.Load(t)
	l := newLocator(t, g)
	want := l.At(34.5, 54.5)
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			for range 1000 {
				if got := l.At(34.5, 54.5); got != want {
					t.Errorf("got %v, want %v", got, want)
					return
				}
			}
		})
	}
	work.Wait()
}

func TestAtAllocatesNothing(t *testing.T) {
	l := newLocator(t, gazetteertest.Load(t))
	if got := testing.AllocsPerRun(100, func() { l.At(34.5, 54.5); l.At(34-0.01, 54.5); l.At(0, 0) }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}
