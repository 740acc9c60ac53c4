package revise

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/fault"
	"oblast/geo/region"
)

// OddError is a merge of incidents that do not look like one event. It is a fault.ErrConflict.
type OddError struct {
	Reasons []string // in words: "inc-2 is of the night of 2025-08-28, inc-1 of that of 2025-08-27"
}

// Error says what is odd and what to do.
func (e *OddError) Error() string {
	return strings.Join(e.Reasons, "; ") + ". An incident is one event at one place and time: if it is one all the same, merge with --anyway"
}

// Is reports that it is a fault.ErrConflict.
func (e *OddError) Is(target error) bool { return target == fault.ErrConflict }

// odd tells what speaks against two incidents being one event: nights or times, places, or weapons that exclude each other.
// What either leaves open excludes nothing, nor does one being an interception and the other damage.
func (d *Desk) odd(into, other *record.Incident) (reasons []string) {
	say := func(is, was string) {
		reasons = append(reasons, fmt.Sprintf("%s is %s, %s %s", other.ID, is, into.ID, was))
	}
	switch a, b := &into.When, &other.When; {
	case a.NightOf != nil && b.NightOf != nil && *a.NightOf != *b.NightOf:
		say("of the night of "+b.NightOf.String(), "of that of "+a.NightOf.String())
	case apart(a, b):
		say(span(b), span(a))
	}
	if d.elsewhere(into.Place.RegionIDs, other.Place.RegionIDs) {
		say("in "+d.names(other.Place.RegionIDs), "in "+d.names(into.Place.RegionIDs))
	}
	if ledger.Classes(into.WeaponClass, other.WeaponClass) == ledger.Fail {
		say("about "+other.WeaponClass, "about "+into.WeaponClass)
	}
	return reasons
}

// slack is how far apart the times may be that two sources give one event.
const slack = time.Hour

// apart reports whether more than an hour lies between two times that are known. When something was first reported is no
// time of the event.
func apart(a, b *record.When) bool {
	if a.Start == nil || b.Start == nil || a.Precision == "first_reported" || b.Precision == "first_reported" {
		return false
	}
	end := func(w *record.When) time.Time {
		if w.End != nil {
			return *w.End
		}
		return *w.Start
	}
	return b.Start.Sub(end(a)) > slack || a.Start.Sub(end(b)) > slack
}

// span writes a night, or a time in its zone.
func span(w *record.When) string {
	if w.NightOf != nil && w.Precision == "night" {
		return "of the night of " + w.NightOf.String()
	}
	loc, ok := record.Location(w.Zone)
	if !ok {
		loc = time.UTC
	}
	text := "of " + w.Start.In(loc).Format("2006-01-02 15:04")
	if w.End != nil {
		text += " to " + w.End.In(loc).Format("2006-01-02 15:04")
	}
	return text
}

// elsewhere reports whether no unit of one place contains or is one of the other. Waters lie in no unit, and what happened
// over one may be told of the shore.
func (d *Desk) elsewhere(a, b []string) bool {
	x, y := d.units(a), d.units(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return !slices.ContainsFunc(x, func(i int32) bool {
		return slices.ContainsFunc(y, func(j int32) bool { return d.tree.Within(i, j) || d.tree.Within(j, i) })
	})
}

// units finds the units of a place; none where one of them is unknown or a water.
func (d *Desk) units(ids []string) (out []int32) {
	if d.tree == nil {
		return nil
	}
	for _, id := range ids {
		i, ok := d.tree.Find(id)
		if !ok || d.tree.At(i).Level == region.Water {
			return nil
		}
		out = append(out, i)
	}
	return out
}

// names writes units by name and id.
func (d *Desk) names(ids []string) string {
	var out []string
	for _, id := range ids {
		if u, ok := d.tree.Unit(id); ok {
			out = append(out, fmt.Sprintf("%s (%s)", u.Names.In("en"), id))
		}
	}
	return strings.Join(out, ", ")
}

// unkept says which number a merge does not keep, "" where it keeps all.
func unkept(into, other *record.Incident) string {
	if into.Count == nil || other.Count == nil || into.Count.Words() == other.Count.Words() {
		return ""
	}
	return fmt.Sprintf("%s counts %s, as before; the %s of %s stands in its earlier versions alone", into.ID, into.Count.Words(), other.Count.Words(), other.ID)
}
