package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"oblast/api"
)

// sink is a client without a network.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { s.bytes += len(b); return len(b), nil }

// BenchmarkAnswer measures everything but the network. The baseline answers 304 with an entity tag and nothing else.
func BenchmarkAnswer(b *testing.B) {
	c, _ := config(b)
	s, err := api.New(c)
	if err != nil {
		b.Fatal(err)
	}
	const choropleth = "/choropleth?level=region&geometry=none&from=2025-08-27&to=2025-08-27"
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, httptest.NewRequest("GET", choropleth, nil))
	tag := rec.Header().Get("ETag")
	naive := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", tag)
		w.WriteHeader(http.StatusNotModified)
	})
	for _, test := range []struct {
		name, path, tag, coding string
		handler                 http.Handler
		status                  int
	}{
		{"naive 304", choropleth, tag, "", naive, 304},
		{"choropleth 304", choropleth, tag, "", s.Handler(), 304},
		{"choropleth br", choropleth, "", "br", s.Handler(), 200},
		{"choropleth plain", choropleth, "", "", s.Handler(), 200},
		{"map page", "/", "", "br", s.Handler(), 200},
		{"items 10", "/collections/incidents/items?f=json&limit=10&properties=id,title,night_of,region_id,grade", "", "", s.Handler(), 200},
		{"not found", "/nothing", "", "", s.Handler(), 404},
	} {
		b.Run(test.name, func(b *testing.B) {
			req := httptest.NewRequest("GET", test.path, nil)
			req.Header.Set("Accept", "text/html")
			if test.tag != "" || test.coding == "" {
				req.Header.Set("Accept", "*/*")
			}
			if test.tag != "" {
				req.Header.Set("If-None-Match", test.tag)
			}
			if test.coding != "" {
				req.Header.Set("Accept-Encoding", test.coding)
			}
			if test.path == choropleth {
				req.Header.Set("Accept", "*/*")
			}
			w := &sink{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				test.handler.ServeHTTP(w, req)
				if w.status != test.status {
					b.Fatalf("status %d, want %d", w.status, test.status)
				}
			}
		})
	}
}
