// Package ordinary knows the words of the English, Russian and Ukrainian vocabulary that are no names: корова, store, першою.
//
// In come words in letters of package fold; out comes whether a dictionary has them. Almost any short word is the case form
// or another spelling of some village's name; one that everybody uses for something else is hardly meant as that. Words that
// a dictionary also lists as names (Орёл, Клин) are not among them.
//
// Words are kept by a Bloom filter (B. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970), Cyrillic
// ones by their stems (package inflect), so that every form of a word is known: about 1 of 300 other words is taken for
// one. The file is built by cmd/buildwords from spelling dictionaries; data/README.md has their licences.
//
// Words never change and may be used by any number of goroutines.
package ordinary

import (
	_ "embed"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
)

//go:embed words.bin
var embedded []byte

// Bits and probes of each word, for which 1 of 300 others is taken for one.
const (
	bitsOfWord = 12
	probes     = 8
)

// Words is the filter.
type Words struct {
	bits    []byte
	grammar *inflect.Grammar
}

// Kind is what a dictionary says of a word.
type Kind byte

// Kinds.
const (
	Form  Kind = iota // some case form or other form of the word is in a dictionary
	Entry             // the word itself is what a dictionary lists
	Name              // an English dictionary lists it with a capital: most are the names of people
)

// Embedded returns the words of the three dictionaries. It takes next to no time.
func Embedded(g *inflect.Grammar) *Words { return Open(embedded, g) }

// Open reads what Pack made, and keeps it.
func Open(file []byte, g *inflect.Grammar) *Words { return &Words{file, g} }

// Has reports whether a dictionary says so of a word. Words of one letter are in none.
func (w *Words) Has(word []byte, kind Kind) bool {
	if len(word) < 2 || len(w.bits) == 0 {
		return false
	}
	found := true
	w.probe(kind, Key(w.grammar, word, kind), func(at uint64) { found = found && w.bits[at/8]>>(at%8)&1 == 1 })
	return found
}

// Key returns what a word is kept by: its stem for the forms of a Cyrillic one, else its letters. It is a part of word.
func Key(g *inflect.Grammar, word []byte, kind Kind) []byte {
	if kind == Form && fold.ScriptOf(word[0]) == fold.Cyrillic {
		return g.Stem(word)
	}
	return word
}

// Pack makes the filter's file for the keys of each kind, each given once. Their order does not matter.
func Pack(keys [Name + 1][][]byte) []byte {
	n := 0
	for kind := range keys {
		n += len(keys[kind])
	}
	w := &Words{bits: make([]byte, max(8, n*bitsOfWord/8))}
	for kind := range keys {
		for _, key := range keys[kind] {
			w.probe(Kind(kind), key, func(at uint64) { w.bits[at/8] |= 1 << (at % 8) })
		}
	}
	return w.bits
}

// probe calls visit with the bits of a key (A. Kirsch and M. Mitzenmacher, "Less hashing, same performance", 2006).
func (w *Words) probe(kind Kind, key []byte, visit func(at uint64)) {
	const seed, prime = 14695981039346656037, 1099511628211 // FNV-1a
	hash := (uint64(seed) ^ uint64(kind)) * prime
	for _, c := range key {
		hash = (hash ^ uint64(c)) * prime
	}
	hash ^= hash >> 29
	hash *= 0xbf58476d1ce4e5b9
	first, step := hash&0xffffffff, hash>>32|1
	n := uint64(len(w.bits)) * 8
	for i := range uint64(probes) {
		visit((first + i*step) % n)
	}
}
