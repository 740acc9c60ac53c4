package ledger_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
)

// TestUpdateIsBuild: a ledger brought up to date by changes is the one built of the records that they lead to, and what
// they did not touch is shared.
func TestUpdateIsBuild(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := inputs(t)
		l := ledger.Build(tree, in)
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			next, change := drawChange(t, in)
			updated, touched := l.Update(next, change)
			built := ledger.Build(tree, next)
			if got, want := spellLedger(updated), spellLedger(built); got != want {
				t.Fatalf("after %s:\n got %s\nwant %s", spellChange(change), got, want)
			}
			for _, b := range updated.Books() {
				before, ok := l.Book(b.Slot)
				if !slices.Contains(touched, b.Slot) && (!ok || before != b) {
					t.Errorf("%v was not touched and is not shared", b.Slot)
				}
			}
			in, l = next, updated
		}
	})
}

// drawChange takes records out, puts others in and replaces some.
func drawChange(t *rapid.T, in ledger.Input) (ledger.Input, ledger.Change) {
	var c ledger.Change
	fresh := inputs(t)
	incidents := map[string]*record.Incident{}
	for _, inc := range in.Incidents {
		incidents[inc.ID] = inc
	}
	for _, inc := range fresh.Incidents {
		if rapid.Bool().Draw(t, "left") {
			continue
		}
		if old := incidents[inc.ID]; old != nil {
			c.Gone = append(c.Gone, old)
			delete(incidents, inc.ID)
		}
		if rapid.IntRange(0, 3).Draw(t, "kept") > 0 {
			c.Come = append(c.Come, inc)
			incidents[inc.ID] = inc
		}
	}
	tallies := map[string]*record.Tally{}
	for _, tally := range in.Tallies {
		tallies[tally.ID] = tally
	}
	for _, tally := range fresh.Tallies {
		if rapid.IntRange(0, 2).Draw(t, "tally left") > 0 {
			continue
		}
		if old := tallies[tally.ID]; old != nil {
			c.Tallies = append(c.Tallies, old)
			delete(tallies, tally.ID)
		}
		if rapid.IntRange(0, 3).Draw(t, "tally kept") > 0 {
			c.Tallies = append(c.Tallies, tally)
			tallies[tally.ID] = tally
		}
	}
	next := ledger.Input{Statements: in.Statements, Documents: in.Documents}
	for _, id := range slices.Sorted(maps.Keys(incidents)) {
		next.Incidents = append(next.Incidents, incidents[id])
	}
	for _, id := range slices.Sorted(maps.Keys(tallies)) {
		next.Tallies = append(next.Tallies, tallies[id])
	}
	return next, c
}

// spellLedger writes out everything that a ledger says.
func spellLedger(l *ledger.Ledger) string {
	var s strings.Builder
	for _, b := range l.Books() {
		nights, err := json.Marshal(b.Nights())
		if err != nil {
			return err.Error()
		}
		fmt.Fprintf(&s, "%v %s\n", b.Slot, nights)
		for i := range b.Cases {
			c := &b.Cases[i]
			link, _ := l.Link(c.Incident)
			text, _ := json.Marshal(link)
			fmt.Fprintf(&s, "  %s %d %d %d %s\n", c.Incident.ID, c.Country, c.Region, c.District, text)
		}
		for _, c := range b.Coverages {
			fmt.Fprintf(&s, "  covers %v\n", c.Units)
		}
	}
	return s.String()
}

func spellChange(c ledger.Change) string {
	var s []string
	for _, inc := range c.Gone {
		s = append(s, "-"+inc.ID)
	}
	for _, inc := range c.Come {
		s = append(s, "+"+inc.ID)
	}
	for _, tally := range c.Tallies {
		s = append(s, "~"+tally.ID)
	}
	return strings.Join(s, " ")
}
