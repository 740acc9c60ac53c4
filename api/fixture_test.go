package api_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"oblast/api"
	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"
)

// current is a source of snapshots that a test can swap, or break.
type current struct {
	at atomic.Pointer[snapshot.Snapshot]
	// before runs at each call: to wait, or to panic.
	before atomic.Pointer[func()]
}

func (c *current) Current() *snapshot.Snapshot {
	if f := c.before.Load(); f != nil {
		(*f)()
	}
	return c.at.Load()
}

// AsOf is the same state for every text: how older ones are found is tested with the snapshot.
func (c *current) AsOf(context.Context, string) (*snapshot.Snapshot, error) { return c.Current(), nil }

// world is the embedded boundaries and the starter records: loaded once, they never change.
var world = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(boundaries.Files) })

var first = sync.OnceValues(func() (*snapshot.Snapshot, error) {
	g, err := world()
	if err != nil {
		return nil, err
	}
	revs, err := starterRevisions()
	if err != nil {
		return nil, err
	}
	return snapshot.Build(context.Background(), snapshot.NewBoundaries(g.Tree), time.Now(), revs)
})

// starterRevisions are the revisions of a log into which the starter records were put.
func starterRevisions() ([]record.Revision, error) {
	changes, err := exchange.StarterChanges()
	if err != nil {
		return nil, err
	}
	held := map[string]int{}
	revs := make([]record.Revision, len(changes))
	for i, c := range changes {
		body, err := record.Encode(c.Record)
		if err != nil {
			return nil, err
		}
		id, sum := c.Record.RecordID(), sha256.Sum256(body)
		held[id]++
		revs[i] = record.Revision{Seq: int64(i + 1), RecordID: id, Rev: held[id], Change: c.Change, RecordedAt: time.Date(2025, 12, 1, 0, 0, i, 0, time.UTC),
			Author: c.Author, Reason: c.Reason, Body: body, SHA256: hex.EncodeToString(sum[:])}
	}
	return revs, nil
}

func config(t testing.TB) (api.Config, *current) {
	t.Helper()
	g, err := world()
	if err != nil {
		t.Fatal(err)
	}
	snap, err := first()
	if err != nil {
		t.Fatal(err)
	}
	c := &current{}
	c.at.Store(snap)
	return api.Config{Snapshots: c, Gazetteer: g, Log: slog.New(slog.DiscardHandler), Build: "test", CacheBytes: 32 << 20, StopWithin: 5 * time.Second,
		Geocoder: sync.OnceValues(func() (*geocode.Geocoder, error) { return geocode.New(g) }),
		Locator:  sync.OnceValues(func() (*locate.Locator, error) { return locate.New(g) })}, c
}

// running is a server on a port of its own.
type running struct {
	url  string
	addr string
	stop context.CancelFunc
	done chan error
}

// start serves until the test ends, or stop is called.
func start(t testing.TB, c api.Config) *running {
	t.Helper()
	s, err := api.New(c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &running{"http://" + l.Addr().String(), l.Addr().String(), stop, make(chan error, 1)}
	go func() { r.done <- s.Serve(ctx, l); close(r.done) }()
	t.Cleanup(func() {
		stop()
		if err := <-r.done; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return r
}

// answer is a response, read.
type answer struct {
	*http.Response
	body string
}

// ask sends one request; header is name, value, name, value.
func (r *running) ask(t testing.TB, method, path, body string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := client.RoundTrip(req)
	if err != nil {
		t.Fatalf("%s %.100s: %v", method, path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %.100s: %v", method, path, err)
	}
	return answer{res, string(b)}
}

var client = &http.Transport{DisableKeepAlives: true}

// settled waits until there are no more goroutines than before.
func settled(t testing.TB, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
