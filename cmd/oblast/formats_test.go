package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// featureFile is a page of features as GeoJSON, whoever wrote it.
type featureFile struct {
	Features []struct {
		ID         any
		Geometry   *shape
		Properties map[string]any
	}
}

// shape is a geometry as GeoJSON has it.
type shape struct {
	Type        string
	Coordinates any
	Geometries  []shape
}

// byID returns the features by the property id, which every format keeps, be it as the id of the feature alone.
func (f *featureFile) byID(t *testing.T) map[string]int {
	t.Helper()
	at := map[string]int{}
	for i := range f.Features {
		if own, ok := f.Features[i].ID.(string); ok && f.Features[i].Properties["id"] == nil && f.Features[i].Properties["period_from"] == nil {
			f.Features[i].Properties["id"] = own // a row of totals has none
		}
		id := keyOf(f.Features[i].Properties)
		if _, twice := at[id]; twice || id == "" {
			t.Errorf("feature %d has the id %q", i, id)
		}
		at[id] = i
	}
	return at
}

// keyOf is what tells a feature from the others of its collection.
func keyOf(properties map[string]any) string {
	for _, name := range []string{"id", "region_id"} {
		if id, ok := properties[name].(string); ok {
			return id
		}
	}
	return ""
}

// download saves an answer under a file name.
func download(t *testing.T, url, name string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s %v %.300s", url, res.Status, err, body)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// readBack are the formats that GDAL reads.
var readBack = []struct {
	format, file string
	open         []string // options of GDAL
	source       string   // in front of the file name
	layer        func(collection string) string
	geometry     bool // the format holds the whole geometry
	properties   bool
}{
	{format: "csv", file: "features.csv", open: []string{"-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat"}},
	{format: "wkt", file: "features.csv", open: []string{"-oo", "GEOM_POSSIBLE_NAMES=geometry"}, geometry: true},
	{format: "geojsonseq", file: "features.geojsons", source: "GeoJSONSeq:", geometry: true},
	{format: "jsonfg", file: "features.json", source: "GeoJSON:", geometry: true},
	{format: "kml", file: "features.kml", geometry: true},
	{format: "gpkg", file: "features.gpkg", geometry: true, layer: func(c string) string { return c }},
	{format: "fgb", file: "features.fgb", geometry: true},
	{format: "xlsx", file: "features.xlsx", layer: func(c string) string { return c }},
	{format: "topojson", file: "features.topojson", geometry: true, open: []string{"-lco", "RFC7946=YES"}}, // its rings run the other way
}

// TestGDALReadsEveryFormatBack compares what GDAL finds in each format with the GeoJSON, value by value.
func TestGDALReadsEveryFormatBack(t *testing.T) {
	ogr2ogr := need(t, "ogr2ogr")
	base := startProgram(t)
	for _, c := range []string{"incidents", "tallies", "regions-1", "totals-0", "totals-1"} {
		query := "/items?limit=400&"
		if strings.Contains(c, "-") {
			query = "/items?limit=400&detail=2km&bbox=20,40,60,65&"
		}
		var want featureFile
		getJSON(t, base+"/collections/"+c+query+"f=json", &want)
		for _, f := range readBack {
			if f.format == "topojson" && !strings.Contains(c, "-") {
				continue
			}
			t.Run(c+" "+f.format, func(t *testing.T) {
				path := download(t, base+"/collections/"+c+query+"f="+f.format, f.file)
				args := append([]string{"-f", "GeoJSON", "/vsistdout/", f.source + path, "-lco", "COORDINATE_PRECISION=15"}, f.open...)
				if f.layer != nil {
					args = append(args, f.layer(c))
				}
				var got featureFile
				if err := json.Unmarshal([]byte(run(t, ogr2ogr, args...)), &got); err != nil {
					t.Fatal(err)
				}
				compare(t, &got, &want, f.geometry)
			})
		}
	}
}

// compare holds features against those of the GeoJSON: the same ids, values and, where asked for, positions.
func compare(t *testing.T, got, want *featureFile, geometry bool) {
	t.Helper()
	if len(got.Features) != len(want.Features) || len(want.Features) == 0 {
		t.Fatalf("%d features, want %d", len(got.Features), len(want.Features))
	}
	at := got.byID(t)
	for _, w := range want.Features {
		id := keyOf(w.Properties)
		i, ok := at[id]
		if !ok {
			t.Errorf("no feature %s", id)
			continue
		}
		g := got.Features[i]
		for name, value := range w.Properties {
			found, ok := g.Properties[name]
			if !ok && name == "name" {
				found, ok = g.Properties["Name"] // as GDAL calls a name of KML
			}
			if !same(found, value) {
				t.Errorf("%s: %s is %#v (there: %v), want %#v", id, name, found, ok, value)
			}
		}
		if geometry {
			if a, b := positions(g.Geometry), positions(w.Geometry); !near(a, b) {
				t.Errorf("%s: %d numbers in %s, want %d in %s", id, len(a), kindOf(g.Geometry), len(b), kindOf(w.Geometry))
			}
		}
	}
}

func kindOf(s *shape) string {
	if s == nil {
		return "none"
	}
	return s.Type
}

// same reports whether a value that went through another format is the one that was written: null may come as an empty
// text or not at all, a truth value as 0 or 1, a number as text, and times have many spellings.
func same(got, want any) bool {
	text := strings.TrimSpace(fmt.Sprint(got))
	if got == nil {
		text = ""
	}
	switch w := want.(type) {
	case nil:
		return text == ""
	case bool:
		return strings.EqualFold(text, strconv.FormatBool(w)) || text == map[bool]string{true: "1", false: "0"}[w]
	case float64:
		if n, ok := got.(float64); ok {
			return math.Abs(n-w) <= 1e-14*math.Abs(w) // GDAL keeps fifteen digits of a workbook
		}
		n, err := strconv.ParseFloat(text, 64)
		return err == nil && n == w
	case string:
		if text == strings.TrimSpace(w) || text == "'"+w {
			return true
		}
		a, first := moment(text)
		b, second := moment(w)
		return first && second && a.Sub(b).Abs() <= time.Millisecond // which is as fine as GDAL counts
	}
	return false
}

func moment(s string) (time.Time, bool) {
	s = strings.ReplaceAll(s, "/", "-")
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, strings.TrimSuffix(s, "+00")); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// positions are all coordinates of a geometry in order, a third one left out.
func positions(s *shape) []float64 {
	if s == nil {
		return nil
	}
	var all []float64
	for i := range s.Geometries {
		all = append(all, positions(&s.Geometries[i])...)
	}
	return append(all, flatten(s.Coordinates)...)
}

func flatten(v any) []float64 {
	list, _ := v.([]any)
	if len(list) >= 2 {
		x, first := list[0].(float64)
		y, second := list[1].(float64)
		if first && second {
			return []float64{x, y}
		}
	}
	var all []float64
	for _, part := range list {
		all = append(all, flatten(part)...)
	}
	return all
}

// near allows for fifteen digits.
func near(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-9 {
			return false
		}
	}
	return true
}

// TestGDALReadsFeeds: an Atom feed has the places of all its entries.
func TestGDALReadsFeeds(t *testing.T) {
	ogr2ogr := need(t, "ogr2ogr")
	base := startProgram(t)
	var want, got featureFile
	getJSON(t, base+"/collections/incidents/items?limit=1000&f=json", &want)
	path := download(t, base+"/collections/incidents/items?limit=1000&f=atom", "feed.xml")
	if err := json.Unmarshal([]byte(run(t, ogr2ogr, "-f", "GeoJSON", "/vsistdout/", path)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Features) != len(want.Features) {
		t.Fatalf("%d entries, want %d", len(got.Features), len(want.Features))
	}
	for i, w := range want.Features {
		if a, b := positions(got.Features[i].Geometry), positions(w.Geometry); !near(a, b) {
			t.Errorf("%v: at %v, want %v", w.ID, a, b)
		}
		if title, _ := got.Features[i].Properties["title"].(string); title != w.Properties["title"] {
			t.Errorf("title %q, want %q", title, w.Properties["title"])
		}
	}
}

// TestFilesInOtherSystems: files keep easting first and name their system, and GDAL brings them back to where they were.
func TestFilesInOtherSystems(t *testing.T) {
	ogr2ogr := need(t, "ogr2ogr")
	base := startProgram(t)
	var want featureFile
	getJSON(t, base+"/collections/incidents/items?limit=1000&f=json", &want)
	for _, epsg := range []string{"4326", "3857", "3035", "6933"} {
		for _, f := range []struct{ format, file string }{{"gpkg", "features.gpkg"}, {"fgb", "features.fgb"}} {
			path := download(t, base+"/collections/incidents/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/"+epsg+"&f="+f.format, f.file)
			var got featureFile
			if err := json.Unmarshal([]byte(run(t, ogr2ogr, "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=12", "/vsistdout/", path, "incidents")), &got); err != nil { // beside it lies the table of styles
				t.Fatal(err)
			}
			at := got.byID(t)
			for _, w := range want.Features {
				id, _ := w.Properties["id"].(string)
				a, b := positions(got.Features[at[id]].Geometry), positions(w.Geometry)
				for i := range b {
					if len(a) != len(b) || math.Abs(a[i]-b[i]) > 1e-7 {
						t.Errorf("EPSG:%s %s: %s at %v, want %v", epsg, f.format, id, a, b)
						break
					}
				}
			}
		}
	}
}

// TestGeoPackagesAreDrawn: the style that QGIS takes by itself is inside, with the colours of the map.
func TestGeoPackagesAreDrawn(t *testing.T) {
	ogrinfo := need(t, "ogrinfo")
	path := download(t, startProgram(t)+"/collections/incidents/items?limit=100&f=gpkg", "features.gpkg")
	said := run(t, ogrinfo, "-ro", "-al", path, "layer_styles")
	for _, want := range []string{"Feature Count: 1", "RuleRenderer", "is_damage", "143,66,16", "useAsDefault (Integer(Boolean)) = 1"} {
		if !strings.Contains(said, want) {
			t.Errorf("the style lacks %s: %.1500s", want, said)
		}
	}
}
