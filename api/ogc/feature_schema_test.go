package ogc_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The features of every collection are what their schema says, in the dialect that it names, and a feature with a value of
// another type is not. The dialect of OpenAPI 3.0 is named as such.
func TestFeaturesAreOfTheirSchema(t *testing.T) {
	s := start(t, spot("kondrovo", &kondrovo), spot("nowhere", nil))
	for _, collection := range s.document(t, "/collections").Collections {
		at := "/collections/" + collection.ID
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.get(t, at+"/schema?f=feature").body))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("feature.json", parsed); err != nil {
			t.Fatal(err)
		}
		schema, err := c.Compile("feature.json")
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		var page struct{ Features []any }
		body, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.get(t, at+"/items?limit=200&f=json").body))
		if err != nil {
			t.Fatal(err)
		}
		whole, _ := body.(map[string]any)
		page.Features, _ = whole["features"].([]any)
		if len(page.Features) == 0 {
			t.Errorf("%s: no feature", at)
		}
		for _, f := range page.Features {
			if err := schema.Validate(f); err != nil {
				t.Fatalf("%s: %v", at, err)
			}
		}
		f, _ := page.Features[0].(map[string]any)
		properties, _ := f["properties"].(map[string]any)
		for name := range properties {
			if name == "id" {
				continue
			}
			was := properties[name]
			if properties[name] = []any{}; schema.Validate(f) == nil {
				t.Errorf("%s: a list is taken for %s", at, name)
			}
			properties[name] = was
		}
		var named struct {
			Schema string `json:"$schema"`
		}
		if err := json.Unmarshal(s.get(t, at+"/schema?f=feature30").body, &named); err != nil || named.Schema != "https://spec.openapis.org/oas/3.0/schema/2021-09-28#/definitions/Schema" {
			t.Errorf("%s: the dialect of OpenAPI 3.0 is called %q, %v", at, named.Schema, err)
		}
	}
}
