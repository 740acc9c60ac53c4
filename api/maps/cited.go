package maps

import (
	"cmp"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// cited is a document, what its words are counted for, and the unit that they speak of: region.None where nobody says.
type cited struct {
	id string
	as counted
	at int32
}

// within reports whether the words bear on numbers of a unit. A single report does when it lies there; an official total
// also when its scope contains the unit, since what it does not name there is none reported.
func (d cited) within(tree *region.Tree, unit int32) bool {
	if unit == region.None {
		return true
	}
	if d.at == region.None {
		return false
	}
	return tree.Within(d.at, unit) || d.as&inTotals != 0 && tree.Within(unit, d.at)
}

// counted is a set of what numbers may come from.
type counted uint8

const (
	inTotals counted = 1 << iota // official totals
	asInterception
	asReport
	asDamage
	asObjects
	asInjured
	asKilled
)

// countedBy returns what the numbers of a query come from.
func countedBy(q totals.Query) counted {
	switch q.Measure {
	case "reports":
		return asReport
	case "damage_reports":
		return asDamage
	case "damaged_objects":
		return asObjects
	case "injured":
		return asInjured
	case "killed":
		return asKilled
	}
	switch q.Basis {
	case totals.Claimed:
		return inTotals
	case totals.Incidents:
		return asInterception
	}
	return inTotals | asInterception
}

// countedAs returns what an incident is counted for. That nobody was hurt is a statement about the injured.
func countedAs(inc *record.Incident) counted {
	as := asReport
	if inc.IsInterception {
		as |= asInterception
	}
	if inc.IsDamage {
		as |= asDamage
	}
	for i := range inc.Effects {
		switch inc.Effects[i].Subject {
		case "injured":
			as |= asInjured
		case "killed":
			as |= asKilled
		default:
			as |= asObjects
		}
	}
	return as
}

// once sorts by id and joins what one document is counted for in one unit.
func once(documents []cited) []cited {
	slices.SortFunc(documents, func(a, b cited) int { return cmp.Or(strings.Compare(a.id, b.id), cmp.Compare(a.at, b.at)) })
	out := documents[:0]
	for _, d := range documents {
		if n := len(out); n > 0 && out[n-1].id == d.id && out[n-1].at == d.at {
			out[n-1].as |= d.as
		} else {
			out = append(out, d)
		}
	}
	return slices.Clip(out)
}
