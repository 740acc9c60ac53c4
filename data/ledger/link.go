package ledger

import "encoding/json"

// Result is the outcome of one containment test.
type Result uint8

// The outcomes. Unknown is the zero value: nothing that was not tested has passed.
const (
	Unknown Result = iota
	Pass
	Fail
	Partly // windows only: the incident's interval lies across an edge of the entry's
)

// String returns unknown, pass, fail or partly.
func (r Result) String() string { return [...]string{"unknown", "pass", "fail", "partly"}[r] }

// MarshalText writes the outcome's word.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Tests are the four containment tests of an incident against its night's entry.
type Tests struct {
	Window Result `json:"window"`
	Region Result `json:"region"`
	Class  Result `json:"class"`
	Figure Result `json:"figure"`
}

// The relations of an incident to its night's entry; empty: nothing to be tested against.
const (
	Contained    = "contained"
	Overlaps     = "overlaps"
	Outside      = "outside"
	Conflicts    = "conflicts"
	Undetermined = "undetermined"
)

// Link is how an incident stands to the entry of its night or day. Tallies are the entry's counted tallies.
type Link struct {
	Relation string
	Tests    Tests
	Tallies  []string
}

// MarshalJSON writes {relation, tests, tallies}; relation and tests are null where there was nothing to test against.
func (l Link) MarshalJSON() ([]byte, error) {
	out := struct {
		Relation *string  `json:"relation"`
		Tests    *Tests   `json:"tests"`
		Tallies  []string `json:"tallies"`
	}{Tallies: l.Tallies}
	if out.Tallies == nil {
		out.Tallies = []string{}
	}
	if l.Relation != "" {
		out.Relation, out.Tests = &l.Relation, &l.Tests
	}
	return json.Marshal(out)
}

// decide names the relation that four tests add up to; the first rule that holds wins. official says whether somebody
// responsible for the place gave the incident's figure.
func decide(t Tests, official bool) string {
	switch {
	case t.Window == Fail || t.Region == Fail || t.Class == Fail:
		return Outside
	case t.Window == Pass && official && t.Figure == Fail:
		return Conflicts
	case t.Window == Partly:
		return Overlaps
	case t.Window == Unknown || t.Region == Unknown || t.Class == Unknown || t.Figure == Fail:
		return Undetermined
	}
	return Contained
}
