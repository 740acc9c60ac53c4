package layer_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// placedAndTimed is a table of rows that have all a place and a time, and few of whose values are null.
func placedAndTimed(t *testing.T, r *rand.Rand, rows int) *layer.Table {
	b := layer.NewBuilder(layer.Schema{Name: "placed", Geometry: layer.Points, Columns: []layer.Column{{Name: "region", Type: layer.Text}, {Name: "class", Type: layer.Text},
		{Name: "title", Type: layer.Text}, {Name: "number", Type: layer.Integer}, {Name: "share", Type: layer.Number}, {Name: "from", Type: layer.Instant}}}, nil, rows)
	for i := range rows {
		b.Row(fmt.Sprintf("p%06d", i))
		b.Point(30+4*r.NormFloat64(), 55+3*r.NormFloat64())
		start := day.Add(-time.Duration(r.IntN(400*24*60)) * time.Minute)
		b.Interval(start, start.Add(time.Duration(1+r.IntN(900))*time.Minute))
		b.Text(fmt.Sprintf("r%02d", r.IntN(12)))
		b.Text(string("abcde"[r.IntN(5)]))
		b.Text(fmt.Sprintf("%s %d", []string{"Drone", "drone", "Дрон"}[r.IntN(3)], i))
		if r.IntN(30) == 0 {
			b.Null()
		} else {
			b.Integer(int64(r.IntN(40)))
		}
		b.Number(float64(r.IntN(100_000)) / 8)
		b.Instant(start)
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestCandidatesAlongAnOrder asks random boxes, values, times and filters together, in random orders, of a table in which thousands of
// candidates are brought at a time: each page must be that of a look at every row, before and after the table has no room left for more
// numbers in the order of candidates.
func TestCandidatesAlongAnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 8))
	table := placedAndTimed(t, r, 30_000)
	schema := cql2.NewSchema(table.Schema().Queryables())
	plans := map[layer.Plan]int{}
	parts := []func() string{
		func() string { return fmt.Sprintf("region = 'r%02d'", r.IntN(13)) },
		func() string { return fmt.Sprintf("class IN ('%c','%c')", "abcdef"[r.IntN(6)], "abcde"[r.IntN(5)]) },
		func() string { return fmt.Sprintf("number < %d", r.IntN(42)) },
		func() string { return fmt.Sprintf("share BETWEEN %d AND %d", r.IntN(6000), 3000+r.IntN(9000)) },
		func() string {
			return fmt.Sprintf(`"from" >= TIMESTAMP('%s')`, day.AddDate(0, 0, -r.IntN(400)).Format(time.RFC3339))
		},
		func() string { return fmt.Sprintf("CASEI(title) > 'drone %d'", r.IntN(30_000)) },
		func() string { return fmt.Sprintf("number = 3 OR region = 'r%02d'", r.IntN(12)) },
		func() string {
			return fmt.Sprintf("S_INTERSECTS(geometry, BBOX(%d,%d,%d,%d))", 22+r.IntN(8), 49+r.IntN(6), 30+r.IntN(8), 55+r.IntN(6))
		},
		func() string { return fmt.Sprintf("NOT S_INTERSECTS(geometry, BBOX(29,%d,30.5,60))", 49+r.IntN(6)) },
	}
	sortings := [][]layer.SortKey{nil, {{Column: 5, Descending: true}}, {{Column: 3}}, {{Column: 4}}, {{Column: 1, Descending: true}, {Column: 4}}, {{Column: 2}}}
	for range 400 {
		q := layer.Query{Sort: sortings[r.IntN(len(sortings))]}
		if r.IntN(2) == 0 {
			at := orb.Point{24 + 12*r.Float64(), 49 + 9*r.Float64()}
			q.Boxes = []orb.Bound{{Min: at, Max: orb.Point{at[0] + 9*r.Float64(), at[1] + 6*r.Float64()}}}
		}
		if r.IntN(3) == 0 {
			q.Equal = []layer.Equal{{Column: 1, Text: string("abcde"[r.IntN(5)])}}
		}
		if r.IntN(3) == 0 {
			from := day.AddDate(0, 0, -r.IntN(400))
			within := layer.NewInterval(from, from.AddDate(0, 0, 1+r.IntN(200)))
			q.Interval = &within
		}
		var all []string
		for range r.IntN(4) {
			all = append(all, "("+parts[r.IntN(len(parts))]()+")")
		}
		text := strings.Join(all, " AND ")
		if len(all) > 0 {
			e, err := cql2.ParseText(text, schema, cql2.Degrees)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			q.Filter = e
		}
		want := rowByRow(table, q)
		holdsTo(t, table, q, want, r, fmt.Sprintf("%s, %+v", text, q), plans)
	}
	if got := table.Arranged(); got != layer.MostArranged {
		t.Errorf("%d columns of numbers are kept in orders of others, want as many as may be: %d", got, layer.MostArranged)
	}
	if plans[layer.Candidates] < 150 {
		t.Errorf("candidates were seldom brought: %v", plans)
	}
}

// TestFoldedRangesAndOrdersOfTexts asks for ranges of texts without their case, beside ranges with it and in the order of the same column:
// the two orders of its texts are not one.
func TestFoldedRangesAndOrdersOfTexts(t *testing.T) {
	table := placedAndTimed(t, rand.New(rand.NewPCG(27, 9)), 6_000)
	schema := cql2.NewSchema(table.Schema().Queryables())
	r := rand.New(rand.NewPCG(1, 1))
	for _, text := range []string{"CASEI(title) > 'drone 3'", "CASEI(title) > 'drone 3' AND title < 'drone 5'", "title > 'E' AND CASEI(title) < 'drone 4'", "CASEI(title) BETWEEN 'd' AND 'e' AND title >= 'Drone 2'"} {
		e, err := cql2.ParseText(text, schema, cql2.Degrees)
		if err != nil {
			t.Fatal(err)
		}
		for _, sort := range [][]layer.SortKey{nil, {{Column: 2}}, {{Column: 2, Descending: true}}} {
			q := layer.Query{Filter: e, Sort: sort}
			want := rowByRow(table, q)
			if len(want) == 0 {
				t.Fatalf("%s matches nothing", text)
			}
			holdsTo(t, table, q, want, r, text, map[layer.Plan]int{})
		}
	}
}
