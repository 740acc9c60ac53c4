package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// insertAll writes the rows of a request after at, and returns the new end.
func (w *writer) insertAll(ctx context.Context, at end, r *request) (end, error) {
	now, n := store.Stamp(time.Now()), 0
	for rev, err := range r.rows {
		if err != nil {
			return at, rowsError{err}
		}
		if n++; n%1024 == 0 && r.ctx.Err() != nil {
			return at, r.ctx.Err()
		}
		rev.Seq = at.seq + 1
		if rev.RecordedAt.IsZero() {
			rev.RecordedAt = now
		}
		rev.RecordedAt = store.Stamp(rev.RecordedAt)
		if err := w.number(ctx, &rev); err != nil {
			return at, err
		}
		rand.Read(rev.Salt[:]) // never fails
		sum := w.chain.Sum(at.sum, &rev)
		if err := w.insertRow(ctx, &rev, at.sum, sum); err != nil {
			return at, err
		}
		at = end{rev.Seq, sum}
	}
	return at, nil
}

// number gives a revision its version of the record.
func (w *writer) number(ctx context.Context, rev *record.Revision) error {
	rev.Rev = 1
	if rev.Change == store.Create {
		return nil
	}
	var last sql.NullInt64
	if err := w.lastRev.QueryRowContext(ctx, rev.RecordID).Scan(&last); err != nil {
		return err
	}
	if !last.Valid {
		return fmt.Errorf("there is no record %q to be changed: %w", rev.RecordID, fault.ErrNotFound)
	}
	rev.Rev = int(last.Int64) + 1
	return nil
}

func (w *writer) insertRow(ctx context.Context, rev *record.Revision, prev, sum store.Sum) error {
	var body any
	if len(rev.Body) > 0 {
		body = rev.Body
	}
	_, err := w.insert.ExecContext(ctx, rev.Seq, rev.RecordID, rev.Rev, rev.Change, rev.RecordedAt.UnixMicro(), rev.Author,
		rev.Reason, body, prev[:], sum[:], rev.Salt[:])
	var s *sqlite.Error
	if errors.As(err, &s) && s.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		return fmt.Errorf("the id %q is in use: %w", rev.RecordID, fault.ErrConflict)
	}
	return err
}
