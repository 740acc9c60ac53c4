package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// request is one Append that waits for its group.
type request struct {
	ctx      context.Context
	expected int64
	rows     iter.Seq2[record.Revision, error]
	n        int // rows that count for the size of a group
	head     int64
	err      error
	done     chan struct{}
}

// Append implements store.Log.
func (l *Log) Append(ctx context.Context, expected int64, revs []record.Revision) (int64, error) {
	if err := store.Check(revs); err != nil {
		return 0, err
	}
	rows := func(yield func(record.Revision, error) bool) {
		for i := range revs {
			if !yield(revs[i], nil) {
				return
			}
		}
	}
	return l.hand(&request{ctx: ctx, expected: expected, rows: rows, n: len(revs), done: make(chan struct{})})
}

// AppendAll implements store.Log.
func (l *Log) AppendAll(ctx context.Context, rows iter.Seq2[record.Revision, error]) (int64, error) {
	checked := func(yield func(record.Revision, error) bool) {
		n := 0
		for r, err := range rows {
			if err == nil {
				err = store.CheckOne(n, &r)
			}
			if n++; !yield(r, err) || err != nil {
				return
			}
		}
	}
	return l.hand(&request{ctx: ctx, expected: store.Any, rows: checked, n: groupRows, done: make(chan struct{})})
}

// hand gives a request to the writer and waits for what comes of it.
func (l *Log) hand(r *request) (int64, error) {
	if l.writer == nil {
		return 0, &store.Trouble{Path: l.path, What: store.ErrReadOnly}
	}
	select {
	case l.writer.requests <- r:
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	case <-l.closing:
		return 0, &store.Trouble{Path: l.path, What: store.ErrClosed}
	}
	select {
	case <-r.done:
	case <-l.writer.ended:
		select {
		case <-r.done:
		default:
			return 0, &store.Trouble{Path: l.path, What: store.ErrClosed}
		}
	}
	return r.head, r.err
}

// A group is bounded so that those who wait first do not wait for all who come later.
const (
	groupRequests = 512
	groupRows     = 8192
)

// writer owns the one connection that writes. Only its goroutine uses it.
type writer struct {
	log      *Log
	conn     *sql.Conn
	begin    *sql.Stmt
	end      *sql.Stmt
	head     *sql.Stmt
	setHead  *sql.Stmt
	insert   *sql.Stmt
	lastRev  *sql.Stmt
	requests chan *request
	ended    chan struct{}
	chain    store.Chain
}

func newWriter(ctx context.Context, l *Log) (*writer, error) {
	w := &writer{log: l, requests: make(chan *request, groupRequests), ended: make(chan struct{})}
	var err error
	if w.conn, err = l.writers.Conn(ctx); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		to   **sql.Stmt
		text string
	}{
		{&w.begin, "BEGIN IMMEDIATE"},
		{&w.end, "COMMIT"},
		{&w.head, "SELECT seq, sha256 FROM head"},
		{&w.setHead, "UPDATE head SET seq = ?, sha256 = ?"},
		{&w.insert, "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
		{&w.lastRev, "SELECT max(rev) FROM revision WHERE record_id = ?"},
	} {
		if *s.to, err = w.conn.PrepareContext(ctx, s.text); err != nil {
			return nil, errors.Join(err, w.release())
		}
	}
	return w, nil
}

func (w *writer) release() error {
	var errs []error
	for _, s := range []*sql.Stmt{w.begin, w.end, w.head, w.setHead, w.insert, w.lastRev} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	return errors.Join(append(errs, w.conn.Close())...)
}

// run commits groups until the log is closed; what was handed in before is still committed.
func (w *writer) run() {
	defer close(w.ended)
	for {
		select {
		case r := <-w.requests:
			w.commit(w.gather(r))
		case <-w.log.closing:
			for {
				select {
				case r := <-w.requests:
					w.commit(w.gather(r))
				default:
					return
				}
			}
		}
	}
}

// gather adds to a request those that wait already.
func (w *writer) gather(first *request) []*request {
	group, rows := []*request{first}, first.n
	for len(group) < groupRequests && rows < groupRows {
		select {
		case r := <-w.requests:
			group, rows = append(group, r), rows+r.n
		default:
			return group
		}
	}
	return group
}

// commit writes a group in one transaction and tells each request what came of it. A request that is refused is rare:
// only then the group is written again, each request so that it can be taken back alone.
func (w *writer) commit(group []*request) {
	head, err := w.write(group, false)
	if errors.Is(err, errAgain) {
		head, err = w.write(group, true)
	}
	for _, r := range group {
		if err != nil && r.err == nil {
			r.head, r.err = 0, w.log.trouble(err)
		}
		close(r.done)
	}
	if err == nil {
		w.log.watch.tell(head)
	}
}

// errAgain asks for a group to be written again with savepoints.
var errAgain = errors.New("a request of the group is refused")

// end is where the log ends: the head's number and hash.
type end struct {
	seq int64
	sum store.Sum
}

// write writes those requests of a group that can be kept; the others get their error. An error of its own is the whole
// group's, and nothing is kept.
func (w *writer) write(group []*request, savepoints bool) (int64, error) {
	ctx := context.Background()
	if _, err := w.begin.ExecContext(ctx); err != nil {
		return 0, err
	}
	kept := false
	defer func() {
		if !kept {
			w.conn.ExecContext(ctx, "ROLLBACK")
		}
	}()
	at, err := w.readHead(ctx)
	if err != nil {
		return 0, err
	}
	before := at.seq
	for _, r := range group {
		if at, err = w.writeOne(ctx, at, r, savepoints); err != nil {
			return 0, err
		}
	}
	if at.seq > before {
		if _, err := w.setHead.ExecContext(ctx, at.seq, at.sum[:]); err != nil {
			return 0, err
		}
	}
	if _, err := w.end.ExecContext(ctx); err != nil {
		return 0, err
	}
	kept = true
	return at.seq, nil
}

func (w *writer) readHead(ctx context.Context) (at end, err error) {
	var sum []byte
	err = w.head.QueryRowContext(ctx).Scan(&at.seq, &sum)
	if errors.Is(err, sql.ErrNoRows) || err == nil && copy(at.sum[:], sum) != len(at.sum) {
		err = store.ErrDamaged
	}
	return at, err
}

// writeOne writes one request after at, and returns the new end; where the request is refused, at itself.
func (w *writer) writeOne(ctx context.Context, at end, r *request, savepoints bool) (end, error) {
	r.head, r.err = at.seq, nil
	switch {
	case r.ctx.Err() != nil:
		r.err = r.ctx.Err()
	case r.expected != store.Any && r.expected != at.seq:
		r.err = fmt.Errorf("the log is at revision %d and not at %d: %w", at.seq, r.expected, fault.ErrConflict)
	}
	if r.err != nil {
		return at, nil
	}
	if savepoints {
		if _, err := w.conn.ExecContext(ctx, "SAVEPOINT one"); err != nil {
			return at, err
		}
	}
	next, err := w.insertAll(ctx, at, r)
	switch {
	case err != nil && !isRefusal(err):
		return at, err
	case err != nil && !savepoints:
		return at, errAgain
	case err != nil:
		if r.err = err; errors.As(err, new(rowsError)) {
			r.err = errors.Unwrap(err)
		}
		next = at
		if _, err := w.conn.ExecContext(ctx, "ROLLBACK TO one"); err != nil {
			return at, err
		}
	}
	if savepoints {
		if _, err := w.conn.ExecContext(ctx, "RELEASE one"); err != nil {
			return at, err
		}
	}
	r.head = next.seq
	return next, nil
}

// isRefusal reports whether an error concerns one request alone.
func isRefusal(err error) bool {
	return errors.Is(err, fault.ErrConflict) || errors.Is(err, fault.ErrNotFound) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) || errors.As(err, new(rowsError))
}

// rowsError is an error of the rows of a request, and not of the log.
type rowsError struct{ error }

func (e rowsError) Unwrap() error { return e.error }
