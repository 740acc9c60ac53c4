package ogc_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// queryable is a column as /queryables has it.
type queryable struct {
	Name, Type, Format string
}

// queryablesOf reads them, in the order of their names.
func (s *service) queryablesOf(t *testing.T, collection string) []queryable {
	t.Helper()
	var schema struct{ Properties map[string]queryable }
	s.read(t, "/collections/"+collection+"/queryables", &schema)
	var all []queryable
	for name, q := range schema.Properties {
		q.Name = name
		all = append(all, q)
	}
	slices.SortFunc(all, func(a, b queryable) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// filtered asks for the items that a filter chooses, and returns how many there are; -1 with the status where there are none.
func (s *service) filtered(t *testing.T, collection, filter string, more ...string) (matched, status int) {
	t.Helper()
	a := s.get(t, "/collections/"+collection+"/items?limit=1&geometry=none&filter="+url.QueryEscape(filter)+strings.Join(more, ""))
	if a.status != 200 {
		return -1, a.status
	}
	var page struct{ NumberMatched int }
	if err := json.Unmarshal(a.body, &page); err != nil {
		t.Fatal(err)
	}
	return page.NumberMatched, 200
}

// chosen is filtered of a filter that is right.
func (s *service) chosen(t *testing.T, collection, filter string, more ...string) int {
	t.Helper()
	n, status := s.filtered(t, collection, filter, more...)
	if status != 200 {
		t.Errorf("%s: %s%s: %d", collection, filter, strings.Join(more, ""), status)
	}
	return n
}

// apart holds that no feature is chosen by both.
func (s *service) apart(t *testing.T, collection, one, other string) {
	t.Helper()
	if n := s.chosen(t, collection, "("+one+") AND ("+other+")"); n > 0 {
		t.Errorf("%s: %d features fit both %s and %s", collection, n, one, other)
	}
}

// TestFilterOfEveryCollection asks of each collection what the abstract tests of part 3 ask (19-079r2, annex A).
func TestFilterOfEveryCollection(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		items := "/collections/" + c.ID + "/items"
		var at string
		for _, link := range s.do(t, "HEAD", items, "Accept", "application/json").header.Values("Link") {
			if strings.Contains(link, `rel="http://www.opengis.net/def/rel/ogc/1.0/queryables"`) {
				at = link[1:strings.IndexByte(link, '>')]
			}
		}
		if at != s.URL+"/collections/"+c.ID+"/queryables" {
			t.Errorf("HEAD %s: queryables at %q", items, at)
			continue
		}
		a := s.get(t, at, "Accept", "application/schema+json")
		var schema struct {
			Schema     string `json:"$schema"`
			ID         string `json:"$id"`
			Type       string
			Properties map[string]json.RawMessage
		}
		if err := json.Unmarshal(a.body, &schema); err != nil || a.header.Get("Content-Type") != "application/schema+json" || schema.ID != at || schema.Type != "object" || len(schema.Properties) == 0 || schema.Schema != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s: %s %v %+v", at, a.header.Get("Content-Type"), err, schema)
		}
		all := s.items(t, items+"?limit=10").NumberMatched
		sample := map[string]string{"incidents": "grade", "interceptions": "grade", "damage": "grade", "tallies": "id"}[c.ID]
		if sample == "" {
			sample = "name"
		}
		for _, lang := range []string{"", "&filter-lang=cql2-text"} {
			if n := s.chosen(t, c.ID, sample+" IS NULL", lang) + s.chosen(t, c.ID, sample+" IS NOT NULL", lang); n != all {
				t.Errorf("%s: %d of %d have %s or have not", c.ID, n, all, sample)
			}
			for _, wrong := range []string{"THIS IS NOT A FILTER", "this_is_not_a_queryable IS NULL"} {
				if _, status := s.filtered(t, c.ID, wrong, lang); status != 400 {
					t.Errorf("%s: %s: %d", c.ID, wrong, status)
				}
			}
		}
		e := c.Extent.Spatial.BBox[0]
		box := fmt.Sprintf("S_INTERSECTS(geometry,BBOX(%v,%v,%v,%v))", e[0], e[1], e[2], e[3])
		placed := s.chosen(t, c.ID, "geometry IS NOT NULL")
		if n := s.chosen(t, c.ID, box); n != placed {
			t.Errorf("%s: %d of %d lie in the extent", c.ID, n, placed)
		}
		if n := s.chosen(t, c.ID, box, fmt.Sprintf("&bbox=%v,%v,%v,%v", e[0], e[1], e[2], e[3])); n != placed {
			t.Errorf("%s: filter and bbox: %d of %d", c.ID, n, placed)
		}
		if n := s.chosen(t, c.ID, box, "&bbox=-140,-65,-130,-60"); n != 0 {
			t.Errorf("%s: filter and a bbox of the open sea: %d", c.ID, n)
		}
		for _, crs := range c.CRS {
			north := fmt.Sprintf("S_INTERSECTS(geometry,BBOX(%v,%v,%v,%v))", 20, 40, 50, 60)
			if strings.HasSuffix(crs, "/4326") {
				north = fmt.Sprintf("S_INTERSECTS(geometry,BBOX(%v,%v,%v,%v))", 40, 20, 60, 50)
			} else if !strings.HasSuffix(crs, "CRS84") {
				north = fmt.Sprintf("S_INTERSECTS(geometry,BBOX(%v,%v,%v,%v))", 2e6, 2e6, 6e6, 6e6)
			}
			if n := s.chosen(t, c.ID, north, "&filter-crs="+url.QueryEscape(crs)); n < 0 || n == 0 && c.ID != "tallies" { // whose points stand for a country
				t.Errorf("%s in %s: %d", c.ID, crs, n)
			}
		}
		for _, wrong := range []string{"S_INTERSECTS(geometry,BBOX(1000000,1000000,2000000,2000000))"} {
			if _, status := s.filtered(t, c.ID, wrong); status != 400 {
				t.Errorf("%s: %s: %d", c.ID, wrong, status)
			}
		}
		if _, status := s.filtered(t, c.ID, box, "&filter-crs=http://www.opengis.net/def/crs/OGC/0/does_not_exist"); status != 400 {
			t.Errorf("%s: a system that is none: %d", c.ID, status)
		}
		for _, q := range s.queryablesOf(t, c.ID) {
			if strings.HasPrefix(q.Format, "geometry") || q.Type == "string" && q.Format == "" {
				continue
			}
			if a := s.get(t, items+"?limit=1&geometry=none&"+q.Name+"=%5Binvalid-value%5D"); a.status != 400 {
				t.Errorf("%s: %s takes what is not of its type: %d", c.ID, q.Name, a.status)
			}
		}
	}
}

// TestSortbyOfEveryCollection asks of each collection what the abstract tests of part 8 ask as it is drafted (24-030).
func TestSortbyOfEveryCollection(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		items, at := "/collections/"+c.ID+"/items", s.URL+"/collections/"+c.ID+"/sortables"
		if links := strings.Join(s.do(t, "HEAD", items, "Accept", "application/json").header.Values("Link"), ", "); !strings.Contains(links, "<"+at+`>; rel="http://www.opengis.net/def/rel/ogc/1.0/sortables"`) {
			t.Errorf("HEAD %s: %s", items, links)
		}
		if !slices.ContainsFunc(c.Links, func(l ogcLink) bool { return l.Href == at }) {
			t.Errorf("%s does not link to its sortables", c.ID)
		}
		var schema struct {
			DefaultSortOrder []string
			Properties       map[string]queryable
		}
		s.read(t, at, &schema)
		if schema.DefaultSortOrder != nil {
			t.Errorf("%s: an order of its own: %v", c.ID, schema.DefaultSortOrder)
		}
		for name, q := range schema.Properties {
			if q.Type == "" || q.Type == "array" || q.Type == "object" {
				t.Errorf("%s: %s of type %q", c.ID, name, q.Type)
			}
			if a := s.get(t, items+"?limit=2&geometry=none&sortby="+name); a.status != 200 {
				t.Errorf("%s: sortby=%s: %d", c.ID, name, a.status)
			}
		}
		for _, wrong := range []string{"this_is_not_a_sortable", "THIS%20IS%20NOT%20A%20SORTBY%20EXPRESSION"} {
			if a := s.get(t, items+"?sortby="+wrong); a.status != 400 {
				t.Errorf("%s: sortby=%s: %d", c.ID, wrong, a.status)
			}
		}
	}
}

// TestSchemasByTheStandard holds the schemas of each collection against part 5 as it is drafted (23-058, annex A).
func TestSchemasByTheStandard(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		for _, of := range []string{"schema", "queryables", "sortables"} {
			at := s.URL + "/collections/" + c.ID + "/" + of
			if !slices.ContainsFunc(c.Links, func(l ogcLink) bool { return l.Href == at && l.Rel == "http://www.opengis.net/def/rel/ogc/1.0/"+of }) {
				t.Errorf("%s is not linked to", at)
			}
			a := s.get(t, at, "Accept", "application/schema+json")
			parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.body))
			if err != nil || a.header.Get("Content-Type") != "application/schema+json" {
				t.Fatalf("%s: %s %v", at, a.header.Get("Content-Type"), err)
			}
			compiler := jsonschema.NewCompiler()
			if err := compiler.AddResource(at, parsed); err != nil {
				t.Fatal(err)
			}
			if _, err := compiler.Compile(at); err != nil { // held against the schema of schemas that it names
				t.Errorf("%s: %v", at, err)
			}
			schema, _ := parsed.(map[string]any)
			if schema["$schema"] != "https://json-schema.org/draft/2020-12/schema" || schema["$id"] != at || schema["type"] != "object" {
				t.Errorf("%s: $schema %v, $id %v, type %v", at, schema["$schema"], schema["$id"], schema["type"])
			}
			properties, _ := schema["properties"].(map[string]any)
			checkColumns(t, at, properties, of != "sortables")
		}
	}
}

// checkColumns checks what part 5 says of the members of properties.
func checkColumns(t *testing.T, at string, properties map[string]any, whole bool) {
	t.Helper()
	units := map[string]bool{"m": true, "km": true, "km2": true, "deg": true, "/(1000.km2)": true} // those of UCUM, case sensitive, that stand here
	roles := map[string]int{}
	for name, p := range properties {
		column, _ := p.(map[string]any)
		format, _ := column["format"].(string)
		kind, typed := column["type"].(string)
		if typed == strings.HasPrefix(format, "geometry-") {
			t.Errorf("%s: %s has type %q and format %q", at, name, kind, format)
		}
		for word, value := range column {
			text, isText := value.(string)
			switch {
			case word == "x-ogc-role":
				roles[text]++
			case word == "x-ogc-propertySeq":
				if _, err := value.(json.Number).Int64(); err != nil {
					t.Errorf("%s: %s: %s is %v", at, name, word, value)
				}
			case word == "x-ogc-unit" && (!units[text] || kind != "number" && kind != "integer"):
				t.Errorf("%s: %s of type %s has unit %v", at, name, kind, value)
			case !isText && strings.HasPrefix(word, "x-") && word != "x-ogc-nullValues":
				t.Errorf("%s: %s: %s is %v", at, name, word, value)
			case !strings.HasPrefix(word, "x-") && !slices.Contains([]string{"title", "description", "type", "format", "enum", "minimum", "maximum", "readOnly", "items", "pattern", "maxLength"}, word):
				t.Errorf("%s: %s: %s is no word of JSON Schema", at, name, word)
			}
		}
		if role := column["x-ogc-role"]; role == "primary-interval-start" || role == "primary-interval-end" || role == "primary-instant" {
			if kind != "string" || format != "date" && format != "date-time" {
				t.Errorf("%s: %s is the %v, of type %s, format %s", at, name, role, kind, format)
			}
		}
	}
	if whole && roles["id"] != 1 {
		t.Errorf("%s: %d columns are the id", at, roles["id"])
	}
	if roles["primary-geometry"] > 1 || roles["primary-instant"] > 1 || roles["primary-interval-start"] != roles["primary-interval-end"] || roles["primary-interval-start"]*roles["primary-instant"] > 0 || roles["type"] > 1 {
		t.Errorf("%s: roles %v", at, roles)
	}
}

// TestFilterJoinsPredicates joins four of a collection's predicates, drawn at random, as the standard does.
func TestFilterJoinsPredicates(t *testing.T) {
	s := start(t)
	r := rand.New(rand.NewPCG(1, 2))
	for _, collection := range []string{"incidents", "tallies", "regions-1", "totals-0"} {
		var all []string
		for _, q := range s.queryablesOf(t, collection) {
			for _, p := range predicatesOf(q) {
				all = append(all, p.text)
			}
		}
		total := s.chosen(t, collection, "TRUE")
		for range 25 {
			drawn := func() string { return all[r.IntN(len(all))] }
			one, four := drawn(), drawn()
			filter := fmt.Sprintf("((NOT (%[1]s) AND (%[2]s)) OR ((%[3]s) and NOT (%[4]s)) or not ((%[1]s) AND (%[4]s)))", one, drawn(), drawn(), four)
			if n := s.chosen(t, collection, filter) + s.chosen(t, collection, "NOT "+filter); n > total { // fewer where it is unknown
				t.Errorf("%s: %s: %d of %d", collection, filter, n, total)
			}
		}
	}
}
