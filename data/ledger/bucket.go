package ledger

// Pair is a sum in two parts: Placed, known to one district (or, of a whole country's, to one region), and Loose.
type Pair struct{ Loose, Placed Sum }

// All returns both parts together.
func (p Pair) All() Sum { return p.Loose.Plus(p.Placed) }

func (p *Pair) add(s Sum, placed bool) {
	if placed {
		p.Placed = p.Placed.Plus(s)
		return
	}
	p.Loose = p.Loose.Plus(s)
}

// BucketKind says how a bucket's unit stands to the account's country.
type BucketKind uint8

// The kinds of bucket.
const (
	Own       BucketKind = iota // a region of the country
	Foreign                     // a region that ISO gives to another country, or another country
	Composite                   // several regions in one item
	Water
	Nameless // an item whose id the tree lacks
	Floating // incidents over several regions, or in the country without a region
)

// Bucket is what an entry claims for one unit, and the interceptions reported there by their relation to the entry.
type Bucket struct {
	Kind  BucketKind
	Unit  int32  // tree index; -1 for Nameless
	ID    string // of the unit, or as the item wrote it
	Claim int64  // the counted items; 0 where not Named
	Named bool
	Parts int32 // how many counted tallies name it
	Joint int32 // the composite whose item takes this region in, -1 for none
	Part  bool  // Floating only: some of the places are named by the split, so the incident may lie in their items

	Contained, Conflicts, Undetermined, Outside Pair

	NOfficialZero int32 // incidents of which somebody responsible gave the exact number 0
	Cases         []int32
}

// add adds one incident by its relation. Undetermined and overlapping incidents count alike; without an entry all are
// outside.
func (b *Bucket) add(c *Case, placed bool) {
	sum := c.Sum()
	switch c.Relation {
	case Contained:
		b.Contained.add(sum, placed)
	case Conflicts:
		b.Conflicts.add(sum, placed)
	case Undetermined, Overlaps:
		b.Undetermined.add(sum, placed)
	default:
		b.Outside.add(sum, placed)
	}
	if c.Official && sum == (Sum{}) && c.Incident.Count != nil {
		b.NOfficialZero++
	}
}

// Incidents returns all interceptions of the bucket added up, whatever their relation.
func (b *Bucket) Incidents() Sum {
	return b.Contained.All().Plus(b.Conflicts.All()).Plus(b.Undetermined.All()).Plus(b.Outside.All())
}

// Reconciled returns the bounds of the truth when the claim and the incidents are both believed: low =
// max(C, conflicts, contained + undetermined) + outside, high = max(C, conflicts) + undetermined + outside. foreign is
// what other countries' entries claim for the unit, added to C.
func (b *Bucket) Reconciled(foreign int64) Span {
	c := Span{Min: b.Claim + foreign, Max: b.Claim + foreign}
	return reconcile(c, b.Contained.All().Span(), b.Conflicts.All().Span(), b.Undetermined.All().Span()).
		Plus(b.Outside.All().Span())
}

// Unplaced returns the bounds of the part of Reconciled that is known to no district: the item and the loose incidents,
// less what the placed ones may account for.
func (b *Bucket) Unplaced(foreign int64) Span {
	c := Span{Min: b.Claim + foreign, Max: b.Claim + foreign}
	return unplaced(c, b.Contained, b.Conflicts, b.Undetermined).Plus(b.Outside.Loose.Span())
}

// reconcile holds a claim against incidents that may be part of it. Outside ones are added by the caller.
func reconcile(c, contained, conflicts, undetermined Span) Span {
	return Span{
		Min:  max(c.Min, conflicts.Min, contained.Min+undetermined.Min),
		Max:  max(c.Max, conflicts.Max) + undetermined.Max,
		Open: c.Open || conflicts.Open || undetermined.Open,
	}
}

// unplaced bounds the part of reconcile's number that the placed incidents do not hold. Its least: the placed ones are
// as many as they can be and lie in the claim. Its most: they are as few as they can be; undetermined placed ones
// raise the number and the placed part alike.
func unplaced(c Span, contained, conflicts, undetermined Pair) Span {
	con, cfl, und := contained.Placed.Span(), conflicts.Placed.Span(), undetermined.Placed.Span()
	conL, cflL, undL := contained.Loose.Span(), conflicts.Loose.Span(), undetermined.Loose.Span()
	s := Span{Open: c.Open || cflL.Open || undL.Open}
	if con.Open && !c.Open {
		con = con.capped(c.Min)
	}
	least := func(have int64, less ...Span) int64 {
		for _, l := range less {
			if l.Open {
				return 0
			}
			have -= l.Max
		}
		return max(0, have)
	}
	s.Min = max(least(c.Min, con, und, cfl), least(cflL.Min, con, und), least(conL.Min+undL.Min, cfl))
	s.Max = max(0, max(c.Max-cfl.Min, cflL.Max)-con.Min) + undL.Max
	s.Max = max(s.Max, s.Min)
	return s
}
