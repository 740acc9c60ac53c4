package mention

import (
	"bytes"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
)

// entry is what is known of a word, whatever text it stands in.
type entry struct {
	letters   []byte // in letters of package fold; nil for what has none
	stem      []byte // without the case ending, of Cyrillic words
	kind      wordKind
	known     typeword.Word
	begins    bool // some name may begin with it
	adjective bool // by its ending, of Cyrillic words
}

// lexis keeps the entries of the words of texts, so that a word is looked up once. It is handed from scan to scan, and
// belongs to one at a time.
type lexis struct {
	fold    fold.Text
	numbers map[string]int32
	entries []entry // from 1
	answers memory

	// room for the next text
	tokens []token
	names  []int32
	found  []finding
	said   map[int32]spoken
}

// mostEntries bounds what is kept from text to text; longWord is the length in bytes up to which a word is.
const (
	mostEntries = 1 << 15
	longWord    = 64
)

func newLexis() *lexis {
	return &lexis{numbers: map[string]int32{}, entries: make([]entry, 1), answers: newMemory(), said: map[int32]spoken{}}
}

// mostRoom is how many words of a text, and how many findings, are kept room for.
const mostRoom = 1 << 18

// takeBack takes over the room that a scan has used, and nothing of its text.
func (l *lexis) takeBack(r *scan) {
	clear(r.found)
	l.tokens, l.names, l.found = r.tokens[:0], r.names[:0], r.found[:0]
	if cap(l.tokens) > mostRoom {
		l.tokens, l.names = nil, nil
	}
	if cap(l.found) > mostRoom/16 {
		l.found = nil
	}
	if clear(l.said); len(r.mentions) > mostRoom/16 {
		l.said = map[int32]spoken{}
	}
	l.forget()
}

// forget empties a lexis that has grown too large.
func (l *lexis) forget() {
	if len(l.entries) > mostEntries {
		l.numbers, l.entries = map[string]int32{}, make([]entry, 1)
	}
}

// entry returns what is known of word i; valid until the next call.
func (r *scan) entry(i int) *entry {
	t, l := &r.tokens[i], r.lexis
	if t.entry != 0 {
		return &l.entries[t.entry]
	}
	text := r.in.Text[t.at:t.end]
	number, ok := l.numbers[text]
	if !ok {
		number = int32(len(l.entries))
		l.entries = append(l.entries, r.newEntry(text))
		if len(text) <= longWord {
			l.numbers[strings.Clone(text)] = number
		}
	}
	t.entry = number
	return &l.entries[number]
}

func (r *scan) newEntry(text string) (e entry) {
	f := &r.lexis.fold
	f.Set(text)
	if len(f.Words) == 0 {
		return e
	}
	e.letters = bytes.Clone(f.Of(0))
	e.stem, e.kind = e.letters, r.words.of(e.letters)
	if e.known, _ = r.lexicon.Find(e.letters); e.known.Kind == typeword.Direction {
		e.known = typeword.Word{} // a front is not where a thing happened: на Покровському напрямку
	}
	e.begins = r.coder.Begins(e.letters)
	if f.Words[0].Script == fold.Cyrillic {
		e.stem, e.adjective = r.grammar.Stem(e.letters), r.grammar.Adjectival(e.letters)
	}
	return e
}
