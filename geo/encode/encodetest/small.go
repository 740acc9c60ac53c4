package encodetest

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Squares are three areas: one with a hole, one on both sides of the antimeridian, and none.
var Squares = Shapes{
	{{Square(30, 50, 8), hole(33, 53, 1)}},
	{{Square(178, 60, 2)}, {Square(-180, 60, 2)}},
	nil,
}

// Shapes are areas by their number.
type Shapes []orb.MultiPolygon

// Shape is layer.Shapes'.
func (s Shapes) Shape(ref int32) orb.MultiPolygon { return s[ref] }

// Extent is layer.Shapes'.
func (s Shapes) Extent(ref int32) ([4]float64, bool) {
	b := s[ref].Bound()
	return [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, len(s[ref]) > 0
}

// Square returns a ring, counter-clockwise.
func Square(west, south, size float64) orb.Ring {
	return orb.Ring{{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}}
}

func hole(west, south, size float64) orb.Ring {
	r := Square(west, south, size)
	r.Reverse()
	return r
}

// Table has a column of every type and a row of every kind: all known, nothing known, zero and empty, two areas.
func Table(t testing.TB) *layer.Table {
	t.Helper()
	b := layer.NewBuilder(layer.Schema{Name: "small", Geometry: layer.Points, Interval: []string{"at", "at"}, Columns: []layer.Column{
		{Name: "id", Required: true}, {Name: "title", Title: "Title", Description: "A text"}, {Name: "n", Type: layer.Integer},
		{Name: "share", Type: layer.Number, Unit: "km2"}, {Name: "sure", Type: layer.Boolean}, {Name: "on_day", Type: layer.Date},
		{Name: "at", Type: layer.Instant}}}, Squares, 4)
	at := time.Date(2025, 8, 26, 20, 0, 0, 0, time.UTC)
	b.Row("a")
	b.Point(36.1, 54.123456789)
	b.Area(0)
	b.Interval(at, at.Add(12*time.Hour))
	b.Text("a")
	b.Text("<b>\"&\"</b>, Калуга")
	b.Integer(-26)
	b.Number(0.1)
	b.Boolean(true)
	b.Date(at)
	b.Instant(at)
	b.Row("b")
	b.Text("b")
	for range 6 {
		b.Null()
	}
	b.Row("c")
	b.Point(-180, 80)
	b.Area(1)
	b.Interval(time.Time{}, at)
	b.Text("c")
	b.Text("")
	b.Integer(0)
	b.Number(1e-9)
	b.Boolean(false)
	b.Null()
	b.Null()
	b.Row("d")
	b.Point(30.5, 50.4)
	b.Interval(at, time.Time{})
	b.Text("d")
	b.Text("=1+1")
	b.Integer(1 << 53)
	b.Number(-1.5e300)
	b.Null()
	b.Date(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC))
	b.Instant(time.Date(2025, 1, 1, 0, 0, 0, 123e6, time.UTC))
	out, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Layer returns all rows and columns of Table with a geometry.
func Layer(t testing.TB, g encode.Geometry) *encode.Layer {
	t.Helper()
	tab := Table(t)
	l := &encode.Layer{Features: encode.NewFeatures(tab), Form: encode.Form{Geometry: g, Areas: encode.NewAreas(Squares, len(Squares))},
		About: encode.About{Name: "small", Title: "Small & <odd>", Description: "For tests", URL: "http://127.0.0.1/x?f=y&limit=4", Attribution: "© somebody",
			Licences: []encode.Licence{{Name: "CC-BY-4.0", URL: "https://creativecommons.org/licenses/by/4.0/"}},
			AsOf:     time.Date(2025, 12, 1, 12, 0, 0, 0, time.UTC), Notes: []string{"null is not known, never 0."}}}
	for c := range tab.Schema().Columns {
		l.Columns = append(l.Columns, c)
	}
	for row := range int32(tab.Len()) {
		l.Rows = append(l.Rows, row)
	}
	return l
}
