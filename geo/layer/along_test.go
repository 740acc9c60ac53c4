package layer_test

import (
	"fmt"
	"slices"
	"testing"

	"oblast/geo/layer"
)

// TestMatchesThatLieTogetherInTheOrder walks orders in which matches have long stretches of other rows before, between and behind
// them, both ways, among them rows without a value.
func TestMatchesThatLieTogetherInTheOrder(t *testing.T) {
	const n = 60_000
	in := func(i int) bool { return i >= 19_000 && i < 20_600 || i >= 41_000 && i < 41_003 || i == n-1 }
	rows, value := make([]row, n), func(i int) int { return i * 7919 % n }
	for i := range rows {
		rows[i] = row{id: fmt.Sprintf("r%05d", i), region: "no", class: "a", n: int64(value(i)), start: day, end: day}
		if in(value(i)) {
			rows[i].region = "yes"
		}
		if i%20_001 == 7 {
			rows[i].n, rows[i].region = -1, "yes" // null
		}
	}
	table := points(t, rows)
	for _, down := range []bool{false, true} {
		var matching []int
		for i := range rows {
			if rows[i].region == "yes" {
				matching = append(matching, i)
			}
		}
		slices.SortStableFunc(matching, func(a, b int) int {
			x, y := rows[a].n, rows[b].n
			switch {
			case x == y:
				return 0
			case x < 0 || y >= 0 && (x > y) != down:
				return 1
			}
			return -1
		})
		var wanted []string
		for _, i := range matching {
			wanted = append(wanted, rows[i].id)
		}
		for _, keys := range [][]layer.SortKey{{{Column: 2, Descending: down}}, {{Column: 2, Descending: down}, {Column: 3}}} {
			for _, limit := range []int{1, 400, 5000} {
				q := layer.Query{Sort: keys, Limit: limit, Filter: parse(t, table, "region = 'yes'")}
				if limit == 1 { // each row would be a page of its own
					page, err := table.Search(t.Context(), q, nil)
					if err != nil || len(page.Rows) != 1 || table.ID(page.Rows[0]) != wanted[0] || !page.Next || page.Prev || page.Matched != len(wanted) {
						t.Errorf("by %v: %+v, %v, want %s", keys, page, err, wanted[0])
					}
					continue
				}
				for _, back := range []bool{false, true} {
					if got, _ := walk(t, table, q, back); !slices.Equal(got, wanted) {
						t.Errorf("by %v, back %t, %d a page: %d rows, want %d", keys, back, limit, len(got), len(wanted))
					}
				}
			}
		}
	}
}

// TestRangesOfOneColumnAreOne holds conditions that bound a column from several sides against their meaning.
func TestRangesOfOneColumnAreOne(t *testing.T) {
	rows := make([]row, 500)
	for i := range rows {
		rows[i] = row{id: fmt.Sprintf("r%03d", i), region: fmt.Sprint(i % 7), class: "b", n: int64(i%90) - 1, start: day, end: day}
	}
	table := points(t, rows)
	for _, filter := range []string{"n > 10 AND n < 20", "n >= 30 AND n <= 30", "n > 50 AND n < 40", "n > 5 AND n > 9 AND n < 88 AND n <= 70 AND region > '2' AND region < '5'",
		"NOT (n > 10 AND n < 20)", "NOT (n > 50 AND n < 40) AND n < 60", "(n > 10 AND n < 20) OR (n > 15 AND n < 30)", "n < 20 AND (n > 10 OR n IS NULL)", "NOT (n < 20 AND n > 10 AND region = '3')"} {
		q := layer.Query{Filter: parse(t, table, filter), Limit: len(rows)}
		var wanted []string
		for i := range rows {
			if q.Filter.Eval(&naiveRow{t: table, row: int32(i)}).IsTrue() {
				wanted = append(wanted, rows[i].id)
			}
		}
		if got, _ := walk(t, table, q, false); !slices.Equal(got, wanted) && len(got)+len(wanted) > 0 {
			t.Errorf("%s: %v, want %v", filter, got, wanted)
		}
	}
}
