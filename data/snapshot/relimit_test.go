package snapshot_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// TestTimePassingIsBuilding: a snapshot from which delays ran out one by one, or came into force again because a clock
// stepped back, says what one built at that time says, and knows when the next runs out.
func TestTimePassingIsBuilding(t *testing.T) {
	empty := build(t, nil)
	rapid.Check(t, func(rt *rapid.T) {
		w := &writer{t: rt, rev: map[string]int{}, limited: true}
		w.records(said()...)
		for i, unit := range []string{"RU-KLU", "RU-BRY", "RU-KLU"}[:rapid.IntRange(1, 3).Draw(rt, "restrictions")] {
			x := limitOn(w.pick("coarsest", "", "region"), w.pick("delay", "24h", "48h", "72h"))
			x.ID, x.RegionID = fmt.Sprint("res-", i), unit
			w.records(x)
		}
		for range rapid.IntRange(3, 12).Draw(rt, "changes") {
			w.change()
		}
		now := record.NewDate(2025, time.August, 27).Time()
		s, err := snapshot.BuildBeside(t.Context(), empty, now, w.revs)
		if err != nil {
			rt.Fatal(err)
		}
		for range 4 {
			now = now.Add(time.Duration(rapid.IntRange(-6, 40).Draw(rt, "hours")) * time.Hour)
			if s, err = snapshot.At(t.Context(), s, now); err != nil {
				rt.Fatal(err)
			}
			built, err := snapshot.BuildBeside(t.Context(), empty, now, w.revs)
			if err != nil {
				rt.Fatal(err)
			}
			if got, want := everything(s), everything(built); got != want {
				rt.Fatalf("at %v:\n%s", now, firstDifference(got, want))
			}
			if got, want := snapshot.Due(s), snapshot.Due(built); !got.Equal(want) {
				rt.Fatalf("at %v the next becomes public at %v, want %v", now, got, want)
			}
			if q := unlikeTotals(s, built); q != nil {
				rt.Fatalf("at %v the totals differ for %+v", now, *q)
			}
		}
	})
}
