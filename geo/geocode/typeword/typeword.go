// Package typeword knows the words that say what kind of place a name is: район, obl., district, city of, громада.
//
// In come single words in letters of package fold; out comes what each says. Type words are never thrown away: what they
// say is held against what a place is. Words that only join (in, of, и, окраина) are Joining: they may be part of a name
// (Ростов-на-Дону) but need no explanation. The lexicon is in words.go, in English, Russian and Ukrainian, with some
// German and Polish; Russian and Ukrainian words are known in all their cases.
//
// A Lexicon never changes and may be used by any number of goroutines.
package typeword

import (
	"iter"
	"maps"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/romanise"
)

// Kind is a set of kinds of places.
type Kind uint16

// Kinds.
const (
	Country    Kind = 1 << iota
	Oblast          // область, oblast
	Krai            // край, krai, territory
	Republic        // республика: a region or a country
	Autonomous      // автономный округ
	Province        // region, province, state, voivodeship: any first division of a country
	Regional        // регион: a first division, or what an official calls so
	District        // район, raion, district, county
	Okrug           // городской, муниципальный округ
	City            // город, city, town
	Village         // село, деревня, посёлок, village
	Community       // громада, municipality
	Water           // sea, lake, gulf
	Direction       // напрямок, направление: a front towards a town
)

// First are the kinds of a country's first division.
const First = Oblast | Krai | Republic | Autonomous | Province | Regional

// names of the kinds, in their order, for explanations.
var names = [...]string{
	"country", "oblast", "krai", "republic", "autonomous okrug", "region", "region (регион)", "district", "okrug", "city",
	"village", "community", "water", "direction",
}

// String lists the kinds in words.
func (k Kind) String() string {
	var list []string
	for i, name := range names {
		if k>>i&1 == 1 {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// Name returns the first kind's word; empty for none. It does not allocate.
func (k Kind) Name() string {
	for i, name := range names {
		if k>>i&1 == 1 {
			return name
		}
	}
	return ""
}

// Word is what the lexicon says about one word.
type Word struct {
	Kind     Kind // 0 for a modifier or a joining word
	Before   bool // it stands before its name rather than after it: город, село, республика
	Plural   bool // it may stand for several names: областей, districts
	Perhaps  bool // a singular that may also be such a plural: области
	Modifier bool // it says more about the type word after it: муниципальный, autonomous
	Urban    bool // a modifier that makes a district an okrug: urban district, городской
	Self     bool // a modifier that makes an okrug an autonomous one
	Joining  bool // it needs no explanation
	And      bool // it joins the members of a list
	Beside   bool // what follows is near the place, which another name names: outside Moscow
	With     bool // behind a word for border it joins the other side: с, with
	Border   bool // a place between two others: граница, border
	Heading  bool // a quarter of the sky: before a word like of what follows is beside the place (south of Moscow)
	From     bool // it may stand behind a heading: от
	Capital  bool // the capital of what is named beside it: столица
	Relative bool // it begins what is said of the place before it: which
	Where    bool // a preposition of place: what follows is one
	Thing    bool // what stands or flies at a place, if no hyphen makes it a name: refinery, порт (not Порт-Судан)
	Nation   bool // the adjective of a country: it says more about what follows
	Land     bool // a land of several regions, which no unit is: Донбасс, the Caucasus
	Renamed  bool // what follows is another name of the same place, of now or of before: ныне, formerly
	Vague    bool // before a plural type word it says that no one place is meant: several regions
	Aside    bool // it may stand between a name and its type word: the Belgorod border region
	Of       bool // it may stand between a type word and its name
	Dotted   bool // it counts as a type word only with a full stop: с., г.
}

// Lexicon is the table of words.
type Lexicon struct {
	words  map[string]Word
	sounds map[string]Word // Russian and Ukrainian words by their keys, for romanised ones
}

// New reads the lexicon, declining Russian and Ukrainian words by g. It takes some hundred microseconds.
func New(g *inflect.Grammar) *Lexicon {
	l := &Lexicon{words: make(map[string]Word, 1<<11), sounds: make(map[string]Word, 1<<9)}
	for line := range strings.Lines(lexicon) {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		w, declined := parse(head)
		for word := range strings.FieldsSeq(words) {
			first, second, pair := strings.Cut(word, "-")
			if pair {
				l.add(string(fold.Code(first))+"-"+string(fold.Code(second)), w)
				continue
			}
			code := fold.Code(word)
			l.add(string(code), w)
			if declined {
				for _, form := range g.Forms(code) {
					l.add(string(form), w)
				}
			}
		}
	}
	return l
}

// add enters a word; what was entered first keeps its place, but a word may be both singular and plural.
func (l *Lexicon) add(word string, w Word) {
	if known, ok := l.words[word]; ok {
		known.Plural = known.Plural || w.Plural && w.Kind == known.Kind
		known.Perhaps = known.Perhaps || w.Perhaps && w.Kind == known.Kind
		known.With = known.With || w.With
		w = known
	}
	l.words[word] = w
	l.addSound(word, w)
}

// romanisable are the kinds whose words are also known romanised. Words for waters are too like names: more.
const romanisable = Oblast | Krai | Republic | Autonomous | District | Okrug | City | Village | Community

// addSound enters a Cyrillic word under its keys.
func (l *Lexicon) addSound(word string, w Word) {
	if len(word) < 4 || fold.ScriptOf(word[0]) != fold.Cyrillic || w.Dotted || w.Kind&^romanisable != 0 || w.Kind == 0 && !w.Modifier {
		return
	}
	for _, a := range [...]romanise.Alphabet{romanise.Russian, romanise.Ukrainian} {
		key := string(romanise.AppendKey(nil, []byte(word), a))
		if _, ok := l.sounds[key]; !ok {
			l.sounds[key] = w
		}
	}
}

// FindSound returns what is known of a romanised word by its key: raiona, rajjon, avtonomnyy.
func (l *Lexicon) FindSound(key []byte) (Word, bool) {
	w, ok := l.sounds[string(key)]
	return w, ok
}

// parse reads the head of a line of the lexicon.
func parse(head string) (w Word, declined bool) {
	for field := range strings.FieldsSeq(head) {
		switch field {
		case "before":
			w.Before = true
		case "plural":
			w.Plural = true
		case "modifier":
			w.Modifier = true
		case "perhaps":
			w.Perhaps = true
		case "self":
			w.Modifier, w.Self = true, true
		case "urban":
			w.Modifier, w.Urban = true, true
		case "joining":
			w.Joining = true
		case "and":
			w.And, w.Joining = true, true
		case "beside":
			w.Beside, w.Joining = true, true
		case "with":
			w.With, w.Joining = true, true
		case "border":
			w.Border, w.Joining = true, true
		case "heading":
			w.Heading, w.Joining = true, true
		case "from":
			w.From, w.Joining = true, true
		case "capital":
			w.Capital, w.Joining = true, true
		case "relative":
			w.Relative, w.Joining = true, true
		case "where":
			w.Where, w.Joining = true, true
		case "thing":
			w.Thing, w.Joining = true, true
		case "edge":
			w.Border, w.Aside, w.Joining = true, true, true
		case "nation":
			w.Nation, w.Aside, w.Joining = true, true, true
		case "aside":
			w.Aside, w.Joining = true, true
		case "land":
			w.Land = true
		case "renamed":
			w.Renamed, w.Joining = true, true
		case "vague":
			w.Vague, w.Joining = true, true
		case "of":
			w.Of, w.Joining = true, true
		case "dotted":
			w.Dotted, w.Joining = true, true
		case "declined":
			declined = true
		default:
			for i, name := range kindFields {
				if name == field {
					w.Kind |= 1 << i
				}
			}
		}
	}
	return w, declined
}

// After returns what a type word says behind the word before it: an urban district is an okrug, an autonomous okrug a
// first division.
func (w Word) After(before Word) Kind {
	switch {
	case before.Urban && w.Kind == District:
		return Okrug
	case before.Self && w.Kind == Okrug:
		return Autonomous
	}
	return w.Kind
}

// Find returns what is known of a word; false when it is no type word and no joining word.
func (l *Lexicon) Find(word []byte) (Word, bool) {
	w, ok := l.words[string(word)]
	return w, ok
}

// All yields the words, in letters, in no order.
func (l *Lexicon) All() iter.Seq2[string, Word] { return maps.All(l.words) }

// FindPair returns what is known of an abbreviation of two words: р-н, г. о.
func (l *Lexicon) FindPair(first, second []byte) (Word, bool) {
	if len(first) > 2 || len(second) > 3 {
		return Word{}, false
	}
	var buf [8]byte
	pair := append(append(append(buf[:0], first...), '-'), second...)
	w, ok := l.words[string(pair)]
	return w, ok
}
