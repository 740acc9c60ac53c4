package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// timeless are the beginnings of addresses whose answers do not follow the log, so that they have no time.
var timeless = []string{"/geocode", "/reverse", "/schemas/", "/boundaries/", "/assets/", "/sprites/", "/favicon.ico", "/robots.txt", "/healthz", "/readyz", "/metrics"}

// conditional asks for an address again, with what its answer said of itself: when it changed, and parts of it.
func conditional(t *testing.T, s *running, at string, ok answer) {
	t.Helper()
	modified := ok.Header.Get("Last-Modified")
	for _, beginning := range timeless {
		if strings.HasPrefix(at, beginning) {
			if modified != "" {
				t.Errorf("Last-Modified of what has no time: %q", modified)
			}
			return
		}
	}
	when, err := http.ParseTime(modified)
	if err != nil || when.After(time.Now()) {
		t.Errorf("Last-Modified %q", modified)
	}
	for since, want := range map[string]int{modified: 304, when.Add(-time.Second).Format(http.TimeFormat): 200, "no date": 200} {
		again := s.ask(t, http.MethodGet, at, "", "If-Modified-Since", since)
		if again.StatusCode != want || again.StatusCode == 304 && (again.body != "" || again.Header.Get("Last-Modified") != modified) {
			t.Errorf("If-Modified-Since %q: %d, want %d; Last-Modified %q", since, again.StatusCode, want, again.Header.Get("Last-Modified"))
		}
	}
	if other := s.ask(t, http.MethodGet, at, "", "If-Modified-Since", modified, "If-None-Match", `"other"`); other.StatusCode != 200 {
		t.Errorf("a tag that differs, a time that does not: %d", other.StatusCode)
	}
	weak := strings.HasPrefix(ok.Header.Get("ETag"), "W/")
	if got := ok.Header.Get("Accept-Ranges"); (got == "bytes") == weak {
		t.Errorf("Accept-Ranges %q under the tag %s", got, ok.Header.Get("ETag"))
	}
	part := s.ask(t, http.MethodGet, at, "", "Range", "bytes=1-4", "If-Range", ok.Header.Get("ETag"))
	switch {
	case weak && part.StatusCode != 200:
		t.Errorf("a part of what differs each time: %d", part.StatusCode)
	case !weak && (part.StatusCode != 206 || part.body != ok.body[1:5]):
		t.Errorf("a part: %d %.40q, want %q", part.StatusCode, part.body, ok.body[1:5])
	}
}
