package layer

import (
	"hash/maphash"
	"slices"
)

// lexicon finds the code of a text in a dictionary: a hash table of codes alone, a tenth of the size of a map. Codes count
// up from 1; code 0 is null's and is never in it. The zero value is empty. Finding is for any number of goroutines, adding
// for one.
type lexicon struct {
	seed  maphash.Seed
	slots []uint32 // a power of two; a code below, and above it what the size leaves for bits of the text's hash; 0: free
	n     int
}

// newLexicon returns an empty lexicon with room for about n texts.
func newLexicon(n int) lexicon {
	size := 8
	for size < n {
		size *= 2
	}
	return lexicon{seed: maphash.MakeSeed(), slots: make([]uint32, size)}
}

// find returns the code of a text among texts; 0 where it has none.
func (l *lexicon) find(texts []string, text string) uint32 {
	if len(l.slots) == 0 {
		return 0
	}
	return find(l, texts, maphash.String(l.seed, text), text)
}

// find is that of a lexicon that is not empty, with the text's hash. A text is looked at only where the bits agree: it lies
// elsewhere in memory, and to fetch it takes longer than all else.
func find[T string | []byte](l *lexicon, texts []string, hash uint64, text T) uint32 {
	mask := uint32(len(l.slots) - 1)
	above := uint32(hash>>32) &^ mask
	for i := uint32(hash) & mask; l.slots[i] != 0; i = (i + 1) & mask {
		if s := l.slots[i]; s&^mask == above && texts[s&mask] == string(text) {
			return s & mask
		}
	}
	return 0
}

// findOrAdd returns the code of a text, and false where it is the next one, which the caller has to put behind texts.
func (l *lexicon) findOrAdd(texts []string, text []byte) (code uint32, found bool) {
	l.room(texts)
	hash := maphash.Bytes(l.seed, text)
	if code = find(l, texts, hash, text); code != 0 {
		return code, true
	}
	return l.next(hash), false
}

// findOrAddText is findOrAdd of a string.
func (l *lexicon) findOrAddText(texts []string, text string) (code uint32, found bool) {
	l.room(texts)
	hash := maphash.String(l.seed, text)
	if code = find(l, texts, hash, text); code != 0 {
		return code, true
	}
	return l.next(hash), false
}

// next notes that a text of a hash has the next code.
func (l *lexicon) next(hash uint64) uint32 {
	l.n++
	l.put(hash, uint32(l.n))
	return uint32(l.n)
}

func (l *lexicon) put(hash uint64, code uint32) {
	mask := uint32(len(l.slots) - 1)
	i := uint32(hash) & mask
	for l.slots[i] != 0 {
		i = (i + 1) & mask
	}
	l.slots[i] = uint32(hash>>32)&^mask | code
}

// room makes room for one more text.
func (l *lexicon) room(texts []string) {
	switch {
	case l.n*4 < len(l.slots)*3:
		return
	case len(l.slots) == 0:
		l.seed, l.slots = maphash.MakeSeed(), make([]uint32, 8)
		return
	}
	l.slots = make([]uint32, 2*len(l.slots))
	for code := 1; code <= l.n; code++ {
		l.put(maphash.String(l.seed, texts[code]), uint32(code))
	}
}

// clone returns a lexicon to which texts can be added without changing this one.
func (l *lexicon) clone() lexicon { return lexicon{l.seed, slices.Clone(l.slots), l.n} }
