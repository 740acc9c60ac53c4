package layer_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"oblast/geo/layer"
)

// splitSchema has a column of each way of writing a value.
var splitSchema = layer.Schema{Name: "split", Geometry: layer.Points, Columns: []layer.Column{
	{Name: "id", Required: true}, {Name: "word"}, {Name: "n", Type: layer.Integer}, {Name: "f", Type: layer.Number}, {Name: "yes", Type: layer.Boolean}}}

// splitValues are the ways to the values of a row.
var splitValues = []func(b *layer.Builder, i int){
	func(b *layer.Builder, i int) { b.Text(fmt.Sprintf("r%06d", i)) },
	func(b *layer.Builder, i int) {
		if i%5 == 0 {
			b.Null()
		} else {
			b.Text(fmt.Sprint("word ", i%700))
		}
	},
	func(b *layer.Builder, i int) { b.Integer(int64(i % 3000)) },
	func(b *layer.Builder, i int) { b.Number(float64(i) / 8) },
	func(b *layer.Builder, i int) { b.Boolean(i%3 == 0) },
}

func splitRow(b *layer.Builder, i int) {
	b.Row(fmt.Sprintf("r%06d", i))
	if i%2 == 0 {
		b.Point(float64(i%360)-180, 10)
	}
}

// TestSplitIsWhole: columns that are filled side by side make the table that one goroutine makes row by row.
func TestSplitIsWhole(t *testing.T) {
	const n = 5000
	whole, split := layer.NewBuilder(splitSchema, nil, n), layer.NewBuilder(splitSchema, nil, n)
	for i := range n {
		splitRow(whole, i)
		for _, set := range splitValues {
			set(whole, i)
		}
	}
	var wg sync.WaitGroup
	for c, b := range split.Split() {
		wg.Go(func() {
			for i := range n {
				b.Row(fmt.Sprintf("r%06d", i))
				splitValues[c](b, i)
			}
		})
	}
	for i := range n {
		splitRow(split, i)
	}
	wg.Wait()
	want, got := built(t, whole), built(t, split)
	for row := range int32(n) {
		lon, lat, placed := want.Point(row)
		if x, y, ok := got.Point(row); got.ID(row) != want.ID(row) || ok != placed || ok && (x != lon || y != lat) {
			t.Fatalf("row %d: got %s at %v %v %v, want %s at %v %v %v", row, got.ID(row), x, y, ok, want.ID(row), lon, lat, placed)
		}
		for c := range splitSchema.Columns {
			code := want.Column(c).Code(row)
			if got.Column(c).Code(row) != code || got.Column(c).Text(code) != want.Column(c).Text(code) {
				t.Fatalf("row %d, column %d: got code %d, want %d %q", row, c, got.Column(c).Code(row), code, want.Column(c).Text(code))
			}
		}
	}
}

func built(t *testing.T, b *layer.Builder) *layer.Table {
	t.Helper()
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestSplitSaysWhatIsMissing: a column that lacks a value, has a null that it may not have, or a value of another type is a
// mistake that Build returns.
func TestSplitSaysWhatIsMissing(t *testing.T) {
	tests := map[string]func(columns []*layer.Builder, i int){
		"column n has no value in row 1": func(c []*layer.Builder, i int) {
			if i > 0 {
				c[2].Integer(1)
			}
		},
		"column n has 1 values in 2 rows": func(c []*layer.Builder, i int) {
			if i == 0 {
				c[2].Integer(1)
			}
		},
		"column n has another type than the value": func(c []*layer.Builder, i int) { c[2].Text("one") },
		`row "b": column n is required`: func(c []*layer.Builder, i int) {
			if i == 0 {
				c[2].Integer(1)
			} else {
				c[2].Null()
			}
		},
	}
	schema := splitSchema
	schema.Columns = append([]layer.Column{}, schema.Columns...)
	schema.Columns[2].Required = true
	for want, set := range tests {
		b := layer.NewBuilder(schema, nil, 2)
		columns := b.Split()
		for i, id := range []string{"a", "b"} {
			b.Row(id)
			for n, c := range columns {
				if c.Row(id); n == 2 {
					set(columns, i)
				} else {
					splitValues[n](c, i)
				}
			}
		}
		if _, err := b.Build(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
