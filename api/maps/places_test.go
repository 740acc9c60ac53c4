package maps_test

import (
	"encoding/json"
	"io"
	"net/http"
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

func TestGeocodeBatch(t *testing.T) {
	base := server(t)
	post := func(kind, body string) (int, string) {
		res, err := http.Post(base+"/geocode", kind, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b)
	}
	status, body := post("application/json", `{"queries":[{"q":"Kaluga region"},{"q":"Russian drone"},{"q":"Брянская область","lang":"ru","level":"region"}]}`)
	var answers struct{ Answers []struct{ Features []any } }
	if err := json.Unmarshal([]byte(body), &answers); err != nil || status != 200 || len(answers.Answers) != 3 ||
		len(answers.Answers[0].Features) != 1 || len(answers.Answers[1].Features) != 0 || len(answers.Answers[2].Features) != 1 {
		t.Errorf("%d %v %s", status, err, body)
	}
	for _, test := range []struct {
		kind, body string
		status     int
		says       string
	}{
		{"text/plain", `{}`, 415, "application/json"},
		{"application/json", `{"queries":[]}`, 400, "1 to 1000"},
		{"application/json", `{"queries":[{"q":"x","level":"town"}]}`, 400, "/queries/0/level"},
		{"application/json", `{"queries":[{"query":"x"}]}`, 400, "query"},
		{"application/json", `{"queries":[{"q":"x"}]} {}`, 400, "more after"},
		{"application/json", `{"queries":`, 400, "ends in the middle"},
		{"application/json", ``, 400, "is empty"},
		{"application/json", `queries`, 400, "is not JSON at byte 1"},
		{"application/json", `["Kaluga"]`, 400, "has array, where an object is expected"},
		{"application/json", `{"queries":["Kaluga"]}`, 400, "has string at /queries, where an object is expected"},
		{"application/json", `{"queries":[{"q":1}]}`, 400, "has number at /queries/q, where a string is expected"},
		{"application/json", `{"q":"Kaluga"}`, 400, `has an unknown member \"q\"`},
		{"application/json", `{"queries":[{"q":"x","limit":0}]}`, 400, "/queries/0/limit"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/geometry: is not a geometry"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/queries/0/within"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/queries/1/at"},
		{"application/json", `{"queries":[{"q":"` + strings.Repeat("x", 1<<20) + `"}]}`, 413, ""},
	} {
		status, body := post(test.kind, test.body)
		if status != test.status || !strings.Contains(body, test.says) {
			t.Errorf("%.60s: %d %.300s, want %d that says %q", test.body, status, body, test.status, test.says)
		}
		if strings.Contains(body, "Go ") || strings.Contains(body, "struct") {
			t.Errorf("%.60s: speaks of this program's types: %s", test.body, body)
		}
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
