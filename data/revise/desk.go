// Package revise changes what is recorded: it puts, corrects, merges, splits, retracts and undoes.
//
// In: records and the wish of somebody who signs with a name and a reason. Out: revisions in the log. Nothing is
// overwritten: each change is a new version, and what ends leaves a tombstone. A change says which version it starts
// from; when another stands by now it is refused with a *ConflictError that tells what happened meanwhile, and nothing is
// written. What one wish changes is appended together, or not at all.
//
// A Desk is safe for concurrent use, and several may work on one log.
package revise

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
	"oblast/geo/region"
)

// Desk makes revisions.
type Desk struct {
	log      store.Log
	appender *store.Appender
	tree     *region.Tree
}

// NewDesk returns a desk on a log, whose appender checks what is appended. The tree tells which places may be one; nil:
// places are not held against each other.
func NewDesk(log store.Log, a *store.Appender, tree *region.Tree) *Desk { return &Desk{log, a, tree} }

// Wish says who changes something, why, and from which version of the record; Expect 0 is whichever stands.
type Wish struct {
	Author, Reason string
	Expect         int
	Anyway         bool // of a merge: incidents that do not look like one event are made one all the same
}

func (w Wish) check() error {
	var faults []error
	for _, f := range []struct{ name, value string }{{"author", w.Author}, {"reason", w.Reason}} {
		if strings.TrimSpace(f.value) == "" {
			faults = append(faults, &fault.FieldError{Field: f.name, Problem: "is missing: every revision is signed and says why"})
		}
	}
	if w.Expect < 0 {
		faults = append(faults, &fault.FieldError{Field: "expect", Value: fmt.Sprint(w.Expect), Problem: "is not a version; they count from 1"})
	}
	return errors.Join(faults...)
}

// Done is a revision that was made.
type Done struct {
	ID     string
	Rev    int
	Change string
	Stands bool     // false: a tombstone
	Notes  []string // what a reader of the revision may not expect of it, in words
}

// ConflictError is a change that starts from a version that does not stand any more. It is a fault.ErrConflict.
type ConflictError struct {
	ID       string
	Expected int             // 0: the wish did not say
	Current  record.Revision // the version that stands
}

// Error says what stands and what to do.
func (e *ConflictError) Error() string {
	now := fmt.Sprintf("%s is at version %d (%s by %s on %s: %s)", e.ID, e.Current.Rev, e.Current.Change, e.Current.Author,
		e.Current.RecordedAt.Format(time.RFC3339), e.Current.Reason)
	if e.Expected == 0 {
		return now + fmt.Sprintf("; say that your change starts from it: --expect %d", e.Current.Rev)
	}
	return now + fmt.Sprintf(", and your change starts from version %d; look at what is new, then --expect %d", e.Expected, e.Current.Rev)
}

// Is reports that it is a fault.ErrConflict.
func (e *ConflictError) Is(target error) bool { return target == fault.ErrConflict }

// attempts bounds how often a change is tried anew because somebody else appended at the same moment.
const attempts = 20

// change works out changes against the log as it is and appends them if it still is so; otherwise it works them out
// again.
func (d *Desk) change(ctx context.Context, w Wish, work func() ([]store.Change, error)) ([]Done, error) {
	if err := w.check(); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		head, err := d.log.Head(ctx)
		if err != nil {
			return nil, err
		}
		changes, err := work()
		if err != nil {
			return nil, err
		}
		for i := range changes {
			changes[i].Author, changes[i].Reason = w.Author, w.Reason
		}
		_, err = d.appender.Append(ctx, head, changes)
		switch {
		case err == nil:
			return d.done(ctx, changes)
		case errors.Is(err, fault.ErrConflict) && try < attempts:
			if now, headErr := d.log.Head(ctx); headErr == nil && now != head {
				continue
			}
		}
		return nil, err
	}
}

func (d *Desk) done(ctx context.Context, changes []store.Change) ([]Done, error) {
	out := make([]Done, len(changes))
	for i, c := range changes {
		id := c.RecordID
		if c.Record != nil {
			id = c.Record.RecordID()
		}
		revs, err := d.log.Of(ctx, id)
		if err != nil {
			return nil, err
		}
		out[i] = Done{ID: id, Rev: len(revs), Change: c.Change, Stands: c.Record != nil}
	}
	return out, nil
}

// History returns the revisions of a record, oldest first; a fault.ErrNotFound, which names ids that are like it, for an
// id that was never used.
func (d *Desk) History(ctx context.Context, id string) ([]record.Revision, error) {
	revs, err := d.log.Of(ctx, id)
	if err == nil && len(revs) == 0 {
		err = d.unknown(ctx, id)
	}
	return revs, err
}

// standing returns a record that stands at the version that the wish expects.
func (d *Desk) standing(ctx context.Context, id string, w Wish) (record.Record, error) {
	revs, err := d.History(ctx, id)
	if err != nil {
		return nil, err
	}
	last := revs[len(revs)-1]
	if w.Expect != 0 && w.Expect != last.Rev {
		return nil, &ConflictError{id, w.Expect, last}
	}
	if len(last.Body) == 0 {
		return nil, ended(&last)
	}
	return record.Decode(last.Body)
}

// ended is what is wrong with a change of a tombstone.
func ended(last *record.Revision) error {
	return fmt.Errorf("%s does not stand any more: %s by %s, %s; undo brings it back: %w", last.RecordID, last.Change, last.Author, last.Reason, fault.ErrConflict)
}

// referring returns the ids of records that stand and refer to an id, at most a handful.
func (d *Desk) referring(ctx context.Context, id string) ([]string, error) {
	quoted := []byte(`"` + id + `"`)
	refers := map[string]bool{}
	err := d.log.Since(ctx, 0, func(r record.Revision) error {
		delete(refers, r.RecordID)
		if r.RecordID == id || !contains(r.Body, quoted) {
			return nil
		}
		rec, err := record.Decode(r.Body)
		if err != nil {
			return err
		}
		record.References(rec, func(_ record.Pointer, to string, _ record.Kind) {
			if to == id {
				refers[r.RecordID] = true
			}
		})
		return nil
	})
	return some(refers), err
}
