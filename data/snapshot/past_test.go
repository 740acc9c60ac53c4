package snapshot_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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
	log.append(revise(t, before.Head(), incident("inc-later", "RU-BRY"))...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked, err := live.AsOf(t.Context(), before.Version()) // kept, and told from then on only as far as it may be
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := asked.Record(id); !ok {
		t.Fatalf("%s was not public before the restriction", id)
	}
	level := "region"
	log.append(revise(t, before.Head()+1, &record.Restriction{Kind: record.KindRestriction, ID: "res-test", RegionID: "RU-KLU", Status: "in_force",
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

// A clock that stepped back does not reorder the log: the state at a time is what stood before the first later revision.
func TestAsOfATimeWhenTheClockSteppedBack(t *testing.T) {
	start := time.Date(2025, 11, 24, 12, 0, 0, 0, time.UTC)
	revs := revise(t, 0, said()...)
	for i, minute := range []int{0, 5, 3, 4, 9} {
		if i >= len(revs) {
			revs = append(revs, revise(t, int64(i), incident("inc-"+string(rune('a'+i)), "RU-KLU"))...)
		}
		revs[i].RecordedAt = start.Add(time.Duration(minute) * time.Minute)
	}
	live, err := snapshot.Open(t.Context(), newLog(revs), areas(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for minute, want := range map[int]int64{-1: 0, 0: 1, 3: 1, 4: 1, 5: 4, 8: 4, 9: 5, 60: 5} {
		s, err := live.AsOf(t.Context(), start.Add(time.Duration(minute)*time.Minute).Format(time.RFC3339))
		if err != nil || s.Head() != want {
			t.Errorf("after %d minutes: revision %d, want %d; %v", minute, s.Head(), want, err)
		}
	}
}

// However many ask for older states at once, one is built at a time, few wait, and the others are told to come again.
func TestManyOlderStatesAtOnce(t *testing.T) {
	log, live := startLive(t)
	log.append(revise(t, live.Current().Head(), said()...)...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	const many = 60
	var wg sync.WaitGroup
	var built, refused atomic.Int64
	for i := range many {
		wg.Go(func() {
			s, err := live.AsOf(context.Background(), strconv.Itoa(100+i))
			switch {
			case err == nil && s.Head() == int64(100+i):
				built.Add(1)
			case errors.Is(err, fault.ErrUnavailable) && strings.Contains(err.Error(), "try again"):
				refused.Add(1)
			default:
				t.Errorf("as of %d: %v", 100+i, err)
			}
		})
	}
	wg.Wait()
	if built.Load() < 1 || refused.Load() < 1 {
		t.Errorf("%d built, %d refused of %d at once", built.Load(), refused.Load(), many)
	}
	if _, err := live.AsOf(t.Context(), "77"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := live.AsOf(ctx, "78"); !errors.Is(err, context.Canceled) {
		t.Errorf("of a request that was given up: %v", err)
	}
}

// A rule that comes into force holds for older states that were built before it, and for what was recorded before the
// incident that it hides.
func TestARestrictionOfTodayHoldsForWhatWasAskedBefore(t *testing.T) {
	log, live := startLive(t)
	before := live.Current()
	head := before.Head()
	log.append(revise(t, head, append(said(), incident("inc-near", "RU-KLU.563697"))...)...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, told := range []bool{true, false} {
		for id, version := range map[string]int64{"doc-test": head + 3, "st-test": head + 3, "inc-2025-08-27-kaluga-dzerzhinsky": head} {
			then, err := live.AsOf(t.Context(), strconv.FormatInt(version, 10))
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := then.Record(id); ok != told {
				t.Errorf("as of %d, %s is told: %v", version, id, ok)
			}
			if whole := strconv.FormatInt(version, 10); (then.State() == whole) != told {
				t.Errorf("as of %d the state is named %s, whatever is withheld", version, then.State())
			}
		}
		level := "region"
		log.append(revise(t, live.Current().Head(), &record.Restriction{Kind: record.KindRestriction, ID: "res-test", RegionID: "RU-KLU", Status: "in_force", CoarsestPublicLevel: &level, Statements: []string{}})...)
		if err := live.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
