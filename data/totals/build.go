package totals

import (
	"slices"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/geo/region"
)

// builder fills a cube slot by slot.
type builder struct {
	cube    *Cube
	tree    *region.Tree
	in      *ledger.Input
	scene   *scene
	own     [levels][kinds][3]entries
	base    [kinds][3]entries
	marks   [kinds]stake // of the incident being added
	country []int32      // tree index of a unit's country, by tree index
}

// Build adds the records of one version up. l must be the ledger of the same input. It takes some 1.5 s for a
// million incidents.
func Build(tree *region.Tree, in ledger.Input, l *ledger.Ledger, withheld ...Withheld) *Cube {
	c := &Cube{tree: tree, withheld: withheld}
	b := &builder{cube: c, tree: tree, in: &in}
	b.number()
	b.scene = newScene(tree, c)
	cases, accounts, coverage := l.Cases(), l.Accounts(), l.Coverages()
	dated := map[record.Date]bool{}
	for len(cases)+len(accounts)+len(coverage) > 0 {
		slot := earliest(cases, accounts, coverage)
		n, m, k := countSlot(cases, accounts, coverage, slot)
		b.addSlot(slot, cases[:n], accounts[:m], coverage[:k])
		cases, accounts, coverage = cases[n:], accounts[m:], coverage[k:]
		if slot.Part != ledger.PartUndated {
			dated[slot.Date] = true
		}
	}
	c.dates = datesOf(dated)
	slices.Sort(c.dates)
	b.seal()
	return c
}

// number gives every unit its position within its level, and the position of the unit above.
func (b *builder) number() {
	c := b.cube
	c.pos = make([]int32, b.tree.Len())
	b.country = make([]int32, b.tree.Len())
	for i := range c.pos {
		c.pos[i] = -1
		b.country[i] = b.tree.Ancestor(int32(i), region.Country)
	}
	for level := range region.Level(levels) {
		c.rows[level] = b.tree.OfLevel(level)
		c.above[level] = make([]int32, len(c.rows[level]))
		for p, i := range c.rows[level] {
			c.pos[i] = int32(p)
		}
	}
	for level := range region.Level(levels) {
		for p, i := range c.rows[level] {
			c.above[level][p] = -1
			if level == region.Country {
				continue
			}
			if up := b.tree.Ancestor(i, level-1); up != region.None {
				c.above[level][p] = c.pos[up]
			}
		}
	}
}

// seal turns the entries into series.
func (b *builder) seal() {
	for k := range kinds {
		for part := range 3 {
			b.cube.base[k][part] = newSeries(len(b.cube.rows[region.Country]), b.base[k][part], false)
			for level := range levels {
				b.cube.own[level][k][part] = newSeries(len(b.cube.rows[level]), b.own[level][k][part], level == int(region.District))
				b.own[level][k][part] = entries{}
			}
		}
	}
}

func earliest(cases []ledger.Case, accounts []ledger.Account, coverage []ledger.Coverage) ledger.Slot {
	var slots []ledger.Slot
	if len(cases) > 0 {
		slots = append(slots, cases[0].Slot)
	}
	if len(accounts) > 0 {
		slots = append(slots, accounts[0].Slot)
	}
	if len(coverage) > 0 {
		slots = append(slots, coverage[0].Slot)
	}
	return slices.MinFunc(slots, ledger.Slot.Compare)
}

// countSlot says how many of each list, all sorted by slot, belong to a slot.
func countSlot(cases []ledger.Case, accounts []ledger.Account, coverage []ledger.Coverage, s ledger.Slot) (n, m, k int) {
	for n < len(cases) && cases[n].Slot == s {
		n++
	}
	for m < len(accounts) && accounts[m].Slot == s {
		m++
	}
	for k < len(coverage) && coverage[k].Slot == s {
		k++
	}
	return n, m, k
}
