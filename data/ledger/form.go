package ledger

import (
	"cmp"
	"slices"

	"oblast/geo/region"
)

// Coverage is the units that one tally speaks of, whether it is counted or not: its scope, and what its items name. Tree
// indexes, each once, ascending.
type Coverage struct{ Units []int32 }

// formEntries chooses the counted tallies and joins them into entries, by slot, country and first tally.
func (w *writer) formEntries() (entries []*Entry) {
	c := &chooser{tree: w.tree, in: w.in}
	var cands []candidate
	for _, t := range w.in.Tallies {
		if t.Metric == "intercepted" {
			cands = append(cands, c.candidateOf(t, tallySlot(t), w.spots))
		}
	}
	sameSlot := func(x, y candidate) int {
		return cmp.Or(x.slot.Compare(y.slot), cmp.Compare(x.country, y.country))
	}
	slices.SortFunc(cands, func(x, y candidate) int { return cmp.Or(sameSlot(x, y), before(x, y)) })
	var chosen []choice
	for len(cands) > 0 {
		n := 1
		for n < len(cands) && sameSlot(cands[0], cands[n]) == 0 {
			n++
		}
		chosen = append(chosen, c.choose(cands[:n]))
		cands = cands[n:]
	}
	c.across(chosen)
	for _, ch := range chosen {
		entries = append(entries, w.join(c, ch)...)
	}
	return entries
}

// join makes the entries of one choice: counted tallies that are akin lie in one entry. Where nothing was counted an
// entry without parts keeps the list of what was not added.
func (w *writer) join(c *chooser, ch choice) []*Entry {
	var groups [][]candidate
	for _, cand := range ch.counted {
		var own []candidate
		groups = slices.DeleteFunc(groups, func(g []candidate) bool {
			if !slices.ContainsFunc(g, func(x candidate) bool { return c.akin(x, cand) }) {
				return false
			}
			own = append(own, g...)
			return true
		})
		groups = append(groups, append(own, cand))
	}
	if len(groups) == 0 {
		groups = append(groups, nil)
	}
	entries := make([]*Entry, len(groups))
	for i, g := range groups {
		e := &Entry{Country: region.None}
		for _, cand := range g {
			e.Country, e.Slot = cand.country, cand.slot
			e.add(w.tree, w.spots, cand.tally)
		}
		entries[i] = e
	}
	for _, r := range ch.notAdded {
		w.listNotAdded(c, entries, groups, r)
	}
	for _, e := range entries {
		e.close()
	}
	return entries
}

// listNotAdded puts a tally that was left out beside the counted one that it gave way to, or else beside a kin.
func (w *writer) listNotAdded(c *chooser, entries []*Entry, groups [][]candidate, r rejected) {
	at := slices.IndexFunc(groups, func(g []candidate) bool {
		return slices.ContainsFunc(g, func(x candidate) bool { return r.of != nil && x.tally == r.of.tally })
	})
	if at < 0 {
		at = slices.IndexFunc(groups, func(g []candidate) bool {
			return slices.ContainsFunc(g, func(x candidate) bool { return c.akin(x, r.candidate) })
		})
	}
	e := entries[max(0, at)]
	if len(e.Parts) == 0 {
		e.Country, e.Slot = r.country, r.slot
	}
	n := NotAdded{ID: r.tally.ID, Reason: r.reason, Total: SumOf(&r.tally.Count).Triple()}
	if r.of != nil {
		n.Of = r.of.tally.ID
	}
	e.NotAdded = append(e.NotAdded, n)
}
