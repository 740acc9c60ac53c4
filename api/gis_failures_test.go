package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// gisFailures were reproduced in other servers.
var gisFailures = []gisCase{
	{"silent truncation: 1,000 of 20,000 features, with no error", func(t *testing.T, s *running) {
		page := fetch[gisPage](t, s, "/collections/regions-1/items?limit=1000&geometry=none&properties=name")
		if page.NumberMatched <= page.NumberReturned || page.link(s, "next") == "" {
			t.Errorf("%d of %d, next %q", page.NumberReturned, page.NumberMatched, page.link(s, "next"))
		}
	}, "cmd/oblast.TestGDALReadsEveryCollectionCompletely cmd/oblast.TestQGISReadsEveryCollectionCompletely"},
	{".csv that returns JSON, .svg and .txt that return an empty 200", func(t *testing.T, s *running) { // extensions are not guessed
		for _, ending := range []string{".csv", ".svg", ".txt", ".json"} {
			if a := status(t, s, "/collections/damage/items"+ending, 404); a.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %s", ending, a.Header.Get("Content-Type"))
			}
		}
	}, ""},
	{"unknown parameters ignored", func(t *testing.T, s *running) {
		for _, at := range []string{"/collections/damage/items?colour=red", "/collections?colour=red", "/tiles/damage/0/0/0.mvt?colour=red", "/choropleth?colour=red"} {
			if a := status(t, s, at, 400); !strings.Contains(a.body, `"field": "colour"`) && !strings.Contains(a.body, `"field":"colour"`) {
				t.Errorf("%s: %.200s", at, a.body)
			}
		}
	}, "api.TestEveryRoute"},
	{"/queryables 404", func(t *testing.T, s *running) {
		q := fetch[struct {
			Schema, ID, Type     string
			Properties           map[string]any
			AdditionalProperties *bool
		}](t, s, "/collections/damage/queryables")
		if q.Type != "object" || len(q.Properties) < 20 || q.AdditionalProperties == nil || *q.AdditionalProperties {
			t.Errorf("%+v", q)
		}
	}, ""},
	{"HEAD on items gives 404", func(t *testing.T, s *running) {
		const at = "/collections/damage/items?limit=2&f=csv"
		get, head := status(t, s, at, 200), s.ask(t, http.MethodHead, at, "")
		if head.StatusCode != 200 || head.body != "" || head.Header.Get("ETag") != get.Header.Get("ETag") || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
			t.Errorf("%d, %d bytes, %v", head.StatusCode, len(head.body), head.Header)
		}
	}, ""},
	{"a bbox over the antimeridian gives 0 of 10", func(t *testing.T, s *running) {
		if ids := fetch[gisPage](t, s, "/collections/regions-1/items?bbox=170,60,-170,72&geometry=none&limit=50").ids(); !slices.Contains(ids, "RU-CHU") || len(ids) > 10 {
			t.Errorf("%v", ids)
		}
	}, "api/ogc.TestItemsOverTheAntimeridian"},
	{"limit=999999 silently clamped without saying so", func(t *testing.T, s *running) {
		page := fetch[gisPage](t, s, "/collections/tallies/items?limit=999999&geometry=none")
		if !strings.Contains(page.Notice, "999999 was lowered to 10000") {
			t.Errorf("notice %q", page.Notice)
		}
	}, ""},
	{"a date-only datetime gives 400", func(t *testing.T, s *running) {
		for _, when := range []string{"2025-08-27", "2025-08-27/2025-08-28", "2025-08-27/.."} {
			status(t, s, "/collections/incidents/items?limit=1&datetime="+when, 200)
		}
	}, ""},
	{"an aborted client logged as a 500", func(t *testing.T, _ *running) {
		log := &logged{}
		c, _ := config(t)
		c.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		s := start(t, c)
		abort(t, s, 12)
		s.ask(t, http.MethodGet, "/healthz", "")
		for line := range strings.Lines(log.String()) {
			var l struct {
				Level  string
				Status int
			}
			if err := json.Unmarshal([]byte(line), &l); err != nil || l.Level == "ERROR" || l.Status >= 500 {
				t.Errorf("logged: %s", line)
			}
		}
		if metrics := s.ask(t, http.MethodGet, "/metrics", "").body; strings.Contains(metrics, `status="500"`) || strings.Contains(metrics, `code="500"`) {
			t.Error("a 500 is counted")
		}
	}, ""},
	{"a bbox filter that bypasses the spatial index", func(t *testing.T, s *running) {
		a := status(t, s, "/collections/regions-1/items?bbox=35,54,36,55&limit=5&geometry=none", 200)
		if plan := a.Header.Get("Oblast-Plan"); plan != "box" {
			t.Errorf("plan %q", plan)
		}
	}, ""},
	{"a connection pool that wedges the whole server after clients abort", func(t *testing.T, s *running) {
		abort(t, s, 60)
		for range 3 {
			if page := fetch[gisPage](t, s, "/collections/incidents/items?limit=10"); page.NumberReturned != 10 {
				t.Errorf("afterwards: %d features", page.NumberReturned)
			}
		}
		status(t, s, "/collections/incidents/items?f=gpkg&limit=100", 200)
	}, "api.TestSlowAndGoneClientsLeaveNothingBehind"},
}

// abort asks for large answers of all kinds and hangs up without reading them.
func abort(t *testing.T, s *running, clients int) {
	t.Helper()
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
			if err != nil {
				t.Error(err)
				return
			}
			at := []string{"/collections/regions-1/items?limit=10000", "/collections/regions-1/items?limit=10000&f=fgb", "/collections/incidents/items?filter=title%20LIKE%20%27%25a%25%27", "/choropleth?level=district"}[i%4]
			_, _ = io.WriteString(conn, "GET "+at+" HTTP/1.1\r\nHost: x\r\n\r\n")
			_ = conn.Close()
		})
	}
	all.Wait()
}

// gisStandards are what the suites of the standards look at.
var gisStandards = []gisCase{
	{"each claimed class has a test", nil, "api/ogc.TestEveryClassHasATest"},
	{"the OpenAPI document must be one self-contained file", func(t *testing.T, s *running) {
		for _, form := range []string{"json", "json31"} {
			if body := status(t, s, "/api?f="+form, 200).body; strings.Contains(body, `"$ref":"http`) || strings.Contains(body, `"$ref": "http`) {
				t.Errorf("%s: a reference leads out of it", form)
			}
		}
	}, "api/ogc.TestDescriptionInAllForms"},
	{"every /items declares datetime, collections without time too; limit optional, form, explode false, integer with minimum and default", func(t *testing.T, s *running) {
		type parameter struct {
			Ref, Name, In, Style string
			Required             bool
			Explode              *bool
			Schema               struct {
				Type             string
				Minimum, Default any
			}
		}
		doc := fetch[struct {
			Paths map[string]struct {
				Get struct{ Parameters []map[string]any }
			}
			Components struct{ Parameters map[string]parameter }
		}](t, s, "/api?f=json")
		items := 0
		for path, p := range doc.Paths {
			if !strings.HasSuffix(path, "/items") {
				continue
			}
			items++
			for _, name := range []string{"datetime", "limit", "bbox"} {
				if !slices.ContainsFunc(p.Get.Parameters, func(q map[string]any) bool { return q["$ref"] == "#/components/parameters/"+name }) {
					t.Errorf("%s does not declare %s", path, name)
				}
			}
		}
		l := doc.Components.Parameters["limit"]
		if l.Required || l.In != "query" || l.Style != "form" || l.Explode == nil || *l.Explode || l.Schema.Type != "integer" || l.Schema.Minimum != 1. || l.Schema.Default != 10. || items < 9 {
			t.Errorf("limit %+v of %d items", l, items)
		}
	}, "api/ogc.TestOAS30"},
	{"a tile template contains /tiles/WebMercatorQuad and {tileMatrix}/{tileRow}/{tileCol}, row before column", func(t *testing.T, s *running) {
		if body := status(t, s, "/collections/damage/tiles/WebMercatorQuad", 200).body; !strings.Contains(body, "/collections/damage/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}") {
			t.Errorf("%.400s", body)
		}
		if a := status(t, s, "/collections/damage/tiles/WebMercatorQuad/3/2/4", 200); len(a.body) == 0 { // the other order is an ocean
			t.Error("row is not before column")
		}
	}, "api/ogc.TestSuiteFollowsTilesets"},
	{"a tile out of range (2^31-1 too) is 404 or 400, never 500", func(t *testing.T, s *running) {
		for _, tile := range []string{"0/0/1", "0/2147483647/2147483647", "2147483647/0/0", "5/-1/0", "5/x/0"} {
			status(t, s, "/collections/damage/tiles/WebMercatorQuad/"+tile, 404)
		}
	}, ""},
	{"coordinates beyond +-180 (180.00000000000006) are clamped", func(t *testing.T, s *running) {
		for _, c := range fetch[struct {
			Collections []struct {
				Extent struct{ Spatial struct{ BBox [][4]float64 } }
			}
		}](t, s, "/collections?f=json").Collections {
			if b := c.Extent.Spatial.BBox[0]; b[0] < -180 || b[2] > 180 {
				t.Errorf("extent %v", b)
			}
		}
	}, "cmd/oblast.TestHardGeometries"},
	{"invalid or unknown parameters give 400", func(t *testing.T, s *running) {
		for _, query := range []string{"limit=unlimited", "limit=0", "bbox=1,2,3", "bbox=x,y,z,w", "datetime=yesterday", "unknownQueryParameter=1", "crs=http://www.opengis.net/def/crs/0/unsupported", "bbox=1,1,2,2&bbox-crs=EPSG:1"} {
			status(t, s, "/collections/tallies/items?"+query, 400)
		}
	}, "api/ogc.TestSuiteSendsNonsense"},
	{"the suite reserves the collection id dUmmYColLection", func(t *testing.T, s *running) {
		status(t, s, "/collections/dUmmYColLection", 404)
	}, "cmd/oblast.TestOwnLayersRefused"},
	{"bounds, enums and additionalProperties in /api must say exactly what the handler accepts", nil, "cmd/oblast.TestSchemathesisFindsNothing"},
	{"the filter engine must work on any feature layer, not only on ours", nil, "cmd/oblast.TestSuiteServed cmd/oblast.TestOwnLayers"},
	{"write shortest round-trip doubles for shapes that are not simplified", func(t *testing.T, s *running) {
		raw := status(t, s, "/collections/incidents/items?limit=20&properties=id", 200).body
		var page struct {
			Features []struct {
				Geometry *struct{ Coordinates []float64 }
			}
		}
		if err := json.Unmarshal([]byte(raw), &page); err != nil {
			t.Fatal(err)
		}
		for _, f := range page.Features {
			if f.Geometry == nil {
				continue
			}
			if b, _ := json.Marshal(f.Geometry.Coordinates); !strings.Contains(raw, fmt.Sprintf(`"coordinates":%s`, b)) {
				t.Errorf("%s is not written as it is", b)
			}
		}
	}, "cmd/oblast.TestSuiteServed"},
	{"coordinates equal in every system: axis order and datum", nil, "geo/projection.TestReference"},
}
