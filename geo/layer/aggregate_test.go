package layer_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// TestAggregateAgreesWithPlainSums holds groups and measures against a plain loop, and that counts add up to all rows.
func TestAggregateAgreesWithPlainSums(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rows := drawn(r, "a", rapid.SampledFrom([]int{0, 1, 80}).Draw(r, "rows"))
		table := seenTable(t, rows)
		by := rapid.SampledFrom([][]int{{}, {0}, {3}, {0, 6}, {6, 3, 0}}).Draw(r, "by")
		measures := []layer.Measure{{Kind: layer.Count, Column: -1}, {Kind: layer.Count, Column: 1}, {Kind: layer.Sum, Column: 1}, {Kind: layer.Mean, Column: 2}, {Kind: layer.Least, Column: 3}, {Kind: layer.Greatest, Column: 0}}
		filter := parse(t, table, drawFilter(r, 1))
		got, err := table.Aggregate(t.Context(), layer.Query{Filter: filter}, by, measures)
		if err != nil {
			t.Fatal(err)
		}
		type sums struct {
			n, known   int
			sum, means float64
			m          int
			least      cql2.Value
			greatest   cql2.Value
		}
		want := map[string]*sums{}
		if len(by) == 0 {
			want[""] = &sums{}
		}
		total := 0
		for _, row := range rows {
			if !filter.Eval(row).IsTrue() {
				continue
			}
			total++
			key := ""
			for _, c := range by {
				key += fmt.Sprint(row.values[c].Type, row.values[c].Text, row.values[c].From, row.values[c].Number, ";")
			}
			s := want[key]
			if s == nil {
				s = &sums{}
				want[key] = s
			}
			s.n++
			if v := row.values[1]; v.Type != cql2.Unknown {
				s.known++
				s.sum += v.Number
			}
			if v := row.values[2]; v.Type != cql2.Unknown {
				s.m++
				s.means += v.Number
			}
			if v := row.values[3]; v.Type != cql2.Unknown && (s.least.Type == cql2.Unknown || cql2.Compare(v, s.least) < 0) {
				s.least = v
			}
			if v := row.values[0]; v.Type != cql2.Unknown && (s.greatest.Type == cql2.Unknown || cql2.Compare(v, s.greatest) > 0) {
				s.greatest = v
			}
		}
		if got.Len() != len(want) {
			t.Fatalf("%d groups, want %d", got.Len(), len(want))
		}
		counted := 0
		var before []uint32
		for i := range got.Len() {
			key := ""
			for j, c := range by {
				v := table.Column(c).Value(got.Keys(i)[j])
				key += fmt.Sprint(v.Type, v.Text, v.From, v.Number, ";")
			}
			s, res := want[key], got.Of(i)
			if s == nil {
				t.Fatalf("group %s is none", key)
			}
			counted += int(res[0].Number)
			least, greatest := table.Column(3).Value(res[4].Code), table.Column(0).Value(res[5].Code)
			if int(res[0].Number) != s.n || int(res[1].Number) != s.known || res[2].Known != (s.known > 0) || res[2].Number != s.sum ||
				res[3].Known != (s.m > 0) || s.m > 0 && res[3].Number != s.means/float64(s.m) ||
				res[4].Known != (s.least.Type != cql2.Unknown) || res[4].Known && cql2.Compare(least, s.least) != 0 ||
				res[5].Known != (s.greatest.Type != cql2.Unknown) || res[5].Known && cql2.Compare(greatest, s.greatest) != 0 {
				t.Fatalf("group %s: %+v, want %+v", key, res, s)
			}
			if slices.Equal(before, got.Keys(i)) && len(by) > 0 {
				t.Fatalf("group %s comes twice", key)
			}
			before = got.Keys(i)
		}
		if counted != total {
			t.Fatalf("counts add up to %d of %d rows", counted, total)
		}
	})
}
