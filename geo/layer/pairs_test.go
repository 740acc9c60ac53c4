package layer_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// numbered are rows with two columns of few numbers, some of them unknown, and one of few texts.
func numbered(t testing.TB, r *rand.Rand, n int) *layer.Table {
	b := layer.NewBuilder(layer.Schema{Name: "numbered", Columns: []layer.Column{{Name: "a", Type: layer.Integer}, {Name: "b", Type: layer.Number}, {Name: "c", Type: layer.Text}}}, nil, n)
	for i := range n {
		b.Row(fmt.Sprintf("r%05d", i))
		if r.IntN(12) == 0 {
			b.Null()
		} else {
			b.Integer(int64(r.IntN(20) - 5))
		}
		if r.IntN(9) == 0 {
			b.Null()
		} else {
			b.Number(float64(r.IntN(200)-60) / 4)
		}
		b.Text(string(rune('p' + r.IntN(4))))
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// ofPairs draws a filter of two columns, and now and then of a third.
func ofPairs(r *rand.Rand, depth int) string {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	if depth == 0 {
		term := pick("a", "b", "a + b", "b - a * 2", "b / (a - 3)", "b % (a + 1)", "b div 2 + a", "a * b", "-b", "a * a - b", "a ^ 2 - b")
		number := fmt.Sprint(float64(r.IntN(60)-20) / 2)
		switch r.IntN(9) {
		case 0:
			return pick("a", "b") + pick(" IS NULL", " IS NOT NULL")
		case 1:
			return fmt.Sprintf("%s BETWEEN %s AND %s", term, pick("a", "b", number), pick("b + 3", "a * 2", number))
		case 2:
			return fmt.Sprintf("%s IN (%s,%d,2.5)", pick("a", "b"), number, r.IntN(9))
		case 3:
			return pick("c = 'p'", "c > 'q'")
		}
		return fmt.Sprintf("%s %s %s", term, pick("<", "<=", "=", "<>", ">=", ">"), pick("a", "b", "a + 1", number, number))
	}
	parts := make([]string, 2+r.IntN(3))
	for i := range parts {
		parts[i] = ofPairs(r, r.IntN(depth))
	}
	all := "(" + strings.Join(parts, pick(" AND ", " OR ")) + ")"
	if r.IntN(3) == 0 {
		return "NOT " + all
	}
	return all
}

// TestPairsOfValues asks random filters of two columns, of their pairs of values and of each row by itself; OBLAST_TEST_FILTERS asks for
// another number.
func TestPairsOfValues(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	table := numbered(t, r, 7000)
	schema := cql2.NewSchema(table.Schema().Queryables())
	filters, byPairs := 400, 0
	if n, err := strconv.Atoi(os.Getenv("OBLAST_TEST_FILTERS")); err == nil {
		filters = n
	}
	for range filters {
		text := ofPairs(r, 1+r.IntN(3))
		e, err := cql2.ParseText(text, schema, cql2.Degrees)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		q := layer.Query{Filter: e, Limit: 50}
		want := rowByRow(table, q)
		page, err := table.Search(t.Context(), q, nil)
		if err != nil || page.Matched != len(want) || !slices.Equal(page.Rows, want[:min(50, len(want))]) || page.Next != (len(want) > 50) {
			t.Fatalf("%s: %d matched, want %d; %v (%s)", text, page.Matched, len(want), err, page.Explain)
		}
		all, err := table.Matches(t.Context(), q)
		if err != nil || !slices.Equal(all, want) {
			t.Fatalf("%s: %d rows, want %d; %v (%s)", text, len(all), len(want), err, page.Explain)
		}
		if strings.Contains(page.Explain, "pairs of values") {
			byPairs++
		}
	}
	if byPairs < filters/4 {
		t.Errorf("only %d filters were decided by pairs of values", byPairs)
	}
}
