package api_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// log is a log in memory.
type log []record.Revision

func (l log) Since(_ context.Context, seq int64, yield func(record.Revision) error) error {
	for _, rev := range l[seq:] {
		if err := yield(rev); err != nil {
			return err
		}
	}
	return nil
}

func (l log) Watch(context.Context) <-chan int64 { return nil }

func (l *log) put(t testing.TB, change string, records ...record.Record) {
	t.Helper()
	for _, r := range records {
		body, err := record.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		l.add(change, r.RecordID(), "an author", "entered", body)
	}
}

// add appends one revision; body is nil for a retraction.
func (l *log) add(change, id, author, reason string, body []byte) {
	rev := 1
	for i := range *l {
		if (*l)[i].RecordID == id {
			rev++
		}
	}
	*l = append(*l, record.Revision{Seq: int64(len(*l) + 1), RecordID: id, Rev: rev, Change: change, Author: author, Reason: reason,
		RecordedAt: time.Date(2025, 12, 1, 0, 0, len(*l), 0, time.UTC), Body: body, SHA256: fmt.Sprintf("%064x", len(*l)+1)})
}

// starterLog holds the starter records.
func starterLog(t testing.TB) *log {
	t.Helper()
	revs, err := starterRevisions()
	if err != nil {
		t.Fatal(err)
	}
	l := log(revs)
	return &l
}

// live serves a log.
func live(t testing.TB, l *log) *running {
	t.Helper()
	s, _ := following(t, l)
	return s
}

// following serves a log, and returns what brings the server up to its head.
func following(t testing.TB, l *log) (*running, *snapshot.Live) {
	t.Helper()
	c, _ := config(t)
	s, err := snapshot.Open(t.Context(), l, snapshot.NewBoundaries(c.Gazetteer.Tree), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	c.Snapshots = s
	return start(t, c), s
}
