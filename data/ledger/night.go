package ledger

import "oblast/data/record"

// Range is two bounds for JSON; nil is unknown (a maximum that is open), never 0.
type Range struct {
	Min *int64 `json:"min"`
	Max *int64 `json:"max"`
}

// Triple is a number with its bounds for JSON; nil is unknown, never 0.
type Triple struct {
	Min  *int64 `json:"min"`
	Best *int64 `json:"best"`
	Max  *int64 `json:"max"`
}

// Night is one account as people read it: one country's night or day. Without an entry (no counted tally) Total, Ladder
// and NotInIncidents are nil and every interception is in Untested. Lists are sorted by id and never nil.
type Night struct {
	NightOf        *record.Date  `json:"night_of"` // nil for a day and for the undated
	Date           *record.Date  `json:"date"`     // the night's morning or the day; nil for the undated
	Part           string        `json:"part"`     // night, day, undated
	Scope          []string      `json:"scope"`    // region ids, usually one country; empty where it is not known
	Total          *Triple       `json:"total"`    // the headlines of the counted tallies
	Parts          []string      `json:"parts"`    // the counted tallies, by window
	NotAdded       []NotAdded    `json:"not_added"`
	Ladder         *Ladder       `json:"ladder"`
	NotInIncidents *Range        `json:"not_in_incidents"`
	Located        Range         `json:"located"` // incidents known to a district or finer, of any relation
	Contained      []Linked      `json:"contained"`
	Overlaps       []Linked      `json:"overlaps"`
	Outside        []Linked      `json:"outside"`
	Conflicts      []Linked      `json:"conflicts"`
	Undetermined   []Linked      `json:"undetermined"`
	Untested       []string      `json:"untested"` // interceptions with no entry to be held against
	Regions        []RegionRow   `json:"regions"`  // those that the entry or an incident names, by id
	Residuals      []NamedRemain `json:"residuals"`
}

// NotAdded is a tally that was read and not counted, so that nothing is counted twice.
type NotAdded struct {
	ID     string `json:"id"`
	Reason string `json:"reason"` // relay, contradicts, overlaps, may_overlap, too_long
	Of     string `json:"of"`     // the counted tally that stands in its place; empty for too_long
	Total  Triple `json:"total"`
}

// Linked is an incident with the tests it passed and failed.
type Linked struct {
	ID    string `json:"id"`
	Tests Tests  `json:"tests"`
}

// Ladder says to which level the entry's total is known.
type Ladder struct {
	Settlement Range `json:"settlement"`
	District   Range `json:"district"`
	Region     Range `json:"region"`
	Water      Range `json:"water"`
	Composite  Range `json:"composite"`
	Country    Range `json:"country"`
}

// RegionRow is one region's line. Claimed is nil where no counted split names the region, Incidents where no
// interception is reported there. Status is that of the reconciled basis.
type RegionRow struct {
	RegionID   string  `json:"region_id"`
	Claimed    *Triple `json:"claimed"`
	Incidents  *Triple `json:"incidents"`
	Reconciled *Triple `json:"reconciled"`
	Conflict   bool    `json:"conflict"`
	Status     string  `json:"status"`
}

// NamedRemain is a part of the total that belongs to none of the scope's own regions: an item of a water area, a
// composite or another country's region, or the rest of the headline beyond the items (RegionID then is the scope's).
type NamedRemain struct {
	RegionID string `json:"region_id"`
	Kind     string `json:"kind"` // water_area, composite_region, foreign, unknown_region, headline
	Range
}
