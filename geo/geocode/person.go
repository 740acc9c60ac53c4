package geocode

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// patronymics are what the second names of people end in.
var patronymics = [...][]byte{fold.Code("вич"), fold.Code("вна"), fold.Code("вны"), fold.Code("вича"), fold.Code("ичем"), fold.Code("вной")}

// isPatronymic reports whether a word ends like a patronymic: Павлович, Александровна.
func isPatronymic(word []byte) bool {
	for _, ending := range patronymics {
		if len(word) > len(ending)+3 && bytes.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// isDemonym reports whether an English word is a name in -a with an n: Nigerian. It says whence somebody is.
func isDemonym(word, name []byte) bool {
	n := len(word)
	return n > 4 && word[n-1] == 'n' && word[n-2] == 'a' && bytes.Equal(word[:n-1], name)
}

// isPerson reports whether two capital initials stand beside each other, before or after a name: Жуков Г.К.
func (r *reading) isPerson(text string) bool {
	for i := 1; i < len(r.text.Words); i++ {
		if i == 1 && r.isLoneInitial(text) {
			return true
		}
		if r.text.Words[i].Gap != fold.Space || !r.isInitial(text, i-1) || !r.isInitial(text, i) {
			continue
		}
		if r.words[i-1].known.Kind == 0 || r.words[i].known.Kind != 0 || i > 1 && r.words[i-2].role == naming {
			return strings.IndexFunc(text, unicode.IsLower) >= 0
		}
	}
	return false
}

// isLoneInitial reports whether the text is a name and one initial, with which no place's name begins: А. Гусев, Гусев А.
func (r *reading) isLoneInitial(text string) bool {
	if len(r.text.Words) != 2 || r.lower != 0 || strings.IndexFunc(text, unicode.IsLower) < 0 {
		return false
	}
	for i := range 2 {
		if w := &r.text.Words[i]; w.Dot && utf8.RuneCountInString(text[w.At:w.End]) == 1 && r.words[i].known.Kind == 0 && r.words[1-i].role == naming {
			return !r.frame.x.exact.holds(joinHash(joinHash(0, r.words[0].exact), r.words[1].exact))
		}
	}
	return false
}

func (r *reading) isInitial(text string, i int) bool {
	w := &r.text.Words[i]
	first, _ := utf8.DecodeRuneInString(text[w.At:])
	return w.Dot && w.To-w.From == 1 && w.Script == fold.Cyrillic && unicode.IsUpper(first)
}

// surnames are what most Russian and Ukrainian second names end in, in the nominative, and in Latin letters. Few names of towns
// do, and of villages those of adjectives.
var surnames = endings("ов ев ин ын ін єв енко чук юк")

// declinedSurnames are what they end in in the other cases.
var declinedSurnames = endings("ова еву ева овым евым ове еве ина ину иным ине ского скому ским ським ського ському ським цкого цкому цким енка енку енком чука чуку чуком іною")

// families are what those of women and families end in, and the rarer cases: a word that is only like a place's name is
// hardly one that ends so.
var families = declined(endings("ов ев ин ын ін єв"), endings("а у ым им е ой ою ы и ых ими ыми ої ій ому ові ом і их"))

// leastSurname is the letters of the shortest word that may be a second name by its ending; the others are the people of the
// smallest town that such a word means rather, when it stands alone: by its name, a form of that, or a misspelling.
const (
	leastSurname   = 5
	leastKnown     = 1_500
	leastKnownForm = 5_000
	leastKnownLike = 250_000
	leastKnownFar  = 5_000_000 // and of a misspelt one elsewhere than at home
)

func endings(words string) (list [][]byte) {
	for word := range strings.FieldsSeq(words) {
		list = append(list, fold.Code(word))
	}
	return list
}

// declined joins each stem with each ending.
func declined(stems, endings [][]byte) (list [][]byte) {
	for _, stem := range stems {
		for _, end := range endings {
			list = append(list, append(bytes.Clone(stem), end...))
		}
	}
	return list
}

// isSurname reports whether a word ends like a second name in one of the lists.
func isSurname(word []byte, lists ...[][]byte) bool {
	for _, list := range lists {
		for _, ending := range list {
			if len(word) >= leastSurname && bytes.HasSuffix(word, ending) {
				return true
			}
		}
	}
	return false
}

// meansPerson reports whether a lone word that ends like a second name is rather one: the place is a village, or a district
// of which only the adjective stands there (Людиновский).
func (r *reading) meansPerson(x *index, c *candidate) bool {
	word := r.text.Of(int(c.from))
	switch {
	case r.isPlaced(c):
		return false
	case x.levelOf(c.place) == region.District:
		return adjectiveEnding(word) && fold.ScriptOf(word[0]) == fold.Cyrillic
	case !x.isSettlement(c.place):
		return false
	case c.by == byLetters && x.names.kind[c.name] <= adjective:
		return isSurname(word, surnames) && !x.hasPeople(c.place, leastKnown, leastKnown)
	}
	return isSurname(word, surnames, declinedSurnames) && !x.hasPeople(c.place, leastKnownForm, leastOrdinaryFar)
}

// followsInitial reports whether a candidate stands behind one capital letter that begins the text and is a type word or an
// initial: С. Сладков, for с. Сладково.
func (r *reading) followsInitial(c *candidate) bool {
	w := &r.text.Words[0]
	first, _ := utf8.DecodeRuneInString(r.out.answer.Query[min(int(w.At), len(r.out.answer.Query)):])
	return c.from == 1 && r.words[0].known.Dotted && w.To-w.From == 1 && unicode.IsUpper(first) && r.lower == 0
}

// meansNamesake reports whether a candidate behind such a letter is rather a person: it has another form or spelling than the
// place, and ends like a second name; it is one that is no village, where the letter says so (Д. Чаплыгин), or was once called
// so (Г. Устинов); or the place is abroad (М. Уилсон).
func (r *reading) meansNamesake(c *candidate) bool {
	if !r.followsInitial(c) || int(c.to) != len(r.text.Words) || c.by == byReviewer {
		return false
	}
	x, word := r.frame.x, r.text.Of(int(c.from))
	named := isSurname(word, surnames) || adjectiveEnding(word)
	switch {
	case x.levelOf(c.place) != region.Country && !x.isHome(c.place):
		return true
	case c.by == byForm || c.by == bySound:
		return named
	case !named || !x.isSettlement(c.place):
		return false
	}
	return c.said&typeword.Village != 0 && x.hasPeople(c.place, leastKnownForm, leastKnownForm) || !r.frame.validName(c.name)
}

// meansPersonLike is meansPerson for a word that is only like the name of a town, alone, behind a letter that may be an
// initial (С. Сладков), or behind an ordinary noun, which is then a title (с депутатом Бикуловым).
func (w *writer) meansPersonLike(t *target, tr *trial) bool {
	r, from := w.r, int(t.from)
	if from > 0 && r.isNoise(from-1) && !describes(r.text.Of(from-1)) {
		return true
	}
	if r.followsInitial(&t.candidate) {
		return !w.f.x.hasPeople(t.place, leastKnownLike, leastKnownLike)
	}
	x := w.f.x
	return tr.surname && w.f.isLone(&t.candidate) && x.levelOf(t.place) != region.Country && !(x.isSettlement(t.place) && x.hasPeople(t.place, leastKnownLike, leastKnownFar))
}
