package ledger

import (
	"slices"

	"oblast/data/record"
)

// across leaves out counted tallies whose stated windows overlap a larger one's of a neighbouring slot.
func (c *chooser) across(chosen []choice) {
	type ref struct{ slot, i int }
	var refs []ref
	byDate := map[record.Date][]candidate{}
	for s := range chosen {
		for i := range chosen[s].counted {
			refs = append(refs, ref{s, i})
		}
	}
	slices.SortFunc(refs, func(a, b ref) int {
		return before(chosen[a.slot].counted[a.i], chosen[b.slot].counted[b.i])
	})
	dropped := map[*record.Tally]bool{}
	for _, r := range refs {
		cand := chosen[r.slot].counted[r.i]
		if !cand.stated() {
			continue
		}
		day := record.DateOf(cand.tally.Window.Start.UTC())
		if of, reason := c.clash(byDate, day, cand); reason != "" {
			dropped[cand.tally] = true
			chosen[r.slot].notAdded = append(chosen[r.slot].notAdded, rejected{cand, reason, of})
			continue
		}
		byDate[day] = append(byDate[day], cand)
	}
	for s := range chosen {
		chosen[s].counted = slices.DeleteFunc(chosen[s].counted, func(x candidate) bool { return dropped[x.tally] })
	}
}

// clash finds a tally taken before, of another slot, whose window overlaps. Windows are a day long at most.
func (c *chooser) clash(byDate map[record.Date][]candidate, day record.Date, cand candidate) (*candidate, string) {
	for d := day - 2; d <= day+2; d++ {
		for i := range byDate[d] {
			other := byDate[d][i]
			if other.slot == cand.slot || other.country != cand.country {
				continue
			}
			if reason := c.collide(other, cand); reason != "" {
				return &other, reason
			}
		}
	}
	return nil, ""
}
