package geocode

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
)

// reading is a query as it is understood step by step. It is reused; nothing in it is handed out.
type reading struct {
	text        fold.Text
	words       [fold.MaxWords]word
	sounds      []byte // keys of the words
	attached    []attachment
	members     []mask // of a list, or none
	segments    []segment
	items       []item // of a list of segments
	itemTargets []target
	border      int // one more than the number of a word for the border of two places; 0 for none
	borderWith  int // of the word that joins its second side, if it is a with
	candidates  []candidate
	holders     []int32   // numbers of the candidates that may hold others
	behind      []int32   // of each of these, the first of the next span
	stated      []stated  // spans that state parents
	exacts      []int32   // numbers of candidates whose name is written just so
	waters      []int32   // numbers of the candidates that are waters
	verdicts    []verdict // of the candidates, as far as they were looked for
	targets     []target
	outcasts    []outcast
	misfits     []candidate // of the right name but not what the type words say
	lower       mask        // words that begin with a small letter in a text that has capitals
	noise       mask        // of these, naming words that no candidate covers
	parents     []place     // that one span states, while candidates are gathered
	parentWords mask
	renames     bool // a word says that a name was or is another: formerly, ныне
	passedOver  bool // candidates outside the stated parent were passed over
	thorough    bool // sounds are followed past words whose letters are a name
	spelt       romanise.Alphabet
	as          romanise.Reading // how Latin words are read
	pattern     similar.Pattern
	stemmed     similar.Pattern
	near        []near
	guesses     []guess
	kept        [2][]fold.Word // words of the text while others are tried in their place
	misspelt    []byte         // the word in whose place
	asides      mask           // words that say of a bare name that something else is meant
	matches     []Match        // of the answer in the making
	scribe      scribe
	recall      recall
	heard       heard
	work        int // candidates and children looked at, so that tests can hold it
	frame       frame
	out         writer
	given       *Spelling // of the list that the text is a member of; nil for a text of its own
}

// word is one word of the query.
type word struct {
	exact, stem, sound uint64 // hashes
	soundFrom, soundTo int32  // its key
	usual              uint64 // the same of the usual reading, once that was asked for
	usualFrom, usualTo int32
	known              typeword.Word
	said               typeword.Kind // what the type words beside it say
	role               role
	heard              bool             // its key was asked for, though it may not be made
	marks              romanise.Reading // by which it is read in another way, while it is respelt
}

// role is what a word does in the query.
type role uint8

const (
	naming  role = iota // it is part of a name, as far as we know
	joining             // it needs no explanation: in, of, окраина
	typing              // it says what kind of place is meant
)

// mask is a set of words of the query, by number.
type mask = uint64

// bitsOf returns the mask of words from to to.
func bitsOf(from, to int) mask { return 1<<to - 1<<from }

// read cuts the text into words and finds what each does. It returns false when the text is too long for a place.
func (r *reading) read(x *index, text string) bool {
	if !r.text.Set(text) {
		return false
	}
	r.lower = r.smallLetters(text)
	r.readSides(x)
	r.interpret(x)
	return true
}

// smallLetters returns the words that begin with a small letter, or none if all words do.
func (r *reading) smallLetters(text string) (small mask) {
	for i := range r.text.Words {
		if beginsSmall(text[min(int(r.text.Words[i].At), len(text)):]) {
			small |= 1 << i
		}
	}
	if small == bitsOf(0, len(r.text.Words)) {
		return 0
	}
	return small
}

// beginsSmall reports whether the first letter is a small one.
func beginsSmall(text string) bool {
	if len(text) > 1 {
		switch first, next := text[0], text[1]; {
		case first < utf8.RuneSelf:
			return 'a' <= first && first <= 'z'
		case first == 0xD0 && next >= 0x90: // а to п are small, А to Я are not
			return next >= 0xB0
		}
	}
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(c)
}

// interpret finds what each word of the text does.
func (r *reading) interpret(x *index) {
	r.spelt, r.as, r.thorough, r.sounds = r.alphabet(), 0, false, r.sounds[:0]
	for i := range r.text.Words {
		letters, w := r.text.Of(i), &r.words[i]
		*w = word{exact: hashWord(letters)}
		w.stem = w.exact
		if r.text.Words[i].Script == fold.Cyrillic {
			w.stem = hashWord(x.grammar.Stem(letters))
		}
	}
	r.readTypes(x)
	r.asides, r.verdicts, r.renames = 0, r.verdicts[:0], false
	for i := range r.text.Words {
		r.renames = r.renames || r.words[i].known.Renamed
		if known := &r.words[i].known; known.Nation || known.Aside {
			r.asides |= 1 << i
		}
	}
	r.readBorder()
	r.attached, r.members = r.attached[:0], r.members[:0]
	r.attachTypes(x)
}

// wordSound returns the hash of a word's key, and makes the key when first asked for.
func (r *reading) wordSound(i int) uint64 {
	w := &r.words[i]
	if w.soundTo == 0 {
		w.soundFrom = int32(len(r.sounds))
		r.sounds, w.sound = r.heard.append(r.sounds, r.text.Of(i), w.exact, r.spelt, r.as)
		w.soundTo = int32(len(r.sounds))
		if r.as == 0 {
			w.usualFrom, w.usualTo, w.usual = w.soundFrom, w.soundTo, w.sound
		}
	}
	return w.sound
}

// hear notes that the keys of words are asked for, without making them.
func (r *reading) hear(from, to int) {
	for i := from; i < to; i++ {
		r.words[i].heard = true
	}
}

// alphabet returns Ukrainian or Belarusian when any word has a letter of theirs, or Ukrainian when one has an ending that
// Russian lacks (Новомосковську).
func (r *reading) alphabet() romanise.Alphabet {
	if r.given != nil {
		return *r.given
	}
	softened := false
	for i := range r.text.Words {
		if a := romanise.AlphabetOf(r.text.Of(i)); a != romanise.Russian {
			return a
		}
		softened = softened || r.text.Words[i].Script == fold.Cyrillic && endsSoftened(r.text.Of(i))
	}
	if softened {
		return romanise.Ukrainian
	}
	return romanise.Russian
}

// leastSoftened is the letters of the shortest word that endsSoftened tells of: Васька is Russian.
const leastSoftened = 7

// endsSoftened reports whether a word ends in -ськ or -цьк with any ending, which no Russian adjective or town does.
func endsSoftened(word []byte) bool {
	if len(word) < leastSoftened {
		return false
	}
	const s, ts, soft, k = fold.CyrillicA + 17, fold.CyrillicA + 22, fold.CyrillicA + 28, fold.CyrillicA + 10
	for i := len(word) - 6; i+2 < len(word); i++ {
		if (word[i] == s || word[i] == ts) && word[i+1] == soft && word[i+2] == k {
			return true
		}
	}
	return false
}

// readTypes finds type words and joining words. A modifier (городской) counts only before a type word.
func (r *reading) readTypes(x *index) {
	n := len(r.text.Words)
	for i := n - 1; i >= 0; i-- {
		w := &r.words[i]
		if i+1 < n && r.text.Words[i+1].Gap != fold.Break {
			if known, ok := x.lexicon.FindPair(r.text.Of(i), r.text.Of(i+1)); ok {
				w.known, w.role = known, typing
				r.words[i+1].known, r.words[i+1].role = typeword.Word{Joining: true}, joining
				continue
			}
		}
		known, ok := x.lexicon.Find(r.text.Of(i))
		if !ok && r.text.Words[i].Script == fold.Latin && len(r.text.Of(i)) > 3 && !x.exact.holds(joinHash(0, w.exact)) {
			r.wordSound(i)
			known, ok = x.lexicon.FindSound(r.sounds[w.soundFrom:w.soundTo])
		}
		switch {
		case !ok:
		case known.Dotted && !r.text.Words[i].Dot:
			w.known, w.role = typeword.Word{Joining: true, With: known.With}, joining
		case known.Kind != 0:
			w.known, w.role = known, typing
		case known.Modifier && i+1 < n && r.words[i+1].role == typing && r.text.Words[i+1].Gap != fold.Break:
			w.known, w.role = known, typing
		case known.Self && r.followsType(x, i):
			w.known, w.role = typeword.Word{Joining: true}, joining
		case known.Thing && i+1 < n && r.text.Words[i+1].Gap == fold.Hyphen:
		case known.Joining:
			w.known, w.role = known, joining
			if next := i + 1; known.Heading && next < n && (r.words[next].known.Of || r.words[next].known.From) {
				r.words[next].known.Beside = true // south of Moscow
			}
		case known.Land:
			w.known = known
		}
		if !ok && r.counts(i) {
			w.known, w.role = typeword.Word{Joining: true}, joining
		}
		if !ok && r.isNumberOf(x, i) {
			w.known, w.role = typeword.Word{Joining: true, Aside: true, Nation: true}, joining
		}
		if known.Heading && i+1 < n && r.text.Words[i+1].Gap == fold.Hyphen && r.words[i+1].role == naming && isQuarter(r.text.Of(i+1)) {
			r.words[i+1].known, r.words[i+1].role = typeword.Word{Joining: true}, joining
		}
	}
}

// followsType reports whether a Latin word stands behind a type word, which it says more about: République autonome.
func (r *reading) followsType(x *index, i int) bool {
	if i == 0 || r.text.Words[i].Script != fold.Latin || r.text.Words[i].Gap != fold.Space {
		return false
	}
	before, ok := x.lexicon.Find(r.text.Of(i - 1))
	return ok && before.Kind != 0
}

// toExplain returns the words that must be explained by a place.
func (r *reading) toExplain() (m mask) {
	for i := range r.text.Words {
		if r.words[i].role == naming {
			m |= 1 << i
		}
	}
	return m
}

// isVague reports whether the text says that it means no one place: several regions.
func (r *reading) isVague() bool {
	vague := false
	for i := range r.text.Words {
		switch w := &r.words[i]; {
		case r.text.Words[i].Gap == fold.Break:
			vague = w.known.Vague
		case w.known.Vague:
			vague = true
		case w.role == typing && w.known.Plural && vague:
			return true
		case w.role == naming:
			vague = false
		}
	}
	return false
}

// counts reports whether a word is a number of something: it is made of digits, and what follows is no name.
func (r *reading) counts(i int) bool {
	for _, c := range r.text.Of(i) {
		if c < '0' || c > '9' {
			return false
		}
	}
	next, gap := i+1, r.text.Words[i].Gap
	if next == len(r.text.Words) {
		return i > 0 && gap == fold.Break
	}
	return gap != fold.Hyphen && (r.text.Words[next].Gap == fold.Break || r.words[next].role != naming || r.lower>>next&1 == 1)
}

// isCount reports whether a word is such a number: Курская — 4, Брянская (2).
func (r *reading) isCount(i int) bool {
	return i >= 0 && r.text.Words[i].Script == fold.Digits && r.words[i].role == joining
}

// leastNumbered is the letters of the shortest name whose number is passed over.
const leastNumbered = 5

// isNumberOf reports whether a word is the number of what is named before it (Энгельс-2, Разумное-71), and no part of a name. Alone the two are
// rather a name of something else: «Днепр-1».
func (r *reading) isNumberOf(x *index, i int) bool {
	word := r.text.Of(i)
	if i == 0 || len(r.text.Words) < 3 || len(word) > 2 || r.text.Words[i].Gap != fold.Hyphen || r.text.Words[i].Script != fold.Digits || len(r.text.Of(i-1)) < leastNumbered {
		return false
	}
	before := joinHash(0, hashWord(r.text.Of(i-1)))
	return x.exact.holds(before) && !x.exact.holds(joinHash(before, hashWord(word)))
}

// quarters begin the adjectives of the quarters of the sky: западной of северо-западной.
var quarters = endings("запад восточ захід східн")

func isQuarter(word []byte) bool {
	for _, q := range quarters {
		if bytes.HasPrefix(word, q) {
			return true
		}
	}
	return false
}
