package layer

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"oblast/geo/cql2"
)

// words tell which texts of a dictionary hold a piece of text: a piece without a separator stands in a text if it stands in one
// of the text's words, of which there are far fewer than texts. A separator is an ASCII character that is neither a letter nor
// a digit: no folding joins one with what stands beside it, so that a folded text is its folded words and what separates them.
// It takes 4 bytes a word of a text, less where a word is frequent, 1 to 5 bytes more for what words follow one another in a text,
// and about 50 bytes a different word.
type words struct {
	texts    int // by code; texts that came later are in no set
	letters  *letters
	joined   string   // the words, each once, one behind the other
	starts   []uint32 // word w is joined[starts[w]:starts[w+1]]
	grams    *grams   // of the words
	ends     []uint32 // the texts with word w are list[ends[w-1]:ends[w]], or those of frequent
	list     []uint32
	frequent map[int32]bitset
	stream   []byte   // the words of one text after the other, as variable-length integers: those that stand in many texts are the least
	streams  []uint32 // those of a text are stream[streams[code-1]:streams[code]]
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
	counts := make([]uint32, len(found)-1)
	for _, word := range held {
		counts[word]++
	}
	counts = w.rank(found[1:], counts, held)
	w.write(held, ends)
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

// rank numbers the words anew, those that stand in most texts first, joins them, changes what is held and returns their counts.
func (w *words) rank(found []string, counts, held []uint32) []uint32 {
	var starts [33]uint32 // by bits of the count
	for _, n := range counts {
		starts[32-bits.Len32(n)]++
	}
	for i, total := 0, uint32(0); i < len(starts); i++ {
		starts[i], total = total, total+starts[i]
	}
	number, ranked, sizes := make([]uint32, len(found)), make([]string, len(found)), make([]uint32, len(found))
	for i, n := range counts {
		at := &starts[32-bits.Len32(n)]
		number[i], ranked[*at], sizes[*at] = *at, found[i], n
		*at++
	}
	for i, word := range held {
		held[i] = number[word]
	}
	w.join(ranked)
	return sizes
}

// write notes which words follow one another.
func (w *words) write(held, ends []uint32) {
	size := 0
	for _, word := range held {
		size += (bits.Len32(word|1) + 6) / 7
	}
	w.stream, w.streams = make([]byte, 0, size), make([]uint32, len(ends))
	for code := 1; code < len(ends); code++ {
		for _, word := range held[ends[code-1]:ends[code]] {
			w.stream = binary.AppendUvarint(w.stream, uint64(word))
		}
		w.streams[code] = uint32(len(w.stream))
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
		for from, to := range wordsIn(text) {
			if !yield(text[from:to]) {
				return
			}
		}
	}
}

// wordsIn yields from where to where.
func wordsIn(text string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		for at := 0; at < len(text); {
			for at < len(text) && separates(text[at]) {
				at++
			}
			from := at
			for at < len(text) && !separates(text[at]) {
				at++
			}
			if at > from && !yield(from, at) {
				return
			}
		}
	}
}

// asked is a part of a pattern that stands in one word.
type asked struct {
	text       string // folded as the pattern is
	start, end bool   // it begins the word, or ends it
	words      posting
	exact      bool // those hold it and no others
}

// ask finds the words that may hold a part of a pattern.
func (w *words) ask(text string, start, end bool) asked {
	found, exact, ok := w.grams.holding(text, start, end)
	if !ok {
		found = posting{set: full(w.n()), n: w.n()}
	}
	return asked{text, start, end, found, exact}
}

// stands reports whether the part stands in a word, which is folded.
func (a *asked) stands(word string) bool { return a.behind(word, 0) >= 0 }

// behind returns where the part ends that stands first in a word from somewhere on, -1 where none does.
func (a *asked) behind(word string, from int) int {
	for {
		at := strings.Index(word[from:], a.text)
		if at < 0 {
			return -1
		}
		at += from
		end := at + len(a.text)
		if (!a.start || at == 0 || separates(word[at-1])) && (!a.end || end == len(word) || separates(word[end])) {
			return end
		}
		from = at + 1
	}
}

// textsOf returns the texts with a word of which a test holds, among those that may hold what is asked.
func (w *words) textsOf(s *search, a asked, is func(word string, room *[]byte) bool) bitset {
	texts := newBitset(w.texts)
	add := func(word int32) {
		with := w.with(word)
		if len(with) == 0 { // it is frequent
			texts.join(w.frequent[word])
		}
		for _, code := range with {
			texts.add(int32(code))
		}
	}
	if a.words.set == nil {
		var room []byte
		for _, word := range a.words.list {
			if a.exact || is(w.word(int32(word)), &room) {
				add(int32(word))
			}
		}
		return texts
	}
	if !a.exact {
		s.weed(a.words.set, cheapPart, func(*search) func(int32) bool {
			var room []byte
			return func(word int32) bool { return is(w.word(word), &room) }
		})
	}
	for word := a.words.set.next(0); word >= 0; word = a.words.set.next(word + 1) {
		add(word)
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

// matching returns the texts that match for certain, and those among which all others are; nil: none.
func (w *words) matching(s *search, is *cql2.TextTest) (found, rest bitset) {
	piece, one := is.Piece()
	switch {
	case one && utf8.RuneCountInString(piece) == 1:
		return w.letters.holding(is)
	case one && strings.IndexFunc(piece, func(r rune) bool { return r < 0x80 && separates(byte(r)) }) < 0:
		return w.textsOf(s, w.ask(piece, false, false), is.Holds), nil
	}
	parts, letters := w.parts(is)
	for _, letter := range letters {
		rest = kept(rest, w.letters.with(is, letter))
	}
	for _, a := range parts {
		if rest != nil && rest.count() < a.words.n/4 { // to look at each text is less
			break
		}
		rest = kept(rest, w.textsOf(s, a, func(text string, room *[]byte) bool { return a.stands(is.Fold(text, room)) }))
	}
	if rest == nil {
		rest = full(w.texts)
	}
	if f := w.following(is); f != nil {
		if s.weed(rest, cheapPart, func(*search) func(int32) bool { return f.reader() }); f.exact {
			return rest, nil
		}
	}
	return nil, rest
}

// kept is what is in both sets, the first of which may be none and is changed.
func kept(rest, also bitset) bitset {
	if rest == nil {
		return also
	}
	rest.keep(also)
	return rest
}

// parts returns what a pattern asks of words, that of the fewest first, and the single characters that it asks for.
func (w *words) parts(is *cql2.TextTest) (parts []asked, letters []string) {
	for _, run := range is.Runs() {
		for from, to := range wordsIn(run.Text) {
			text, start, end := run.Text[from:to], run.Start || from > 0, run.End || to < len(run.Text)
			if !start && !end && utf8.RuneCountInString(text) == 1 {
				letters = append(letters, text)
				continue
			}
			parts = append(parts, w.ask(text, start, end))
		}
	}
	slices.SortStableFunc(parts, func(a, b asked) int { return a.words.n - b.words.n })
	return parts, letters
}
