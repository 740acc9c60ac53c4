package maps

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
	"oblast/data/relay"
	"oblast/data/snapshot"
)

// remarks holds, for the newest snapshot, what rests on statements, and the statements on which no record rests: what an
// article says besides, such as that a total was an increase when it was none.
type remarks struct{ held atomic.Pointer[remarkIndex] }

// remarkIndex lists statements by their document, in order of ids, and the records that rest on a statement.
type remarkIndex struct {
	snap  *snapshot.Snapshot
	in    map[string][]*record.Statement
	rests map[string]record.Record   // the first
	more  map[string][]record.Record // the others, where there are any

	discounted []*record.Incident // by id
	found      sync.Map           // what contradicts in a statement on which many rest, by its id: []checks.Finding
}

// manyRest is from how many records on what contradicts in their statement is kept: each night that one of them is of
// asks for it, and it is reckoned from all of them.
const manyRest = 8

// of returns the index of a snapshot, built at the first call for it.
func (r *remarks) of(snap *snapshot.Snapshot) *remarkIndex {
	if held := r.held.Load(); held != nil && held.snap == snap {
		return held
	}
	made := &remarkIndex{snap: snap, in: map[string][]*record.Statement{}, rests: map[string]record.Record{}, more: map[string][]record.Record{}}
	for _, kind := range []record.Kind{record.KindIncident, record.KindTally, record.KindRestriction} {
		for _, e := range snap.Records(kind) {
			made.restAll(e.Record)
			if inc, ok := e.Record.(*record.Incident); ok && inc.Grade == "discounted" {
				made.discounted = append(made.discounted, inc)
			}
		}
	}
	for _, e := range snap.Records(record.KindStatement) {
		if st, ok := e.Record.(*record.Statement); ok && made.rests[e.ID] == nil {
			made.in[st.Document] = append(made.in[st.Document], st)
		}
	}
	r.held.Store(made)
	return made
}

// restAll notes on which statements a record rests. The records come one after the other.
func (x *remarkIndex) restAll(on record.Record) {
	record.References(on, func(_ record.Pointer, id string, kind record.Kind) {
		if kind == record.KindStatement {
			x.rest(id, on)
		}
	})
}

func (x *remarkIndex) rest(id string, on record.Record) {
	first, more := x.rests[id], x.more[id]
	switch {
	case first == nil:
		x.rests[id] = on
	case first != on && (len(more) == 0 || more[len(more)-1] != on):
		x.more[id] = append(more, on)
	}
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

// contradictions are what contradicts in some statements, in what rests on them, and between relays and their primaries.
func (x *remarkIndex) contradictions(statements []*record.Statement) []checks.Finding {
	out := []checks.Finding{}
	for _, st := range statements {
		out = append(out, x.contradicted(st)...)
	}
	return append(out, relayFindings(statements, x.snap.Document)...)
}

// contradicted is what contradicts in one statement; the caller does not change it.
func (x *remarkIndex) contradicted(st *record.Statement) []checks.Finding {
	if found, ok := x.found.Load(st.ID); ok {
		kept, _ := found.([]checks.Finding)
		return kept
	}
	var published *time.Time
	if d := x.snap.Document(st.Document); d != nil {
		published = d.PublishedAt
	}
	on := x.more[st.ID]
	if first := x.rests[st.ID]; first != nil {
		on = append([]record.Record{first}, on...)
	}
	found := checks.Of(st, published, on)
	if len(on) >= manyRest {
		x.found.Store(st.ID, found)
	}
	return found
}

// relayFindings are the relays that give a number which their primary does not give.
func relayFindings(statements []*record.Statement, documents relay.Documents) (out []checks.Finding) {
	if !slices.ContainsFunc(statements, func(st *record.Statement) bool { return st.Quote != "" }) {
		return nil
	}
	for _, v := range relay.Voices(statements, documents) {
		for _, c := range relay.Contradictions(v) {
			out = append(out, checks.Relayed(c.Relay, c.Check))
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
