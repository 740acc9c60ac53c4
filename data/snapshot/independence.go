package snapshot

import (
	"oblast/data/grading"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/relay"
)

// sources says how widely an incident or a tally is reported.
type sources struct {
	statements  int
	documents   int // distinct documents
	independent int // voices that do not repeat each other
}

// countSources counts.
func (r *register) countSources(statements []*record.Statement) sources {
	documents := map[string]bool{}
	for _, s := range statements {
		documents[s.Document] = true
	}
	return sources{len(statements), len(documents), relay.Count(statements, r.document)}
}

func (r *register) document(id string) *record.Document { return lookup[*record.Document](r, id) }

// primary returns the statement that a statement repeats, or itself.
func (r *register) primary(of *record.Statement, statements []*record.Statement) *record.Statement {
	if of == nil || len(statements) == 1 {
		return of
	}
	for _, v := range relay.Voices(statements, r.document) {
		for _, s := range v.Relays {
			if s == of {
				return v.Primary
			}
		}
	}
	return of
}

// grade grades an incident as it is told.
func grade(inc *record.Incident, statements []*record.Statement, independent int, relation string) grading.Result {
	return grading.Of(inc, grading.Evidence{Statements: statements, Independent: independent, Conflicts: relation == ledger.Conflicts})
}

// Grading returns the grade of an incident, and the rule or the reviewer's reason behind it; ok is false for what is no
// incident that is shown.
func (s *Snapshot) Grading(id string) (result grading.Result, ok bool) {
	i, ok := findPublished(s.public.incidents, id)
	if !ok {
		return result, false
	}
	pub := s.public.incidents[i]
	return s.report(pub, s.relation(pub.incident())).grade, true
}

// maxRelays bounds how long a chain of relays is followed.
const maxRelays = 16

// lookup returns the record of an id where it is held, of that kind and not retracted; else the zero pointer.
func lookup[T record.Record](r *register, id string) (found T) {
	if e, ok := r.entry(id); ok {
		found, _ = e.Record.(T)
	}
	return found
}

// Voices groups statements as they are told into voices, by what is known of them: of one that is veiled neither its
// speaker nor its words are told, but whether it repeats another is.
func (s *Snapshot) Voices(told []*record.Statement) []relay.Voice {
	known, back := s.known(told)
	voices := relay.Voices(known, s.register.document)
	for i := range voices {
		v := &voices[i]
		v.Primary = back(v.Primary)
		for _, list := range [][]*record.Statement{v.Relays, v.Superseded} {
			for j := range list {
				list[j] = back(list[j])
			}
		}
	}
	return voices
}

// Independent counts the voices of statements as they are told.
func (s *Snapshot) Independent(told []*record.Statement) int {
	known, _ := s.known(told)
	return relay.Count(known, s.register.document)
}

// known returns the statements as they are recorded, and what leads back to them as they are told.
func (s *Snapshot) known(told []*record.Statement) (known []*record.Statement, back func(*record.Statement) *record.Statement) {
	if len(s.public.names) == 0 {
		return told, func(st *record.Statement) *record.Statement { return st }
	}
	ids := s.public.silentIDs()
	known, shown := make([]*record.Statement, len(told)), make(map[*record.Statement]*record.Statement, len(told))
	for i, st := range told {
		known[i] = st
		id, veiled := ids[st.ID]
		if !veiled {
			id = st.ID
		}
		if recorded := lookup[*record.Statement](s.register, id); recorded != nil {
			known[i] = recorded
		}
		shown[known[i]] = st
	}
	return known, func(st *record.Statement) *record.Statement { return shown[st] }
}
