package snapshot

import (
	"slices"

	"oblast/data/record"
	"oblast/data/store"
)

// Step is one revision of a record and what it changed.
type Step struct {
	Change
	Stands      bool                `json:"stands"`      // false: nothing stood afterwards
	Differences []record.Difference `json:"differences"` // to the version before; nil where they are withheld
	Withheld    bool                `json:"withheld"`    // the public is not told what was different
}

// History returns the revisions of a record, oldest first, each with its differences; ok is false for an id that Record
// does not have either. What a generalisation took out, or a restriction hides, is in no difference.
func (s *Snapshot) History(id string) (steps []Step, ok bool) {
	e, ok := s.Record(id)
	if !ok {
		return nil, false
	}
	told := 0 // revisions from here on are told
	for i, c := range e.Revisions {
		if c.Change == store.Generalisation {
			told = i + 1
		}
	}
	if e.guarded || s.coarsened(e) {
		told = len(e.Revisions)
	}
	steps = make([]Step, len(e.Revisions))
	for i, c := range e.Revisions {
		steps[i] = Step{Change: c, Stands: c.record != nil, Withheld: i < told && i > 0}
		if i >= told || i == 0 {
			steps[i].Differences = []record.Difference{}
			if i > 0 && i >= told {
				steps[i].Differences = append(steps[i].Differences, record.Differences(e.Revisions[i-1].record, c.record)...)
			}
		}
	}
	return steps, true
}

// coarsened reports whether an incident is shown otherwise than it is recorded.
func (s *Snapshot) coarsened(e *Entry) bool {
	inc, ok := e.Record.(*record.Incident)
	if !ok {
		return false
	}
	i, found := slices.BinarySearchFunc(s.incidents, e.ID, func(x *record.Incident, id string) int { return compareIDs(x.ID, id) })
	return !found || s.incidents[i] != inc
}

// guard puts in the place of what was made to say less after this growth's end what it says since.
func (g *growth) guard(now *register) {
	for _, id := range now.generalised {
		then, e := g.next.entries[id], now.entries[id]
		if then == nil || e == nil {
			continue
		}
		last := -1
		for i, c := range e.Revisions {
			if c.Change == store.Generalisation && c.Seq > g.next.head {
				last = i
			}
		}
		if last < 0 {
			continue
		}
		guarded := *then
		if guarded.guarded = true; guarded.Record != nil {
			guarded.Record = e.Revisions[last].record
		}
		g.next.entries[id] = &guarded
		g.changed[guarded.Kind] = append(g.changed[guarded.Kind], &guarded)
	}
}
