package layer_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/cql2"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/relate"
)

// seen is a row as a naive evaluation sees it; it holds the values by property.
type seen struct {
	id     string
	values []cql2.Value
}

func (s seen) Value(i int) cql2.Value { return s.values[i] }

var seenColumns = []layer.Column{{Name: "region", Type: layer.Text}, {Name: "n", Type: layer.Integer}, {Name: "m", Type: layer.Number},
	{Name: "night", Type: layer.Date}, {Name: "from", Type: layer.Instant}, {Name: "to", Type: layer.Instant}, {Name: "sure", Type: layer.Boolean}, {Name: "tags", Type: layer.List}}

// drawn makes random rows, with many nulls and equal values, as a table and as they are seen.
func drawn(r *rapid.T, prefix string, n int) []seen {
	rows := make([]seen, n)
	for i := range rows {
		rows[i] = seen{id: fmt.Sprintf("%s%04d", prefix, i*3), values: make([]cql2.Value, len(seenColumns)+1)}
		set := func(c int, v cql2.Value) {
			if rapid.IntRange(0, 4).Draw(r, "known") > 0 {
				rows[i].values[c] = v
			}
		}
		start := day.Add(time.Duration(rapid.IntRange(-40, 40).Draw(r, "hour")) * time.Hour)
		set(0, cql2.TextValue(rapid.SampledFrom([]string{"RU-KLU", "RU-BRY", "RU-ROS", "UA-05", "", "Ёж"}).Draw(r, "region")))
		set(1, cql2.NumberValue(float64(rapid.IntRange(-3, 12).Draw(r, "n"))))
		set(2, cql2.NumberValue(float64(rapid.IntRange(-3, 12).Draw(r, "m"))/2))
		set(3, cql2.DateValue(start))
		set(4, cql2.InstantValue(start))
		set(5, cql2.InstantValue(start.Add(time.Duration(rapid.IntRange(0, 9).Draw(r, "hours"))*time.Hour)))
		set(6, cql2.BooleanValue(rapid.Bool().Draw(r, "sure")))
		set(7, cql2.ListValue(rapid.SampledFrom([]string{`["a"]`, `["a","b"]`, `[]`}).Draw(r, "tags")))
		set(8, cql2.GeometryValue(relate.Of(orb.Point{float64(rapid.IntRange(-12, 12).Draw(r, "lon")) * 15, float64(rapid.IntRange(-6, 6).Draw(r, "lat")) * 15})))
	}
	return rows
}

func seenTable(t testing.TB, rows []seen) *layer.Table {
	b := layer.NewBuilder(layer.Schema{Name: "seen", Geometry: layer.Points, Columns: seenColumns}, nil, len(rows))
	for _, row := range rows {
		b.Row(row.id)
		if g := row.values[8].Geometry; g != nil {
			p := g.Geometry().(orb.Point)
			b.Point(p[0], p[1])
		}
		for c, v := range row.values[:8] {
			at := time.UnixMicro(v.From.Micros).UTC()
			switch {
			case v.Type == cql2.Unknown:
				b.Null()
			case c == 0:
				b.Text(v.Text)
			case c == 1:
				b.Integer(int64(v.Number))
			case c == 2:
				b.Number(v.Number)
			case c == 3:
				b.Date(at)
			case c == 6:
				b.Boolean(v.Number != 0)
			case c == 7:
				b.List([]string{`[]`, `["a"]`, `["a", "b"]`}[len(v.List)])
			default:
				b.Instant(at)
			}
		}
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func parse(t testing.TB, table *layer.Table, filter string) *cql2.Expr {
	t.Helper()
	e, err := cql2.ParseText(filter, cql2.NewSchema(table.Schema().Queryables()), cql2.Degrees)
	if err != nil {
		t.Fatalf("%s: %v", filter, err)
	}
	return e
}

// TestSearchAgreesWithEvaluation holds every plan, order, page and count against a plain loop over all rows.
func TestSearchAgreesWithEvaluation(t *testing.T) {
	plans := map[layer.Plan]int{}
	rapid.Check(t, func(r *rapid.T) {
		rows := drawn(r, "a", rapid.SampledFrom([]int{0, 1, 40, 90}).Draw(r, "rows"))
		if rapid.IntRange(0, 3).Draw(r, "many") == 0 { // more than are sorted whole
			small := rows
			rows = nil
			for i := range 3000 * min(1, len(small)) {
				rows = append(rows, seen{fmt.Sprintf("r%05d", i), small[i%len(small)].values})
			}
		}
		table := seenTable(t, rows)
		filter := drawFilter(r, 3)
		q := layer.Query{Filter: parse(t, table, filter), Limit: rapid.SampledFrom([]int{1, 7, 5000}).Draw(r, "limit")}
		if q.Limit == 1 && len(rows) > 100 {
			q.Limit = 400
		}
		for range rapid.IntRange(0, 2).Draw(r, "keys") {
			q.Sort = append(q.Sort, layer.SortKey{Column: rapid.IntRange(0, 7).Draw(r, "key"), Descending: rapid.Bool().Draw(r, "down")})
		}
		if rapid.IntRange(0, 3).Draw(r, "boxed") == 0 {
			q.Boxes = layer.Boxes(-30, -30, 60, 60)
		}
		var want []seen
		for _, row := range rows {
			in := q.Boxes == nil || row.values[8].Geometry == nil || q.Boxes[0].Contains(row.values[8].Geometry.Geometry().(orb.Point))
			if in && q.Filter.Eval(row).IsTrue() {
				want = append(want, row)
			}
		}
		slices.SortStableFunc(want, func(a, b seen) int { return inOrder(q.Sort, a, b) })
		wanted := []string{}
		for _, row := range want {
			wanted = append(wanted, row.id)
		}
		forward, pages := walk(t, table, q, false)
		if !slices.Equal(forward, wanted) {
			t.Fatalf("%s by %v: %v, want %v", filter, q.Sort, forward, wanted)
		}
		if backward, _ := walk(t, table, q, true); !slices.Equal(backward, wanted) {
			t.Fatalf("%s by %v, backwards: %v, want %v", filter, q.Sort, backward, wanted)
		}
		for _, p := range pages {
			plans[p.Plan]++
			if p.Matched != len(want) {
				t.Fatalf("%s: %d matched, want %d (%s)", filter, p.Matched, len(want), p.Explain)
			}
		}
	})
	if plans[layer.Candidates] == 0 || plans[layer.Sets] == 0 {
		t.Errorf("not every plan was tried: %v", plans)
	}
}

// TestLongOrders walks orders of more rows than are sorted whole, both ways.
func TestLongOrders(t *testing.T) {
	small := rapid.Custom(func(r *rapid.T) []seen { return drawn(r, "a", 60) }).Example(7)
	var rows []seen
	for i := range 4000 {
		rows = append(rows, seen{fmt.Sprintf("r%05d", i*7919%4000), small[i%len(small)].values})
	}
	slices.SortFunc(rows, func(a, b seen) int { return strings.Compare(a.id, b.id) })
	table := seenTable(t, rows)
	for column := range 8 {
		for _, down := range []bool{false, true} {
			for _, keys := range [][]layer.SortKey{{{Column: column, Descending: down}}, {{Column: column, Descending: down}, {Column: (column + 1) % 8, Descending: !down}}} {
				q := layer.Query{Sort: keys, Limit: 701, Filter: parse(t, table, "n <> 3 OR n IS NULL")}
				var wanted []string
				ordered := slices.Clone(rows)
				slices.SortStableFunc(ordered, func(a, b seen) int { return inOrder(keys, a, b) })
				for _, row := range ordered {
					if q.Filter.Eval(row).IsTrue() {
						wanted = append(wanted, row.id)
					}
				}
				for _, back := range []bool{false, true} {
					if got, _ := walk(t, table, q, back); !slices.Equal(got, wanted) {
						t.Errorf("by %v, back %v: %d rows, want %d", keys, back, len(got), len(wanted))
					}
				}
			}
		}
	}
}

func inOrder(keys []layer.SortKey, a, b seen) int {
	for _, k := range keys {
		x, y := a.values[k.Column], b.values[k.Column]
		switch {
		case x.Type == cql2.Unknown && y.Type == cql2.Unknown:
			continue
		case x.Type == cql2.Unknown:
			return 1
		case y.Type == cql2.Unknown:
			return -1
		}
		c := cql2.Compare(x, y)
		if k.Column == 7 {
			c = strings.Compare([]string{"[]", `["a"]`, `["a","b"]`}[len(x.List)], []string{"[]", `["a"]`, `["a","b"]`}[len(y.List)])
		}
		if k.Descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// walk follows the next links from the first page, or the prev links from the last.
func walk(t testing.TB, table *layer.Table, q layer.Query, back bool) (ids []string, pages []layer.Page) {
	t.Helper()
	if back {
		// The last page's end lies behind every row.
		all := q
		all.Limit = table.Len() + 1
		page, err := table.Search(t.Context(), all, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Rows) == 0 {
			return []string{}, nil
		}
		last := page.Rows[len(page.Rows)-1]
		ids = []string{table.ID(last)}
		q.Before = table.Cursor(last, q.Sort)
	} else {
		ids = []string{}
	}
	for range table.Len() + 2 {
		page, err := table.Search(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
		got := []string{}
		for _, row := range page.Rows {
			got = append(got, table.ID(row))
		}
		if back {
			ids = append(got, ids...)
			if page.Next != true && len(page.Rows) > 0 {
				t.Fatal("a page before another has no next")
			}
			if !page.Prev {
				return ids, pages
			}
			q.Before = table.Cursor(page.Rows[0], q.Sort)
			continue
		}
		ids = append(ids, got...)
		if page.Prev != (len(pages) > 1 && len(ids) > len(got)) {
			t.Fatalf("page %d: prev is %v", len(pages), page.Prev)
		}
		if !page.Next {
			return ids, pages
		}
		q.After = table.Cursor(page.Rows[len(page.Rows)-1], q.Sort)
	}
	t.Fatal("the pages do not end")
	return nil, nil
}

// TestPagesWhileDataChange holds that a walk gives each row that was there all the time exactly once, though rows are added
// and taken out, and the values that cursors name vanish.
func TestPagesWhileDataChange(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		stay, go1, go2 := drawn(r, "s", 30), drawn(r, "t", 20), drawn(r, "u", 20)
		state := func(groups ...[]seen) *layer.Table {
			all := slices.Concat(groups...)
			slices.SortFunc(all, func(a, b seen) int { return strings.Compare(a.id, b.id) })
			return seenTable(t, all)
		}
		tables := []*layer.Table{state(stay, go1), state(stay, go2), state(stay)}
		q := layer.Query{Limit: rapid.IntRange(1, 9).Draw(r, "limit")}
		for range rapid.IntRange(1, 2).Draw(r, "keys") {
			q.Sort = append(q.Sort, layer.SortKey{Column: rapid.IntRange(0, 7).Draw(r, "key"), Descending: rapid.Bool().Draw(r, "down")})
		}
		back := rapid.Bool().Draw(r, "back")
		if back {
			rows, err := tables[0].Search(t.Context(), layer.Query{Sort: q.Sort, Limit: 100}, nil)
			if err != nil {
				t.Fatal(err)
			}
			q.Before = tables[0].Cursor(rows.Rows[len(rows.Rows)-1], q.Sort)
			q.Limit = max(q.Limit, 2)
		}
		times := map[string]int{}
		if back {
			rows, _ := tables[0].Search(t.Context(), layer.Query{Sort: q.Sort, Limit: 100}, nil)
			times[tables[0].ID(rows.Rows[len(rows.Rows)-1])]++
		}
		for i := 0; ; i++ {
			table := tables[i%len(tables)]
			page, err := table.Search(t.Context(), q, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Rows {
				times[table.ID(row)]++
			}
			if back && page.Prev && len(page.Rows) > 0 {
				q.Before = table.Cursor(page.Rows[0], q.Sort)
			} else if !back && page.Next && len(page.Rows) > 0 {
				q.After = table.Cursor(page.Rows[len(page.Rows)-1], q.Sort)
			} else {
				break
			}
		}
		for _, row := range stay {
			if times[row.id] != 1 {
				t.Fatalf("%s came %d times", row.id, times[row.id])
			}
		}
	})
}

func TestSearchStops(t *testing.T) {
	rows := make([]seen, 2000)
	for i := range rows {
		rows[i] = seen{fmt.Sprintf("r%04d", i), make([]cql2.Value, 9)}
		rows[i].values[1], rows[i].values[2] = cql2.NumberValue(float64(i)), cql2.NumberValue(float64(-i))
	}
	table := seenTable(t, rows)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := table.Search(ctx, layer.Query{Filter: parse(t, table, "n > m"), Limit: 1}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if page, err := table.Search(t.Context(), layer.Query{Filter: parse(t, table, "n > m"), Limit: 1}, nil); err != nil || page.Matched != 1999 {
		t.Errorf("the stopped search left something behind: %+v, %v", page, err)
	}
}

func TestCursorsOfOthersAreRefused(t *testing.T) {
	table := seenTable(t, []seen{{"a", make([]cql2.Value, 9)}})
	for _, cursor := range []string{"a", "!!", "W10", "WyJ4Il0", strings.Repeat("A", 100)} {
		_, err := table.Search(t.Context(), layer.Query{Sort: []layer.SortKey{{Column: 1}}, After: cursor, Limit: 1}, nil)
		if !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("%q: %v", cursor, err)
		}
	}
}

func TestNear(t *testing.T) {
	rows := []seen{}
	for i, p := range []orb.Point{{36, 55}, {36.5, 55}, {179.9, 0}, {-179.9, 0}, {0, 89.99}, {90, 89.99}, {0, 90}} {
		row := seen{fmt.Sprint(i), make([]cql2.Value, 9)}
		row.values[8] = cql2.GeometryValue(relate.Of(p))
		rows = append(rows, row)
	}
	table := seenTable(t, rows)
	for _, c := range []struct {
		lon, lat, metres float64
		want             string
	}{{36, 55, 0, "0"}, {36, 55, 31_000, "0"}, {36, 55, 33_000, "0 1"}, {180, 0, 12_000, "2 3"}, {0, 90, 1200, "4 5 6"}, {-90, 89.99, 1_600, "4 6"}, {0, 0, 2.1e7, "0 1 2 3 4 5 6"}, {36, 55, -1, ""}, {36, 55, math.MaxFloat64, "0 1 2 3 4 5 6"}} {
		e := cql2.Make(cql2.Near, cql2.NewSchema(table.Schema().Queryables()).Prop(8), cql2.Const(cql2.GeometryValue(relate.New(orb.Point{c.lon, c.lat}))), cql2.Const(cql2.NumberValue(c.metres)))
		page, err := table.Search(t.Context(), layer.Query{Filter: e, Limit: 10}, nil)
		if err != nil || strings.Join(ids(table, page.Rows), " ") != c.want {
			t.Errorf("%v: %v, %v", c, ids(table, page.Rows), err)
		}
	}
}
