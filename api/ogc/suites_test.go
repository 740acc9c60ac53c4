package ogc_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/api/ogc"
)

// What the executable test suites of the OGC look at, beyond the letter of the standards: ogcapi-features-1.0 and
// ogcapi-tiles-1.0, by what each asserts.

// TestSuiteComparesLinkTypes: links name media types without a charset, for the suites compare them, parameters and all,
// with those that a conformance class names. Every link has rel and type.
func TestSuiteComparesLinkTypes(t *testing.T) {
	s := start(t)
	alternates := func(path, self, other string) {
		t.Helper()
		var d document
		if err := json.Unmarshal(s.get(t, path, "Accept", "application/json, application/geo+json").body, &d); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if !slices.ContainsFunc(d.Links, func(l ogc.Link) bool { return l.Rel == "self" && l.Type == self }) ||
			!slices.ContainsFunc(d.Links, func(l ogc.Link) bool { return l.Rel == "alternate" && l.Type == other }) {
			t.Errorf("%s: no self link of %s, or no alternate of %s, in %v", path, self, other, d.Links)
		}
		for _, l := range d.Links {
			if l.Rel == "" || l.Type == "" || strings.Contains(l.Type, "charset") {
				t.Errorf("%s: link %+v", path, l)
			}
		}
	}
	alternates("/collections", "application/json", "text/html")
	for _, c := range s.document(t, "/collections").Collections {
		at := "/collections/" + c.ID
		alternates(at, "application/json", "text/html")
		alternates(at+"/items?limit=2", "application/geo+json", "text/html")
		first := s.items(t, at+"/items?limit=1&geometry=none").Features[0]
		alternates(at+"/items/"+first.ID, "application/geo+json", "text/html")
		for _, l := range c.Links {
			if l.Rel == "" || l.Type == "" {
				t.Errorf("%s: link %+v", c.ID, l)
			}
		}
	}
}

// TestSuiteAsksForTimes: the suite makes three forms of datetime from a collection's extent; the third is a date with a
// duration, which must be answered.
func TestSuiteAsksForTimes(t *testing.T) {
	s := start(t)
	for _, test := range []struct {
		datetime string
		matched  int
	}{
		{"2025-08-26T22:00:00Z", -1},
		{"2025-08-26T17:00:00Z/2025-08-28T05:00:00Z", -1},
		{"2025-08-27/P2D", s.items(t, "/collections/incidents/items?datetime=2025-08-27/2025-08-28").NumberMatched},
		{"P2D/2025-08-28", s.items(t, "/collections/incidents/items?datetime=2025-08-27/2025-08-28").NumberMatched},
		{"2025-08-26T18:00:00Z/PT12H", s.items(t, "/collections/incidents/items?datetime=2025-08-26T18:00:00Z/2025-08-27T06:00:00Z").NumberMatched},
	} {
		page := s.items(t, "/collections/incidents/items?datetime="+test.datetime)
		if page.NumberMatched == 0 || test.matched >= 0 && page.NumberMatched != test.matched {
			t.Errorf("%s: %d matched, want %d", test.datetime, page.NumberMatched, test.matched)
		}
	}
}

// TestSuiteAsksForBoxes: the boxes of the suite, written as it writes them, over the meridian, the equator, the antimeridian
// and both poles. What is returned meets the box, and all pages together have as many features as the first one says, the
// limit raised on the way to the greatest that the description allows.
func TestSuiteAsksForBoxes(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		e := c.Extent.Spatial.BBox[0]
		for _, box := range [][]float64{e, {-1.5, 50, 1.5, 53}, {-80, -5, -70, 5}, {177, 65, -177, 70}, {-180, 85, 180, 90}, {-180, -90, 180, -85}, {-.5, -.5, .5, .5}} {
			at := "/collections/" + c.ID + "/items?bbox=" + suiteNumbers(box)
			page := s.items(t, at)
			got := len(page.Features)
			for _, f := range page.Features {
				if f.Geometry != nil && !meets(pairs(f.Geometry.Coordinates), box) {
					t.Errorf("%s: %s lies outside", at, f.ID)
				}
			}
			for next := page.link("next"); next != ""; {
				more := s.items(t, next+"&limit=2147483647&geometry=none")
				got += len(more.Features)
				next = more.link("next")
			}
			if got != page.NumberMatched {
				t.Errorf("%s: %d matched, %d on all pages", at, page.NumberMatched, got)
			}
		}
	}
}

// suiteNumbers writes a box as the suites do: seven decimals, and no zero before the point.
func suiteNumbers(box []float64) string {
	var out []string
	for _, n := range box {
		out = append(out, strings.Replace(strings.Replace(fmt.Sprintf("%.7f", n), "-0.", "-.", 1), "0.", ".", map[bool]int{true: 1}[n >= 0 && n < 1]))
	}
	return strings.Join(out, ",")
}

// meets reports whether the bounds of positions meet a box that may lie over the antimeridian; one over it goes round here.
func meets(at [][]float64, box []float64) bool {
	west, east := box[0], box[2]
	if west > east {
		west, east = -180, 180
	}
	low, high := []float64{181, 91}, []float64{-181, -91}
	for _, p := range at {
		for i := range 2 {
			low[i], high[i] = min(low[i], p[i]), max(high[i], p[i])
		}
	}
	const border = 0.05 // borders are drawn coarsely
	return low[0] <= east+border && high[0] >= west-border && low[1] <= box[3]+border && high[1] >= box[1]-border
}

// TestSuiteTurnsTheExtent: the suite brings the corners of a collection's extent into every system that the collection lists
// and wants the same features for that box. Europe's map, whose boxes are none of degrees, is therefore not listed by what
// goes round the world.
func TestSuiteTurnsTheExtent(t *testing.T) {
	s := start(t)
	for id, boxes := range map[string]map[string]string{
		"incidents": {"4326": "47.2313500,28.2574000,60.0252000,47.0899000", "3857": "3145599.3791418,5979918.3765318,5242023.6895062,8405350.5304497",
			"6933": "2726451.4155617,5378797.1235370,4543529.2883867,6353043.0698451"},
		"regions-0": {"4326": "-89.9989000,-180.0000000,83.6159000,180.0000000", "3857": "-20037508.3427892,-73691842.0163213,20037508.3427892,18410672.7641496"},
	} {
		all := s.items(t, "/collections/"+id+"/items")
		for code, box := range boxes {
			page := s.items(t, "/collections/"+id+"/items?bbox-crs="+epsg+code+"&bbox="+box)
			if !slices.Equal(page.ids(), all.ids()) || page.NumberMatched != all.NumberMatched {
				t.Errorf("%s in EPSG:%s: %d of %d, %v", id, code, page.NumberMatched, all.NumberMatched, page.ids())
			}
		}
	}
}

// TestSuiteSendsNonsense: values and names that no collection takes are 400, a system that is none too.
func TestSuiteSendsNonsense(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		for _, query := range []string{"limit=unlimited", "unknownQueryParameter12345=1", "crs=http://www.opengis.net/def/crs/0/unsupported",
			"bbox=5.0000000,49.0000000,6.0000000,50.0000000&bbox-crs=http://www.opengis.net/def/crs/0/unsupported"} {
			if a := s.get(t, "/collections/"+c.ID+"/items?"+query); a.status != 400 {
				t.Errorf("%s: %s: %d", c.ID, query, a.status)
			}
		}
	}
}

// TestSuiteFollowsTilesets: every link of the list of tilesets can be followed as it is; the tileset itself has the template;
// the tile in the last row of its first matrix is there and the one below is not.
func TestSuiteFollowsTilesets(t *testing.T) {
	s := start(t)
	type tileset struct {
		Links               []ogc.Link
		TileMatrixSetLimits []struct {
			TileMatrix             string
			MaxTileRow, MinTileCol int
		}
	}
	for _, c := range s.document(t, "/collections").Collections {
		var list struct{ Tilesets []tileset }
		if err := json.Unmarshal(s.get(t, "/collections/"+c.ID+"/tiles").body, &list); err != nil || len(list.Tilesets) == 0 {
			t.Fatalf("%s: %v", c.ID, err)
		}
		for _, of := range list.Tilesets {
			for _, l := range of.Links {
				a := s.get(t, l.Href, "Accept", "application/json")
				if a.status != 200 || strings.Contains(l.Href, "{") {
					t.Errorf("%s: %s: %d", c.ID, l.Href, a.status)
				}
				var set tileset
				if err := json.Unmarshal(a.body, &set); l.Rel != "self" || err != nil {
					continue
				}
				i := slices.IndexFunc(set.Links, func(l ogc.Link) bool { return l.Rel == "item" })
				if i < 0 || !strings.Contains(set.Links[i].Href, "/tiles/") || !strings.Contains(set.Links[i].Href, "/{tileMatrix}/{tileRow}/{tileCol}") {
					t.Errorf("%s: links %v", l.Href, set.Links)
					continue
				}
				first := set.TileMatrixSetLimits[0]
				for row, want := range map[int]int{first.MaxTileRow: 200, first.MaxTileRow + 1: 404, 2147483647: 404} {
					at := strings.NewReplacer("{tileMatrix}", first.TileMatrix, "{tileRow}", fmt.Sprint(row), "{tileCol}", fmt.Sprint(first.MinTileCol)).Replace(set.Links[i].Href)
					if a := s.get(t, at); a.status != want {
						t.Errorf("%s: %d, want %d", at, a.status, want)
					}
				}
			}
		}
	}
	var sets struct{ TileMatrixSets []struct{ Links []ogc.Link } }
	if err := json.Unmarshal(s.get(t, "/tileMatrixSets").body, &sets); err != nil {
		t.Fatal(err)
	}
	for _, set := range sets.TileMatrixSets {
		if !slices.ContainsFunc(set.Links, func(l ogc.Link) bool { return l.Rel == "item" && l.Type == "application/json" }) {
			t.Errorf("no item link in %v", set.Links)
		}
	}
}

// TestSuiteReadsOperations: tiles are found in the description by the ends of their operation ids and by the names of their
// parameters (OGC 20-057, requirements 2 to 4 and 23).
func TestSuiteReadsOperations(t *testing.T) {
	s := start(t)
	var doc struct {
		Paths map[string]struct{ Get struct{ OperationID string } }
	}
	if err := json.Unmarshal(s.get(t, "/api").body, &doc); err != nil {
		t.Fatal(err)
	}
	for path, end := range map[string]string{
		"/collections/{id}/tiles":                                                         ".collection.vector.getTileSetsList",
		"/collections/{id}/tiles/{tileMatrixSetId}":                                       ".collection.vector.getTileSet",
		"/collections/damage/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}":    ".collection.vector.getTile",
		"/collections/regions-1/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}": ".collection.vector.getTile",
		"/tileMatrixSets":                   ".getTileMatrixSetsList",
		"/tileMatrixSets/{tileMatrixSetId}": ".getTileMatrixSet",
	} {
		if id := "." + doc.Paths[path].Get.OperationID; !strings.HasSuffix(id, end) {
			t.Errorf("%s is %q, want %q at its end", path, id, end)
		}
	}
}
