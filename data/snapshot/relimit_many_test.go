package snapshot_test

import (
	"fmt"
	"log/slog"
	"testing"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// TestManyUnderRestrictions: so many records that all cores share the work are told, through restrictions that come and end
// and corrections under them, as a snapshot built of the whole log tells them, today and as of earlier versions.
func TestManyUnderRestrictions(t *testing.T) {
	empty := build(t, nil)
	log := newLog(many(t, 9000))
	live, err := snapshot.Open(t.Context(), log, areas(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	rule := func(id, region, level, delay string) *record.Restriction {
		x := limitOn(level, delay)
		x.ID, x.RegionID = id, region
		return x
	}
	correction := incident("inc-0004200", "RU-BRY") // of what was in Kaluga
	correction.Statements[0] = "st-RU-BRY"
	for n, rec := range []record.Record{rule("res-a", "RU-KLU", "region", ""), rule("res-b", "RU-TUL", "", "72h"), correction,
		rule("res-c", "RU-BRY", "settlement", ""), nil} {
		head := live.Current().Head()
		rev := record.Revision{Seq: head + 1, RecordID: "res-a", Rev: 2, Change: "retraction", RecordedAt: recorded, Author: "test", SHA256: fmt.Sprintf("%064x", head)}
		if rec != nil {
			rev = revise(t, head, rec)[0]
		}
		log.append(rev)
		if err := live.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		built, err := snapshot.BuildBeside(t.Context(), empty, recorded, log.revs)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := everything(live.Current()), everything(built); got != want {
			t.Fatalf("after step %d:\n%s", n, firstDifference(got, want))
		}
	}
	for _, seq := range []int64{3000, 9016} {
		past, err := live.AsOf(t.Context(), fmt.Sprint(seq))
		if err != nil {
			t.Fatal(err)
		}
		was, err := snapshot.BuildPast(t.Context(), empty, recorded, log.revs, seq)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := everything(past), everything(was); got != want {
			t.Fatalf("as of %d:\n%s", seq, firstDifference(got, want))
		}
	}
}
