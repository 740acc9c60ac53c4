package ledger

// rung is a level of the ladder.
type rung uint8

const (
	atSettlement rung = iota
	atDistrict
	atRegion
	atWater
	atComposite
	atCountry
	rungs
)

// itemRung is where what is left of a bucket's item stands.
func (b *Bucket) itemRung() rung {
	switch b.Kind {
	case Water:
		return atWater
	case Composite:
		return atComposite
	}
	return atRegion
}

// ladder says to which level the entry's total is known: contained incidents at their own level, capped by their item;
// the rest of each item at the item's level; the rest of the headline at the country. Where a contained maximum differs
// from its minimum, the item's rest takes the opposite bounds, so that the levels always add up to the total.
func (a *Account) ladder() *Ladder {
	var levels [rungs]Span
	for i := range a.Buckets {
		b := &a.Buckets[i]
		if b.Kind == Floating || !b.Named {
			continue
		}
		fine := a.containedBelow(b)
		rest := Span{Min: b.Claim, Max: b.Claim}
		for r, s := range fine {
			levels[r] = levels[r].Plus(s)
			rest.Min -= s.Max
			rest.Max -= s.Min
		}
		rest.Min = max(0, rest.Min)
		levels[b.itemRung()] = levels[b.itemRung()].Plus(rest)
	}
	levels[atCountry] = a.Entry.Rest.Span()
	return &Ladder{
		Settlement: levels[atSettlement].Range(), District: levels[atDistrict].Range(), Region: levels[atRegion].Range(),
		Water: levels[atWater].Range(), Composite: levels[atComposite].Range(), Country: levels[atCountry].Range(),
	}
}

// containedBelow adds up a bucket's contained incidents that are known more finely than its item: at a settlement, or
// at one district. Each is capped by what the others leave of the item.
func (a *Account) containedBelow(b *Bucket) [2]Span {
	var sums [2]Sum
	var same Sum // known no more finely than the item
	for _, i := range b.Cases {
		c := &a.cases[i]
		switch {
		case c.Relation != Contained:
		case c.Settled:
			sums[atSettlement] = sums[atSettlement].Plus(c.Sum())
		case c.District >= 0:
			sums[atDistrict] = sums[atDistrict].Plus(c.Sum())
		default:
			same = same.Plus(c.Sum())
		}
	}
	spans := [2]Span{
		sums[0].Span().capped(b.Claim - same.Min - sums[1].Min),
		sums[1].Span().capped(b.Claim - same.Min - sums[0].Min),
	}
	return spans
}
