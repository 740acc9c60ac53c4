package ogc_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestDescriptionSaysThingsOnce: the description is small enough for a client to read it at every start, and QGIS, which
// looks for components/parameters/limit by that name, finds the limit of items there.
func TestDescriptionSaysThingsOnce(t *testing.T) {
	s := start(t)
	for _, form := range []string{"", "?f=json31"} {
		a := s.get(t, "/api"+form)
		if len(a.body) > 300_000 {
			t.Errorf("/api%s has %d bytes", form, len(a.body))
		}
		var doc struct {
			Paths map[string]struct {
				Get struct {
					Parameters []map[string]any
					Responses  map[string]any
				}
			}
			Components struct {
				Parameters map[string]struct {
					Name   string
					Schema struct{ Default, Maximum any }
				}
			}
		}
		if err := json.Unmarshal(a.body, &doc); err != nil {
			t.Fatal(err)
		}
		if l := doc.Components.Parameters["limit"]; l.Name != "limit" || l.Schema.Default != 10. || l.Schema.Maximum != float64(1<<31-1) {
			t.Errorf("/api%s: components/parameters/limit is %+v", form, l)
		}
		for path, item := range doc.Paths {
			for _, p := range item.Get.Parameters {
				ref, _ := p["$ref"].(string)
				name := strings.TrimPrefix(ref, "#/components/parameters/")
				if _, held := doc.Components.Parameters[name]; ref != "" && !held {
					t.Errorf("%s: %s leads nowhere", path, ref)
				}
				if name == "as_of" && item.Get.Responses["404"] == nil {
					t.Errorf("%s takes as_of and does not say that a version may not be there", path)
				}
			}
		}
	}
}

// TestWhatIsNotThereIsNotFound: a value that is well formed and names nothing is 404 and says what would be right; one that
// is not well formed is 400.
func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := start(t)
	const at = "/collections/incidents/items"
	for path, want := range map[string]int{at + "?as_of=999999": 404, at + "?as_of=-1": 400, at + "?as_of=soon": 400, at + "?as_of=0": 200,
		at + "?sortby=title&after=inc-1": 404, at + "?as_of=999999&limit=0": 404, "/collections/incidents/aggregate?as_of=999999": 404} {
		a := s.get(t, path)
		if a.status != want || want != 200 && !strings.Contains(string(a.body), `"errors": [`) {
			t.Errorf("%s: %d, want %d: %s", path, a.status, want, a.body)
		}
	}
}

// TestBothCursors: a page before a place and behind another is the page before the first; the answer says so.
func TestBothCursors(t *testing.T) {
	s := start(t)
	all := s.items(t, "/collections/incidents/items?limit=20&properties=id").ids()
	page := s.items(t, "/collections/incidents/items?limit=5&properties=id&after="+all[2]+"&before="+all[9])
	if got, want := strings.Join(page.ids(), " "), strings.Join(all[4:9], " "); got != want || !strings.Contains(page.Notice, "after was passed over") {
		t.Errorf("got %s, want %s; notice %q", got, want, page.Notice)
	}
	if a, b := s.items(t, "/collections/incidents/items?sortby=title,-title").ids(), s.items(t, "/collections/incidents/items?sortby=title").ids(); strings.Join(a, " ") != strings.Join(b, " ") {
		t.Errorf("a column named once more changes the order: %v, %v", a, b)
	}
}
