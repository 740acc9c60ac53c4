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

// placeIncidents resolves and sorts the incidents that count.
func (b *builder) placeIncidents() {
	water := b.watersNamed()
	b.cases = make([]Case, 0, len(b.in.Incidents))
	for _, inc := range b.in.Incidents {
		if inc.Grade == "discounted" {
			continue
		}
		c := Case{Incident: inc, Spot: b.spots.spot(&inc.Place), Official: b.in.officialIncident(inc)}
		c.Slot = slotOf(inc.When.NightOf, inc.When.Start, inc.When.Zone)
		if inc.IsInterception {
			c.Sum = SumOf(inc.Count)
		}
		if c.Country == region.None && c.Home != region.None {
			if country, ok := water[waterNight{c.Slot, c.Home}]; ok {
				c.Country = country
			}
		}
		b.cases = append(b.cases, c)
	}
	sortCases(b.cases)
}

// waterNight is a water area in a slot.
type waterNight struct {
	slot Slot
	unit int32
}

// watersNamed says which country's entry names a water in a slot: an incident there is tested against it. Of several
// the first by country.
func (b *builder) watersNamed() map[waterNight]int32 {
	named := map[waterNight]int32{}
	for _, e := range b.entries {
		for _, item := range e.Items {
			if item.Unit == region.None || b.tree.At(item.Unit).Level != region.Water {
				continue
			}
			k := waterNight{e.Slot, item.Unit}
			if c, ok := named[k]; !ok || e.Country < c {
				named[k] = e.Country
			}
		}
	}
	return named
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

// settle fills an account's buckets: tests, then figures bucket by bucket, then sums.
func (a *Account) settle() {
	index := a.openBuckets()
	for _, i := range a.Cases {
		c := &a.cases[i]
		n := a.bucketOf(c, index)
		a.Buckets[n].Cases = append(a.Buckets[n].Cases, i)
		if a.Entry != nil {
			c.Link.Tests = Tests{
				Window: testWindow(c, a.Entry),
				Region: testRegion(a.tree, c, a.Entry),
				Class:  testClass(c.Incident.WeaponClass, a.Entry),
			}
		}
	}
	for n := range a.Buckets {
		bucket := &a.Buckets[n]
		if a.Entry != nil {
			a.decideBucket(bucket)
		}
		for _, i := range bucket.Cases {
			bucket.add(&a.cases[i], a.cases[i].District != region.None)
		}
	}
	slices.SortStableFunc(a.Buckets, func(x, y Bucket) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID), cmp.Compare(len(x.Cases), len(y.Cases)))
	})
}

// bucketKey tells buckets apart; several floating ones of one home differ in whether a split names a part of them.
type bucketKey struct {
	unit     int32
	floating bool
	part     bool
}

// openBuckets makes a bucket an item.
func (a *Account) openBuckets() map[bucketKey]int {
	index := map[bucketKey]int{}
	if a.Entry == nil {
		return index
	}
	for _, item := range a.Entry.Items {
		b := Bucket{Unit: item.Unit, ID: item.ID, Claim: item.Count, Named: true, Parts: item.Parts, Kind: a.kindOf(item.Unit), Joint: region.None}
		if item.Unit != region.None {
			index[bucketKey{unit: item.Unit}] = len(a.Buckets)
		}
		a.Buckets = append(a.Buckets, b)
	}
	return index
}

// kindOf says how a unit stands to the account's country.
func (a *Account) kindOf(unit int32) BucketKind {
	if unit == region.None {
		return Nameless
	}
	switch level := a.tree.At(unit).Level; {
	case level == region.Water:
		return Water
	case level == region.Composite:
		return Composite
	case level == region.Region && a.Country != region.None && a.tree.Ancestor(unit, region.Country) == a.Country:
		return Own
	}
	return Foreign
}

// bucketOf returns the bucket of a case, opening one where no item did.
func (a *Account) bucketOf(c *Case, index map[bucketKey]int) int {
	k := bucketKey{unit: c.Region}
	if c.Region == region.None {
		k.unit = c.Home
		level := region.Country
		if c.Home != region.None {
			level = a.tree.At(c.Home).Level
		}
		if k.floating = level != region.Water && level != region.Composite; k.floating {
			k.part = a.namesPart(c)
		}
	}
	if n, ok := index[k]; ok {
		return n
	}
	b := Bucket{Unit: k.unit, Kind: Floating, Part: k.part, Joint: region.None}
	if k.unit != region.None {
		b.ID = a.tree.At(k.unit).ID
	}
	if !k.floating {
		b.Kind = a.kindOf(k.unit)
	}
	if a.Entry != nil {
		if joint, ok := a.Entry.composite(a.tree, k.unit); ok {
			b.Joint = joint
		}
	}
	index[k] = len(a.Buckets)
	a.Buckets = append(a.Buckets, b)
	return index[k]
}

// namesPart reports whether a split may hold a case over several regions in one of its items: it names one of them or
// a composite of one, or the case's place is the whole country.
func (a *Account) namesPart(c *Case) bool {
	if a.Entry == nil {
		return false
	}
	return slices.ContainsFunc(c.units(a.tree), func(u int32) bool {
		_, direct := a.Entry.item(u)
		_, joint := a.Entry.composite(a.tree, u)
		return direct || joint || a.tree.At(u).Level == region.Country && len(a.Entry.Items) > 0
	})
}

// decideBucket tests figures, the official ones together, and names each incident's relation.
func (a *Account) decideBucket(b *Bucket) {
	var official, all int64
	for _, i := range b.Cases {
		if c := &a.cases[i]; c.Link.Tests.candidateFor() {
			all += c.Sum.Min
			if c.Official {
				official += c.Sum.Min
			}
		}
	}
	figure := func(n int64) Result {
		if n > b.Claim {
			return Fail
		}
		return Pass
	}
	for _, i := range b.Cases {
		c := &a.cases[i]
		switch t := &c.Link.Tests; {
		case !b.Named:
		case !t.candidateFor():
			t.Figure = figure(c.Sum.Min)
		case c.Official:
			t.Figure = figure(official)
		default:
			t.Figure = figure(all)
		}
		c.Link.Relation, c.Link.Tallies = decide(c.Link.Tests, c.Official), a.partIDs
	}
}

// Case returns one of the ledger's cases by its index. Shared: do not change it.
func (a *Account) Case(i int32) *Case { return &a.cases[i] }
