// Package record holds the words of the domain as Go types: documents, statements, incidents, tallies, restrictions,
// aliases, and the revisions that carry them.
//
// In: JSON, one object a record, every key named as in the exported tags. Out: validated values, or every fault at
// once. Coordinates are WGS 84, lon then lat, in degrees. Times are UTC instants; a Date is a civil date in the zone of
// its record. Unknown is nil, never 0 and never a default; lists may be empty and are never null in JSON.
// Values are plain data: safe to share between goroutines as long as nobody writes to them.
package record

import "time"

// Kind names what a record is.
type Kind string

// The kinds, as they stand in JSON.
const (
	KindDocument    Kind = "document"
	KindStatement   Kind = "statement"
	KindIncident    Kind = "incident"
	KindTally       Kind = "tally"
	KindRestriction Kind = "restriction"
	KindAlias       Kind = "alias"
)

// Record is one of *Document, *Statement, *Incident, *Tally, *Restriction, *Alias.
type Record interface {
	RecordKind() Kind
	RecordID() string
	// Validate reports every fault of the record alone (references are checked on append).
	Validate() error
}

// Document is one published item. A relay names in DerivedFrom the documents it repeats.
type Document struct {
	Kind          Kind       `json:"kind"`
	ID            string     `json:"id"`
	Title         *string    `json:"title"`
	URL           *string    `json:"url"`
	Publisher     *string    `json:"publisher"`
	PublisherRole string     `json:"publisher_role"`
	Language      *string    `json:"language"` // BCP 47
	PublishedAt   *time.Time `json:"published_at"`
	CapturedAt    *time.Time `json:"captured_at"`
	SHA256        *string    `json:"sha256"`
	ArchiveURL    *string    `json:"archive_url"`
	DerivedFrom   []string   `json:"derived_from"`
}

// Statement is what one speaker says in one document. Quote is verbatim or empty; an empty quote equals nothing.
type Statement struct {
	Kind        Kind    `json:"kind"`
	ID          string  `json:"id"`
	Document    string  `json:"document"`
	Speaker     *string `json:"speaker"`
	SpeakerRole string  `json:"speaker_role"`
	Channel     *string `json:"channel"`
	Quote       string  `json:"quote"`
	QuoteLang   *string `json:"quote_lang"`
	Summary     *string `json:"summary"`
	Preliminary bool    `json:"preliminary"`
	Supersedes  *string `json:"supersedes"`
	Checks      []Check `json:"checks"`
}

// Check is one test of a statement or tally against its own numbers, dates, units or names.
type Check struct {
	Check   string  `json:"check"`
	Result  string  `json:"result"`
	Says    *string `json:"says"`
	Numbers []int   `json:"numbers"`
	Note    *string `json:"note"`
}

// Incident is one event at one place and time that statements describe, or one speaker's count for places within one
// region.
type Incident struct {
	Kind           Kind         `json:"kind"`
	ID             string       `json:"id"`
	IsInterception bool         `json:"is_interception"`
	IsDamage       bool         `json:"is_damage"`
	WeaponClass    string       `json:"weapon_class"`
	Count          *Count       `json:"count"`
	When           When         `json:"when"`
	Place          Place        `json:"place"`
	Effects        []Effect     `json:"effects"`
	Response       *string      `json:"response"`
	Attribution    *Attribution `json:"attribution"`
	Statements     []string     `json:"statements"`
	Grade          string       `json:"grade"`
	GradeReason    *string      `json:"grade_reason"`
	Tags           []string     `json:"tags"`
}

// Tally is an official total over a window and a scope of several regions, with or without a split by region.
type Tally struct {
	Kind        Kind        `json:"kind"`
	ID          string      `json:"id"`
	Metric      string      `json:"metric"`
	Count       Count       `json:"count"`
	Window      *Window     `json:"window"`
	WindowBasis string      `json:"window_basis"`
	Zone        string      `json:"zone"` // IANA
	NightOf     *Date       `json:"night_of"`
	WeaponClass string      `json:"weapon_class"`
	Scope       []string    `json:"scope"`
	Split       string      `json:"split"`
	Items       []TallyItem `json:"items"`
	Statements  []string    `json:"statements"`
	Checks      []Check     `json:"checks"`
	Status      string      `json:"status"`
}

// TallyItem is what a tally's split gives one region, water area or composite.
type TallyItem struct {
	RegionID string  `json:"region_id"`
	Count    int     `json:"count"`
	Note     *string `json:"note"`
}

// Restriction is a rule in force in a region that limits what may be published about the aftermath. Both
// CoarsestPublicLevel and Delay nil: a register entry that hides nothing.
type Restriction struct {
	Kind                Kind     `json:"kind"`
	ID                  string   `json:"id"`
	RegionID            string   `json:"region_id"`
	Instrument          *string  `json:"instrument"`
	InstrumentDate      *Date    `json:"instrument_date"`
	InForceFrom         *Date    `json:"in_force_from"`
	InForceTo           *Date    `json:"in_force_to"`
	Status              string   `json:"status"`
	Summary             *string  `json:"summary"`
	CoarsestPublicLevel *string  `json:"coarsest_public_level"`
	Delay               *string  `json:"delay"` // a Go duration such as "72h"
	Statements          []string `json:"statements"`
}

// Alias is a reviewer's decision that certain words under a certain parent mean a certain region.
type Alias struct {
	Kind        Kind    `json:"kind"`
	ID          string  `json:"id"`
	Words       string  `json:"words"`
	ScopeParent *string `json:"scope_parent"`
	ScopeSource *string `json:"scope_source"`
	RegionID    string  `json:"region_id"`
	Author      string  `json:"author"`
	Reason      string  `json:"reason"`
}

// Revision is one append-only version of a record: a row of the log. Seq counts from 1. Body is the record's JSON, or
// null where nothing stands afterwards: after a retraction, and where a record went into others or was undone. SHA256
// covers the row and the hash before it. Salt is told nobody: without it, who guesses a row to the letter could see in a
// hash that he is right. It is zero in rows that were recorded before there was one.
type Revision struct {
	Seq        int64     `json:"seq"`
	RecordID   string    `json:"record_id"`
	Rev        int       `json:"rev"`
	Change     string    `json:"change"`
	RecordedAt time.Time `json:"recorded_at"`
	Author     string    `json:"author"`
	Reason     string    `json:"reason"`
	Body       []byte    `json:"body"`
	PrevSHA256 string    `json:"prev_sha256"`
	SHA256     string    `json:"sha256"`
	Salt       [16]byte  `json:"-"`
}

// Salted reports whether the row has a salt, so that its hash confirms nothing.
func (r *Revision) Salted() bool { return r.Salt != [16]byte{} }
