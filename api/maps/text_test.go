package maps_test

import (
	"encoding/json"
	"strings"
	"testing"
)

const seed = "Drone downed\n\nLate last night a UAV was shot down in the Dzhezkazgan district within Russia's Kaluga region. Governor Vyacheslav Shapsha confirmed it. In Leningrad region shards damaged windows. «Ещё один» сбит над Брянской областью."

// spokenOf is what tests read of an answer of /geocode/text.
type spokenOf struct {
	Features []struct {
		Properties struct {
			Geocoding struct {
				RegionID  string `json:"region_id"`
				MatchType string `json:"match_type"`
				Label     string
				Mention   struct {
					Text       string
					Start, End int
					StartRune  int `json:"start_rune"`
					EndRune    int `json:"end_rune"`
				}
				Context *struct {
					Parent struct{ ID string }
					Where  string
				}
				Suggestions []struct {
					RegionID string `json:"region_id"`
				}
			}
		}
		Geometry *struct{ Type string }
	}
	PassedOver []struct{ Text, Reason string } `json:"passed_over"`
}

func TestGeocodeText(t *testing.T) {
	base := server(t)
	asJSON, err := json.Marshal(map[string]string{"text": seed})
	if err != nil {
		t.Fatal(err)
	}
	for kind, body := range map[string]string{"text/plain": seed, "text/plain; charset=utf-8": seed, "application/json": string(asJSON)} {
		status, mediaType, answer := post(t, base+"/geocode/text", kind, body)
		var a spokenOf
		if err := json.Unmarshal([]byte(answer), &a); err != nil || status != 200 || mediaType != "application/geo+json" || len(a.Features) != 3 {
			t.Fatalf("%s: %d %s %v %s", kind, status, mediaType, err, answer)
		}
		g := a.Features[0].Properties.Geocoding
		if g.RegionID != "RU-KLU" || g.MatchType != "parent_fallback" || len(g.Suggestions) != 1 || g.Suggestions[0].RegionID != "RU-KLU.563697" || a.Features[0].Geometry == nil {
			t.Errorf("the district that is none: %+v", g)
		}
		for _, f := range a.Features {
			m := f.Properties.Geocoding.Mention
			if seed[m.Start:m.End] != m.Text || string([]rune(seed)[m.StartRune:m.EndRune]) != m.Text {
				t.Errorf("offsets %+v", m)
			}
		}
		if len(a.PassedOver) == 0 || a.PassedOver[0].Text != "Vyacheslav Shapsha" || !strings.Contains(a.PassedOver[0].Reason, "person") {
			t.Errorf("passed over %+v", a.PassedOver)
		}
	}
}

func TestGeocodeTextTakesWhatElseIsAsked(t *testing.T) {
	base := server(t)
	for _, c := range []struct{ address, kind, body, want string }{
		{"?lang=ru&geometry=none", "text/plain", "A drone over the Kaluga region.", "Калужская область, Россия"},
		{"", "application/json", `{"text":"A drone over the Kaluga region.","lang":"uk"}`, "Калузька область, Росія"},
		{"?within=UA", "text/plain", "A drone over the Kaluga region.", ""},
		{"", "application/json", `{"text":"A drone over Kharkiv and over Kaluga.","within":"RU"}`, "Kaluga"},
	} {
		_, _, answer := post(t, base+"/geocode/text"+c.address, c.kind, c.body)
		var a spokenOf
		if err := json.Unmarshal([]byte(answer), &a); err != nil {
			t.Fatalf("%v %s", err, answer)
		}
		got := ""
		if len(a.Features) > 0 {
			got = a.Features[0].Properties.Geocoding.Label
		}
		if len(a.Features) > 1 || c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q of %d, want %q", c.body, got, len(a.Features), c.want)
		}
	}
}

func TestGeocodeTextHearsDecisions(t *testing.T) {
	base := deciding(t, alias("al-1", "Dzhezkazgan district", "RU-KLU", "", "RU-KLU.563697"))
	_, _, answer := post(t, base+"/geocode/text", "text/plain", seed)
	if !strings.Contains(answer, `"decided_by":{"record":"al-1"`) || !strings.Contains(answer, `"region_id":"RU-KLU.563697"`) {
		t.Errorf("%.600s", answer)
	}
}

func TestGeocodeTextRefusals(t *testing.T) {
	base := server(t)
	for _, c := range []struct {
		address, kind, body string
		status              int
		says                string
	}{
		{"", "text/plain", "", 400, `"field": "text"`},
		{"", "text/plain", " \n ", 400, "is empty"},
		{"", "text/plain", "\x0c\u2003\ufeff", 400, "is empty"},
		{"", "text/html", "<p>", 415, "text/plain"},
		{"", "", "x", 415, "text/plain"},
		{"", "application/json", "{", 400, "ends in the middle"},
		{"", "application/json", `{"lang":"en"}`, 400, `"field": "/text"`},
		{"", "application/json", `{"text":"x","words":1}`, 400, "unknown member"},
		{"", "application/json", `{"text":"x","lang":"de"}`, 400, `"field": "lang"`},
		{"?lang=ru", "application/json", `{"text":"x","lang":"en"}`, 400, "more than once"},
		{"?within=Kaluga", "text/plain", "x", 404, `"field": "within"`},
		{"?at=once&zzz=1", "text/plain", "A caf\xe9 near Kaluga", 400, "is neither UTF-8"},
		{"?at=once&zzz=1", "text/plain", "A caf\xe9 near Kaluga", 400, `"field": "zzz"`},
		{"?q=%zz", "text/plain", "x", 400, "percent-encoded"},
		{"", "text/plain", strings.Repeat("x ", 1<<19+1), 400, "in parts"},
		{"", "text/plain", strings.Repeat("x ", 1<<22), 413, "in parts"},
	} {
		status, _, body := post(t, base+"/geocode/text"+c.address, c.kind, c.body)
		if status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %.30q: %d %.400s, want %d that says %q", c.address, c.body, status, body, c.status, c.says)
		}
	}
}
