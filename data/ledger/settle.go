package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/geo/region"
)

// settle fills an account's buckets: tests, then figures bucket by bucket, then sums.
func (a *Account) settle() {
	a.shareCases()
	for _, i := range a.Cases {
		if c := &a.cases[i]; a.Entry != nil {
			c.Tests = Tests{
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

// shareCases opens the buckets and gives each its cases, in one list of which they have a part each.
func (a *Account) shareCases() {
	room := 0 // the cases stand by region
	for at, i := range a.Cases {
		if c := &a.cases[i]; at == 0 || c.Region == region.None || c.Region != a.cases[a.Cases[at-1]].Region {
			room++
		}
	}
	index := a.openBuckets(room)
	of, counts := make([]int32, len(a.Cases)), make([]int32, len(a.Buckets), cap(a.Buckets))
	for at, i := range a.Cases {
		n := a.bucketOf(&a.cases[i], index)
		if n == len(counts) {
			counts = append(counts, 0)
		}
		of[at] = int32(n)
		counts[n]++
	}
	all := make([]int32, 0, len(a.Cases))
	for n, count := range counts {
		if count > 0 {
			from := len(all)
			all = all[:from+int(count)]
			a.Buckets[n].Cases = all[from:from:len(all)]
		}
	}
	for at, i := range a.Cases {
		cases := &a.Buckets[of[at]].Cases
		*cases = append(*cases, i)
	}
}

// bucketKey tells buckets apart; several floating ones of one home differ in whether a split names a part of them.
type bucketKey struct {
	unit     int32
	floating bool
	part     bool
}

// openBuckets makes a bucket an item, with room for more.
func (a *Account) openBuckets(room int) map[bucketKey]int {
	index := map[bucketKey]int{}
	if a.Entry == nil {
		a.Buckets = make([]Bucket, 0, room)
		return index
	}
	a.Buckets = make([]Bucket, 0, len(a.Entry.Items)+room)
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
		direct := a.Entry.Names(u)
		_, joint := a.Entry.composite(a.tree, u)
		return direct || joint || a.tree.At(u).Level == region.Country && len(a.Entry.Items) > 0
	})
}

// decideBucket tests figures, the official ones together, and names each incident's relation.
func (a *Account) decideBucket(b *Bucket) {
	var official, all int64
	for _, i := range b.Cases {
		if c := &a.cases[i]; c.Tests.candidateFor() {
			all += c.Sum().Min
			if c.Official {
				official += c.Sum().Min
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
		switch t := &c.Tests; {
		case !b.Named:
		case !t.candidateFor():
			t.Figure = figure(c.Sum().Min)
		case c.Official:
			t.Figure = figure(official)
		default:
			t.Figure = figure(all)
		}
		c.Relation = decide(c.Tests, c.Official)
	}
}
