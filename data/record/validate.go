package record

import (
	"strings"
	"time"
)

// The kind and the id of each record.

func (d *Document) RecordKind() Kind    { return KindDocument }
func (d *Document) RecordID() string    { return d.ID }
func (s *Statement) RecordKind() Kind   { return KindStatement }
func (s *Statement) RecordID() string   { return s.ID }
func (i *Incident) RecordKind() Kind    { return KindIncident }
func (i *Incident) RecordID() string    { return i.ID }
func (t *Tally) RecordKind() Kind       { return KindTally }
func (t *Tally) RecordID() string       { return t.ID }
func (x *Restriction) RecordKind() Kind { return KindRestriction }
func (x *Restriction) RecordID() string { return x.ID }
func (a *Alias) RecordKind() Kind       { return KindAlias }
func (a *Alias) RecordID() string       { return a.ID }

// Validate reports every fault of the document.
func (d *Document) Validate() error { return faultsOf(d) }

func (d *Document) validate(c *checker) {
	c.head(d.Kind, KindDocument, d.ID)
	c.textOrNull(at("/title"), d.Title)
	c.address(at("/url"), d.URL)
	c.textOrNull(at("/publisher"), d.Publisher)
	c.word(at("/publisher_role"), d.PublisherRole, PublisherRoles)
	c.language(at("/language"), d.Language)
	c.digest(at("/sha256"), d.SHA256)
	c.address(at("/archive_url"), d.ArchiveURL)
	c.ids("/derived_from", d.DerivedFrom, 0, "")
	for i, id := range d.DerivedFrom {
		if id == d.ID {
			c.fault(in("/derived_from", i, ""), "is the document itself", id, nil)
		}
	}
}

// Validate reports every fault of the statement.
func (s *Statement) Validate() error { return faultsOf(s) }

func (s *Statement) validate(c *checker) {
	c.head(s.Kind, KindStatement, s.ID)
	c.id(at("/document"), s.Document)
	c.textOrNull(at("/speaker"), s.Speaker)
	c.word(at("/speaker_role"), s.SpeakerRole, SpeakerRoles)
	c.textOrNull(at("/channel"), s.Channel)
	if s.Quote != "" && strings.TrimSpace(s.Quote) == "" {
		c.fault(at("/quote"), "is blank; write the words or an empty text", "", nil)
	}
	c.language(at("/quote_lang"), s.QuoteLang)
	c.textOrNull(at("/summary"), s.Summary)
	c.idOrNull(at("/supersedes"), s.Supersedes)
	if s.Supersedes != nil && *s.Supersedes == s.ID {
		c.fault(at("/supersedes"), "is the statement itself", s.ID, nil)
	}
	c.checks(s.Checks)
}

func (c *checker) checks(checks []Check) {
	if checks == nil {
		c.fault(at("/checks"), "is missing; write [] for an empty list", "", nil)
	}
	for i := range checks {
		k := &checks[i]
		c.word(in("/checks", i, "/check"), k.Check, CheckNames)
		c.word(in("/checks", i, "/result"), k.Result, CheckResults)
		c.textOrNull(in("/checks", i, "/says"), k.Says)
		if k.Numbers == nil {
			c.fault(in("/checks", i, "/numbers"), "is missing; write [] for an empty list", "", nil)
		}
		c.textOrNull(in("/checks", i, "/note"), k.Note)
	}
}

// Validate reports every fault of the restriction.
func (x *Restriction) Validate() error { return faultsOf(x) }

func (x *Restriction) validate(c *checker) {
	c.head(x.Kind, KindRestriction, x.ID)
	c.id(at("/region_id"), x.RegionID)
	c.textOrNull(at("/instrument"), x.Instrument)
	if x.InForceFrom != nil && x.InForceTo != nil && *x.InForceTo < *x.InForceFrom {
		c.fault(at("/in_force_to"), "is before in_force_from", x.InForceTo.String(), nil)
	}
	c.word(at("/status"), x.Status, RestrictionStatuses)
	c.textOrNull(at("/summary"), x.Summary)
	c.wordOrNull(at("/coarsest_public_level"), x.CoarsestPublicLevel, PublicLevels)
	if x.Delay != nil {
		if d, err := time.ParseDuration(*x.Delay); err != nil || d < 0 {
			c.fault(at("/delay"), "is not a duration such as 72h", *x.Delay, nil)
		}
	}
	c.ids("/statements", x.Statements, 0, "")
}

// Validate reports every fault of the alias.
func (a *Alias) Validate() error { return faultsOf(a) }

func (a *Alias) validate(c *checker) {
	c.head(a.Kind, KindAlias, a.ID)
	c.text(at("/words"), a.Words)
	c.idOrNull(at("/scope_parent"), a.ScopeParent)
	c.idOrNull(at("/scope_source"), a.ScopeSource)
	c.id(at("/region_id"), a.RegionID)
	c.text(at("/author"), a.Author)
	c.text(at("/reason"), a.Reason)
}
