package layer_test

import (
	"fmt"
	"sync"
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

var million = sync.OnceValue(func() *layer.Table { return clustered(nil, 1_000_000) })

// benchFilters are filters over a million points; %d is another number each time, so that no answer is remembered whole.
var benchFilters = []struct{ name, filter string }{
	{"one value", "region = 'RU-07' AND n <> %d"},
	{"two values", "region = 'RU-07' AND class = 'c' AND n <> %d"},
	{"half of all", "class IN ('a','b','c') AND n >= 10 AND n <> %d"},
	{"small box and a value", "S_INTERSECTS(geometry, BBOX(40,50,41,51.%06d)) AND class = 'c'"},
	{"large box and a value", "S_INTERSECTS(geometry, BBOX(30,46,55,60.%06d)) AND class = 'c'"},
	{"polygon", "S_WITHIN(geometry, POLYGON((40 50,42 50,41 52.%06d,40 50))) AND n > 3"},
	{"prefix or number", "(region LIKE 'RU-1%%' OR n = 3) AND n <> %d"},
	{"arithmetic on one column", "n * 2 + 1 > 31 AND n <> %d"},
	{"unselective", "NOT (region = 'RU-07' OR class = 'c' OR n = %d)"},
}

// BenchmarkFilter is the time to the first page of 100 with the exact number matched, in the order of ids: of a filter whose
// parts were asked for before, and of one whose parts never were, beside a naive scan.
func BenchmarkFilter(b *testing.B) {
	t := million()
	schema := cql2.NewSchema(t.Schema().Queryables())
	read := func(b *testing.B, filter string) *cql2.Expr {
		e, err := cql2.ParseText(filter, schema, cql2.Degrees)
		if err != nil {
			b.Fatal(err)
		}
		return e
	}
	i := 0
	for _, c := range benchFilters {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			plans := map[layer.Plan]int{}
			// Indexes and orders of columns are built once a table.
			if _, err := t.Search(b.Context(), layer.Query{Filter: read(b, fmt.Sprintf(c.filter, 99)), Limit: 100}, nil); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				i++
				page, err := t.Search(b.Context(), layer.Query{Filter: read(b, fmt.Sprintf(c.filter, 100+i%10_000)), Limit: 100}, nil)
				if err != nil || page.Matched == 0 {
					b.Fatal(err, page.Matched)
				}
				plans[page.Plan]++
			}
			for p, n := range plans {
				b.ReportMetric(float64(n)/float64(b.N), p.String()+"/op")
			}
		})
	}
	again := read(b, "NOT (region = 'RU-07' OR class = 'c')")
	b.Run("remembered", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := t.Search(b.Context(), layer.Query{Filter: again, Limit: 100}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ordered by a number, remembered", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := t.Search(b.Context(), layer.Query{Filter: again, Limit: 100, Sort: []layer.SortKey{{Column: 2, Descending: true}}}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("naive scan, two values", func(b *testing.B) {
		e := read(b, "region = 'RU-07' AND class = 'c'")
		for b.Loop() {
			row, matched := &naiveRow{t: t}, 0
			for row.row = 0; row.row < int32(t.Len()); row.row++ {
				if e.Eval(row).IsTrue() {
					matched++
				}
			}
		}
	})
}

// BenchmarkAggregate groups a million rows by region.
func BenchmarkAggregate(b *testing.B) {
	t := million()
	for b.Loop() {
		if _, err := t.Aggregate(b.Context(), layer.Query{}, []int{0}, []layer.Measure{{Kind: layer.Count, Column: -1}, {Kind: layer.Sum, Column: 2}}); err != nil {
			b.Fatal(err)
		}
	}
}

// naiveRow gives values without any index.
type naiveRow struct {
	t   *layer.Table
	row int32
}

func (r *naiveRow) Value(i int) cql2.Value {
	v := r.t.Column(i)
	return v.Value(v.Code(r.row))
}
