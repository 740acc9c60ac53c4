package exchange

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"oblast/data/record"
	"oblast/geo/region"
)

// tableRow is an incident with what a row of a table says of it.
type tableRow struct {
	said                      row
	incident                  *record.Incident
	country, region, district string // names, "" where there is none, or where it is one of several
}

// ExportTable writes the incidents of a log as they stand as a table: CSV under the names of our fields, which an import
// reads back without a mapping, or the columns of ACLED or UCDP. A table says less than the records do. A text that a
// spreadsheet would run as a formula has an apostrophe before it, which an import takes away. It returns how many rows it
// wrote. Memory is bounded as that of Export.
func ExportTable(ctx context.Context, log reader, format Format, tree *region.Tree, out io.Writer, progress func(Progress)) (int64, error) {
	held, err := readStanding(ctx, log)
	if err != nil {
		return 0, err
	}
	from := newSources(log)
	buffered := bufio.NewWriterSize(out, 256<<10)
	w := csv.NewWriter(buffered)
	header, cells := tableColumns(format)
	if err := w.Write(header); err != nil {
		return 0, err
	}
	n := int64(0)
	err = held.each(ctx, log, func(r *record.Revision, kind record.Kind) error {
		if kind != record.KindIncident && kind != record.KindStatement && kind != record.KindDocument {
			return nil
		}
		rec, err := record.Decode(r.Body)
		if err != nil {
			return fmt.Errorf("%s: %w", r.RecordID, err)
		}
		inc, ok := rec.(*record.Incident)
		if !ok {
			from.keep(rec)
			return nil
		}
		x, err := from.row(ctx, inc, tree)
		if err != nil {
			return err
		}
		if n++; progress != nil && n%tellEvery == 0 {
			progress(Progress{"export", n, held.count(record.KindIncident), 0})
		}
		return w.Write(guard(cells(x)))
	})
	if err != nil {
		return n, err
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return n, err
	}
	return n, buffered.Flush()
}

// tableColumns returns the header of a format, and what writes a row under it.
func tableColumns(format Format) (header []string, cells func(*tableRow) []string) {
	known := func(columns []string, turn func(*tableRow) map[string]string) ([]string, func(*tableRow) []string) {
		return columns, func(x *tableRow) []string {
			values, out := turn(x), make([]string, len(columns))
			for i, name := range columns {
				out[i] = values[name]
			}
			return out
		}
	}
	switch format {
	case ACLED:
		return known(acledWritten, acledCells)
	case UCDP:
		return known(ucdpWritten, ucdpCells)
	}
	return FieldNames(), func(x *tableRow) []string { return x.said[:] }
}

// row says of an incident what a table can.
func (f *sources) row(ctx context.Context, inc *record.Incident, tree *region.Tree) (*tableRow, error) {
	x := &tableRow{incident: inc}
	s := &x.said
	s[fieldID], s[fieldWeaponClass], s[fieldGrade], s[fieldGradeReason] = inc.ID, inc.WeaponClass, inc.Grade, deref(inc.GradeReason)
	switch {
	case inc.IsInterception && inc.IsDamage:
		s[fieldKind] = "both"
	case inc.IsInterception:
		s[fieldKind] = "interception"
	default:
		s[fieldKind] = "damage"
	}
	if inc.Count != nil {
		s[fieldCount] = inc.Count.Words()
	}
	x.times()
	x.place(tree)
	x.effects()
	s[fieldResponse], s[fieldTags] = deref(inc.Response), strings.Join(inc.Tags, ", ")
	if a := inc.Attribution; a != nil {
		s[fieldAttributedTo], s[fieldAttributedBy] = deref(a.AttributedTo), deref(a.AttributedBy)
	}
	return x, x.said.lean(ctx, f, inc)
}

// lean says who said it first, and where.
func (s *row) lean(ctx context.Context, f *sources, inc *record.Incident) error {
	if len(inc.Statements) == 0 {
		return nil
	}
	rec, err := f.find(ctx, inc.Statements[0])
	st, ok := rec.(*record.Statement)
	if err != nil || !ok {
		return err
	}
	s[fieldSpeaker], s[fieldSpeakerRole], s[fieldChannel], s[fieldQuote] = deref(st.Speaker), st.SpeakerRole, deref(st.Channel), st.Quote
	s[fieldQuoteLang], s[fieldSummary], s[fieldPreliminary] = deref(st.QuoteLang), deref(st.Summary), strconv.FormatBool(st.Preliminary)
	rec, err = f.find(ctx, st.Document)
	d, ok := rec.(*record.Document)
	if err != nil || !ok {
		return err
	}
	s[fieldURL], s[fieldTitle], s[fieldPublisher], s[fieldPublisherRole], s[fieldLanguage] = deref(d.URL), deref(d.Title), deref(d.Publisher), d.PublisherRole, deref(d.Language)
	if d.PublishedAt != nil {
		s[fieldPublishedAt] = d.PublishedAt.Format(time.RFC3339)
	}
	return nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (x *tableRow) times() {
	w, s := &x.incident.When, &x.said
	s[fieldTimeZone] = w.Zone
	if w.Precision == "night" && w.NightOf != nil {
		s[fieldNightOf] = w.NightOf.String()
		return
	}
	if w.Start != nil && w.Precision != "first_reported" {
		s[fieldTimeStart], s[fieldTimePrecision] = w.Start.Format(time.RFC3339), w.Precision
	}
	if w.End != nil {
		s[fieldTimeEnd] = w.End.Format(time.RFC3339)
	}
}

// date returns the night's morning, or else the local date of the start; "" where neither is known.
func (x *tableRow) date() string {
	w := &x.incident.When
	loc, ok := record.Location(w.Zone)
	switch {
	case w.NightOf != nil:
		return w.NightOf.String()
	case w.Start != nil && ok:
		return record.DateOf(w.Start.In(loc)).String()
	}
	return ""
}

func (x *tableRow) place(tree *region.Tree) {
	p, s := &x.incident.Place, &x.said
	s[fieldPlace], s[fieldRegionIDs], s[fieldPlaceLevel] = first(deref(p.Name), deref(p.Verbatim)), strings.Join(p.RegionIDs, " "), p.Level
	if p.Point != nil {
		s[fieldLon], s[fieldLat] = strconv.FormatFloat(p.Point[0], 'f', -1, 64), strconv.FormatFloat(p.Point[1], 'f', -1, 64)
	}
	if p.UncertaintyM != nil {
		s[fieldUncertaintyM] = strconv.FormatFloat(*p.UncertaintyM, 'f', -1, 64)
	}
	if tree == nil {
		return
	}
	units := make([]int32, 0, len(p.RegionIDs))
	for _, id := range p.RegionIDs {
		if i, ok := tree.Find(id); ok {
			units = append(units, i)
		}
	}
	if len(units) == 0 {
		return
	}
	unit := units[0]
	if len(units) > 1 {
		if unit = tree.CommonAncestor(units...); unit == region.None {
			return
		}
	}
	name := func(l region.Level) string {
		if i := tree.Ancestor(unit, l); i != region.None {
			return tree.At(i).Names.In("en")
		}
		return ""
	}
	x.country, x.region, x.district = name(region.Country), name(region.Region), name(region.District)
	s[fieldCountry], s[fieldRegion], s[fieldDistrict] = x.country, x.region, x.district
}

// effects writes the first effect of each subject; a table has one column for it.
func (x *tableRow) effects() {
	for i := range x.incident.Effects {
		e := &x.incident.Effects[i]
		for _, c := range subjects {
			if c.subject != e.Subject || x.said[c.field] != "" {
				continue
			}
			switch {
			case e.State == "reported":
				x.said[c.field] = e.Counted().Words()
				x.said[fieldDamageCause] = first(x.said[fieldDamageCause], e.Cause)
			case e.State == "none_reported" && e.Count != nil:
				x.said[c.field] = "0"
			case e.State == "none_reported":
				x.said[c.field] = "none"
			}
		}
	}
}

// bounds writes the numbers of what is reported of a subject; "" for each that is open.
func (x *tableRow) bounds(subject string) (low, best, high string) {
	n := func(v *int) string {
		if v == nil {
			return ""
		}
		return strconv.Itoa(*v)
	}
	for i := range x.incident.Effects {
		e := &x.incident.Effects[i]
		if e.Subject == subject && (e.State == "reported" || e.State == "none_reported" && e.Count != nil) {
			c := e.Counted()
			return n(c.Min), n(c.Best), n(c.Max)
		}
	}
	return "", "", ""
}

// exact writes a number where it is known as one.
func (x *tableRow) exact(subject string) string {
	_, best, _ := x.bounds(subject)
	return best
}
