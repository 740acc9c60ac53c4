package revise

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/geo/fault"
	"oblast/geo/geocode/similar"
)

// unknown is the error for an id that was never used: a fault.ErrNotFound that names the ids which are most like it. It
// reads the whole log.
func (d *Desk) unknown(ctx context.Context, id string) error {
	var near []likeness
	seen := map[string]bool{}
	var asked similar.Pattern
	asked.Set([]byte(id))
	err := d.log.Since(ctx, 0, func(r record.Revision) error {
		if !seen[r.RecordID] {
			seen[r.RecordID] = true
			if edits := asked.Distance([]byte(clip(r.RecordID))); edits <= max(2, len(id)/8) || len(id) >= shortPart && strings.Contains(r.RecordID, id) {
				near = append(near, likeness{r.RecordID, edits})
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return fmt.Errorf("no record has the id %q%s: %w", id, didYouMean(near), fault.ErrNotFound)
}

// shortPart is how long a part of an id has to be to stand for it.
const shortPart = 5

// likeness is an id and how many edits another is from it.
type likeness struct {
	id    string
	edits int
}

func clip(id string) string { return id[:min(len(id), similar.MaxLetters)] }

// didYouMean names the few ids that are nearest.
func didYouMean(near []likeness) string {
	const most = 3
	if len(near) == 0 {
		return ""
	}
	slices.SortFunc(near, func(a, b likeness) int { return cmp.Or(cmp.Compare(a.edits, b.edits), strings.Compare(a.id, b.id)) })
	var ids []string
	for _, n := range near[:min(len(near), most)] {
		ids = append(ids, n.id)
	}
	return "; did you mean " + strings.Join(ids, ", ") + "?"
}
