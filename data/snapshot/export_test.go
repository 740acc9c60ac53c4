package snapshot

import (
	"context"
	"time"

	"oblast/data/record"
)

// BuildBeside is Build with the layers of regions of another snapshot, which take most of the time for a few records.
func BuildBeside(ctx context.Context, other *Snapshot, now time.Time, revs []record.Revision) (*Snapshot, error) {
	g := (&register{}).grow()
	if err := g.add(revs); err != nil {
		return nil, err
	}
	return build(ctx, other.boundaries, now, g.register(), other)
}

// BuildPast makes an earlier state from nothing, under the restrictions of today.
func BuildPast(ctx context.Context, other *Snapshot, now time.Time, revs []record.Revision, seq int64) (*Snapshot, error) {
	g := (&register{}).grow()
	if err := g.add(revs); err != nil {
		return nil, err
	}
	head := &Snapshot{register: g.register(), boundaries: other.boundaries}
	head.public = newPublic(head.register, newLimits(head.Tree(), head.register, now), nil, nil)
	past := &Snapshot{boundaries: other.boundaries}
	past.register, _ = head.registerAt(seq)
	past.public = newPublic(past.register, newLimits(head.Tree(), past.register, now), head.public, head)
	return past, past.fill(ctx, other)
}

// At is what Live makes of a snapshot when only time has passed.
func At(ctx context.Context, s *Snapshot, now time.Time) (*Snapshot, error) {
	return follow(ctx, s.boundaries, now, s.register, s, nil)
}

// Due returns when the next withheld record becomes public; zero: never.
func Due(s *Snapshot) time.Time { return s.public.limits.due }
