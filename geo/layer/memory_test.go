package layer_test

import (
	"fmt"
	"testing"

	"oblast/geo/layer"
)

// TestRemembersNoMoreThanItMay asks many different filters, those too whose answers are large: what a table remembers of them stays
// below what it may.
func TestRemembersNoMoreThanItMay(t *testing.T) {
	table := incidents(20_000)
	for i := range 600 {
		filter := nasty(t, table, fmt.Sprintf("NOT (n = %d OR m < %d) AND title NOT LIKE '%%%d %%' OR title LIKE '%%re%%%d%%'", i%30, i, i, i%10), i)
		for _, sort := range [][]layer.SortKey{nil, {{Column: 6, Descending: true}}} {
			if _, err := table.Search(t.Context(), layer.Query{Filter: filter, Limit: 10, Sort: sort}, nil); err != nil {
				t.Fatal(err)
			}
		}
		if entries, bytes := table.Remembered(); entries > layer.MaxAnswers || bytes > layer.MaxHeldBytes {
			t.Fatalf("after %d filters %d answers and sets are remembered, %d bytes", i, entries, bytes)
		}
	}
	if entries, bytes := table.Remembered(); entries < layer.MaxAnswers/2 || bytes <= 0 {
		t.Errorf("only %d answers and sets are remembered, %d bytes", entries, bytes)
	}
}
