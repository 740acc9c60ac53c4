package ledger_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
)

// TestCountriesDoNotCollide: a day's total of one country and a night's of another may overlap in time; each counts.
func TestCountriesDoNotCollide(t *testing.T) {
	other := stated(7, "20:00/06:00", "none", "")
	other.NightOf, other.Scope, other.Zone = nil, []string{"UA"}, "Europe/Kyiv"
	other.Window.Start, other.Window.End = ledgertest.Instant("2025-08-31 10:00"), ledgertest.Instant("2025-09-01 02:00")
	l := build([]*record.Tally{stated(90, "20:00/06:00", "none", ""), other})
	if n := nightOf(t, l, night, "night", "RU"); n.Total == nil || *n.Total.Min != 90 || len(n.NotAdded) > 0 {
		t.Errorf("the night of one: got total %v, not added %+v", n.Total, n.NotAdded)
	}
	if n := nightOf(t, l, "2025-08-31", "day", "UA"); n.Total == nil || *n.Total.Min != 7 || len(n.NotAdded) > 0 {
		t.Errorf("the day of the other: got total %v, not added %+v", n.Total, n.NotAdded)
	}
}

// TestAnIncidentIsHeldAgainstTheEntryThatCoversIt, of several the one whose weapons are its own; what none covers is
// tested against nothing.
func TestAnIncidentIsHeldAgainstTheEntryThatCoversIt(t *testing.T) {
	some := tally(20, "complete", "RU-BRY 12, RU-ROS 8")
	some.Scope = []string{"RU-BRY", "RU-ROS"}
	rockets := change(as("tal-rockets", tally(3, "complete", "RU-BRY 3")), func(t *record.Tally) { t.WeaponClass, t.Scope = "missile", []string{"RU-BRY", "RU-ROS"} })
	at := func(id, place, class string) *record.Incident {
		return change(ledgertest.Incident(id, night, "1", place), func(i *record.Incident) { i.WeaponClass = class })
	}
	incidents := map[*record.Incident]string{
		at("a-beside", "RU-KLU", "uav"):      " []",
		at("b-in", "RU-BRY", "uav"):          "contained [tal-20]",
		at("c-rocket", "RU-BRY", "missile"):  "contained [tal-rockets]",
		at("d-unknown", "RU-ROS", "unknown"): "undetermined [tal-20]",
	}
	l := build([]*record.Tally{rockets, some}, slices.Collect(maps.Keys(incidents))...)
	for inc, want := range incidents {
		link, _ := l.Link(inc)
		if got := fmt.Sprint(string(link.Relation), " ", link.Tallies); got != want {
			t.Errorf("%s: got %s, want %s", inc.ID, got, want)
		}
	}
	untested := ""
	for _, n := range l.Nights() {
		for _, s := range n.Untested {
			untested += " " + s
		}
	}
	if strings.TrimSpace(untested) != "a-beside" {
		t.Errorf("untested: %s", untested)
	}
}

// TestWhatNoDistrictHolds bounds the part of a region's number that is known to no district: the item and what is told of
// the region alone, less what the districts' reports may account for.
func TestWhatNoDistrictHolds(t *testing.T) {
	sum := func(counts ...string) (s ledger.Sum) {
		for _, c := range counts {
			s = s.Plus(ledger.SumOf(ledgertest.Count(c)))
		}
		return s
	}
	for _, tc := range []struct {
		name   string
		bucket ledger.Bucket
		number string // reconciled
		rest   string // unplaced
	}{
		{"an item alone", ledger.Bucket{Claim: 6, Named: true}, "{6 6}", "{6 6}"},
		{"an item with a district in it", ledger.Bucket{Claim: 6, Named: true, Contained: ledger.Pair{Placed: sum("4")}}, "{6 6}", "{2 2}"},
		{"a district that may be in it", ledger.Bucket{Claim: 6, Named: true, Undetermined: ledger.Pair{Placed: sum("4")}}, "{6 10}", "{2 6}"},
		{"a region's report that may be in it, open", ledger.Bucket{Claim: 6, Named: true, Undetermined: ledger.Pair{Loose: sum(">=2")}}, "{6 open}", "{6 open}"},
		{"a region's report above it, of two counts", ledger.Bucket{Claim: 6, Named: true, Conflicts: ledger.Pair{Loose: sum("7", "<=5")}}, "{7 12}", "{7 12}"},
		{"a district's report above it", ledger.Bucket{Claim: 6, Named: true, Conflicts: ledger.Pair{Placed: sum("10")}}, "{10 10}", "{0 0}"},
		{"an open number in a district", ledger.Bucket{Claim: 6, Named: true, Contained: ledger.Pair{Placed: sum("?")}}, "{6 6}", "{0 5}"},
		{"outside it, of the region", ledger.Bucket{Claim: 6, Named: true, Outside: ledger.Pair{Loose: sum("3"), Placed: sum("2")}}, "{11 11}", "{9 9}"},
		{"of another country's total too", ledger.Bucket{Outside: ledger.Pair{Placed: sum("2")}}, "{2 2}", "{0 0}"},
	} {
		spell := func(s ledger.Span) string {
			if s.Open {
				return fmt.Sprintf("{%d open}", s.Min)
			}
			return fmt.Sprintf("{%d %d}", s.Min, s.Max)
		}
		if got := spell(tc.bucket.Reconciled(0)); got != tc.number {
			t.Errorf("%s: its number is %s, want %s", tc.name, got, tc.number)
		}
		if got := spell(tc.bucket.Unplaced(0)); got != tc.rest {
			t.Errorf("%s: its rest is %s, want %s", tc.name, got, tc.rest)
		}
	}
}
