package maps

import (
	"oblast/data/record"
	"oblast/data/relay"
)

// sourcesOf says how widely a record is reported, and which statements repeat each other.
type sourcesOf struct {
	reach
	Voices         []voice               `json:"voices"`
	Contradictions []relay.Contradiction `json:"contradictions"` // of relays with their primaries; the primary stands
}

// voice is a speaker or a text, by ids of statements.
type voice struct {
	Primary    string   `json:"primary"`
	Relays     []string `json:"relays"`
	Superseded []string `json:"superseded"`
}

func newSources(statements []*record.Statement, documents relay.Documents) *sourcesOf {
	s := &sourcesOf{reach: reachOf(statements, documents), Voices: []voice{}, Contradictions: []relay.Contradiction{}}
	ids := func(list []*record.Statement) []string {
		out := []string{}
		for _, st := range list {
			out = append(out, st.ID)
		}
		return out
	}
	for _, v := range relay.Voices(statements, documents) {
		s.Voices = append(s.Voices, voice{v.Primary.ID, ids(v.Relays), ids(v.Superseded)})
		s.Contradictions = append(s.Contradictions, relay.Contradictions(v)...)
	}
	return s
}
