package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"oblast/api"
	"oblast/data/population"
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

// TestATagIsOfOneServer asks for what links, settings and the operator's files decide, of servers that hold the same log.
func TestATagIsOfOneServer(t *testing.T) {
	people := func(text string) *population.Table {
		table, err := population.Read("a count", strings.NewReader(text), func(string) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	plain, _ := config(t)
	based, moved, peopled, recounted, filed, refiled := plain, plain, plain, plain, plain, plain
	based.BaseURL, moved.BaseURL = "https://map.example.org", "https://other.example.org"
	peopled.Population, recounted.Population = people("region_id,population\nRU-ROS,4000000\n"), people("region_id,population\nRU-ROS,4100000\n")
	filed.Files, refiled.Files = "a1", "b2"
	const at = "/collections/incidents/items?f=csv&limit=3"
	tags := map[string]string{}
	for name, c := range map[string]api.Config{"plain": plain, "based": based, "moved": moved, "peopled": peopled, "recounted": recounted, "filed": filed, "refiled": refiled} {
		s := start(t, c)
		tag := s.ask(t, http.MethodGet, at, "").Header.Get("ETag")
		if other := tags[tag]; tag == "" || other != "" {
			t.Errorf("%s: tag %q, that of %q", name, tag, other)
		}
		tags[tag] = name
		if again := s.ask(t, http.MethodGet, at, "", "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: its own tag: %d", name, again.StatusCode)
		}
	}
	c, _ := config(t)
	a, b := start(t, c), start(t, c)
	tag := a.ask(t, http.MethodGet, at, "").Header.Get("ETag")
	if same := b.ask(t, http.MethodGet, at, "", "If-None-Match", tag); same.StatusCode != http.StatusNotModified {
		t.Errorf("the same server, started again: %d", same.StatusCode)
	}
	if other := a.ask(t, http.MethodGet, at, "", "If-None-Match", tag, "X-Forwarded-Proto", "https"); other.StatusCode != http.StatusOK {
		t.Errorf("links with another scheme: %d", other.StatusCode)
	}
}
