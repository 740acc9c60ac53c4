package snapshot

import (
	"slices"

	"oblast/data/record"
	"oblast/geo/layer"
)

func countColumns() []incidentColumn {
	bound := func(name, title, description string, which func(*record.Count) *int) incidentColumn {
		return incidentColumn{layer.Column{Name: name, Title: title, Description: description, Type: layer.Integer},
			func(b *layer.Builder, r *report) {
				if r.incident.Count == nil {
					b.Null()
				} else {
					number(b, which(r.incident.Count))
				}
			}}
	}
	return []incidentColumn{
		{layer.Column{Name: "weapon_class", Title: "Class of weapon", Enum: record.WeaponClasses, Required: true},
			func(b *layer.Builder, r *report) { b.Text(r.incident.WeaponClass) }},
		bound("count_min", "Intercepted, least", "Least number that the words allow", func(c *record.Count) *int { return c.Min }),
		bound("count_best", "Intercepted, as said", "The number where one is given", func(c *record.Count) *int { return c.Best }),
		bound("count_max", "Intercepted, most", "Greatest number that the words allow; null: open", func(c *record.Count) *int { return c.Max }),
		{layer.Column{Name: "count_qualifier", Title: "Qualifier", Description: "How the number was given", Enum: record.Qualifiers},
			func(b *layer.Builder, r *report) {
				if r.incident.Count == nil {
					b.Null()
				} else {
					b.Text(r.incident.Count.Qualifier)
				}
			}},
	}
}

func effectColumns() []incidentColumn {
	state := func(subject, title string) incidentColumn {
		return incidentColumn{layer.Column{Name: subject + "_state", Title: title, Description: "What was said of it; silence is not_mentioned", Enum: record.EffectStates, Required: true},
			func(b *layer.Builder, r *report) { b.Text(effectState(r.incident.Effects, subject)) }}
	}
	bounds := func(name, title string, subjects ...string) []incidentColumn {
		column := func(suffix, words string, pick func(least, most *int) *int) incidentColumn {
			return incidentColumn{layer.Column{Name: name + suffix, Title: title + words, Type: layer.Integer,
				Description: "Over what was reported; null where nothing was, or the bound is open"},
				func(b *layer.Builder, r *report) { number(b, pick(effectBounds(r.incident.Effects, subjects))) }}
		}
		return []incidentColumn{
			column("_min", ", least", func(least, _ *int) *int { return least }),
			column("_max", ", most", func(_, most *int) *int { return most }),
		}
	}
	var all []incidentColumn
	all = append(append(all, state("injured", "Injured")), bounds("injured", "Injured", "injured")...)
	all = append(append(all, state("killed", "Killed")), bounds("killed", "Killed", "killed")...)
	all = append(all, state("infrastructure", "Infrastructure"))
	all = append(all, bounds("dwellings", "Dwellings damaged", "dwelling")...)
	all = append(all, bounds("vehicles", "Vehicles damaged", "vehicle")...)
	all = append(all, bounds("damaged_objects", "Objects damaged", damageable...)...)
	return append(all, incidentColumn{layer.Column{Name: "damage_cause", Title: "Cause of damage", Description: "null where no damage was reported", Enum: record.Causes},
		func(b *layer.Builder, r *report) { text(b, damageCause(r.incident.Effects)) }})
}

// damageable are the subjects that count as damaged objects.
var damageable = []string{"dwelling", "building", "vehicle", "infrastructure"}

// effectState returns the most telling state that was given for a subject; not_mentioned where nothing was.
func effectState(effects []record.Effect, subject string) string {
	order := []string{"not_mentioned", "unknown", "withheld", "denied", "none_reported", "reported"}
	best := 0
	for _, e := range effects {
		if e.Subject != subject {
			continue
		}
		for rank, s := range order {
			if s == e.State {
				best = max(best, rank)
			}
		}
	}
	return order[best]
}

// effectBounds adds what was reported of some subjects. One report keeps its bounds; in a sum an unknown least counts
// as 0 and an unknown most opens the sum. A report without a number is at least one.
func effectBounds(effects []record.Effect, subjects []string) (least, most *int) {
	var counts []record.Count
	for i := range effects {
		e := &effects[i]
		if e.State == "reported" && slices.Contains(subjects, e.Subject) {
			counts = append(counts, e.Counted())
		}
	}
	switch len(counts) {
	case 0:
		return nil, nil
	case 1:
		return counts[0].Min, counts[0].Max
	}
	low, _, most, _ := record.Sum(counts...)
	return &low, most
}

// damageCause returns the first known cause of reported harm, "unknown" where none is, "" where there was no harm.
func damageCause(effects []record.Effect) string {
	cause := ""
	for _, e := range effects {
		if e.State == "reported" && e.Cause != "" && (cause == "" || cause == "unknown") {
			cause = e.Cause
		}
	}
	return cause
}

func number(b *layer.Builder, n *int) {
	if n == nil {
		b.Null()
	} else {
		b.Integer(int64(*n))
	}
}
