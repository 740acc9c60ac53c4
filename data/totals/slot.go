package totals

import (
	"oblast/data/ledger"
	"oblast/geo/region"
)

// addSlot writes the cells of one night or day.
func (b *builder) addSlot(slot ledger.Slot, cases []ledger.Case, accounts []ledger.Account, coverage []ledger.Coverage) {
	b.scene.reset()
	for i := range coverage {
		b.scene.cover(&coverage[i])
	}
	for i := range cases {
		b.addCase(&cases[i])
	}
	b.addAccounts(accounts)
	for _, u := range b.scene.rows(region.Country) {
		b.writeCountry(slot, u)
	}
	regions := map[int32]*[kinds]cell{}
	for _, u := range b.scene.rows(region.Region) {
		cells := b.regionCells(u)
		regions[u] = &cells
		base := b.baseCells(b.country[u])
		for k := range kinds {
			own := cells[k]
			own.subtract(&base[k])
			b.write(slot, region.Region, k, u, own)
		}
	}
	for _, u := range b.scene.rows(region.District) {
		b.writeDistrict(slot, u, regions)
	}
}

// write keeps a cell unless it says nothing.
func (b *builder) write(slot ledger.Slot, level region.Level, k kind, unit int32, c cell) {
	if c == (cell{}) {
		return
	}
	b.own[level][k][partOf(slot)].append(entry{b.cube.pos[unit], slot.Date, c})
}

// flightCells writes what is said of a unit's interceptions on the three bases: numbers and their residuals.
func (st *standing) flightCells(claimed ledger.Sum, claimedLoose ledger.Span, cells *[kinds]cell) {
	f := &st.flights
	if f.claimed && claimed.Positive() {
		c := &cells[interceptionsClaimed]
		c.value = 1
		c.setSum(claimed)
		c.setResidual(claimedLoose)
	} else if f.claimed {
		cells[interceptionsClaimed].zero = 1
	}
	if s := f.incidents.All(); s.Positive() {
		c := &cells[interceptionsIncidents]
		c.value = 1
		c.setSum(s)
		c.setResidual(f.incidents.Loose.Span())
	} else if f.zero {
		cells[interceptionsIncidents].zero = 1
	}
	if f.reconciled.Positive() {
		c := &cells[interceptionsReconciled]
		c.value = 1
		c.setSpan(f.reconciled)
		c.setResidual(f.loose)
	} else if f.claimed || f.zero {
		cells[interceptionsReconciled].zero = 1
	}
	for k := range reports {
		cells[k].incidents, cells[k].tallies = f.records, f.tallies
		if f.conflict {
			cells[k].conflicts = 1
		}
	}
}

// stakeCells writes the other measures; where a unit has no status of its own it has no data, if anything speaks of it.
func (st *standing) stakeCells(cells *[kinds]cell) {
	for k := reports; k < kinds; k++ {
		cells[k], _ = st.stakes[k].cellOf(k == injured || k == killed)
		cells[k].incidents = st.stakes[k].records
	}
	for k := range kinds {
		if c := &cells[k]; c.value+c.zero+c.none == 0 && st.covered {
			c.noData = 1
		}
	}
}

// writeCountry writes a country's cells, and what its regions have by default.
func (b *builder) writeCountry(slot ledger.Slot, u int32) {
	var cells [kinds]cell
	st := b.scene.at(u)
	st.flightCells(st.flights.headline, st.flights.headlineLoose, &cells)
	st.stakeCells(&cells)
	base := b.baseCells(u)
	for k := range kinds {
		b.write(slot, region.Country, k, u, cells[k])
		if base[k] != (cell{}) {
			b.base[k][partOf(slot)].append(entry{b.cube.pos[u], slot.Date, base[k]})
		}
	}
}

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
