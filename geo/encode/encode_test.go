package encode_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

type squares []orb.MultiPolygon

func (s squares) Shape(ref int32) orb.MultiPolygon { return s[ref] }
func (s squares) Extent(ref int32) ([4]float64, bool) {
	b := s[ref].Bound()
	return [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, len(s[ref]) > 0
}

func square(west, south, size float64) orb.Ring {
	return orb.Ring{{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}}
}

var shapes = squares{
	{{square(30, 50, 8), square(33, 53, 1)}}, // with a hole
	{{square(178, 60, 2)}, {square(-180, 60, 2)}},
	nil,
}

func table(t testing.TB) *layer.Table {
	t.Helper()
	b := layer.NewBuilder(layer.Schema{Name: "t", Geometry: layer.Points, Columns: []layer.Column{
		{Name: "id", Type: layer.Text}, {Name: "title", Type: layer.Text}, {Name: "n", Type: layer.Integer},
		{Name: "share", Type: layer.Number}, {Name: "sure", Type: layer.Boolean}, {Name: "on", Type: layer.Date},
		{Name: "at", Type: layer.Instant}}}, shapes, 4)
	at := time.Date(2025, 8, 26, 20, 0, 0, 0, time.FixedZone("MSK", 3*3600))
	b.Row("a")
	b.Point(36.1, 54.123456789)
	b.Area(0)
	b.Text("a")
	b.Text(`<script>"&"</script>` + "\n\x00\xff")
	b.Integer(-26)
	b.Number(0.1)
	b.Boolean(true)
	b.Date(at)
	b.Instant(at)
	b.Row("b")
	for range 7 {
		b.Null()
	}
	b.Row("c")
	b.Point(-180, 90)
	b.Area(1)
	b.Area(2)
	b.Text("c")
	b.Text("")
	b.Integer(0)
	b.Number(1e-9)
	b.Boolean(false)
	b.Null()
	b.Null()
	out, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var all = []int{0, 1, 2, 3, 4, 5, 6}

func TestAppendFeature(t *testing.T) {
	f := encode.NewFeatures(table(t))
	areas := encode.NewAreas(shapes, len(shapes))
	cases := []struct {
		name    string
		row     int32
		columns []int
		g       encode.Geometry
		want    string
	}{
		{"every type", 0, all, encode.Point, `{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[36.1,54.123456789]},"properties":{"id":"a","title":"\u003cscript\u003e\"&\"\u003c/script\u003e\n\u0000\ufffd","n":-26,"share":0.1,"sure":true,"on":"2025-08-26","at":"2025-08-26T17:00:00Z"}}`},
		{"null is null", 1, all, encode.Point, `{"type":"Feature","id":"b","geometry":null,"properties":{"id":null,"title":null,"n":null,"share":null,"sure":null,"on":null,"at":null}}`},
		{"zero is zero, date line and pole", 2, []int{3, 2, 1}, encode.Point, `{"type":"Feature","id":"c","geometry":{"type":"Point","coordinates":[-180,90]},"properties":{"share":1e-09,"n":0,"title":""}}`},
		{"nothing asked", 0, nil, encode.NoGeometry, `{"type":"Feature","id":"a","geometry":null,"properties":{}}`},
		{"hole", 0, nil, encode.Footprint, `{"type":"Feature","id":"a","geometry":{"type":"MultiPolygon","coordinates":[[[[30,50],[38,50],[38,58],[30,58],[30,50]],[[33,53],[34,53],[34,54],[33,54],[33,53]]]]},"properties":{}}`},
		{"two areas, one without a shape", 2, nil, encode.Footprint, `{"type":"Feature","id":"c","geometry":{"type":"MultiPolygon","coordinates":[[[[178,60],[180,60],[180,62],[178,62],[178,60]]],[[[-180,60],[-178,60],[-178,62],[-180,62],[-180,60]]]]},"properties":{}}`},
		{"no area, no point", 1, nil, encode.Footprint, `{"type":"Feature","id":"b","geometry":null,"properties":{}}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := string(f.AppendFeature(nil, c.row, &encode.Form{Columns: c.columns, Geometry: c.g, Areas: areas}))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if !json.Valid([]byte(got)) {
				t.Error("not JSON")
			}
		})
	}
}

func TestAppendStringReadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Custom(func(r *rapid.T) string {
			return string(rapid.SliceOf(rapid.Byte()).Draw(r, "bytes"))
		})).Draw(r, "s")
		b := encode.AppendString(nil, s)
		var got string
		if err := json.Unmarshal(b, &got); err != nil {
			r.Fatalf("%s: %v", b, err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && got != want {
			r.Fatalf("got %q, want %q", got, want)
		}
		if strings.ContainsAny(string(b), "<>\u2028\u2029") {
			r.Fatalf("%s may end a script", b)
		}
	})
}

func TestAppendNumberReadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := rapid.Float64().Draw(r, "v")
		var got float64
		if err := json.Unmarshal(encode.AppendNumber(nil, v), &got); err != nil || got != v {
			r.Fatalf("got %v, %v; want %v", got, err, v)
		}
	})
	if got := string(encode.AppendNumber(nil, math.NaN())); got != "null" {
		t.Errorf("NaN is %s", got)
	}
}

func TestCSV(t *testing.T) {
	tab := table(t)
	f, form := encode.NewFeatures(tab), &encode.Form{Columns: all, Geometry: encode.Point}
	b := encode.AppendCSVHeader(nil, tab, form, encode.InColumns)
	for row := range int32(tab.Len()) {
		b = f.AppendCSVRow(b, row, form, encode.InColumns)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"id", "title", "n", "share", "sure", "on", "at", "lon", "lat"},
		{"a", `<script>"&"</script>` + "\n\x00\xff", "-26", "0.1", "true", "2025-08-26", "2025-08-26T17:00:00Z", "36.1", "54.123456789"},
		{"b", "", "", "", "", "", "", "", ""},
		{"c", "", "0", "1e-09", "false", "", "", "-180", "90"},
	}
	for i, row := range want {
		if strings.Join(rows[i], "|") != strings.Join(row, "|") {
			t.Errorf("row %d: got %q, want %q", i, rows[i], row)
		}
	}
	if text := string(b); !strings.Contains(text, `c,"",0,`) {
		t.Error("an empty text is not told from null")
	}
}

func TestCSVDisarmsFormulas(t *testing.T) {
	b := layer.NewBuilder(layer.Schema{Columns: []layer.Column{{Name: "x", Type: layer.Text}}}, nil, 1)
	for id, text := range map[string]string{"1": `=HYPERLINK("http://x")`} {
		b.Row(id)
		b.Text(text)
	}
	tab, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(encode.NewFeatures(tab).AppendCSVRow(nil, 0, &encode.Form{Columns: []int{0}}, encode.InColumns)), "1,\"'=HYPERLINK(\"\"http://x\"\")\"\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAppendFeaturesAllocatesNothing(t *testing.T) {
	f := encode.NewFeatures(table(t))
	areas := encode.NewAreas(shapes, len(shapes))
	form := &encode.Form{Columns: all, Geometry: encode.Footprint, Areas: areas}
	rows, buf := []int32{0, 1, 2}, make([]byte, 0, 1<<16)
	f.AppendFeatures(buf, rows, form)
	if n := testing.AllocsPerRun(20, func() { f.AppendFeatures(buf, rows, form) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
