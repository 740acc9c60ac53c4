package layer

import (
	"math"
	"slices"
	"strings"
)

// keyed is an item with what it is sorted by.
type keyed struct {
	key  uint64
	item uint32
}

// radixFrom is how many items make sorting by digits pay.
const radixFrom = 256

// sortKeyed sorts items by their keys; those of one key stay as they are. It counts the keys' digits, from the last, and leaves
// out those that are the same in all. What is in room is overwritten; it must be as long.
func sortKeyed(all, room []keyed) {
	if len(all) < radixFrom {
		slices.SortStableFunc(all, func(a, b keyed) int {
			switch {
			case a.key < b.key:
				return -1
			case a.key > b.key:
				return 1
			}
			return 0
		})
		return
	}
	const bits = 11
	differ, sorted := uint64(0), true
	for i := 1; i < len(all); i++ {
		differ |= all[i].key ^ all[0].key
		sorted = sorted && all[i-1].key <= all[i].key
	}
	if sorted {
		return
	}
	from, to := all, room[:len(all)]
	for shift := 0; shift < 64; shift += bits {
		if differ>>shift&(1<<bits-1) == 0 {
			continue
		}
		var starts [1 << bits]uint32
		for i := range from {
			starts[from[i].key>>shift&(1<<bits-1)]++
		}
		sum := uint32(0)
		for d, n := range starts {
			starts[d] = sum
			sum += n
		}
		for _, k := range from {
			d := k.key >> shift & (1<<bits - 1)
			to[starts[d]] = k
			starts[d]++
		}
		from, to = to, from
	}
	if &from[0] != &all[0] {
		copy(all, from)
	}
}

// The keys by which numbers are in order.
func signedKey(v int64) uint64 { return uint64(v) ^ 1<<63 }

func doubleKey(v float64) uint64 {
	bits := math.Float64bits(v + 0) // one key for both zeros
	if bits>>63 != 0 {
		return ^bits
	}
	return bits | 1<<63
}

// textKey is the eight bytes of a text from one on.
func textKey(s string, from int) (key uint64) {
	if len(s) >= from+8 {
		s = s[from : from+8]
		return uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 | uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8 | uint64(s[7])
	}
	for i := range 8 {
		key <<= 8
		if from+i < len(s) {
			key |= uint64(s[from+i])
		}
	}
	return key
}

// sortTexts sorts the numbers of texts by code point, eight bytes at a time.
func sortTexts(texts []string, codes []uint32) {
	all := make([]keyed, len(codes))
	for i, code := range codes {
		all[i] = keyed{textKey(texts[code], 0), code}
	}
	sortTextsFrom(texts, all, make([]keyed, len(all)), 8)
	for i := range all {
		codes[i] = all[i].item
	}
}

// sortTextsFrom sorts texts that have the same bytes up to eight before one, given those eight, and goes on behind them.
func sortTextsFrom(texts []string, all, room []keyed, next int) {
	sortKeyed(all, room)
	for from := 0; from < len(all); {
		to, longest := from, 0
		for to < len(all) && all[to].key == all[from].key {
			longest = max(longest, len(texts[all[to].item]))
			to++
		}
		same := all[from:to]
		switch {
		case len(same) < radixFrom || longest <= next:
			slices.SortFunc(same, func(a, b keyed) int { return strings.Compare(texts[a.item], texts[b.item]) })
		default:
			for i := range same {
				same[i].key = textKey(texts[same[i].item], next)
			}
			sortTextsFrom(texts, same, room, next+8)
		}
		from = to
	}
}
