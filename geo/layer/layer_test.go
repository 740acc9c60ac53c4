package layer_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/layer"
)

var day = time.Date(2025, 8, 27, 0, 0, 0, 0, time.UTC)

type row struct {
	id, region, class string
	lon, lat          float64 // NaN: none
	start, end        time.Time
	n                 int64 // below 0: null
}

func points(t testing.TB, rows []row) *layer.Table {
	if t != nil {
		t.Helper()
	}
	b := layer.NewBuilder(layer.Schema{Name: "points", Geometry: layer.Points, Columns: []layer.Column{
		{Name: "region", Type: layer.Text}, {Name: "class", Type: layer.Text, Enum: []string{"a", "b"}},
		{Name: "n", Type: layer.Integer}, {Name: "id", Type: layer.Text}}}, nil, len(rows))
	for _, r := range rows {
		b.Row(r.id)
		if !math.IsNaN(r.lon) {
			b.Point(r.lon, r.lat)
		}
		b.Interval(r.start, r.end)
		b.Text(r.region)
		b.Text(r.class)
		if r.n < 0 {
			b.Null()
		} else {
			b.Integer(r.n)
		}
		b.Text(r.id)
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func ids(t *layer.Table, rows []int32) []string {
	out := []string{}
	for _, r := range rows {
		out = append(out, t.ID(r))
	}
	return out
}

func TestFind(t *testing.T) {
	nan := math.NaN()
	table := points(t, []row{
		{"a", "RU-KLU", "a", 35, 54, day, day.Add(time.Hour), 1},
		{"b", "RU-CHU", "a", 179.5, 66, day, time.Time{}, 0},
		{"c", "RU-CHU", "b", -179.5, 66, time.Time{}, day, -1},
		{"d", "", "a", nan, nan, time.Time{}, time.Time{}, 5},
		{"e", "RU-KLU", "b", 0, 90, day.Add(time.Hour), day.Add(2 * time.Hour), 7},
	})
	at := func(h int) *layer.Interval {
		i := layer.NewInterval(day.Add(time.Duration(h)*time.Hour), day.Add(time.Duration(h)*time.Hour))
		return &i
	}
	cases := []struct {
		name  string
		query layer.Query
		want  []string
	}{
		{"everything", layer.Query{}, []string{"a", "b", "c", "d", "e"}},
		{"a box, and what has no place", layer.Query{Boxes: layer.Boxes(30, 50, 40, 60)}, []string{"a", "d"}},
		{"a box over the antimeridian", layer.Query{Boxes: layer.Boxes(170, 60, -170, 70)}, []string{"b", "c", "d"}},
		{"the pole", layer.Query{Boxes: layer.Boxes(-180, 90, 180, 90)}, []string{"d", "e"}},
		{"beyond the edge of the world", layer.Query{Boxes: layer.Boxes(-200, -100, 180.00000000000006, 100)}, []string{"a", "b", "c", "d", "e"}},
		{"an instant inside, open sides", layer.Query{Interval: at(0)}, []string{"a", "b", "d"}},
		{"an end is not inside", layer.Query{Interval: at(1)}, []string{"b", "d", "e"}},
		{"one value", layer.Query{Equal: []layer.Equal{{Column: 0, Text: "RU-KLU"}}}, []string{"a", "e"}},
		{"two values", layer.Query{Equal: []layer.Equal{{Column: 0, Text: "RU-KLU"}, {Column: 1, Text: "b"}}}, []string{"e"}},
		{"zero is not null", layer.Query{Equal: []layer.Equal{{Column: 2, Text: "0"}}}, []string{"b"}},
		{"a value that nobody has", layer.Query{Equal: []layer.Equal{{Column: 0, Text: "KZ"}}}, []string{}},
		{"all at once", layer.Query{Boxes: layer.Boxes(30, 50, 40, 60), Interval: at(0), Equal: []layer.Equal{{Column: 1, Text: "a"}}}, []string{"a", "d"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.query.Limit = 10
			page := table.Find(c.query, nil)
			if got := ids(table, page.Rows); !slices.Equal(got, c.want) || page.Matched != len(c.want) || page.Next || page.Prev {
				t.Errorf("got %v of %d, next %v, prev %v; want %v", got, page.Matched, page.Next, page.Prev, c.want)
			}
		})
	}
}

func TestEmptyTable(t *testing.T) {
	table := points(t, nil)
	interval := layer.NewInterval(day, day)
	page := table.Find(layer.Query{Limit: 10, Boxes: layer.Boxes(-180, -90, 180, 90), Interval: &interval}, nil)
	if len(page.Rows) != 0 || page.Matched != 0 || page.Next || page.Prev {
		t.Errorf("got %+v", page)
	}
	if _, ok := table.Extent(); ok {
		t.Error("an empty table has an extent")
	}
	if _, _, ok := table.Span(); ok {
		t.Error("an empty table has a span")
	}
}

// TestFindAgreesWithScan holds every page, cursor and count against a plain loop over all rows.
func TestFindAgreesWithScan(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(r, "rows")
		rows := make([]row, n)
		for i := range rows {
			rows[i] = row{id: fmt.Sprintf("r%03d", i), region: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(r, "region"),
				class: rapid.SampledFrom([]string{"a", "b"}).Draw(r, "class"), lon: math.NaN(), lat: math.NaN(), n: -1}
			if rapid.IntRange(0, 5).Draw(r, "placed") > 0 {
				rows[i].lon, rows[i].lat = rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-90, 90).Draw(r, "lat")
			}
			if rapid.Bool().Draw(r, "timed") {
				rows[i].start = day.Add(time.Duration(rapid.IntRange(0, 50).Draw(r, "start")) * time.Hour)
				rows[i].end = rows[i].start.Add(time.Duration(rapid.IntRange(1, 9).Draw(r, "hours")) * time.Hour)
			}
		}
		// Many rows, so that every plan is once the cheapest.
		for range rapid.SampledFrom([]int{0, 60}).Draw(r, "more") {
			rows = append(rows, rows[:n]...)
		}
		for i := range rows {
			rows[i].id = fmt.Sprintf("r%05d", i)
		}
		table := points(t, rows)
		q := layer.Query{Limit: rapid.SampledFrom([]int{1, 7, 500}).Draw(r, "limit")}
		if rapid.Bool().Draw(r, "boxed") {
			w, e := rapid.Float64Range(-180, 180).Draw(r, "w"), rapid.Float64Range(-180, 180).Draw(r, "e")
			s := rapid.Float64Range(-90, 90).Draw(r, "s")
			q.Boxes = layer.Boxes(w, s, e, rapid.Float64Range(s, 90).Draw(r, "n"))
			if n > 0 && rapid.Bool().Draw(r, "small") {
				p := rows[rapid.IntRange(0, n-1).Draw(r, "about")]
				if math.IsNaN(p.lon) {
					p.lon, p.lat = 0, 0
				}
				q.Boxes = layer.Boxes(p.lon-1, p.lat-1, p.lon+1, p.lat+1)
			}
		}
		if rapid.Bool().Draw(r, "during") {
			from := day.Add(time.Duration(rapid.IntRange(-5, 60).Draw(r, "from")) * time.Hour)
			i := layer.NewInterval(from, from.Add(time.Duration(rapid.IntRange(0, 20).Draw(r, "for"))*time.Hour))
			q.Interval = &i
		}
		if rapid.Bool().Draw(r, "valued") {
			q.Equal = append(q.Equal, layer.Equal{Column: 0, Text: "x"})
		}
		if rapid.Bool().Draw(r, "valued twice") {
			q.Equal = append(q.Equal, layer.Equal{Column: 1, Text: "a"})
		}
		var want []string
		for _, row := range rows {
			in := q.Boxes == nil || math.IsNaN(row.lon)
			for _, b := range q.Boxes {
				in = in || b.Contains(orb.Point{row.lon, row.lat})
			}
			if q.Interval != nil && !row.start.IsZero() {
				in = in && row.start.UnixMilli() <= q.Interval.Last && row.end.UnixMilli() > q.Interval.First
			}
			for _, e := range q.Equal {
				in = in && (e.Column == 0 && row.region == e.Text || e.Column == 1 && row.class == e.Text)
			}
			if in {
				want = append(want, row.id)
			}
		}
		var got []string
		var last layer.Page
		for {
			page := table.Find(q, nil)
			if page.Matched != len(want) {
				r.Fatalf("plan %v: matched %d, want %d", page.Plan, page.Matched, len(want))
			}
			if page.Prev != (len(got) > 0) {
				r.Fatalf("plan %v: prev %v after %d rows", page.Plan, page.Prev, len(got))
			}
			got, last = append(got, ids(table, page.Rows)...), page
			if !page.Next {
				break
			}
			q.After = got[len(got)-1]
		}
		if !slices.Equal(got, want) {
			r.Fatalf("forward got %v, want %v", got, want)
		}
		// And back again, from the last page.
		for back := ids(table, last.Rows); last.Prev; {
			q.Before = back[0]
			last = table.Find(q, nil)
			if !last.Next {
				r.Fatalf("plan %v: nothing after a page before %s", last.Plan, q.Before)
			}
			if back = append(ids(table, last.Rows), back...); !last.Prev && !slices.Equal(back, want) {
				r.Fatalf("backward got %v, want %v", back, want)
			}
		}
	})
}

// TestEveryPlanAgrees holds each plan, where it is the cheapest, against a plain loop.
func TestEveryPlanAgrees(t *testing.T) {
	table := clustered(t, 20_000)
	lon, lat, _ := table.Point(777)
	region, _ := table.Column(0).At(777)
	near, wide := layer.Boxes(lon-.1, lat-.1, lon+.1, lat+.1), layer.Boxes(lon-10, lat-10, lon+10, lat+10)
	night := layer.NewInterval(day.AddDate(0, 0, -500), day.AddDate(0, 0, -499))
	here := []layer.Equal{{Column: 0, Text: region}, {Column: 2, Text: "7"}}
	cases := []struct {
		query layer.Query
		want  layer.Plan
	}{
		{layer.Query{Boxes: near}, layer.Box},
		{layer.Query{Boxes: near, Equal: []layer.Equal{{Column: 1, Text: "a"}}}, layer.Box},
		{layer.Query{Boxes: wide}, layer.Scan},
		{layer.Query{Boxes: wide, Equal: here}, layer.Value},
		{layer.Query{Equal: here}, layer.Value},
		{layer.Query{Interval: &night}, layer.Time},
		{layer.Query{Interval: &night, Boxes: wide}, layer.Time},
		{layer.Query{Equal: []layer.Equal{{Column: 0, Text: "nowhere"}}}, layer.Nothing},
	}
	for _, c := range cases {
		var want []int32
		for row := range int32(table.Len()) {
			lon, lat, _ := table.Point(row)
			in := c.query.Boxes == nil || c.query.Boxes[0].Contains(orb.Point{lon, lat})
			for _, e := range c.query.Equal {
				text, _ := table.Column(e.Column).At(row)
				in = in && text == e.Text
			}
			if in && c.query.Interval != nil {
				one := layer.Query{Interval: c.query.Interval, Equal: []layer.Equal{{Column: 3, Text: table.ID(row)}}}
				in = table.Find(one, nil).Matched == 1
			}
			if in {
				want = append(want, row)
			}
		}
		for _, limit := range []int{10, 20_000} {
			c.query.Limit = limit
			page := table.Find(c.query, nil)
			n := min(limit, len(want))
			if page.Matched != len(want) || !slices.Equal(page.Rows, want[:n]) || page.Next != (n < len(want)) {
				t.Errorf("%+v: plan %v found %d of %d, want %d", c.query, page.Plan, len(page.Rows), page.Matched, len(want))
			}
			if limit == 10 && page.Plan != c.want {
				t.Errorf("%+v: plan %v, want %v", c.query, page.Plan, c.want)
			}
		}
	}
}

type area []orb.MultiPolygon

func (a area) Shape(ref int32) orb.MultiPolygon { return a[ref] }
func (a area) Extent(ref int32) ([4]float64, bool) {
	b := a[ref].Bound()
	return [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, len(a[ref]) > 0
}

func ring(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func TestFindAreas(t *testing.T) {
	shapes := area{
		{{ring(0, 0, 10, 10), ring(4, 4, 6, 6)}},               // a hole in the middle
		{{ring(170, 60, 180, 70)}, {ring(-180, 60, -170, 70)}}, // over the antimeridian
		{{{{20, 0}, {30, 0}, {20, 10}, {20, 0}}}},              // a triangle: half of its box
		{{ring(-180, 80, 180, 90)}},                            // round the pole
		nil,                                                    // no shape held
		{{ring(100, 10, 180.00000000000006, 20)}, {ring(0, 20, 1, 21)}}, // beyond the edge; far parts
	}
	b := layer.NewBuilder(layer.Schema{Name: "areas", Geometry: layer.Areas}, shapes, 7)
	for i, id := range []string{"a hole", "b line", "c triangle", "d pole", "e shapeless", "f far"} {
		b.Row(id)
		b.Area(int32(i))
	}
	b.Row("g nowhere")
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name  string
		boxes []orb.Bound
		want  []string
	}{
		{"inside the hole", layer.Boxes(4.5, 4.5, 5.5, 5.5), nil},
		{"over the hole's edge", layer.Boxes(5.5, 5.5, 6.5, 6.5), []string{"a hole"}},
		{"around it", layer.Boxes(-1, -1, 11, 11), []string{"a hole"}},
		{"inside the area", layer.Boxes(1, 1, 2, 2), []string{"a hole"}},
		{"the triangle's empty half", layer.Boxes(28, 8, 29, 9), nil},
		{"through the triangle, no corner in it", layer.Boxes(22, -5, 23, 15), []string{"c triangle"}},
		{"over the date line", layer.Boxes(179, 61, -179, 62), []string{"b line"}},
		{"a point on the pole", layer.Boxes(0, 90, 0, 90), []string{"d pole"}},
		{"a touch at the edge", layer.Boxes(10, 0, 12, 1), []string{"a hole"}},
		{"the edge of the world", layer.Boxes(180, 15, 180, 15), []string{"f far"}},
		{"everything", layer.Boxes(-180, -90, 180, 90), []string{"a hole", "b line", "c triangle", "d pole", "f far"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := append(c.want, "g nowhere")
			page := table.Find(layer.Query{Boxes: c.boxes, Limit: 10}, nil)
			if got := ids(table, page.Rows); !slices.Equal(got, want) || page.Matched != len(want) {
				t.Errorf("got %v of %d (%v), want %v", got, page.Matched, page.Plan, want)
			}
		})
	}
	if box, ok := table.Extent(); !ok || box[0] != -180 || box[1] != 0 || box[3] != 90 {
		t.Errorf("extent %v %v", box, ok)
	}
}

func TestBuilderKeepsItsMistakes(t *testing.T) {
	schema := layer.Schema{Name: "t", Columns: []layer.Column{{Name: "a", Type: layer.Text, Required: true}, {Name: "b", Type: layer.Integer}}}
	cases := map[string]func(b *layer.Builder){
		"too few columns":  func(b *layer.Builder) { b.Row("x"); b.Text("1") },
		"too many columns": func(b *layer.Builder) { b.Row("x"); b.Text("1"); b.Integer(1); b.Null() },
		"another type":     func(b *layer.Builder) { b.Row("x"); b.Integer(1); b.Integer(1) },
		"ids not ascending": func(b *layer.Builder) {
			b.Row("y")
			b.Text("")
			b.Null()
			b.Row("x")
			b.Text("")
			b.Null()
		},
		"ids twice": func(b *layer.Builder) {
			b.Row("x")
			b.Text("")
			b.Null()
			b.Row("x")
			b.Text("")
			b.Null()
		},
		"required is null": func(b *layer.Builder) { b.Row("x"); b.Null(); b.Null() },
	}
	for name, mistake := range cases {
		t.Run(name, func(t *testing.T) {
			b := layer.NewBuilder(schema, nil, 1)
			mistake(b)
			if _, err := b.Build(); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestCanonical(t *testing.T) {
	cases := []struct {
		column layer.Column
		in     string
		want   string
		bad    bool
	}{
		{layer.Column{Type: layer.Integer}, "007", "7", false},
		{layer.Column{Type: layer.Integer}, "7.0", "", true},
		{layer.Column{Type: layer.Number}, "1e2", "100", false},
		{layer.Column{Type: layer.Number}, "NaN", "", true},
		{layer.Column{Type: layer.Boolean}, "true", "true", false},
		{layer.Column{Type: layer.Boolean}, "1", "", true},
		{layer.Column{Type: layer.Date}, "2025-08-27", "2025-08-27", false},
		{layer.Column{Type: layer.Date}, "2025-13-27", "", true},
		{layer.Column{Type: layer.Instant}, "2025-08-27T03:00:00+03:00", "2025-08-27T00:00:00Z", false},
		{layer.Column{Type: layer.Instant}, "2025-08-27", "", true},
		{layer.Column{Type: layer.Text, Enum: []string{"a"}}, "a", "a", false},
		{layer.Column{Type: layer.Text, Enum: []string{"a"}}, "b", "", true},
		{layer.Column{Type: layer.Text}, "", "", false},
	}
	for _, c := range cases {
		got, err := c.column.Canonical(c.in)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%v %q: got %q, %v; want %q", c.column.Type, c.in, got, err, c.want)
		}
	}
}
