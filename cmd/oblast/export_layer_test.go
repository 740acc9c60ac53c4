package main_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
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
	summary := "" // what is said when the file is there
	read := func(args ...string) []byte {
		t.Helper()
		file := filepath.Join(dir, "file")
		out, said, code := runProgram(t, "", append([]string{"export", "--data", db, "-o", file}, args...)...)
		if code != 0 || out != "" || !strings.HasPrefix(said, file+": ") || strings.Count(said, "\n") != 1 {
			t.Fatalf("%v: %d %q %q", args, code, out, said)
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		summary = strings.TrimPrefix(said, file+": ")
		return raw
	}
	rows, err := csv.NewReader(bytes.NewReader(read("--collection", "incidents", "--format", "csv"))).ReadAll()
	if err != nil || len(rows) != 42 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !strings.HasPrefix(summary, "41 features, ") {
		t.Errorf("said %q of 41 features", summary)
	}
	if read("--collection", "incidents", "--format", "fgb", "--query", "limit=7"); !strings.HasPrefix(summary, "7 of 41 features, ") {
		t.Errorf("said %q of 7 of 41", summary)
	}
	if raw := read("--format", "jsonl"); !strings.HasPrefix(summary, "211 records, "+strconv.Itoa(len(raw)/1000)) || !strings.HasSuffix(summary, " s\n") {
		t.Errorf("said %q of 211 records in %d bytes", summary, len(raw))
	}
	file := filepath.Join(dir, "file")
	_, said, _ := runProgram(t, "", "export", "--json", "--data", db, "--format", "ucdp", "-o", file)
	var told struct {
		File               string
		Incidents, Matched int
		Bytes              int64
		Seconds            float64
	}
	if info, err := os.Stat(file); err != nil || json.Unmarshal([]byte(said), &told) != nil || told.File != file || told.Incidents == 0 || told.Bytes != info.Size() || told.Seconds <= 0 {
		t.Errorf("as JSON: %q, %v", said, err)
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
