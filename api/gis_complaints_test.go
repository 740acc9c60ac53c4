package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb/encoding/mvt"

	"oblast/data/snapshot"
)

// gisComplaints are what users of other servers complain about most.
var gisComplaints = []gisCase{
	{"no next or numberMatched", func(t *testing.T, s *running) {
		if page := fetch[gisPage](t, s, "/collections/incidents/items?limit=3&geometry=none"); page.link(s, "next") == "" || page.NumberMatched <= 3 || page.NumberReturned != 3 {
			t.Errorf("next %q, matched %d, returned %d", page.link(s, "next"), page.NumberMatched, page.NumberReturned)
		}
	}, ""},
	{"next vanishing early", func(t *testing.T, s *running) {
		for _, at := range []string{"incidents/items?limit=7", "tallies/items?limit=3", "incidents/items?limit=4&bbox=30,45,40,56", "incidents/items?limit=5&sortby=-night_of", "incidents/items?limit=2&filter=count_min%3E1"} {
			ids, matched := walk(t, s, "/collections/"+at+"&geometry=none")
			if slices.Sort(ids); len(slices.Compact(ids)) != matched || matched == 0 {
				t.Errorf("%s: %d of %d", at, len(ids), matched)
			}
		}
	}, "api/ogc.TestPagesWhileRecordsAreAppended"},
	{"full COUNT(*) making pages slow", func(t *testing.T, s *running) { // it is counted from the index that the debug header names
		if plan := status(t, s, "/collections/incidents/items?limit=1&filter=count_max%3E2", 200).Header.Get("Oblast-Plan"); plan == "" || strings.HasPrefix(plan, "scan") {
			t.Errorf("plan %q", plan)
		}
	}, ""},
	{"paging slow or ignored in QGIS", nil, "cmd/oblast.TestQGISReadsEveryCollectionCompletely"},
	{"axis order", func(t *testing.T, s *running) {
		at := "/collections/incidents/items?id=inc-2025-08-27-kaluga-dzerzhinsky&crs="
		first := func(crs string) (p [2]float64) {
			page := fetch[gisPage](t, s, at+crs)
			if len(page.Features) != 1 || json.Unmarshal(page.Features[0].Geometry.Coordinates, &p) != nil {
				t.Fatalf("%+v", page)
			}
			return p
		}
		a, b := first("http://www.opengis.net/def/crs/OGC/1.3/CRS84"), first("http://www.opengis.net/def/crs/EPSG/0/4326")
		if a[0] != b[1] || a[1] != b[0] || a[0] > a[1] {
			t.Errorf("CRS84 %v, EPSG:4326 %v", a, b)
		}
	}, "api/ogc.TestBBoxCRS"},
	{"CRS support", func(t *testing.T, s *running) {
		list := fetch[struct{ CRS []string }](t, s, "/collections/incidents?f=json").CRS
		for _, crs := range list {
			if got := status(t, s, "/collections/incidents/items?limit=1&crs="+crs, 200).Header.Get("Content-Crs"); got != "<"+crs+">" {
				t.Errorf("%s: Content-Crs %s", crs, got)
			}
		}
		if len(list) < 5 {
			t.Errorf("%v", list)
		}
	}, "api/ogc.TestCRSOfItems"},
	{"datetime ignored or broken", func(t *testing.T, s *running) {
		all := fetch[gisPage](t, s, "/collections/incidents/items?limit=1").NumberMatched
		for _, when := range []string{"2025-08-27", "2025-08-26T20:00:00Z/2025-08-27T05:00:00Z", "2025-10-01/..", "../2025-08-20", "2025-08-26/P2D"} {
			if n := fetch[gisPage](t, s, "/collections/incidents/items?limit=1&datetime="+when).NumberMatched; n == 0 || n == all {
				t.Errorf("%s: %d of %d", when, n, all)
			}
		}
		if n := fetch[gisPage](t, s, "/collections/incidents/items?limit=1&datetime=1900-01-01").NumberMatched; n != 0 {
			t.Errorf("1900: %d", n)
		}
	}, ""},
	{"aggregation: properties=area:SUM,code&groupby=code", func(t *testing.T, s *running) {
		groups := fetch[struct{ Groups []map[string]any }](t, s, "/collections/incidents/aggregate?by=region_id&measure=count,sum(count_best)").Groups
		counts := map[string]float64{}
		for _, f := range fetch[gisPage](t, s, "/collections/incidents/items?limit=1000&geometry=none").Features {
			counts[fmt.Sprint(f.Properties["region_id"])]++
		}
		for _, g := range groups {
			if id := fmt.Sprint(g["region_id"]); g["count"] != counts[id] {
				t.Errorf("%s: %v, items have %v", id, g["count"], counts[id])
			}
		}
		if len(groups) != len(counts) {
			t.Errorf("%d groups, %d regions", len(groups), len(counts))
		}
	}, "api/ogc.TestAggregateAgreesWithItems"},
	{"latest per location", func(t *testing.T, s *running) {
		latest := map[string]string{}
		for _, f := range fetch[gisPage](t, s, "/collections/incidents/items?limit=1000&geometry=none&properties=region_id,time_start").Features {
			id, at := fmt.Sprint(f.Properties["region_id"]), fmt.Sprint(f.Properties["time_start"])
			latest[id] = max(latest[id], at)
		}
		for _, g := range fetch[struct{ Groups []map[string]any }](t, s, "/collections/incidents/aggregate?by=region_id&measure=max(time_start)").Groups {
			if id := fmt.Sprint(g["region_id"]); g["max_time_start"] != latest[id] {
				t.Errorf("%s: %v, want %v", id, g["max_time_start"], latest[id])
			}
		}
	}, ""},
	{"slow large bbox", func(t *testing.T, s *running) {
		all := fetch[gisPage](t, s, "/collections/regions-1/items?limit=20&geometry=none").ids()
		a := status(t, s, "/collections/regions-1/items?bbox=-180,-90,180,90&limit=20&geometry=none", 200)
		var page gisPage
		if err := json.Unmarshal([]byte(a.body), &page); err != nil || !slices.Equal(page.ids(), all) || a.Header.Get("Oblast-Plan") == "" {
			t.Errorf("%v %v, plan %q", err, page.ids(), a.Header.Get("Oblast-Plan")) // how fast: the benchmarks of geo/layer
		}
	}, ""},
	{"cache invalidation on data change", func(t *testing.T, _ *running) {
		c, held := config(t)
		s := start(t, c)
		const at = "/tiles/incidents/0/0/0.mvt"
		tag := status(t, s, at, 200).Header.Get("ETag")
		if a := s.ask(t, http.MethodGet, at, "", "If-None-Match", tag); a.StatusCode != 304 {
			t.Errorf("unchanged: %d", a.StatusCode)
		}
		_, after := grown(t)
		g, err := world()
		if err != nil {
			t.Fatal(err)
		}
		snap, err := snapshot.Build(t.Context(), snapshot.NewBoundaries(g.Tree), time.Now(), *after)
		if err != nil {
			t.Fatal(err)
		}
		held.at.Store(snap)
		if a := s.ask(t, http.MethodGet, at, "", "If-None-Match", tag); a.StatusCode != 200 || a.Header.Get("ETag") == tag {
			t.Errorf("changed: %d, %s", a.StatusCode, a.Header.Get("ETag"))
		}
	}, ""},
	{"features thinned at low zoom", func(t *testing.T, s *running) {
		placed := 0.0
		for _, f := range fetch[gisPage](t, s, "/collections/incidents/items?limit=1000&properties=id").Features {
			if f.Geometry != nil {
				placed++
			}
		}
		layers, err := mvt.Unmarshal([]byte(status(t, s, "/tiles/incidents/0/0/0.mvt", 200).body))
		if err != nil || len(layers) != 1 {
			t.Fatal(err)
		}
		drawn := 0.0
		for _, f := range layers[0].Features {
			if n, ok := f.Properties["point_count"].(float64); ok {
				drawn += n
			} else {
				drawn++
			}
		}
		if drawn != placed {
			t.Errorf("the tile of the world stands for %v features of %v", drawn, placed)
		}
	}, "api/ogc.TestTiles"},
	{"FlatGeobuf", nil, "cmd/oblast.TestGDALReadsEveryFormatBack"},
	{"HTML pages that embed full GeoJSON", func(t *testing.T, s *running) {
		for _, at := range []string{"/collections/regions-1", "/collections/regions-1/items", "/collections/regions-1/items/RU"} {
			a := s.ask(t, http.MethodGet, at+"?f=html", "")
			if strings.Contains(a.body, `"coordinates"`) || len(a.body) > 250_000 {
				t.Errorf("%s: %d bytes", at, len(a.body))
			}
		}
	}, ""},
	{"embeds and Open Graph", func(t *testing.T, s *running) {
		page := s.ask(t, http.MethodGet, "/?from=2025-08-27&to=2025-08-27&part=night", "", "Accept", "text/html")
		for _, want := range []string{`property="og:title"`, `property="og:description"`} {
			if !strings.Contains(page.body, want) {
				t.Errorf("the map lacks %s", want)
			}
		}
		if a := status(t, s, "/embed?from=2025-08-27&to=2025-08-27", 200); strings.Contains(a.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || a.Header.Get("X-Frame-Options") != "" {
			t.Error("an embed cannot be framed")
		}
	}, "api.TestPoliciesKeepFramesOut"},
	{"column control", func(t *testing.T, s *running) {
		f := fetch[gisPage](t, s, "/collections/incidents/items?limit=1&properties=id,title,grade&exclude-properties=title").Features[0]
		if len(f.Properties) != 2 || f.Properties["grade"] == nil {
			t.Errorf("%v", f.Properties)
		}
	}, ""},
	{"GeoPackage output", func(t *testing.T, s *running) {
		if a := status(t, s, "/collections/damage/items?f=gpkg&limit=100", 200); !strings.HasPrefix(a.body, "SQLite format 3\x00") {
			t.Errorf("%.20q", a.body)
		}
	}, "cmd/oblast.TestGeoPackagesAreDrawn"},
}
