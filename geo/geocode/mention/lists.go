package mention

import (
	_ "embed"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
)

// wordKind is what the lists of this package say of a word.
type wordKind uint32

const (
	common      wordKind = 1 << iota // capitalised at the start of a sentence only: it begins no name
	opener                           // an adjective that may open a name of several words: New, Нижний
	title                            // of a person: governor, губернатор
	given                            // a given name
	says                             // what people do and places hardly: said, сообщил
	vessel                           // what bears a name: frigate, крейсер, ракета
	street                           // what is named after places: street, проспект
	body                             // an organisation or a work: plant, бригада, Times
	weapon                           // a name of weapons
	locates                          // a preposition that a place follows
	abbreviated                      // a full stop behind it ends no sentence
	strikes                          // what is done to places: shelled, обстріляли, посетил
	ship                             // a ship, behind its name as well: the Kursk submarine
	pact                             // what is named after where it was signed: agreements
	dish                             // what is eaten or drunk
	partof                           // a noun that a case form of a place's name follows: порт Феодосии
	river                            // what a river is called by
	crossing                         // what rivers are crossed by
	office                           // a body that acts for the place whose name it bears: administration
)

// kindNames are the kinds as words.tsv has them.
var kindNames = map[string]wordKind{"common": common, "opener": opener, "title": title, "given": given, "says": says, "vessel": vessel, "street": street,
	"body": body, "weapon": weapon, "locates": locates, "abbreviated": abbreviated, "strikes": strikes, "ship": ship, "pact": pact, "dish": dish, "office": office, "partof": partof, "river": river, "crossing": crossing}

// listed are the lists: a line a group, its kinds, a colon, the words; "declined" adds the case forms by the grammar.
//
//go:embed words.txt
var listed string

// wordLists finds the kinds of a word, in letters of package fold.
type wordLists struct {
	kinds map[string]wordKind
}

func newWordLists(g *inflect.Grammar) *wordLists {
	l := &wordLists{kinds: make(map[string]wordKind, 1<<13)}
	for line := range strings.Lines(listed) {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		kind, declined := wordKind(0), false
		for field := range strings.FieldsSeq(head) {
			kind |= kindNames[field]
			declined = declined || field == "declined"
		}
		for word := range strings.FieldsSeq(words) {
			code := fold.Code(word)
			l.kinds[string(code)] |= kind
			if !declined {
				continue
			}
			for _, form := range g.Forms(code) {
				l.kinds[string(form)] |= kind
			}
		}
	}
	return l
}

func (l *wordLists) of(word []byte) wordKind { return l.kinds[string(word)] }
