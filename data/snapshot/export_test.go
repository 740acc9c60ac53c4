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
