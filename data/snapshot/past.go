package snapshot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"oblast/data/record"
	"oblast/geo/fault"
)

// Source gives the newest snapshot and older ones. Live is one.
type Source interface {
	Current() *Snapshot
	AsOf(ctx context.Context, text string) (*Snapshot, error)
}

// maxPast is how many older snapshots are kept.
const maxPast = 4

// past keeps the older snapshots asked for last.
type past struct {
	mu   sync.Mutex // one is built at a time
	held []*Snapshot
}

// AsOf returns the snapshot of a version (a number of revisions) or of a time (RFC 3339, or a date: its end in UTC): what
// the log held then, with the restrictions in force now. The newest is Current; an older one is built from the log,
// which takes as long as a start, and kept for a while. A version that is not reached yet, or a text that is neither, is
// a *fault.FieldError of the field as_of.
func (l *Live) AsOf(ctx context.Context, text string) (*Snapshot, error) {
	current := l.Current()
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		at, ok := parseTime(text)
		if !ok {
			return nil, &fault.FieldError{Field: "as_of", Value: text, Problem: "is neither a version nor a time", Allowed: []string{"a version such as " + current.Version(), "a time such as 2025-11-24T12:00:00Z"}}
		}
		if !at.Before(current.RecordedAt()) {
			return current, nil
		}
		if seq, err = l.headAt(ctx, at); err != nil {
			return nil, err
		}
	}
	switch {
	case seq == current.Head():
		return current, nil
	case seq < 0 || seq > current.Head():
		return nil, &fault.FieldError{Field: "as_of", Value: text, Problem: "is no version of this log", Allowed: []string{fmt.Sprintf("0 to %d, or a time", current.Head())}}
	}
	return l.older(ctx, seq)
}

func parseTime(text string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Microsecond), true
	}
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}

// errEnough ends a reading of the log.
var errEnough = errors.New("enough")

// headAt returns the last revision recorded at or before a time. Clocks may step back: the log's order is what counts,
// so it is the last before the first later one.
func (l *Live) headAt(ctx context.Context, at time.Time) (seq int64, err error) {
	err = l.log.Since(ctx, 0, func(rev record.Revision) error {
		if rev.RecordedAt.After(at) {
			return errEnough
		}
		seq = rev.Seq
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return seq, err
}

// older returns the snapshot of a revision below the head.
func (l *Live) older(ctx context.Context, seq int64) (*Snapshot, error) {
	l.past.mu.Lock()
	defer l.past.mu.Unlock()
	for i, s := range l.past.held {
		if s.Head() == seq {
			l.past.held = append(slices.Delete(l.past.held, i, i+1), s)
			return s, nil
		}
	}
	r, err := l.registerAt(ctx, seq)
	if err != nil {
		return nil, err
	}
	s, err := build(ctx, l.boundaries, time.Now(), r, l.Current())
	if err != nil {
		return nil, err
	}
	if l.past.held = append(l.past.held, s); len(l.past.held) > maxPast {
		l.past.held = slices.Delete(l.past.held, 0, 1)
	}
	return s, nil
}

// registerAt replays the log up to a revision. Restrictions are those of today, and what was made to say less since says
// no more then: what is withheld now is not to be had by asking for yesterday.
func (l *Live) registerAt(ctx context.Context, seq int64) (*register, error) {
	var revs []record.Revision
	err := l.log.Since(ctx, 0, func(rev record.Revision) error {
		if rev.Seq > seq {
			return errEnough
		}
		revs = append(revs, rev)
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("read the log up to revision %d: %w", seq, err)
	}
	g := (&register{}).grow()
	if err := g.add(revs); err != nil {
		return nil, err
	}
	g.guard(l.Current().register)
	r := g.register()
	r.byKind[record.KindRestriction] = l.Current().register.byKind[record.KindRestriction]
	return r, nil
}
