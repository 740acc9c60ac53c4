package ledger

import (
	"slices"
	"time"

	"oblast/data/record"
	"oblast/geo/region"
)

// testWindow asks whether an incident's time lies in the entry's. Equal nights pass for what is known to the night; a
// stated interval is held against stated windows; everything else is unknown.
func testWindow(c *Case, e *Entry) Result {
	w := &c.Incident.When
	switch {
	case w.Precision == "night" && e.Slot.Part == PartNight: // the incident's own, or it would be held against another
		return Pass
	case w.Precision != "exact" && w.Precision != "window", w.Start == nil, len(e.stated) == 0:
		return Unknown
	}
	start, end := *w.Start, *w.Start
	if w.End != nil && w.End.After(start) {
		end = *w.End
	}
	touched := false
	for _, s := range e.stated {
		if inside(start, end, s) {
			return Pass
		}
		touched = touched || start.Before(s.End) && end.After(s.Start)
	}
	if touched {
		return Partly
	}
	return Fail
}

// inside reports whether [start, end) lies in a half-open window; an instant (start = end) has to lie before its end.
func inside(start, end time.Time, w record.Window) bool {
	return !start.Before(w.Start) && !end.After(w.End) && start.Before(w.End)
}

// testRegion asks whether the entry's split names where the incident was.
func testRegion(tree *region.Tree, c *Case, e *Entry) Result {
	units := c.units(tree)
	if len(units) == 0 {
		return Unknown
	}
	named, excluded := 0, 0
	for _, u := range units {
		direct := e.Names(u)
		_, joint := e.composite(tree, u)
		switch {
		case direct:
			named++
		case e.Complete && !joint && tree.At(u).Level != region.Country:
			excluded++
		}
	}
	switch {
	case named == len(units):
		return Pass
	case excluded == len(units):
		return Fail
	}
	return Unknown
}

// units returns what a split could name for a case: the regions of the units it names, or these themselves where they
// lie in none (a water, a composite, a whole country).
func (c *Case) units(tree *region.Tree) []int32 {
	if c.Region != region.None {
		return []int32{c.Region}
	}
	var units []int32
	for _, u := range c.Named {
		if r := tree.Ancestor(u, region.Region); r != region.None {
			u = r
		}
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	return units
}

// contains lists which weapon classes a class takes in.
var contains = map[string][]string{"uav": {"uav_fixed_wing", "uav_multirotor"}}

// Classes asks whether two weapon classes agree: equal, or one contains the other.
func Classes(a, b string) Result {
	switch {
	case a == "unknown" || b == "unknown":
		return Unknown
	case a == b, slices.Contains(contains[a], b), slices.Contains(contains[b], a):
		return Pass
	}
	return Fail
}

// testClass holds an incident's weapon class against those of all parts of the entry.
func testClass(class string, e *Entry) Result {
	seen := [4]int{}
	for _, t := range e.Parts {
		seen[Classes(class, t.WeaponClass)]++
	}
	switch len(e.Parts) {
	case 0:
		return Unknown
	case seen[Pass]:
		return Pass
	case seen[Fail]:
		return Fail
	}
	return Unknown
}

// candidateFor reports whether a case may lie in the entry, as far as window, region and class go.
func (t Tests) candidateFor() bool {
	return (t.Window == Pass || t.Window == Unknown) && t.Region == Pass && t.Class != Fail
}
