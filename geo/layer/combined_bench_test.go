package layer_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// The parts of combined filters: boxes with about so many of a million points; shares of values; and times.
var (
	combinedBoxes  = []int{100, 2_000, 20_000, 200_000, 900_000}
	combinedValues = []struct{ name, filter string }{{"one region of 80", "region = 'RU-07'"}, {"one class of 5", "class = 'c'"}, {"three classes of 5", "class IN ('a','b','d')"}}
	combinedNights = []int{1, 100, 0} // 0 is any time
)

// BenchmarkCombined is a box, values and a time together, each box and each time new, over a million rows: from the text of
// the filter, or from parameters where these can say it, to the first page of 100 and the exact number matched; in the order of ids, and the latest first.
func BenchmarkCombined(b *testing.B) {
	t := million()
	schema := cql2.NewSchema(t.Schema().Queryables())
	boxes := make([][][]orb.Bound, len(combinedBoxes))
	for i, n := range combinedBoxes {
		boxes[i] = boxesWith(t, n)[:64]
	}
	page := func(b *testing.B, name string, ask func(i int) layer.Query) {
		b.Run(name, func(b *testing.B) {
			// Indexes and orders of columns are built once a table, each by the first plan that asks for it.
			for before := range 8 {
				if _, err := t.Search(b.Context(), ask(-1-before*7), nil); err != nil {
					b.Fatal(err)
				}
			}
			i := 0
			measured(b, t, func() layer.Query { i++; return ask(i) })
		})
	}
	for k, held := range combinedBoxes {
		for v, values := range combinedValues {
			for _, nights := range combinedNights {
				box := func(i int) []orb.Bound {
					list := slices.Clone(boxes[k][(i+64)%64])
					list[0].Max[0] += float64(i) * 1e-9
					return list
				}
				from := func(i int) time.Time { return day.AddDate(0, 0, -500).Add(time.Duration(i) * time.Millisecond) }
				for _, sort := range [][]layer.SortKey{nil, {{Column: 6, Descending: true}}} {
					name := fmt.Sprintf("box of %d, %s, %d nights, sorted %t", held, values.name, nights, sort != nil)
					page(b, name+", CQL2", func(i int) layer.Query {
						r := box(i)[0]
						filter := fmt.Sprintf("S_INTERSECTS(geometry, BBOX(%.9f,%.9f,%.9f,%.9f)) AND %s", r.Min[0], r.Min[1], r.Max[0], r.Max[1], values.filter)
						if nights > 0 {
							filter += fmt.Sprintf(` AND "from" >= TIMESTAMP('%s') AND "from" < TIMESTAMP('%s')`, from(i).Format(time.RFC3339Nano), from(i).AddDate(0, 0, nights).Format(time.RFC3339Nano))
						}
						e, err := cql2.ParseText(filter, schema, cql2.Degrees)
						if err != nil {
							b.Fatal(err)
						}
						return layer.Query{Filter: e, Limit: 100, Sort: sort}
					})
					if v == len(combinedValues)-1 {
						continue
					}
					page(b, name, func(i int) layer.Query {
						q := layer.Query{Boxes: box(i), Limit: 100, Sort: sort, Equal: []layer.Equal{{Column: v, Text: []string{"RU-07", "c"}[v]}}}
						if nights > 0 {
							within := layer.NewInterval(from(i), from(i).AddDate(0, 0, nights))
							q.Interval = &within
						}
						return q
					})
				}
			}
		}
	}
}
