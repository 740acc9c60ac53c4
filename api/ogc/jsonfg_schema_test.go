package ogc_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestJSONFGByItsSchema validates pages and single features of every collection, in every system that it lists, against
// testdata/jsonfg.json: the requirements of OGC 21-045r1 as a JSON Schema, written here, for the standard's own comes with no
// package that an ordinary client fetches. What the schema must refuse is refused.
func TestJSONFGByItsSchema(t *testing.T) {
	raw, err := os.ReadFile("testdata/jsonfg.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("jsonfg.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("jsonfg.json")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, spot("kondrovo", &kondrovo), spot("nowhere", nil))
	valid := func(path string) map[string]any {
		t.Helper()
		a := s.get(t, path)
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.body))
		if err != nil || a.status != 200 {
			t.Fatalf("%s: %d %v", path, a.status, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		m, _ := v.(map[string]any)
		return m
	}
	for _, collection := range s.document(t, "/collections").Collections {
		at := "/collections/" + collection.ID + "/items"
		for _, crs := range collection.CRS {
			valid(at + "?f=jsonfg&limit=5&crs=" + crs)
		}
		valid(at + "/" + s.items(t, at+"?limit=1&geometry=none").Features[0].ID + "?f=jsonfg")
	}
	for path, harm := range map[string]func(f map[string]any){
		"no time":               func(f map[string]any) { delete(f, "time") },
		"no place":              func(f map[string]any) { delete(f, "place") },
		"a time with an offset": func(f map[string]any) { f["time"] = map[string]any{"timestamp": "2025-08-27T03:00:00+03:00"} },
		"an interval of three":  func(f map[string]any) { f["time"] = map[string]any{"interval": []any{"..", "2025-08-27", ".."}} },
		"a geometry beyond the world": func(f map[string]any) {
			f["geometry"] = map[string]any{"type": "Point", "coordinates": []any{json.Number("200"), json.Number("0")}}
		},
		"a system of the geometry's own": func(f map[string]any) { f["coordRefSys"] = json.Number("4326") },
	} {
		f := valid("/collections/incidents/items/kondrovo?f=jsonfg")
		if harm(f); schema.Validate(f) == nil {
			t.Errorf("%s is let through", path)
		}
	}
}
