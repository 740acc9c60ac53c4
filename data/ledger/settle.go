package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/geo/region"
)

// settle fills an account's buckets: tests, then figures bucket by bucket, then sums.
func (a *Account) settle() {
	index := a.openBuckets()
	for _, i := range a.Cases {
		c := &a.cases[i]
		n := a.bucketOf(c, index)
		a.Buckets[n].Cases = append(a.Buckets[n].Cases, i)
		if a.Entry != nil {
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
