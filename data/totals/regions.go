package totals

import (
	"oblast/data/ledger"
	"oblast/geo/region"
)

// baseCells returns what a region of a country has where nothing names it: none reported, where every national entry's
// split is complete; else no data, with the rest that may lie there, where a tally covers the country; else nothing.
func (b *builder) baseCells(country int32) (cells [kinds]cell) {
	if !b.scene.whole[country] {
		return cells
	}
	var open cell
	national, complete := 0, true
	for _, a := range b.scene.book[country] {
		if a.Entry != nil && a.Entry.National() {
			national++
			if !a.Entry.Complete {
				complete = false
				open.addUnsplit(a.Entry.Rest.Span())
				open.tallies += a.Entry.Splitless()
			}
		}
	}
	for k := range kinds {
		cells[k].noData = 1
	}
	for _, k := range []kind{interceptionsClaimed, interceptionsReconciled} {
		if national > 0 && complete {
			cells[k] = cell{none: 1}
			continue
		}
		cells[k] = open
		cells[k].noData = 1
	}
	cells[interceptionsIncidents].tallies = open.tallies
	return cells
}

// regionCells returns everything that a slot says of a region.
func (b *builder) regionCells(u int32) (cells [kinds]cell) {
	st := b.scene.at(u)
	f := &st.flights
	if f.foreign > 0 { // no bucket of its own country took it in
		left := ledger.Span{Min: f.foreign, Max: f.foreign}
		f.claim += f.foreign
		f.reconciled, f.loose = f.reconciled.Plus(left), f.loose.Plus(left)
		f.foreign = 0
	}
	st.covered = st.covered || b.scene.whole[b.country[u]]
	open, none := b.unsplit(u, st)
	f.tallies += open.tallies
	st.flightCells(ledger.Exact(f.claim), ledger.Span{Min: f.claim, Max: f.claim}, &cells)
	for _, k := range []kind{interceptionsClaimed, interceptionsReconciled} {
		c := &cells[k]
		c.unsplit, c.unsplits, c.unsplitOpen = open.unsplit, open.unsplits, open.unsplitOpen
		if none && c.value+c.zero == 0 {
			c.none = 1
		}
	}
	st.stakeCells(&cells)
	return cells
}

// unsplit returns what may lie in a region beside its number, and whether every split that covers it is complete and
// names neither it nor a composite of it.
func (b *builder) unsplit(u int32, st *standing) (open cell, none bool) {
	covering := 0
	none = !st.flights.claimed
	for _, a := range b.scene.book[b.country[u]] {
		e := a.Entry
		if e == nil {
			continue
		}
		joint, ok := e.Joint(b.tree, u)
		if ok {
			none = false
			open.addUnsplit(ledger.Span{Min: 0, Max: joint.Count})
			open.tallies += joint.Parts
		}
		if !e.Covers(b.tree, u) {
			continue
		}
		covering++
		if !e.Complete {
			none = false
			if !e.Names(u) {
				open.addUnsplit(e.Rest.Span())
				open.tallies += e.Splitless()
			}
		}
	}
	return open, none && covering > 0
}

// writeDistrict writes a district's own numbers, as what differs from its region's default.
func (b *builder) writeDistrict(slot ledger.Slot, u int32, regions map[int32]*[kinds]cell) {
	var cells, above [kinds]cell
	if r := b.tree.Ancestor(u, region.Region); r != region.None && regions[r] != nil {
		above = *regions[r]
	}
	st := b.scene.at(u)
	f := &st.flights
	f.reconciled = f.incidents.All().Span()
	st.flightCells(ledger.Sum{}, ledger.Span{}, &cells)
	st.covered = false // without a number of its own it takes after its region
	st.stakeCells(&cells)
	if s := f.incidents.All(); s.Positive() {
		cells[interceptionsReconciled].setSum(s)
	}
	for k := interceptionsIncidents; k < kinds; k++ { // claimed: nothing ever is in a district
		c := cells[k]
		if c.value+c.zero+c.none > 0 {
			below := above[k].below()
			c.subtract(&below)
		}
		b.write(slot, region.District, k, u, c)
	}
}
