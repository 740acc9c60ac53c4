package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestWhatArcGISSends replays what the layers of ArcGIS for OGC API Features ask for (esri.layers.OGCFeatureLayer of its
// JavaScript SDK, which its maps online are made with), in their order and with their Accept fields, and looks at what they
// read: links by relation and exact type, the greatest limit, systems by the code at their end, features of one kind of
// geometry with ids.
func TestWhatArcGISSends(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	type link struct{ Href, Rel, Type string }
	type linked struct{ Links []link }
	ask := func(at, accept string, into any) {
		t.Helper()
		a := s.ask(t, http.MethodGet, strings.TrimPrefix(at, s.url), "", "Accept", accept)
		if err := json.Unmarshal([]byte(a.body), into); err != nil || a.StatusCode != 200 {
			t.Fatalf("%s: %d %v %.300s", at, a.StatusCode, err, a.body)
		}
	}
	find := func(of []link, rel, mediaType string) string {
		t.Helper()
		i := slices.IndexFunc(of, func(l link) bool { return l.Rel == rel && l.Type == mediaType })
		if i < 0 {
			t.Fatalf("no %s of type %s in %v", rel, mediaType, of)
		}
		return of[i].Href
	}
	const openAPI = "application/vnd.oai.openapi+json;version=3.0"
	var landing linked
	ask("/ogcfeatureserver", "application/json", &landing)
	var conformance struct{ ConformsTo []string }
	ask(find(landing.Links, "conformance", "application/json"), "application/json", &conformance)
	for _, class := range []string{"geojson", "oas30"} {
		if !slices.Contains(conformance.ConformsTo, "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"+class) {
			t.Errorf("%s is not claimed", class)
		}
	}
	var api struct {
		Components struct {
			Parameters map[string]struct{ Schema struct{ Maximum int } }
		}
	}
	ask(find(landing.Links, "service-desc", openAPI), openAPI, &api)
	most := api.Components.Parameters["limit"].Schema.Maximum
	var list struct {
		Collections []struct {
			ID         string
			Links      []link
			CRS        []string
			StorageCRS string
			Extent     struct{ Spatial struct{ BBox [][4]float64 } }
		}
	}
	ask(find(landing.Links, "data", "application/json"), "application/json", &list)
	for _, collection := range list.Collections {
		items := find(collection.Links, "items", "application/geo+json")
		var first gisPage
		ask(items+"&limit=5", "application/geo+json", &first)
		kinds := map[string]bool{}
		for _, f := range first.Features {
			if f.ID == "" {
				t.Errorf("%s: a feature without an id", collection.ID)
			}
			if f.Geometry != nil {
				kinds[strings.TrimPrefix(f.Geometry.Type, "Multi")] = true
			}
		}
		if len(kinds) > 1 {
			t.Errorf("%s: geometries %v", collection.ID, kinds)
		}
		mercator := slices.IndexFunc(collection.CRS, func(crs string) bool { return strings.HasSuffix(crs, "/EPSG/0/3857") })
		if mercator < 0 || collection.StorageCRS == "" {
			t.Fatalf("%s: systems %v", collection.ID, collection.CRS)
		}
		crs := url.QueryEscape(collection.CRS[mercator])
		// A tile of the view: its box and its features in the map's own system, as many as there may be.
		var view gisPage
		ask(fmt.Sprintf("%s&bbox=3757032.81,6887893.49,4383204.95,7514065.63&bbox-crs=%s&crs=%s&limit=%d&geometry=point", items, crs, crs, most), "application/geo+json", &view)
		if view.NumberMatched == 0 && !strings.HasPrefix(collection.ID, "tallies") || view.NumberReturned < view.NumberMatched && view.link(s, "next") == "" {
			t.Errorf("%s: %d of %d, next %q", collection.ID, view.NumberReturned, view.NumberMatched, view.link(s, "next"))
		}
		// Times of a time slider are written with milliseconds.
		for _, times := range []string{"2025-08-26T00:00:00.000Z/2025-08-28T00:00:00.000Z", "../2025-08-28T00:00:00.000Z", "2025-08-26T00:00:00.000Z/.."} {
			ask(items+"&limit=5&datetime="+times, "application/geo+json", new(gisPage))
		}
	}
	// Rows of a table are asked for by their number, which pages here have not: the answer says what leads on.
	a := s.ask(t, http.MethodGet, "/collections/incidents/items?startindex=10&limit=10", "")
	if a.StatusCode != 400 || !strings.Contains(a.body, "did you mean after?") {
		t.Errorf("startindex: %d %.300s", a.StatusCode, a.body)
	}
}
