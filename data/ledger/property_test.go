package ledger_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
)

// inputs draws records for a property.
func inputs(t *rapid.T) ledger.Input { return ledgertest.Records(t) }

func TestOrderChangesNothing(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := inputs(t)
		want, err := json.Marshal(ledger.Build(tree, in).Nights())
		if err != nil {
			t.Fatal(err)
		}
		in.Incidents = rapid.Permutation(in.Incidents).Draw(t, "incidents' order")
		in.Tallies = rapid.Permutation(in.Tallies).Draw(t, "tallies' order")
		got, _ := json.Marshal(ledger.Build(tree, in).Nights())
		if string(got) != string(want) {
			t.Errorf("in another order\n got %s\nwant %s", got, want)
		}
	})
}

// within reports whether low <= n <= high, an end that is nil being open.
func within(n int64, low, high *int64) bool {
	return (low == nil || *low <= n) && (high == nil || n <= *high)
}

func TestBoundsOfNights(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		for _, n := range ledger.Build(tree, inputs(t)).Nights() {
			if n.Total == nil {
				continue
			}
			if r := n.NotInIncidents; *r.Min < 0 || r.Max != nil && *r.Min > *r.Max || !within(*r.Min, nil, n.Total.Max) {
				t.Errorf("%v: %s of %s are not in incidents", n.Parts, spell(r.Min, r.Max), spell(n.Total.Min, n.Total.Max))
			}
			checkLadder(t, n)
			for _, row := range n.Regions {
				if r := row.Reconciled; r != nil && r.Max != nil && *r.Min > *r.Max {
					t.Errorf("%s: reconciled %s", row.RegionID, spell(r.Min, r.Max))
				}
				if c, r := row.Claimed, row.Reconciled; c != nil && r != nil && !within(*c.Min, nil, r.Max) {
					t.Errorf("%s: claimed %d, reconciled %s", row.RegionID, *c.Min, spell(r.Min, r.Max))
				}
				if (row.Status == "value" || row.Status == "zero") != (row.Reconciled != nil) {
					t.Errorf("%s: status %s, reconciled %v", row.RegionID, row.Status, row.Reconciled)
				}
			}
		}
	})
}

// checkLadder holds the levels against the total: their minima never above it, their maxima never below.
func checkLadder(t *rapid.T, n ledger.Night) {
	var low, high int64
	open := false
	for _, level := range []ledger.Range{n.Ladder.Settlement, n.Ladder.District, n.Ladder.Region, n.Ladder.Water, n.Ladder.Composite, n.Ladder.Country} {
		if *level.Min < 0 || level.Max != nil && *level.Max < *level.Min {
			t.Errorf("%v: a level of %s", n.Parts, spell(level.Min, level.Max))
		}
		low += *level.Min
		if open = open || level.Max == nil; !open {
			high += *level.Max
		}
	}
	if n.Total.Max != nil && low > *n.Total.Max || !open && high < *n.Total.Min {
		t.Errorf("%v: levels from %d to %d, total %s", n.Parts, low, high, spell(n.Total.Min, n.Total.Max))
	}
}

func TestEveryInterceptionIsListedOnce(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := inputs(t)
		l := ledger.Build(tree, in)
		var got []string
		for _, n := range l.Nights() {
			got = append(got, n.Untested...)
			for relation, list := range map[string][]ledger.Linked{ledger.Contained: n.Contained, ledger.Overlaps: n.Overlaps,
				ledger.Outside: n.Outside, ledger.Conflicts: n.Conflicts, ledger.Undetermined: n.Undetermined} {
				for _, x := range list {
					got = append(got, x.ID)
					if link, _ := ledgertest.Link(l, x.ID); link.Relation != relation || !slices.Equal(link.Tallies, n.Parts) {
						t.Errorf("%s: listed as %s of %v, linked as %s of %v", x.ID, relation, n.Parts, link.Relation, link.Tallies)
					}
				}
			}
		}
		var want []string
		for _, inc := range in.Incidents {
			if inc.IsInterception && inc.Grade != "discounted" {
				want = append(want, inc.ID)
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		counted := map[string]int{}
		for _, n := range l.Nights() {
			for _, id := range n.Parts {
				counted[id]++
			}
			for _, x := range n.NotAdded {
				counted[x.ID]++
			}
		}
		for _, tally := range in.Tallies {
			if want := map[bool]int{true: 1}[tally.Metric == "intercepted"]; counted[tally.ID] != want {
				t.Errorf("%s is listed %d times", tally.ID, counted[tally.ID])
			}
		}
	})
}

// TestContainedNeverAboveItem: what is contained, with what may be, is never counted above the region's item.
func TestContainedNeverAboveItem(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		l := ledger.Build(tree, inputs(t))
		for _, book := range l.Books() {
			for _, a := range book.Accounts {
				for i := range a.Buckets {
					b := &a.Buckets[i]
					if b.Named && b.Contained.All().Min > b.Claim {
						t.Errorf("%s: contained %d of an item of %d", b.ID, b.Contained.All().Min, b.Claim)
					}
				}
			}
		}
	})
}
