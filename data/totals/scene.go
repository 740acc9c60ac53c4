package totals

import (
	"slices"

	"oblast/data/ledger"
	"oblast/geo/region"
)

// stake is what one slot's incidents say of one unit on one measure.
type stake struct {
	total, loose ledger.Sum // loose: the part that is in no child
	records      int32
	zero         bool // somebody responsible stated 0
	none         bool // somebody responsible reported none
	reported     bool // somebody reported some
}

// flights is what one slot's tallies and interceptions say of one unit.
type flights struct {
	claim          int64 // of own entries' items
	foreign        int64 // of other countries' items
	headline       ledger.Sum
	claimed        bool
	headlineLoose  ledger.Span
	incidents      ledger.Pair
	reconciled     ledger.Span
	loose          ledger.Span
	zero, conflict bool
	records        int32
	tallies        int32
}

// standing is everything that one slot says of one unit.
type standing struct {
	unit    int32
	covered bool // a tally or a source speaks of it
	flights flights
	stakes  [kinds]stake
}

// scene collects the standings of one slot; it is used again for the next.
type scene struct {
	tree  *region.Tree
	cube  *Cube
	index []int32 // into units, by tree index; -1 where nothing is said
	units []standing
	whole map[int32]bool              // countries that a tally covers as a whole
	book  map[int32][]*ledger.Account // accounts by country
}

func newScene(tree *region.Tree, c *Cube) *scene {
	s := &scene{tree: tree, cube: c, index: make([]int32, tree.Len()), whole: map[int32]bool{}, book: map[int32][]*ledger.Account{}}
	for i := range s.index {
		s.index[i] = -1
	}
	return s
}

// reset forgets the slot.
func (s *scene) reset() {
	for i := range s.units {
		s.index[s.units[i].unit] = -1
	}
	s.units = s.units[:0]
	clear(s.whole)
	clear(s.book)
}

// at returns a unit's standing, valid until the next call.
func (s *scene) at(unit int32) *standing {
	if s.index[unit] < 0 {
		s.index[unit] = int32(len(s.units))
		s.units = append(s.units, standing{unit: unit})
	}
	return &s.units[s.index[unit]]
}

// rows lists the units of a level that have a row, in no order that matters.
func (s *scene) rows(level region.Level) []int32 {
	var units []int32
	for i := range s.units {
		u := s.units[i].unit
		if s.tree.At(u).Level == level && s.cube.pos[u] >= 0 {
			units = append(units, u)
		}
	}
	slices.Sort(units)
	return units
}

// mention notes that something speaks of a unit: it, and what contains it, are covered.
func (s *scene) mention(unit int32) {
	for ; unit != region.None; unit = s.tree.Parent(unit) {
		for _, m := range s.tree.Members(unit) {
			s.mention(m)
		}
		if s.cube.pos[unit] >= 0 {
			s.at(unit).covered = true
		}
	}
}

// cover notes what a tally speaks of.
func (s *scene) cover(c *ledger.Coverage) {
	for _, u := range c.Units {
		s.mention(u)
		if s.tree.At(u).Level == region.Country {
			s.whole[u] = true
		}
	}
}

// places calls add for each unit with a row in which a case counts; loose says that no child of it has the case.
func (s *scene) places(c *ledger.Case, add func(st *standing, loose bool)) {
	if c.Country != region.None && s.cube.pos[c.Country] >= 0 {
		add(s.at(c.Country), c.Region == region.None)
	}
	if c.Region != region.None && s.cube.pos[c.Region] >= 0 {
		add(s.at(c.Region), c.District == region.None)
	}
	if c.District != region.None {
		add(s.at(c.District), false)
	}
}

// named calls add for each unit with a row that a case names or that contains one it names, each once.
func (s *scene) named(c *ledger.Case, add func(st *standing)) {
	var buffer [12]int32
	seen := buffer[:0]
	visit := func(u int32) {
		if s.cube.pos[u] >= 0 && !slices.Contains(seen, u) {
			seen = append(seen, u)
			add(s.at(u))
		}
	}
	for _, u := range c.Named {
		for ; u != region.None; u = s.tree.Parent(u) {
			for _, m := range s.tree.Members(u) {
				visit(m)
			}
			visit(u)
		}
	}
	if c.Country != region.None {
		visit(c.Country)
	}
}
