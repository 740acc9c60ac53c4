package layer_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/measure"
)

var million = sync.OnceValue(func() *layer.Table { return incidents(1_000_000) })

// incidents are points about towns with a column of every type.
func incidents(n int) *layer.Table {
	r := rand.New(rand.NewPCG(3, 4))
	towns := make([]orb.Point, 400)
	for i := range towns {
		towns[i] = orb.Point{25 + 40*r.Float64(), 44 + 20*r.Float64()}
	}
	b := layer.NewBuilder(layer.Schema{Name: "million", Geometry: layer.Points, Columns: []layer.Column{{Name: "region", Type: layer.Text}, {Name: "class", Type: layer.Text},
		{Name: "n", Type: layer.Integer}, {Name: "title", Type: layer.Text}, {Name: "m", Type: layer.Number}, {Name: "night", Type: layer.Date}, {Name: "from", Type: layer.Instant}, {Name: "to", Type: layer.Instant}, {Name: "tags", Type: layer.List}}}, nil, n)
	words := strings.Fields("Дрон сбит над посёлком Ёлочка Drone intercepted near Łódź village fire put out обломки упали склад подстанция no injured пострадавших нет")
	tags := []string{`["a"]`, `["a","b"]`, `["b","c"]`, `["a","b","c"]`, `[]`}
	for i := range n {
		town, start := r.IntN(len(towns)), day.AddDate(0, 0, -r.IntN(1000)).Add(-time.Duration(r.IntN(8*60))*time.Minute)
		b.Row(fmt.Sprintf("inc-%07d", i))
		b.Point(towns[town][0]+0.3*r.NormFloat64(), towns[town][1]+0.2*r.NormFloat64())
		b.Interval(start, start.Add(time.Hour))
		b.Text(fmt.Sprintf("RU-%02d", town%80))
		b.Text(string(rune('a' + r.IntN(5))))
		b.Integer(int64(r.IntN(30)))
		b.Text(fmt.Sprintf("%s %s %s %s %s %d", words[r.IntN(len(words))], words[r.IntN(len(words))], words[r.IntN(len(words))], words[r.IntN(len(words))], words[r.IntN(len(words))], i))
		if r.IntN(10) == 0 {
			b.Null()
		} else {
			b.Number(float64(r.IntN(10_000)) / 4)
		}
		b.Date(start)
		b.Instant(start)
		b.Instant(start.Add(time.Duration(r.IntN(600)) * time.Minute))
		b.List(tags[i*7919%len(tags)])
	}
	t, err := b.Build()
	if err != nil {
		panic(err)
	}
	return t
}

// star is a polygon of 400 corners about a point; %06[1]d is in its numbers.
func star() string {
	corners := make([]string, 401)
	for i := range corners {
		angle, radius := 2*math.Pi*float64(i%400)/400, 4+2*float64(i%2)
		corners[i] = fmt.Sprintf("%.5f%%06[1]d %.5f", 44+radius*math.Cos(angle), 54+radius*math.Sin(angle)*.6)
	}
	return "POLYGON((" + strings.Join(corners, ",") + "))"
}

// benchFilters are filters over a million points; %d is another number each time, so that no answer is remembered. Those
// called worst are the worst of their kind that we know: no part of them was asked before.
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
	{"worst: polygon of 400 corners", "S_INTERSECTS(geometry, " + star() + ")"},
	{"worst: not in a polygon, or a number", "NOT (S_INTERSECTS(geometry, " + star() + ") OR m > 700)"},
	{"worst: number range", "m BETWEEN %d AND 2000.5"},
	{"worst: OR across columns", "m > %d OR night < DATE('2024-01-17') OR region LIKE 'RU-3%%' OR n IN (1,5,9)"},
	{"worst: arithmetic on two columns", "n * 3 + %d > m"},
	{"worst: two columns compared", "\"from\" < \"to\" AND n <> %d"},
	{"worst: times meet", "T_INTERSECTS(INTERVAL(\"from\",\"to\"), INTERVAL('2024-01-01T00:00:00.%06dZ','2025-01-01T00:00:00Z'))"},
	{"worst: times disjoint", "T_DISJOINT(INTERVAL(\"from\",\"to\"), INTERVAL('2024-01-01T00:00:00.%06dZ','2024-06-01T00:00:00Z'))"},
	{"worst: times during", "T_DURING(INTERVAL(\"from\",\"to\"), INTERVAL('2023-01-01T00:00:00.%06dZ','..'))"},
	{"worst: times of columns meet", "T_OVERLAPS(INTERVAL(night,\"from\"), INTERVAL(\"from\",\"to\")) AND n <> %d"},
	{"worst: a day and a time compared", "night < \"to\" AND n <> %d"},
	{"worst: after a time", "T_AFTER(\"from\", TIMESTAMP('2024-01-01T00:00:00.%06dZ'))"},
	{"worst: two texts compared", "CASEI(region) < CASEI(title) AND n <> %d"},
	{"worst: text range, no case", "CASEI(title) BETWEEN 'd%d' AND 'n'"},
	{"worst: LIKE, few", "title LIKE '%%Ёлочка Drone %%%[1]d%%'"},
	{"worst: LIKE, many", "title LIKE '%%r%%' AND title NOT LIKE '%%%[1]d%%'"},
	{"worst: LIKE, a piece of many", "title LIKE '%%%[2]s%%'"},
	{"worst: no case, of many", "CASEI(title) LIKE CASEI('%%%[2]s%%')"},
	{"worst: LIKE, single characters", "title LIKE '_%%_%%_%%_%d%%'"},
	{"worst: LIKE, an end", "title LIKE '%%%d'"},
	{"worst: no case, no accents", "ACCENTI(CASEI(title)) LIKE ACCENTI(CASEI('%%ЕЛОЧКА lodz %%%[1]d%%'))"},
}

// piecesOf returns all parts of words that have two letters or more, each once.
func piecesOf(words string) (pieces []string) {
	for _, word := range strings.Fields(words) {
		letters := []rune(word)
		for from := range letters {
			for to := from + 2; to <= len(letters); to++ {
				if piece := string(letters[from:to]); !slices.Contains(pieces, piece) {
					pieces = append(pieces, piece)
				}
			}
		}
	}
	return pieces
}

// measured asks a table again and again, and reports the processor time, the plans and the last number matched.
func measured(b *testing.B, t *layer.Table, ask func() layer.Query) {
	b.ReportAllocs()
	plans, matched := map[layer.Plan]int{}, 0
	done := measure.Ops(b)
	for b.Loop() {
		page, err := t.Search(b.Context(), ask(), nil)
		if err != nil {
			b.Fatal(err)
		}
		plans[page.Plan]++
		matched = page.Matched
	}
	done()
	b.ReportMetric(float64(matched), "matched")
	for p, n := range plans {
		b.ReportMetric(float64(n)/float64(b.N), p.String()+"/op")
	}
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
	pieces := piecesOf("посёлком Ёлочка intercepted подстанция пострадавших injured обломки village")
	filled := func(filter string, i int) string {
		return strings.ReplaceAll(strings.ReplaceAll(fmt.Sprintf(strings.ReplaceAll(filter, "%[2]s", "\x00"), i), "\x00", pieces[i%len(pieces)]), "%!(EXTRA int="+fmt.Sprint(i)+")", "")
	}
	for _, c := range benchFilters {
		b.Run(c.name, func(b *testing.B) {
			// Indexes and orders of columns are built once a table.
			if _, err := t.Search(b.Context(), layer.Query{Filter: read(b, filled(c.filter, 99)), Limit: 100}, nil); err != nil {
				b.Fatal(err)
			}
			measured(b, t, func() layer.Query {
				i++
				return layer.Query{Filter: read(b, filled(c.filter, 100+i%10_000)), Limit: 100}
			})
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
	few := read(b, "n = 3 AND region = 'RU-07' AND class = 'c'")
	for _, c := range []struct {
		name   string
		filter *cql2.Expr
		keys   []layer.SortKey
	}{{"ordered by few numbers", again, []layer.SortKey{{Column: 2, Descending: true}}}, {"ordered by a text of its own in every row", again, []layer.SortKey{{Column: 3}}},
		{"few, ordered by that text", few, []layer.SortKey{{Column: 3}}}, {"ordered by two", again, []layer.SortKey{{Column: 4}, {Column: 3, Descending: true}}}} {
		b.Run(c.name+", remembered", func(b *testing.B) {
			b.ReportAllocs()
			q := layer.Query{Filter: c.filter, Limit: 100, Sort: c.keys}
			if _, err := t.Search(b.Context(), q, nil); err != nil { // the order is built once a table
				b.Fatal(err)
			}
			done := measure.Ops(b)
			for b.Loop() {
				if _, err := t.Search(b.Context(), q, nil); err != nil {
					b.Fatal(err)
				}
			}
			done()
		})
	}
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
