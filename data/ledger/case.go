package ledger

import (
	"slices"

	"oblast/data/record"
)

// Case is a counted incident with its time and place resolved.
type Case struct {
	Incident *record.Incident
	Relation string // to its night's entry; empty: nothing to be tested against
	Spot
	Tests    Tests
	Official bool
}

// Sum returns the count of an interception; the zero value for what is none.
func (c *Case) Sum() Sum {
	if !c.Incident.IsInterception {
		return Sum{}
	}
	return SumOf(c.Incident.Count)
}

// OfficialStatement reports whether a statement's speaker is responsible; ok is false when the statement is not held.
func (in *Input) OfficialStatement(id string) (yes, ok bool) {
	s := in.statement(id)
	return s != nil && slices.Contains(record.ResponsibleRoles, s.SpeakerRole), s != nil
}

// officialIncident reports whether any statement of an incident is by somebody responsible; where none of them is held,
// its grade decides.
func (in *Input) officialIncident(inc *record.Incident) bool {
	held := false
	for _, id := range inc.Statements {
		yes, ok := in.OfficialStatement(id)
		if yes {
			return true
		}
		held = held || ok
	}
	return !held && inc.Grade == "confirmed"
}
