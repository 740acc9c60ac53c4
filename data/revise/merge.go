package revise

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// Merge makes one incident of several that are the same event: the first takes the statements, effects and tags of the
// others that it lacks and keeps all else; the others end. Undo of any of them takes the whole merge back. Incidents that
// do not look like one event at one place and time are refused with an *OddError, unless the wish says to merge them anyway.
func (d *Desk) Merge(ctx context.Context, into string, others []string, w Wish) ([]Done, error) {
	if len(others) == 0 || slices.Contains(others, into) || duplicate(others) {
		return nil, &fault.FieldError{Field: "id", Problem: "has to be other incidents than the one that they are merged into, each once"}
	}
	var notes []string
	done, err := d.change(ctx, w, func() ([]store.Change, error) {
		notes = nil
		rec, err := d.standing(ctx, into, w)
		if err != nil {
			return nil, err
		}
		merged, ok := rec.(*record.Incident)
		if !ok {
			return nil, notAnIncident(rec)
		}
		changes := []store.Change{{Change: store.Merge, Record: merged}}
		var odd []string
		for _, id := range others {
			rec, err := d.standing(ctx, id, Wish{})
			if err != nil {
				return nil, err
			}
			other, ok := rec.(*record.Incident)
			if !ok {
				return nil, notAnIncident(rec)
			}
			odd = append(odd, d.odd(merged, other)...)
			if note := unkept(merged, other); note != "" {
				notes = append(notes, note)
			}
			absorb(merged, other)
			changes = append(changes, store.Change{Change: store.Merge, RecordID: id})
		}
		if len(odd) > 0 && !w.Anyway {
			return nil, &OddError{odd}
		}
		notes = append(notes, odd...)
		return changes, nil
	})
	if len(done) > 0 {
		done[0].Notes = notes
	}
	return done, err
}

func notAnIncident(rec record.Record) error {
	return &fault.FieldError{Field: "id", Value: rec.RecordID(), Problem: fmt.Sprintf("is a %s; only incidents are merged or split", rec.RecordKind())}
}

// absorb adds to an incident what another says beside it.
func absorb(into, other *record.Incident) {
	into.IsInterception = into.IsInterception || other.IsInterception
	into.IsDamage = into.IsDamage || other.IsDamage
	if into.Count == nil {
		into.Count = other.Count
	}
	for _, id := range other.Statements {
		if !slices.Contains(into.Statements, id) {
			into.Statements = append(into.Statements, id)
		}
	}
	for _, tag := range other.Tags {
		if !slices.Contains(into.Tags, tag) {
			into.Tags = append(into.Tags, tag)
		}
	}
	for _, e := range other.Effects {
		if !slices.ContainsFunc(into.Effects, func(held record.Effect) bool { return reflect.DeepEqual(held, e) }) {
			into.Effects = append(into.Effects, e)
		}
	}
}

func duplicate(ids []string) bool {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return true
		}
	}
	return false
}

// Split makes several incidents of one that was several events. A part with the id of the incident goes on as its next
// version, otherwise the incident ends; the other parts are new. Undo of any of them takes the whole split back.
func (d *Desk) Split(ctx context.Context, id string, parts []record.Record, w Wish) ([]Done, error) {
	if len(parts) < 2 {
		return nil, &fault.FieldError{Field: "parts", Problem: "are fewer than two; a split gives the incidents that one was"}
	}
	return d.change(ctx, w, func() ([]store.Change, error) {
		rec, err := d.standing(ctx, id, w)
		if err != nil {
			return nil, err
		}
		if _, ok := rec.(*record.Incident); !ok {
			return nil, notAnIncident(rec)
		}
		whole := store.Change{Change: store.Split, RecordID: id}
		var fresh []store.Change
		for _, part := range parts {
			switch _, ok := part.(*record.Incident); {
			case !ok:
				return nil, notAnIncident(part)
			case part.RecordID() == id && whole.Record != nil:
				return nil, &fault.FieldError{Field: "parts", Value: id, Problem: "stands twice among the parts"}
			case part.RecordID() == id:
				whole.Record = part
			default:
				fresh = append(fresh, store.Change{Change: store.Create, Record: part})
			}
		}
		return append([]store.Change{whole}, fresh...), nil
	})
}
