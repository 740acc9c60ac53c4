package ledger

import (
	"slices"
	"time"

	"oblast/data/record"
	"oblast/geo/region"
)

// The reasons why a tally was not added.
const (
	ReasonRelay       = "relay"       // repeats a counted tally
	ReasonOverlaps    = "overlaps"    // its window overlaps a counted one's
	ReasonMayOverlap  = "may_overlap" // one of the two windows is not stated
	ReasonContradicts = "contradicts" // a relay that gives another number than its primary: the primary stands
	ReasonTooLong     = "too_long"    // its window is longer than a day: no night's and no day's total
)

// chooser decides which tallies of a country's slot are counted.
type chooser struct {
	tree *region.Tree
	in   *Input
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
	cands, contradicting := c.primaries(cands)
	best := c.greedy(cands, true)
	if byPhrase := c.greedy(cands, false); byPhrase.total() > best.total() {
		best = byPhrase
	}
	best.notAdded = append(best.notAdded, contradicting...)
	return best
}

// primaries returns the candidates without the relays that contradict their primary, and those: a total of the same
// speaker over the same time, scope and class, in a document that repeats the primary's, or that is none of the
// speaker's own where the other is, with another number.
func (c *chooser) primaries(cands []candidate) (kept []candidate, contradicting []rejected) {
	for i := range cands {
		of := slices.IndexFunc(cands, func(p candidate) bool {
			return c.contradicts(cands[i], p) && !c.contradicts(p, cands[i]) // documents that repeat each other repeat nothing
		})
		if of < 0 {
			kept = append(kept, cands[i])
			continue
		}
		primary := cands[of]
		contradicting = append(contradicting, rejected{cands[i], ReasonContradicts, &primary})
	}
	return kept, contradicting
}

// contradicts reports whether a candidate is a relay of a primary with another number.
func (c *chooser) contradicts(relay, primary candidate) bool {
	a, b := relay.tally, primary.tally
	switch {
	case a == b || SumOf(&a.Count) == SumOf(&b.Count) || a.WeaponClass != b.WeaponClass || !slices.Equal(relay.scope, primary.scope):
		return false
	case relay.stated() != primary.stated() || relay.stated() && (!a.Window.Start.Equal(b.Window.Start) || !a.Window.End.Equal(b.Window.End)):
		return false
	case c.speaker(a) != c.speaker(b):
		return false
	}
	return primary.primary && !relay.primary || c.repeats(a, b)
}

// maxRelays bounds how long a chain of relays is followed.
const maxRelays = 16

// repeats reports whether a document of one tally derives from a document of the other.
func (c *chooser) repeats(relay, primary *record.Tally) bool {
	sources := map[string]bool{}
	for _, id := range primary.Statements {
		if st := c.in.statement(id); st != nil {
			sources[st.Document] = true
		}
	}
	var derives func(id string, depth int) bool
	derives = func(id string, depth int) bool {
		d := c.in.document(id)
		return d != nil && depth < maxRelays && slices.ContainsFunc(d.DerivedFrom, func(from string) bool { return sources[from] || derives(from, depth+1) })
	}
	return slices.ContainsFunc(relay.Statements, func(id string) bool {
		st := c.in.statement(id)
		return st != nil && !sources[st.Document] && derives(st.Document, 0)
	})
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
