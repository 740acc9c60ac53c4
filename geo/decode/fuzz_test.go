package decode

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The fuzz targets hold that any bytes are either refused or become a table.

func FuzzGeoJSON(f *testing.F) {
	f.Add(`{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"n":1,"s":"2025-08-27","l":[1]},"geometry":{"type":"Point","coordinates":[1,2]}}]}`)
	f.Add(`{"features":[{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		s := &set{}
		if geoJSON(t.Context(), strings.NewReader(text), s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("id,n,wkt\na,1,POINT(1 2)\n")
	f.Add("lon;lat;t\n1;2;2025-08-27T00:00:00Z\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := &set{}
		if readValues(t.Context(), strings.NewReader(text), s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

func FuzzGeoPackageGeometry(f *testing.F) {
	f.Add([]byte("GP\x00\x01\xe6\x10\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0?\x00\x00\x00\x00\x00\x00\x00@"))
	f.Add([]byte("GP\x00\x00\xe6\x10\x00\x00\x01\x06\x00\x00\x00\x01\x00\x00\x00\x01\x03\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if g, err := geoPackageGeometry(raw); err == nil && g != nil {
			g.Bound()
		}
	})
}

func FuzzFlatGeobuf(f *testing.F) {
	if raw, err := os.ReadFile("testdata/places.fgb"); err == nil {
		f.Add(raw)
	}
	f.Add([]byte("fgb\x03fgb\x00\x04\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := &set{}
		if flatGeobuf(t.Context(), raw, s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

// TestFlatGeobufEnds holds that nothing is read from behind the end of a file, though memory goes on there: longtext.fgb says of
// a text that it is 100 MB long.
func TestFlatGeobufEnds(t *testing.T) {
	file, err := os.ReadFile("testdata/longtext.fgb")
	if err != nil {
		t.Fatal(err)
	}
	raw := append(make([]byte, 0, 128<<20), file...)
	var before, behind runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := flatGeobuf(t.Context(), raw, &set{}); err == nil {
		t.Error("it is read")
	}
	runtime.ReadMemStats(&behind)
	if took := behind.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("%d bytes were taken", took)
	}
}

// FuzzGeoPackage reads whole files: what SQLite itself refuses, tables that are not what the standard says, and rows that are
// not what their tables say.
func FuzzGeoPackage(f *testing.F) {
	f.Add(smallGeoPackage(f))
	f.Fuzz(func(t *testing.T, raw []byte) {
		path := filepath.Join(t.TempDir(), "fuzz.gpkg")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		s := &set{}
		if readGeoPackage(t.Context(), path, s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

// smallGeoPackage is a file of one layer in small pages.
func smallGeoPackage(f *testing.F) []byte {
	f.Helper()
	path := filepath.Join(f.TempDir(), "small.gpkg")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		f.Fatal(err)
	}
	for _, statement := range []string{
		`PRAGMA page_size = 512`,
		`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)`,
		`CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)`,
		`CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT)`,
		`CREATE TABLE p (fid INTEGER PRIMARY KEY, geom POINT, n INTEGER, v DOUBLE, b BOOLEAN, d DATE, t DATETIME, w TEXT(9), x BLOB)`,
		`INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, ''), ('Mercator', 3857, 'EPSG', 3857, '')`,
		`INSERT INTO gpkg_contents VALUES ('p', 'features', 4326)`,
		`INSERT INTO gpkg_geometry_columns VALUES ('p', 'geom', 'POINT', 4326, 0, 0)`,
		`INSERT INTO p VALUES (1, x'47500001e61000000101000000000000000000f03f0000000000000040', 1, 1.5, 1, '2025-08-27', '2025-08-27T01:02:03Z', 'w', x'00')`,
		`INSERT INTO p VALUES (2, x'47500011e6100000', NULL, 'x', 7, 3, 'then', 5, NULL), (3, NULL, 9223372036854775807, -0.0, NULL, '', '', '', '')`,
	} {
		if _, err := db.Exec(statement); err != nil {
			f.Fatal(statement, err)
		}
	}
	if err := db.Close(); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return raw
}
