package snapshot

import (
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
	if e.guarded {
		told = len(e.Revisions)
	}
	steps = make([]Step, len(e.Revisions))
	var stood record.Record // last, among those that are told
	for i, c := range e.Revisions {
		steps[i] = Step{Change: c.told(), Stands: c.record != nil, Withheld: i < told && i > 0}
		if i >= told || i == 0 {
			steps[i].Differences = []record.Difference{}
			if i > 0 && i >= told {
				steps[i].Differences = append(steps[i].Differences, record.Differences(stood, c.record)...)
			}
		}
		if i+1 >= told && c.record != nil { // one that stands again is held against what stood last
			stood = c.record
		}
	}
	return steps, true
}
