package topology

import (
	"math"
	"math/bits"
	"slices"

	"github.com/paulmach/orb"
)

// looper finds rings that touch themselves. Bends that simplification leaves out and grids that positions are rounded to
// bring far positions of a ring together; such a ring is not valid (OGC 06-103r4, 6.1.11.1), though its area is.
type looper struct {
	table []int32 // open addressing: position + 1, by its hash
}

// touches reports whether a closed ring visits any position twice. It takes time in proportion to its length.
func (l *looper) touches(ring orb.Ring) bool {
	n := len(ring) - 1
	if n < 4 {
		return false
	}
	shift := 64 - bits.Len(uint(2*n-1))
	size := 1 << (64 - shift)
	l.table = slices.Grow(l.table[:0], size)[:size]
	clear(l.table)
	for i, p := range ring[:n] {
		slot := int(hash(p) >> shift)
		for ; l.table[slot] != 0; slot = (slot + 1) & (size - 1) {
			if ring[l.table[slot]-1] == p {
				return true
			}
		}
		l.table[slot] = int32(i + 1)
	}
	return false
}

// hash mixes a position; its high bits are the good ones.
func hash(p orb.Point) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 / golden ratio
	return (math.Float64bits(p[0])*odd ^ bits.RotateLeft64(math.Float64bits(p[1]), 32)) * odd
}

// loops cuts a ring where it comes back to a position: none of the loops visits a position twice. Loops without area,
// there and back again, are left out.
func loops(ring orb.Ring) []orb.Ring {
	var found []orb.Ring
	at := make(map[orb.Point]int, len(ring)) // place in the chain
	var chain []orb.Point
	for _, p := range ring {
		k, seen := at[p]
		if !seen {
			at[p] = len(chain)
			chain = append(chain, p)
			continue
		}
		loop := append(slices.Clone(orb.Ring(chain[k:])), p)
		for _, q := range chain[k+1:] {
			delete(at, q)
		}
		chain = chain[:k+1]
		if len(loop) >= 4 {
			found = append(found, loop)
		}
	}
	return found
}
