package boundaries_test

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

var details = []region.Detail{region.TwoKm, region.HalfKm, region.HundredM}

// In a topology two neighbours can neither gap nor overlap along an arc that
// both use, once each way. So: no arc has more than two users at one level, and
// no two users run along it the same way.
func TestNeighboursShareTheirBorders(t *testing.T) {
	g := load(t)
	for _, d := range details {
		topo, err := g.Topology(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, object := range topo.Objects() {
			users := make(map[int32]string, topo.Arcs())
			for _, id := range topo.IDs(object) {
				for _, a := range topo.ArcsOf(object, id) {
					if other := users[a]; other != "" {
						t.Errorf("%v %s: %s and %s run along one side of arc %d", d, object, other, id, a)
					}
					users[a] = id
				}
			}
		}
	}
}

// Land that no unit covers, enclosed by land: open lakes, not gaps between
// neighbours. A gap would be a ring of arcs with one user each inside the land;
// with the lakes counted, the rings are exactly these.
func TestOnlyLakesAreOpen(t *testing.T) {
	g, l := load(t), locator(t)
	for _, c := range []struct {
		id    string
		holes int
	}{{"RU", 3}, {"UA", 0}, {"BY", 0}} {
		i, _ := g.Tree.Find(c.id)
		open := 0
		for _, polygon := range g.Tree.Shape(i, region.HundredM) {
			for _, hole := range polygon[1:] {
				shape := orb.MultiPolygon{{reversed(hole)}}
				at := region.LabelPoint(shape)
				if hit := l.At(at[0], at[1]); hit.Country >= 0 && !hit.Snapped && idOf(g, hit.Country) != c.id {
					continue // an enclave
				}
				if area := region.AreaKM2(shape); area > 0.5 {
					open++
					t.Logf("%s is open at %.3f, %.3f: %.0f km2", c.id, at[0], at[1], area)
				}
			}
		}
		if open > c.holes {
			t.Errorf("%s has %d openings in its land, want at most %d", c.id, open, c.holes)
		}
	}
}

func reversed(r orb.Ring) orb.Ring {
	out := r.Clone()
	out.Reverse()
	return out
}

var figure = regexp.MustCompile(`^(\S+) +(\S+) +(\S+) +n= *(\d+) +([\d.]+) +([\d.]+) +([\d.]+)$`)

// The build measures area against the mosaic before simplification.
func TestAreaErrorAt100mIsBounded(t *testing.T) {
	b, err := os.ReadFile("report.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for line := range strings.Lines(string(b)) {
		m := figure.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || m[1] != "100m" || m[3] == "world" {
			continue
		}
		found++
		if p99, _ := strconv.ParseFloat(m[6], 64); p99 > 2 {
			t.Errorf("%s of %s: area error p99 %.2f %%, want at most 2 %%", m[2], m[3], p99)
		}
	}
	if found < 20 {
		t.Errorf("report.txt has %d figures at 100 m", found)
	}
	if strings.Contains(string(b), "STILL LAND") || strings.Contains(string(b), "ELSEWHERE") {
		t.Error("report.txt names a defect that is not mended")
	}
}

// Every district of the countries with districts at 100 m is there; the rest of
// the world is whole in each topology.
func TestLevelsAreWhole(t *testing.T) {
	g := load(t)
	for _, d := range details {
		topo, err := g.Topology(d)
		if err != nil {
			t.Fatal(err)
		}
		for object, least := range map[string]int{"countries": 230, "regions": 3100, "districts": 4100} {
			if got := len(topo.IDs(object)); got < least {
				t.Errorf("%v has %d %s, want at least %d", d, got, object, least)
			}
		}
	}
	if object := gazetteer.Object(region.District); object != "districts" {
		t.Errorf("object of districts is %q", object)
	}
}
