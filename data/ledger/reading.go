package ledger

import (
	"slices"
	"strings"

	"oblast/geo/region"
)

// night writes one account out.
func (a *Account) night(tree *region.Tree) Night {
	n := Night{
		Part: a.Slot.Part.String(), Scope: a.scope(tree), Parts: []string{}, NotAdded: []NotAdded{},
		Contained: []Linked{}, Overlaps: []Linked{}, Outside: []Linked{}, Conflicts: []Linked{}, Undetermined: []Linked{},
		Untested: []string{}, Regions: []RegionRow{}, Residuals: []NamedRemain{},
		Located: a.located().Range(),
	}
	n.NotAdded = append(n.NotAdded, a.NotAdded...)
	if a.Slot.Part != PartUndated {
		date := a.Slot.Date
		n.Date = &date
		if a.Slot.Part == PartNight {
			n.NightOf = &date
		}
	}
	if e := a.Entry; e != nil {
		total, rest := e.Total.Triple(), a.notInIncidents().Range()
		n.Parts, n.Total = e.partIDs(), &total
		n.Ladder, n.NotInIncidents = a.ladder(), &rest
	}
	a.listIncidents(&n)
	a.listUnits(&n)
	return n
}

// listIncidents sorts the interceptions into their relations' lists, by id.
func (a *Account) listIncidents(n *Night) {
	lists := map[string]*[]Linked{
		Contained: &n.Contained, Overlaps: &n.Overlaps, Outside: &n.Outside, Conflicts: &n.Conflicts, Undetermined: &n.Undetermined,
	}
	for _, i := range a.Cases {
		c := &a.cases[i]
		if list, ok := lists[c.Relation]; ok {
			*list = append(*list, Linked{c.Incident.ID, c.Tests})
			continue
		}
		n.Untested = append(n.Untested, c.Incident.ID)
	}
	for _, list := range lists {
		slices.SortFunc(*list, func(x, y Linked) int { return strings.Compare(x.ID, y.ID) })
	}
	slices.Sort(n.Untested)
}

// listUnits writes the regions' rows and the named residuals.
func (a *Account) listUnits(n *Night) {
	kinds := map[BucketKind]string{Foreign: "foreign", Composite: "composite_region", Water: "water_area", Nameless: "unknown_region"}
	for i := range a.Buckets {
		b := &a.Buckets[i]
		if b.Kind == Own || b.Kind == Foreign {
			n.Regions = append(n.Regions, a.row(b))
		}
		if kind, ok := kinds[b.Kind]; ok && b.Named {
			n.Residuals = append(n.Residuals, NamedRemain{b.ID, kind, Span{Min: b.Claim, Max: b.Claim}.Range()})
		}
	}
	slices.SortFunc(n.Regions, func(x, y RegionRow) int { return strings.Compare(x.RegionID, y.RegionID) })
	if a.Entry != nil && a.Entry.Rest.Span().Positive() {
		n.Residuals = append(n.Residuals, NamedRemain{strings.Join(n.Scope, " "), "headline", a.Entry.Rest.Span().Range()})
	}
}

// Positive reports whether the number can be above 0.
func (s Span) Positive() bool { return s.Min > 0 || s.Max > 0 || s.Open }

// row writes one region's line.
func (a *Account) row(b *Bucket) RegionRow {
	r := RegionRow{RegionID: b.ID, Conflict: b.Conflicts.All() != (Sum{})}
	if b.Named {
		t := Exact(b.Claim).Triple()
		r.Claimed = &t
	}
	if len(b.Cases) > 0 {
		t := b.Incidents().Triple()
		r.Incidents = &t
	}
	switch whole := b.Reconciled(0); {
	case whole.Positive():
		t := whole.Triple()
		r.Reconciled, r.Status = &t, "value"
	case b.Named || b.NOfficialZero > 0:
		t := Exact(0).Triple()
		r.Reconciled, r.Status = &t, "zero"
	case a.Entry != nil && a.Entry.Complete && b.Joint == region.None:
		r.Status = "none_reported"
	default:
		r.Status = "no_data"
	}
	return r
}

// notInIncidents bounds how many of the entry's total no incident tells of: the total less the contained incidents, and
// at the least less those too that may be inside or that contradict it, neither ever more than their region's item.
func (a *Account) notInIncidents() Span {
	var minIn, maxIn int64
	open := false
	for i := range a.Buckets {
		b := &a.Buckets[i]
		m := b.Contained.All().Span()
		u := b.Undetermined.All().Plus(b.Conflicts.All()).Span()
		if b.Named {
			m = m.capped(b.Claim)
			u = u.capped(b.Claim - m.Max)
		}
		minIn += m.Min
		maxIn += m.Max + u.Max
		open = open || m.Open || u.Open
	}
	total := a.Entry.Total.Span()
	s := Span{Max: max(0, total.Max-minIn), Open: total.Open}
	if !open {
		s.Min = max(0, total.Min-maxIn)
	}
	return s
}

// located adds up the interceptions known to a district or finer, of any relation; contained ones are never more than
// their item.
func (a *Account) located() Span {
	var all Span
	for i := range a.Buckets {
		b := &a.Buckets[i]
		var in, other Sum
		for _, j := range b.Cases {
			c := &a.cases[j]
			switch {
			case !c.Fine:
			case c.Relation == Contained:
				in = in.Plus(c.Sum())
			default:
				other = other.Plus(c.Sum())
			}
		}
		m := in.Span()
		if b.Named {
			m = m.capped(b.Claim)
		}
		all = all.Plus(m).Plus(other.Span())
	}
	return all
}
