// Package inflect knows how place names are declined in Russian and Ukrainian.
//
// In come single words in letters of package fold; out come stems, which all forms of a word share, and answers to
// whether a word is a form of a name. A stem is for finding, Inflects for judging what was found: «Курский» and «Курск»
// have the same stem, but neither is a form of the other.
//
// The rules are endings of the nominative with the endings of the other cases (rules.go); they are the same for both
// languages, so that a Russian name in a Ukrainian sentence is found too, and they give too many forms rather than too
// few. They do not tell gender or number apart: an adjective has the forms of all genders, because "Калужская" names the
// oblast and «Калужский» the region. Fleeting vowels (Орёл, Орла), Ukrainian closed syllables (Харків, Харкова) and
// softened consonants (Калуга, Калузі) are rules of their own.
//
// A Grammar never changes and may be used by any number of goroutines.
package inflect

import (
	"bytes"
	"slices"
	"strings"

	"oblast/geo/geocode/fold"
)

// Grammar holds the rules.
type Grammar struct {
	ends  [4]endSet // endings that Stem takes off, by length
	rules [64][]rule
}

// rule is how words with one ending of the nominative are declined.
type rule struct {
	ending []byte // of the nominative; empty for "any consonant"
	forms  []form // endings of the other cases
}

// form is a case ending.
type form struct {
	letters []byte
	number  uint32 // place in the set of its length
	known   bool   // Stem takes it off
}

const (
	minStem = 3 // letters that Stem leaves
	minWord = 2 // letters of the shortest word that is declined; of those on a vowel, one more
	letters = 64
)

// New compiles the rules. It takes some tens of microseconds.
func New() *Grammar {
	g := &Grammar{}
	for n := range g.ends {
		g.ends[n] = newEndSet(n)
	}
	for ending := range strings.FieldsSeq(endings) {
		code := fold.Code(ending)
		g.ends[len(code)].add(code)
	}
	for line := range strings.Lines(declensions) {
		nominative, forms, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		r := rule{}
		if nominative != "-" {
			r.ending = fold.Code(nominative)
		}
		for ending := range strings.FieldsSeq(forms) {
			r.forms = append(r.forms, g.newForm(fold.Code(strings.Trim(ending, "-"))))
		}
		g.add(r)
	}
	for i := range g.rules {
		slices.SortStableFunc(g.rules[i], func(a, b rule) int { return len(b.ending) - len(a.ending) })
	}
	return g
}

func (g *Grammar) newForm(ending []byte) form {
	f := form{letters: ending}
	if n := len(ending); n > 0 && n < len(g.ends) {
		f.number, f.known = place(ending), g.ends[n].has(ending)
	}
	return f
}

// add files a rule under the last letter of the words that it applies to.
func (g *Grammar) add(r rule) {
	if len(r.ending) > 0 {
		last := r.ending[len(r.ending)-1] - fold.CyrillicA
		g.rules[last] = append(g.rules[last], r)
		return
	}
	for _, c := range fold.Code(consonants) {
		g.rules[c-fold.CyrillicA] = append(g.rules[c-fold.CyrillicA], r)
	}
}

// ruleOf returns the rule with the longest ending that a nominative has; nil when it is not declined.
func (g *Grammar) ruleOf(nominative []byte) *rule {
	if len(nominative) < minWord || !isCyrillic(nominative) {
		return nil
	}
	rules := g.rules[nominative[len(nominative)-1]-fold.CyrillicA]
	for i := range rules {
		if bytes.HasSuffix(nominative, rules[i].ending) && len(nominative) > max(len(rules[i].ending), min(len(rules[i].ending)*minWord, minWord)) {
			return &rules[i]
		}
	}
	return nil
}

// Stem takes the longest known ending off a word, and a soft sign after that. At least three letters stay; a word that
// is not Cyrillic stays whole. The result is a part of word.
func (g *Grammar) Stem(word []byte) []byte {
	if !isCyrillic(word) {
		return word
	}
	stem := word
	for n := 3; n > 0; n-- {
		if len(word)-n >= minStem && g.ends[n].has(word[len(word)-n:]) {
			stem = word[:len(word)-n]
			break
		}
	}
	if last := len(stem) - 1; last >= minStem && stem[last] == softSign {
		stem = stem[:last]
	}
	return stem
}

// Stems appends to dst the stems of a name and of its forms, each once, the name's own first. It is what an index
// keeps so that Stem of any form finds the name. Most are parts of nominative.
func (g *Grammar) Stems(dst [][]byte, nominative []byte) [][]byte {
	from := len(dst)
	dst = append(dst, g.Stem(nominative))
	r := g.ruleOf(nominative)
	if r == nil {
		return dst
	}
	var buf [64]byte
	base := nominative[:len(nominative)-len(r.ending)]
	whole := false // base is among the stems
	for i := range r.forms {
		f := &r.forms[i]
		if len(base)+len(f.letters) > len(buf) {
			return dst
		}
		if f.known && g.leaves(base, f) {
			if whole {
				continue
			}
			whole = true
		}
		stem := g.Stem(append(append(buf[:0], base...), f.letters...))
		if !holds(dst[from:], stem) {
			kept := nominative[:min(len(stem), len(nominative))]
			if !bytes.Equal(kept, stem) {
				kept = bytes.Clone(stem)
			}
			dst = append(dst, kept)
		}
	}
	return dst
}

// leaves reports whether Stem takes exactly the ending off a form, and not the end of base with it.
func (g *Grammar) leaves(base []byte, f *form) bool {
	n, number := len(f.letters), f.number
	if len(base) < minStem {
		return false
	}
	for i := len(base) - 1; n+1 < len(g.ends) && i >= 0; i-- {
		number |= uint32(base[i]-fold.CyrillicA) << (6 * n)
		n++
		if len(base)-(n-len(f.letters)) >= minStem && g.ends[n].hasNumber(number) {
			return false
		}
	}
	return true
}

func holds(stems [][]byte, stem []byte) bool {
	for _, known := range stems {
		if bytes.Equal(known, stem) {
			return true
		}
	}
	return false
}

// Inflects reports whether form is a case form of a name's nominative, or the nominative itself.
func (g *Grammar) Inflects(nominative, form []byte) bool {
	if bytes.Equal(nominative, form) {
		return true
	}
	r := g.ruleOf(nominative)
	if r == nil {
		return false
	}
	base := len(nominative) - len(r.ending)
	if len(form) < base || !bytes.Equal(nominative[:base], form[:base]) {
		return false
	}
	for i := range r.forms {
		if bytes.Equal(form[base:], r.forms[i].letters) {
			return true
		}
	}
	return false
}

// Forms returns the case forms of a nominative that the rules know, without itself; nil for a word that is not declined.
func (g *Grammar) Forms(nominative []byte) [][]byte {
	r := g.ruleOf(nominative)
	if r == nil {
		return nil
	}
	base := nominative[:len(nominative)-len(r.ending)]
	forms := make([][]byte, 0, len(r.forms))
	for i := range r.forms {
		forms = append(forms, append(bytes.Clone(base), r.forms[i].letters...))
	}
	return forms
}

// Adjectival reports whether a word has the shape of a relational adjective in -ск-, -цк- or -зк-, in any form.
func (g *Grammar) Adjectival(word []byte) bool {
	stem := g.Stem(word)
	n := len(stem)
	if len(stem) == len(word) || n < 4 || stem[n-1] != letterK {
		return false
	}
	before := stem[n-2]
	if before == softSign {
		before = stem[n-3]
	}
	return before == letterS || before == letterTs || before == letterZ
}

// OtherGender reports whether an adjective as a name, in the nominative, and another adjective, in any case, are of different
// genders or numbers: «Курская» and «Курский» or «Курскому», «Знаменское» and «Знаменскими». As names of settlements they
// are different names. Endings that several genders share say nothing.
func (g *Grammar) OtherGender(name, other []byte) bool {
	a := nominativeOf(name)
	if a == 0 {
		return false
	}
	if n := len(other); nominativeOf(other) != 0 && !(other[n-1] == letterYj && other[n-2] == letterO) { // or the feminine in another case: Курской
		return nominativeOf(other) != a
	}
	switch obliqueOf(other) {
	case 'm':
		return a == 'f' || a == 'p'
	case 'f':
		return a != 'f'
	case 'p':
		return a != 'p'
	case 's':
		return a == 'f' // or of the plural
	}
	return false
}

// obliqueOf returns the gender or number that the ending of an adjective in -ск- or -цк- shows in the other cases, masculine
// for the neuter, too; 's' for the one that the masculine shares with the plural; 0 for what says nothing.
func obliqueOf(word []byte) byte {
	n := len(word)
	k := bytes.LastIndexByte(word, letterK)
	if k < 2 || n-k-1 < 1 || n-k-1 > 3 || !isCyrillic(word) || word[k-1] != letterS && word[k-1] != letterTs && word[k-1] != softSign {
		return 0
	}
	if n-k-1 == 1 && word[k-1] != softSign {
		return 0
	}
	for _, o := range obliques {
		if bytes.Equal(word[k+1:], o.ending) {
			return o.gender
		}
	}
	return 0
}

// obliques are the endings of adjectives in -ск- in the other cases, and whose they are; -ой and -ом are left out.
var obliques = [...]struct {
	ending []byte
	gender byte
}{
	{fold.Code("ого"), 'm'}, {fold.Code("ому"), 'm'}, {fold.Code("им"), 's'}, {fold.Code("их"), 'p'}, {fold.Code("ими"), 'p'},
	{fold.Code("ую"), 'f'}, {fold.Code("ою"), 'f'}, {fold.Code("ої"), 'f'}, {fold.Code("у"), 'f'},
}

// Nominative reports whether an adjective stands in the nominative; -ой, which other cases have too, does not count.
func (g *Grammar) Nominative(adjective []byte) bool {
	n := len(adjective)
	return nominativeOf(adjective) != 0 && adjective[n-2] != letterO
}

// nominativeOf returns the gender or number that an adjective's nominative ending shows: м, ж, с, п in letters of their
// own; 0 for a word that does not end so.
func nominativeOf(word []byte) byte {
	if len(word) < 4 || !isCyrillic(word) {
		return 0
	}
	const a, e, i, y, yj, ya = fold.CyrillicA, fold.CyrillicA + 5, fold.CyrillicA + 8, fold.CyrillicA + 27, fold.CyrillicA + 9, fold.CyrillicA + 31
	before, last := word[len(word)-2], word[len(word)-1]
	switch {
	case last == yj && (before == i || before == y || before == letterO):
		return 'm'
	case last == ya && (before == a || before == ya), last == a && before == letterK:
		return 'f'
	case last == e && (before == letterO || before == e || before == letterK && word[len(word)-3] == softSign): // Кримське
		return 'n'
	case last == e && (before == y || before == i):
		return 'p'
	}
	return 0
}

const (
	letterZ  = fold.CyrillicA + 7
	letterK  = fold.CyrillicA + 10
	letterO  = fold.CyrillicA + 14
	letterS  = fold.CyrillicA + 17
	letterTs = fold.CyrillicA + 22
	letterYj = fold.CyrillicA + 9
	softSign = fold.CyrillicA + 28
)

func isCyrillic(word []byte) bool {
	for _, c := range word {
		if c < fold.CyrillicA || c >= fold.CyrillicA+letters || fold.ScriptOf(c) != fold.Cyrillic {
			return false
		}
	}
	return len(word) > 0
}

// endSet is a set of endings of one length, a bit for each possible one.
type endSet []uint64

func newEndSet(length int) endSet { return make(endSet, 1<<(6*length)/letters+1) }

func place(ending []byte) (at uint32) {
	for _, c := range ending {
		at = at<<6 | uint32(c-fold.CyrillicA)
	}
	return at
}

func (s endSet) add(ending []byte) { at := place(ending); s[at/64] |= 1 << (at % 64) }

func (s endSet) has(ending []byte) bool { return s.hasNumber(place(ending)) }

func (s endSet) hasNumber(at uint32) bool { return s[at/64]>>(at%64)&1 == 1 }
