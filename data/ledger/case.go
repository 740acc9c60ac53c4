package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// Case is a counted incident with its time and place resolved.
type Case struct {
	Incident *record.Incident
	Slot     Slot
	Spot
	Sum      Sum // of an interception; the zero value otherwise
	Official bool
	Link     Link
}

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

// official lists the speakers who answer for what they say about a place or about their own air defence.
var official = []string{"governor", "mayor", "administration", "emergency_service", "defence_ministry", "armed_forces"}

// OfficialStatement reports whether a statement's speaker is responsible; ok is false when the statement is not held.
func (in *Input) OfficialStatement(id string) (yes, ok bool) {
	s, ok := in.Statements[id]
	return ok && slices.Contains(official, s.SpeakerRole), ok
}

// officialIncident reports whether any statement of an incident is by somebody responsible; where none of them is held,
// its grade decides.
func (in *Input) officialIncident(inc *record.Incident) bool {
	held := false
	for _, id := range inc.Statements {
		yes, ok := in.OfficialStatement(id)
		if yes {
			return true
		}
		held = held || ok
	}
	return !held && inc.Grade == "confirmed"
}

// sortCases orders cases by slot, country, region, district and id, in place. It sorts short keys and then moves each
// case once.
func sortCases(cases []Case) {
	type key struct {
		slot                      int64
		country, region, district int32
		i                         int32
	}
	keys := make([]key, len(cases))
	for i := range cases {
		c := &cases[i]
		keys[i] = key{c.Slot.rank(), c.Country, c.Region, c.District, int32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		switch {
		case a.slot != b.slot:
			return cmp.Compare(a.slot, b.slot)
		case a.country != b.country:
			return cmp.Compare(a.country, b.country)
		case a.region != b.region:
			return cmp.Compare(a.region, b.region)
		case a.district != b.district:
			return cmp.Compare(a.district, b.district)
		}
		return strings.Compare(cases[a.i].Incident.ID, cases[b.i].Incident.ID)
	})
	for start := range keys {
		held, to := cases[start], start
		for keys[to].i >= 0 {
			from := int(keys[to].i)
			keys[to].i = -1
			if from == start {
				cases[to] = held
				break
			}
			cases[to] = cases[from]
			to = from
		}
	}
}
