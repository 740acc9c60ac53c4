package geocode

import "oblast/geo/geocode/fold"

const (
	hashSeed  = 0x9E3779B97F4A7C15
	hashPrime = 0xD6E8FEB86659FD93
)

// hashWord hashes a word's letters; letters with a caron count as their plain ones.
func hashWord(word []byte) uint64 {
	h := uint64(hashSeed)
	for _, c := range word {
		h = (h ^ uint64(fold.Plain(c))) * hashPrime
	}
	return h ^ h>>32
}

// joinHash adds a word's hash to that of the words before it, which is 0 for none.
func joinHash(before, word uint64) uint64 {
	h := (before ^ word) * hashPrime
	return h ^ h>>29
}
