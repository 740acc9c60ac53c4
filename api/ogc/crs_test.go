package ogc_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"oblast/data/record"
)

const epsg = "http://www.opengis.net/def/crs/EPSG/0/"

// kondrovo is a point with its coordinates as PROJ has them (pyproj 3.7.2), in each authority's order of axes.
var kondrovo = record.Point{35.9306, 54.8054}

var kondrovoIn = map[string][2]float64{
	"http://www.opengis.net/def/crs/OGC/1.3/CRS84": {35.9306, 54.8054},
	epsg + "4326": {54.8054, 35.9306},
	epsg + "3857": {3999776.095896795, 7324189.451774133},
	epsg + "3035": {3819333.042799271, 5947338.915956872},
	epsg + "6933": {3466809.941182862, 5991119.611138333},
}

// TestCRSOfItems holds crs and Content-Crs against OGC 18-058r1, requirements 6 to 16.
func TestCRSOfItems(t *testing.T) {
	s := start(t, spot("kondrovo", &kondrovo))
	for uri, want := range kondrovoIn {
		for _, path := range []string{"/collections/incidents/items?id=kondrovo&crs=" + uri, "/collections/incidents/items/kondrovo?crs=" + uri} {
			a := s.get(t, path)
			if got := a.header.Get("Content-Crs"); a.status != 200 || got != "<"+uri+">" {
				t.Errorf("%s: %d, Content-Crs %s", path, a.status, got)
			}
			var page struct {
				feature
				Features []feature
			}
			if err := json.Unmarshal(a.body, &page); err != nil {
				t.Fatal(err)
			}
			f := page.feature
			if page.Features != nil {
				f = page.Features[0]
			}
			at, _ := f.Geometry.Coordinates.([]any)
			x, _ := at[0].(float64)
			y, _ := at[1].(float64)
			if math.Hypot(x-want[0], y-want[1]) > 1e-4 {
				t.Errorf("%s: got %v, want %v", path, at, want)
			}
		}
	}
	if a := s.get(t, "/collections/incidents/items"); a.header.Get("Content-Crs") != "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>" {
		t.Errorf("without crs: Content-Crs %s", a.header.Get("Content-Crs"))
	}
	for _, path := range []string{"?crs=" + epsg + "4327", "?crs=EPSG:4326", "?bbox=1,2,3,4&bbox-crs=x"} {
		if a := s.get(t, "/collections/incidents/items"+path); a.status != 400 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := s.get(t, "/collections/incidents/items?f=html&crs="+epsg+"3035"); a.status != 400 || !strings.Contains(string(a.body), "CRS84") {
		t.Errorf("a map of the world in metres: %d %s", a.status, a.body)
	}
}

// TestBBoxCRS asks for boxes about one point in each system (requirements 7 to 9).
func TestBBoxCRS(t *testing.T) {
	s := start(t, spot("kondrovo", &kondrovo))
	for uri, at := range kondrovoIn {
		d := 1000.0
		if math.Abs(at[0]) < 360 {
			d = 0.01
		}
		box := func(x, y float64) string {
			b, _ := json.Marshal([]float64{x - d, y - d, x + d, y + d})
			return "/collections/incidents/items?limit=100&properties=id&bbox=" + strings.Trim(string(b), "[]") + "&bbox-crs=" + uri
		}
		if got := s.items(t, box(at[0], at[1])).ids(); !slices.Contains(got, "kondrovo") {
			t.Errorf("%s about %v: got %v", uri, at, got)
		}
		if got := s.items(t, box(at[0]+5*d, at[1])).ids(); slices.Contains(got, "kondrovo") {
			t.Errorf("%s beside %v: got %v", uri, at, got)
		}
	}
	for _, bad := range []string{"bbox=30,95,40,99", "bbox=54,200,55,201&bbox-crs=" + epsg + "4326", "bbox=5,5,1,1&bbox-crs=" + epsg + "3035", "bbox=-9e7,-9e7,9e7,9e7&bbox-crs=" + epsg + "3035"} {
		if a := s.get(t, "/collections/incidents/items?"+bad); a.status != 400 || !strings.Contains(string(a.body), `"field": "bbox"`) {
			t.Errorf("%s: %d %s", bad, a.status, a.body)
		}
	}
	// Latitude first: what is right in one order is wrong or elsewhere in the other.
	if got := s.items(t, "/collections/incidents/items?limit=100&bbox=35.9,54.8,36,54.9&bbox-crs="+epsg+"4326").ids(); slices.Contains(got, "kondrovo") {
		t.Errorf("axes are not turned: %v", got)
	}
}

// TestCRSOfCollections: every system that is taken is listed, and the one of storage among them (requirements 1 to 5).
func TestCRSOfCollections(t *testing.T) {
	s := start(t)
	var d struct {
		Collections []struct {
			ID         string
			CRS        []string
			StorageCRS string
		}
	}
	if err := json.Unmarshal(s.get(t, "/collections").body, &d); err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Collections {
		want := len(kondrovoIn)
		if strings.Contains(c.ID, "-") {
			want-- // of areas that go round the world Europe's map is none
		}
		if len(c.CRS) != want || !slices.Contains(c.CRS, c.StorageCRS) || !strings.HasSuffix(c.StorageCRS, "CRS84") {
			t.Errorf("%s: %v, stored in %s", c.ID, c.CRS, c.StorageCRS)
		}
		for _, uri := range c.CRS {
			if a := s.get(t, "/collections/"+c.ID+"/items?limit=1&detail=overview&crs="+uri); c.ID != "tallies" && a.status != 200 {
				t.Errorf("%s in %s: %d %s", c.ID, uri, a.status, a.body)
			}
		}
		if !slices.Contains(c.CRS, epsg+"3035") {
			for _, name := range []string{"crs", "bbox=1,1,2,2&bbox-crs"} {
				if a := s.get(t, "/collections/"+c.ID+"/items?limit=1&"+name+"="+epsg+"3035"); a.status != 400 {
					t.Errorf("%s takes %s=3035, which it does not list: %d", c.ID, name, a.status)
				}
			}
		}
	}
}

func TestItemsPrecisionAndColumnsLeftOut(t *testing.T) {
	s := start(t, spot("kondrovo", &record.Point{35.93064567, 54.8}))
	for query, want := range map[string]string{
		"precision=3":                      "[35.931,54.8]",
		"precision=0":                      "[36,55]",
		"precision=15":                     "[35.93064567,54.8]",
		"":                                 "[35.93064567,54.8]",
		"precision=1&crs=" + epsg + "3857": "[3999781.2,7323146.5]",
	} {
		a := s.get(t, "/collections/incidents/items?id=kondrovo&"+query)
		if !strings.Contains(string(a.body), `"coordinates":`+want+"}") {
			t.Errorf("%s: want %s in %.900s", query, want, a.body)
		}
	}
	f := s.items(t, "/collections/incidents/items?id=kondrovo&properties=id,title,grade&exclude-properties=title,count_min").Features[0]
	if len(f.Properties) != 2 || f.Properties["grade"] == nil {
		t.Errorf("columns %v", f.Properties)
	}
	for _, bad := range []string{"precision=16", "precision=-1", "exclude-properties=none", "precision=x"} {
		if a := s.get(t, "/collections/incidents/items?"+bad); a.status != 400 {
			t.Errorf("%s: %d", bad, a.status)
		}
	}
}
