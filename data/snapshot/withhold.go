package snapshot

import "oblast/data/record"

// hide returns the ids of what withheld incidents take with them: the incidents, every statement that one of them leans
// on, and the documents in which no other statement stands. A statement that tells of several incidents is withheld with
// the first of them: its words would give away what the incident's columns leave out.
func (r *register) hide(withheld []*record.Incident) map[string]bool {
	hidden := map[string]bool{}
	for _, inc := range withheld {
		hidden[inc.ID] = true
		for _, id := range inc.Statements {
			hidden[id] = true
		}
		for i := range inc.Effects {
			if id := inc.Effects[i].Statement; id != nil {
				hidden[*id] = true
			}
		}
		if inc.Attribution != nil && inc.Attribution.Statement != nil {
			hidden[*inc.Attribution.Statement] = true
		}
	}
	if len(hidden) == 0 {
		return hidden
	}
	told, silent := map[string]bool{}, map[string]bool{}
	for _, e := range r.byKind[record.KindStatement] {
		if st, ok := e.Record.(*record.Statement); ok {
			if hidden[e.ID] {
				silent[st.Document] = true
			} else {
				told[st.Document] = true
			}
		}
	}
	for document := range silent {
		if !told[document] {
			hidden[document] = true
		}
	}
	return hidden
}

// silenced is a statement without its words, where these are withheld; nil stays nil.
func silenced(st *record.Statement, hidden map[string]bool) *record.Statement {
	if st == nil || !hidden[st.ID] {
		return st
	}
	without := *st
	without.Quote, without.QuoteLang, without.Summary = "", nil, nil
	return &without
}
