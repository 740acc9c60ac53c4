package maps

import (
	"slices"
	"sync/atomic"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// remarks holds, for the newest snapshot, the statements on which no record rests: what an article says besides, such as
// that a total was an increase when it was none.
type remarks struct{ held atomic.Pointer[remarkIndex] }

// remarkIndex lists statements by their document, in order of ids.
type remarkIndex struct {
	snap *snapshot.Snapshot
	in   map[string][]*record.Statement
}

// of returns the index of a snapshot, built at the first call for it.
func (r *remarks) of(snap *snapshot.Snapshot) *remarkIndex {
	if held := r.held.Load(); held != nil && held.snap == snap {
		return held
	}
	made := &remarkIndex{snap: snap, in: map[string][]*record.Statement{}}
	used := map[string]bool{}
	for _, kind := range []record.Kind{record.KindIncident, record.KindTally, record.KindRestriction} {
		for _, e := range snap.Records(kind) {
			record.References(e.Record, func(_, id string, _ record.Kind) { used[id] = true })
		}
	}
	for _, e := range snap.Records(record.KindStatement) {
		if st, ok := e.Record.(*record.Statement); ok && !used[e.ID] {
			made.in[st.Document] = append(made.in[st.Document], st)
		}
	}
	r.held.Store(made)
	return made
}

// beside returns what the documents of a record say besides.
func (x *remarkIndex) beside(documents []*record.Document, id string) []*record.Statement {
	out := []*record.Statement{}
	for _, d := range documents {
		for _, st := range x.in[d.ID] {
			if st.ID != id && !slices.Contains(out, st) {
				out = append(out, st)
			}
		}
	}
	return out
}

// unitsNamed names every unit that a record and its tallies speak of, in its resolution too.
func unitsNamed(snap *snapshot.Snapshot, records ...record.Record) map[string]names {
	units := map[string]names{}
	add := func(ids ...string) {
		for _, id := range ids {
			if unit, ok := snap.Tree().Unit(id); ok {
				units[id] = namesOf(unit.Names)
			}
		}
	}
	for _, r := range records {
		record.Regions(r, func(_, id string) { add(id) })
		if inc, ok := r.(*record.Incident); ok && inc.Place.Resolution != nil {
			add(inc.Place.Resolution.Answer...)
			add(inc.Place.Resolution.Suggested...)
			for _, x := range inc.Place.Resolution.Rejected {
				add(x.ID)
			}
		}
	}
	return units
}
