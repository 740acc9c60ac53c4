package totals

import (
	"sync"

	"oblast/data/record"
	"oblast/geo/region"
)

// levels are those that have rows.
const levels = 3

// Cube holds the totals of one version.
type Cube struct {
	*frame
	own      [levels][kinds]plane // regions and districts: what differs from the default
	base     [kinds]plane         // by country: what its regions have where nothing names them
	dates    []record.Date        // with a night or a day, each once
	withheld []Withheld
	scratch  sync.Pool
	single   [levels + 1][kinds]singles // the last: districts, and regions that have none

	singleOnes [levels + 1][interceptionsReconciled + 1]singles // of the measure nights
}

// frame is how units are numbered; it depends on the tree alone.
type frame struct {
	tree    *region.Tree
	rows    [levels][]int32 // tree indexes by position
	pos     []int32         // position by tree index, within its level; -1 for waters, composites, historical
	above   [levels][]int32 // position of the country of a region, of the region of a district; -1 for none
	country []int32         // tree index of a unit's country, by tree index
}

// singles remembers a kind's single-night values.
type singles struct {
	once   sync.Once
	units  []int32
	values []float64 // of units
	sorted []float64
}

// Period returns the first and the last date of the kept period; both 0 where nothing is dated.
func (c *Cube) Period() (from, to record.Date) {
	if len(c.dates) == 0 {
		return 0, 0
	}
	return c.dates[0], c.dates[len(c.dates)-1]
}

// Dates returns the dates that have a night or a day with any record, ascending. Shared: do not change it.
func (c *Cube) Dates() []record.Date { return c.dates }
