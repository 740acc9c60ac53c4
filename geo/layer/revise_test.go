package layer_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"oblast/geo/layer"
)

// TestReviseIsBuild: a table brought up to date, again and again, with its indexes built or not, has the rows and
// answers of one built of the rows that result; and the tables that it came from still have theirs.
func TestReviseIsBuild(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		held := map[string]row{}
		for range rapid.IntRange(0, 12).Draw(rt, "rows") {
			r := drawRow(rt)
			held[r.id] = r
		}
		table := points(t, sorted(held))
		for range rapid.IntRange(1, 4).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "indexed") {
				compare(rt, table, points(t, sorted(held)))
			}
			before, was := table, sorted(held)
			var gone []string
			for range rapid.IntRange(0, 4).Draw(rt, "gone") {
				gone = append(gone, drawRow(rt).id)
				delete(held, gone[len(gone)-1])
			}
			come := map[string]row{}
			for range rapid.IntRange(0, 4).Draw(rt, "come") {
				r := drawRow(rt)
				come[r.id], held[r.id] = r, r
			}
			var err error
			if table, err = before.Revise(gone, points(t, sorted(come))); err != nil {
				rt.Fatal(err)
			}
			compare(rt, table, points(t, sorted(held)))
			compare(rt, before, points(t, was))
		}
	})
}

func drawRow(t *rapid.T) row {
	n := rapid.IntRange(0, 15).Draw(t, "id")
	r := row{id: fmt.Sprintf("%02d", n), region: rapid.SampledFrom([]string{"", "RU", "UA", "BY"}).Draw(t, "region"), class: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "class"),
		lon: math.NaN(), n: int64(rapid.IntRange(-1, 300).Draw(t, "n"))}
	if rapid.Bool().Draw(t, "placed") {
		r.lon, r.lat = rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")
	}
	if h := rapid.IntRange(-1, 40).Draw(t, "hour"); h >= 0 {
		r.start = day.Add(time.Duration(h) * time.Hour)
		r.end = r.start.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, "hours")) * time.Hour)
	}
	return r
}

func sorted(rows map[string]row) []row {
	out := make([]row, 0, len(rows))
	for _, r := range rows {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b row) int { return int(a.id[0])*256 + int(a.id[1]) - int(b.id[0])*256 - int(b.id[1]) })
	return out
}

// compare holds all rows and some queries of two tables against each other.
func compare(t *rapid.T, got, want *layer.Table) {
	if spell(got) != spell(want) {
		t.Fatalf("rows:\n got %s\nwant %s", spell(got), spell(want))
	}
	noon := layer.NewInterval(day.Add(12*time.Hour), day.Add(13*time.Hour))
	for _, q := range []layer.Query{{}, {Boxes: layer.Boxes(-90, -45, 90, 45)}, {Boxes: layer.Boxes(100, -90, -100, 90)}, {Interval: &noon},
		{Equal: []layer.Equal{{Column: 0, Text: "RU"}}}, {Equal: []layer.Equal{{Column: 1, Text: "b"}}, Interval: &noon, Boxes: layer.Boxes(-180, 0, 180, 90)}} {
		q.Limit = 100
		a, b := got.Find(q, nil), want.Find(q, nil)
		if !slices.Equal(ids(got, a.Rows), ids(want, b.Rows)) || a.Matched != b.Matched {
			t.Fatalf("%+v: got %v of %d, want %v of %d", q, ids(got, a.Rows), a.Matched, ids(want, b.Rows), b.Matched)
		}
	}
	for c := range got.Schema().Columns {
		for code := uint32(1); code < uint32(got.Column(c).Distinct()); code++ {
			text := got.Column(c).Text(code)
			if found, ok := got.Column(c).Find(text); !ok || found != code {
				t.Fatalf("column %d: %q has the code %d, found %d", c, text, code, found)
			}
		}
	}
}

func spell(t *layer.Table) (s string) {
	for row := range int32(t.Len()) {
		lon, lat, ok := t.Point(row)
		s += fmt.Sprintln(t.ID(row), lon, lat, ok, t.Areas(row))
		for c := range t.Schema().Columns {
			text, known := t.Column(c).At(row)
			s += fmt.Sprintf(" %q %v", text, known)
		}
	}
	return s
}

// TestReviseWidensCodes: a column that comes to have more texts than its codes hold keeps them all.
func TestReviseWidensCodes(t *testing.T) {
	var rows []row
	for i := range 200 {
		rows = append(rows, row{id: fmt.Sprintf("%04d", i), class: "a", n: int64(i)})
	}
	table := points(t, rows)
	for i := 200; i < 300; i += 10 {
		var more []row
		for n := range 10 {
			more = append(more, row{id: fmt.Sprintf("%04d", i+n), class: "a", n: int64(i + n)})
		}
		rows = append(rows, more...)
		var err error
		if table, err = table.Revise(nil, points(t, more)); err != nil {
			t.Fatal(err)
		}
	}
	if spell(table) != spell(points(t, rows)) {
		t.Error("rows differ")
	}
}

// TestReviseRefusesAnotherSchema, and says whose.
func TestReviseRefusesAnotherSchema(t *testing.T) {
	other, err := layer.NewBuilder(layer.Schema{Name: "other", Geometry: layer.Areas}, nil, 0).Build()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := points(t, nil).Revise(nil, other); err == nil || err.Error() != "layer points cannot take rows of layer other" {
		t.Errorf("got %v", err)
	}
}

func BenchmarkRevise(b *testing.B) {
	const n = 200_000
	rows := make([]row, n)
	for i := range rows {
		rows[i] = row{id: fmt.Sprintf("%07d", i*2), region: "RU", class: "a", lon: float64(i%3600)/10 - 180, lat: float64(i%1700)/10 - 85, n: int64(i % 300),
			start: day.Add(time.Duration(i%9999) * time.Hour), end: day.Add(time.Duration(i%9999+3) * time.Hour)}
	}
	table := points(b, rows)
	q := layer.Query{Boxes: layer.Boxes(-90, -45, 90, 45), Limit: 10, Interval: &layer.Interval{First: 0, Last: 1}}
	b.Run("one row of 200k, and a query", func(b *testing.B) {
		b.ReportAllocs()
		table := table
		for i := 0; b.Loop(); i++ {
			next, err := table.Revise(nil, points(b, []row{{id: fmt.Sprintf("%07d", (i*7919)%n*2+1), region: "RU", class: "b", lon: 1, n: 1, start: day, end: day}}))
			if err != nil {
				b.Fatal(err)
			}
			next.Find(q, nil)
			table = next
		}
	})
	b.Run("all rows built anew, and a query", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			points(b, rows).Find(q, nil)
		}
	})
}
