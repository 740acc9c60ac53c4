package record

// The fields of the records without places, in the order in which they are written.

var documentFields = []field[Document]{
	{"kind", may, func(r *reader, d *Document) { d.Kind = r.kind() }},
	{"id", may, func(r *reader, d *Document) { d.ID = r.text() }},
	{"title", may, func(r *reader, d *Document) { d.Title = r.textOrNull() }},
	{"url", may, func(r *reader, d *Document) { d.URL = r.textOrNull() }},
	{"publisher", may, func(r *reader, d *Document) { d.Publisher = r.textOrNull() }},
	{"publisher_role", may, func(r *reader, d *Document) { d.PublisherRole = r.word(PublisherRoles) }},
	{"language", may, func(r *reader, d *Document) { d.Language = r.textOrNull() }},
	{"published_at", may, func(r *reader, d *Document) { d.PublishedAt = r.instantOrNull() }},
	{"captured_at", may, func(r *reader, d *Document) { d.CapturedAt = r.instantOrNull() }},
	{"sha256", may, func(r *reader, d *Document) { d.SHA256 = r.textOrNull() }},
	{"archive_url", may, func(r *reader, d *Document) { d.ArchiveURL = r.textOrNull() }},
	{"derived_from", may, func(r *reader, d *Document) { d.DerivedFrom = r.texts() }},
}

var statementFields = []field[Statement]{
	{"kind", may, func(r *reader, s *Statement) { s.Kind = r.kind() }},
	{"id", may, func(r *reader, s *Statement) { s.ID = r.text() }},
	{"document", may, func(r *reader, s *Statement) { s.Document = r.text() }},
	{"speaker", may, func(r *reader, s *Statement) { s.Speaker = r.textOrNull() }},
	{"speaker_role", may, func(r *reader, s *Statement) { s.SpeakerRole = r.word(SpeakerRoles) }},
	{"channel", may, func(r *reader, s *Statement) { s.Channel = r.textOrNull() }},
	{"quote", must, func(r *reader, s *Statement) { s.Quote = r.text() }},
	{"quote_lang", may, func(r *reader, s *Statement) { s.QuoteLang = r.textOrNull() }},
	{"summary", may, func(r *reader, s *Statement) { s.Summary = r.textOrNull() }},
	{"preliminary", must, func(r *reader, s *Statement) { s.Preliminary = r.boolean() }},
	{"supersedes", may, func(r *reader, s *Statement) { s.Supersedes = r.textOrNull() }},
	{"checks", may, func(r *reader, s *Statement) { s.Checks = objects(r, checkFields) }},
}

var checkFields = []field[Check]{
	{"check", may, func(r *reader, c *Check) { c.Check = r.word(CheckNames) }},
	{"result", may, func(r *reader, c *Check) { c.Result = r.word(CheckResults) }},
	{"says", may, func(r *reader, c *Check) { c.Says = r.textOrNull() }},
	{"numbers", may, func(r *reader, c *Check) {
		c.Numbers = []int{}
		if !r.list(func() { c.Numbers = append(c.Numbers, r.integer()) }) {
			c.Numbers = nil
		}
	}},
	{"note", may, func(r *reader, c *Check) { c.Note = r.textOrNull() }},
}

var tallyFields = []field[Tally]{
	{"kind", may, func(r *reader, t *Tally) { t.Kind = r.kind() }},
	{"id", may, func(r *reader, t *Tally) { t.ID = r.text() }},
	{"metric", may, func(r *reader, t *Tally) { t.Metric = r.word(Metrics) }},
	{"count", must, func(r *reader, t *Tally) { object(r, countFields, &t.Count) }},
	{"window", may, func(r *reader, t *Tally) { t.Window = r.window() }},
	{"window_basis", may, func(r *reader, t *Tally) { t.WindowBasis = r.word(WindowBases) }},
	{"zone", may, func(r *reader, t *Tally) { t.Zone = r.word(commonZones) }},
	{"night_of", may, func(r *reader, t *Tally) { t.NightOf = r.dateOrNull() }},
	{"weapon_class", may, func(r *reader, t *Tally) { t.WeaponClass = r.word(WeaponClasses) }},
	{"scope", may, func(r *reader, t *Tally) { t.Scope = r.texts() }},
	{"split", may, func(r *reader, t *Tally) { t.Split = r.word(Splits) }},
	{"items", may, func(r *reader, t *Tally) { t.Items = objects(r, itemFields) }},
	{"statements", may, func(r *reader, t *Tally) { t.Statements = r.texts() }},
	{"checks", may, func(r *reader, t *Tally) { t.Checks = objects(r, checkFields) }},
	{"status", may, func(r *reader, t *Tally) { t.Status = r.word(TallyStatuses) }},
}

var windowFields = []field[Window]{
	{"start", must, func(r *reader, w *Window) { w.Start = r.instant() }},
	{"end", must, func(r *reader, w *Window) { w.End = r.instant() }},
}

func (r *reader) window() *Window {
	if r.null() {
		return nil
	}
	w := new(Window)
	object(r, windowFields, w)
	return w
}

var itemFields = []field[TallyItem]{
	{"region_id", may, func(r *reader, i *TallyItem) { i.RegionID = r.text() }},
	{"count", must, func(r *reader, i *TallyItem) { i.Count = r.integer() }},
	{"note", may, func(r *reader, i *TallyItem) { i.Note = r.textOrNull() }},
}

var restrictionFields = []field[Restriction]{
	{"kind", may, func(r *reader, x *Restriction) { x.Kind = r.kind() }},
	{"id", may, func(r *reader, x *Restriction) { x.ID = r.text() }},
	{"region_id", may, func(r *reader, x *Restriction) { x.RegionID = r.text() }},
	{"instrument", may, func(r *reader, x *Restriction) { x.Instrument = r.textOrNull() }},
	{"instrument_date", may, func(r *reader, x *Restriction) { x.InstrumentDate = r.dateOrNull() }},
	{"in_force_from", may, func(r *reader, x *Restriction) { x.InForceFrom = r.dateOrNull() }},
	{"in_force_to", may, func(r *reader, x *Restriction) { x.InForceTo = r.dateOrNull() }},
	{"status", may, func(r *reader, x *Restriction) { x.Status = r.word(RestrictionStatuses) }},
	{"summary", may, func(r *reader, x *Restriction) { x.Summary = r.textOrNull() }},
	{"coarsest_public_level", may, func(r *reader, x *Restriction) { x.CoarsestPublicLevel = r.wordOrNull(PublicLevels) }},
	{"delay", may, func(r *reader, x *Restriction) { x.Delay = r.textOrNull() }},
	{"statements", may, func(r *reader, x *Restriction) { x.Statements = r.texts() }},
}

var aliasFields = []field[Alias]{
	{"kind", may, func(r *reader, a *Alias) { a.Kind = r.kind() }},
	{"id", may, func(r *reader, a *Alias) { a.ID = r.text() }},
	{"words", may, func(r *reader, a *Alias) { a.Words = r.text() }},
	{"scope_parent", may, func(r *reader, a *Alias) { a.ScopeParent = r.textOrNull() }},
	{"scope_source", may, func(r *reader, a *Alias) { a.ScopeSource = r.textOrNull() }},
	{"region_id", may, func(r *reader, a *Alias) { a.RegionID = r.text() }},
	{"author", may, func(r *reader, a *Alias) { a.Author = r.text() }},
	{"reason", may, func(r *reader, a *Alias) { a.Reason = r.text() }},
}
