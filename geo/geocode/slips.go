package geocode

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// slips finds the words of names, and type words, that a misspelt word may be. Each is entered under its letters and
// under its letters without any one of them, and so is what is looked for: two words that one slip parts have such an
// entry in common (symmetric delete; W. Garbe, 2012). Cyrillic words are entered without their case ending, too. It is
// made when first asked for.
type slips struct {
	table *postings
	text  []byte
	ends  []uint32
	types uint32 // words from this one on are type words
}

const (
	leastSlip = 4 // letters of the shortest word that is entered
)

func newSlips(x *index) *slips {
	s := &slips{}
	known := make(map[uint64]bool, 1<<17)
	add := func(word []byte) {
		if h := hashWord(word); len(word) >= leastSlip && len(word) <= similar.MaxLetters && !known[h] {
			known[h] = true
			s.text = append(s.text, word...)
			s.ends = append(s.ends, uint32(len(s.text)))
		}
	}
	for i := range x.names.ends {
		p := x.names.place[i]
		if x.isSettlement(p) && x.names.kind[i] != official || x.names.kind[i] == historical {
			continue
		}
		for word, rest := cutWord(x.names.of(uint32(i))); len(word) > 0; word, rest = cutWord(rest) {
			add(word)
			if stem := x.grammar.Stem(word); len(stem) < len(word) {
				add(stem)
			}
		}
	}
	s.types = uint32(len(s.ends))
	words := maps.Collect(x.lexicon.All())
	for _, word := range slices.Sorted(maps.Keys(words)) { // always in one order, which that of guesses follows
		if w := words[word]; (w.Kind&^typeword.Water != 0 || w.Modifier) && !w.Dotted {
			add([]byte(word))
		}
	}
	s.enter()
	return s
}

// enter builds the table.
func (s *slips) enter() {
	n := uint32(len(s.ends))
	const parts = 4
	lists, bases := make([][]posting, parts), make([]uint32, parts)
	var work sync.WaitGroup
	for part := range uint32(parts) {
		work.Go(func() {
			from, to := n*part/parts, n*(part+1)/parts
			list := make([]posting, 0, 10*(to-from))
			for i := from; i < to; i++ {
				deletions(s.of(i), func(h uint64) { list = append(list, posting{h, i}) })
			}
			lists[part] = list
		})
	}
	work.Wait()
	s.table = newPostings(lists, bases, nil)
}

func (s *slips) of(i uint32) []byte {
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// deletions yields the hash of a word and those of the word without each of its letters.
func deletions(word []byte, yield func(hash uint64)) {
	yield(hashWord(word))
	before := uint64(hashSeed) // hash of the letters before the one left out
	for skip, left := range word {
		if skip == 0 || left != word[skip-1] {
			h := before
			for _, c := range word[skip+1:] {
				h = (h ^ uint64(fold.Plain(c))) * hashPrime
			}
			yield(h ^ h>>32)
		}
		before = (before ^ uint64(fold.Plain(left))) * hashPrime
	}
}

// guess is a known word that a misspelt one may be.
type guess struct {
	word  uint32
	edits int8
	stem  bool // of the stem: the word keeps its own ending
}

const (
	maxGuesses = 6
	twoSlips   = 8 // letters from which two slips are believed
)

// guesses appends the words nearest to one that is misspelt, nearest first.
func (s *slips) guesses(list []guess, pattern *similar.Pattern, word []byte, stem bool) []guess {
	if len(word) < leastSlip || len(word) > similar.MaxLetters {
		return list
	}
	most := 1
	if len(word) >= twoSlips {
		most = 2
	}
	pattern.Set(word)
	deletions(word, func(h uint64) {
		for _, e := range s.table.bucket(h) {
			if e.check != uint32(h) {
				continue
			}
			id := e.id
			if slices.ContainsFunc(list, func(g guess) bool { return g.word == id && g.stem == stem }) {
				continue
			}
			if edits := pattern.Distance(s.of(id)); edits > 0 && edits <= most {
				list = append(list, guess{id, int8(edits), stem})
			}
		}
	})
	slices.SortStableFunc(list, func(a, b guess) int { return cmp.Compare(a.edits, b.edits) })
	return list
}

// peopled reports whether a place is one that a misspelt name without a type word is believed to mean.
func (x *index) peopled(p place) bool {
	const least, leastFar = 30_000, 500_000
	country := x.countryOf(p)
	deep := country != region.None && x.deep[country]
	if x.isSettlement(p) {
		people := x.gazetteer.Settlements[p-x.units].Population
		return people >= leastFar || deep && people >= least
	}
	return x.levels[p] == region.Country || x.levels[p] == region.Region && deep
}
