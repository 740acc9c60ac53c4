package main_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

const cql2Suite = root + "/geo/cql2/testdata/"

// suiteArgs are the suite's layers, given as an operator would.
func suiteArgs() []string {
	var args []string
	for _, name := range []string{"ne_110m_admin_0_countries", "ne_110m_populated_places_simple", "ne_110m_rivers_lake_centerlines"} {
		args = append(args, "--layer", name+"="+cql2Suite+name+".geojson")
	}
	return args
}

func askFor(t *testing.T, address string) (int, []byte) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

// TestSuiteServed asks every filter of the CQL2 test suite of the running program, in both encodings.
func TestSuiteServed(t *testing.T) {
	base := startProgram(t, append(suiteArgs(), "--starter=false")...)
	f, err := os.Open(cql2Suite + "predicates.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, lines := 0, bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	for ; lines.Scan(); rows++ {
		c := strings.Split(lines.Text(), "\t")
		for i, lang := range []string{"cql2-text", "cql2-json"} {
			status, body := askFor(t, base+"/collections/"+c[3]+"/items?limit=1&f=json&filter-lang="+lang+"&filter="+url.QueryEscape(c[4+i]))
			var got struct{ NumberMatched int }
			if err := json.Unmarshal(body, &got); err != nil || status != 200 || strconv.Itoa(got.NumberMatched) != c[7] {
				t.Errorf("%s: %s: %d, %d matched, want %s", lang, c[4+i], status, got.NumberMatched, c[7])
			}
		}
	}
	if rows != 351 {
		t.Errorf("%d rows, want 351", rows)
	}
}

// TestOwnLayers serves files and gets back what is in them, to the last digit.
func TestOwnLayers(t *testing.T) {
	base := startProgram(t, suiteArgs()...)
	type collection struct {
		NumberMatched int
		Features      []struct {
			ID         any
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates any
			}
		}
	}
	const name = "ne_110m_populated_places_simple"
	for _, name := range []string{name, "ne_110m_rivers_lake_centerlines"} {
		raw, err := os.ReadFile(cql2Suite + name + ".geojson")
		if err != nil {
			t.Fatal(err)
		}
		var source, served collection
		_, body := askFor(t, base+"/collections/"+name+"/items?f=json&limit=1000")
		if json.Unmarshal(raw, &source) != nil || json.Unmarshal(body, &served) != nil || len(served.Features) != len(source.Features) {
			t.Fatalf("%s: %d of %d features", name, len(served.Features), len(source.Features))
		}
		byID := map[string]int{}
		for i, f := range source.Features {
			byID[strconv.Itoa(int(f.ID.(float64)))] = i
		}
		for _, f := range served.Features {
			want := source.Features[byID[f.ID.(string)]]
			if !reflect.DeepEqual(f.Geometry, want.Geometry) || !reflect.DeepEqual(f.Properties, want.Properties) {
				t.Errorf("%s %v: got %v, want %v", name, f.ID, f, want)
			}
		}
	}
	for _, path := range []string{"", "/items?f=json&limit=1", "/items?f=kml&limit=1", "/items?f=atom&limit=1", "/tiles", "/tiles/WebMercatorQuad"} {
		if status, body := askFor(t, base+"/collections/"+name+path); status != 200 || strings.Contains(string(body), "OpenStreetMap") || strings.Contains(string(body), "place_level") {
			t.Errorf("%s: %d: whose borders ours are is told of a file that has none of them: %.300s", path, status, body)
		}
	}
	for path, want := range map[string]string{
		"/collections/" + name:                                                               `"temporal"`,
		"/collections/" + name + "/queryables":                                               `"geometry-point"`,
		"/collections/ne_110m_admin_0_countries/schema":                                      `"geometry-multipolygon"`,
		"/collections/" + name + "/items?f=csv&limit=1":                                      "Vatican City",
		"/collections/" + name + "/items?f=html":                                             "Vatican City",
		"/collections/" + name + "/items/1":                                                  "12.4533865",
		"/collections/ne_110m_admin_0_countries/items?f=html":                                "Fiji",
		"/collections/ne_110m_admin_0_countries/items?f=json&bbox=179,-20,-179,-10":          "Fiji",
		"/collections/" + name + "/aggregate?by=featurecla&measure=count,max(pop_max)&f=csv": "Admin-0 capital",
		"/collections/" + name + "/items?f=json&limit=1&sortby=-pop_max":                     "Tokyo",
		"/collections/" + name + "/items?f=json&filter=near(12.45,41.9,5000)&sortby=name":    "Vatican City",
	} {
		if status, body := askFor(t, base+path); status != 200 || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %.300s", path, status, body)
		}
	}
}

func TestOwnLayersRefused(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.geojson")
	if err := os.WriteFile(bad, []byte(`{"features":[`), 0o600); err != nil {
		t.Fatal(err)
	}
	for arg, want := range map[string]string{
		"x": "is not NAME=FILE", "a b=c.csv": "is not NAME=FILE", "a=/no/such.csv": "no such file", "a=" + bad: "byte",
		"dUmmYColLection=" + cql2Suite + "ne_110m_rivers_lake_centerlines.geojson": "a collection that is not there",
		"incidents=" + cql2Suite + "ne_110m_rivers_lake_centerlines.geojson":       "a collection of that name already",
	} {
		if _, said, code := runProgram(t, "", "serve", "--addr", "127.0.0.1:0", "--data", ":memory:", "--layer", arg); code == 0 || !strings.Contains(said, want) {
			t.Errorf("--layer %s: code %d, %s", arg, code, said)
		}
	}
}

// TestAChangedLayerIsNoOldAnswer changes a file between two runs over one log: what a client holds of the first is old.
func TestAChangedLayerIsNoOldAnswer(t *testing.T) {
	dir := t.TempDir()
	file, log := filepath.Join(dir, "depots.csv"), filepath.Join(dir, "o.db")
	tag := func(content, held string) (status int, tag string) {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		var res *http.Response
		t.Run("run", func(t *testing.T) { // its program ends with it
			base := startProgram(t, "--data", log, "--layer", "depots="+file)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/collections/depots/items?f=csv", nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("If-None-Match", held)
			if res, err = http.DefaultClient.Do(req); err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
		})
		return res.StatusCode, res.Header.Get("ETag")
	}
	const before, after = "name,lon,lat\na,30,50\n", "name,lon,lat\nb,31,51\n"
	_, held := tag(before, "")
	if status, _ := tag(before, held); status != http.StatusNotModified {
		t.Errorf("the same file, another run: %d", status)
	}
	if status, tag := tag(after, held); status != http.StatusOK || tag == held {
		t.Errorf("another file under the same name: %d, tag %s", status, tag)
	}
}
