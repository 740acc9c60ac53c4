package snapshot

import (
	"slices"

	"oblast/data/record"
	"oblast/data/store"
)

// mostTogether bounds how far apart in the log the revisions of one merge or split lie.
const mostTogether = 200

// Became returns, for each of some changes that ended an incident, the ids of the incidents that it was merged into or
// split to, by id: those that the same act made or changed. It is empty for every other change, and names nothing that may
// not be told. It looks at every incident once.
func (s *Snapshot) Became(of ...Change) [][]string {
	out := make([][]string, len(of))
	ends := func(c Change) bool {
		return c.record == nil && c.Act != nil && c.Author != "" && (c.Change == store.Merge || c.Change == store.Split)
	}
	if !slices.ContainsFunc(of, ends) {
		return out
	}
	for _, e := range s.register.byKind[record.KindIncident] {
		for i, c := range of {
			if !ends(c) || !e.madeBy(c) || slices.Contains(out[i], e.ID) {
				continue
			}
			if told, ok := s.Record(e.ID); ok && told.ID == e.ID && !told.guarded {
				out[i] = append(out[i], e.ID)
			}
		}
	}
	return out
}

// madeBy reports whether the act of a change left a version of the entry.
func (e *Entry) madeBy(of Change) bool {
	for _, c := range e.Revisions {
		near := c.Seq-of.Seq <= mostTogether && of.Seq-c.Seq <= mostTogether
		if near && c.record != nil && c.RecordedAt.Equal(of.RecordedAt) && c.Author == of.Author && c.Reason == of.Reason &&
			(c.Change == of.Change || of.Change == store.Split && c.Change == store.Create) {
			return true
		}
	}
	return false
}
