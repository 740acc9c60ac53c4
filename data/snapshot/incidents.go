package snapshot

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"oblast/data/grading"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/layer"
)

// report is an incident with everything that its row shows.
type report struct {
	entry    *Entry
	incident *record.Incident
	place    located
	sources  sources
	lead     *record.Statement // the statement that the row quotes; nil where there is none
	url      *string
	end      *time.Time // of the interval in which it happened
	first    bool       // some statement that still stands is preliminary
	relation string
	grade    grading.Result
}

// incidentColumn is a column with the way to its value.
type incidentColumn struct {
	layer.Column
	set func(b *layer.Builder, r *report)
}

// report collects what an incident's row shows. How widely it is reported is counted among all statements, told or not.
func (s *Snapshot) report(pub published, relation string) report {
	inc, r := pub.incident(), s.register
	rep := report{entry: pub.entry, incident: inc}
	rep.place = locate(s.Tree(), inc.Place.RegionIDs, inc.Place.Level, inc.Place.Point)
	origin, _ := pub.origin.Record.(*record.Incident)
	statements := r.statements(origin.Statements)
	rep.sources = r.countSources(statements)
	rep.lead, rep.first = lead(statements)
	rep.lead, rep.url = s.quoted(r.primary(rep.lead, statements))
	if rep.end = inc.When.End; inc.When.Precision == "first_reported" && inc.When.Start == nil && rep.end == nil {
		rep.end = s.firstPublished(statements)
	}
	rep.relation = relation
	rep.grade = grade(inc, statements, rep.sources.independent, rep.relation)
	return rep
}

// firstPublished returns when the first of what may be told of some statements came out; nil where no time is known. What
// they tell of had happened by then.
func (s *Snapshot) firstPublished(statements []*record.Statement) (first *time.Time) {
	for _, st := range statements {
		d := s.register.document(st.Document)
		if d == nil || d.PublishedAt == nil || s.public.hidden[st.ID] || s.public.hidden[d.ID] {
			continue
		}
		if first == nil || d.PublishedAt.Before(*first) {
			first = d.PublishedAt
		}
	}
	return first
}

// quoted returns what may be told of a statement, and where it can be read.
func (s *Snapshot) quoted(st *record.Statement) (*record.Statement, *string) {
	switch {
	case st == nil:
		return nil, nil
	case s.public.hidden[st.ID]:
		return sayingNothing(st.SpeakerRole), nil
	}
	return st, s.register.address(st.Document)
}

// sayingNothing returns a statement of which only the speaker's role is told: one a role, for many incidents may rest on such.
func sayingNothing(role string) *record.Statement {
	if st := silentSpeakers()[role]; st != nil {
		return st
	}
	return &record.Statement{SpeakerRole: role}
}

var silentSpeakers = sync.OnceValue(func() map[string]*record.Statement {
	all := map[string]*record.Statement{}
	for _, role := range record.SpeakerRoles {
		all[role] = &record.Statement{SpeakerRole: role}
	}
	return all
})

// incidentTable builds the table behind incidents, interceptions and damage, of some of them with their relations.
func (s *Snapshot) incidentTable(incidents []published, relations []string) (*layer.Table, error) {
	columns := incidentColumns()
	schema := layer.Schema{Name: "incidents", Geometry: layer.Points, Interval: []string{"time_start", "time_end"}}
	for _, c := range columns {
		schema.Columns = append(schema.Columns, c.Column)
	}
	b := layer.NewBuilder(schema, s.boundaries.Shapes(), len(incidents))
	if len(incidents) > reportBatch {
		s.fillSplit(b, columns, incidents, relations)
		return b.Build()
	}
	s.reports(incidents, relations, func(batch []report) {
		for i := range batch {
			batch[i].begin(b)
			for _, c := range columns {
				c.set(b, &batch[i])
			}
		}
	})
	return b.Build()
}

// fillSplit fills the columns of many incidents side by side.
func (s *Snapshot) fillSplit(b *layer.Builder, columns []incidentColumn, incidents []published, relations []string) {
	split := b.Split()
	s.reports(incidents, relations, func(batch []report) {
		var next atomic.Int32
		var work sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			work.Go(func() {
				for n := int(next.Add(1)) - 1; n <= len(columns); n = int(next.Add(1)) - 1 {
					if n == len(columns) {
						for i := range batch {
							batch[i].begin(b)
						}
						continue
					}
					for i := range batch {
						split[n].Row(batch[i].incident.ID)
						columns[n].set(split[n], &batch[i])
					}
				}
			})
		}
		work.Wait()
	})
}

// begin begins the row of a report, with its place and time.
func (r *report) begin(b *layer.Builder) {
	b.Row(r.incident.ID)
	if r.place.placed {
		b.Point(r.place.point[0], r.place.point[1])
	}
	if r.incident.Place.Point == nil {
		for _, ref := range r.place.refs {
			b.Area(ref)
		}
	}
	b.Interval(instant(r.incident.When.Start), instant(r.end))
}

// relations are the values of tally_relation.
var relations = []string{ledger.Contained, ledger.Overlaps, ledger.Outside, ledger.Conflicts, ledger.Undetermined}

func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// statements returns the statements of ids that are held.
func (r *register) statements(ids []string) []*record.Statement {
	out := make([]*record.Statement, 0, len(ids))
	for _, id := range ids {
		if s := lookup[*record.Statement](r, id); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// leadRank orders speakers by how near they are to the place and how answerable for the figure.
var leadRank = map[string]int{"governor": 1, "administration": 2, "mayor": 3, "emergency_service": 4, "defence_ministry": 5,
	"armed_forces": 6, "other_side": 7, "witness": 8, "media": 9, "other": 10}

// lead returns the statement to quote: the highest ranking speaker's newest that is not superseded by another of them;
// and whether any that still stands is preliminary.
func lead(statements []*record.Statement) (best *record.Statement, preliminary bool) {
	for i, s := range statements {
		superseded := false
		for _, other := range statements {
			superseded = superseded || other.Supersedes != nil && *other.Supersedes == s.ID
		}
		if superseded && len(statements) > 1 {
			continue
		}
		preliminary = preliminary || s.Preliminary
		if best == nil || leadRank[statements[i].SpeakerRole] < leadRank[best.SpeakerRole] {
			best = s
		}
	}
	return best, preliminary
}

// address returns the web address under which a statement can be read: that of its document, or else of a relay of it,
// of a document that it repeats, or of another relay of that.
func (r *register) address(id string) *string {
	chain := []string{id}
	for i := 0; i < len(chain) && i < maxRelays; i++ {
		d := lookup[*record.Document](r, chain[i])
		if d == nil {
			continue
		}
		if d.URL != nil {
			return d.URL
		}
		for _, near := range append(r.relaysOf(chain[i]), d.DerivedFrom...) {
			if !slices.Contains(chain, near) {
				chain = append(chain, near)
			}
		}
	}
	return nil
}
