package maps

import (
	"oblast/data/record"
	"oblast/data/relay"
	"oblast/data/snapshot"
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

func newSources(snap *snapshot.Snapshot, statements []*record.Statement) *sourcesOf {
	s := &sourcesOf{reach: reachOf(snap, statements), Voices: []voice{}, Contradictions: []relay.Contradiction{}}
	ids := func(list []*record.Statement) []string {
		out := []string{}
		for _, st := range list {
			out = append(out, st.ID)
		}
		return out
	}
	for _, v := range snap.Voices(statements) {
		s.Voices = append(s.Voices, voice{v.Primary.ID, ids(v.Relays), ids(v.Superseded)})
		s.Contradictions = append(s.Contradictions, relay.Contradictions(v)...)
	}
	return s
}
