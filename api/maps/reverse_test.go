package maps_test

import (
	"math"
	"strings"
	"testing"
)

// reversed is what tests read of an answer of /reverse.
type reversed struct {
	Features []struct {
		Properties struct {
			Geocoding struct {
				Type, Level, Label string
				RegionID           string `json:"region_id"`
				Water              *struct{ ID string }
				Settlement         *struct {
					Name      string
					RegionID  string  `json:"region_id"`
					DistanceM float64 `json:"distance_m"`
					Bearing   float64
				}
				Borders   *struct{ Country, Region, District *float64 } `json:"distance_to_border_m"`
				Snapped   bool
				DistanceM *float64 `json:"distance_m"`
				Land      *struct {
					RegionID string `json:"region_id"`
				} `json:"nearest_land"`
				Disc *struct {
					Shares []struct {
						RegionID *string `json:"region_id"`
						Share    float64
					}
				} `json:"uncertainty"`
				Explain []string
			}
		}
	}
	Nearest *struct {
		Settlement *struct{ Name string }
		Land       *struct{ Name string } `json:"nearest_land"`
		Explain    []string
	}
}

func TestReverseTellsWhatIsNear(t *testing.T) {
	base := server(t)
	var a reversed
	decode(t, base+"/reverse?lon=35.99&lat=54.83&lang=ru", &a)
	g := a.Features[0].Properties.Geocoding
	if g.RegionID != "RU-KLU.563697" || g.Type != "district" || g.Label != "Дзержинский район, Калужская область, Россия" {
		t.Errorf("Kondrovo: %+v", g)
	}
	if s := g.Settlement; s == nil || s.Name != "Кондрово" || s.RegionID != g.RegionID || s.DistanceM < 1000 || s.DistanceM > 10_000 || s.Bearing > 90 {
		t.Errorf("nearest settlement %+v", s)
	}
	if b := g.Borders; b == nil || b.District == nil || *b.District > *b.Region || *b.Region > *b.Country || *b.District < 1000 {
		t.Errorf("borders %+v", b)
	}
	if g.Snapped || g.Disc != nil || g.Land != nil || len(g.Explain) != 1 {
		t.Errorf("inside: %+v", g)
	}
}

func TestReverseSharesADisc(t *testing.T) {
	base := server(t)
	var a reversed
	decode(t, base+"/reverse?lon=37.1&lat=54.6&uncertainty_m=20000", &a)
	sum := 0.
	for _, s := range a.Features[0].Properties.Geocoding.Disc.Shares {
		if sum += s.Share; *s.RegionID != "RU-KLU" && *s.RegionID != "RU-TUL" {
			t.Errorf("a share of %s", *s.RegionID)
		}
	}
	if math.Abs(sum-1) > .01 {
		t.Errorf("shares add up to %v", sum)
	}
}

func TestReverseIsHonestOutsideLand(t *testing.T) {
	base := server(t)
	var off reversed
	decode(t, base+"/reverse?lon=39.2&lat=47.28", &off)
	if g := off.Features[0].Properties.Geocoding; !g.Snapped || g.Borders != nil || *g.DistanceM < 1 || *g.DistanceM != math.Trunc(*g.DistanceM) {
		t.Errorf("off the coast of Azov, to whole metres: %+v", g)
	}
	var sea reversed
	decode(t, base+"/reverse?lon=34&lat=43.5", &sea)
	if g := sea.Features[0].Properties.Geocoding; g.Level != "water_area" || g.RegionID != "water.black-sea" || g.Snapped || g.Land == nil || g.Borders != nil {
		t.Errorf("Black Sea: %+v", g)
	}
	var nothing reversed
	decode(t, base+"/reverse?lon=-30&lat=-40&uncertainty_m=1000", &nothing)
	if n := nothing.Nearest; len(nothing.Features) != 0 || n == nil || n.Land == nil || n.Settlement == nil || len(n.Explain) != 2 {
		t.Errorf("mid-Atlantic: %+v", nothing)
	}
	for _, position := range []string{"lon=180&lat=66.2", "lon=-180&lat=66.2"} {
		var a reversed
		if decode(t, base+"/reverse?"+position, &a); a.Features[0].Properties.Geocoding.RegionID != "RU-CHU.4031694" {
			t.Errorf("%s: %+v", position, a.Features)
		}
	}
	for _, pole := range []string{"90", "-90"} {
		var a reversed
		decode(t, base+"/reverse?lon=0&lat="+pole, &a)
		if (len(a.Features) == 1) != (pole == "-90") {
			t.Errorf("pole %s: %+v", pole, a)
		}
	}
}

func TestReverseRefusesWhatIsNoPosition(t *testing.T) {
	base := server(t)
	for query, field := range map[string]string{"lon=36&lat=91": "lat", "lon=181&lat=0": "lon", "lon=NaN&lat=0": "lon", "lat=0": "lon", "lon=1,5&lat=0": "lon",
		"lon=36&lat=54&uncertainty_m=-1": "uncertainty_m", "lon=36&lat=54&uncertainty_m=1e7": "uncertainty_m"} {
		status, body := fetch(t, base+"/reverse?"+query)
		if status != 400 || !strings.Contains(string(body), `"field": "`+field+`"`) || !strings.Contains(string(body), "allowed") {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
}
