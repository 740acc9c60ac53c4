// Package ledger holds official tallies against reported incidents, one country's night or day at a time, and says what
// may be concluded: what was claimed, which incidents lie inside a claim, which outside, and between which bounds the
// truth can be when both are believed.
//
// In: a region tree and the records of one version (incidents, tallies, and the statements and documents that say who
// spoke). Out: an immutable Ledger: a Link an incident, a Night an entry for people to read, and Accounts for the totals
// to add up. A version that differs in little is an Update of the one before and shares the books of all other nights.
// Places are tree indexes; there is no geometry here. Dates are civil dates in the zone of each record: the night to D
// belongs to D, the day of D to D.
//
// Words: a tally is an official total; the counted tallies of a country's night form its entry; a bucket is what an
// entry says of one region, water or composite, with the incidents reported there; a book is a night's or day's
// accounts. Incidents graded discounted (retracted or disproved) are in no account and have no relation.
//
// A Ledger never changes once built and is safe for concurrent reads. The order of the records given changes nothing.
package ledger

import (
	"runtime"
	"slices"
	"sync"

	"oblast/data/record"
	"oblast/geo/region"
)

// Input is the records of one version. Records are read, never changed. Statements and documents, found by id and nil
// where none is held, decide who is official and which relay is nearest the source; where they are missing an
// incident's grade decides. Either function may be nil; both must be safe for concurrent use.
type Input struct {
	Incidents  []*record.Incident
	Tallies    []*record.Tally
	Statements func(id string) *record.Statement
	Documents  func(id string) *record.Document
}

func (in *Input) statement(id string) *record.Statement {
	if in.Statements == nil {
		return nil
	}
	return in.Statements(id)
}

func (in *Input) document(id string) *record.Document {
	if in.Documents == nil {
		return nil
	}
	return in.Documents(id)
}

// Ledger is the result of Build.
type Ledger struct {
	tree  *region.Tree
	books []*Book // by slot
}

// Build assigns every incident to its night or day and country, forms the entries, tests each interception against its
// entry and adds up. It uses all cores.
func Build(tree *region.Tree, in Input) *Ledger {
	contents := map[Slot]*content{}
	at := func(s Slot) *content {
		c := contents[s]
		if c == nil {
			c = &content{}
			contents[s] = c
		}
		return c
	}
	for _, inc := range in.Incidents {
		if !discounted(inc) {
			c := at(SlotOf(inc))
			c.incidents = append(c.incidents, inc)
		}
	}
	w := &writer{tree: tree, in: &in, spots: newSpotter(tree)}
	for _, e := range w.formEntries() {
		c := at(e.Slot)
		c.entries = append(c.entries, e)
	}
	for _, t := range in.Tallies {
		c := at(tallySlot(t))
		c.tallies = append(c.tallies, t)
	}
	slots := make([]Slot, 0, len(contents))
	for s := range contents {
		slots = append(slots, s)
	}
	slices.SortFunc(slots, Slot.Compare)
	l := &Ledger{tree: tree, books: make([]*Book, len(slots))}
	writing(tree, &in, len(slots), func(own *writer, i int) { l.books[i] = own.book(slots[i], contents[slots[i]]) })
	return l
}

// writing calls write for each of n books, on all cores.
func writing(tree *region.Tree, in *Input, n int, write func(own *writer, i int)) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wg.Go(func() {
			own := &writer{tree: tree, in: in, spots: newSpotter(tree)}
			for i := first; i < n; i += workers {
				write(own, i)
			}
		})
	}
	wg.Wait()
}

// discounted reports whether an incident counts nowhere.
func discounted(inc *record.Incident) bool { return inc.Grade == "discounted" }

// Link returns how an incident stands to the entry of its night or day. The bool is false for one that is not among the
// counted incidents (unknown, or discounted). A Link with an empty Relation: nothing to be tested against.
func (l *Ledger) Link(inc *record.Incident) (Link, bool) {
	if b, ok := l.Book(SlotOf(inc)); ok {
		return b.link(inc.ID)
	}
	return Link{}, false
}

// Relations returns the relations that Link gives of n incidents, which ascend by id: one walk through all books.
func (l *Ledger) Relations(n int, incident func(i int) *record.Incident) []string {
	type walk struct {
		book *Book
		next int
	}
	walks := map[Slot]*walk{}
	for _, b := range l.books {
		walks[b.Slot] = &walk{book: b}
	}
	var slot Slot
	w := walks[slot]
	out := make([]string, n)
	for i := range out {
		inc := incident(i)
		if s := SlotOf(inc); s != slot {
			slot, w = s, walks[s]
		}
		for w != nil && w.next < len(w.book.byID) {
			c := &w.book.Cases[w.book.byID[w.next]]
			if c.Incident != inc && c.Incident.ID > inc.ID {
				break
			}
			if w.next++; c.Incident.ID == inc.ID {
				out[i] = c.Relation
				break
			}
		}
	}
	return out
}

// Books returns the nights and days that have a tally or an incident, in order. Shared: do not change it.
func (l *Ledger) Books() []*Book { return l.books }

// Book returns the book of a night or day.
func (l *Ledger) Book(s Slot) (*Book, bool) {
	i, ok := slices.BinarySearchFunc(l.books, s, func(b *Book, s Slot) int { return b.Slot.Compare(s) })
	if !ok {
		return nil, false
	}
	return l.books[i], true
}

// Between returns the nights and days from a date to another, both included, in order. Shared: do not change it.
func (l *Ledger) Between(from, to record.Date) []*Book {
	at := func(d record.Date) int {
		i, _ := slices.BinarySearchFunc(l.books, Slot{d, PartNight}, func(b *Book, s Slot) int { return b.Slot.Compare(s) })
		return i
	}
	return l.books[at(from):max(at(from), at(to+1))]
}

// Nights writes out all nights and days that have a tally or an interception, by date, then night before day, then
// country.
func (l *Ledger) Nights() []Night {
	var nights []Night
	for _, b := range l.books {
		nights = append(nights, b.Nights()...)
	}
	return nights
}
