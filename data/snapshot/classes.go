package snapshot

import (
	"oblast/data/totals"
	"oblast/geo/choropleth"
)

// Classes divides the numbers of totals for a map: those of one date by the values of every single night of the whole
// kept period, so that every night has the same classes; those of a longer period by its own rows.
func (s *Snapshot) Classes(q totals.Query, rows []totals.Row, o choropleth.Options) (choropleth.Classes, error) {
	if !q.Whole && q.From == q.To {
		return choropleth.Classify(s.totals.SingleNightValues(q), o)
	}
	var values []float64
	for i := range rows {
		if rows[i].Status == "value" && rows[i].Min.Known && rows[i].Min.N > 0 {
			values = append(values, float64(rows[i].Min.N))
		}
	}
	return choropleth.Classify(values, o)
}
