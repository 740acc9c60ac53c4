package revise

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// Undo takes back the last change of a record: what stood before it stands again, as a new version. A record that was
// only created ends. A merge or split is taken back whole: every record that it changed has to be as it left it. Undo of
// an undo does the change again.
func (d *Desk) Undo(ctx context.Context, id string, w Wish) ([]Done, error) {
	return d.change(ctx, w, func() ([]store.Change, error) {
		revs, err := d.History(ctx, id)
		if err != nil {
			return nil, err
		}
		last := revs[len(revs)-1]
		if w.Expect != 0 && w.Expect != last.Rev {
			return nil, &ConflictError{id, w.Expect, last}
		}
		group, err := d.together(ctx, last)
		if err != nil {
			return nil, err
		}
		var changes []store.Change
		for _, member := range group {
			c, err := d.takeBack(ctx, member, group)
			if err != nil {
				return nil, err
			}
			changes = append(changes, c)
		}
		return changes, nil
	})
}

// takeBack returns the change that puts a record back to what it was before a revision.
func (d *Desk) takeBack(ctx context.Context, rev record.Revision, group []record.Revision) (store.Change, error) {
	c := store.Change{Change: store.Undo, RecordID: rev.RecordID}
	revs, err := d.History(ctx, rev.RecordID)
	if err != nil {
		return c, err
	}
	// What came after may have been taken back itself: then the record is as the revision left it.
	if last := revs[len(revs)-1]; last.Rev != rev.Rev && !bytes.Equal(last.Body, rev.Body) {
		return c, fmt.Errorf("%s was changed since (%s, version %d), so that what was done with it cannot be taken back whole; undo that first: %w",
			rev.RecordID, last.Change, last.Rev, fault.ErrConflict)
	}
	if rev.Rev > 1 {
		if body := revs[rev.Rev-2].Body; len(body) > 0 {
			c.Record, err = record.Decode(body)
			return c, err
		}
	}
	if len(rev.Body) == 0 {
		return c, fmt.Errorf("nothing stood under %s before: %w", rev.RecordID, fault.ErrConflict)
	}
	if err := d.free(ctx, rev.RecordID); err != nil && len(group) == 1 {
		return c, err
	}
	return c, nil
}

// errPassed ends a reading of the log.
var errPassed = errors.New("passed")

// together returns the revisions that one merge or split, or its undo, appended: of one author, for one reason, at one
// instant, in a row. Any other revision is alone.
func (d *Desk) together(ctx context.Context, rev record.Revision) ([]record.Revision, error) {
	joined := func(r record.Revision) bool {
		return r.RecordedAt.Equal(rev.RecordedAt) && r.Author == rev.Author && r.Reason == rev.Reason
	}
	if !slices.Contains([]string{store.Merge, store.Split, store.Undo, store.Create}, rev.Change) {
		return []record.Revision{rev}, nil
	}
	var group []record.Revision
	err := d.log.Since(ctx, max(0, rev.Seq-1-mostTogether), func(r record.Revision) error {
		switch {
		case joined(r):
			group = append(group, r)
		case r.Seq < rev.Seq:
			group = nil
		default:
			return errPassed
		}
		if len(group) > mostTogether {
			return errPassed
		}
		return nil
	})
	if err != nil && !errors.Is(err, errPassed) {
		return nil, err
	}
	made := func(change string) bool {
		return slices.ContainsFunc(group, func(r record.Revision) bool { return r.Change == change })
	}
	if len(group) > mostTogether || !made(store.Merge) && !made(store.Split) && !made(store.Undo) {
		return []record.Revision{rev}, nil
	}
	return group, nil
}

// mostTogether bounds how many records a merge or split changes.
const mostTogether = 200
