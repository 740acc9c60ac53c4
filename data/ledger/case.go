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

// Spots resolves places: one resolver a goroutine, it keeps buffers.
type spotter struct {
	tree  *region.Tree
	known map[string]int32
}

func newSpotter(tree *region.Tree) *spotter {
	return &spotter{tree: tree, known: make(map[string]int32)}
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
	named := make([]int32, 0, len(p.RegionIDs))
	for _, id := range p.RegionIDs {
		if i := s.find(id); i != region.None && !slices.Contains(named, i) {
			named = append(named, i)
		}
	}
	slices.Sort(named)
	at := Spot{Country: region.None, Region: region.None, District: region.None, Home: region.None, Named: named}
	if len(named) == 0 {
		return at
	}
	at.Home = s.tree.CommonAncestor(named...)
	at.Country = s.tree.Ancestor(at.Home, region.Country)
	at.Region = s.tree.Ancestor(at.Home, region.Region)
	at.District = s.tree.Ancestor(at.Home, region.District)
	at.Fine = !slices.ContainsFunc(named, func(i int32) bool { return s.tree.At(i).Level != region.District })
	switch p.Level {
	case "settlement", "locality", "exact":
		at.Fine = true
		at.Settled = len(named) == 1 && at.Region != region.None
	}
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

// compareCases orders by slot, country, region, district, id.
func compareCases(a, b *Case) int {
	if c := a.Slot.Compare(b.Slot); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Country, b.Country); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Region, b.Region); c != 0 {
		return c
	}
	if c := cmp.Compare(a.District, b.District); c != 0 {
		return c
	}
	return strings.Compare(a.Incident.ID, b.Incident.ID)
}
