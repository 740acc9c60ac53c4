package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
)

func memory(t *testing.T) store.Log {
	t.Helper()
	log, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	return log
}

func appender(t *testing.T, log store.Log) *store.Appender {
	t.Helper()
	a, err := store.NewAppender(t.Context(), log, func(id string) bool { return id == "RU" || id == "RU-KLU" })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func document(id string, from ...string) store.Change {
	return change(&record.Document{Kind: record.KindDocument, ID: id, PublisherRole: "other", DerivedFrom: append([]string{}, from...)})
}

func statement(id, document string) store.Change {
	return change(&record.Statement{Kind: record.KindStatement, ID: id, Document: document, SpeakerRole: "governor", Checks: []record.Check{}})
}

func tally(id, statement, region string) store.Change {
	return change(&record.Tally{Kind: record.KindTally, ID: id, Metric: "intercepted", Count: record.Exact(3), WindowBasis: "phrase_only",
		Zone: "Europe/Moscow", WeaponClass: "uav", Scope: []string{region}, Split: "none", Items: []record.TallyItem{},
		Statements: []string{statement}, Checks: []record.Check{}, Status: "ok"})
}

func change(r record.Record) store.Change {
	return store.Change{Change: store.Create, Record: r, Author: "a test", Reason: "to test"}
}

func TestAppenderChecksReferences(t *testing.T) {
	log := memory(t)
	a := appender(t, log)
	if head, err := a.Append(t.Context(), 0, []store.Change{document("d"), statement("s", "d")}); err != nil || head != 2 {
		t.Fatalf("got %d, %v", head, err)
	}
	invalid := document("x")
	invalid.Record.(*record.Document).PublisherRole = "blog"
	updated := document("d")
	updated.Change = "update"
	for _, tc := range []struct {
		name    string
		changes []store.Change
		want    []string // pointers of the faults
	}{
		{"to the log", []store.Change{tally("t1", "s", "RU")}, nil},
		{"forward inside the batch", []store.Change{tally("t2", "s2", "RU"), statement("s2", "d2"), document("d2", "d")}, nil},
		{"to nothing", []store.Change{statement("s3", "nowhere"), document("d3", "d", "nobody")}, []string{"/0/document", "/1/derived_from/1"}},
		{"to another kind", []store.Change{tally("t3", "d", "RU")}, []string{"/0/statements/0"}},
		{"unknown region", []store.Change{tally("t4", "s", "XX")}, []string{"/0/scope/0"}},
		{"not valid", []store.Change{document("d4"), invalid}, []string{"/1/publisher_role"}},
		{"other kind than before", []store.Change{statement("d", "d2")}, []string{"/0/kind"}},
		{"an update", []store.Change{updated}, nil},
		{"a retraction", []store.Change{{Change: store.Retraction, RecordID: "t1", Author: "a", Reason: "b"}}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before, _ := log.Head(t.Context())
			_, err := a.Append(t.Context(), store.Any, tc.changes)
			var got []string
			for _, f := range fault.Fields(err) {
				got = append(got, f.Field)
			}
			if !slices.Equal(got, tc.want) || (err == nil) != (tc.want == nil) {
				t.Errorf("got %v (%v), want %v", got, err, tc.want)
			}
			after, _ := log.Head(t.Context())
			if want := before + int64(len(tc.changes)); err == nil && after != want || err != nil && after != before {
				t.Errorf("the head went from %d to %d", before, after)
			}
		})
	}
	if e, ok := a.Entry("t1"); !ok || !e.Retracted || e.Kind != record.KindTally {
		t.Errorf("a retracted tally: %+v, %v", e, ok)
	}
	if _, err := a.Append(t.Context(), store.Any, []store.Change{document("d")}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("an id twice: got %v", err)
	}
	if _, err := a.Append(t.Context(), 1, []store.Change{document("d9")}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("another head: got %v", err)
	}
}

// What another appender records is known without being told.
func TestAppendersShareALog(t *testing.T) {
	log := memory(t)
	a, b := appender(t, log), appender(t, log)
	if _, err := a.Append(t.Context(), store.Any, []store.Change{document("d")}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Append(t.Context(), store.Any, []store.Change{statement("s", "d")}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Append(t.Context(), store.Any, []store.Change{tally("t", "s", "RU")}); err != nil {
		t.Fatal(err)
	}
	c := appender(t, log)
	for id, want := range map[string]record.Kind{"d": record.KindDocument, "s": record.KindStatement, "t": record.KindTally} {
		if e, ok := c.Entry(id); !ok || e.Kind != want || e.Retracted {
			t.Errorf("%s: got %+v, %v", id, e, ok)
		}
	}
}

func TestAppenderIsConcurrent(t *testing.T) {
	log := memory(t)
	a := appender(t, log)
	if _, err := a.Append(t.Context(), store.Any, []store.Change{document("d")}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 20 {
				id := fmt.Sprintf("%d-%d", w, i)
				if _, err := a.Append(context.Background(), store.Any, []store.Change{statement("s"+id, "d"), tally("t"+id, "s"+id, "RU-KLU")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if head, err := log.Head(t.Context()); err != nil || head != 1+8*20*2 {
		t.Errorf("head %d, %v", head, err)
	}
}
