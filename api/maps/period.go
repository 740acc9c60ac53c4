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
	book      *ledger.Book
	documents []cited // by id, each once
	unlocated int
}

// of returns the index of a snapshot, built at the first call for it. Slots whose books are those of the index before
// are taken over.
func (p *periods) of(snap *snapshot.Snapshot) *periodIndex {
	held := p.held.Load()
	if held != nil && held.snap == snap {
		return held
	}
	made := held.follow(snap)
	p.held.Store(made)
	return made
}

func (x *periodIndex) follow(snap *snapshot.Snapshot) *periodIndex {
	books := snap.Ledger().Books()
	made := &periodIndex{snap: snap, slots: make([]periodSlot, len(books))}
	var before []periodSlot
	if x != nil {
		before = x.slots
	}
	for i, b := range books {
		for len(before) > 0 && before[0].book.Slot.Compare(b.Slot) < 0 {
			before = before[1:]
		}
		if len(before) > 0 && before[0].book == b {
			made.slots[i] = before[0]
		} else {
			made.slots[i] = slotOf(snap, b)
		}
	}
	return made
}

func slotOf(snap *snapshot.Snapshot, b *ledger.Book) periodSlot {
	s := periodSlot{book: b}
	cite := func(statements []string, as counted, units ...int32) {
		for _, id := range statements {
			if st := snap.Statement(id); st != nil && !snapshot.Veiled(st.Document) {
				for _, unit := range units {
					s.documents = append(s.documents, cited{st.Document, as, unit})
				}
			}
		}
	}
	for i := range b.Cases {
		inc := b.Cases[i].Incident
		cite(inc.Statements, countedAs(inc), b.Cases[i].Home)
		if len(inc.Place.RegionIDs) == 0 && inc.Place.Point == nil {
			s.unlocated++
		}
	}
	for _, t := range b.Tallies {
		as := inTotals
		if t.Metric != "intercepted" {
			as = 0 // it is heard, and no number comes from it
		}
		cite(t.Statements, as, unitsOf(snap.Tree(), t)...)
	}
	s.documents = once(s.documents)
	return s
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

// during cuts the slots to the dates of a query.
func (x *periodIndex) during(q totals.Query) []periodSlot {
	if q.Whole {
		return x.slots
	}
	behind := func(s periodSlot, end ledger.Slot) int { return s.book.Slot.Compare(end) }
	from, _ := slices.BinarySearchFunc(x.slots, ledger.Slot{Date: q.From, Part: ledger.PartNight}, behind)
	to, _ := slices.BinarySearchFunc(x.slots, ledger.Slot{Date: q.To + 1, Part: ledger.PartNight}, behind)
	return x.slots[from:max(from, to)]
}

// gather adds up the slots of a query, within its unit: publishers of what its numbers come from, by the number of their
// documents, most first. What has no place lies in no unit.
func (x *periodIndex) gather(q totals.Query) gathered {
	g := gathered{publishers: []publisher{}}
	seen := map[string]bool{}
	by, wanted := map[string]int{}, countedBy(q)
	for _, s := range x.during(q) {
		if !inPeriod(s.book.Slot, q) {
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
