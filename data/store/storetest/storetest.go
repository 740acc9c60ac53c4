// Package storetest holds what every store.Log must do, as tests. A store's own tests call Run.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// Run runs the contract against logs that open makes: each call an empty log of its own. The suite closes them.
func Run(t *testing.T, open func(t *testing.T) store.Log) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Log)
	}{
		{"empty", empty},
		{"append and read", appendAndRead},
		{"nothing appended", nothingAppended},
		{"versions of a record", versions},
		{"records of an id", recordsOf},
		{"what ends a record", endings},
		{"any number of rows", appendAll},
		{"expected head", expectedHead},
		{"a batch is whole or nothing", wholeOrNothing},
		{"refused revisions", refused},
		{"chain", chain},
		{"since", since},
		{"yield may append", yieldMayAppend},
		{"yield stops", yieldStops},
		{"cancelled", cancelled},
		{"concurrent appends", concurrent},
		{"one of many wins", oneWins},
		{"watch", watch},
		{"watch ends", watchEnds},
		{"bodies are kept to the byte", bodies},
		{"large batch", largeBatch},
		{"closed", closed},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := open(t)
			t.Cleanup(func() { log.Close() })
			c.test(t, log)
		})
	}
}

// Revision makes a revision that creates a record.
func Revision(id string) record.Revision {
	return record.Revision{RecordID: id, Change: store.Create, Author: "storetest", Reason: "a test",
		Body: fmt.Appendf(nil, `{"kind":"alias","id":%q}`, id)}
}

// Revisions makes n of them: prefix-0, prefix-1, ...
func Revisions(prefix string, n int) []record.Revision {
	revs := make([]record.Revision, n)
	for i := range revs {
		revs[i] = Revision(fmt.Sprintf("%s-%d", prefix, i))
	}
	return revs
}

func change(id, what string) record.Revision {
	r := Revision(id)
	r.Change = what
	if what == store.Retraction {
		r.Body = nil
	}
	return r
}

func must(t *testing.T, log store.Log, revs ...record.Revision) int64 {
	t.Helper()
	head, err := log.Append(t.Context(), store.Any, revs)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

// all reads the whole log.
func all(t *testing.T, log store.Log) []record.Revision {
	t.Helper()
	var out []record.Revision
	if err := log.Since(t.Context(), 0, func(r record.Revision) error {
		r.Body = append([]byte(nil), r.Body...)
		out = append(out, r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func ids(revs []record.Revision) string {
	var b strings.Builder
	for _, r := range revs {
		fmt.Fprintf(&b, "%d:%s/%d ", r.Seq, r.RecordID, r.Rev)
	}
	return strings.TrimSpace(b.String())
}

func wantHead(t *testing.T, log store.Log, want int64) {
	t.Helper()
	if got, err := log.Head(t.Context()); err != nil || got != want {
		t.Errorf("head: got %d, %v; want %d", got, err, want)
	}
}

func wantSound(t *testing.T, log store.Log, n int64) {
	t.Helper()
	report, err := log.Verify(t.Context())
	if err != nil || !report.Sound() || report.Revisions != n {
		t.Errorf("verify: got %+v, %v; want %d sound revisions", report, err, n)
	}
}

func empty(t *testing.T, log store.Log) {
	wantHead(t, log, 0)
	if got := all(t, log); len(got) != 0 {
		t.Errorf("an empty log has %v", got)
	}
	wantSound(t, log, 0)
}

func appendAndRead(t *testing.T, log store.Log) {
	before := store.Stamp(time.Now())
	given := time.Date(2025, 8, 27, 1, 2, 3, 456789123, time.FixedZone("", 3*3600))
	dated := Revision("b")
	dated.RecordedAt = given
	if head := must(t, log, Revision("a"), dated); head != 2 {
		t.Errorf("head: got %d, want 2", head)
	}
	if head := must(t, log, Revision("c")); head != 3 {
		t.Errorf("head: got %d, want 3", head)
	}
	got := all(t, log)
	if want := "1:a/1 2:b/1 3:c/1"; ids(got) != want {
		t.Fatalf("got %s, want %s", ids(got), want)
	}
	r := got[0]
	want := Revision("a")
	if r.Change != want.Change || r.Author != want.Author || r.Reason != want.Reason || string(r.Body) != string(want.Body) {
		t.Errorf("got %+v, want %+v", r, want)
	}
	if r.RecordedAt.Before(before) || r.RecordedAt.After(time.Now().Add(time.Second)) || r.RecordedAt.Location() != time.UTC {
		t.Errorf("recorded_at: got %s", r.RecordedAt)
	}
	if at := got[1].RecordedAt; !at.Equal(given.Truncate(time.Microsecond)) || at.Location() != time.UTC {
		t.Errorf("a given recorded_at: got %s, want %s", at, store.Stamp(given))
	}
	wantSound(t, log, 3)
}

func nothingAppended(t *testing.T, log store.Log) {
	must(t, log, Revision("a"))
	if head := must(t, log); head != 1 {
		t.Errorf("head: got %d, want 1", head)
	}
	wantHead(t, log, 1)
}

func versions(t *testing.T, log store.Log) {
	must(t, log, Revision("a"), Revision("b"), change("a", "update"))
	must(t, log, change("a", store.Retraction), change("b", "correction"), change("a", "undo"))
	got := all(t, log)
	if want := "1:a/1 2:b/1 3:a/2 4:a/3 5:b/2 6:a/4"; ids(got) != want {
		t.Errorf("got %s, want %s", ids(got), want)
	}
	if got[3].Body != nil {
		t.Errorf("the body of a retraction is %q", got[3].Body)
	}
	wantSound(t, log, 6)
}

func recordsOf(t *testing.T, log store.Log) {
	must(t, log, Revision("a"), Revision("b"))
	must(t, log, change("a", "correction"), change("b", store.Retraction), change("a", "undo"))
	for id, want := range map[string]string{"a": "create correction undo", "b": "create retraction", "c": ""} {
		revs, err := log.Of(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, r := range revs {
			if got = append(got, r.Change); r.RecordID != id || r.Rev != i+1 || r.SHA256 == "" {
				t.Errorf("%s: row %d is %+v", id, i, r)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", id, got, want)
		}
	}
}

// endings: what a merge or a split leaves behind has no body, and may come back.
func endings(t *testing.T, log store.Log) {
	must(t, log, Revision("a"))
	for _, what := range []string{store.Merge, store.Split, store.Undo} {
		end, back := change("a", what), change("a", store.Undo)
		end.Body = nil
		must(t, log, end)
		must(t, log, back)
	}
	revs, err := log.Of(t.Context(), "a")
	if err != nil || len(revs) != 7 || len(revs[5].Body) != 0 || len(revs[6].Body) == 0 {
		t.Errorf("got %+v, %v", revs, err)
	}
	wantSound(t, log, 7)
}

// appendAll: rows that come one by one are kept all, or none.
func appendAll(t *testing.T, log store.Log) {
	const n = 10_000
	broken := errors.New("broken")
	rows := func(most int, prefix string, last error) iter.Seq2[record.Revision, error] {
		return func(yield func(record.Revision, error) bool) {
			for i := range most {
				if !yield(Revision(fmt.Sprintf("%s-%d", prefix, i)), nil) {
					return
				}
			}
			if last != nil {
				yield(record.Revision{}, last)
			}
		}
	}
	if head, err := log.AppendAll(t.Context(), rows(n, "a", nil)); err != nil || head != n {
		t.Fatalf("got %d, %v", head, err)
	}
	if _, err := log.AppendAll(t.Context(), rows(n, "b", broken)); !errors.Is(err, broken) {
		t.Errorf("rows that broke off: %v", err)
	}
	invalid := func(yield func(record.Revision, error) bool) {
		r := Revision("c")
		r.Author = ""
		_ = yield(Revision("d"), nil) && yield(r, nil)
	}
	if _, err := log.AppendAll(t.Context(), invalid); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("rows at fault: %v", err)
	}
	if _, err := log.AppendAll(t.Context(), rows(n+1, "a", nil)); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("ids in use: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := log.AppendAll(ctx, rows(n, "e", nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if head, err := log.AppendAll(t.Context(), rows(0, "f", nil)); err != nil || head != n {
		t.Errorf("no rows: %d, %v", head, err)
	}
	wantSound(t, log, n)
}

func expectedHead(t *testing.T, log store.Log) {
	ctx := t.Context()
	if _, err := log.Append(ctx, 0, Revisions("a", 2)); err != nil {
		t.Fatal(err)
	}
	for _, expected := range []int64{0, 1, 3} {
		if _, err := log.Append(ctx, expected, Revisions("b", 1)); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("expected %d at head 2: got %v, want a conflict", expected, err)
		}
	}
	if head, err := log.Append(ctx, 2, Revisions("b", 1)); err != nil || head != 3 {
		t.Errorf("expected 2 at head 2: got %d, %v", head, err)
	}
}

func wholeOrNothing(t *testing.T, log store.Log) {
	must(t, log, Revision("a"))
	for _, last := range []record.Revision{Revision("a"), Revision("new-0"), change("nobody", "update")} {
		batch := append(Revisions("new", 3), last)
		_, err := log.Append(t.Context(), store.Any, batch)
		if !errors.Is(err, fault.ErrConflict) && !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s %s: got %v", last.Change, last.RecordID, err)
		}
	}
	wantHead(t, log, 1)
	must(t, log, Revision("b"))
	if got := ids(all(t, log)); got != "1:a/1 2:b/1" {
		t.Errorf("got %s", got)
	}
	wantSound(t, log, 2)
}

func refused(t *testing.T, log store.Log) {
	for name, spoil := range map[string]func(*record.Revision){
		"no id":                   func(r *record.Revision) { r.RecordID = "" },
		"unknown change":          func(r *record.Revision) { r.Change = "edit" },
		"no author":               func(r *record.Revision) { r.Author = "" },
		"no body":                 func(r *record.Revision) { r.Body = nil },
		"a retraction with words": func(r *record.Revision) { r.Change = store.Retraction },
	} {
		r := Revision("a")
		spoil(&r)
		if _, err := log.Append(t.Context(), store.Any, []record.Revision{Revision("b"), r}); !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	wantHead(t, log, 0)
}

func chain(t *testing.T, log store.Log) {
	must(t, log, Revisions("a", 3)...)
	must(t, log, change("a-0", "update"))
	before := store.Genesis
	for _, r := range all(t, log) {
		if r.PrevSHA256 != before || len(r.SHA256) != len(store.Genesis) || r.SHA256 == before {
			t.Errorf("revision %d: prev %s, own %s; want prev %s", r.Seq, r.PrevSHA256, r.SHA256, before)
		}
		before = r.SHA256
	}
	report, err := log.Verify(t.Context())
	if err != nil || !report.Sound() || report.Head != before {
		t.Errorf("verify: got %+v, %v; want the head %s", report, err, before)
	}
}
