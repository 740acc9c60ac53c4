package layer

import "github.com/paulmach/orb"

// Meet opens the spatial index to benchmarks.
func (t *Table) Meet(q orb.Bound, dst []int32) []int32 {
	rows, _ := t.meet(q, dst, 1<<30)
	return rows
}
