package ogc_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"oblast/api/ogc"
)

// TestEveryFormatTellsWhatItIs: whatever form a page of items is taken in, the file or the fields of its answer name the
// licences, whom to name, the state, the reference system, and how exact it is.
func TestEveryFormatTellsWhatItIs(t *testing.T) {
	s := start(t)
	inHeaders := map[string]bool{"csv": true, "wkt": true, "geojsonseq": true} // which have no room
	formats := 0
	for _, l := range s.items(t, "/collections/regions-1/items?limit=1&geometry=footprint&detail=2km").Links {
		if l.Rel != "self" && l.Rel != "alternate" || strings.HasPrefix(l.Type, "text/html") {
			continue
		}
		_, format, _ := strings.Cut(l.Href, "f=")
		a := s.get(t, "/collections/regions-1/items?limit=1&geometry=footprint&detail=2km&f="+format)
		if a.status != 200 {
			t.Fatalf("%s: %d %s", format, a.status, a.body)
		}
		formats++
		said := toldBy(t, format, a.body)
		fields := strings.Join(a.header.Values("Link"), " ") + a.header.Get(ogc.AsOfHeader) + a.header.Get("Content-Crs")
		if inHeaders[format] {
			said = fields
		}
		wants := []string{"https://www.geonames.org/", "2025-12-01T"} // as is recorded by the fixture
		if !inHeaders[format] {
			wants = append(wants, "OpenStreetMap contributors", "ODbL-1.0", "null is not known, never 0", "at the detail 2km")
		}
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not say %q: %.1500s", format, want, said)
			}
		}
		if !strings.Contains(said, "CRS84") && !strings.Contains(a.header.Get("Content-Crs"), "CRS84") {
			t.Errorf("%s does not name its reference system: %.600s", format, said)
		}
	}
	if formats < 12 {
		t.Errorf("%d formats", formats)
	}
}

// toldBy returns the texts of a file, whatever its form.
func toldBy(t *testing.T, format string, body []byte) string {
	t.Helper()
	switch format {
	case "xlsx":
		z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&all, r); err != nil {
				t.Fatal(err)
			}
		}
		return all.String()
	case "gpkg":
		path := filepath.Join(t.TempDir(), "x.gpkg")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var text string
		if err := db.QueryRow("SELECT group_concat(metadata) FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id").Scan(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	return string(body)
}

// TestCSVIsDescribed: the description of CSV on the Web has every column of the CSV, in order.
func TestCSVIsDescribed(t *testing.T) {
	s := start(t)
	for _, c := range s.document(t, "/collections").Collections {
		a := s.get(t, "/collections/"+c.ID+"/schema?f=csvw")
		var d struct {
			Context     []any  `json:"@context"`
			Licence     string `json:"dc:license"`
			Modified    string `json:"dc:modified"`
			TableSchema struct {
				Columns []struct{ Name, Datatype string }
			}
		}
		if err := json.Unmarshal(a.body, &d); err != nil || a.header.Get("Content-Type") != "application/csvm+json" || d.Licence == "" || d.Modified == "" || d.Context[0] != "http://www.w3.org/ns/csvw" {
			t.Errorf("%s: %v %s", c.ID, err, a.body)
		}
		var names []string
		for _, column := range d.TableSchema.Columns {
			names = append(names, column.Name)
		}
		header, _, _ := strings.Cut(string(s.get(t, "/collections/"+c.ID+"/items?f=csv&limit=1").body), "\r\n")
		if got := strings.Join(names, ","); got != header {
			t.Errorf("%s: described %s, written %s", c.ID, got, header)
		}
	}
}
