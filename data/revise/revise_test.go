package revise_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
)

// desk works on a log that holds a document, two statements and two incidents.
func desk(t *testing.T) (*revise.Desk, store.Log) {
	t.Helper()
	log, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	a, err := store.NewAppender(t.Context(), log, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := revise.NewDesk(log, a, nil)
	doc := &record.Document{Kind: record.KindDocument, ID: "doc", PublisherRole: "other", DerivedFrom: []string{}}
	if _, err := d.Put(t.Context(), []record.Record{doc, statement("st-1"), statement("st-2"), incident("inc-1", 1, "st-1"), incident("inc-2", 2, "st-2")}, store.Update, wish(0)); err != nil {
		t.Fatal(err)
	}
	return d, log
}

func wish(expect int) revise.Wish {
	return revise.Wish{Author: "desk", Reason: "to test", Expect: expect}
}

func statement(id string) record.Record {
	return &record.Statement{Kind: record.KindStatement, ID: id, Document: "doc", SpeakerRole: "governor", Checks: []record.Check{}}
}

func incident(id string, n int, statements ...string) *record.Incident {
	c := record.Exact(n)
	return &record.Incident{Kind: record.KindIncident, ID: id, IsInterception: true, WeaponClass: "uav", Count: &c,
		When:    record.When{Zone: "Europe/Moscow", Precision: "unknown"},
		Place:   record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "given"},
		Effects: []record.Effect{}, Statements: statements, Grade: "weak", Tags: []string{id}}
}

// state writes what stands: the ids of incidents with their statements, and "-" before what does not stand any more.
func state(t *testing.T, d *revise.Desk, ids ...string) string {
	t.Helper()
	var out []string
	for _, id := range ids {
		revs, err := d.History(t.Context(), id)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		last := revs[len(revs)-1]
		if len(last.Body) == 0 {
			out = append(out, fmt.Sprintf("-%s@%d", id, last.Rev))
			continue
		}
		rec, err := record.Decode(last.Body)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%s@%d", id, last.Rev)
		if inc, ok := rec.(*record.Incident); ok {
			text += fmt.Sprintf(" %d%v", *inc.Count.Best, inc.Statements)
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestEveryChange(t *testing.T) {
	type do = func(context.Context, *revise.Desk) ([]revise.Done, error)
	put := func(change string, expect int, recs ...record.Record) do {
		return func(ctx context.Context, d *revise.Desk) ([]revise.Done, error) {
			return d.Put(ctx, recs, change, wish(expect))
		}
	}
	merge := func(into string, others ...string) do {
		return func(ctx context.Context, d *revise.Desk) ([]revise.Done, error) {
			return d.Merge(ctx, into, others, wish(0))
		}
	}
	split := func(id string, parts ...record.Record) do {
		return func(ctx context.Context, d *revise.Desk) ([]revise.Done, error) {
			return d.Split(ctx, id, parts, wish(0))
		}
	}
	retract := func(id string, expect int) do {
		return func(ctx context.Context, d *revise.Desk) ([]revise.Done, error) {
			return d.Retract(ctx, id, wish(expect))
		}
	}
	undo := func(id string, expect int) do {
		return func(ctx context.Context, d *revise.Desk) ([]revise.Done, error) { return d.Undo(ctx, id, wish(expect)) }
	}
	for _, tc := range []struct {
		name  string
		steps []do
		fails error  // of the last step
		says  string // of its error
		want  string
	}{
		{"a new record", []do{put(store.Update, 0, incident("inc-3", 3, "st-1"))}, nil, "", "inc-1@1 1[st-1] inc-2@1 2[st-2] inc-3@1 3[st-1]"},
		{"the same again is nothing new", []do{put(store.Update, 0, incident("inc-1", 1, "st-1"))}, nil, "", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a correction", []do{put(store.Correction, 1, incident("inc-1", 9, "st-1"))}, nil, "", "inc-1@2 9[st-1] inc-2@1 2[st-2]"},
		{"without the version", []do{put(store.Correction, 0, incident("inc-1", 9, "st-1"))}, fault.ErrConflict, "inc-1 is at version 1 (create by desk", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"from a version that does not stand any more", []do{put(store.Correction, 1, incident("inc-1", 9, "st-1")), put(store.Correction, 1, incident("inc-1", 8, "st-1"))},
			fault.ErrConflict, "inc-1 is at version 2 (correction by desk", "inc-1@2 9[st-1] inc-2@1 2[st-2]"},
		{"a correction of nothing", []do{put(store.Correction, 0, incident("inc-3", 3, "st-1"))}, fault.ErrNotFound, "inc-3", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a reference to nothing", []do{put(store.Correction, 1, incident("inc-1", 9, "st-9"))}, fault.ErrInvalid, "/0/statements/0", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"one of two is at fault", []do{put(store.Update, 0, incident("inc-3", 3, "st-1"), incident("inc-4", 4, "st-9"))}, fault.ErrInvalid, "/1/statements/0", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a retraction", []do{retract("inc-2", 1)}, nil, "", "inc-1@1 1[st-1] -inc-2@2"},
		{"a retraction of what is leaned on", []do{retract("st-1", 0)}, fault.ErrConflict, "inc-1", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"retracted twice", []do{retract("inc-2", 0), retract("inc-2", 0)}, fault.ErrConflict, "undo brings it back", "inc-1@1 1[st-1] -inc-2@2"},
		{"a reference to what was retracted", []do{retract("inc-2", 0), retract("st-2", 0), put(store.Correction, 1, incident("inc-1", 1, "st-2"))}, fault.ErrInvalid, "was retracted", "inc-1@1 1[st-1] -inc-2@2"},
		{"undo of a retraction", []do{retract("inc-2", 0), undo("inc-2", 2)}, nil, "", "inc-1@1 1[st-1] inc-2@3 2[st-2]"},
		{"undo of a correction", []do{put(store.Correction, 1, incident("inc-1", 9, "st-1")), undo("inc-1", 0)}, nil, "", "inc-1@3 1[st-1] inc-2@1 2[st-2]"},
		{"undo of an undo", []do{put(store.Correction, 1, incident("inc-1", 9, "st-1")), undo("inc-1", 0), undo("inc-1", 0)}, nil, "", "inc-1@4 9[st-1] inc-2@1 2[st-2]"},
		{"undo of the first version", []do{undo("inc-1", 0)}, nil, "", "-inc-1@2 inc-2@1 2[st-2]"},
		{"undo of what is leaned on", []do{undo("st-1", 0)}, fault.ErrConflict, "inc-1", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"undo from another version", []do{undo("inc-1", 7)}, fault.ErrConflict, "version 7", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"undo of nothing", []do{undo("inc-9", 0)}, fault.ErrNotFound, "inc-9", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a merge", []do{merge("inc-1", "inc-2")}, nil, "", "inc-1@2 1[st-1 st-2] -inc-2@2"},
		{"a merge with itself", []do{merge("inc-1", "inc-1")}, fault.ErrInvalid, "other incidents", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a merge of a statement", []do{merge("inc-1", "st-1")}, fault.ErrInvalid, "only incidents", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a merge undone by its result", []do{merge("inc-1", "inc-2"), undo("inc-1", 0)}, nil, "", "inc-1@3 1[st-1] inc-2@3 2[st-2]"},
		{"a merge undone by what went into it", []do{merge("inc-1", "inc-2"), undo("inc-2", 0)}, nil, "", "inc-1@3 1[st-1] inc-2@3 2[st-2]"},
		{"a merge undone and done again", []do{merge("inc-1", "inc-2"), undo("inc-2", 0), undo("inc-1", 0)}, nil, "", "inc-1@4 1[st-1 st-2] -inc-2@4"},
		{"a merge that was corrected since", []do{merge("inc-1", "inc-2"), put(store.Correction, 2, incident("inc-1", 5, "st-1")), undo("inc-2", 0)}, fault.ErrConflict, "inc-1 was changed since", "inc-1@3 5[st-1] -inc-2@2"},
		{"merged into one that was merged, both undone", []do{put(store.Update, 0, incident("inc-3", 3, "st-1")), merge("inc-1", "inc-2"), merge("inc-3", "inc-1"), undo("inc-3", 0), undo("inc-2", 0)}, nil, "",
			"inc-1@5 1[st-1] inc-2@3 2[st-2] inc-3@3 3[st-1]"},
		{"merged into one that was merged, the first undone alone", []do{put(store.Update, 0, incident("inc-3", 3, "st-1")), merge("inc-1", "inc-2"), merge("inc-3", "inc-1"), undo("inc-2", 0)}, fault.ErrConflict, "inc-1 was changed since (merge",
			"-inc-1@3 -inc-2@2 inc-3@2 3[st-1 st-2]"},
		{"a merge into what was merged away", []do{merge("inc-1", "inc-2"), merge("inc-2", "inc-1")}, fault.ErrConflict, "undo brings it back", "inc-1@2 1[st-1 st-2] -inc-2@2"},
		{"a retraction of what was merged away", []do{merge("inc-1", "inc-2"), retract("inc-2", 0)}, fault.ErrConflict, "does not stand any more: merge", "inc-1@2 1[st-1 st-2] -inc-2@2"},
		{"a split of what was retracted", []do{retract("inc-2", 0), split("inc-2", incident("inc-3", 3, "st-1"), incident("inc-4", 4, "st-1"))}, fault.ErrConflict, "undo brings it back", "inc-1@1 1[st-1] -inc-2@2"},
		{"a correction of a tombstone", []do{retract("inc-2", 0), put(store.Correction, 2, incident("inc-2", 5, "st-2"))}, fault.ErrConflict, "undo brings it back", "inc-1@1 1[st-1] -inc-2@2"},
		{"a generalisation of a tombstone", []do{retract("inc-2", 0), put(store.Generalisation, 2, incident("inc-2", 5, "st-2"))}, fault.ErrConflict, "undo brings it back", "inc-1@1 1[st-1] -inc-2@2"},
		{"an update of a tombstone", []do{retract("inc-2", 0), put(store.Update, 2, incident("inc-2", 5, "st-2"))}, nil, "", "inc-1@1 1[st-1] inc-2@3 5[st-2]"},
		{"an update of what was merged away", []do{merge("inc-1", "inc-2"), put(store.Update, 2, incident("inc-2", 5, "st-2"))}, fault.ErrConflict, "undo brings it back", "inc-1@2 1[st-1 st-2] -inc-2@2"},
		{"undo of a revival", []do{retract("inc-2", 0), put(store.Update, 2, incident("inc-2", 5, "st-2")), undo("inc-2", 0)}, nil, "", "inc-1@1 1[st-1] -inc-2@4"},
		{"a generalisation undone", []do{put(store.Generalisation, 1, incident("inc-1", 9, "st-1")), undo("inc-1", 0)}, nil, "", "inc-1@3 1[st-1] inc-2@1 2[st-2]"},
		{"a split", []do{split("inc-1", incident("inc-3", 3, "st-1"), incident("inc-4", 4, "st-1"))}, nil, "", "-inc-1@2 inc-2@1 2[st-2] inc-3@1 3[st-1] inc-4@1 4[st-1]"},
		{"a split that goes on", []do{split("inc-1", incident("inc-1", 7, "st-1"), incident("inc-4", 4, "st-1"))}, nil, "", "inc-1@2 7[st-1] inc-2@1 2[st-2] inc-4@1 4[st-1]"},
		{"a split in one", []do{split("inc-1", incident("inc-3", 3, "st-1"))}, fault.ErrInvalid, "fewer than two", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a split into what is there", []do{split("inc-1", incident("inc-3", 3, "st-1"), incident("inc-2", 4, "st-1"))}, fault.ErrConflict, "inc-2", "inc-1@1 1[st-1] inc-2@1 2[st-2]"},
		{"a split undone", []do{split("inc-1", incident("inc-3", 3, "st-1"), incident("inc-4", 4, "st-1")), undo("inc-4", 0)}, nil, "", "inc-1@3 1[st-1] inc-2@1 2[st-2] -inc-3@2 -inc-4@2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, log := desk(t)
			for i, step := range tc.steps {
				before, _ := log.Head(t.Context())
				done, err := step(t.Context(), d)
				switch last := i == len(tc.steps)-1; {
				case err == nil && last && tc.fails != nil:
					t.Fatalf("done %+v, want %v", done, tc.fails)
				case err != nil && (!last || tc.fails == nil):
					t.Fatal(err)
				case err != nil:
					if !errors.Is(err, tc.fails) || !strings.Contains(err.Error(), tc.says) {
						t.Errorf("got %v, want %v that says %q", err, tc.fails, tc.says)
					}
					if after, _ := log.Head(t.Context()); after != before {
						t.Errorf("%d revisions were written", after-before)
					}
				}
			}
			if got := state(t, d, "inc-1", "inc-2", "inc-3", "inc-4"); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if report, err := log.Verify(t.Context()); err != nil || !report.Sound() {
				t.Errorf("the chain: %+v, %v", report, err)
			}
		})
	}
}

func TestEveryRevisionIsSignedAndSaysWhy(t *testing.T) {
	d, _ := desk(t)
	_, err := d.Retract(t.Context(), "inc-1", revise.Wish{Expect: -1})
	if got := len(fault.Fields(err)); got != 3 {
		t.Errorf("%d faults, want author, reason and version: %v", got, err)
	}
}

// Of many who correct the same version one is taken, and each other is told which version stands.
func TestOfManyOneIsTaken(t *testing.T) {
	d, log := desk(t)
	const many = 16
	errs := make([]error, many)
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			_, errs[i] = d.Put(context.Background(), []record.Record{incident("inc-1", 10+i, "st-1")}, store.Correction, wish(1))
		})
		wg.Go(func() { // others append meanwhile
			_, err := d.Put(context.Background(), []record.Record{incident(fmt.Sprint("inc-x", i), i, "st-1")}, store.Update, wish(0))
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	taken := 0
	for _, err := range errs {
		var conflict *revise.ConflictError
		switch {
		case err == nil:
			taken++
		case !errors.As(err, &conflict) || conflict.Current.Rev != 2:
			t.Errorf("got %v, want a conflict with version 2", err)
		}
	}
	revs, err := log.Of(t.Context(), "inc-1")
	if taken != 1 || len(revs) != 2 || err != nil {
		t.Errorf("%d were taken, %d versions: %v", taken, len(revs), err)
	}
}
