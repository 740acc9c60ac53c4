package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// gisCase is a sentence of what GIS clients need, or of what users complain about in other servers: in its own words, and
// what holds here.
type gisCase struct {
	says   string
	holds  func(t *testing.T, s *running)
	proven string // or the tests that need a real client, by package and name
}

// TestWhatGISUsersAskFor is the list of all that must hold for GIS clients, a case a sentence: what they really ask, what
// users of other servers complain about most, where other servers fail, and what the standards' suites look at.
func TestWhatGISUsersAskFor(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, part := range []struct {
		title string
		cases []gisCase
	}{{"clients", gisClients}, {"complaints", gisComplaints}, {"failures", gisFailures}, {"standards", gisStandards}} {
		for _, test := range part.cases {
			t.Run(part.title+"/"+test.says, func(t *testing.T) {
				if test.holds != nil {
					test.holds(t, s)
				}
				for name := range strings.FieldsSeq(test.proven) {
					if dir, function, _ := strings.Cut(name, "."); !hasTest(t, dir, function) {
						t.Errorf("there is no test %s in %s", function, dir)
					}
				}
			})
		}
	}
}

// hasTest reports whether a package of this repository has a test of that name.
func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil && strings.Contains(string(b), "func "+name+"(t *testing.T)") {
			return true
		}
	}
	return false
}

// gisPage is a page of features, as far as clients look at it.
type gisPage struct {
	NumberMatched, NumberReturned int
	Notice                        string
	Links                         []struct{ Href, Rel, Type string }
	Features                      []struct {
		ID       string
		Geometry *struct {
			Type        string
			Coordinates json.RawMessage
		}
		Properties map[string]any
	}
}

func (p gisPage) link(s *running, rel string) string {
	for _, l := range p.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, s.url)
		}
	}
	return ""
}

func (p gisPage) ids() []string {
	ids := []string{}
	for _, f := range p.Features {
		ids = append(ids, f.ID)
	}
	return ids
}

// walk reads all pages along the next links, and returns the ids in order.
func walk(t *testing.T, s *running, at string) (ids []string, matched int) {
	t.Helper()
	for at != "" {
		page := fetch[gisPage](t, s, at)
		ids, matched = append(ids, page.ids()...), page.NumberMatched
		if at = page.link(s, "next"); len(ids) > matched {
			t.Fatalf("%d features, %d matched", len(ids), matched)
		}
	}
	return ids, matched
}

// status holds an address to the code of its answer.
func status(t *testing.T, s *running, at string, want int) answer {
	t.Helper()
	a := s.ask(t, http.MethodGet, at, "")
	if a.StatusCode != want {
		t.Errorf("%s: %d, want %d: %.200s", at, a.StatusCode, want, a.body)
	}
	return a
}

var gisClients = []gisCase{
	{"QGIS asks in order /, the OpenAPI document, /collections/{id}, items?limit=10, items?limit=1000, then next links", func(t *testing.T, s *running) {
		type links struct {
			Links []struct{ Href, Rel, Type string }
		}
		landing := fetch[links](t, s, "/?f=json")
		i := slices.IndexFunc(landing.Links, func(l struct{ Href, Rel, Type string }) bool {
			return l.Rel == "service-desc" && l.Type == "application/vnd.oai.openapi+json;version=3.0"
		})
		if i < 0 {
			t.Fatalf("no service-desc in %v", landing.Links)
		}
		status(t, s, strings.TrimPrefix(landing.Links[i].Href, s.url), 200)
		status(t, s, "/collections/regions-0", 200)
		if n := fetch[gisPage](t, s, "/collections/regions-0/items?limit=10").NumberReturned; n != 10 {
			t.Errorf("limit=10 returns %d", n)
		}
		if ids, matched := walk(t, s, "/collections/regions-1/items?limit=1000&geometry=none&properties=name"); len(ids) != matched || matched < 2000 {
			t.Errorf("%d of %d", len(ids), matched)
		}
	}, "cmd/oblast.TestQGISReadsEveryCollectionCompletely"},
	{"filter push-down needs the conformance classes filter, features-filter, cql2-text, basic-cql2 and /queryables", func(t *testing.T, s *running) {
		said := status(t, s, "/conformance?f=json", 200).body
		for _, class := range []string{"ogcapi-features-3/1.0/conf/filter", "ogcapi-features-3/1.0/conf/features-filter", "cql2/1.0/conf/cql2-text", "cql2/1.0/conf/basic-cql2"} {
			if !strings.Contains(said, class+`"`) {
				t.Errorf("%s is not claimed", class)
			}
		}
		status(t, s, "/collections/damage/queryables", 200)
	}, "cmd/oblast.TestWhatNewerQGISSends"},
	{"spatial push-down wants both the final class name basic-spatial-functions and the older basic-spatial-operators", func(t *testing.T, s *running) {
		said := status(t, s, "/conformance?f=json", 200).body
		if !strings.Contains(said, `conf/basic-spatial-functions"`) || !strings.Contains(said, `conf/basic-spatial-operators"`) {
			t.Error("one of them is not claimed")
		}
	}, ""},
	{"QGIS reads storageCrs and flips axes accordingly", func(t *testing.T, s *running) {
		if got := fetch[struct{ StorageCRS string }](t, s, "/collections/damage?f=json").StorageCRS; !strings.HasSuffix(got, "/OGC/1.3/CRS84") {
			t.Errorf("storageCrs is %s", got)
		}
	}, "cmd/oblast.TestQGISDrawsFeaturesAndTiles"},
	{"GDAL reads limit default and maximum from the OpenAPI document", func(t *testing.T, s *running) {
		doc := fetch[struct {
			Components struct {
				Parameters map[string]struct {
					Schema struct{ Default, Maximum any }
				}
			}
		}](t, s, "/api?f=json")
		if l := doc.Components.Parameters["limit"].Schema; l.Default != 10. || l.Maximum != float64(1<<31-1) {
			t.Errorf("limit: %+v", l)
		}
	}, "cmd/oblast.TestGDALReadsEveryCollectionCompletely"},
	{"GDAL guesses the schema from the first page: declare types in /schema", func(t *testing.T, s *running) {
		schema := fetch[struct {
			Properties map[string]struct{ Type, Format string }
		}](t, s, "/collections/incidents/schema?f=json")
		for name, p := range schema.Properties {
			if p.Type == "" && !strings.HasPrefix(p.Format, "geometry") {
				t.Errorf("%s has no type", name)
			}
		}
	}, "cmd/oblast.TestGDALKnowsTheTypesOfColumns"},
	{"huge pages cost GDAL memory", func(t *testing.T, s *running) {
		page := fetch[gisPage](t, s, "/collections/regions-2/items?limit=2147483647&geometry=none&properties=name")
		if page.NumberReturned > 10000 {
			t.Errorf("%d features in a page", page.NumberReturned)
		}
	}, ""},
	{"Esri's Python API rejects URLs not ending in ogcfeatureserver: an alias costs one line", func(t *testing.T, s *running) {
		status(t, s, "/ogcfeatureserver?f=json", 200)
		status(t, s, "/ogcfeatureserver/collections?f=json", 200)
	}, "api.TestAliases"},
	{"FlatGeobuf paging needs an HTTP Link: rel=next header", func(t *testing.T, s *running) {
		a := status(t, s, "/collections/incidents/items?f=fgb&limit=5", 200)
		if links := a.Header.Values("Link"); !slices.ContainsFunc(links, func(l string) bool { return strings.Contains(l, `rel="next"`) }) || !strings.HasPrefix(a.body, "fgb\x03") {
			t.Errorf("Link %q, %d bytes", links, len(a.body))
		}
	}, ""},
	{"API keys in URLs get stripped by clients: accept a header too", func(t *testing.T, s *running) { // none is needed; one that is sent does no harm
		if a := s.ask(t, http.MethodGet, "/collections/damage/items?limit=1", "", "Authorization", "Bearer x", "X-Api-Key", "x"); a.StatusCode != 200 {
			t.Errorf("with a key: %d", a.StatusCode)
		}
	}, ""},
}
