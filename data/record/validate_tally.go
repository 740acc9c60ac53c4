package record

import (
	"fmt"
	"strconv"
)

// Validate reports every fault of the tally. A tally whose items do not add up to its headline is no fault as long as
// its split and status say so; nothing is ever made to fit.
func (t *Tally) Validate() error { return faultsOf(t) }

func (t *Tally) validate(c *checker) {
	c.head(t.Kind, KindTally, t.ID)
	c.word(at("/metric"), t.Metric, Metrics)
	c.count(at("/count"), &t.Count)
	c.word(at("/window_basis"), t.WindowBasis, WindowBases)
	c.zone(at("/zone"), t.Zone)
	c.tallyWindow(t)
	c.word(at("/weapon_class"), t.WeaponClass, WeaponClasses)
	c.ids("/scope", t.Scope, 1, "is empty; name the regions that the total is about")
	c.word(at("/split"), t.Split, Splits)
	c.word(at("/status"), t.Status, TallyStatuses)
	c.items(t)
	c.ids("/statements", t.Statements, 1, "is empty; name the statement that gives the total")
	c.checks(t.Checks)
}

// tallyWindow checks the window against its basis, and the night against the window.
func (c *checker) tallyWindow(t *Tally) {
	if t.Window == nil {
		if t.WindowBasis == "stated" {
			c.fault(at("/window"), "is null, but window_basis is stated; write the window, or phrase_only", "", nil)
		}
		return
	}
	if t.WindowBasis == "phrase_only" {
		c.fault(at("/window"), "is given, but window_basis is phrase_only; write null, or stated", "", nil)
	}
	if !t.Window.End.After(t.Window.Start) {
		c.fault(at("/window/end"), "is not after start", "", nil)
		return
	}
	if loc, ok := Location(t.Zone); ok {
		night, is := NightOf(t.Window.Start, &t.Window.End, loc)
		c.night(at("/night_of"), t.NightOf, night, is)
	}
}

// night checks a night against the one that follows from the bounds.
func (c *checker) night(s spot, given *Date, night Date, is bool) {
	switch {
	case c.torn:
	case is && given == nil:
		c.fault(s, "is null, but the interval lies in the night to "+night.String(), "", []string{night.String()})
	case is && *given != night:
		c.fault(s, "is not the night that the interval lies in, by the date of its morning", given.String(), []string{night.String()})
	case !is && given != nil:
		c.fault(s, "is given, but the interval does not lie in a night (18:00 to 12:00, local)", given.String(), []string{"null"})
	}
}

// items checks a split and holds it against the headline.
func (c *checker) items(t *Tally) {
	if t.Items == nil {
		c.fault(at("/items"), "is missing; write [] for an empty list", "", nil)
		return
	}
	switch {
	case t.Split == "none" && len(t.Items) > 0:
		c.fault(at("/split"), "is none, but there are items", "", []string{"complete", "partial"})
	case t.Split != "none" && len(t.Items) == 0:
		c.fault(at("/items"), "is empty, but there is a split; give the items, or the split none", "", nil)
	}
	sum := 0
	for i := range t.Items {
		item := &t.Items[i]
		c.id(in("/items", i, "/region_id"), item.RegionID)
		for j := range t.Items[:i] {
			if t.Items[j].RegionID == item.RegionID {
				c.fault(in("/items", i, "/region_id"), "has an item before", item.RegionID, nil)
			}
		}
		if item.Count < 0 || item.Count > maxInteger {
			c.fault(in("/items", i, "/count"), "is not a number of events", strconv.Itoa(item.Count), nil)
		}
		c.textOrNull(in("/items", i, "/note"), item.Note)
		sum += item.Count
	}
	c.headline(t, sum)
}

// headline asks that the status tells where the items and the headline disagree.
func (c *checker) headline(t *Tally, sum int) {
	if c.torn || t.Split == "none" || len(t.Items) == 0 {
		return
	}
	min, _, max := t.Count.Bounds()
	switch {
	case max != nil && sum > *max && t.Status != "refused":
		c.fault(at("/status"), fmt.Sprintf("hides that the items add up to %d, above the headline of %d", sum, *max), t.Status, []string{"refused"})
	case t.Split == "complete" && sum < min && t.Status == "ok":
		c.fault(at("/status"), fmt.Sprintf("hides that the items add up to %d, below the headline of %d in a split given as complete", sum, min), t.Status, []string{"flagged"})
	}
}
