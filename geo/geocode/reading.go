package geocode

import (
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
	candidates  []candidate
	targets     []target
	misfits     []candidate // of the right name but not what the type words say
	parents     []place     // that one span states, while candidates are gathered
	parentWords mask
	passedOver  bool // candidates outside the stated parent were passed over
	spelt       romanise.Alphabet
	pattern     similar.Pattern
	stemmed     similar.Pattern
	near        []near
	scribe      scribe
	frame       frame
	out         writer
}

// word is one word of the query.
type word struct {
	exact, stem, sound uint64 // hashes
	soundFrom, soundTo int32  // its key
	known              typeword.Word
	said               typeword.Kind // what the type words beside it say
	role               role
	list               int8 // number of the list that it is a member of, 0 for none
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
	r.spelt, r.sounds = r.alphabet(), r.sounds[:0]
	for i := range r.text.Words {
		letters, w := r.text.Of(i), &r.words[i]
		*w = word{exact: hashWord(letters)}
		w.stem = w.exact
		if r.text.Words[i].Script == fold.Cyrillic {
			w.stem = hashWord(x.grammar.Stem(letters))
		}
	}
	r.readTypes(x)
	r.attached = r.attached[:0]
	r.attachTypes(x)
	return true
}

// wordSound returns the hash of a word's key, and makes the key when first asked for.
func (r *reading) wordSound(i int) uint64 {
	w := &r.words[i]
	if w.soundTo == 0 {
		w.soundFrom = int32(len(r.sounds))
		r.sounds = romanise.AppendKey(r.sounds, r.text.Of(i), r.spelt)
		w.soundTo = int32(len(r.sounds))
		w.sound = hashWord(r.sounds[w.soundFrom:])
	}
	return w.sound
}

// alphabet returns Ukrainian or Belarusian when any word has a letter of theirs.
func (r *reading) alphabet() romanise.Alphabet {
	for i := range r.text.Words {
		if a := romanise.AlphabetOf(r.text.Of(i)); a != romanise.Russian {
			return a
		}
	}
	return romanise.Russian
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
		switch {
		case !ok:
		case known.Dotted && !r.text.Words[i].Dot:
			w.known, w.role = typeword.Word{Joining: true}, joining
		case known.Kind != 0:
			w.known, w.role = known, typing
		case known.Modifier && i+1 < n && r.words[i+1].role == typing && r.text.Words[i+1].Gap != fold.Break:
			w.known, w.role = known, typing
		case known.Joining:
			w.known, w.role = known, joining
		}
	}
}

// attachTypes gives each type word to the name beside it: most to the name before them (Калужская область), some to the
// one after (город Калуга), and any to the other side when there is no name on their own.
func (r *reading) attachTypes(x *index) {
	n := len(r.text.Words)
	for i := 0; i < n; i++ {
		if r.words[i].role != typing || r.words[i].known.Kind == 0 {
			continue
		}
		left, right := r.nameBefore(i), r.nameAfter(i)
		known := r.words[i].known
		to := left
		if left < 0 || known.Before && right >= 0 && !(left == i-1 && r.adjectiveBefore(x, known, left)) {
			to = right
		}
		if to < 0 {
			continue
		}
		kind := known.Kind
		if i > 0 {
			kind = known.After(r.words[i-1].known)
		}
		r.attach(i, to, kind)
		switch {
		case known.Plural:
			r.attachToList(i, to, kind)
		case known.Perhaps && to > 1 && r.words[to-1].known.And && x.grammar.Adjectival(r.text.Of(to-2)):
			r.attachToList(i, to, kind)
		}
	}
}

// adjectiveBefore reports that a republic is named by the adjective before it: Чеченской Республики.
func (r *reading) adjectiveBefore(x *index, known typeword.Word, left int) bool {
	return known.Kind == typeword.Republic && x.grammar.Adjectival(r.text.Of(left))
}

// nameBefore returns the name word that stands before type word i, past other type words; -1 when there is none.
func (r *reading) nameBefore(i int) int {
	for ; i > 0 && r.text.Words[i].Gap != fold.Break; i-- {
		switch r.words[i-1].role {
		case naming:
			return i - 1
		case joining:
			if !r.attachable(i - 1) {
				return -1
			}
		}
	}
	return -1
}

// nameAfter returns the name word that stands after type word i, past other type words and of; -1 when there is none.
func (r *reading) nameAfter(i int) int {
	for i++; i < len(r.text.Words) && r.text.Words[i].Gap != fold.Break; i++ {
		switch w := &r.words[i]; {
		case w.role == naming:
			return i
		case w.role == joining && !w.known.Of && !r.attachable(i):
			return -1
		}
	}
	return -1
}

// attachable reports that a joining word is the second half of an abbreviation (р-н), which hides nothing.
func (r *reading) attachable(i int) bool {
	return i > 0 && r.words[i-1].role == typing && len(r.text.Of(i)) <= 2
}

// attachToList gives a plural type word to the names before its own as well, as far as commas and ands go:
// «Белгородской, Брянской и Тверской областей».
func (r *reading) attachToList(from, last int, kind typeword.Kind) {
	at := last
	for at > 0 {
		before := at - 1
		linked := r.text.Words[at].Gap == fold.Break
		if r.words[before].known.And {
			linked = true
			before--
		}
		if !linked || before < 0 || r.words[before].role != naming || r.words[before].said != 0 {
			break
		}
		r.attach(from, before, kind)
		r.words[before].list, r.words[last].list = int8(last), int8(last)
		at = before
	}
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

// attachment is a type word given to a name word.
type attachment struct {
	from, to uint8
	kind     typeword.Kind
}

func (r *reading) attach(from, to int, kind typeword.Kind) {
	r.words[to].said |= kind
	r.attached = append(r.attached, attachment{uint8(from), uint8(to), kind})
}

// saidOf returns what type words outside the span from to to say of it. Those inside are part of the name: Black Sea.
func (r *reading) saidOf(from, to int) (said typeword.Kind) {
	for _, a := range r.attached {
		if int(a.to) >= from && int(a.to) < to && (int(a.from) < from || int(a.from) >= to) {
			said |= a.kind
		}
	}
	return said
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
