// Package storetest holds what every store.Log must do, as tests. A store's own tests call Run.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
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

func since(t *testing.T, log store.Log) {
	const n = 1500
	must(t, log, Revisions("a", n)...)
	for _, seq := range []int64{0, 1, 511, 512, 513, n - 1, n, n + 5} {
		next, count := seq+1, 0
		if err := log.Since(t.Context(), seq, func(r record.Revision) error {
			if r.Seq != next {
				t.Fatalf("since %d: got %d, want %d", seq, r.Seq, next)
			}
			next++
			count++
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if want := max(0, n-int(seq)); count != want {
			t.Errorf("since %d: got %d revisions, want %d", seq, count, want)
		}
	}
}

func yieldMayAppend(t *testing.T, log store.Log) {
	must(t, log, Revisions("a", 3)...)
	seen := 0
	if err := log.Since(t.Context(), 0, func(r record.Revision) error {
		seen++
		if r.Seq <= 3 {
			must(t, log, Revision("of-"+r.RecordID))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	wantHead(t, log, 6)
	if seen < 3 {
		t.Errorf("got %d revisions, want at least 3", seen)
	}
}

func yieldStops(t *testing.T, log store.Log) {
	must(t, log, Revisions("a", 3)...)
	stop := errors.New("enough")
	seen := 0
	if err := log.Since(t.Context(), 0, func(record.Revision) error { seen++; return stop }); !errors.Is(err, stop) || seen != 1 {
		t.Errorf("got %v after %d", err, seen)
	}
}

func cancelled(t *testing.T, log store.Log) {
	must(t, log, Revision("a"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := log.Append(ctx, store.Any, Revisions("b", 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("append: got %v", err)
	}
	if err := log.Since(ctx, 0, func(record.Revision) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("since: got %v", err)
	}
	wantHead(t, log, 1)
}

func concurrent(t *testing.T, log store.Log) {
	const writers, each = 16, 20
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				rev := Revision(fmt.Sprintf("w%d-%d", w, i))
				head, err := log.Append(t.Context(), store.Any, []record.Revision{rev, change(rev.RecordID, "update")})
				if err != nil {
					t.Error(err)
					return
				}
				if now, err := log.Head(t.Context()); err != nil || now < head {
					t.Errorf("acknowledged %d, but the head is %d, %v", head, now, err)
				}
			}
		})
	}
	wg.Wait()
	wantHead(t, log, 2*writers*each)
	wantSound(t, log, 2*writers*each)
}

// oneWins: of several appends that expect the same head one is kept; of several creates of one id too.
func oneWins(t *testing.T, log store.Log) {
	const n = 12
	for name, try := range map[string]func(i int) error{
		"same head": func(i int) error {
			_, err := log.Append(t.Context(), 0, []record.Revision{Revision(fmt.Sprint("h", i)), Revision(fmt.Sprint("k", i))})
			return err
		},
		"same id": func(i int) error {
			_, err := log.Append(t.Context(), store.Any, []record.Revision{Revision(fmt.Sprint("x", i)), Revision("same")})
			return err
		},
	} {
		errs := make([]error, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() { errs[i] = try(i) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, fault.ErrConflict) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if name == "same id" && won != 1 || won > 1 {
			t.Errorf("%s: %d were kept", name, won)
		}
	}
	n64, _ := log.Head(t.Context())
	wantSound(t, log, n64)
}

func watch(t *testing.T, log store.Log) {
	heads, others := log.Watch(t.Context()), log.Watch(t.Context())
	for range 5 {
		head := must(t, log, Revision(fmt.Sprint("a", time.Now().UnixNano())))
		await(t, heads, head)
	}
	await(t, others, 5)
}

// await takes heads until one is at least want.
func await(t *testing.T, heads <-chan int64, want int64) {
	t.Helper()
	timeout := time.After(5 * time.Second)
	for {
		select {
		case head, open := <-heads:
			if !open {
				t.Fatal("the watch ended")
			}
			if head >= want {
				return
			}
		case <-timeout:
			t.Fatalf("no head %d within 5 seconds", want)
		}
	}
}

func watchEnds(t *testing.T, log store.Log) {
	ctx, cancel := context.WithCancel(t.Context())
	byContext, byClose := log.Watch(ctx), log.Watch(context.Background())
	cancel()
	ended(t, byContext)
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	ended(t, byClose)
	ended(t, log.Watch(context.Background()))
}

func ended(t *testing.T, heads <-chan int64) {
	t.Helper()
	timeout := time.After(5 * time.Second)
	for {
		select {
		case _, open := <-heads:
			if !open {
				return
			}
		case <-timeout:
			t.Fatal("the channel is not closed")
		}
	}
}

func bodies(t *testing.T, log store.Log) {
	hostile := []string{`{"q":"'; DROP TABLE revision; --"}`, "{\"nul\":\"\x00\"}", `{"ru":"в ночь на 27 августа"}`,
		"{\"not utf-8\":\"\xff\xfe\"}", "{}", `{"long":"` + strings.Repeat("я", 100_000) + `"}`}
	for i, body := range hostile {
		r := Revision(fmt.Sprint("a", i))
		r.Body, r.Author, r.Reason = []byte(body), "'; DELETE FROM head; --", "причина \"x\""
		must(t, log, r)
	}
	for i, r := range all(t, log) {
		if string(r.Body) != hostile[i] {
			t.Errorf("body %d: got %.60q, want %.60q", i, r.Body, hostile[i])
		}
	}
	wantSound(t, log, int64(len(hostile)))
}

func largeBatch(t *testing.T, log store.Log) {
	const n = 20_000
	if head := must(t, log, Revisions("a", n)...); head != n {
		t.Errorf("head: got %d, want %d", head, n)
	}
	wantSound(t, log, n)
}

func closed(t *testing.T, log store.Log) {
	must(t, log, Revision("a"))
	for range 2 {
		if err := log.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if _, err := log.Append(t.Context(), store.Any, Revisions("b", 1)); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("append to a closed log: got %v", err)
	}
	if err := log.Since(t.Context(), 0, func(record.Revision) error { return nil }); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("since on a closed log: got %v", err)
	}
	if _, err := log.Head(t.Context()); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("head of a closed log: got %v", err)
	}
}
