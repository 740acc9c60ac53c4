package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// mostTries is how often a log that another program holds is tried; each time the log itself waits some seconds.
const mostTries = 100

// append writes what was checked to the log, all of it or nothing. It waits for another program that appends; what that
// one has brought meanwhile, the same to the letter, is there already.
func (m *importer) append(ctx context.Context) error {
	if m.spool.empty() {
		return nil
	}
	rows := &checkedRows{importer: m, total: m.report.Records - m.report.Unchanged}
	for try := 1; ; try++ {
		_, err := m.appender.AppendAll(ctx, rows.each)
		switch {
		case err == nil:
			m.report.Created, m.report.Updated = rows.created, rows.updated
			m.report.Unchanged += rows.there
			m.tell("append", rows.created+rows.updated, rows.total, m.bytes)
			return nil
		case ctx.Err() != nil, try == mostTries:
			return err
		case errors.Is(err, store.ErrLocked):
			m.tell("wait", 0, rows.total, m.bytes)
		case errors.Is(err, fault.ErrConflict) && !rows.again:
			if err := m.appender.Follow(ctx); err != nil {
				return err
			}
			rows.again = true
		default:
			return err
		}
	}
}

// checkedRows are the revisions of what was checked.
type checkedRows struct {
	*importer
	total, told             int64
	created, updated, there int64
	again                   bool // the log has grown since the check: each is held against it once more
}

// each yields the revisions; it may be read more than once.
func (r *checkedRows) each(yield func(record.Revision, error) bool) {
	r.created, r.updated, r.there = 0, 0, 0
	n := 0
	err := r.spool.each(func(mark byte, body []byte) error {
		if n++; r.options.KeepGoing && r.rejected[r.items[n-1]] {
			return nil
		}
		rev := record.Revision{RecordID: idOf(body), Change: store.Create, Author: r.options.Author, Reason: r.options.Reason, Body: body}
		if mark == markUpdate {
			rev.Change = store.Update
		} else if there, err := r.meanwhile(&rev); there || err != nil {
			r.there++
			return err
		}
		r.count(rev.Change)
		if !yield(rev, nil) {
			return errHadEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errHadEnough) {
		yield(record.Revision{}, err)
	}
}

// meanwhile reports whether another program has recorded the same since the check; otherwise recorded it is an error.
func (r *checkedRows) meanwhile(rev *record.Revision) (bool, error) {
	if !r.again {
		return false, nil
	}
	e, ok := r.appender.Entry(rev.RecordID)
	if ok && (e.Retracted || e.Digest != store.DigestOf(rev.Body)) {
		return false, fmt.Errorf("while the file was checked another program recorded %s otherwise; nothing was imported: import it again to see how they differ: %w", rev.RecordID, fault.ErrConflict)
	}
	return ok, nil
}

func (r *checkedRows) count(change string) {
	if change == store.Update {
		r.updated++
	} else {
		r.created++
	}
	if done := r.created + r.updated; done%tellEvery == 0 && done > r.told {
		r.told = done
		r.tell("append", done, r.total, r.bytes)
	}
}

// idOf reads the id of a body as Encode writes it: the second key; ids have nothing that JSON escapes.
func idOf(body []byte) string {
	_, rest, _ := bytes.Cut(body, []byte(`,"id":"`))
	id, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(id)
}
