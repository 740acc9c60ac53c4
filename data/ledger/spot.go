package ledger

import (
	"slices"

	"oblast/data/record"
	"oblast/geo/region"
)

// Spot is where an incident counts: tree indexes, -1 where it lies in no single unit of the level.
type Spot struct {
	Country, Region, District int32
	Home                      int32   // the finest unit that contains all the named ones; -1 when nothing does
	Named                     []int32 // the units named, sorted, each once; unknown ids are left out
	Fine                      bool    // everything named is a district or finer
	Settled                   bool    // known to a settlement or finer in one district
}

// spotter resolves places; it remembers ids, and the spots of single units, and serves one goroutine.
type spotter struct {
	tree  *region.Tree
	known map[string]int32
	alone map[int32]Spot
}

func newSpotter(tree *region.Tree) *spotter {
	return &spotter{tree: tree, known: map[string]int32{}, alone: map[int32]Spot{}}
}

// find returns the index of an id, -1 when the tree lacks it.
func (s *spotter) find(id string) int32 {
	if i, ok := s.known[id]; ok {
		return i
	}
	i, ok := s.tree.Find(id)
	if !ok {
		i = region.None
	}
	s.known[id] = i
	return i
}

// spot resolves a place. A multi-place record counts at the nearest common ancestor.
func (s *spotter) spot(p *record.Place) Spot {
	var at Spot
	if len(p.RegionIDs) == 1 {
		at = s.single(s.find(p.RegionIDs[0]))
	} else {
		named := make([]int32, 0, len(p.RegionIDs))
		for _, id := range p.RegionIDs {
			if i := s.find(id); i != region.None && !slices.Contains(named, i) {
				named = append(named, i)
			}
		}
		slices.Sort(named)
		at = s.over(named)
	}
	switch p.Level {
	case "settlement", "locality", "exact":
		at.Fine = len(at.Named) > 0
		at.Settled = len(at.Named) == 1 && at.Region != region.None
	}
	return at
}

// single resolves one unit; the result's Named is shared.
func (s *spotter) single(unit int32) Spot {
	at, ok := s.alone[unit]
	if !ok {
		if unit == region.None {
			at = s.over(nil)
		} else {
			at = s.over([]int32{unit})
		}
		s.alone[unit] = at
	}
	return at
}

// over resolves several units. A district of the past is no place of its own: it counts in its region.
func (s *spotter) over(named []int32) Spot {
	at := Spot{Country: region.None, Region: region.None, District: region.None, Home: region.None, Named: named}
	if len(named) == 0 {
		return at
	}
	at.Home = s.tree.CommonAncestor(named...)
	at.Country = s.tree.Ancestor(at.Home, region.Country)
	at.Region = s.tree.Ancestor(at.Home, region.Region)
	if d := s.tree.Ancestor(at.Home, region.District); d != region.None && !s.tree.At(d).Historical() {
		at.District = d
	}
	at.Fine = !slices.ContainsFunc(named, func(i int32) bool { return s.tree.At(i).Level != region.District })
	return at
}
