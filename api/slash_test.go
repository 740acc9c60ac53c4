package api_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// An address of ours with a slash at its end leads to the one without, by any method, with its query, under an alias too;
// what is nothing without the slash is nothing with it.
func TestSlashAtTheEnd(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, test := range []struct{ method, at, to string }{
		{"GET", "/collections/", "/collections"},
		{"GET", "/collections/incidents/", "/collections/incidents"},
		{"HEAD", "/collections/incidents/", "/collections/incidents"},
		{"GET", "/collections/incidents/items/?limit=3&f=csv&region_id=RU-BRY", "/collections/incidents/items?limit=3&f=csv&region_id=RU-BRY"},
		{"GET", "/collections/damage/queryables/", "/collections/damage/queryables"},
		{"GET", "/collections/damage/tiles/WebMercatorQuad/", "/collections/damage/tiles/WebMercatorQuad"},
		{"GET", "/collections/damage/items/inc%3Ax/", "/collections/damage/items/inc%3Ax"},
		{"GET", "/ogcfeatureserver/collections/damage/", "/ogcfeatureserver/collections/damage"},
		{"GET", "/conformance/", "/conformance"},
		{"GET", "/geocode/?q=Калуга", "/geocode?q=%D0%9A%D0%B0%D0%BB%D1%83%D0%B3%D0%B0"},
		{"POST", "/geocode/", "/geocode"},
		{"GET", "/tiles/damage.json/", "/tiles/damage.json"},
		{"GET", "/", ""},
		{"GET", "/wfs3/", ""},
		{"GET", "/nowhere/", ""},
		{"GET", "/collections//", ""},
		{"GET", "//example.org/", ""},
		{"GET", "/collections/damage/items/a%2F", ""}, // part of a name
	} {
		req, err := http.NewRequestWithContext(t.Context(), test.method, s.url+test.at, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		a, err := stay.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, a.Body)
		a.Body.Close()
		to, moved := a.Location()
		switch {
		case test.to == "" && a.StatusCode == http.StatusPermanentRedirect:
			t.Errorf("%s %s leads to %s", test.method, test.at, to)
		case test.to != "" && (a.StatusCode != http.StatusPermanentRedirect || moved != nil || to.String() != s.url+test.to):
			t.Errorf("%s %s: %d %v, want %s", test.method, test.at, a.StatusCode, to, test.to)
		case a.Header.Get("Access-Control-Allow-Origin") != "*":
			t.Errorf("%s %s: a script of another origin may not follow", test.method, test.at)
		}
	}
}
