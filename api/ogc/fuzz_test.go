package ogc_test

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzItemsQuery sends any query to items: the answer is a page or a problem, never a fault of ours, and always JSON.
func FuzzItemsQuery(f *testing.F) {
	for _, seed := range []string{"", "limit=5&bbox=170,60,-170,70", "datetime=../2025-08-27T00:00:00Z&region_id=RU-KLU", "properties=id,title&geometry=footprint&detail=overview",
		"after=inc-2025-08-27-rostov&limit=1", "before=\"<x>\\&f=json", "limit=999999999&f=csv", "grade=%zz;&&=", "night_of=2025-08-27&count_min=1e3", "uncertainty_m=1e400&is_damage=TRUE", "region_id=0", "f=html&bbox=0,0,0,0"} {
		f.Add(seed)
	}
	s := start(f)
	h := s.Config.Handler
	f.Fuzz(func(t *testing.T, query string) {
		req := httptest.NewRequest("GET", "/collections/incidents/items", nil)
		req.URL.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		body := w.Body.Bytes()
		switch kind := w.Header().Get("Content-Type"); {
		case w.Code != 200 && w.Code != 400 && w.Code != 404: // 404: a unit that is not there
			t.Fatalf("%q: %d %s", query, w.Code, body)
		case strings.Contains(kind, "json") && !json.Valid(body):
			t.Fatalf("%q: %s is not JSON", query, body)
		}
		for _, link := range w.Header().Values("Link") {
			href, _, ok := strings.Cut(strings.TrimPrefix(link, "<"), ">")
			if u, err := url.Parse(href); !ok || err != nil || strings.ContainsAny(u.RawQuery, "\"<> ") {
				t.Fatalf("%q: Link %s", query, link)
			}
		}
	})
}

// FuzzPlaceAndTime sends any bbox, datetime and reference systems: what is taken gives JSON whose coordinates are numbers.
func FuzzPlaceAndTime(f *testing.F) {
	const epsg = "http://www.opengis.net/def/crs/EPSG/0/"
	for _, s := range [][4]string{{"30,50,40,60", "", "2025-08-27", ""}, {"170,-90,-170,90", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "2025-08-01T00:00:00Z/..", epsg + "3857"},
		{"50,30,60,40", epsg + "4326", "../2025-08-27T03:00:00+03:00", "[EPSG:4326]"}, {"-2e7,-2e7,2e7,2e7", epsg + "3857", "2025-08-28/2025-08-27", "EPSG:3035"},
		{"4e6,3e6,0,5e6,4e6,9", epsg + "3035", "/", epsg + "6933"}, {"180.00000000000006,-90,1e400,90", "urn:ogc:def:crs:EPSG::6933", "0000-01-01", "<>"}} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	h := start(f).Config.Handler
	f.Fuzz(func(t *testing.T, bbox, bboxCRS, datetime, crs string) {
		q := url.Values{}
		for name, value := range map[string]string{"bbox": bbox, "bbox-crs": bboxCRS, "datetime": datetime, "crs": crs} {
			if value != "" {
				q.Set(name, value)
			}
		}
		req := httptest.NewRequest("GET", "/collections/incidents/items?limit=3&f=json&properties=id&"+q.Encode(), nil)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != 200 && w.Code != 400 || !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%v: %d %s", q, w.Code, w.Body)
		}
	})
}
