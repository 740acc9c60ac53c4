// Package store keeps the revision log: what was recorded, in order, never changed.
//
// In: revisions of records, in batches; each batch is kept whole or not at all, and once Append has returned it
// survives a power cut. Out: the same revisions in the same order, numbered from 1 without gaps. The hash of each row
// covers the row before it, so that a change of the past shows (Verify). What is in a body is not the log's matter:
// Appender, above it, checks records and their references.
//
// A Log is safe for concurrent use. Implementations are in folders of their own; storetest holds what each must do.
package store

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"oblast/data/record"
	"oblast/geo/fault"
)

// Any as the expected head lets Append follow whatever is there.
const Any int64 = -1

// Log is an append-only log of revisions.
type Log interface {
	// Append keeps revisions and returns the head after them: the last of them has that number, the others the ones
	// before. Seq, Rev and the hashes are given by the log and ignored in the argument; RecordedAt is given where it is
	// zero, and cut to microseconds. Unless expected is Any the head must be equal to it, else the error is a
	// fault.ErrConflict. A create of an id that is in use is a fault.ErrConflict too, any other change of an unknown id
	// a fault.ErrNotFound. After an error nothing of the batch is kept, with one exception: when the log was closed or
	// ctx ended while the batch was being written, it may have been.
	Append(ctx context.Context, expected int64, revs []record.Revision) (head int64, err error)
	// AppendAll is Append of any number of revisions that come one by one: all of them are kept, or none. rows may be read
	// more than once; an error that it yields ends the append. Other appends wait until it is done.
	AppendAll(ctx context.Context, rows iter.Seq2[record.Revision, error]) (head int64, err error)
	// Since calls yield with each revision after seq, up to the head at the end of the call, in order, and returns the
	// first error of yield. yield may use the log.
	Since(ctx context.Context, seq int64, yield func(record.Revision) error) error
	// Of returns the revisions of a record, oldest first; none for an id that was never used.
	Of(ctx context.Context, id string) ([]record.Revision, error)
	// Head returns the number of the last revision, 0 when the log is empty.
	Head(ctx context.Context) (int64, error)
	// Watch sends the head after it has grown, by whatever program, until ctx ends or the log is closed; then the
	// channel is closed. A slow receiver misses heads, never the last one.
	Watch(ctx context.Context) <-chan int64
	// Verify reads the whole log and recomputes the hashes. What does not fit is told in the report; the error is
	// for a log that cannot be read.
	Verify(ctx context.Context) (VerifyReport, error)
	// Close waits for appends under way and closes the log.
	Close() error
}

// Check reports what is wrong with revisions to be appended, apart from what the log holds. Fields are JSON pointers
// into the batch.
func Check(revs []record.Revision) error {
	for i := range revs {
		if err := CheckOne(i, &revs[i]); err != nil {
			return err
		}
	}
	return nil
}

// CheckOne reports what is wrong with the revision at a place of a batch.
func CheckOne(i int, r *record.Revision) error {
	problem, field := "", ""
	switch {
	case r.RecordID == "":
		field, problem = "record_id", "is missing"
	case !slices.Contains(record.Changes, r.Change):
		return &fault.FieldError{Field: fmt.Sprintf("/%d/change", i), Value: r.Change, Problem: "is not a change", Allowed: record.Changes}
	case r.Author == "":
		field, problem = "author", "is missing"
	case r.Change == Retraction && len(r.Body) > 0:
		field, problem = "body", "is given, but a retraction has none"
	case len(r.Body) == 0 && !slices.Contains(endings, r.Change):
		field, problem = "body", "is missing; only what ends a record has none"
	default:
		return nil
	}
	return &fault.FieldError{Field: fmt.Sprintf("/%d/%s", i, field), Problem: problem}
}

// The changes. Create is the first of a record, and only that. After a Retraction, and after a Merge, Split or Undo
// without a body, nothing stands under the id: it went into another record, into several, or should never have been.
const (
	Create         = "create"
	Update         = "update"
	Correction     = "correction"
	Merge          = "merge"
	Split          = "split"
	Retraction     = "retraction"
	Generalisation = "generalisation"
	Undo           = "undo"
)

// endings are the changes that may leave nothing standing.
var endings = []string{Retraction, Merge, Split, Undo}

// Stamp is a time as the log keeps it: UTC, in microseconds.
func Stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
