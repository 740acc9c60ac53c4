package ledger

import (
	"slices"
	"time"

	"oblast/geo/region"
)

// The reasons why a tally was not added.
const (
	ReasonRelay      = "relay"       // repeats a counted tally
	ReasonOverlaps   = "overlaps"    // its window overlaps a counted one's
	ReasonMayOverlap = "may_overlap" // one of the two windows is not stated
	ReasonTooLong    = "too_long"    // its window is longer than a day: no night's and no day's total
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
