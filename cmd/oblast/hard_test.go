package main_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hardFeatures are geometries that servers stumble over, by id.
var hardFeatures = map[string]string{
	"antimeridian": `{"type":"MultiPolygon","coordinates":[[[[170,60],[180,60],[180,70],[170,70],[170,60]]],[[[-180,60],[-170,60],[-170,70],[-180,70],[-180,60]]]]}`,
	"beyond":       `{"type":"Polygon","coordinates":[[[170,40],[180.00000000000006,40],[180.00000000000006,45],[170,40]]]}`,
	"collection":   `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[100,10]},{"type":"LineString","coordinates":[[100,10],[101,11]]}]}`,
	"empty":        `{"type":"MultiPolygon","coordinates":[]}`,
	"hole":         `{"type":"Polygon","coordinates":[[[0,0],[30,0],[30,30],[0,30],[0,0]],[[10,10],[10,20],[20,20],[20,10],[10,10]]]}`,
	"null":         `null`,
	"pole":         `{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-80],[-180,-80],[-180,-90]]]}`,
}

// TestHardGeometries serves them from a file, and asks for them by box, by filter, in every format and as tiles.
func TestHardGeometries(t *testing.T) {
	var all []string
	for id, geometry := range hardFeatures {
		all = append(all, fmt.Sprintf(`{"type":"Feature","id":%q,"properties":{"n":%d},"geometry":%s}`, id, len(id), geometry))
	}
	dir := t.TempDir()
	file := func(name string, features ...string) string {
		path := filepath.Join(dir, name+".geojson")
		if err := os.WriteFile(path, []byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+"]}"), 0o600); err != nil {
			t.Fatal(err)
		}
		return name + "=" + path
	}
	base := startProgram(t, "--starter=false", "--layer", file("hard", all...), "--layer", file("one", all[0]), "--layer", file("none"), "--layer", file("large", largeFeature()))
	for query, want := range map[string]string{
		"":                     "antimeridian beyond collection empty hole null pole",
		"bbox=175,61,-175,62":  "antimeridian empty null",
		"bbox=-175,61,-171,62": "antimeridian empty null",
		"bbox=-10,61,10,62":    "empty null",
		"bbox=11,11,19,19":     "empty null",
		"bbox=9,9,11,11":       "empty hole null",
		"bbox=180,41,180,44":   "beyond empty null",
		"bbox=-30,-90,-20,-89": "empty null pole",
		"bbox=100,10,100,10":   "collection empty null",
		"filter=" + url.QueryEscape("geometry IS NULL"):                                                          "empty null",
		"filter=" + url.QueryEscape("S_INTERSECTS(geometry, POINT(15 15))"):                                      "",
		"filter=" + url.QueryEscape("S_CONTAINS(geometry, POINT(5 5))"):                                          "hole",
		"filter=" + url.QueryEscape("S_DISJOINT(geometry, BBOX(160,-90,-160,90))"):                               "collection hole",
		"filter=" + url.QueryEscape("S_TOUCHES(geometry, POLYGON((10 10,20 10,20 20,10 20,10 10)))"):             "hole",
		"filter=" + url.QueryEscape("S_INTERSECTS(geometry, POINT(180 65)) OR S_EQUALS(geometry, POINT(36 55))"): "antimeridian",
		"filter=" + url.QueryEscape("NOT (S_WITHIN(geometry, BBOX(-180,-90,180,90)))"):                           "",
	} {
		status, body := askFor(t, base+"/collections/hard/items?f=json&limit=100&"+query)
		var page struct {
			NumberMatched int
			Features      []struct{ ID string }
		}
		err := json.Unmarshal(body, &page)
		var ids []string
		for _, f := range page.Features {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); err != nil || status != 200 || got != want || page.NumberMatched != len(ids) {
			t.Errorf("%s: %d, %q of %d, want %q, %v", query, status, got, page.NumberMatched, want, err)
		}
	}
	for _, name := range []string{"hard", "one", "none", "large"} {
		for _, path := range []string{"", "/items?f=csv", "/items?f=wkt", "/items?f=kml", "/items?f=gpkg", "/items?f=fgb", "/items?f=parquet", "/items?f=xlsx", "/items?f=jsonfg", "/items?f=geojsonseq", "/items?f=atom", "/items?f=html",
			"/items?f=json&crs=http://www.opengis.net/def/crs/EPSG/0/3857", "/schema", "/tiles/WebMercatorQuad/0/0/0", "/tiles/WebMercatorQuad/2/0/3"} {
			if status, body := askFor(t, base+"/collections/"+name+path); status != 200 && status != 204 {
				t.Errorf("%s%s: %d %.300s", name, path, status, body)
			}
		}
	}
	if _, body := askFor(t, base+"/collections/large/items?f=json&filter="+url.QueryEscape("S_CONTAINS(geometry, POINT(40 50)) AND NOT S_INTERSECTS(geometry, POINT(46 50))")); strings.Count(string(body), "],[") < 1_000_000 {
		t.Errorf("a feature of a million vertices comes with %d", strings.Count(string(body), "],["))
	}
}

// largeFeature is a ring of a million corners.
func largeFeature() string {
	const corners = 1_000_000
	b := []byte(`{"type":"Feature","id":"ring","properties":{},"geometry":{"type":"Polygon","coordinates":[[`)
	for i := range corners + 1 {
		angle := 2 * math.Pi * float64(i%corners) / corners
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "[%.9f,%.9f]", 40+5*math.Cos(angle), 50+5*math.Sin(angle))
	}
	return string(append(b, "]]}}"...))
}
