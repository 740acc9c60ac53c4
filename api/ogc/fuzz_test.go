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
		"after=inc-2025-08-27-rostov&limit=1", "before=\"<x>\\&f=json", "limit=999999999&f=csv", "grade=%zz;&&=", "night_of=2025-08-27&count_min=1e3", "uncertainty_m=1e400&is_damage=TRUE", "f=html&bbox=0,0,0,0"} {
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
		case w.Code != 200 && w.Code != 400:
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
