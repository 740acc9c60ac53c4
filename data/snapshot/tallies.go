package snapshot

import (
	"strings"
	"time"

	"oblast/data/record"
	"oblast/geo/layer"
)

// claim is a tally with everything that its row shows.
type claim struct {
	entry   *Entry
	tally   *record.Tally
	place   located
	scope   string // names, English
	sources sources
	lead    *record.Statement
	url     *string
}

type tallyColumn struct {
	layer.Column
	set func(b *layer.Builder, c *claim)
}

// claim collects what a tally's row shows.
func (s *Snapshot) claim(pub published) claim {
	tree, r, t := s.Tree(), s.register, pub.tally()
	c := claim{entry: pub.entry, tally: t, place: locate(tree, t.Scope, "", nil)}
	c.scope = s.scopeName(t)
	origin, _ := pub.origin.Record.(*record.Tally)
	statements := r.statements(origin.Statements)
	c.sources = r.countSources(statements)
	c.lead, _ = lead(statements)
	c.lead, c.url = s.quoted(c.lead)
	return c
}

// scopeName names the units of a tally's scope, in English.
func (s *Snapshot) scopeName(t *record.Tally) string {
	var names []string
	for _, id := range t.Scope {
		if u, ok := s.Tree().Unit(id); ok {
			names = append(names, u.Names.In("en"))
		}
	}
	return strings.Join(names, ", ")
}

// tallyTable builds the table of some tallies. A row's point stands for its whole scope; its time is the stated window,
// or the night by which it is known.
func (s *Snapshot) tallyTable(tallies []published) (*layer.Table, error) {
	columns := tallyColumns()
	schema := layer.Schema{Name: "tallies", Geometry: layer.Points, Interval: []string{"window_start", "window_end"}}
	for _, c := range columns {
		schema.Columns = append(schema.Columns, c.Column)
	}
	b := layer.NewBuilder(schema, s.boundaries.Shapes(), len(tallies))
	for i := range tallies {
		c := s.claim(tallies[i])
		b.Row(c.tally.ID)
		if c.place.placed {
			b.Point(c.place.point[0], c.place.point[1])
		}
		for _, ref := range c.place.refs {
			b.Area(ref)
		}
		if w := tallyWindow(c.tally); w != nil {
			b.Interval(w.Start, w.End)
		}
		for _, column := range columns {
			column.set(b, &c)
		}
	}
	return b.Build()
}

// tallyWindow returns the stated window, or the night by which the tally is known: 20:00 to 08:00 in its zone.
func tallyWindow(t *record.Tally) *record.Window {
	if t.Window != nil || t.NightOf == nil {
		return t.Window
	}
	zone, ok := record.Location(t.Zone)
	if !ok {
		zone = time.UTC
	}
	w := record.NightBounds(*t.NightOf, zone)
	return &w
}

func tallyColumns() []tallyColumn {
	plain := func(c layer.Column, value func(*claim) string) tallyColumn {
		return tallyColumn{c, func(b *layer.Builder, c *claim) { text(b, value(c)) }}
	}
	bound := func(name, title, description string, which func(*record.Count) *int) tallyColumn {
		return tallyColumn{layer.Column{Name: name, Title: title, Description: description, Type: layer.Integer},
			func(b *layer.Builder, c *claim) { number(b, which(&c.tally.Count)) }}
	}
	said := func(c layer.Column, value func(*record.Statement) string) tallyColumn {
		return plain(c, func(c *claim) string {
			if c.lead == nil {
				return ""
			}
			return value(c.lead)
		})
	}
	return []tallyColumn{
		{layer.Column{Name: "id", Title: "Id", Description: "Id of the record; /records/{id} tells the whole story", Required: true},
			func(b *layer.Builder, c *claim) { b.Text(c.tally.ID) }},
		{layer.Column{Name: "title", Title: "Title", Description: "English", Required: true},
			func(b *layer.Builder, c *claim) { b.Text(tallyTitle(c.tally, c.scope)) }},
		{layer.Column{Name: "night_of", Title: "Night to", Description: "Date of the morning that ends the night; null by day", Type: layer.Date},
			func(b *layer.Builder, c *claim) { date(b, c.tally.NightOf) }},
		{layer.Column{Name: "window_start", Title: "Window, start", Description: "As stated, UTC; null where the hours were not given", Type: layer.Instant},
			func(b *layer.Builder, c *claim) { windowSide(b, c.tally.Window, false) }},
		{layer.Column{Name: "window_end", Title: "Window, end", Description: "As stated, UTC, not part of it", Type: layer.Instant},
			func(b *layer.Builder, c *claim) { windowSide(b, c.tally.Window, true) }},
		plain(layer.Column{Name: "window_basis", Title: "Basis of the window", Description: "Are the hours stated, or only a phrase", Enum: record.WindowBases}, func(c *claim) string { return c.tally.WindowBasis }),
		plain(layer.Column{Name: "time_zone", Title: "Time zone", Description: "IANA zone in which the time was said"}, func(c *claim) string { return c.tally.Zone }),
		plain(layer.Column{Name: "metric", Title: "Metric", Description: "What is counted", Enum: record.Metrics}, func(c *claim) string { return c.tally.Metric }),
		plain(layer.Column{Name: "weapon_class", Title: "Class of weapon", Enum: record.WeaponClasses}, func(c *claim) string { return c.tally.WeaponClass }),
		bound("count_min", "Total, least", "Least number that the words allow", func(c *record.Count) *int { return c.Min }),
		bound("count_best", "Total, as said", "The number where one is given", func(c *record.Count) *int { return c.Best }),
		bound("count_max", "Total, most", "Greatest number that the words allow; null: open", func(c *record.Count) *int { return c.Max }),
		plain(layer.Column{Name: "count_qualifier", Title: "Qualifier", Description: "How the number was given", Enum: record.Qualifiers}, func(c *claim) string { return c.tally.Count.Qualifier }),
		plain(layer.Column{Name: "scope", Title: "Scope", Description: "Ids of the regions that it covers, space separated"}, func(c *claim) string { return strings.Join(c.tally.Scope, " ") }),
		plain(layer.Column{Name: "scope_name", Title: "Name of scope", Description: "English"}, func(c *claim) string { return c.scope }),
		plain(layer.Column{Name: "split", Title: "Split by region", Description: "Does it say which region has how many", Enum: record.Splits}, func(c *claim) string { return c.tally.Split }),
		{layer.Column{Name: "n_items", Title: "Regions named", Description: "In its split", Type: layer.Integer, Required: true},
			func(b *layer.Builder, c *claim) { b.Integer(int64(len(c.tally.Items))) }},
		plain(layer.Column{Name: "status", Title: "Checked", Description: "Whether its parts agree with its headline", Enum: record.TallyStatuses}, func(c *claim) string { return c.tally.Status }),
		said(layer.Column{Name: "speaker", Title: "Speaker", Description: "Who says it: of several, the one most answerable for the place"}, func(s *record.Statement) string { return deref(s.Speaker) }),
		said(layer.Column{Name: "speaker_role", Title: "Role of speaker", Enum: record.SpeakerRoles}, func(s *record.Statement) string { return s.SpeakerRole }),
		said(layer.Column{Name: "quote", Title: "Quote", Description: "The speaker's own words, where they are kept"}, func(s *record.Statement) string { return s.Quote }),
		said(layer.Column{Name: "quote_lang", Title: "Language of quote", Description: "BCP 47"}, func(s *record.Statement) string { return deref(s.QuoteLang) }),
		plain(layer.Column{Name: "source_url", Title: "Source", Description: "Where the statement can be read"}, func(c *claim) string { return deref(c.url) }),
		{layer.Column{Name: "n_statements", Title: "Statements", Type: layer.Integer, Required: true},
			func(b *layer.Builder, c *claim) { b.Integer(int64(c.sources.statements)) }},
		{layer.Column{Name: "n_sources", Title: "Sources", Description: "Distinct documents", Type: layer.Integer, Required: true},
			func(b *layer.Builder, c *claim) { b.Integer(int64(c.sources.documents)) }},
		{layer.Column{Name: "n_independent", Title: "Independent voices", Description: "Speakers that do not repeat each other; relays collapse", Type: layer.Integer, Required: true},
			func(b *layer.Builder, c *claim) { b.Integer(int64(c.sources.independent)) }},
		{layer.Column{Name: "revision", Title: "Revision", Description: "Revision of the record, from 1", Type: layer.Integer, Required: true},
			func(b *layer.Builder, c *claim) { b.Integer(int64(c.entry.Last().Rev)) }},
		{layer.Column{Name: "revised_at", Title: "Revised at", Description: "When that revision was recorded, UTC", Type: layer.Instant, Required: true},
			func(b *layer.Builder, c *claim) { b.Instant(c.entry.Last().RecordedAt) }},
	}
}

func windowSide(b *layer.Builder, w *record.Window, end bool) {
	switch {
	case w == nil:
		b.Null()
	case end:
		b.Instant(w.End)
	default:
		b.Instant(w.Start)
	}
}
