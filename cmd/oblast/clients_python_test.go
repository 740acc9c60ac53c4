package main_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// matched is how many features a query of a collection matches.
func matched(t *testing.T, base, collection, query string) int {
	t.Helper()
	var page struct{ NumberMatched int }
	getJSON(t, base+"/collections/"+collection+"/items?f=json&limit=1&geometry=none&"+query, &page)
	return page.NumberMatched
}

// TestOWSLibReadsTheService: OWSLib finds its way by the links, and its conditions reach the server.
func TestOWSLibReadsTheService(t *testing.T) {
	python := python(t, "owslib.ogcapi.features")
	base := startProgram(t)
	const condition = "region_id = 'RU-BRY' OR count_min IS NULL"
	for _, c := range collections(t, base) {
		if c.ID != "incidents" && c.ID != "damage" {
			continue
		}
		var got struct {
			API                             string
			Classes, BBox, Datetime, Filter int
			Collections, Queryables, Schema []string
			ID, One                         string
			Walked                          []string
			Property                        int
		}
		if err := json.Unmarshal([]byte(run(t, python, "testdata/read_owslib.py", base, c.ID, condition)), &got); err != nil {
			t.Fatal(err)
		}
		if got.API != "3.0.3" || got.Classes < 30 || len(got.Collections) < 9 || got.ID != c.ID || got.One != got.Walked[0] || len(got.Schema) < 30 || !slices.Equal(got.Queryables, got.Schema) {
			t.Errorf("%s: %+v", c.ID, got)
		}
		if slices.Sort(got.Walked); len(got.Walked) != c.Matched || len(slices.Compact(got.Walked)) != c.Matched {
			t.Errorf("%s: walked over %d features, numberMatched is %d", c.ID, len(got.Walked), c.Matched)
		}
		for what, pair := range map[string][2]int{
			"bbox":      {got.BBox, matched(t, base, c.ID, "bbox=35,50,40,56")},
			"datetime":  {got.Datetime, matched(t, base, c.ID, "datetime=2025-08-26/2025-08-27")},
			"filter":    {got.Filter, matched(t, base, c.ID, "filter="+url.QueryEscape(condition))},
			"region_id": {got.Property, matched(t, base, c.ID, "region_id=RU-BRY")},
		} {
			if pair[0] != pair[1] || pair[0] == c.Matched {
				t.Errorf("%s: with %s OWSLib finds %d, want %d of %d", c.ID, what, pair[0], pair[1], c.Matched)
			}
		}
	}
}

// TestGeopandasReadsEachFormat: the same rows, columns, system and bounds, whatever form geopandas takes them in.
func TestGeopandasReadsEachFormat(t *testing.T) {
	python := python(t, "geopandas, pyarrow")
	base := startProgram(t)
	for _, collection := range []string{"incidents", "regions-1"} {
		at := base + "/collections/" + collection + "/items?limit=1000&detail=2km&bbox=20,40,60,65&f="
		var got []struct {
			Rows         int
			IDs, Columns []string
			CRS          string
			Bounds       [4]float64
		}
		out := run(t, python, "testdata/read_geopandas.py", at+"json", at+"fgb", at+"parquet", at+"gpkg")
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		want := matched(t, base, collection, "bbox=20,40,60,65")
		for i, g := range got {
			format := []string{"GeoJSON", "FlatGeobuf", "GeoParquet", "GeoPackage"}[i]
			if g.Rows != want || !slices.Equal(g.IDs, got[0].IDs) || g.Bounds != got[0].Bounds || !slices.Equal(g.Columns, got[0].Columns) {
				t.Errorf("%s as %s: %d rows of %d, bounds %v (GeoJSON %v), columns %v (GeoJSON %v)", collection, format, g.Rows, want, g.Bounds, got[0].Bounds, g.Columns, got[0].Columns)
			}
			if g.CRS != "EPSG:4326" && g.CRS != "OGC:CRS84" {
				t.Errorf("%s as %s: system %s", collection, format, g.CRS)
			}
		}
	}
}

// TestGDALPushesConditionsDown: GDAL's conditions reach the server, and what comes through pages into a GeoPackage is whole.
func TestGDALPushesConditionsDown(t *testing.T) {
	ogr2ogr, ogrinfo := need(t, "ogr2ogr"), need(t, "ogrinfo")
	base := startProgram(t)
	proxy := recording(t, base)
	count := func(path string) string {
		return run(t, ogrinfo, "-ro", "-q", path, "-sql", "SELECT count(*) AS n FROM features")
	}
	for _, test := range []struct {
		name, parameter, query string
		args                   []string
	}{
		{"all, in pages of 7", "after", "", []string{"-oo", "PAGE_SIZE=7"}},
		{"-spat", "bbox", "bbox=35,50,40,56", []string{"-spat", "35", "50", "40", "56"}},
		{"-where on a column", "region_id", "region_id=RU-BRY", []string{"-where", "region_id = 'RU-BRY'"}},
		{"-where on a date", "datetime", "datetime=2025-08-27/2025-08-28", []string{"-where", "night_of >= '2025/08/27' AND night_of <= '2025/08/28'"}},
	} {
		path := t.TempDir() + "/features.gpkg"
		run(t, ogr2ogr, append([]string{"-f", "GPKG", path, "OAPIF:" + proxy.URL, "incidents", "-nln", "features"}, test.args...)...)
		asked := proxy.items()
		if len(with(asked, test.parameter)) == 0 {
			t.Errorf("%s: no request has %s: %v", test.name, test.parameter, asked)
		}
		want := matched(t, base, "incidents", test.query)
		var got int
		if _, err := fmt.Sscanf(lastNumber(count(path)), "%d", &got); err != nil || got != want || want == 0 {
			t.Errorf("%s: %d features in the file, want %d (%v)", test.name, got, want, err)
		}
	}
}

// lastNumber is the last word of what ogrinfo says of the one row of a count.
func lastNumber(said string) string {
	words := strings.Fields(said)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
