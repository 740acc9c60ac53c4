package snapshot_test

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/fault"
)

// startLive follows a log that holds the starter records.
func startLive(t *testing.T) (*memoryLog, *snapshot.Live) {
	t.Helper()
	log := newLog(first(t))
	live, err := snapshot.Open(t.Context(), log, areas(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return log, live
}

func TestAsOfGivesWhatWasHeldThen(t *testing.T) {
	log, live := startLive(t)
	before := live.Current()
	taken := before.RecordedAt()
	id := before.Incidents()[0].ID
	log.append(record.Revision{Seq: before.Head() + 1, RecordID: id, Rev: 2, Change: "retraction", RecordedAt: taken.Add(time.Second), Author: "test"})
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(live.Current().Incidents()); n != len(before.Incidents())-1 {
		t.Fatalf("%d incidents after the retraction of one of %d", n, len(before.Incidents()))
	}
	for _, text := range []string{before.Version(), taken.Format(time.RFC3339Nano)} {
		then, err := live.AsOf(t.Context(), text)
		if err != nil {
			t.Fatalf("as of %s: %v", text, err)
		}
		if then.Version() != before.Version() || len(then.Incidents()) != len(before.Incidents()) {
			t.Errorf("as of %s: version %s with %d incidents, want %s with %d", text, then.Version(), len(then.Incidents()), before.Version(), len(before.Incidents()))
		}
		if e, ok := then.Record(id); !ok || e.Retracted() {
			t.Errorf("as of %s: %s is retracted before it was", text, id)
		}
		if again, _ := live.AsOf(t.Context(), text); again != then {
			t.Errorf("as of %s: built twice", text)
		}
	}
	for _, text := range []string{live.Current().Version(), time.Now().UTC().Add(time.Hour).Format(time.RFC3339)} {
		if now, err := live.AsOf(t.Context(), text); err != nil || now != live.Current() {
			t.Errorf("as of %s is not the newest: %v", text, err)
		}
	}
	if empty, err := live.AsOf(t.Context(), "2001-01-01"); err != nil || empty.Len() != 0 {
		t.Errorf("before the first revision: %v", err)
	}
	for _, text := range []string{"yesterday", "-1", "999999999", "2025-13-01"} {
		var f *fault.FieldError
		if _, err := live.AsOf(t.Context(), text); !errors.As(err, &f) || f.Field != "as_of" || len(f.Allowed) == 0 {
			t.Errorf("as of %q: %v does not say what is allowed", text, err)
		}
	}
}

func TestARestrictionOfTodayHoldsForYesterday(t *testing.T) {
	log, live := startLive(t)
	before := live.Current()
	id := "inc-2025-08-27-kaluga-dzerzhinsky"
	if _, ok := before.Record(id); !ok {
		t.Fatalf("%s is not public at first", id)
	}
	level := "region"
	log.append(revise(t, before.Head(), &record.Restriction{Kind: record.KindRestriction, ID: "res-test", RegionID: "RU-KLU", Status: "in_force",
		CoarsestPublicLevel: &level, Statements: []string{}})...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	then, err := live.AsOf(t.Context(), before.Version())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := then.Record(id); ok {
		t.Error("what is withheld now is to be had by asking for an older version")
	}
}
