package hilbert_test

import (
	"testing"

	"oblast/geo/hilbert"
)

// Every cell has a number of its own, and steps along the curve go to a neighbour.
func TestDistance(t *testing.T) {
	for order := range uint(7) {
		side := uint32(1) << order
		at := make([][2]int, side*side)
		seen := make([]bool, side*side)
		for x := range side {
			for y := range side {
				d := hilbert.Distance(order, x, y)
				if d >= uint64(len(seen)) || seen[d] {
					t.Fatalf("order %d: %d,%d has number %d", order, x, y, d)
				}
				seen[d], at[d] = true, [2]int{int(x), int(y)}
			}
		}
		if last := at[len(at)-1]; at[0] != [2]int{} || last != [2]int{int(side) - 1, 0} {
			t.Errorf("order %d: from %v to %v", order, at[0], last)
		}
		for i := 1; i < len(at); i++ {
			dx, dy := at[i][0]-at[i-1][0], at[i][1]-at[i-1][1]
			if dx*dx+dy*dy != 1 {
				t.Fatalf("order %d: step %d goes from %v to %v", order, i, at[i-1], at[i])
			}
		}
	}
}
