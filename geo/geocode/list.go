package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// A list names several places: under one type word («Белгородской, Брянской и Тверской областей»), joined by and (Kaluga
// and Obninsk), or one after another (Брянская область, Калужская область). Each is resolved as a place of its own; what
// else the text says of a list under one type word holds for all.

// listBefore gives a plural type word to the names before its own as well, as far as commas and ands go, and notes them
// as the members of a list. Before an adjective, a name that is none has no part in the type word: Москва, Брянская и
// Калужская области.
func (r *reading) listBefore(x *index, from, last int, kind typeword.Kind) {
	at := r.runStart(last)
	own := bitsOf(at, last+1)
	adjectives := r.text.Words[last].Script == fold.Cyrillic && x.grammar.Adjectival(r.text.Of(last))
	for {
		before := r.listedBefore(at)
		if before < 0 || r.words[before].said != 0 || adjectives && !x.grammar.Adjectival(r.text.Of(before)) {
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
	for before >= 0 && (r.words[before].known.Of || r.isCount(before)) {
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

func (r *reading) andBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.words[i].known.And {
			return true
		}
	}
	return false
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

// writeList resolves the text as a list and reports whether it is one.
func (w *writer) writeList() bool {
	r := w.r
	if r.cut(); len(r.segments) < 2 {
		return false
	}
	all := w.f.words
	defer func() { w.f.words, w.f.only, w.f.company, w.inList = all, 0, w.f.company[:0], false }()
	w.inList = true
	if len(r.members) > 0 {
		w.writeMembers(all)
		return true
	}
	return w.writeSegments()
}

// writeMembers resolves the members of a list under one type word in the order of the text. What an and joins to them is
// a place of its own, and left out if it is none; the rest holds for each member.
func (w *writer) writeMembers(all mask) {
	r := w.r
	var list, alone mask
	for _, m := range r.members {
		list |= m
	}
	for i, s := range r.segments {
		follows := i+1 < len(r.segments) && r.segments[i+1].and && r.segments[i+1].words&list != 0
		if s.words&list == 0 && (s.and || follows) {
			alone |= s.words
		}
	}
	shared := all &^ list &^ alone
	if alone |= w.misfits(shared, list); alone&shared != 0 {
		shared &^= alone
	}
	w.findCompany(list, shared, alone)
	for _, s := range r.segments {
		if s.words&alone != 0 {
			w.writeAlone(s.words)
			continue
		}
		for rest := s.words & list; rest != 0; {
			own := r.memberOf(rest & -rest)
			rest &^= own
			w.f.words, w.f.only = shared|own, own
			before := len(w.answer.Matches)
			w.limit = before + 1
			if w.write(); len(w.answer.Matches) == before {
				w.rejectUnknown(own)
			}
		}
	}
}

// misfits returns the shared words if they are no parent of the members but places of their own: в Москве, Брянской и
// Курской областях.
func (w *writer) misfits(shared, list mask) (alone mask) {
	own := w.r.memberOf(list & -list)
	if shared == 0 || w.resolves(shared|own) {
		return 0
	}
	for _, s := range w.r.segments {
		if words := s.words & shared; words != 0 && s.words&list == 0 && w.resolves(words) {
			alone |= words
		}
	}
	return alone
}

// writeAlone answers with what the words mean by themselves, if they mean a place.
func (w *writer) writeAlone(words mask) {
	if w.resolves(words) {
		w.writeOwn()
	}
}

// writeOwn answers with the targets of one member.
func (w *writer) writeOwn() {
	if w.r.border > 0 {
		w.r.keepUnits(w.f.x)
	}
	w.limit = len(w.answer.Matches) + 1
	w.writeTargets()
}

// resolves reports whether words mean a place with nothing left to explain; the targets are resolved then.
func (w *writer) resolves(words mask) bool {
	w.f.words, w.f.only = words, words
	w.r.resolve(w.f)
	return len(w.r.targets) > 0 && w.r.targets[0].left == 0
}

// countryOf returns the country of a place, region.None for none.
func (x *index) countryOf(p place) int32 { return x.tree.Ancestor(x.unitOf(p), region.Country) }

// memberOf returns the member that has the word.
func (r *reading) memberOf(word mask) mask {
	for _, m := range r.members {
		if m&word != 0 {
			return m
		}
	}
	return word
}

// mayList reports whether a comma parts words, so that they are a list if they are not a place with its parents.
func (r *reading) mayList() bool {
	for i := range r.text.Words {
		if r.text.Words[i].Gap == fold.Break {
			return !r.mustList()
		}
	}
	return false
}

// mustList reports whether the text is a list if it can be one: by a plural type word, an and, or a border.
func (r *reading) mustList() bool {
	if r.border > 0 || len(r.members) > 0 {
		return true
	}
	for i := range r.text.Words {
		if r.words[i].known.And {
			return true
		}
	}
	return false
}
