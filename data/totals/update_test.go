package totals_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// TestUpdateIsBuild: a cube brought up to date night by night gives the rows of one built of the records that the
// changes lead to, on every level, measure, basis and period.
func TestUpdateIsBuild(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := ledgertest.Records(t)
		l, c := cubeOf(tree, in)
		for range rapid.IntRange(1, 3).Draw(t, "steps") {
			next := ledgertest.Records(t)
			if rapid.Bool().Draw(t, "incidents alone") {
				next.Tallies = in.Tallies
			}
			change := ledger.Change{Gone: in.Incidents, Come: next.Incidents, Tallies: append(append([]*record.Tally{}, in.Tallies...), next.Tallies...)}
			if rapid.Bool().Draw(t, "one incident") && len(in.Incidents) > 0 {
				next.Tallies, next.Incidents = in.Tallies, in.Incidents[1:]
				change = ledger.Change{Gone: in.Incidents[:1]}
			}
			var touched []ledger.Slot
			l, touched = l.Update(next, change)
			c = c.Update(next, l, touched)
			_, built := cubeOf(tree, next)
			for _, q := range queriesOfAll() {
				if got, want := c.Rows(q), built.Rows(q); !slices.Equal(got, want) {
					t.Fatalf("touched %v, %+v:\n got %v\nwant %v", touched, q, got, want)
				}
				if got, want := c.SingleNightValues(q), built.SingleNightValues(q); !slices.Equal(got, want) {
					t.Fatalf("touched %v, %+v, single nights:\n got %v\nwant %v", touched, q, got, want)
				}
			}
			in = next
		}
	})
}

// queriesOfAll are those of every measure, basis and level over a few periods.
func queriesOfAll() (queries []totals.Query) {
	middle := ledgertest.Date("2025-08-26")
	for _, measure := range totals.Measures {
		for _, basis := range totals.Bases(measure) {
			for level := range region.Level(3) {
				q := totals.Query{Level: level, Measure: measure, Basis: basis, Within: region.None}
				for _, days := range []record.Date{0, 1} {
					q.From, q.To = middle-days, middle+days
					queries = append(queries, q)
				}
				q.Whole = true
				queries = append(queries, q)
				q.Part = "day"
				queries = append(queries, q)
			}
		}
	}
	return queries
}
