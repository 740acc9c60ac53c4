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
	Cases    []int32  // indexes into Ledger.Cases, in their order
	cases    []Case   // all of the ledger's
	partIDs  []string // of the entry; shared by the links
	tree     *region.Tree
}

// openAccounts makes an account an entry, assigns the interceptions, and tests them.
func (b *builder) openAccounts() {
	type place struct {
		slot    Slot
		country int32
	}
	at := map[place][]int{} // accounts with an entry first
	for _, e := range b.entries {
		a := Account{Slot: e.Slot, Country: e.Country, Entry: e, NotAdded: e.NotAdded, tree: b.tree}
		k := place{e.Slot, e.Country}
		at[k] = append(at[k], len(b.accounts))
		if a.partIDs = e.partIDs(); len(e.Parts) == 0 {
			a.Entry = nil
		}
		b.accounts = append(b.accounts, a)
	}
	for i := range b.cases {
		c := &b.cases[i]
		if !c.Incident.IsInterception {
			continue
		}
		k := place{c.Slot, c.Country}
		n := b.accountFor(at[k], c)
		if n < 0 {
			n = len(b.accounts)
			at[k] = append(at[k], n)
			b.accounts = append(b.accounts, Account{Slot: c.Slot, Country: c.Country, tree: b.tree})
		}
		b.accounts[n].Cases = append(b.accounts[n].Cases, int32(i))
	}
	for i := range b.accounts {
		b.accounts[i].cases = b.cases
	}
	slices.SortStableFunc(b.accounts, func(x, y Account) int {
		return cmp.Or(x.Slot.Compare(y.Slot), cmp.Compare(x.Country, y.Country), strings.Compare(x.firstPart(), y.firstPart()))
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
func (b *builder) accountFor(accounts []int, c *Case) int {
	best, rank := -1, 0
	for _, n := range accounts {
		e := b.accounts[n].Entry
		if e == nil {
			if rank == 0 {
				best = n
			}
			continue
		}
		_, named := e.item(c.Home)
		if !named && !e.Covers(b.tree, c.Home) {
			continue
		}
		r := map[Result]int{Pass: 3, Unknown: 2, Fail: 1}[testClass(c.Incident.WeaponClass, e)]
		if r > rank {
			best, rank = n, r
		}
	}
	return best
}

// Case returns one of the ledger's cases by its index. Shared: do not change it.
func (a *Account) Case(i int32) *Case { return &a.cases[i] }
