package snapshot

import (
	"oblast/data/record"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// incidentColumns are the columns of an incident's row, in their published order. A column is for one goroutine.
func incidentColumns() []incidentColumn {
	var all []incidentColumn
	for _, part := range [][]incidentColumn{whatColumns(), whenColumns(), whereColumns(), countColumns(), effectColumns(), sayColumns()} {
		all = append(all, part...)
	}
	return all
}

func whatColumns() []incidentColumn {
	var line []byte
	return []incidentColumn{
		{layer.Column{Name: "id", Title: "Id", Description: "Id of the record; /records/{id} tells the whole story", Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.incident.ID) }},
		{layer.Column{Name: "title", Title: "Title", Description: "What and where in one line, English", Required: true},
			func(b *layer.Builder, r *report) {
				line = appendIncidentTitle(line[:0], r.incident, r.place)
				b.TextOf(line)
			}},
		{layer.Column{Name: "is_interception", Title: "Interception", Description: "Something was reported intercepted", Type: layer.Boolean, Required: true},
			func(b *layer.Builder, r *report) { b.Boolean(r.incident.IsInterception) }},
		{layer.Column{Name: "is_damage", Title: "Damage", Description: "Damage or harm was reported", Type: layer.Boolean, Required: true},
			func(b *layer.Builder, r *report) { b.Boolean(r.incident.IsDamage) }},
	}
}

func whenColumns() []incidentColumn {
	return []incidentColumn{
		{layer.Column{Name: "night_of", Title: "Night to", Description: "Date of the morning that ends the night; null for events by day", Type: layer.Date},
			func(b *layer.Builder, r *report) { date(b, r.incident.When.NightOf) }},
		{layer.Column{Name: "time_start", Title: "Start", Description: "Start of the interval in which it happened, UTC", Type: layer.Instant},
			func(b *layer.Builder, r *report) { b.Instant(instant(r.incident.When.Start)) }},
		{layer.Column{Name: "time_end", Title: "End", Description: "End of the interval, UTC, not part of it; of what is known to be reported alone, when that came out", Type: layer.Instant},
			func(b *layer.Builder, r *report) { b.Instant(instant(r.end)) }},
		{layer.Column{Name: "time_precision", Title: "Precision of time", Description: "How the interval is meant", Enum: record.Precisions, Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.incident.When.Precision) }},
		{layer.Column{Name: "time_zone", Title: "Time zone", Description: "IANA zone in which the time was said"},
			func(b *layer.Builder, r *report) { text(b, r.incident.When.Zone) }},
	}
}

func whereColumns() []incidentColumn {
	return []incidentColumn{
		{layer.Column{Name: "place_level", Title: "Level of place", Description: "How finely the place is known; the point claims nothing finer", Enum: record.PlaceLevels, Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.incident.Place.Level) }},
		{layer.Column{Name: "country", Title: "Country", Description: "ISO 3166-1 code; null where it lies in no single country"},
			func(b *layer.Builder, r *report) { unitID(b, r.place.country) }},
		{layer.Column{Name: "region_id", Title: "Region", Description: "ISO 3166-2 code, or the id of a composite or water; null where it lies in no single one"},
			func(b *layer.Builder, r *report) { unitID(b, r.place.region) }},
		{layer.Column{Name: "region_name", Title: "Name of region", Description: "English"},
			func(b *layer.Builder, r *report) { unitName(b, r.place.region) }},
		{layer.Column{Name: "district_id", Title: "District", Description: "Id of the district; null where it lies in no single one"},
			func(b *layer.Builder, r *report) { unitID(b, r.place.district) }},
		{layer.Column{Name: "district_name", Title: "Name of district", Description: "English"},
			func(b *layer.Builder, r *report) { unitName(b, r.place.district) }},
		{layer.Column{Name: "place_verbatim", Title: "Place as written", Description: "The words of the source"},
			func(b *layer.Builder, r *report) { optional(b, r.incident.Place.Verbatim) }},
		{layer.Column{Name: "place_method", Title: "Resolved by", Description: "How the words became a region", Enum: record.PlaceMethods, Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.incident.Place.Method) }},
		{layer.Column{Name: "uncertainty_m", Title: "Uncertainty", Description: "Radius about the point; null where the place is an area", Type: layer.Number, Unit: "m"},
			func(b *layer.Builder, r *report) {
				if u := r.incident.Place.UncertaintyM; u != nil {
					b.Number(*u)
				} else {
					b.Null()
				}
			}},
		{layer.Column{Name: "generalised", Title: "Generalised", Description: "Why the place is shown more coarsely than it is known; null where it is not"},
			func(b *layer.Builder, r *report) { optional(b, r.incident.Place.Generalised) }},
	}
}

func sayColumns() []incidentColumn {
	return []incidentColumn{
		{layer.Column{Name: "preliminary", Title: "Preliminary", Description: "A statement that still stands calls itself preliminary", Type: layer.Boolean, Required: true},
			func(b *layer.Builder, r *report) { b.Boolean(r.first) }},
		{layer.Column{Name: "grade", Title: "Grade", Description: "How well the report is borne out", Enum: record.Grades, Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.grade.Grade) }},
		{layer.Column{Name: "attributed_to", Title: "Attributed to", Description: "Whom somebody holds responsible: a claim, not a finding"},
			func(b *layer.Builder, r *report) {
				optional(b, attribution(r, func(a *record.Attribution) *string { return a.AttributedTo }))
			}},
		{layer.Column{Name: "attributed_by", Title: "Attributed by", Description: "Who makes that claim"},
			func(b *layer.Builder, r *report) {
				optional(b, attribution(r, func(a *record.Attribution) *string { return a.AttributedBy }))
			}},
		{layer.Column{Name: "other_side_stance", Title: "Other side", Description: "What the other side says to it", Enum: record.Stances},
			func(b *layer.Builder, r *report) {
				optional(b, attribution(r, func(a *record.Attribution) *string { return &a.OtherSideStance }))
			}},
		{layer.Column{Name: "response", Title: "Response", Description: "What was done at the place", Enum: record.Responses},
			func(b *layer.Builder, r *report) { optional(b, r.incident.Response) }},
		{layer.Column{Name: "speaker", Title: "Speaker", Description: "Who says it: of several, the one most answerable for the place"},
			func(b *layer.Builder, r *report) {
				optional(b, said(r, func(s *record.Statement) *string { return s.Speaker }))
			}},
		{layer.Column{Name: "speaker_role", Title: "Role of speaker", Enum: record.SpeakerRoles},
			func(b *layer.Builder, r *report) {
				optional(b, said(r, func(s *record.Statement) *string { return &s.SpeakerRole }))
			}},
		{layer.Column{Name: "quote", Title: "Quote", Description: "The speaker's own words, where they are kept"},
			func(b *layer.Builder, r *report) {
				optional(b, said(r, func(s *record.Statement) *string { return &s.Quote }))
			}},
		{layer.Column{Name: "quote_lang", Title: "Language of quote", Description: "BCP 47"},
			func(b *layer.Builder, r *report) {
				optional(b, said(r, func(s *record.Statement) *string { return s.QuoteLang }))
			}},
		{layer.Column{Name: "source_url", Title: "Source", Description: "Where the statement can be read"},
			func(b *layer.Builder, r *report) { optional(b, r.url) }},
		{layer.Column{Name: "n_statements", Title: "Statements", Type: layer.Integer, Required: true},
			func(b *layer.Builder, r *report) { b.Integer(int64(r.sources.statements)) }},
		{layer.Column{Name: "n_sources", Title: "Sources", Description: "Distinct documents", Type: layer.Integer, Required: true},
			func(b *layer.Builder, r *report) { b.Integer(int64(r.sources.documents)) }},
		{layer.Column{Name: "n_independent", Title: "Independent voices", Description: "Speakers that do not repeat each other; relays collapse", Type: layer.Integer, Required: true},
			func(b *layer.Builder, r *report) { b.Integer(int64(r.sources.independent)) }},
		{layer.Column{Name: "tally_relation", Title: "Relation to the official total", Description: "How it stands to the total of its night; null where there is none to be tested against", Enum: relations},
			func(b *layer.Builder, r *report) { text(b, r.relation) }},
		{layer.Column{Name: "revision", Title: "Revision", Description: "Revision of the record, from 1", Type: layer.Integer, Required: true},
			func(b *layer.Builder, r *report) { b.Integer(int64(r.entry.Last().Rev)) }},
		{layer.Column{Name: "revised_at", Title: "Revised at", Description: "When that revision was recorded, UTC", Type: layer.Instant, Required: true},
			func(b *layer.Builder, r *report) { b.Instant(r.entry.Last().RecordedAt) }},
	}
}

func attribution(r *report, field func(*record.Attribution) *string) *string {
	if r.incident.Attribution == nil {
		return nil
	}
	return field(r.incident.Attribution)
}

func said(r *report, field func(*record.Statement) *string) *string {
	if r.lead == nil {
		return nil
	}
	return field(r.lead)
}

// text writes a text that is empty where it is unknown.
func text(b *layer.Builder, s string) {
	if s == "" {
		b.Null()
	} else {
		b.Text(s)
	}
}

func optional(b *layer.Builder, s *string) {
	if s == nil {
		b.Null()
	} else {
		text(b, *s)
	}
}

func date(b *layer.Builder, d *record.Date) {
	if d == nil {
		b.Null()
	} else {
		b.Date(d.Time())
	}
}

func unitID(b *layer.Builder, u *region.Unit) {
	if u == nil {
		b.Null()
	} else {
		b.Text(u.ID)
	}
}

func unitName(b *layer.Builder, u *region.Unit) {
	if u == nil {
		b.Null()
	} else {
		text(b, u.Names.In("en"))
	}
}
