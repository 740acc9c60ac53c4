package layer_test

import (
	"slices"
	"sync"
	"testing"

	"oblast/geo/layer"
)

// TestManyAskTheSameAtOnce asks for pages of one filter from many sides at once: what is remembered of it is read by all of them.
func TestManyAskTheSameAtOnce(t *testing.T) {
	table := incidents(9000)
	for _, filter := range []string{"title LIKE '%re%' AND n > 3 AND class <> 'a'", "NOT (region = 'RU-07' OR class = 'c')", "(m < 2000 OR n IN (1,2,3)) AND S_INTERSECTS(geometry, BBOX(20,40,70,70))"} {
		q := layer.Query{Filter: nasty(t, table, filter, 1)}
		want := rowByRow(table, q)
		if len(want) < 1000 {
			t.Fatalf("%s matches %d rows, too few to be found again", filter, len(want))
		}
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				for at := i; at < len(want); at += 700 {
					page, err := table.Search(t.Context(), layer.Query{Filter: q.Filter, Limit: 20, After: table.ID(want[at])}, nil)
					if err != nil || page.Matched != len(want) || !slices.Equal(page.Rows, want[at+1:min(at+21, len(want))]) {
						t.Errorf("%s after %d: %v, %d matched, want %d; %v", filter, at, page.Rows, page.Matched, len(want), err)
					}
				}
				sorted, err := table.Search(t.Context(), layer.Query{Filter: q.Filter, Limit: 20, Sort: []layer.SortKey{{Column: 2}}}, nil)
				if err != nil || sorted.Matched != len(want) {
					t.Errorf("%s in an order: %d matched, want %d; %v", filter, sorted.Matched, len(want), err)
				}
			})
		}
		all.Wait()
	}
}
