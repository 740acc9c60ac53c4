package ogc_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCollectionsInOneFile: all collections, or those that are asked for, are the layers of one GeoPackage, each whole, with
// its style and its metadata.
func TestCollectionsInOneFile(t *testing.T) {
	s := start(t)
	for query, want := range map[string][]string{
		"collections=interceptions,damage,totals-1":     {"interceptions", "damage", "totals-1"},
		"collections=incidents&bbox=35,50,40,56":        {"incidents"},
		"collections=damage,regions-0&detail=overview":  {"damage", "regions-0"},
		"collections=incidents,tallies&as_of=5":         {"incidents", "tallies"},
		"collections=incidents&datetime=2025-08-26/..":  {"incidents"},
		"collections=totals-2,tallies&bbox=35,50,36,54": {"totals-2", "tallies"},
	} {
		a := s.get(t, "/collections?f=gpkg&"+query)
		if a.status != 200 || a.header.Get("Content-Type") != "application/geopackage+sqlite3" || !strings.Contains(a.header.Get("Content-Disposition"), ".gpkg") {
			t.Fatalf("%s: %d %v %.300s", query, a.status, a.header, a.body)
		}
		path := filepath.Join(t.TempDir(), "all.gpkg")
		if err := os.WriteFile(path, a.body, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		var names string
		if err := db.QueryRow("SELECT group_concat(table_name) FROM gpkg_contents WHERE data_type = 'features'").Scan(&names); err != nil {
			t.Fatal(err)
		}
		got := strings.Split(names, ",")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: layers %v, want %v", query, got, want)
		}
		_, conditions, _ := strings.Cut(query, "&")
		for _, name := range want {
			var n, styles, metadata int
			if err := db.QueryRow(`SELECT (SELECT count(*) FROM "`+name+`"), (SELECT count(*) FROM layer_styles WHERE f_table_name = '`+name+`' AND useAsDefault AND styleQML LIKE '%renderer%'),
				(SELECT count(*) FROM gpkg_metadata_reference JOIN gpkg_metadata ON id = md_file_id WHERE table_name = '`+name+`' AND metadata LIKE '%ODbL%')`).Scan(&n, &styles, &metadata); err != nil {
				t.Fatal(err)
			}
			page := s.items(t, "/collections/"+name+"/items?limit=1&geometry=none&"+strings.ReplaceAll(conditions, "detail=overview", ""))
			if n != page.NumberMatched || styles != 1 || metadata != 1 {
				t.Errorf("%s: %s has %d of %d features, %d styles, %d metadata", query, name, n, page.NumberMatched, styles, metadata)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// A box of Europe's map, which bends in degrees, means the same for areas and their totals.
	counts := map[string]int{}
	for _, name := range []string{"regions-1", "totals-1", "regions-2", "totals-2"} {
		a := s.get(t, "/collections?f=gpkg&detail=overview&bbox=3800000,5400000,4200000,5800000&bbox-crs="+epsg+"3035&collections="+name)
		path := filepath.Join(t.TempDir(), "europe.gpkg")
		if err := os.WriteFile(path, a.body, 0o600); err != nil || a.status != 200 {
			t.Fatalf("%s: %d %v", name, a.status, err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := errors.Join(db.QueryRow(`SELECT count(*) FROM "`+name+`"`).Scan(&n), db.Close()); err != nil {
			t.Fatal(err)
		}
		counts[name] = n
	}
	if counts["totals-1"] != counts["regions-1"] || counts["totals-2"] != counts["regions-2"] || counts["regions-1"] < 5 || counts["regions-1"] > 60 {
		t.Errorf("features in a box of EPSG:3035: %v", counts)
	}
	var d document
	if err := json.Unmarshal(s.get(t, "/collections?collections=damage,tallies").body, &d); err != nil || len(d.Collections) != 2 || d.Collections[0].ID != "damage" {
		t.Errorf("a list of two: %v %v", d.Collections, err)
	}
	for _, bad := range []string{"collections=none", "collections=", "f=fgb"} {
		if a := s.get(t, "/collections?"+bad); a.status != 400 {
			t.Errorf("%s: %d", bad, a.status)
		}
	}
}
