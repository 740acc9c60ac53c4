package decode_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/decode"
	"oblast/geo/fault"
	"oblast/geo/layer"
)

// suite is where the layers of the CQL2 test suite are.
const suite = "../cql2/testdata/"

var suiteLayers = []string{"ne_110m_admin_0_countries", "ne_110m_populated_places_simple", "ne_110m_rivers_lake_centerlines"}

func read(t testing.TB, path string) *layer.Table {
	t.Helper()
	table, err := decode.File(t.Context(), path, "test")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func queryables(table *layer.Table) *cql2.Schema {
	s := cql2.NewSchema(table.Schema().Queryables())
	s.Alias(layer.GeometryName, layer.OtherGeometryName)
	return s
}

// TestSuiteOnTables holds every row of the CQL2 test suite, in both encodings, on tables read from its files.
func TestSuiteOnTables(t *testing.T) {
	tables := map[string]*layer.Table{}
	for _, name := range suiteLayers {
		tables[name] = read(t, suite+name+".geojson")
	}
	f, err := os.Open(suite + "predicates.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, lines := 0, bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	for ; lines.Scan(); rows++ {
		c := strings.Split(lines.Text(), "\t")
		table, want := tables[c[3]], c[7]
		for i, parse := range []func(string, *cql2.Schema, cql2.Plane) (*cql2.Expr, error){cql2.ParseText, cql2.ParseJSON} {
			e, err := parse(c[4+i], queryables(table), cql2.Degrees)
			if err != nil {
				t.Errorf("%s: %v", c[4+i], err)
				continue
			}
			page, err := table.Search(t.Context(), layer.Query{Filter: e, Limit: 1000}, nil)
			if err != nil || strconv.Itoa(page.Matched) != want || len(page.Rows) != page.Matched {
				t.Errorf("%s: %d matched, %d rows, want %s (%s), %v", c[4+i], page.Matched, len(page.Rows), want, page.Explain, err)
			}
		}
	}
	if rows != 351 {
		t.Errorf("%d rows, want 351", rows)
	}
}

// dump is a table as text, a line a row.
func dump(table *layer.Table) []string {
	var lines []string
	for row := range int32(table.Len()) {
		var b strings.Builder
		fmt.Fprintf(&b, "%s: %v", table.ID(row), table.Geometry(row))
		for c := range table.Schema().Columns {
			text, ok := table.Column(c).At(row)
			fmt.Fprintf(&b, "; %s=%s %v", table.Schema().Columns[c].Name, text, ok)
		}
		lines = append(lines, b.String())
	}
	return lines
}

func ogr2ogr(t *testing.T, args ...string) {
	t.Helper()
	program, err := exec.LookPath("ogr2ogr")
	if err != nil {
		if os.Getenv("OBLAST_REQUIRE_ALL") != "" {
			t.Fatal("ogr2ogr is not installed")
		}
		t.Skip("ogr2ogr is not installed")
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr %v: %v %s", args, err, out)
	}
}

// TestFormatsAgree reads what GDAL makes of the suite's files: the same rows, types and coordinates.
func TestFormatsAgree(t *testing.T) {
	dir := t.TempDir()
	for _, name := range suiteLayers {
		want := read(t, suite+name+".geojson")
		for _, format := range []struct {
			ending string
			args   []string
		}{
			{".gpkg", nil}, {".fgb", nil},
			{".csv", []string{"-lco", "GEOMETRY=AS_WKT"}},
			{"-3857.gpkg", []string{"-t_srs", "EPSG:3857"}},
		} {
			out := filepath.Join(dir, name+format.ending)
			ogr2ogr(t, append(append([]string{"-nln", name, out, suite + name + ".geojson"}, format.args...), "-nlt", "PROMOTE_TO_MULTI", "-lco", "FID=fid")[:4+len(format.args)]...)
			got := read(t, out)
			if got.Len() != want.Len() || got.Schema().Geometry != want.Schema().Geometry {
				t.Errorf("%s: %d rows of %v, want %d of %v", out, got.Len(), got.Schema().Geometry, want.Len(), want.Schema().Geometry)
				continue
			}
			compare(t, format.ending, got, want)
		}
	}
}

// compare holds two tables against each other, row by row in whatever order; FlatGeobuf orders by place.
func compare(t *testing.T, ending string, got, want *layer.Table) {
	t.Helper()
	key := func(table *layer.Table, row int32, geometry bool) string {
		var b strings.Builder
		for _, c := range want.Schema().Columns {
			text, ok := "", false
			if c.Name == "boolean" && ending == ".csv" {
				continue // GDAL writes 0 and 1
			}
			if i := table.Schema().Index(c.Name); i >= 0 {
				text, ok = table.Column(i).At(row)
			}
			fmt.Fprintf(&b, "%s=%s %v;", c.Name, text, ok)
		}
		if geometry {
			fmt.Fprint(&b, table.Geometry(row))
		}
		return b.String()
	}
	all := func(table *layer.Table) []string {
		var lines []string
		for row := range int32(table.Len()) {
			lines = append(lines, key(table, row, ending == ".gpkg" || ending == ".fgb"))
		}
		slices.Sort(lines)
		return lines
	}
	g, w := all(got), all(want)
	for i := range w {
		if g[i] != w[i] {
			t.Fatalf("%s: got %.600s\nwant %.600s", ending, g[i], w[i])
		}
	}
	for _, c := range want.Schema().Columns {
		if c.Name == "boolean" && ending == ".csv" {
			continue
		}
		i := got.Schema().Index(c.Name)
		if i < 0 || got.Schema().Columns[i].Type != c.Type && !allNull(want, c.Name) {
			t.Errorf("%s: %s is %v, want %v", ending, c.Name, got.Schema().Columns[max(i, 0)].Type, c.Type)
		}
	}
}

func allNull(table *layer.Table, name string) bool {
	return table.Column(table.Schema().Index(name)).Distinct() == 1
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCSV(t *testing.T) {
	table := read(t, write(t, "a.csv", "\ufeffid;name;n;code;when;day;sure;Lon;Lat\r\nb;\"x;y\";1;007;2025-08-27T03:00:00+03:00;2025-08-27;true;36,5;54\r\n"[:0]+
		"\ufeffid;name;n;x1;when;date;sure;Lon;Lat\nb;\"x;y\";1.5;007;2025-08-27T03:00:00+03:00;2025-08-27;true;36.5;54\na;;2;8;;;false;;\n"))
	want := []string{
		"a: <nil>; id=a true; name= false; n=2 true; x1=8 true; when= false; date= false; sure=false true",
		"b: [36.5 54]; id=b true; name=x;y true; n=1.5 true; x1=007 true; when=2025-08-27T00:00:00Z true; date=2025-08-27 true; sure=true true",
	}
	if got := dump(table); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if s := table.Schema(); s.Geometry != layer.Points || s.Interval[0] != "date" || s.Columns[3].Type != layer.Text {
		t.Errorf("schema %+v", s)
	}
}

func TestGeoJSON(t *testing.T) {
	table := read(t, write(t, "a.geojson", `{"type":"FeatureCollection","name":"x","features":[
{"type":"Feature","id":7,"properties":{"tags":["a", "b"],"o":{"k": 1},"n":1,"m":2.0},"geometry":{"type":"Polygon","coordinates":[[[0,0,5],[0,1,5],[1,1,5],[0,0,5]]]}},
{"type":"Feature","properties":null,"geometry":null},
{"type":"Feature","id":"z","properties":{"n":3,"late":"2025-08-27"},"geometry":{"type":"MultiPolygon","coordinates":[[[[179,0],[180.00000000000006,0],[180,1],[179,0]]]]}}]}`))
	want := []string{
		"2: <nil>; tags= false; o= false; n= false; m= false; late= false",
		`7: [[[[0 0] [1 1] [0 1] [0 0]]]]; tags=["a","b"] true; o={"k":1} true; n=1 true; m=2 true; late= false`,
		"z: [[[[179 0] [180 0] [180 1] [179 0]]]]; tags= false; o= false; n=3 true; m= false; late=2025-08-27 true",
	}
	if got := dump(table); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	types := []layer.Type{layer.List, layer.Text, layer.Integer, layer.Number, layer.Date}
	for i, c := range table.Schema().Columns {
		if c.Type != types[i] {
			t.Errorf("%s is %v", c.Name, c.Type)
		}
	}
	if table.Schema().OwnType != "MultiPolygon" {
		t.Errorf("geometries are %q", table.Schema().OwnType)
	}
}

// TestFaults holds that a broken file is refused with a word on what is wrong.
func TestFaults(t *testing.T) {
	const point = `{"type":"Feature","id":1,"properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}`
	for _, c := range []struct{ name, text, want string }{
		{"a.shp", "", "ogr2ogr FILE.gpkg"},
		{"a.geojson", "", "no object at byte 0"},
		{"a.geojson", "{}", "neither features nor a type"},
		{"a.geojson", `{"type":"FeatureCollection"}`, "has no features"},
		{"a.geojson", `{"features":[` + point + `,` + point + `]}`, `the id "1" occurs twice`},
		{"a.geojson", `{"features":[` + point, "byte"},
		{"a.geojson", `{"features":[{"type":"Point"}]}`, "feature 1"},
		{"a.geojson", `{"features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[500000,6000000]}}]}`, "ogr2ogr -t_srs EPSG:4326"},
		{"a.geojson", `{"crs":{"type":"name","properties":{"name":"EPSG:32637"}},"features":[]}`, "EPSG:32637 is not known"},
		{"a.geojson", `{"features":[{"type":"Feature","geometry":{"type":"Point","coordinates":["x"]}}]}`, "coordinates are not those of a Point"},
		{"a.csv", "", "no line of names"},
		{"a.csv", "a,b\n1\n", "wrong number of fields"},
		{"a.csv", "a,wkt\n1,POINT(\n", "line 2"},
		{"a.csv", "lon,lat\nx,1\n", "line 2"},
		{"a.gpkg", "not a database, but long enough to look at", "no GeoPackage"},
		{"a.fgb", "fgb\x03fgb\x00\xff\xff\xff\x7f", "no FlatGeobuf"},
		{"a.fgb", "", "no file of FlatGeobuf"},
	} {
		_, err := decode.File(t.Context(), write(t, c.name, c.text), "test")
		if !errors.Is(err, fault.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.60q: %v, want %s", c.name, c.text, err, c.want)
		}
	}
	if _, err := decode.File(t.Context(), "/no/such.geojson", "test"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}
