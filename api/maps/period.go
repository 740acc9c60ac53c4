package maps

import (
	"slices"
	"strings"
	"sync/atomic"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/region"
)

// publisher is who published the documents that a map's numbers come from.
type publisher struct {
	Publisher string  `json:"publisher"`
	Documents int     `json:"documents"`
	URL       *string `json:"url"` // of one of the documents; null where none has one
}

// gathered is what a period's records add to a map beside the numbers.
type gathered struct {
	publishers []publisher
	unlocated  int
}

// periods holds, for the newest snapshot, which documents speak of which night or day.
type periods struct{ held atomic.Pointer[periodIndex] }

// periodIndex lists slots in order, each with the documents cited and the incidents without a place.
type periodIndex struct {
	snap  *snapshot.Snapshot
	slots []periodSlot
}

type periodSlot struct {
	slot      ledger.Slot
	documents []cited // by id, each once
	unlocated int
}

// of returns the index of a snapshot, built at the first call for it.
func (p *periods) of(snap *snapshot.Snapshot) *periodIndex {
	if held := p.held.Load(); held != nil && held.snap == snap {
		return held
	}
	made := indexPeriods(snap)
	p.held.Store(made)
	return made
}

func indexPeriods(snap *snapshot.Snapshot) *periodIndex {
	bySlot := map[ledger.Slot]*periodSlot{}
	at := func(s ledger.Slot) *periodSlot {
		if bySlot[s] == nil {
			bySlot[s] = &periodSlot{slot: s}
		}
		return bySlot[s]
	}
	cite := func(s *periodSlot, statements []string, as counted, units ...int32) {
		for _, id := range statements {
			if st := snap.Statement(id); st != nil {
				for _, unit := range units {
					s.documents = append(s.documents, cited{st.Document, as, unit})
				}
			}
		}
	}
	for _, c := range snap.Ledger().Cases() {
		s := at(c.Slot)
		cite(s, c.Incident.Statements, countedAs(c.Incident), c.Home)
		if len(c.Incident.Place.RegionIDs) == 0 && c.Incident.Place.Point == nil {
			s.unlocated++
		}
	}
	for _, n := range snap.Ledger().Nights() {
		s := at(slotOf(&n))
		ids := slices.Clone(n.Parts)
		for _, other := range n.NotAdded {
			ids = append(ids, other.ID)
		}
		for _, id := range ids {
			if e, ok := snap.Record(id); ok {
				if t, ok := e.Record.(*record.Tally); ok {
					cite(s, t.Statements, inTotals, unitsOf(snap.Tree(), t)...)
				}
			}
		}
	}
	index := &periodIndex{snap: snap}
	for _, s := range bySlot {
		s.documents = once(s.documents)
		index.slots = append(index.slots, *s)
	}
	slices.SortFunc(index.slots, func(a, b periodSlot) int { return a.slot.Compare(b.slot) })
	return index
}

// unitsOf lists the units that a tally covers or names.
func unitsOf(tree *region.Tree, t *record.Tally) []int32 {
	ids := slices.Clone(t.Scope)
	for _, item := range t.Items {
		ids = append(ids, item.RegionID)
	}
	units := []int32{}
	for _, id := range ids {
		if unit, ok := tree.Find(id); ok {
			units = append(units, unit)
		}
	}
	return units
}

func slotOf(n *ledger.Night) ledger.Slot {
	switch {
	case n.Date == nil:
		return ledger.Slot{Part: ledger.PartUndated}
	case n.NightOf == nil:
		return ledger.Slot{Date: *n.Date, Part: ledger.PartDay}
	}
	return ledger.Slot{Date: *n.Date, Part: ledger.PartNight}
}

// gather adds up the slots of a query, within its unit: publishers of what its numbers come from, by the number of their
// documents, most first. What has no place lies in no unit.
func (x *periodIndex) gather(q totals.Query) gathered {
	g := gathered{publishers: []publisher{}}
	seen := map[string]bool{}
	by, wanted := map[string]int{}, countedBy(q)
	for _, s := range x.slots {
		if !inPeriod(s.slot, q) {
			continue
		}
		if q.Within == region.None {
			g.unlocated += s.unlocated
		}
		for _, d := range s.documents {
			if d.as&wanted == 0 || seen[d.id] || !d.within(x.snap.Tree(), q.Within) {
				continue
			}
			seen[d.id] = true
			if doc := x.snap.Document(d.id); doc != nil {
				g.add(by, doc)
			}
		}
	}
	slices.SortStableFunc(g.publishers, func(a, b publisher) int {
		if a.Documents != b.Documents {
			return b.Documents - a.Documents
		}
		return strings.Compare(a.Publisher, b.Publisher)
	})
	return g
}

func (g *gathered) add(by map[string]int, doc *record.Document) {
	name := doc.ID
	if doc.Publisher != nil {
		name = *doc.Publisher
	}
	i, ok := by[name]
	if !ok {
		i = len(g.publishers)
		by[name] = i
		g.publishers = append(g.publishers, publisher{Publisher: name})
	}
	p := &g.publishers[i]
	p.Documents++
	if p.URL == nil {
		p.URL = doc.URL
	}
}

func inPeriod(s ledger.Slot, q totals.Query) bool {
	if s.Part == ledger.PartUndated {
		return q.Whole && q.Part == "all"
	}
	part := q.Part == "all" || q.Part == "" || q.Part == s.Part.String()
	return part && (q.Whole || s.Date >= q.From && s.Date <= q.To)
}
