package totals

import (
	"oblast/data/ledger"
	"oblast/geo/region"
)

// addAccounts adds a slot's accounts: other countries' items first, since a region's number holds them too.
func (b *builder) addAccounts(accounts []ledger.Account) {
	for i := range accounts {
		a := &accounts[i]
		if a.Country != region.None {
			b.scene.book[a.Country] = append(b.scene.book[a.Country], a)
		}
		for j := range a.Buckets {
			bucket := &a.Buckets[j]
			if bucket.Kind == ledger.Foreign && bucket.Named && b.cube.pos[bucket.Unit] >= 0 && b.levelOf(bucket.Unit) == region.Region {
				f := &b.scene.at(bucket.Unit).flights
				f.foreign += bucket.Claim
				f.claimed = true
				f.tallies += bucket.Parts
			}
		}
	}
	for i := range accounts {
		a := &accounts[i]
		for j := range a.Buckets {
			if a.Buckets[j].Kind == ledger.Own {
				b.addRegion(&a.Buckets[j])
			}
			b.addDistricts(a, &a.Buckets[j])
		}
		if a.Country != region.None {
			b.addCountry(a)
		}
	}
}

func (b *builder) levelOf(unit int32) region.Level { return b.tree.At(unit).Level }

// addRegion adds a bucket to its region.
func (b *builder) addRegion(bucket *ledger.Bucket) {
	f := &b.scene.at(bucket.Unit).flights
	foreign := f.foreign
	if len(bucket.Cases) == 0 && !bucket.Named {
		foreign = 0
	}
	f.foreign -= foreign
	f.claim += bucket.Claim + foreign
	f.claimed = f.claimed || bucket.Named
	f.tallies += bucket.Parts
	f.reconciled = f.reconciled.Plus(bucket.Reconciled(foreign))
	f.loose = f.loose.Plus(bucket.Unplaced(foreign))
	f.addIncidents(bucket)
}

// addIncidents adds a bucket's interceptions, whatever their relation.
func (f *flights) addIncidents(bucket *ledger.Bucket) {
	for _, pair := range []ledger.Pair{bucket.Contained, bucket.Conflicts, bucket.Undetermined, bucket.Outside} {
		f.incidents.Loose = f.incidents.Loose.Plus(pair.Loose)
		f.incidents.Placed = f.incidents.Placed.Plus(pair.Placed)
	}
	f.zero = f.zero || bucket.NOfficialZero > 0
	f.conflict = f.conflict || bucket.Conflicts.All() != (ledger.Sum{})
}

// addDistricts adds a bucket's incidents to their districts; a contained maximum is capped by the bucket's item.
func (b *builder) addDistricts(a *ledger.Account, bucket *ledger.Bucket) {
	for from := 0; from < len(bucket.Cases); {
		district := a.Case(bucket.Cases[from]).District
		var contained, other ledger.Sum
		zero, conflict := false, false
		to := from
		for ; to < len(bucket.Cases) && a.Case(bucket.Cases[to]).District == district; to++ {
			c := a.Case(bucket.Cases[to])
			sum := c.Sum()
			if c.Relation == ledger.Contained {
				contained = contained.Plus(sum)
			} else {
				other = other.Plus(sum)
			}
			conflict = conflict || c.Relation == ledger.Conflicts
			zero = zero || c.Official && sum == ledger.Sum{} && c.Incident.Count != nil
		}
		from = to
		if district == region.None || b.cube.pos[district] < 0 {
			continue
		}
		if bucket.Named {
			contained = capped(contained, bucket.Claim)
		}
		f := &b.scene.at(district).flights
		f.incidents.Loose = f.incidents.Loose.Plus(contained).Plus(other)
		f.zero, f.conflict = f.zero || zero, f.conflict || conflict
	}
}

// capped returns a sum whose maximum is not above n; where the ends then meet, the best is known.
func capped(s ledger.Sum, n int64) ledger.Sum {
	if s.Open > 0 || s.Max > n {
		s.Max, s.Open = max(n, s.Min), 0
		if s.Min == s.Max {
			s.Best, s.Unbest = s.Min, 0
		}
	}
	return s
}

// addCountry adds an account to its country.
func (b *builder) addCountry(a *ledger.Account) {
	if b.cube.pos[a.Country] < 0 {
		return
	}
	n := a.National()
	f := &b.scene.at(a.Country).flights
	if n.IsClaimed {
		f.claimed = true
		f.headline = f.headline.Plus(n.Claimed)
		f.headlineLoose = f.headlineLoose.Plus(n.ClaimedLoose)
	}
	if a.Entry != nil {
		f.tallies += int32(len(a.Entry.Parts))
	}
	f.incidents.Loose = f.incidents.Loose.Plus(n.Incidents.Loose)
	f.incidents.Placed = f.incidents.Placed.Plus(n.Incidents.Placed)
	f.reconciled = f.reconciled.Plus(n.Reconciled)
	f.loose = f.loose.Plus(n.Loose)
	f.zero = f.zero || n.NOfficialZero > 0
	f.conflict = f.conflict || n.Conflict
}
