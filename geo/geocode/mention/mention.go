// Package mention finds the places that a text speaks of.
//
// In comes an article or a post in English, Russian or Ukrainian, as UTF-8; out come its mentions of places in order,
// each with its bytes and runes in the text and what it means (package geocode), and the names that were passed over
// because they are those of people, streets, ships and the like. Points are WGS 84 lon, lat.
//
// # The way of a text
//
//	token    text -> words, what stands between them, sentences
//	sort     which words may begin a name, say what kind of place, or name people and things (people, things, longer)
//	phrase   words that speak of one place or one list of places (Дзержинский район Калужской области)
//	members  a list whose members mean the same alone is taken member by member, as they are remembered
//	resolve  phrase -> places, whole if that explains it, else in parts
//	context  a name that may mean several places is held against the places around it: those of its sentence, of the
//	         title, of earlier sentences. That is a weak parent: it moves probability, and the mention says so
//	judge    a bare name of a small place needs evidence that a place is meant: a preposition, a type word, its region
//	         in the text
//
// Time and memory grow with the length of the text alone: words are looked up by hash, a phrase has at most maxWords
// words, and the same phrase is resolved once. A long text is cut between paragraphs, and its parts are read side by side
// (parts.go). What words and phrases were found to be is kept from text to text, up to a
// few megabytes a core (lexis.go, memory.go): that changes no result. Invalid UTF-8 separates words. A Scanner may be used
// by any number of goroutines.
package mention

import (
	"context"
	"sync"
	"sync/atomic"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/typeword"
)

// Text is what is scanned.
type Text struct {
	Text   string
	Lang   string // of labels and names: en, ru, uk; empty: that of the text
	Within string // id of a unit that all places lie in, or empty
	At     string // date (2006-01-02) at which units must have been valid, or empty
}

// Mention is one place that a text speaks of.
type Mention struct {
	geocode.Match            // From and To are bytes of the text
	FromRune, ToRune int     // the same, in runes
	Sentence         int     // number of its sentence, from 0; the title, if there is one, is 0
	Context          *Parent // the weak parent that decided; nil where none did
	Suggestions      []geocode.Suggestion
	Rejected         []geocode.Rejected
}

// Parent is a unit that another mention names and that a name was taken to lie in.
type Parent struct {
	Unit     int32
	From, To int    // bytes of the mention that names it
	Where    string // InTitle, InSentence or Earlier
}

// Where a weak parent stands.
const (
	InTitle    = "title"
	InSentence = "same sentence"
	Earlier    = "earlier sentence"
)

// Passed is a name that is not, or not surely, that of a place.
type Passed struct {
	From, To         int // bytes
	FromRune, ToRune int
	Reason           string // one of the reasons of this package
}

// Reasons for passing a name over. They are stable.
const (
	Person       = "the name of a person"
	Thing        = "a street, an organisation or a work that is named after a place"
	Vessel       = "a ship, a weapon or a class that is named after a place"
	Longer       = "part of the longer name of a person, an organisation or a work, which is no place's"
	NoEvidence   = "also the name of a small place, but nothing says that a place is meant"
	Several      = "the name of several places, and nothing says which is meant"
	UnknownPlace = "called a place, but none of that name is known"
)

// Result is what a text speaks of. The slices are the caller's; what hangs on a mention (reasons, suggestions, rejected) is
// shared with later results and must not be changed.
type Result struct {
	Lang     string // of labels and names
	Mentions []Mention
	Passed   []Passed
}

// Scanner finds mentions. Build it with New.
type Scanner struct {
	coder     *geocode.Geocoder
	gazetteer *gazetteer.Gazetteer
	lexicon   *typeword.Lexicon
	grammar   *inflect.Grammar
	words     *wordLists
	lexes     *sync.Pool    // of *lexis
	most      int           // parts of a text, or 0: as many as there are cores on which no other text is read
	least     int           // bytes of a part
	under     *atomic.Int32 // texts under way
	whole     bool          // lists are asked for whole, though their members tell all
}

// New returns a scanner that resolves names by a geocoder on the same gazetteer. It takes a millisecond.
func New(coder *geocode.Geocoder, g *gazetteer.Gazetteer) *Scanner {
	grammar := inflect.New()
	return &Scanner{coder: coder, gazetteer: g, grammar: grammar, lexicon: typeword.New(grammar), words: newWordLists(grammar), lexes: newLexes(), least: leastPart, under: new(atomic.Int32)}
}

func newLexes() *sync.Pool { return &sync.Pool{New: func() any { return newLexis() }} }

// With returns the same scanner with another geocoder on the same gazetteer: one under reviewers' decisions.
func (s *Scanner) With(coder *geocode.Geocoder) *Scanner {
	other := *s
	other.coder, other.lexes = coder, newLexes()
	return &other
}

// Scan finds the mentions of a text. It stops early, with ctx's error, when ctx ends.
func (s *Scanner) Scan(ctx context.Context, t Text) (Result, error) {
	s.under.Add(1)
	defer s.under.Add(-1)
	r := s.scan(ctx, t)
	r.lexis.takeBack(r)
	s.lexes.Put(r.lexis)
	return Result{r.in.Lang, r.mentions, r.passed}, ctx.Err()
}

func (s *Scanner) scan(ctx context.Context, t Text) *scan {
	if t.Lang == "" {
		t.Lang = languageOf(t.Text)
	}
	parts := s.cut(ctx, t)
	each(parts, (*scan).tokenise)
	if !areApart(parts) {
		parts = join(parts)
	}
	cased := isCased(parts)
	each(parts, func(r *scan) {
		r.cased = cased
		r.sort()
		r.findPeople()
	})
	surnames := surnamesOf(parts)
	each(parts, func(r *scan) {
		r.markSurnames(surnames)
		r.findThings()
		r.readPhrases()
	})
	r := join(parts)[0]
	r.applyContext()
	r.countRunes()
	return r
}
