package totals

import (
	"oblast/data/ledger"
	"oblast/geo/region"
)

// addBook writes the cells of one night or day.
func (b *builder) addBook(book *ledger.Book) {
	slot := book.Slot
	b.scene.reset()
	for i := range book.Coverages {
		b.scene.cover(&book.Coverages[i])
	}
	for i := range book.Cases {
		b.addCase(&book.Cases[i])
	}
	b.addAccounts(book.Accounts)
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
