package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// Book is everything of one night or day. It depends on nothing of any other slot but which tallies are counted, so
// versions that agree on a slot share its book.
type Book struct {
	Slot      Slot
	Cases     []Case          // by country, region, district, id
	Accounts  []Account       // by country
	Coverages []Coverage      // by the units covered
	Tallies   []*record.Tally // of any metric, counted or not
	entries   []*Entry
	byID      []int32 // indexes of Cases, by the incidents' ids
	tree      *region.Tree
}

// Nights writes the accounts out for people, in their order.
func (b *Book) Nights() []Night {
	nights := make([]Night, len(b.Accounts))
	for i := range b.Accounts {
		nights[i] = b.Accounts[i].night(b.tree)
	}
	return nights
}

// link returns how an incident stands.
func (b *Book) link(id string) (Link, bool) {
	i, ok := slices.BinarySearchFunc(b.byID, id, func(c int32, id string) int { return strings.Compare(b.Cases[c].Incident.ID, id) })
	if !ok {
		return Link{}, false
	}
	c := &b.Cases[b.byID[i]]
	link := Link{Relation: c.Relation, Tests: c.Tests}
	if c.Relation != "" {
		for a := range b.Accounts {
			if _, held := slices.BinarySearch(b.Accounts[a].Cases, b.byID[i]); held {
				link.Tallies = b.Accounts[a].partIDs
			}
		}
	}
	return link, true
}

// content is what a book is made from.
type content struct {
	incidents []*record.Incident // none of them discounted
	cases     []Case             // more of them, resolved already, without links
	entries   []*Entry
	tallies   []*record.Tally // of any metric, counted or not
}

func (c *content) empty() bool {
	return len(c.incidents)+len(c.cases)+len(c.entries)+len(c.tallies) == 0
}

// writer makes books, one at a time.
type writer struct {
	tree  *region.Tree
	in    *Input
	spots *spotter
	keys  []sortKey // of the book before; its room is used again
}

// sortKey is where a case belongs, and where it stands.
type sortKey struct{ country, region, district, rank, from int32 }

// book tests the incidents of a slot against its entries and adds up.
func (w *writer) book(slot Slot, c *content) *Book {
	b := &Book{Slot: slot, entries: c.entries, Tallies: c.tallies, tree: w.tree}
	w.placeIncidents(b, c)
	w.openAccounts(b)
	for i := range b.Accounts {
		b.Accounts[i].settle()
	}
	for _, t := range c.tallies {
		b.Coverages = append(b.Coverages, w.coverageOf(t))
	}
	slices.SortStableFunc(b.Coverages, func(x, y Coverage) int { return slices.Compare(x.Units, y.Units) })
	return b
}

// placeIncidents resolves and sorts the incidents.
func (w *writer) placeIncidents(b *Book, c *content) {
	if b.Cases = c.cases; cap(b.Cases) < len(b.Cases)+len(c.incidents) {
		b.Cases = append(make([]Case, 0, len(c.cases)+len(c.incidents)), c.cases...)
	}
	for _, inc := range c.incidents {
		b.Cases = append(b.Cases, Case{Incident: inc, Spot: w.spots.spot(&inc.Place), Official: w.in.officialIncident(inc)})
	}
	water := watersNamed(w.tree, b.entries)
	for i := range b.Cases {
		if c := &b.Cases[i]; c.Home != region.None && w.tree.At(c.Home).Level == region.Water {
			c.Country = region.None
			if country, ok := water[c.Home]; ok {
				c.Country = country
			}
		}
	}
	w.sort(b)
}

// sort puts the cases in their order, and notes that of their ids. The ids mostly come in order, and then only numbers are
// compared.
func (w *writer) sort(b *Book) {
	b.byID = make([]int32, len(b.Cases))
	for i := range b.byID {
		b.byID[i] = int32(i)
	}
	byID := func(x, y int32) int { return strings.Compare(b.Cases[x].Incident.ID, b.Cases[y].Incident.ID) }
	if !slices.IsSortedFunc(b.byID, byID) {
		slices.SortFunc(b.byID, byID)
	}
	keys := w.keys[:0]
	for rank, i := range b.byID {
		c := &b.Cases[i]
		keys = append(keys, sortKey{c.Country, c.Region, c.District, int32(rank), i})
	}
	w.keys = keys
	slices.SortFunc(keys, func(x, y sortKey) int {
		return cmp.Or(cmp.Compare(x.country, y.country), cmp.Compare(x.region, y.region), cmp.Compare(x.district, y.district), cmp.Compare(x.rank, y.rank))
	})
	for i := range keys {
		b.byID[keys[i].rank] = int32(i)
	}
	for i := range keys { // in place, from one that has to go elsewhere to the one that takes its place
		if keys[i].from < 0 {
			continue
		}
		first, to := b.Cases[i], i
		for from := keys[to].from; int(from) != i; to, from = int(from), keys[from].from {
			b.Cases[to], keys[to].from = b.Cases[from], -1
		}
		b.Cases[to], keys[to].from = first, -1
	}
}

// watersNamed says which country's entry names a water: an incident there is tested against it. Of several the first by
// country.
func watersNamed(tree *region.Tree, entries []*Entry) map[int32]int32 {
	named := map[int32]int32{}
	for _, e := range entries {
		for _, item := range e.Items {
			if item.Unit == region.None || tree.At(item.Unit).Level != region.Water {
				continue
			}
			if c, ok := named[item.Unit]; !ok || e.Country < c {
				named[item.Unit] = e.Country
			}
		}
	}
	return named
}

// coverageOf lists what a tally covers; a composite's members are covered with it.
func (w *writer) coverageOf(t *record.Tally) (c Coverage) {
	add := func(id string) {
		if i := w.spots.find(id); i != region.None && !slices.Contains(c.Units, i) {
			c.Units = append(c.Units, i)
		}
	}
	for _, id := range t.Scope {
		add(id)
	}
	for i := range t.Items {
		add(t.Items[i].RegionID)
	}
	slices.Sort(c.Units)
	return c
}
