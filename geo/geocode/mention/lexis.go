package mention

import (
	"hash/maphash"
	"strings"

	"oblast/geo/geocode"
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
)

// entry is what is known of a word, whatever text it stands in. What few words are asked for is found when they first are.
type entry struct {
	letters []byte // in letters of package fold; nil for what has none
	stem    []byte // without the case ending, of Cyrillic words; nil until it is asked for
	word    string // the word itself, if it is kept
	script  fold.Script
	kind    wordKind
	begins  answered         // some name may begin with it
	adjects answered         // it is an adjective by its ending, a Cyrillic one
	soft    answered         // its ending is one that Russian lacks
	spelt   geocode.Spelling // the alphabet that it tells of, once soft is asked for
	known   typeword.Word
}

// answered is the answer to a question, once that was asked.
type answered uint8

const (
	unasked answered = iota
	yes
	no
)

func answer(b bool) answered {
	if b {
		return yes
	}
	return no
}

// lexis keeps the entries of the words of texts, so that a word is looked up once. It is handed from scan to scan, and
// belongs to one at a time.
type lexis struct {
	fold    fold.Text
	seed    maphash.Seed
	slots   []slot  // a power of two, at most half of them taken
	entries []entry // from 1
	room    []byte  // for letters of words to come
	answers memory[*geocode.Answer]
	lists   memory[*geocode.Answer] // answers to lists, which seldom come again
	listed  memory[*geocode.Member] // members of lists

	// room for the next text
	tokens []token
	names  []int32
	found  []finding
	said   map[int32]spoken

	// of the list at work
	pieces  []piece
	members []*geocode.Member
	joined  []bool
}

// slot tells of one word which entry it has; 0 for none.
type slot struct {
	hash  uint32
	entry int32
}

// mostEntries bounds what is kept from text to text; longWord is the length in bytes up to which a word is; leastSlots how many
// slots there are at first; roomBytes how much room for letters is made at once.
const (
	mostEntries = 1 << 15
	longWord    = 64
	leastSlots  = 1 << 11
	roomBytes   = 1 << 12
)

func newLexis() *lexis {
	return &lexis{seed: maphash.MakeSeed(), slots: make([]slot, leastSlots), entries: make([]entry, 1, leastSlots/2), answers: newMemory[*geocode.Answer](mostMatches), lists: newMemory[*geocode.Answer](mostListed), listed: newMemory[*geocode.Member](mostMatches), said: map[int32]spoken{}}
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
		l.slots, l.entries = make([]slot, leastSlots), make([]entry, 1, leastSlots/2)
	}
}

// find returns the number of a word's entry, or 0 and the slot that it would have.
func (l *lexis) find(word string) (number int32, at int, hash uint32) {
	full := maphash.String(l.seed, word)
	hash, at = uint32(full>>32), int(full)&(len(l.slots)-1)
	for l.slots[at].entry != 0 {
		if s := l.slots[at]; s.hash == hash && l.entries[s.entry].word == word {
			return s.entry, at, hash
		}
		at = (at + 1) & (len(l.slots) - 1)
	}
	return 0, at, hash
}

// grow doubles the slots.
func (l *lexis) grow() {
	l.slots = make([]slot, 2*len(l.slots))
	for i := 1; i < len(l.entries); i++ {
		if word := l.entries[i].word; word != "" {
			_, at, hash := l.find(word)
			l.slots[at] = slot{hash, int32(i)}
		}
	}
}

// keep copies letters.
func (l *lexis) keep(letters []byte) []byte {
	if len(l.room)+len(letters) > cap(l.room) {
		l.room = make([]byte, 0, max(roomBytes, len(letters)))
	}
	from := len(l.room)
	l.room = append(l.room, letters...)
	return l.room[from:len(l.room):len(l.room)]
}

// entry returns what is known of word i; valid until the next call.
func (r *scan) entry(i int) *entry {
	t, l := &r.tokens[i], r.lexis
	if t.entry != 0 {
		return &l.entries[t.entry]
	}
	text := r.in.Text[t.at:t.end]
	number, at, hash := l.find(text)
	if number == 0 {
		number = int32(len(l.entries))
		l.entries = append(l.entries, r.newEntry(text))
		if len(text) <= longWord {
			l.entries[number].word = strings.Clone(text)
			if l.slots[at] = (slot{hash, number}); 2*len(l.entries) > len(l.slots) {
				l.grow()
			}
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
	e.letters, e.script = r.lexis.keep(f.Of(0)), f.Words[0].Script
	e.kind = r.words.of(e.letters)
	if e.known, _ = r.lexicon.Find(e.letters); e.known.Kind == typeword.Direction {
		e.known = typeword.Word{} // a front is not where a thing happened: на Покровському напрямку
	}
	return e
}

// begins reports whether some name may begin with word i.
func (r *scan) begins(i int) bool {
	e := r.entry(i)
	if e.begins == unasked {
		e.begins = answer(r.coder.Begins(e.letters))
	}
	return e.begins == yes
}

// stem returns word i without its case ending, if it is Cyrillic.
func (r *scan) stem(i int) []byte {
	e := r.entry(i)
	if e.stem == nil {
		if e.stem = e.letters; e.isCyrillic() {
			e.stem = r.grammar.Stem(e.letters)
		}
	}
	return e.stem
}

// isAdjective reports whether a Russian or Ukrainian word is an adjective by its ending.
func (r *scan) isAdjective(i int) bool {
	e := r.entry(i)
	if e.adjects == unasked {
		e.adjects = answer(e.isCyrillic() && r.grammar.Adjectival(e.letters))
	}
	return e.adjects == yes
}

// spellingOf returns the alphabet that word i tells of, and whether its ending is one that Russian lacks.
func (r *scan) spellingOf(i int) (geocode.Spelling, bool) {
	e := r.entry(i)
	if e.soft == unasked {
		spelt, soft := geocode.SpellingOf(e.letters)
		e.spelt, e.soft = spelt, answer(soft && e.isCyrillic())
	}
	return e.spelt, e.soft == yes
}

func (e *entry) isCyrillic() bool { return e.script == fold.Cyrillic }
