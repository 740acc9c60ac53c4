package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oblast/api"
	"oblast/api/problem"
	"oblast/assets"
	"oblast/data/snapshot"
)

// address fills a route's path with things that are there, and adds the parameters that it needs.
func address(t testing.TB, path string) string {
	t.Helper()
	g, err := world()
	if err != nil {
		t.Fatal(err)
	}
	snap, err := first()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	id := snap.Incidents()[0].ID
	switch path {
	case "/collections/:id/tiles.pmtiles":
		return "/collections/incidents/tiles.pmtiles?maxzoom=3"
	case "/sprites/:file":
		return "/sprites/light@2x.png"
	case "/records/:id":
		return "/records/" + id
	case "/records/:id/revisions":
		return "/records/" + id + "/revisions"
	case "/schemas/:kind":
		return "/schemas/incident"
	case "/boundaries/:version/:detail/:file":
		return "/boundaries/" + g.Tree.Version() + "/overview/all.topojson"
	case "/boundaries/:version/places/:file":
		return "/boundaries/" + g.Tree.Version() + "/places/world.json"
	case "/assets/:file":
		return bundle.URL("map.css")
	case "/geocode":
		return path + "?q=Kaluga"
	case "/reverse":
		return path + "?lon=36&lat=54"
	}
	return strings.NewReplacer(":id", "incidents", ":fid", id, ":layer", "regions-1", ":style", "choropleth", ":tileMatrixSetId", "WebMercatorQuad", ":z", "0", ":tileMatrix", "0", ":tileRow", "0", ":tileCol", "0", ":x", "0", ":y", "0").Replace(path)
}

func with(address, parameter string) string {
	if strings.Contains(address, "?") {
		return address + "&" + parameter
	}
	return address + "?" + parameter
}

func details(t testing.TB, a answer) problem.Details {
	t.Helper()
	var d problem.Details
	if got := a.Header.Get("Content-Type"); got != problem.MediaType {
		t.Errorf("%s: content type %q, want %q; body %.200s", a.Request.URL, got, problem.MediaType, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &d); err != nil {
		t.Errorf("%s: %v in %.200s", a.Request.URL, err, a.body)
	}
	if d.Status != a.StatusCode || d.Title == "" || d.Detail == "" || d.Type == "" {
		t.Errorf("%s: status %d, problem %+v", a.Request.URL, a.StatusCode, d)
	}
	if id := a.Header.Get("X-Request-Id"); id == "" || d.Instance != "urn:request:"+id {
		t.Errorf("%s: instance %q, request id %q", a.Request.URL, d.Instance, id)
	}
	return d
}

func TestEveryRoute(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	allowed := map[string][]string{}
	for _, r := range api.Routes() {
		allowed[r[1]] = append(allowed[r[1]], r[0])
	}
	for path, methods := range allowed {
		t.Run(path, func(t *testing.T) {
			at := address(t, path)
			if !slices.Contains(methods, http.MethodGet) {
				postOnly(t, s, at)
				return
			}
			ok := s.ask(t, http.MethodGet, at, "")
			if ok.StatusCode != 200 || ok.body == "" {
				t.Fatalf("GET %s: %d %.300s", at, ok.StatusCode, ok.body)
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*", "Referrer-Policy": "no-referrer"} {
				if got := ok.Header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if got := ok.Header.Get("Access-Control-Expose-Headers"); !strings.Contains(got, "ETag, Link, Content-Crs") {
				t.Errorf("exposed are %q", got)
			}
			if ok.Header.Get("X-Request-Id") == "" || ok.Header.Get("Cache-Control") == "" {
				t.Errorf("request id %q, cache control %q", ok.Header.Get("X-Request-Id"), ok.Header.Get("Cache-Control"))
			}
			head := s.ask(t, http.MethodHead, at, "")
			if head.StatusCode != 200 || head.body != "" || head.Header.Get("Content-Type") != ok.Header.Get("Content-Type") || head.Header.Get("ETag") != ok.Header.Get("ETag") {
				t.Errorf("HEAD: %d, %d bytes, %v; GET had %v", head.StatusCode, len(head.body), head.Header, ok.Header)
			}
			if tag := ok.Header.Get("ETag"); tag != "" {
				again := s.ask(t, http.MethodGet, at, "", "If-None-Match", tag)
				if again.StatusCode != 304 || again.body != "" || again.Header.Get("ETag") != tag {
					t.Errorf("If-None-Match %s: %d, %d bytes, ETag %s", tag, again.StatusCode, len(again.body), again.Header.Get("ETag"))
				}
				for _, field := range []string{"Access-Control-Allow-Origin", "Cache-Control", "Vary"} {
					if got, want := again.Header.Get(field), ok.Header.Get(field); got != want {
						t.Errorf("304: %s is %q, the 200 had %q", field, got, want)
					}
				}
				for _, field := range []string{"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"} {
					if got := again.Header.Get(field); got != "" {
						t.Errorf("304: repeats %s: %q", field, got)
					}
				}
			}
			conditional(t, s, at, ok)
			wrong := s.ask(t, http.MethodGet, with(at, "zzz=1"), "")
			if d := details(t, wrong); wrong.StatusCode != 400 || len(d.Errors) != 1 || d.Errors[0].Field != "zzz" {
				t.Errorf("an unknown parameter: %d %.200s", wrong.StatusCode, wrong.body)
			}
			broken := s.ask(t, http.MethodGet, with(at, "zzz=%zz"), "")
			if details(t, broken); broken.StatusCode != 400 {
				t.Errorf("an escape that cannot be read: %d %.200s", broken.StatusCode, broken.body)
			}
			refused := s.ask(t, http.MethodDelete, at, "")
			allow := refused.Header.Get("Allow")
			if details(t, refused); refused.StatusCode != 405 || !slices.ContainsFunc(methods, func(m string) bool { return strings.Contains(allow, m) }) {
				t.Errorf("DELETE: %d, Allow %q", refused.StatusCode, allow)
			}
			flight := s.ask(t, http.MethodOptions, at, "", "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
			for _, m := range append(methods, "HEAD", "OPTIONS") {
				if !strings.Contains(flight.Header.Get("Access-Control-Allow-Methods"), m) {
					t.Errorf("OPTIONS: methods %q lack %s", flight.Header.Get("Access-Control-Allow-Methods"), m)
				}
			}
			if flight.StatusCode != 204 || flight.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("OPTIONS: %d %v", flight.StatusCode, flight.Header)
			}
		})
	}
}

// postOnly holds what is true of an address that takes POST alone.
func postOnly(t *testing.T, s *running, at string) {
	t.Helper()
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodDelete} {
		if a := s.ask(t, method, at, ""); a.StatusCode != 405 || !strings.Contains(a.Header.Get("Allow"), http.MethodPost) {
			t.Errorf("%s: %d, Allow %q", method, a.StatusCode, a.Header.Get("Allow"))
		}
	}
	wrong := s.ask(t, http.MethodPost, with(at, "zzz=1"), "Kaluga", "Content-Type", "text/plain")
	if d := details(t, wrong); wrong.StatusCode != 400 || len(d.Errors) != 1 || d.Errors[0].Field != "zzz" {
		t.Errorf("an unknown parameter: %d %.200s", wrong.StatusCode, wrong.body)
	}
	flight := s.ask(t, http.MethodOptions, at, "", "Origin", "https://example.org", "Access-Control-Request-Method", "POST")
	if flight.StatusCode != 204 || flight.Header.Get("Access-Control-Allow-Methods") != "POST, OPTIONS" {
		t.Errorf("OPTIONS: %d %v", flight.StatusCode, flight.Header)
	}
}

func TestEveryRouteIsInTheDescription(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	var doc struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/api?f=json", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	snap, err := first()
	if err != nil {
		t.Fatal(err)
	}
	template := regexp.MustCompile(`:(\w+)`)
	said := map[string]bool{}
	for _, r := range api.Routes() {
		paths := []string{template.ReplaceAllString(r[1], "{$1}")}
		if rest, ok := strings.CutPrefix(paths[0], "/collections/{id}"); ok && (strings.HasPrefix(rest, "/items") || rest == "/aggregate" || rest == "/tiles.pmtiles" || strings.HasSuffix(rest, "/{tileCol}")) {
			paths = itemPaths(snap, "/collections/", rest)
		}
		if rest, ok := strings.CutPrefix(paths[0], "/tiles/{layer}"); ok {
			paths = itemPaths(snap, "/tiles/", rest)
		}
		if paths[0] == "/styles/{style}" {
			paths = append(itemPaths(snap, "/styles/", ""), "/styles/choropleth")
		}
		for _, path := range paths {
			if said[path] = true; doc.Paths[path][strings.ToLower(r[0])] == nil {
				t.Errorf("%s %s is not described", r[0], path)
			}
		}
	}
	for path := range doc.Paths {
		if !said[path] {
			t.Errorf("%s is described and is no route", path)
		}
	}
}

// The example of a body in the description is one that is answered.
func TestTheDescriptionTellsOfBatches(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			RequestBody struct {
				Content map[string]struct{ Example json.RawMessage }
			} `json:"requestBody"`
		}
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/api?f=json", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	of := doc.Paths["/geocode"]["post"]
	example := of.RequestBody.Content["application/json"].Example
	a := s.ask(t, "POST", "/geocode", string(example), "Content-Type", "application/json")
	if of.OperationID != "geocode-batch" || a.StatusCode != 200 || !strings.Contains(a.body, `{"answers":[{"type":"FeatureCollection"`) {
		t.Errorf("%q, body %s: %d %.200s", of.OperationID, example, a.StatusCode, a.body)
	}
	if page := s.ask(t, "GET", "/api?f=html", "").body; !strings.Contains(page, "POST /geocode") || !strings.Contains(page, "&#34;queries&#34;:[{&#34;q&#34;") {
		t.Error("the page of the description lacks the batch")
	}
}

// itemPaths are described a collection each: their parameters differ.
func itemPaths(snap *snapshot.Snapshot, before, rest string) []string {
	var paths []string
	for _, l := range snap.Layers() {
		paths = append(paths, before+l.Name+rest)
	}
	return paths
}

func TestPoliciesKeepFramesOut(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, test := range []struct {
		path, accept string
		scripts      bool // the answer may run our scripts
		anyFrame     bool
	}{
		{"/", "text/html", true, false},
		{"/embed", "text/html", true, true},
		{"/embed?zzz=1", "text/html", true, true},
		{"/collections?f=html", "", true, false},
		{"/collections?f=json", "", false, false},
		{"/collections/incidents/items?f=json", "text/html", false, false},
		{"/api?f=html", "", true, false},
		{"/choropleth", "", false, false},
		{"/records/none", "", false, false},
		{"/none", "text/html", false, false},
	} {
		h := s.ask(t, "GET", test.path, "", "Accept", either(test.accept, "*/*")).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", test.path, policy)
		}
		if got := strings.Contains(policy, "script-src 'self'"); got != test.scripts {
			t.Errorf("%s: scripts %v, want %v: %q", test.path, got, test.scripts, policy)
		}
		if got := strings.Contains(policy, "frame-ancestors *"); got != test.anyFrame || (h.Get("X-Frame-Options") == "DENY") == test.anyFrame {
			t.Errorf("%s: frames %v, want %v: %q, %q", test.path, got, test.anyFrame, policy, h.Get("X-Frame-Options"))
		}
	}
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
