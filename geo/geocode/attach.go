package geocode

import (
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
)

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
		if left < 0 && (known.Plural || known.Perhaps) {
			left = r.nameBeforeCount(x, i)
		}
		to := left
		if left < 0 || known.Before && right >= 0 && !(left == i-1 && (r.adjectiveBefore(x, known, left) || r.isOwned(i))) {
			to = right
		}
		if to < 0 || to > i && r.typesOther(x, i, to) {
			continue
		}
		if to > i && known.Kind == typeword.District && r.text.Words[to].Script == fold.Cyrillic && (!x.grammar.Adjectival(r.text.Of(to)) || isTownInSk(r.text.Of(to))) {
			r.words[i].role = joining // в районе Калуги, в районі Рильська: near it
			continue
		}
		if known.Kind == typeword.Direction && (r.text.Words[to].Script != fold.Cyrillic || !x.grammar.Adjectival(r.text.Of(to))) {
			r.words[i].role, r.words[i].known = joining, typeword.Word{Joining: true, Beside: true} // у напрямку Криму
			continue
		}
		kind := known.Kind
		if i > 0 {
			kind = known.After(r.words[i-1].known)
		}
		r.attach(i, to, kind)
		if to < i && (known.Plural || known.Perhaps && r.agreesWithListBefore(x, to)) {
			r.listBefore(x, i, to, kind)
		}
	}
}

// adjectiveBefore reports that a republic is named by the adjective before it: Чеченской Республики.
func (r *reading) adjectiveBefore(x *index, known typeword.Word, left int) bool {
	return known.Kind == typeword.Republic && x.grammar.Adjectival(r.text.Of(left))
}

// isTownInSk reports whether a word is the genitive of a Ukrainian town in -ськ, or the nominative of a feminine adjective, which
// no word for a raion, being masculine, has behind it.
func isTownInSk(word []byte) bool {
	n := len(word)
	return n > leastSoftened && word[n-1] == fold.CyrillicA && word[n-2] == cyrillicK && word[n-3] == cyrillicSoft
}

// isOwned reports whether word i is an English possessive: what follows belongs to what it is the type of, and is another name
// (Komi Republic's Ukhta district).
func (r *reading) isOwned(i int) bool {
	w := &r.text.Words[i]
	word := r.out.answer.Query[min(int(w.At), len(r.out.answer.Query)):min(int(w.End), len(r.out.answer.Query))]
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

// nameBefore returns the name word that stands before type word i, past other type words; -1 when there is none.
func (r *reading) nameBefore(i int) int {
	for ; i > 0 && r.text.Words[i].Gap != fold.Break; i-- {
		switch r.words[i-1].role {
		case naming:
			return i - 1
		case joining:
			if !r.attachable(i-1) && !r.words[i-1].known.Aside {
				return -1
			}
		}
	}
	return -1
}

// typesOther reports whether the name at word to, behind the word for a town or village i, is that of the region around it, as
// its own type word says: the word is the town's name if it begins with a capital and there is such a name (Городок Хмельницкой
// области).
func (r *reading) typesOther(x *index, i, to int) bool {
	if own := &r.words[i].known; to != i+1 || own.Plural || own.Dotted || own.Kind&(typeword.City|typeword.Village) == 0 || len(r.text.Of(i)) < leastTypeName {
		return false
	}
	next := to + 1
	if next >= len(r.text.Words) || r.words[next].role != typing || r.words[next].known.Kind&(typeword.Oblast|typeword.Krai) == 0 || r.text.Words[to].Gap == fold.Break {
		return false
	}
	if r.lower>>i&1 == 0 && x.exact.holds(joinHash(0, r.words[i].exact)) {
		r.words[i].role, r.words[i].known = naming, typeword.Word{}
	}
	return true
}

// leastTypeName is the letters of the shortest word for a town or village that is also the name of one.
const leastTypeName = 5

// nameByType makes a name of the one word of a text that is a type word too, if there is such a name: Городок, asked within an
// oblast.
func (r *reading) nameByType(x *index) {
	if w := &r.words[0]; len(r.text.Words) == 1 && w.role == typing && len(r.text.Of(0)) >= leastTypeName && x.exact.holds(joinHash(0, w.exact)) {
		w.role, w.known = naming, typeword.Word{}
	}
}

// nameBeforeCount returns the adjective that a number parts from the plural type word i, -1 for none: Курская — 4, Брянская — 2
// области.
func (r *reading) nameBeforeCount(x *index, i int) int {
	if name := i - 2; r.isCount(i-1) && name >= 0 && r.words[name].role == naming && r.text.Words[name].Script == fold.Cyrillic && x.grammar.Adjectival(r.text.Of(name)) {
		return name
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
