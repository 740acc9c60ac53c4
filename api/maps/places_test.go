package maps_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestGeocodeAnswersTheFlagshipCase(t *testing.T) {
	base := server(t)
	var a struct {
		Features []struct {
			Properties struct {
				Geocoding struct {
					RegionID  string `json:"region_id"`
					MatchType string `json:"match_type"`
				}
			}
			Geometry struct{ Type string }
		}
		Suggestions []struct {
			RegionID string `json:"region_id"`
			Why      string
		}
		Rejected []struct {
			RegionID string `json:"region_id"`
			Reason   string
		}
	}
	decode(t, base+"/geocode?q="+url.QueryEscape("Dzhezkazgan district, Kaluga region"), &a)
	if len(a.Features) != 1 || a.Features[0].Properties.Geocoding.RegionID != "RU-KLU" ||
		a.Features[0].Properties.Geocoding.MatchType != "parent_fallback" || a.Features[0].Geometry.Type != "MultiPolygon" {
		t.Errorf("features %+v", a.Features)
	}
	if len(a.Suggestions) != 1 || a.Suggestions[0].RegionID != "RU-KLU.563697" || a.Suggestions[0].Why == "" {
		t.Errorf("suggestions %+v", a.Suggestions)
	}
	if len(a.Rejected) == 0 || !strings.HasPrefix(a.Rejected[0].RegionID, "KZ") || a.Rejected[0].Reason != "outside stated parent" {
		t.Errorf("rejected %+v", a.Rejected)
	}
}

func TestOneFormMayBeNamed(t *testing.T) {
	base := server(t)
	for _, path := range []string{"/geocode?q=Kaluga&f=json", "/reverse?lon=36&lat=54&f=json", "/ledger?night=2025-08-27&f=json", "/restrictions?f=json", "/records/doc-seed?f=json"} {
		if status, body := fetch(t, base+path); status != 200 {
			t.Errorf("%s: %d %s", path, status, body)
		}
		if status, _ := fetch(t, base+strings.Replace(path, "json", "xml", 1)); status != 400 {
			t.Errorf("%s: another form than JSON: %d", path, status)
		}
	}
}

func TestAttributionNamesEachSourceOnce(t *testing.T) {
	base := server(t)
	var a struct{ Geocoding struct{ Attribution string } }
	decode(t, base+"/geocode?q=Kaluga&geometry=none", &a)
	if n := strings.Count(a.Geocoding.Attribution, "OpenStreetMap"); n != 1 {
		t.Errorf("OpenStreetMap stands %d times in %q", n, a.Geocoding.Attribution)
	}
}
