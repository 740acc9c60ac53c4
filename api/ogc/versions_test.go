package ogc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// The forms of the description say the same: YAML as JSON, and 3.1 but for how null is said.
func TestDescriptionInAllForms(t *testing.T) {
	s := start(t)
	docs := map[string]map[string]any{}
	for form, version := range map[string]string{"json": "3.0.3", "yaml": "3.0.3", "json31": "3.1.0", "yaml31": "3.1.0"} {
		a := s.get(t, "/api?f="+form)
		var d map[string]any
		var err error
		if strings.HasPrefix(form, "yaml") {
			var v any
			if err = yaml.Unmarshal(a.body, &v); err == nil {
				raw, _ := json.Marshal(v)
				err = json.Unmarshal(raw, &d)
			}
		} else {
			err = json.Unmarshal(a.body, &d)
		}
		if err != nil || a.status != 200 || d["openapi"] != version {
			t.Fatalf("%s: %d %v %v", form, a.status, err, d["openapi"])
		}
		if strings.Contains(string(a.body), "nullable") != (version == "3.0.3") {
			t.Errorf("%s: nullable is of 3.0 alone", form)
		}
		docs[form] = d
	}
	for _, pair := range [][2]string{{"json", "yaml"}, {"json31", "yaml31"}} {
		if diff := cmp.Diff(docs[pair[0]], docs[pair[1]]); diff != "" {
			t.Errorf("%s and %s differ: %.2000s", pair[0], pair[1], diff)
		}
	}
}
