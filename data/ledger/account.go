package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/geo/region"
)

// Account is one country's night or day: its entry, and every interception reported there. Entry is nil where no tally
// was counted; a country with several entries (scopes or weapon classes that have nothing in common) has several
// accounts, and what none of them covers lies in one without an entry.
type Account struct {
	Slot     Slot
	Country  int32 // tree index; -1 for what lies in no single country
	Entry    *Entry
	NotAdded []NotAdded
	Buckets  []Bucket // by kind, then id
	Cases    []int32  // indexes into the book's Cases, in their order
	cases    []Case   // all of the book's
	partIDs  []string // of the entry; shared by the links
	tree     *region.Tree
}

// openAccounts makes an account an entry and assigns the interceptions.
func (w *writer) openAccounts(b *Book) {
	at := map[int32][]int{} // accounts by country, with an entry first
	for _, e := range b.entries {
		a := Account{Slot: b.Slot, Country: e.Country, Entry: e, NotAdded: e.NotAdded, tree: w.tree}
		at[e.Country] = append(at[e.Country], len(b.Accounts))
		if a.partIDs = e.partIDs(); len(e.Parts) == 0 {
			a.Entry = nil
		}
		b.Accounts = append(b.Accounts, a)
	}
	for i := range b.Cases {
		c := &b.Cases[i]
		if !c.Incident.IsInterception {
			continue
		}
		n := b.accountFor(at[c.Country], c)
		if n < 0 {
			n = len(b.Accounts)
			at[c.Country] = append(at[c.Country], n)
			b.Accounts = append(b.Accounts, Account{Slot: b.Slot, Country: c.Country, tree: w.tree})
		}
		b.Accounts[n].Cases = append(b.Accounts[n].Cases, int32(i))
	}
	for i := range b.Accounts {
		b.Accounts[i].cases = b.Cases
	}
	slices.SortStableFunc(b.Accounts, func(x, y Account) int {
		return cmp.Or(cmp.Compare(x.Country, y.Country), strings.Compare(x.firstPart(), y.firstPart()))
	})
}

func (a *Account) firstPart() string {
	if a.Entry == nil {
		return "\xff"
	}
	return a.Entry.Parts[0].ID
}

// accountFor picks, of a country's accounts, the entry that covers a case and agrees best with its weapon class, or
// else the account without an entry; -1 when there is none.
func (b *Book) accountFor(accounts []int, c *Case) int {
	best, rank := -1, 0
	for _, n := range accounts {
		e := b.Accounts[n].Entry
		if e == nil {
			if rank == 0 {
				best = n
			}
			continue
		}
		named := e.Names(c.Home)
		if !named && !e.Covers(b.tree, c.Home) {
			continue
		}
		if r := agreement(testClass(c.Incident.WeaponClass, e)); r > rank {
			best, rank = n, r
		}
	}
	return best
}

// agreement ranks the results of a test.
func agreement(r Result) int {
	switch r {
	case Pass:
		return 3
	case Unknown:
		return 2
	case Fail:
		return 1
	}
	return 0
}

// Case returns one of the book's cases by its index. Shared: do not change it.
func (a *Account) Case(i int32) *Case { return &a.cases[i] }
