package record

import "time"

// Count is a number as it was given: bounds and the qualifier that says which of them are known.
//
//	exact n {n,n,n}  at_least n {n,-,-}  more_than n {n+1,-,-}  about n {-,n,-}  up_to n {-,-,n}  not_given {1,-,-}
type Count struct {
	Min       *int   `json:"min"`
	Best      *int   `json:"best"`
	Max       *int   `json:"max"`
	Qualifier string `json:"qualifier"`
}

// When is a time as it was reported: a half-open UTC interval, the zone it was said in, and how precise it is.
type When struct {
	Start     *time.Time `json:"start"`
	End       *time.Time `json:"end"`
	Zone      string     `json:"zone"` // IANA
	Precision string     `json:"precision"`
	NightOf   *Date      `json:"night_of"` // the morning's date
}

// Window is a stated half-open UTC interval.
type Window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Place is where, as far as it is known.
type Place struct {
	Level        string      `json:"level"`
	RegionIDs    []string    `json:"region_ids"`
	Name         *string     `json:"name"`
	Verbatim     *string     `json:"verbatim"`
	Point        *Point      `json:"point"`
	UncertaintyM *float64    `json:"uncertainty_m"`
	Method       string      `json:"method"`
	Resolution   *Resolution `json:"resolution"`
	Generalised  *string     `json:"generalised"`
}

// Point is lon, lat in degrees, WGS 84.
type Point [2]float64

// Resolution says how the words of a place became region ids: what was asked, answered, suggested and rejected, and who
// decided.
type Resolution struct {
	Query     *string     `json:"query"`
	Answer    []string    `json:"answer"`
	Suggested []string    `json:"suggested"`
	Rejected  []Rejection `json:"rejected"`
	DecidedBy *string     `json:"decided_by"`
	DecidedAt *time.Time  `json:"decided_at"`
	Reason    *string     `json:"reason"`
}

// Rejection is a candidate that was turned down, and why.
type Rejection struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// Effect is what happened to a subject: a state and, where reported, a number.
type Effect struct {
	Subject     string  `json:"subject"`
	Part        *string `json:"part"`
	State       string  `json:"state"`
	Count       *Count  `json:"count"`
	Cause       string  `json:"cause"`
	Statement   *string `json:"statement"`
	Preliminary bool    `json:"preliminary"`
}

// Attribution is a claim with an author, never a fact of ours.
type Attribution struct {
	AttributedTo    *string `json:"attributed_to"`
	AttributedBy    *string `json:"attributed_by"`
	OtherSideStance string  `json:"other_side_stance"`
	Statement       *string `json:"statement"`
}
