package revise

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// Put records a record: as new, or as another version of the one that is there, which then has to be the version that
// the wish expects. One that was retracted stands again by an update alone, one that went into others by an undo. change is what a new version is called: store.Update, store.Correction or store.Generalisation. A
// record that says what stands already is not recorded again, and Done is empty.
func (d *Desk) Put(ctx context.Context, recs []record.Record, change string, w Wish) ([]Done, error) {
	if len(recs) != 1 && w.Expect != 0 {
		return nil, &fault.FieldError{Field: "expect", Problem: "is the version of one record; put the others by themselves"}
	}
	return d.change(ctx, w, func() ([]store.Change, error) {
		var changes []store.Change
		for _, rec := range recs {
			c, err := d.put(ctx, rec, change, w)
			if err != nil {
				return nil, err
			}
			if c != nil {
				changes = append(changes, *c)
			}
		}
		return changes, nil
	})
}

func (d *Desk) put(ctx context.Context, rec record.Record, change string, w Wish) (*store.Change, error) {
	id := rec.RecordID()
	revs, err := d.log.Of(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(revs) == 0 {
		if change != store.Update || w.Expect != 0 {
			return nil, fmt.Errorf("%w; put without --expect makes a new one", d.unknown(ctx, id))
		}
		return &store.Change{Change: store.Create, Record: rec}, nil
	}
	last := revs[len(revs)-1]
	body, err := record.Encode(rec)
	switch {
	case err != nil:
		return nil, err
	case bytes.Equal(body, last.Body):
		return nil, nil
	case w.Expect != last.Rev:
		return nil, &ConflictError{id, w.Expect, last}
	case len(last.Body) == 0 && (change != store.Update || last.Change == store.Merge || last.Change == store.Split):
		return nil, ended(&last) // there is nothing to be corrected; and what went into others would count twice
	}
	return &store.Change{Change: change, Record: rec}, nil
}

// Retract ends a record. One that others still lean on is not retracted: the error names them.
func (d *Desk) Retract(ctx context.Context, id string, w Wish) ([]Done, error) {
	return d.change(ctx, w, func() ([]store.Change, error) {
		if _, err := d.standing(ctx, id, w); err != nil {
			return nil, err
		}
		if err := d.free(ctx, id); err != nil {
			return nil, err
		}
		return []store.Change{{Change: store.Retraction, RecordID: id}}, nil
	})
}

// free refuses to end a record that others refer to.
func (d *Desk) free(ctx context.Context, id string) error {
	refers, err := d.referring(ctx, id)
	if err == nil && len(refers) > 0 {
		err = fmt.Errorf("%s stands in %s; change or retract them first: %w", id, strings.Join(refers, ", "), fault.ErrConflict)
	}
	return err
}

func contains(body, quoted []byte) bool { return bytes.Contains(body, quoted) }

// some lists ids by name, the first few of them.
func some(ids map[string]bool) []string {
	const most = 5
	var out []string
	for id := range ids {
		out = append(out, id)
	}
	slices.Sort(out)
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more", len(ids)-most))
	}
	return out
}
