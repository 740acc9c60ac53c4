package ledger

import "oblast/geo/region"

// National is what an account gives its country: every bucket once, and what its regions' own numbers hold of it.
type National struct {
	Claimed       Sum  // the headlines, of an entry whose scope is the whole country
	IsClaimed     bool // there is such an entry
	ClaimedLoose  Span // of Claimed, what is no own region's item
	Incidents     Pair // Placed: in one region
	Reconciled    Span
	Loose         Span // of Reconciled, what no region has
	NOfficialZero int32
	Conflict      bool
}

// National adds an account up for its country: the intervals of its named regions; items of waters, composites and other
// countries' regions; and the rest of the headline. Incidents in regions that the split leaves open are held against
// the composite's item or the rest that they may be part of. An incident over several regions is added as a residual;
// one that may lie in an item adds to the maximum alone, and the minimum is never below it.
func (a *Account) National() National {
	var n National
	if e := a.Entry; e != nil && e.National() {
		n.Claimed, n.IsClaimed = e.Total, true
		n.ClaimedLoose = e.Rest.Span()
	}
	var over, outside int64     // at the least: over several regions and perhaps in an item; outside
	open := map[int32]*Bucket{} // by composite; -1 is the rest
	pool := func(joint int32) *Bucket {
		p, ok := open[joint]
		if !ok {
			p = &Bucket{Kind: Composite, Unit: joint}
			open[joint] = p
		}
		return p
	}
	for i := range a.Buckets {
		b := &a.Buckets[i]
		n.count(b)
		outside += b.Outside.All().Min
		switch {
		case b.Kind == Composite:
			p := pool(b.Unit)
			p.Claim += b.Claim
			p.merge(b, false)
		case b.Kind == Own && b.Named:
			n.Reconciled = n.Reconciled.Plus(b.Reconciled(0))
		case b.Kind == Own:
			pool(b.Joint).merge(b, true)
		case b.Kind == Floating && b.Part:
			extra := b.Outside.All().Span()
			und := b.Undetermined.All().Span()
			over += und.Min
			n.addLoose(extra.Plus(Span{Max: und.Max, Open: und.Open}))
		case b.Kind == Floating:
			pool(region.None).merge(b, false)
		default:
			n.addLoose(b.Reconciled(0))
		}
		if b.Kind != Own && n.IsClaimed {
			n.ClaimedLoose = n.ClaimedLoose.Plus(Span{Min: b.Claim, Max: b.Claim})
		}
	}
	pool(region.None)
	for joint, p := range open {
		a.addPool(&n, joint, p)
	}
	n.Reconciled.Min = max(n.Reconciled.Min, over+outside)
	return n
}

// count adds what does not depend on the claim.
func (n *National) count(b *Bucket) {
	if b.Kind == Own {
		n.Incidents.add(b.Incidents(), true)
	} else {
		n.Incidents.add(b.Incidents(), false)
	}
	n.NOfficialZero += b.NOfficialZero
	n.Conflict = n.Conflict || b.Conflicts.All() != (Sum{})
}

func (n *National) addLoose(s Span) {
	n.Reconciled, n.Loose = n.Reconciled.Plus(s), n.Loose.Plus(s)
}

// addPool adds a composite's item, or the rest of the headlines, with the incidents that may be part of it.
func (a *Account) addPool(n *National, joint int32, p *Bucket) {
	c := Span{Min: p.Claim, Max: p.Claim}
	if joint == region.None {
		c = Span{}
		if a.Entry != nil {
			c = a.Entry.Rest.Span()
		}
	}
	n.Reconciled = n.Reconciled.
		Plus(reconcile(c, p.Contained.All().Span(), p.Conflicts.All().Span(), p.Undetermined.All().Span())).
		Plus(p.Outside.All().Span())
	n.Loose = n.Loose.
		Plus(unplaced(c, p.Contained, p.Conflicts, p.Undetermined)).
		Plus(p.Outside.Loose.Span())
}

// merge adds another bucket's incidents, all as placed in a region or all as not.
func (b *Bucket) merge(o *Bucket, placed bool) {
	b.Contained.add(o.Contained.All(), placed)
	b.Conflicts.add(o.Conflicts.All(), placed)
	b.Undetermined.add(o.Undetermined.All(), placed)
	b.Outside.add(o.Outside.All(), placed)
}
