package layer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

const benchRows = 200_000

// clustered returns points about 400 towns, in 1,000 nights, with 80 regions and 5 classes.
func clustered(b testing.TB, n int) *layer.Table {
	r := rand.New(rand.NewPCG(3, 4))
	towns := make([]orb.Point, 400)
	for i := range towns {
		towns[i] = orb.Point{25 + 40*r.Float64(), 44 + 20*r.Float64()}
	}
	rows := make([]row, n)
	for i := range rows {
		town := r.IntN(len(towns))
		start := day.AddDate(0, 0, -r.IntN(1000)).Add(-time.Duration(r.IntN(8)) * time.Hour)
		rows[i] = row{id: fmt.Sprintf("inc-%07d", i), region: fmt.Sprintf("RU-%02d", town%80), class: string(rune('a' + r.IntN(5))),
			lon: towns[town][0] + 0.3*r.NormFloat64(), lat: towns[town][1] + 0.2*r.NormFloat64(),
			start: start, end: start.Add(time.Hour), n: int64(r.IntN(30))}
	}
	return points(b, rows)
}

// boxesWith returns boxes that hold about want of the table's points.
func boxesWith(t *layer.Table, want int) [][]orb.Bound {
	r := rand.New(rand.NewPCG(5, 6))
	var out [][]orb.Bound
	for len(out) < 256 {
		lon, lat, _ := t.Point(int32(r.IntN(t.Len())))
		low, high := 0.0, 30.0
		for range 20 {
			mid := (low + high) / 2
			if t.Find(layer.Query{Boxes: layer.Boxes(lon-mid, lat-mid, lon+mid, lat+mid)}, nil).Matched < want {
				low = mid
			} else {
				high = mid
			}
		}
		out = append(out, layer.Boxes(lon-high, lat-high, lon+high, lat+high))
	}
	return out
}

func BenchmarkFind(b *testing.B) {
	t := clustered(b, benchRows)
	region := layer.Equal{Column: 0, Text: "RU-07"}
	class := layer.Equal{Column: 1, Text: "c"}
	night := layer.NewInterval(day.AddDate(0, 0, -500), day.AddDate(0, 0, -499))
	small, large := boxesWith(t, 100), boxesWith(t, 20_000)
	ten := boxesWith(t, 2500)
	cases := []struct {
		name  string
		boxes [][]orb.Bound
		query layer.Query
	}{
		{"first page", nil, layer.Query{Limit: 10}},
		{"middle page", nil, layer.Query{Limit: 10, After: "inc-0100000"}},
		{"box of 100", small, layer.Query{Limit: 100}},
		{"box of 100 counted", small, layer.Query{}},
		{"box of 20000, page 100", large, layer.Query{Limit: 100}},
		{"box of 2500 and two values, page 100", ten, layer.Query{Limit: 100, Equal: []layer.Equal{region, class}}},
		{"box of 20000 and two values, page 100", large, layer.Query{Limit: 100, Equal: []layer.Equal{region, class}}},
		{"one value, page 100", nil, layer.Query{Limit: 100, Equal: []layer.Equal{region}}},
		{"one night, page 100", nil, layer.Query{Limit: 100, Interval: &night}},
		{"one night and a value, page 100", nil, layer.Query{Limit: 100, Interval: &night, Equal: []layer.Equal{class}}},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			rows, q, i := make([]int32, 0, 1024), c.query, 0
			plans := map[layer.Plan]int{}
			for b.Loop() {
				if c.boxes != nil {
					// No two boxes alike: remembered counts do not help.
					q.Boxes = slices.Clone(c.boxes[i%len(c.boxes)])
					q.Boxes[0].Max[0] += float64(i) * 1e-12
					i++
				}
				page := t.Find(q, rows[:0])
				plans[page.Plan]++
			}
			for p, n := range plans {
				b.ReportMetric(float64(n)/float64(b.N), p.String()+"/op")
			}
		})
	}
	b.Run("index alone, box of 100", func(b *testing.B) {
		b.ReportAllocs()
		i, hits := 0, make([]int32, 0, 1024)
		for b.Loop() {
			hits = t.Meet(small[i%len(small)][0], hits[:0])
			i++
		}
	})
	b.Run("naive scan, box of 100", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			q, hits := small[i%len(small)][0], 0
			for row := range int32(t.Len()) {
				if lon, lat, ok := t.Point(row); ok && q.Contains(orb.Point{lon, lat}) {
					hits++
				}
			}
			i++
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	t := clustered(b, benchRows)
	schema := *t.Schema()
	b.Run("rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			build := layer.NewBuilder(schema, nil, t.Len())
			for row := range int32(t.Len()) {
				build.Row(t.ID(row))
				lon, lat, _ := t.Point(row)
				build.Point(lon, lat)
				region, _ := t.Column(0).At(row)
				build.Text(region)
				build.Text("a")
				build.Integer(int64(row % 30))
				build.Text(t.ID(row))
			}
			if _, err := build.Build(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
