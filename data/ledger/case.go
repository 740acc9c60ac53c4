package ledger

import (
	"slices"

	"oblast/data/record"
)

// Case is a counted incident with its time and place resolved.
type Case struct {
	Incident *record.Incident
	Slot     Slot
	Spot
	Sum      Sum // of an interception; the zero value otherwise
	Official bool
	Link     Link
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
