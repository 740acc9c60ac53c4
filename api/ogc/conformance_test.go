package ogc_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"oblast/api/ogc"
)

// document is what the JSON documents have.
type document struct {
	Title       string
	Links       []ogc.Link
	ConformsTo  []string
	Collections []struct {
		ID, Title, Description string
		Extent                 struct {
			Spatial *struct {
				BBox [][]float64
				CRS  string
			}
			Temporal *struct{ Interval [][]*string }
		}
		CRS   []string
		Links []ogc.Link
	}
}

func (s *service) document(t *testing.T, path string) document {
	t.Helper()
	a := s.get(t, path)
	var d document
	if err := json.Unmarshal(a.body, &d); err != nil || a.status != 200 || a.header.Get("Content-Type") != "application/json" {
		t.Fatalf("%s: %d %s %v", path, a.status, a.header.Get("Content-Type"), err)
	}
	return d
}

func rels(links []ogc.Link) string {
	var out []string
	for _, l := range links {
		out = append(out, l.Rel)
	}
	return strings.Join(out, " ")
}

func TestCoreLandingPage(t *testing.T) {
	s := start(t)
	d := s.document(t, "/")
	for _, rel := range []string{"self", "alternate", "service-desc", "service-doc", "conformance", "data"} {
		if !strings.Contains(rels(d.Links), rel) {
			t.Errorf("no %s link", rel)
		}
	}
	for _, l := range d.Links {
		a := s.get(t, l.Href)
		if a.status != 200 || l.Rel == "service-desc" && a.header.Get("Content-Type") != l.Type {
			t.Errorf("%s %s: %d %s", l.Rel, l.Href, a.status, a.header.Get("Content-Type"))
		}
	}
}

func TestCoreCollections(t *testing.T) {
	s := start(t)
	d := s.document(t, "/collections")
	want := []string{"incidents", "interceptions", "damage", "tallies", "regions-0", "regions-1", "regions-2", "totals-0", "totals-1", "totals-2"}
	var got []string
	for _, c := range d.Collections {
		got = append(got, c.ID)
		if c.Title == "" || c.Description == "" || c.Extent.Spatial == nil || len(c.Extent.Spatial.BBox[0]) != 4 {
			t.Errorf("%s: %+v", c.ID, c)
		}
		if timed := !strings.Contains(c.ID, "-"); timed != (c.Extent.Temporal != nil) {
			t.Errorf("%s: temporal extent %v", c.ID, c.Extent.Temporal)
		}
		for _, l := range c.Links {
			if !strings.HasPrefix(l.Href, s.URL) {
				continue // licences are elsewhere
			}
			if a := s.get(t, l.Href); a.status != 200 {
				t.Errorf("%s: %s %s: %d", c.ID, l.Rel, l.Href, a.status)
			}
		}
		one := s.document(t, "/collections/"+c.ID)
		for _, rel := range []string{"self", "alternate", "items", "license"} {
			if !strings.Contains(rels(one.Links), rel) {
				t.Errorf("%s: no %s link", c.ID, rel)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestCoreItems holds every collection against clause 7.15: a walk of all pages gives numberMatched features, each once.
func TestCoreItems(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		asked := time.Now().Truncate(time.Second)
		next, seen, matched := s.URL+"/collections/"+c.ID+"/items?geometry=none&limit=997", map[string]bool{}, -1
		for next != "" {
			page := s.items(t, next)
			if page.TimeStamp.Before(asked) {
				t.Errorf("%s: time stamp %v before the request", c.ID, page.TimeStamp)
			}
			for _, f := range page.Features {
				if f.Type != "Feature" || f.ID == "" || f.Properties == nil || seen[f.ID] {
					t.Errorf("%s: feature %q twice, or %+v", c.ID, f.ID, f)
				}
				seen[f.ID] = true
			}
			matched, next = page.NumberMatched, page.link("next")
		}
		if len(seen) != matched {
			t.Errorf("%s: %d features on all pages, %d matched", c.ID, len(seen), matched)
		}
		// datetime is declared by every collection; where features have no time it matches all.
		if page := s.items(t, "/collections/"+c.ID+"/items?geometry=none&datetime=1900-01-01"); c.Extent.Temporal == nil && page.NumberMatched != matched {
			t.Errorf("%s: datetime matches %d of %d features without time", c.ID, page.NumberMatched, matched)
		}
		first := s.items(t, "/collections/"+c.ID+"/items?limit=1").Features[0]
		a := s.get(t, "/collections/"+c.ID+"/items/"+first.ID)
		var f feature
		if err := json.Unmarshal(a.body, &f); err != nil || f.ID != first.ID || a.header.Get("Content-Type") != "application/geo+json" {
			t.Errorf("%s/%s: %d %v", c.ID, first.ID, a.status, err)
		}
		for _, rel := range []string{"self", "alternate", "collection"} {
			if !strings.Contains(rels(f.Links), rel) {
				t.Errorf("%s/%s: no %s link", c.ID, first.ID, rel)
			}
		}
	}
}

// Crumbs are the parts of the address, each once; links to take a whole collection do not stop at the first ten.
func TestPagesLeadOn(t *testing.T) {
	s := start(t)
	for _, test := range []struct {
		path  string
		holds []string
		never string
	}{
		{"/", []string{`<li aria-current="page">oblast</li>`}, `<li><a href="/">oblast</a></li>`},
		{"/collections", []string{`<li><a href="/">oblast</a></li><li aria-current="page">collections</li>`, "items?f=csv&amp;limit=10000", "items?f=json&amp;limit=10000"}, `items?f=csv"`},
		{"/collections/damage", []string{`<a href="/collections">collections</a></li><li aria-current="page">damage</li>`, "items?f=csv&amp;limit=10000"}, `items?f=csv"`},
		{"/collections/damage/items", []string{`<a href="/collections/damage">damage</a></li><li aria-current="page">items</li>`, ">gazeta.ru</a>"}, ">https://gazeta.ru"},
		{"/collections/regions-1/items", []string{"Area</a> (km²)"}, "km2)"},
		{"/collections/incidents/items/inc-2025-08-27-rostov", []string{"/records/inc-2025-08-27-rostov", "The whole record"}, ""},
		{"/collections/regions-1/items/RU-KLU", []string{"km²"}, "/records/"},
	} {
		a := s.get(t, test.path, "Accept", "text/html")
		for _, want := range test.holds {
			if !strings.Contains(string(a.body), want) {
				t.Errorf("%s lacks %s", test.path, want)
			}
		}
		if test.never != "" && strings.Contains(string(a.body), test.never) {
			t.Errorf("%s holds %s", test.path, test.never)
		}
	}
	var f feature
	if err := json.Unmarshal(s.get(t, "/collections/tallies/items/tal-2025-08-27-ru").body, &f); err != nil || !strings.Contains(rels(f.Links), "related") {
		t.Errorf("no link from a feature to its record: %v %v", f.Links, err)
	}
}

func TestHTML(t *testing.T) {
	s := start(t, append(said(), spot("hostile", nil))...)
	paths := []string{"/", "/conformance", "/api", "/collections", "/collections/incidents/queryables", "/collections/incidents/schema",
		"/collections/incidents/items/hostile", "/collections/incidents/items?id=hostile&properties=speaker,quote,source_url"}
	for _, c := range s.document(t, "/collections").Collections {
		paths = append(paths, "/collections/"+c.ID, "/collections/"+c.ID+"/items")
	}
	for _, path := range paths {
		a := s.get(t, path, "Accept", "text/html")
		body := string(a.body)
		if a.status != 200 || a.header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d %s", path, a.status, a.header.Get("Content-Type"))
		}
		for _, never := range []string{"<script>", "<style", " style=", "<img", " onclick=", `"coordinates"`, "<no value>", "ZgotmplZ", "%!"} {
			if strings.Contains(body, never) {
				t.Errorf("%s holds %s", path, never)
			}
		}
		for _, always := range []string{`<html lang="en">`, "<h1>", `rel="stylesheet"`, `rel="alternate"`} {
			if !strings.Contains(body, always) {
				t.Errorf("%s lacks %s", path, always)
			}
		}
	}
	body := string(s.get(t, "/collections/incidents?f=html").body)
	for _, want := range []string{`id="map"`, `data-items="`, "<table>", `data-id="inc-2025-08-27-rostov"`, `<script type="module" src="/assets/collection.js">`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of a collection lacks %s", want)
		}
	}
}

// TestOAS30 holds the description against the standard's schema and against what the handlers do.
func TestOAS30(t *testing.T) {
	s := start(t)
	a := s.get(t, "/api")
	doc, err := openapi3.NewLoader().LoadFromData(a.body)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, external := range []string{`"$ref": "http`, `"$ref":"http`} {
		if strings.Contains(string(a.body), external) {
			t.Error("a reference leads out of the document")
		}
	}
	for path, item := range doc.Paths.Map() {
		if item.Get == nil || item.Get.OperationID == "" {
			t.Errorf("%s has no GET with an operationId", path)
			continue
		}
		if !strings.HasSuffix(path, "/items") {
			continue
		}
		s.declared(t, path, item.Get)
	}
}

// declared checks the parameters of an items operation: those of the standard as it wants them, and that every default,
// bound and enumeration is what the handler accepts.
func (s *service) declared(t *testing.T, path string, o *openapi3.Operation) {
	t.Helper()
	limit, bbox := o.Parameters.GetByInAndName("query", "limit"), o.Parameters.GetByInAndName("query", "bbox")
	if limit == nil || bbox == nil || o.Parameters.GetByInAndName("query", "datetime") == nil {
		t.Errorf("%s lacks limit, bbox or datetime", path)
		return
	}
	if l := limit.Schema.Value; !l.Type.Is("integer") || *l.Min != 1 || l.Default != 10. || limit.Required || limit.Style != "form" || *limit.Explode {
		t.Errorf("%s: limit %+v", path, limit)
	}
	if b := bbox.Schema.Value; !b.Type.Is("array") || len(b.OneOf) != 2 || *bbox.Explode {
		t.Errorf("%s: bbox %+v", path, bbox)
	}
	for _, ref := range o.Parameters {
		p := ref.Value
		switch schema := p.Schema.Value; {
		case schema.Type.Is("string") && schema.Enum != nil:
			for _, v := range schema.Enum {
				basis := ""
				if v == "claimed" {
					basis = "&measure=interceptions"
				}
				if a := s.get(t, fmt.Sprintf("%s?geometry=none&limit=1&%s=%v%s", strings.Replace(path, "geometry=none&", "", 1), p.Name, v, basis)); a.status != 200 && p.Name != "geometry" {
					t.Errorf("%s: %s=%v is declared and refused: %s", path, p.Name, v, a.body)
				}
			}
			if a := s.get(t, path+"?limit=1&"+p.Name+"=not-one-of-them"); a.status != 400 {
				t.Errorf("%s: %s takes what is not declared: %d", path, p.Name, a.status)
			}
		case schema.Type.Is("integer"), schema.Type.Is("number"), schema.Type.Is("boolean"), schema.Format == "date":
			if a := s.get(t, path+"?"+p.Name+"=words"); a.status != 400 {
				t.Errorf("%s: %s takes words: %d", path, p.Name, a.status)
			}
		}
	}
}

func TestSchemas(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		var schema, queryables, feature struct {
			Type, Title string
			Properties  map[string]struct {
				Type, Format string
				Properties   map[string]struct {
					Type     string
					Nullable bool
				}
			}
			Required             []string
			AdditionalProperties *bool
		}
		for path, into := range map[string]any{"/schema": &schema, "/queryables": &queryables, "/schema?f=feature30": &feature} {
			a := s.get(t, "/collections/"+c.ID+path)
			if err := json.Unmarshal(a.body, into); err != nil || !strings.HasPrefix(a.header.Get("Content-Type"), "application/schema+json") {
				t.Errorf("%s%s: %s %v", c.ID, path, a.header.Get("Content-Type"), err)
			}
		}
		first := s.items(t, "/collections/"+c.ID+"/items?limit=1").Features[0]
		for name := range first.Properties {
			if _, ok := schema.Properties[name]; !ok {
				t.Errorf("%s: %s is returned and not in the schema", c.ID, name)
			}
			if _, ok := queryables.Properties[name]; !ok {
				t.Errorf("%s: %s is not queryable", c.ID, name)
			}
			if p := feature.Properties["properties"].Properties[name]; p.Type == "" && name != "id" {
				t.Errorf("%s: %s has no type in the feature's schema", c.ID, name)
			}
		}
		if len(schema.Properties) != len(first.Properties)+1 || queryables.AdditionalProperties == nil || *queryables.AdditionalProperties {
			t.Errorf("%s: %d columns in the schema, %d returned", c.ID, len(schema.Properties)-1, len(first.Properties))
		}
	}
}
