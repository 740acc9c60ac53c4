package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
)

// A list names several places under one type word («Белгородской, Брянской и Тверской областей») or joined by and
// (Kaluga and Obninsk). Each member is resolved as a place of its own; what else the text says holds for all.

// listBefore gives a plural type word to the names before its own as well, as far as commas and ands go, and notes them
// as the members of a list.
func (r *reading) listBefore(from, last int, kind typeword.Kind) {
	at := r.runStart(last)
	own := bitsOf(at, last+1)
	for {
		before := r.listedBefore(at)
		if before < 0 || r.words[before].said != 0 {
			break
		}
		r.attach(from, before, kind)
		at = r.runStart(before)
		r.members = append(r.members, bitsOf(at, before+1))
	}
	if at < r.runStart(last) {
		r.members = append(r.members, own)
	}
}

// listedBefore returns the last word of the name that a comma or an and joins to the name that begins at word at; -1 for
// none.
func (r *reading) listedBefore(at int) int {
	before, linked := at-1, r.text.Words[at].Gap == fold.Break
	for before >= 0 && r.words[before].known.Of {
		linked = linked || r.text.Words[before].Gap == fold.Break
		before--
	}
	if before >= 0 && r.words[before].known.And {
		linked = true
		before--
	}
	if !linked || before < 0 || r.words[before].role != naming {
		return -1
	}
	return before
}

// runStart returns the first word of the run of name words that ends with word last.
func (r *reading) runStart(last int) int {
	for last > 0 && r.words[last-1].role == naming && r.text.Words[last].Gap != fold.Break {
		last--
	}
	return last
}

// agreesWithListBefore reports whether the name at word to and the one that is joined to it are adjectives with the same
// ending: Брянской и Курской области. A comma joins only nominatives, beside which the type word must be a plural
// (Волгоградская, Ростовская области); «Николаевской, Ростовской области» is a place and its parent.
func (r *reading) agreesWithListBefore(x *index, to int) bool {
	at := r.runStart(to)
	before := r.listedBefore(at)
	if before < 0 {
		return false
	}
	one, other := r.text.Of(before), r.text.Of(to)
	if !x.grammar.Adjectival(one) || !x.grammar.Adjectival(other) || string(one[len(one)-2:]) != string(other[len(other)-2:]) {
		return false
	}
	return r.andBetween(before, at) || x.grammar.Nominative(other)
}

// listByAnd notes names that an and joins as the members of a list, where no type word made one.
func (r *reading) listByAnd() {
	if len(r.members) > 0 {
		return
	}
	for i := len(r.text.Words) - 1; i > 0; i-- {
		if r.words[i].role != naming || i+1 < len(r.text.Words) && r.words[i+1].role == naming && r.text.Words[i+1].Gap != fold.Break {
			continue
		}
		at := r.runStart(i)
		before := r.listedBefore(at)
		if before < 0 || !r.andBetween(before, at) {
			continue
		}
		if len(r.members) == 0 {
			r.members = append(r.members, bitsOf(at, i+1))
		}
		r.members = append(r.members, bitsOf(r.runStart(before), before+1))
	}
	r.loose = len(r.members) > 0
}

func (r *reading) andBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.words[i].known.And {
			return true
		}
	}
	return false
}

// isOneName reports whether some name reaches over the and: Bosnia and Herzegovina.
func (r *reading) isOneName() bool {
	for i := range r.candidates {
		touched := 0
		for _, m := range r.members {
			if r.candidates[i].words&m != 0 {
				touched++
			}
		}
		if touched > 1 {
			return true
		}
	}
	return false
}

// writeList resolves each member of a list, in the order of the text. Names that only an and joins are a list only if
// each is a place; else it reports false and nothing is written.
func (w *writer) writeList() bool {
	r, all := w.r, w.f.words
	defer func() { w.f.words, w.f.only = all, 0 }()
	var list mask
	for _, m := range r.members {
		list |= m
	}
	for rest := list; rest != 0; {
		own := r.memberOf(rest & -rest)
		rest &^= own
		w.f.words, w.f.only = all&^list|own, own
		if r.loose {
			r.resolve(w.f)
			if len(r.targets) == 0 || r.targets[0].left != 0 {
				w.answer.Matches = nil
				r.scribe.reset()
				return false
			}
		}
		w.limit = len(w.answer.Matches) + 1
		w.write()
	}
	return true
}

// isMember reports whether words are among those of a list, which state no parent for its other members.
func (r *reading) isMember(words mask) bool {
	for _, m := range r.members {
		if m&words != 0 {
			return true
		}
	}
	return false
}

// memberOf returns the member that has the word.
func (r *reading) memberOf(word mask) mask {
	for _, m := range r.members {
		if m&word != 0 {
			return m
		}
	}
	return word
}
