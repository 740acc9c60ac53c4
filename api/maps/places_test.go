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

func TestGeocodeOfABorderHasBothSides(t *testing.T) {
	base := server(t)
	for geometry, want := range map[string]string{"polygon": "MultiPolygon", "bbox": "MultiPolygon", "none": "", "point": ""} {
		var a struct {
			Reason   *string
			Features []struct {
				Properties struct {
					Geocoding struct {
						Level    string
						RegionID *string `json:"region_id"`
						Members  []struct{ ID, Name string }
					}
				}
				Geometry *struct{ Type string }
			}
		}
		decode(t, base+"/geocode?q="+url.QueryEscape("on the border of Kaluga and Tula regions")+"&geometry="+geometry, &a)
		if len(a.Features) != 1 || a.Reason != nil {
			t.Fatalf("%+v", a)
		}
		g, got := a.Features[0].Properties.Geocoding, ""
		if a.Features[0].Geometry != nil {
			got = a.Features[0].Geometry.Type
		}
		if g.Level != "border_between" || g.RegionID != nil || len(g.Members) != 2 || g.Members[0].ID != "RU-KLU" || g.Members[1].ID != "RU-TUL" || got != want {
			t.Errorf("geometry %s: %+v, %q", geometry, g, got)
		}
	}
}

func TestGeocodeSaysWhyNothingIsFound(t *testing.T) {
	base := server(t)
	for q, want := range map[string]string{"Russian drone": "adjective", "over several regions": "several places", "qwertzxv": "no place of that name"} {
		var a struct {
			Reason   *string
			Features []any
		}
		if decode(t, base+"/geocode?q="+url.QueryEscape(q), &a); len(a.Features) != 0 || a.Reason == nil || !strings.Contains(*a.Reason, want) {
			t.Errorf("%s: %+v", q, a)
		}
	}
}
