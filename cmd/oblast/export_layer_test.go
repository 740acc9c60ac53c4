package main_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A collection is exported without a server, in each format of a file, as the public sees it.
func TestExportOfACollection(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "log.db")
	if out, said, code := runProgram(t, "", "import", "--data", db, "../../data/starter/starter.jsonl"); code != 0 {
		t.Fatalf("%d %s %s", code, out, said)
	}
	read := func(args ...string) []byte {
		t.Helper()
		file := filepath.Join(dir, "file")
		if out, said, code := runProgram(t, "", append([]string{"export", "--data", db, "-o", file}, args...)...); code != 0 || said != "" {
			t.Fatalf("%v: %d %s %s", args, code, out, said)
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	rows, err := csv.NewReader(bytes.NewReader(read("--collection", "incidents", "--format", "csv"))).ReadAll()
	if err != nil || len(rows) != 42 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if lines := bytes.Count(read("--collection", "interceptions", "--format", "geojsonseq", "--query", "region_id=RU-KLU"), []byte("\x1e")); lines == 0 || lines > 41 {
		t.Errorf("%d features of one region", lines)
	}
	for format, first := range map[string]string{"wkt": "id", "kml": "<?xml", "gpkg": "SQLite format 3\x00", "fgb": "fgb\x03", "parquet": "PAR1", "xlsx": "PK\x03\x04", "pmtiles": "PMTiles\x03"} {
		query := ""
		if format == "pmtiles" {
			query = "maxzoom=2"
		}
		if raw := read("--collection", "damage", "--format", format, "--query", query); !bytes.HasPrefix(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte(first)) || len(raw) < 500 {
			t.Errorf("%s: %d bytes, %.40q", format, len(raw), raw)
		}
	}
	if raw := read("--collection", "totals-0", "--format", "topojson", "--query", "from=2025-08-27&to=2025-08-27&region_id=RU"); !bytes.Contains(raw, []byte(`"region_id":"RU"`)) {
		t.Errorf("%.300s", raw)
	}
	for _, c := range []struct {
		args []string
		want string
	}{{[]string{"--format", "gpkg"}, "--collection"}, {[]string{"--query", "x=1"}, "--collection"}, {[]string{"--collection", "incidents"}, "pmtiles"}, {[]string{"--collection", "incidents", "--format", "acled"}, "whole records"},
		{[]string{"--collection", "none", "--format", "fgb"}, "totals-2"}, {[]string{"--collection", "incidents", "--format", "csv", "--query", "bbox=1"}, "bbox"}, {[]string{"--collection", "incidents", "--format", "topojson"}, "geojsonseq"}} {
		file := filepath.Join(dir, "none")
		_, said, code := runProgram(t, "", append([]string{"export", "--data", db, "-o", file}, c.args...)...)
		if code != 2 || !strings.Contains(said, c.want) {
			t.Errorf("%v: %d %s", c.args, code, said)
		}
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%v: a file appeared", c.args)
		}
	}
}
