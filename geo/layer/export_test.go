package layer

import (
	"github.com/paulmach/orb"

	"oblast/geo/cql2"
)

// Meet opens the spatial index to benchmarks.
func (t *Table) Meet(q orb.Bound, dst []int32) []int32 {
	rows, _ := t.meet(q, dst, 1<<30)
	return rows
}

// Cold returns the same table without its indexes.
func (t *Table) Cold() *Table {
	cold := &Table{schema: t.schema, shapes: t.shapes, ids: t.ids, lon: t.lon, lat: t.lat, start: t.start, end: t.end, refs: t.refs, refEnds: t.refEnds, own: t.own, counts: map[string]int{}, columns: make([]Values, len(t.columns))}
	for i := range t.columns {
		v := &t.columns[i]
		c := &cold.columns[i]
		c.kind, c.texts, c.codes, c.lexicon, c.taken = v.kind, v.texts, v.codes, v.lexicon, v.taken
	}
	return cold
}

// BuildPlaces, BuildTimes, BuildOrder and BuildWords make an index that is not there.
func (t *Table) BuildPlaces()          { t.index() }
func (t *Table) BuildCells()           { t.cells() }
func (t *Table) BuildTimes()           { t.timeline().set(t, Interval{}) }
func (t *Table) BuildOrder(column int) { t.columns[column].order() }
func (t *Table) BuildSpans(a, b int)   { t.spansOf(a, b) }
func (t *Table) BuildTextOrder(c int)  { t.columns[c].textOrder(cql2.Folds([]byte{byte(cql2.Casei)})) }
func (t *Table) BuildWords(column int) { t.columns[column].words() }

// HasWords reports whether the words of a column are at hand.
func (t *Table) HasWords(column int) bool { return t.columns[column].parts.Load() != nil }

// What a table may remember, and what it does.
const (
	MaxAnswers   = maxAnswers
	MaxHeldBytes = maxHeldBytes
)

// Remembered returns how many answers and sets are remembered, and in how many bytes.
func (t *Table) Remembered() (entries, bytes int) {
	t.held.mu.Lock()
	defer t.held.mu.Unlock()
	return len(t.held.order), t.held.bytes
}

// MostArranged is how many columns of numbers a table keeps in orders of others.
const MostArranged = mostArranged

// Arranged returns how many it keeps.
func (t *Table) Arranged() int { return int(t.arranged.Load()) }
