package ogc_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/api/ogc"
	"oblast/data/record"
)

// jsonFG is what OGC Features and Geometries JSON 1.0 (OGC 21-045r1) adds to a GeoJSON document.
type jsonFG struct {
	Type        string
	ConformsTo  []string
	FeatureType any
	CoordRefSys any
	Links       []ogc.Link
	Features    []map[string]json.RawMessage
}

const (
	jsonFGCore  = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core"
	jsonFGTypes = "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas"
)

// TestJSONFG holds pages and single features against the requirements of the classes "Core" and "Feature Types and
// Schemas", one by one: the names are the standard's.
func TestJSONFG(t *testing.T) {
	s := start(t, spot("kondrovo", &kondrovo))
	for _, system := range []string{"", "&crs=" + epsg + "4326", "&crs=" + epsg + "6933"} {
		for _, at := range []string{"incidents/items?limit=50", "regions-1/items?limit=3&detail=overview&country=RU", "tallies/items?limit=5"} {
			path := "/collections/" + at + "&f=jsonfg" + system
			a := s.get(t, path)
			var d jsonFG
			if err := json.Unmarshal(a.body, &d); err != nil || a.status != 200 || d.Type != "FeatureCollection" {
				t.Fatalf("%s: %d %v %s", path, a.status, err, d.Type)
			}
			d.check(t, path, a)
			for _, f := range d.Features {
				checkJSONFG(t, path, f, system != "")
			}
		}
	}
	for _, path := range []string{"/collections/incidents/items/kondrovo?f=jsonfg", "/collections/incidents/items/kondrovo?f=jsonfg&crs=" + epsg + "6933"} {
		a := s.get(t, path)
		var f map[string]json.RawMessage
		var d jsonFG
		if json.Unmarshal(a.body, &f) != nil || json.Unmarshal(a.body, &d) != nil || d.Type != "Feature" {
			t.Fatalf("%s: %d %s", path, a.status, a.body)
		}
		d.check(t, path, a)
		checkJSONFG(t, path, f, strings.Contains(path, "crs="))
	}
}

// check holds a root object against /req/core/metadata, /req/types-schemas/metadata and feature-type, and the profile.
func (d *jsonFG) check(t *testing.T, path string, a answer) {
	t.Helper()
	if !slices.Contains(d.ConformsTo, jsonFGCore) || !slices.Contains(d.ConformsTo, jsonFGTypes) {
		t.Errorf("%s: conformsTo %v", path, d.ConformsTo)
	}
	if name, ok := d.FeatureType.(string); !ok || name == "" {
		t.Errorf("%s: featureType %v", path, d.FeatureType)
	}
	if uri, ok := d.CoordRefSys.(string); !ok || "<"+uri+">" != a.header.Get("Content-Crs") {
		t.Errorf("%s: coordRefSys %v beside Content-Crs %s", path, d.CoordRefSys, a.header.Get("Content-Crs"))
	}
	if a.header.Get("Content-Type") != "application/fg+json" || !strings.Contains(rels(d.Links), "profile") {
		t.Errorf("%s: %s, links %s", path, a.header.Get("Content-Type"), rels(d.Links))
	}
}

// checkJSONFG holds a feature against the rest of "Core". In a system that is not GeoJSON's the place is in place, and the
// same place as GeoJSON has it in geometry (/req/profiles/jsonfg-plus).
func checkJSONFG(t *testing.T, path string, f map[string]json.RawMessage, elsewhere bool) {
	t.Helper()
	for _, member := range []string{"type", "id", "time", "place", "geometry", "properties"} { // /req/core/schema-valid
		if f[member] == nil {
			t.Errorf("%s: no member %s", path, member)
			return
		}
	}
	var place, geometry struct {
		Type        string
		Coordinates any
		CoordRefSys any
	}
	if json.Unmarshal(f["place"], &place) != nil || json.Unmarshal(f["geometry"], &geometry) != nil {
		t.Errorf("%s: place %s, geometry %s", path, f["place"], f["geometry"])
	}
	if (place.Type != "") != (elsewhere && geometry.Type != "") || place.CoordRefSys != nil { // /req/core/place
		t.Errorf("%s: place %.80s beside geometry %.80s", path, f["place"], f["geometry"])
	}
	if place.Type != "" && reflect.DeepEqual(place.Coordinates, geometry.Coordinates) { // /req/core/fallback
		t.Errorf("%s: place and geometry are identical", path)
	}
	for _, p := range pairs(geometry.Coordinates) { // /req/core/geometry-wgs84, coordinate-dimension
		if len(p) != 2 || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
			t.Errorf("%s: position %v", path, p)
		}
	}
	var when struct {
		Date, Timestamp string
		Interval        []string
	}
	if err := json.Unmarshal(f["time"], &when); err != nil {
		t.Errorf("%s: time %s", path, f["time"])
	}
	if when.Interval != nil && (len(when.Interval) != 2 || when.Timestamp != "" || when.Date != "") {
		t.Errorf("%s: time %s", path, f["time"])
	}
	for _, at := range append(when.Interval, when.Timestamp) { // /req/core/instant, interval, utc
		if _, err := time.Parse(time.RFC3339Nano, at); at != "" && at != ".." && (err != nil || !strings.HasSuffix(at, "Z")) {
			t.Errorf("%s: time %s", path, f["time"])
		}
	}
}

// pairs are the positions of a geometry.
func pairs(v any) [][]float64 {
	list, _ := v.([]any)
	var position []float64
	var all [][]float64
	for _, part := range list {
		if n, ok := part.(float64); ok {
			position = append(position, n)
		} else {
			all = append(all, pairs(part)...)
		}
	}
	if position != nil {
		return [][]float64{position}
	}
	return all
}

// TestJSONFGByItsOldMediaType: who asks for the type of the drafts is answered, as the standard lets servers do.
func TestJSONFGByItsOldMediaType(t *testing.T) {
	s := start(t, spot("kondrovo", &record.Point{35.9, 54.8}))
	a := s.get(t, "/collections/incidents/items?limit=1", "Accept", "application/fg+json")
	if !strings.Contains(string(a.body), jsonFGCore) || !strings.Contains(fmt.Sprint(a.header["Link"]), `jsonfg-plus>; rel="profile"`) {
		t.Errorf("%d %v %.200s", a.status, a.header["Link"], a.body)
	}
}
