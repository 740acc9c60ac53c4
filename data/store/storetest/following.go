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
