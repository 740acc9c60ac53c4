package encode_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

const (
	benchRows = 200_000
	benchPage = 1000
)

// incidents returns a table of the size and the mixture of columns that the service has.
func incidents(b *testing.B, columns int) *layer.Table {
	b.Helper()
	schema := layer.Schema{Name: "bench", Geometry: layer.Points}
	for i := range columns {
		c := layer.Column{Name: fmt.Sprintf("column_name_%02d", i), Type: layer.Text}
		if i%3 == 2 {
			c.Type = layer.Integer
		}
		schema.Columns = append(schema.Columns, c)
	}
	r := rand.New(rand.NewPCG(1, 2))
	build := layer.NewBuilder(schema, nil, benchRows)
	for i := range benchRows {
		build.Row(fmt.Sprintf("inc-2025-08-27-%07d", i))
		build.Point(30+20*r.Float64(), 45+15*r.Float64())
		for c := range columns {
			switch {
			case c%3 == 2:
				build.Integer(int64(r.IntN(40)))
			case c == 0:
				build.Text("One UAV shot down, district " + strconv.Itoa(i) + ", Kaluga region")
			case c%5 == 4:
				build.Null()
			default:
				build.Text("value " + strconv.Itoa(r.IntN(300)))
			}
		}
	}
	t, err := build.Build()
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func BenchmarkFeatures(b *testing.B) {
	for _, columns := range []int{5, 60} {
		t := incidents(b, columns)
		f := encode.NewFeatures(t)
		which := make([]int, columns)
		for i := range which {
			which[i] = i
		}
		form := &encode.Form{Columns: which, Geometry: encode.Point}
		rows := make([]int32, benchPage)
		for i := range rows {
			rows[i] = int32(100_000 + i)
		}
		b.Run(fmt.Sprintf("append/%d columns", columns), func(b *testing.B) {
			b.ReportAllocs()
			buf := f.AppendFeatures(nil, rows, form)
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				buf = f.AppendFeatures(buf[:0], rows, form)
			}
		})
		b.Run(fmt.Sprintf("naive maps/%d columns", columns), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				features := make([]map[string]any, 0, len(rows))
				for _, row := range rows {
					features = append(features, naive(t, row))
				}
				out, err := json.Marshal(features)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(out)))
			}
		})
	}
}

func naive(t *layer.Table, row int32) map[string]any {
	properties := map[string]any{}
	for c, column := range t.Schema().Columns {
		text, ok := t.Column(c).At(row)
		switch {
		case !ok:
			properties[column.Name] = nil
		case column.Type == layer.Integer:
			n, _ := strconv.Atoi(text)
			properties[column.Name] = n
		default:
			properties[column.Name] = text
		}
	}
	lon, lat, _ := t.Point(row)
	return map[string]any{"type": "Feature", "id": t.ID(row), "properties": properties,
		"geometry": map[string]any{"type": "Point", "coordinates": []float64{lon, lat}}}
}
