package ledger

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"oblast/data/record"
	"oblast/geo/region"
)

// The reasons why a tally was not added.
const (
	ReasonRelay      = "relay"       // repeats a counted tally
	ReasonOverlaps   = "overlaps"    // its window overlaps a counted one's
	ReasonMayOverlap = "may_overlap" // one of the two windows is not stated
	ReasonTooLong    = "too_long"    // its window is longer than a day: no night's and no day's total
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

// chooser decides which tallies of a country's slot are counted.
type chooser struct {
	tree *region.Tree
	in   *Input
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
		if st, ok := c.in.Statements[id]; ok {
			if d, ok := c.in.Documents[st.Document]; ok && d.PublisherRole == "official_primary" {
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
	if classes(a.tally.WeaponClass, b.tally.WeaponClass) == Fail {
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
		if s, ok := c.in.Statements[id]; ok {
			return s.SpeakerRole
		}
	}
	return ""
}

// choice is what came of a slot's candidates: the counted ones, and for each other the reason.
type choice struct {
	counted  []candidate
	notAdded []rejected
}

type rejected struct {
	candidate
	reason string
	of     *candidate
}

// choose counts candidates of one country's slot: of tallies that overlap or may overlap the larger; of the stated
// windows together against a tally known by the phrase alone, the larger total (the stated ones when equal).
func (c *chooser) choose(cands []candidate) choice {
	slices.SortFunc(cands, before)
	byWindow := c.greedy(cands, true)
	byPhrase := c.greedy(cands, false)
	if byPhrase.total() > byWindow.total() {
		return byPhrase
	}
	return byWindow
}

func (ch choice) total() (n int64) {
	for _, c := range ch.counted {
		n += c.size
	}
	return n
}

// greedy takes candidates in order, those with stated windows first or last, and leaves out what collides.
func (c *chooser) greedy(cands []candidate, statedFirst bool) choice {
	var ch choice
	for _, pass := range []bool{statedFirst, !statedFirst} {
		for _, cand := range cands {
			switch {
			case cand.stated() != pass:
			case cand.stated() && cand.tally.Window.End.Sub(cand.tally.Window.Start) > 24*time.Hour:
				ch.notAdded = append(ch.notAdded, rejected{cand, ReasonTooLong, nil})
			default:
				c.take(&ch, cand)
			}
		}
	}
	return ch
}

// take counts a candidate unless it collides with one counted before.
func (c *chooser) take(ch *choice, cand candidate) {
	for i := range ch.counted {
		if reason := c.collide(ch.counted[i], cand); reason != "" {
			of := ch.counted[i]
			ch.notAdded = append(ch.notAdded, rejected{cand, reason, &of})
			return
		}
	}
	ch.counted = append(ch.counted, cand)
}

// across leaves out counted tallies whose stated windows overlap a larger one's of a neighbouring slot.
func (c *chooser) across(chosen []choice) {
	type ref struct{ slot, i int }
	var refs []ref
	byDate := map[record.Date][]candidate{}
	for s := range chosen {
		for i := range chosen[s].counted {
			refs = append(refs, ref{s, i})
		}
	}
	slices.SortFunc(refs, func(a, b ref) int {
		return before(chosen[a.slot].counted[a.i], chosen[b.slot].counted[b.i])
	})
	dropped := map[*record.Tally]bool{}
	for _, r := range refs {
		cand := chosen[r.slot].counted[r.i]
		if !cand.stated() {
			continue
		}
		day := record.DateOf(cand.tally.Window.Start.UTC())
		if of, reason := c.clash(byDate, day, cand); reason != "" {
			dropped[cand.tally] = true
			chosen[r.slot].notAdded = append(chosen[r.slot].notAdded, rejected{cand, reason, of})
			continue
		}
		byDate[day] = append(byDate[day], cand)
	}
	for s := range chosen {
		chosen[s].counted = slices.DeleteFunc(chosen[s].counted, func(x candidate) bool { return dropped[x.tally] })
	}
}

// clash finds a tally taken before, of another slot, whose window overlaps. Windows are a day long at most.
func (c *chooser) clash(byDate map[record.Date][]candidate, day record.Date, cand candidate) (*candidate, string) {
	for d := day - 2; d <= day+2; d++ {
		for i := range byDate[d] {
			other := byDate[d][i]
			if other.slot == cand.slot || other.country != cand.country {
				continue
			}
			if reason := c.collide(other, cand); reason != "" {
				return &other, reason
			}
		}
	}
	return nil, ""
}
