package layer_test

import (
	"fmt"
	"slices"
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/measure"
)

// changing is a table whose rows come, go and change while it is read page by page.
type changing struct {
	*layer.Table
	step int
}

// change takes out some rows that no reader may count on, changes some others in place, and adds some.
func (c *changing) change(t testing.TB) {
	c.step++
	b := layer.NewBuilder(*c.Schema(), nil, 20)
	var gone []string
	add := func(id string, from int32) {
		b.Row(id)
		lon, lat, _ := c.Point(from)
		b.Point(lon, lat)
		start, end, _ := c.Interval(from)
		b.Interval(start, end)
		for _, column := range []int{0, 1} {
			text, _ := c.Column(column).At(from)
			b.Text(text)
		}
		b.Integer(int64(c.step % 30))
		b.Text(fmt.Sprintf("later %d %s", c.step, id))
		b.Number(float64(c.step))
		b.Date(day)
		b.Instant(day)
		b.Instant(day)
		b.List(`["a"]`)
	}
	ids := map[string]int32{}
	for i := range 10 {
		from := int32((c.step*7919 + i*104_729) % c.Len())
		switch id := c.ID(from); {
		case i < 3 && len(id) > len("inc-0000000"): // one that came later
			gone = append(gone, id)
		case i < 3:
			ids[id+"-x"] = from
		case len(id) > len("inc-0000000"):
			ids[id] = from
		}
	}
	sorted := make([]string, 0, len(ids))
	for id := range ids {
		if !slices.Contains(gone, id) {
			sorted = append(sorted, id)
		}
	}
	slices.Sort(sorted)
	for _, id := range sorted {
		add(id, ids[id])
	}
	rows, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if c.Table, err = c.Revise(gone, rows); err != nil {
		t.Fatal(err)
	}
}

// deep follows next from the first page on while the table changes, and says how often each lasting row was met.
func deep(t testing.TB, c *changing, filter string, order []layer.SortKey, limit, every, most int, page func(number int, find func() layer.Page) layer.Page) (met map[string]int, pages int) {
	t.Helper()
	e, err := cql2.ParseText(filter, cql2.NewSchema(c.Schema().Queryables()), cql2.Degrees)
	if err != nil {
		t.Fatal(err)
	}
	q, met := layer.Query{Filter: e, Sort: order, Limit: limit}, map[string]int{}
	for pages < most {
		found := page(pages, func() layer.Page {
			p, err := c.Search(t.Context(), q, nil)
			if err != nil {
				t.Fatal(err)
			}
			return p
		})
		pages++
		for _, row := range found.Rows {
			met[c.ID(row)]++
		}
		if !found.Next {
			break
		}
		if q.After = c.Cursor(found.Rows[len(found.Rows)-1], order); pages%every == 0 {
			c.change(t)
		}
	}
	return met, pages
}

// TestDeepPagesWhileRowsChange follows next to the end while rows come, go and change: each row that stays as it was and matches is
// met once, in the order of ids and in two others.
func TestDeepPagesWhileRowsChange(t *testing.T) {
	const filter = "region IN ('RU-07','RU-08','RU-09') OR n < 6"
	for _, order := range [][]layer.SortKey{nil, {{Column: 3}}, {{Column: 4, Descending: true}, {Column: 2}}} {
		first := incidents(20_000)
		c := &changing{Table: first}
		met, pages := deep(t, c, filter, order, 3, 5, 1<<30, func(_ int, find func() layer.Page) layer.Page { return find() })
		e, err := cql2.ParseText(filter, cql2.NewSchema(first.Schema().Queryables()), cql2.Degrees)
		if err != nil {
			t.Fatal(err)
		}
		lasting := 0
		for _, row := range rowByRow(first, layer.Query{Filter: e}) {
			if lasting++; met[first.ID(row)] != 1 {
				t.Errorf("by %v: %s was met %d times", order, first.ID(row), met[first.ID(row)])
			}
		}
		if pages < 1000 || c.step < 200 || c.Len() == first.Len() {
			t.Errorf("by %v: %d pages, %d changes, %d rows", order, pages, c.step, c.Len())
		}
		t.Logf("by %v: %d rows in %d pages, %d changes", order, lasting, pages, c.step)
	}
}

// BenchmarkDeepPages follows next over a million rows for 10,000 pages of 50: what the first hundred pages take and the last, while
// nothing changes, and while rows change every 500 pages (what is then counted anew is told by itself).
func BenchmarkDeepPages(b *testing.B) {
	for _, order := range [][]layer.SortKey{nil, {{Column: 3}}} {
		for _, every := range []int{1 << 30, 500} {
			b.Run(fmt.Sprintf("by %v, changed every %d pages", order, every), func(b *testing.B) {
				for b.Loop() {
					c := &changing{Table: million()}
					var first, last, fresh float64
					var freshes int
					_, pages := deep(b, c, "n <> 3 AND region <> 'RU-07'", order, 50, every, 10_000, func(number int, find func() layer.Page) layer.Page {
						before := measure.Processor(b)
						page := find()
						took := float64((measure.Processor(b) - before).Nanoseconds()) / 1e3
						switch {
						case number%every == 0:
							fresh, freshes = fresh+took, freshes+1
						case number <= 100:
							first += took / 100
						case number >= 9900:
							last += took / 100
						}
						return page
					})
					if pages != 10_000 {
						b.Fatalf("%d pages", pages)
					}
					b.ReportMetric(first, "first-µs")
					b.ReportMetric(last, "last-µs")
					b.ReportMetric(fresh/float64(freshes), "after-a-change-µs")
				}
			})
		}
	}
}
