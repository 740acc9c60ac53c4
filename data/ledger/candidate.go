package ledger

import (
	"cmp"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// candidate is a tally of interceptions that may be counted.
type candidate struct {
	tally   *record.Tally
	slot    Slot
	country int32
	scope   []int32
	size    int64
	primary bool
	weight  int // of the split: complete, partial, refused or flagged, none
}

// candidateOf reads a tally.
func (c *chooser) candidateOf(t *record.Tally, slot Slot, s *spotter) candidate {
	cand := candidate{tally: t, slot: slot, country: region.None}
	for i, id := range t.Scope {
		unit := s.find(id)
		if unit != region.None {
			cand.scope = append(cand.scope, unit)
		}
		country := c.tree.Ancestor(unit, region.Country)
		if i > 0 && country != cand.country {
			country = region.None
		}
		cand.country = country
	}
	head := SumOf(&t.Count)
	cand.size = max(head.Min, head.Best, head.Max)
	for _, id := range t.Statements {
		if st := c.in.statement(id); st != nil {
			if d := c.in.document(st.Document); d != nil && d.PublisherRole == "official_primary" {
				cand.primary = true
			}
		}
	}
	switch s := StandingOf(t); {
	case s.Complete:
		cand.weight = 3
	case s.Usable:
		cand.weight = 2
	case len(t.Items) > 0:
		cand.weight = 1
	}
	return cand
}

// before orders candidates: the larger, then the primary document, then the fuller split, then the stated window.
func before(a, b candidate) int {
	flag := func(yes bool) int {
		if yes {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(b.size, a.size),
		cmp.Compare(flag(a.primary), flag(b.primary)),
		cmp.Compare(b.weight, a.weight),
		cmp.Compare(len(b.tally.Items), len(a.tally.Items)),
		cmp.Compare(flag(a.stated()), flag(b.stated())),
		strings.Compare(a.tally.ID, b.tally.ID),
	)
}

func (c candidate) stated() bool { return c.tally.Window != nil }

// akin reports whether two tallies can speak of the same drones: their scopes and their weapon classes meet.
func (c *chooser) akin(a, b candidate) bool {
	if Classes(a.tally.WeaponClass, b.tally.WeaponClass) == Fail {
		return false
	}
	for _, x := range a.scope {
		for _, y := range b.scope {
			if c.tree.Within(x, y) || c.tree.Within(y, x) {
				return true
			}
		}
	}
	return len(a.scope) == 0 && len(b.scope) == 0
}

// collide returns why two tallies must not both be counted, or "".
func (c *chooser) collide(a, b candidate) string {
	switch {
	case !c.akin(a, b):
		return ""
	case a.stated() && b.stated():
		x, y := a.tally.Window, b.tally.Window
		if !x.Start.Before(y.End) || !y.Start.Before(x.End) {
			return ""
		}
	case a.slot != b.slot:
		return ""
	}
	if a.size == b.size && c.speaker(a.tally) == c.speaker(b.tally) {
		return ReasonRelay
	}
	if a.stated() && b.stated() {
		return ReasonOverlaps
	}
	return ReasonMayOverlap
}

// speaker returns the role of who first gave a tally, "" when its statements are not held.
func (c *chooser) speaker(t *record.Tally) string {
	for _, id := range t.Statements {
		if s := c.in.statement(id); s != nil {
			return s.SpeakerRole
		}
	}
	return ""
}
