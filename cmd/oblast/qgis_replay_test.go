package main_test

import (
	"net/url"
	"testing"
)

// replayed are requests for items as QGIS from 3.32 on sends them where a server has CQL2: the filter is what its compiler
// makes of the expression of a user (src/providers/wfs/oapif/qgsoapifcql2textexpressioncompiler.cpp), limit, bbox, crs and
// bbox-crs are what its downloader adds (qgsoapiffeaturedownloaderimpl.cpp), and without CQL2 it makes the parameters of
// Part 1 (qgsoapifshareddata.cpp). Debian's QGIS is older and sends none of them.
var replayed = []struct {
	expression string // of the user
	query      string // after items?limit=1000&, escaped as QGIS does
	same       string // a query of ours that must match as many
}{
	{`"count_min" > 1`, `filter=(%22count_min%22%20%3E%201)&filter-lang=cql2-text`, "filter=count_min%3E1"},
	{`"region_id" = 'RU-BRY'`, `filter=(%22region_id%22%20%3D%20'RU-BRY')&filter-lang=cql2-text`, "region_id=RU-BRY"},
	{`"grade" IN ('confirmed','fair')`, `filter=grade%20IN%20('confirmed','fair')&filter-lang=cql2-text`, "filter=grade%20IN%20('fair','confirmed')"},
	{`"grade" NOT IN ('confirmed')`, `filter=grade%20NOT%20IN%20('confirmed')&filter-lang=cql2-text`, "filter=grade%3C%3E'confirmed'"},
	{`"title" LIKE '%Kaluga%'`, `filter=(title%20LIKE%20'%25Kaluga%25')&filter-lang=cql2-text`, "filter=title%20LIKE%20'%25Kaluga%25'"},
	{`"title" ILIKE '%kaluga%'`, `filter=(CASEI(title)%20LIKE%20CASEI('%25kaluga%25'))&filter-lang=cql2-text`, "filter=CASEI(title)%20LIKE%20'%25kaluga%25'"},
	{`NOT "is_damage"`, `filter=(NOT%20(%22is_damage%22))&filter-lang=cql2-text`, "is_damage=false"},
	{`"is_damage" = true`, `filter=(%22is_damage%22%20%3D%20TRUE)&filter-lang=cql2-text`, "is_damage=true"},
	{`"count_min" IS NULL`, `filter=(%22count_min%22%20IS%20NULL)&filter-lang=cql2-text`, "filter=count_min%20IS%20NULL"},
	{`"count_min" IS NOT NULL`, `filter=(%22count_min%22%20IS%20NOT%20NULL)&filter-lang=cql2-text`, "filter=count_min%20IS%20NOT%20NULL"},
	{`"count_min" BETWEEN 1 AND 3`, `filter=%22count_min%22%20BETWEEN%201%20AND%203&filter-lang=cql2-text`, "filter=count_min%20IN%20(1,2,3)"},
	{`"count_max" - "count_min" > -(1)`, `filter=((%22count_max%22%20-%20%22count_min%22)%20%3E%20(%20-%20(1)))&filter-lang=cql2-text`, "filter=count_max-count_min%20%3E%20-1"},
	{`"night_of" >= '2025-08-27'`, `filter=(%22night_of%22%20%3E%3D%20DATE('2025-08-27'))&filter-lang=cql2-text`, "filter=night_of%3E%3DDATE('2025-08-27')"},
	{`"time_start" >= make_datetime(2025,8,27,0,0,0)`, `filter=(%22time_start%22%20%3E%3D%20TIMESTAMP('2025-08-27T00:00:00.000Z'))&filter-lang=cql2-text`, "filter=time_start%3E%3DTIMESTAMP('2025-08-27T00:00:00Z')"},
	{`intersects_bbox($geometry, geom_from_wkt('POLYGON((35 50,40 50,40 56,35 56,35 50))'))`, `filter=S_INTERSECTS(geometry,BBOX(35,50,40,56))&filter-lang=cql2-text`, "filter=S_INTERSECTS(geometry,BBOX(35,50,40,56))"},
	{"the same where the layer is shown in EPSG:4326", `filter=S_INTERSECTS(geometry,BBOX(50,35,56,40))&filter-lang=cql2-text&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326&crs=http://www.opengis.net/def/crs/EPSG/0/4326`, "filter=S_INTERSECTS(geometry,BBOX(35,50,40,56))"},
	{"a subset and an expression at once", `filter=((%22count_min%22%20%3E%200))%20AND%20((%22region_id%22%20%3D%20'RU-KLU'))&filter-lang=cql2-text`, "filter=count_min%3E0&region_id=RU-KLU"},
	{"a rectangle of the canvas", "bbox=35,50,40,56", "bbox=35,50,40,56"},
	{"a rectangle in EPSG:3857", "bbox=3896182.18,6446275.84,4452779.63,7558415.66&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857&crs=http://www.opengis.net/def/crs/EPSG/0/3857", "bbox=35,50,40,56"},
	{"without CQL2: times until", "datetime=0000-01-01T00:00:00Z%2F2025-08-27T00:00:00Z", "datetime=../2025-08-27T00:00:00Z"},
	{"without CQL2: times from, and a value", "datetime=2025-08-27T00:00:00Z%2F9999-12-31T00:00:00Z&region_id=RU-BRY", "datetime=2025-08-27T00:00:00Z/..&region_id=RU-BRY"},
}

// TestWhatNewerQGISSends replays them: each is answered, with as many features as ours that means the same.
func TestWhatNewerQGISSends(t *testing.T) {
	base := startProgram(t)
	all := matched(t, base, "incidents", "")
	for _, r := range replayed {
		var page struct{ NumberMatched int }
		getJSON(t, base+"/collections/incidents/items?limit=1000&"+r.query, &page)
		if want := matched(t, base, "incidents", r.same); page.NumberMatched != want || want == 0 || want == all {
			t.Errorf("%s: %d features of %d, want %d", r.expression, page.NumberMatched, all, want)
		}
		if _, err := url.ParseQuery(r.query); err != nil {
			t.Error(err)
		}
	}
	// It reads these at the start, in this order; what it looks for in them must be there.
	for _, start := range []struct{ path, member string }{
		{"/", "links"}, {"/api?f=json", "components"}, {"/conformance", "conformsTo"}, {"/collections/incidents", "crs"},
		{"/collections/incidents/queryables", "properties"}, {"/collections/incidents/items?limit=10", "numberMatched"}, {"/collections/incidents/schema?f=json", "properties"},
	} {
		var d map[string]any
		getJSON(t, base+start.path, &d)
		if d[start.member] == nil {
			t.Errorf("%s has no %s", start.path, start.member)
		}
	}
}
