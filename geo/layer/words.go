package layer

import (
	"slices"
	"strings"
	"sync"

	"oblast/geo/cql2"
)

// words tell which texts of a dictionary hold a piece of text: a piece without a separator stands in a text if it stands in one
// of the text's words, of which there are far fewer than texts. A separator is an ASCII character that is neither a letter nor
// a digit: no folding joins one with what stands beside it, so that a folded text is its folded words and what separates them.
// It takes 4 bytes a word of a text, less where a word is frequent, and about 50 bytes a different word.
type words struct {
	texts    int // by code; texts that came later are in no set
	letters  *letters
	joined   string   // the words, each once, one behind the other
	starts   []uint32 // word w is joined[starts[w]:starts[w+1]]
	grams    *grams   // of the words
	ends     []uint32 // the texts with word w are list[ends[w-1]:ends[w]], or those of frequent
	list     []uint32
	frequent map[int32]bitset
}

// wordsFrom is how many distinct texts make the index pay.
const wordsFrom = 4096

// frequentIn is in one of how many texts a word stands that has a set.
const frequentIn = 32

// words returns the column's, built on the first call, or anew where many texts came since.
func (v *Values) words() *words {
	v.wordsMu.Lock()
	defer v.wordsMu.Unlock()
	if w := v.parts.Load(); w != nil && w.texts >= len(v.texts)*7/8 {
		return w
	}
	w := &words{texts: len(v.texts), frequent: map[int32]bitset{}}
	var both sync.WaitGroup
	both.Go(func() { w.letters = newLetters(v.texts) })
	w.read(v.texts)
	w.grams = newGrams(w.n(), w.word)
	both.Wait()
	v.parts.Store(w)
	return w
}

// read finds the words of all texts.
func (w *words) read(texts []string) {
	known := newLexicon(len(texts))
	found := make([]string, 1, len(texts))  // the lexicon counts from 1
	held := make([]uint32, 0, 6*len(texts)) // the words of one text after the other
	ends := make([]uint32, len(texts))
	for code := 1; code < len(texts); code++ {
		for word := range wordsOf(texts[code]) {
			at, ok := known.findOrAddText(found, word)
			if !ok {
				found = append(found, word)
			}
			held = append(held, at-1)
		}
		ends[code] = uint32(len(held))
	}
	w.join(found[1:])
	counts := make([]uint32, w.n())
	for _, word := range held {
		counts[word]++
	}
	w.ends = make([]uint32, w.n())
	next, total := make([]uint32, w.n()), uint32(0)
	for word, n := range counts {
		if next[word] = total; int(n) > len(texts)/frequentIn {
			w.frequent[int32(word)] = newBitset(len(texts))
		} else {
			total += n
		}
		w.ends[word] = total
	}
	w.list = make([]uint32, total)
	sets := make([]bitset, w.n())
	for word, set := range w.frequent {
		sets[word] = set
	}
	for code := 1; code < len(texts); code++ {
		for _, word := range held[ends[code-1]:ends[code]] {
			if sets[word] != nil {
				sets[word].add(int32(code))
				continue
			}
			w.list[next[word]] = uint32(code)
			next[word]++
		}
	}
}

// join puts the words behind one another: where they are looked for, they are read one after the other.
func (w *words) join(found []string) {
	w.starts = make([]uint32, len(found)+1)
	for i, word := range found {
		w.starts[i+1] = w.starts[i] + uint32(len(word))
	}
	w.joined = strings.Join(found, "")
}

func (w *words) n() int { return len(w.starts) - 1 }

func (w *words) word(i int32) string { return w.joined[w.starts[i]:w.starts[i+1]] }

// separates reports whether a byte of UTF-8 stands between words.
func separates(c byte) bool {
	return c < 0x80 && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// wordsOf yields what stands between the separators of a text.
func wordsOf(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for at := 0; at < len(text); {
			for at < len(text) && separates(text[at]) {
				at++
			}
			from := at
			for at < len(text) && !separates(text[at]) {
				at++
			}
			if at > from && !yield(text[from:at]) {
				return
			}
		}
	}
}

// candidates returns the words that may hold a piece.
func (w *words) candidates(piece string) bitset {
	if found, ok := w.grams.holding(piece); ok {
		return found
	}
	return full(w.n())
}

// holding returns the texts with a word of which a test holds, those of some words; found is changed. Where among is not nil,
// only its texts are asked for.
func (w *words) holding(s *search, found, among bitset, is func(word string, room *[]byte) bool) bitset {
	s.weed(found, cheapPart, func(*search) func(int32) bool {
		var room []byte
		return func(word int32) bool {
			return (among == nil || w.meets(word, among)) && is(w.word(word), &room)
		}
	})
	texts := newBitset(w.texts)
	for word := found.next(0); word >= 0; word = found.next(word + 1) {
		if set := w.frequent[word]; set != nil {
			texts.join(set)
			continue
		}
		for _, code := range w.with(word) {
			texts.add(int32(code))
		}
	}
	return texts
}

// with returns the texts with a word that is not frequent.
func (w *words) with(word int32) []uint32 {
	from := uint32(0)
	if word > 0 {
		from = w.ends[word-1]
	}
	return w.list[from:w.ends[word]]
}

// meets reports whether a text with a word may be among some.
func (w *words) meets(word int32, among bitset) bool {
	with := w.with(word)
	for _, code := range with {
		if among.has(int32(code)) {
			return true
		}
	}
	return len(with) == 0 // it is frequent
}

// matching returns the texts that match for certain, and those among which all others are; nil: none.
func (w *words) matching(s *search, is *cql2.TextTest) (found, rest bitset) {
	piece, one := is.Piece()
	switch {
	case one && len([]rune(piece)) == 1:
		return w.letters.holding(is)
	case one && strings.IndexFunc(piece, func(r rune) bool { return r < 0x80 && separates(byte(r)) }) < 0:
		return w.holding(s, w.candidates(piece), nil, is.Holds), nil
	}
	type asked struct {
		word  string
		found bitset
		count int
	}
	var all []asked
	for _, word := range longWords(is.Pieces()) {
		found := w.candidates(word)
		all = append(all, asked{word, found, found.count()})
	}
	slices.SortFunc(all, func(a, b asked) int { return a.count - b.count })
	for _, a := range all {
		texts := w.holding(s, a.found, rest, func(text string, room *[]byte) bool { return strings.Contains(is.Fold(text, room), a.word) })
		if rest != nil {
			texts.keep(rest)
		}
		rest = texts
	}
	if rest == nil {
		rest = full(w.texts)
	}
	return nil, rest
}

// longWords returns the words of the pieces of a pattern but for single characters, unless there are no others.
func longWords(pieces []string) (long []string) {
	var short []string
	for _, piece := range pieces {
		for word := range wordsOf(piece) {
			if len(word) > 2 {
				long = append(long, word)
			} else {
				short = append(short, word)
			}
		}
	}
	if long == nil {
		return short
	}
	return long
}
