package geocode

import (
	"bytes"

	"oblast/geo/geocode/romanise"
)

// heard keeps the keys of words in the ways in which they were read, from query to query: the words for kinds of places and
// the names of regions come over and over, and a misspelt word is read in ten ways. It changes no answer, and belongs to one
// reading.
type heard struct {
	slots []key
}

// What is kept: about 30 kB.
const (
	heardBits    = 9
	heardLetters = 22 // of the longest word and key
)

// key is the key of one word, as it is read.
type key struct {
	hash          uint64
	word, sounds  [heardLetters]byte
	letters, long uint8 // of both; a slot without letters is empty
	spelt         romanise.Alphabet
	as            romanise.Reading
}

// append appends the key of a word, whose hash is given, and returns the key's hash.
func (h *heard) append(dst, word []byte, hash uint64, spelt romanise.Alphabet, as romanise.Reading) ([]byte, uint64) {
	if len(word) == 0 || len(word) > heardLetters {
		from := len(dst)
		dst = romanise.AppendKeyAs(dst, word, spelt, as)
		return dst, hashWord(dst[from:])
	}
	if h.slots == nil {
		h.slots = make([]key, 1<<heardBits)
	}
	k := &h.slots[(hash^uint64(as)<<8^uint64(spelt))*hashPrime>>(64-heardBits)]
	if int(k.letters) == len(word) && k.as == as && k.spelt == spelt && bytes.Equal(k.word[:len(word)], word) {
		return append(dst, k.sounds[:k.long]...), k.hash
	}
	from := len(dst)
	dst = romanise.AppendKeyAs(dst, word, spelt, as)
	sounds := dst[from:]
	own := hashWord(sounds)
	if len(sounds) <= heardLetters {
		*k = key{hash: own, letters: uint8(len(word)), long: uint8(len(sounds)), spelt: spelt, as: as}
		copy(k.word[:], word)
		copy(k.sounds[:], sounds)
	}
	return dst, own
}
