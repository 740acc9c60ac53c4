package layer

import (
	"math/bits"
	"slices"
)

// bitset is a set of rows, a bit each. One that is shared must not be changed.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) add(row int32)      { b[row>>6] |= 1 << (row & 63) }
func (b bitset) take(row int32)     { b[row>>6] &^= 1 << (row & 63) }
func (b bitset) has(row int32) bool { return b[row>>6]&(1<<(row&63)) != 0 }

// addRange adds all from one up to another.
func (b bitset) addRange(from, to int) {
	if from >= to {
		return
	}
	first, last := from>>6, (to-1)>>6
	low, high := ^uint64(0)<<(from&63), ^uint64(0)>>(63-(to-1)&63)
	if first == last {
		b[first] |= low & high
		return
	}
	b[first] |= low
	for i := first + 1; i < last; i++ {
		b[i] = ^uint64(0)
	}
	b[last] |= high
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b bitset) keep(other bitset) {
	for i, w := range other {
		b[i] &= w
	}
}

func (b bitset) join(other bitset) {
	for i, w := range other {
		b[i] |= w
	}
}

func (b bitset) drop(other bitset) {
	for i, w := range other {
		b[i] &^= w
	}
}

// full returns the set of all n rows.
func full(n int) bitset {
	b := newBitset(n)
	for i := range b {
		b[i] = ^uint64(0)
	}
	b.trim(n)
	return b
}

// next returns the first row of the set from one on, -1 where there is none.
func (b bitset) next(from int32) int32 {
	i := int(from >> 6)
	if i >= len(b) {
		return -1
	}
	w := b[i] &^ (1<<(from&63) - 1)
	for w == 0 {
		if i++; i == len(b) {
			return -1
		}
		w = b[i]
	}
	return int32(i<<6 + bits.TrailingZeros64(w))
}

// last returns the last row of the set below one, -1 where there is none.
func (b bitset) last(below int32) int32 {
	if below <= 0 {
		return -1
	}
	i := int((below - 1) >> 6)
	w := b[i]
	if rest := (below-1)&63 + 1; rest < 64 {
		w &= 1<<rest - 1
	}
	for w == 0 {
		if i--; i < 0 {
			return -1
		}
		w = b[i]
	}
	return int32(i<<6 + 63 - bits.LeadingZeros64(w))
}

// word returns the 64 bits from one on; all must be of the set.
func (b bitset) word(from int) uint64 {
	i, shift := from>>6, from&63
	if shift == 0 {
		return b[i]
	}
	return b[i]>>shift | b[i+1]<<(64-shift)
}

// append appends the rows of the set, ascending.
func (b bitset) append(dst []int32) []int32 {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			dst = append(dst, int32(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return dst
}

func (b bitset) clone() bitset { return slices.Clone(b) }
