package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// Entry is what the counted tallies of a country's night or day say together: adjacent or disjoint windows, or one
// tally known by the phrase alone. Tallies of scopes or weapon classes that have nothing in common form entries of
// their own.
type Entry struct {
	Country  int32 // the country of the scope; -1 when it spans several
	Slot     Slot
	Parts    []*record.Tally // by window, then id
	NotAdded []NotAdded
	Scope    []int32 // tree indexes, sorted
	ScopeIDs []string
	Total    Sum
	Rest     Sum    // of the headlines, beyond the items that count
	Items    []Item // by region id
	Complete bool   // every part's split is complete: who is not named had none reported
	stated   []record.Window
}

// Item is what the counted splits give one unit, added up over the entry's parts.
type Item struct {
	ID    string
	Unit  int32 // -1 when the tree lacks the id
	Count int64
	Parts int32 // how many tallies' items these are
}

// National reports whether the entry's scope is the whole country.
func (e *Entry) National() bool { return len(e.Scope) == 1 && e.Scope[0] == e.Country }

// Covers reports whether a unit lies in the entry's scope.
func (e *Entry) Covers(tree *region.Tree, unit int32) bool {
	return slices.ContainsFunc(e.Scope, func(s int32) bool { return tree.Within(unit, s) })
}

// Names reports whether the splits name a unit itself.
func (e *Entry) Names(unit int32) bool {
	return unit != region.None && slices.ContainsFunc(e.Items, func(i Item) bool { return i.Unit == unit })
}

// composite returns the item of a composite that has the unit among its members.
func (e *Entry) composite(tree *region.Tree, unit int32) (int32, bool) {
	for i := range e.Items {
		u := e.Items[i].Unit
		if u != region.None && tree.At(u).Level == region.Composite && u != unit && tree.Within(unit, u) {
			return u, true
		}
	}
	return region.None, false
}

// add counts one tally in.
func (e *Entry) add(tree *region.Tree, s *spotter, t *record.Tally) {
	e.Parts = append(e.Parts, t)
	standing := StandingOf(t)
	head := SumOf(&t.Count)
	e.Total = e.Total.Plus(head)
	e.Complete = standing.Complete && (len(e.Parts) == 1 || e.Complete)
	if t.Window != nil {
		e.stated = append(e.stated, *t.Window)
	}
	for _, id := range t.Scope {
		if i := s.find(id); i != region.None && !slices.Contains(e.Scope, i) {
			e.Scope = append(e.Scope, i)
			e.ScopeIDs = append(e.ScopeIDs, id)
		}
	}
	var items int64
	if standing.Usable {
		for _, item := range t.Items {
			items += int64(item.Count)
			e.addItem(tree, s, item)
		}
	}
	rest := Sum{Min: max(0, head.Min-items), Best: head.Best - items, Max: max(0, head.Max-items), Unbest: head.Unbest, Open: head.Open}
	e.Rest = e.Rest.Plus(rest)
}

// addItem adds an item to its region's: an item of a district counts in the district's region.
func (e *Entry) addItem(tree *region.Tree, s *spotter, item record.TallyItem) {
	id, unit := item.RegionID, s.find(item.RegionID)
	if r := tree.Ancestor(unit, region.Region); r != region.None {
		id, unit = tree.At(r).ID, r
	}
	for i := range e.Items {
		if e.Items[i].ID == id {
			e.Items[i].Count += int64(item.Count)
			e.Items[i].Parts++
			return
		}
	}
	e.Items = append(e.Items, Item{id, unit, int64(item.Count), 1})
}

// close sorts what was added and joins adjacent windows.
func (e *Entry) close() {
	slices.Sort(e.Scope)
	slices.Sort(e.ScopeIDs)
	slices.SortFunc(e.Items, func(a, b Item) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(e.Parts, func(a, b *record.Tally) int {
		return cmp.Or(compareStart(a, b), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(e.NotAdded, func(a, b NotAdded) int { return strings.Compare(a.ID, b.ID) })
	e.stated = joined(e.stated)
	if len(e.stated) > 0 && slices.ContainsFunc(e.Parts, func(t *record.Tally) bool { return t.Window == nil }) {
		e.stated = nil
	}
}

func compareStart(a, b *record.Tally) int {
	switch {
	case a.Window == nil && b.Window == nil:
		return 0
	case a.Window == nil:
		return 1
	case b.Window == nil:
		return -1
	}
	return a.Window.Start.Compare(b.Window.Start)
}

// joined sorts windows and joins those that touch.
func joined(ws []record.Window) []record.Window {
	slices.SortFunc(ws, func(a, b record.Window) int { return a.Start.Compare(b.Start) })
	var out []record.Window
	for _, w := range ws {
		if n := len(out); n > 0 && !w.Start.After(out[n-1].End) {
			if w.End.After(out[n-1].End) {
				out[n-1].End = w.End
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

// Joint returns the item of a composite that has the unit among its members.
func (e *Entry) Joint(tree *region.Tree, unit int32) (Item, bool) {
	if c, ok := e.composite(tree, unit); ok {
		i := slices.IndexFunc(e.Items, func(x Item) bool { return x.Unit == c })
		return e.Items[i], true
	}
	return Item{}, false
}

// Splitless returns how many of the counted tallies have no complete split.
func (e *Entry) Splitless() (n int32) {
	for _, t := range e.Parts {
		if !StandingOf(t).Complete {
			n++
		}
	}
	return n
}

// partIDs returns the ids of the counted tallies.
func (e *Entry) partIDs() []string {
	ids := make([]string, len(e.Parts))
	for i, t := range e.Parts {
		ids[i] = t.ID
	}
	return ids
}
