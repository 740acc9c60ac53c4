package layer

import (
	"slices"
	"sync"
	"unicode/utf8"

	"oblast/geo/cql2"
)

// grams tell which of many words may hold a piece of text, cases and accents left out: for two and for three neighbouring
// characters the words that hold them, as a set where these are many. Where a word begins and ends counts as a character among
// two. It takes 4 bytes a character of a word for either, less where words are like each other.
type grams struct {
	n       int
	letters [cql2.ShortFolds]uint8 // the number of a folded character that words have; those between words have 0
	most    uint8                  // the last number given
	of      map[uint32]posting
	wild    []uint32 // words that may hold any piece: their characters do not each fold by themselves
}

// posting is some words, ascending, as a list or as a set.
type posting struct {
	list []uint32
	set  bitset
	n    int
}

// otherLetter is the number that is left for all characters beyond the first some.
const otherLetter = 127

// letter returns the number of a folded character, a new one where it was not met before.
func (g *grams) letter(r rune) int {
	if g.letters[r] == 0 && (r >= utf8.RuneSelf || !separates(byte(r))) {
		g.most = min(g.most+1, otherLetter)
		g.letters[r] = g.most
	}
	return int(g.letters[r])
}

// newGrams looks at n words.
func newGrams(n int, word func(int32) string) *grams {
	g := &grams{n: n, of: map[uint32]posting{}}
	counts := make([]uint32, 1<<21)
	last := make([]int32, 1<<21)
	count := func(key uint32, word int32) {
		if last[key] != word+1 {
			last[key] = word + 1
			counts[key]++
		}
	}
	for w := range int32(n) {
		if !g.read(w, word(w), count) {
			g.wild = append(g.wild, uint32(w))
		}
	}
	total := uint32(0)
	for _, n := range counts {
		if n > 0 && !g.dense(n) {
			total += n
		}
	}
	all, at := make([]uint32, total), uint32(0)
	sets := map[uint32]bitset{}
	for key, n := range counts {
		switch {
		case n == 0:
		case g.dense(n):
			sets[uint32(key)] = newBitset(g.n)
			g.of[uint32(key)] = posting{set: sets[uint32(key)], n: int(n)}
		default:
			g.of[uint32(key)] = posting{list: all[at : at+n : at+n], n: int(n)}
			counts[key] = at
			at += n
		}
	}
	clear(last)
	g.fill(word, last, func(key uint32, w int32) {
		if set := sets[key]; set != nil {
			set.add(w)
			return
		}
		all[counts[key]] = uint32(w)
		counts[key]++
	})
	return g
}

// fill reads all words again.
func (g *grams) fill(word func(int32) string, last []int32, put func(key uint32, w int32)) {
	for w := range int32(g.n) {
		g.read(w, word(w), func(key uint32, w int32) {
			if last[key] != w+1 {
				last[key] = w + 1
				put(key, w)
			}
		})
	}
}

// dense reports whether the words with a gram are kept as a set: it is less than the list.
func (g *grams) dense(n uint32) bool { return int(n) > g.n/frequentIn }

// Keys of grams: two letters, or three, the first of which is never 0 but where a word begins.
func pairKey(a, b uint8) uint32     { return uint32(a)<<7 | uint32(b) }
func threeKey(a, b, c uint8) uint32 { return uint32(a)<<14 | uint32(b)<<7 | uint32(c) }

// read yields the grams of a word: all pairs, and three characters that all are of the word; false says that it may hold any.
func (g *grams) read(w int32, word string, yield func(key uint32, word int32)) (known bool) {
	folds := shortFolds()
	known = true
	before, last := -1, 0 // letters; below 0: none that is known
	put := func(letter int) {
		if last >= 0 {
			yield(pairKey(uint8(last), uint8(letter)), w)
			if before > 0 && last > 0 && letter > 0 {
				yield(threeKey(uint8(before), uint8(last), uint8(letter)), w)
			}
		}
		before, last = last, letter
	}
	for i := 0; i < len(word); {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(word[i:])
		}
		i += size
		if r >= cql2.ShortFolds {
			known = known && cql2.Steady(string(r))
			before, last = -1, -1
			continue
		}
		known = known && !folds[r].unsteady
		for _, c := range folds[r].to {
			put(g.letter(c))
		}
	}
	put(0)
	return known
}

// shortFolds is what each character is without case and accent, whether it is that whatever stands beside it, and whether it is
// the only one that is.
var shortFolds = sync.OnceValue(func() *[cql2.ShortFolds]struct {
	to       []rune
	unsteady bool
	sole     bool
} {
	table := new([cql2.ShortFolds]struct {
		to       []rune
		unsteady bool
		sole     bool
	})
	of := map[rune]int{}
	for r := range table {
		table[r].to = []rune(string(cql2.AppendFolded(nil, string(rune(r)))))
		table[r].unsteady = !cql2.Steady(string(rune(r)))
		for _, c := range table[r].to {
			of[c]++
		}
	}
	for r := range table {
		table[r].sole = of[rune(r)] == 1 && slices.Equal(table[r].to, []rune{rune(r)})
	}
	return table
})

// holding returns the words that may hold a piece, which begins a word and ends one where that is said; exact says that those
// do and no others. Ok is false where the piece has nothing to look for.
func (g *grams) holding(piece string, start, end bool) (found posting, exact, ok bool) {
	if !cql2.Steady(piece) {
		return posting{}, false, false
	}
	folds := shortFolds()
	letters, sole, n := make([]int, 0, 16), !start && !end, 0
	if start {
		letters = append(letters, 0)
	}
	for _, r := range string(cql2.AppendFolded(nil, piece)) {
		if n++; r >= cql2.ShortFolds {
			letters, sole = append(letters, -1), false
			continue
		}
		if g.letters[r] == 0 { // no word has it
			return posting{list: g.wild, n: len(g.wild)}, false, true
		}
		letters = append(letters, int(g.letters[r]))
		sole = sole && folds[r].sole && g.letters[r] != otherLetter
	}
	if end {
		letters = append(letters, 0)
	}
	var sets []bitset
	least := posting{n: -1}
	for _, p := range g.grams(letters) {
		if p.set != nil {
			sets = append(sets, p.set)
		}
		if least.n < 0 || p.n < least.n {
			least = p
		}
	}
	switch {
	case least.n < 0:
		return posting{}, false, false
	case least.set != nil: // all are sets
		both := least.set.clone()
		for _, set := range sets {
			both.keep(set)
		}
		for _, w := range g.wild {
			both.add(int32(w))
		}
		return posting{set: both, n: both.count()}, sole && n <= 3 && len(g.wild) == 0, true
	}
	if len(g.wild) > 0 {
		least.list = distinct(slices.Concat(least.list, g.wild))
		least.n = len(least.list)
	}
	return least, sole && n <= 3 && len(g.wild) == 0, true
}

// grams returns what is kept of some letters: of each three, and of two that are in no three.
func (g *grams) grams(letters []int) (all []posting) {
	is := func(i int) bool { return i >= 0 && i < len(letters) && letters[i] > 0 }
	for i := 1; i < len(letters); i++ {
		a, b := letters[i-1], letters[i]
		switch {
		case a < 0 || b < 0:
		case a > 0 && is(i) && is(i+1):
			all = append(all, g.of[threeKey(uint8(a), uint8(b), uint8(letters[i+1]))])
		case a > 0 && is(i) && is(i-2): // in the three before
		default:
			all = append(all, g.of[pairKey(uint8(a), uint8(b))])
		}
	}
	return all
}
