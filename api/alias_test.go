package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// An alias answers as the root does, and its links lead on.
func TestAliases(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, alias := range []string{"/ogcfeatureserver", "/ogcfeatureserver/", "/wfs3", "/wfs3/"} {
		a := s.ask(t, http.MethodGet, alias, "", "Accept", "application/json")
		var landing struct{ Links []struct{ Href, Rel string } }
		if err := json.Unmarshal([]byte(a.body), &landing); err != nil || a.StatusCode != 200 || len(landing.Links) < 5 {
			t.Fatalf("%s: %d %v %.200s", alias, a.StatusCode, err, a.body)
		}
		for _, l := range landing.Links {
			if at, ok := strings.CutPrefix(l.Href, s.url); !ok || l.Rel == "data" && at != "/collections" {
				t.Errorf("%s: %s %s", alias, l.Rel, l.Href)
			}
		}
	}
	for path, want := range map[string]int{"/ogcfeatureserver/collections/damage/items": 200, "/wfs3/api": 200, "/wfs3/collections/regions-1/items/RU-KLU": 200, "/wfs33": 404, "/ogcfeatureserver/none": 404} {
		if a := s.ask(t, http.MethodGet, path, ""); a.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, a.StatusCode, want)
		}
	}
	if a := s.ask(t, http.MethodHead, "/wfs3/collections", ""); a.StatusCode != 200 || a.body != "" {
		t.Errorf("HEAD: %d", a.StatusCode)
	}
}
