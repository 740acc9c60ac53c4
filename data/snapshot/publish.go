package snapshot

import (
	"slices"
	"time"

	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// publisher decides what of the register may be shown. It is the only way from the register to layers, ledger, totals
// and records, so what it withholds is nowhere.
type publisher struct {
	tree         *region.Tree
	shapes       layer.Shapes
	restrictions []*record.Restriction // those that limit something
	now          time.Time
	due          time.Time // when the next withheld record becomes public; zero: never
}

// published is an incident that may be shown.
type published struct {
	entry    *Entry
	incident *record.Incident
}

func newPublisher(tree *region.Tree, shapes layer.Shapes, r *register, now time.Time) *publisher {
	p := &publisher{tree: tree, shapes: shapes, now: now}
	for _, e := range r.byKind[record.KindRestriction] {
		if x, ok := e.Record.(*record.Restriction); ok && (x.CoarsestPublicLevel != nil || x.Delay != nil) {
			p.restrictions = append(p.restrictions, x)
		}
	}
	return p
}

// incidents returns the incidents that may be shown, by id, and those that are withheld. A record is withheld whole:
// its words could give away what its columns leave out.
func (p *publisher) incidents(r *register) (shown []published, withheld []*record.Incident) {
	entries := r.byKind[record.KindIncident]
	shown = make([]published, 0, len(entries))
	for _, e := range entries {
		inc, ok := e.Record.(*record.Incident)
		if !ok {
			continue
		}
		if p.withholds(inc) {
			withheld = append(withheld, inc)
		} else {
			shown = append(shown, published{e, inc})
		}
	}
	return shown, withheld
}

// withholds reports whether a restriction in force at the incident's date keeps it back: it is placed more finely than
// the restriction allows, or the delay has not run out since it ended. A register entry without a limit hides nothing.
func (p *publisher) withholds(inc *record.Incident) bool {
	hidden := false
	for _, x := range p.restrictions {
		if !p.covers(x, inc) {
			continue
		}
		if x.CoarsestPublicLevel != nil && fineness(inc.Place.Level) > fineness(*x.CoarsestPublicLevel) {
			hidden = true
		}
		if delay, err := time.ParseDuration(deref(x.Delay)); err == nil && inc.When.End != nil {
			if at := inc.When.End.Add(delay); at.After(p.now) {
				hidden = true
				if p.due.IsZero() || at.Before(p.due) {
					p.due = at
				}
			}
		}
	}
	return hidden
}

func (p *publisher) covers(x *record.Restriction, inc *record.Incident) bool {
	if day := dayOf(inc); day != nil && (x.InForceFrom != nil && *day < *x.InForceFrom || x.InForceTo != nil && *day > *x.InForceTo) {
		return false
	}
	area, ok := p.tree.Find(x.RegionID)
	return ok && slices.ContainsFunc(inc.Place.RegionIDs, func(id string) bool {
		i, ok := p.tree.Find(id)
		return ok && p.tree.Within(i, area)
	})
}

// dayOf returns the date that an incident counts for: its night's morning, or the local date of its start; nil where
// neither is known.
func dayOf(inc *record.Incident) *record.Date {
	if inc.When.NightOf != nil || inc.When.Start == nil {
		return inc.When.NightOf
	}
	zone, ok := record.Location(inc.When.Zone)
	if !ok {
		zone = time.UTC
	}
	d := record.DateOf(inc.When.Start.In(zone))
	return &d
}

// withheldUnits says where and when totals lack something that is withheld: the units of the incidents, on their nights
// or days. Coarser units keep their numbers, which are without it.
func (p *publisher) withheldUnits(withheld []*record.Incident) []totals.Withheld {
	var out []totals.Withheld
	for _, inc := range withheld {
		day := dayOf(inc)
		for _, id := range inc.Place.RegionIDs {
			i, ok := p.tree.Find(id)
			if !ok {
				continue
			}
			w := totals.Withheld{Unit: i, Level: p.tree.At(i).Level}
			if day != nil {
				w.From, w.To = *day, *day
			}
			out = append(out, w)
		}
	}
	return out
}

// fineness orders the levels of a place from coarse to fine.
func fineness(level string) int {
	switch level {
	case "district":
		return 2
	case "settlement", "locality", "exact", "border_between":
		return 3
	case "country", "unknown":
		return 0
	}
	return 1
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
