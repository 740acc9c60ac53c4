package ledger

import (
	"slices"

	"oblast/data/record"
)

// Change is what one version has otherwise than another.
type Change struct {
	// Gone are the incidents that are no longer there or were replaced; Come are those that are new or replace them, or
	// whose statements changed (these stand in both).
	Gone, Come []*record.Incident
	// Tallies are those that are gone, new, replaced (then both), or whose statements or documents changed.
	Tallies []*record.Tally
}

// Update returns the ledger of the records of in, which differ from l's by the change, and the slots that are not l's
// any more. Everything else is shared with l. in.Incidents is not read. The result is what Build gives of in.
//
// A night costs what its incidents cost; changed tallies cost a look at all tallies besides, since which of them are
// counted depends on their neighbours.
func (l *Ledger) Update(in Input, c Change) (*Ledger, []Slot) {
	w := &writer{tree: l.tree, in: &in, spots: newSpotter(l.tree)}
	touched := map[Slot]bool{}
	gone := map[Slot]map[string]bool{}
	come := map[Slot][]*record.Incident{}
	for _, inc := range c.Gone {
		s := SlotOf(inc)
		if touched[s] = true; gone[s] == nil {
			gone[s] = map[string]bool{}
		}
		gone[s][inc.ID] = true
	}
	for _, inc := range c.Come {
		s := SlotOf(inc)
		touched[s] = true
		if !discounted(inc) {
			come[s] = append(come[s], inc)
		}
	}
	var formed *formation
	if len(c.Tallies) > 0 {
		formed = l.reform(w, c.Tallies, touched)
	}
	slots := make([]Slot, 0, len(touched))
	for s := range touched {
		slots = append(slots, s)
	}
	slices.SortFunc(slots, Slot.Compare)
	made := make([]*Book, len(slots))
	if len(slots) == 1 {
		made[0] = l.rewrite(w, slots[0], gone[slots[0]], come[slots[0]], formed)
	} else {
		writing(l.tree, &in, len(slots), func(own *writer, i int) {
			made[i] = l.rewrite(own, slots[i], gone[slots[i]], come[slots[i]], formed)
		})
	}
	return &Ledger{tree: l.tree, books: l.merged(slots, made)}, slots
}

// formation is what all tallies of a version give their slots.
type formation struct {
	entries map[Slot][]*Entry
	tallies map[Slot][]*record.Tally
}

// reform chooses anew among all tallies, and touches the slots of changed ones and those whose entries then differ.
func (l *Ledger) reform(w *writer, changed []*record.Tally, touched map[Slot]bool) *formation {
	f := &formation{map[Slot][]*Entry{}, map[Slot][]*record.Tally{}}
	for _, t := range changed {
		touched[tallySlot(t)] = true
	}
	for _, t := range w.in.Tallies {
		s := tallySlot(t)
		f.tallies[s] = append(f.tallies[s], t)
	}
	for _, e := range w.formEntries() {
		f.entries[e.Slot] = append(f.entries[e.Slot], e)
	}
	for s := range f.entries {
		if b, ok := l.Book(s); !ok || !slices.EqualFunc(b.entries, f.entries[s], (*Entry).same) {
			touched[s] = true
		}
	}
	for _, b := range l.books {
		if len(b.entries) > 0 && len(f.entries[b.Slot]) == 0 {
			touched[b.Slot] = true
		}
	}
	return f
}

// same reports whether two entries count the same tallies and leave out the same.
func (e *Entry) same(o *Entry) bool {
	return e.Country == o.Country && slices.Equal(e.Parts, o.Parts) && slices.EqualFunc(e.NotAdded, o.NotAdded, func(x, y NotAdded) bool {
		return x.ID == y.ID && x.Reason == y.Reason && x.Of == y.Of
	})
}

// rewrite makes the book of a slot anew; nil where nothing is left. Without a formation its tallies are as before.
func (l *Ledger) rewrite(w *writer, s Slot, gone map[string]bool, come []*record.Incident, formed *formation) *Book {
	var c content
	if before, ok := l.Book(s); ok {
		c.entries = before.entries
		c.cases = make([]Case, 0, max(0, len(before.Cases)-len(gone))+len(come))
		for i := range before.Cases {
			if held := &before.Cases[i]; len(gone) == 0 || !gone[held.Incident.ID] {
				c.cases = append(c.cases, Case{Incident: held.Incident, Spot: held.Spot, Official: held.Official})
			}
		}
		if formed == nil {
			c.tallies = before.Tallies
		}
	}
	c.incidents = come
	if formed != nil {
		c.entries, c.tallies = formed.entries[s], formed.tallies[s]
	}
	if c.empty() {
		return nil
	}
	return w.book(s, &c)
}

// merged returns l's books with those of slots, which ascend, replaced by made; nil takes one out.
func (l *Ledger) merged(slots []Slot, made []*Book) []*Book {
	books := make([]*Book, 0, len(l.books)+len(made))
	held := l.books
	for i, s := range slots {
		n, ok := slices.BinarySearchFunc(held, s, func(b *Book, s Slot) int { return b.Slot.Compare(s) })
		books = append(books, held[:n]...)
		if ok {
			n++
		}
		held = held[n:]
		if made[i] != nil {
			books = append(books, made[i])
		}
	}
	return append(books, held...)
}
