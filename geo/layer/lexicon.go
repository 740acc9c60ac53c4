package layer

import (
	"hash/maphash"
	"slices"
)

// lexicon finds the code of a text in a dictionary: a hash table of codes alone, a tenth of the size of a map. Code 0 is
// null's and is never in it. The zero value is empty. Finding is for any number of goroutines, adding for one.
type lexicon struct {
	seed  maphash.Seed
	slots []uint32 // a power of two; 0: free
	n     int
}

// find returns the code of a text among texts; 0 where it has none.
func (l *lexicon) find(texts []string, text string) uint32 {
	if len(l.slots) == 0 {
		return 0
	}
	mask := uint64(len(l.slots) - 1)
	for i := maphash.String(l.seed, text) & mask; l.slots[i] != 0; i = (i + 1) & mask {
		if c := l.slots[i]; texts[c] == text {
			return c
		}
	}
	return 0
}

// findBytes is find of a text that is not a string yet.
func (l *lexicon) findBytes(texts []string, text []byte) uint32 {
	if len(l.slots) == 0 {
		return 0
	}
	mask := uint64(len(l.slots) - 1)
	for i := maphash.Bytes(l.seed, text) & mask; l.slots[i] != 0; i = (i + 1) & mask {
		if c := l.slots[i]; texts[c] == string(text) {
			return c
		}
	}
	return 0
}

// add notes the code of a text that is not in it.
func (l *lexicon) add(texts []string, code uint32) {
	if l.n*4 >= len(l.slots)*3 {
		l.grow(texts)
	}
	l.put(texts[code], code)
	l.n++
}

func (l *lexicon) put(text string, code uint32) {
	mask := uint64(len(l.slots) - 1)
	i := maphash.String(l.seed, text) & mask
	for l.slots[i] != 0 {
		i = (i + 1) & mask
	}
	l.slots[i] = code
}

func (l *lexicon) grow(texts []string) {
	if len(l.slots) == 0 {
		l.seed, l.slots = maphash.MakeSeed(), make([]uint32, 8)
		return
	}
	held := l.slots
	l.slots = make([]uint32, 2*len(held))
	for _, c := range held {
		if c != 0 {
			l.put(texts[c], c)
		}
	}
}

// clone returns a lexicon to which texts can be added without changing this one.
func (l *lexicon) clone() lexicon { return lexicon{l.seed, slices.Clone(l.slots), l.n} }
