package geocode

import (
	"math/bits"
	"slices"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// leastBare is the letters of the shortest misspelt name that is believed without a type word or parent.
const leastBare = 6

// trial is a reading of the text with one word as it may have been meant.
type trial struct {
	targets []target
	edits   int
	word    int  // that was misspelt
	typed   bool // it is a type word
	letters int
	rooted  int // letters of the word without its case ending

	ordinary  bool // the word as it stands is of the ordinary vocabulary, or says whose or whence somebody is
	first     bool // its first letter is another
	stem      bool // only its stem was compared
	onlyTypes bool // only type words are tried in its place
	surname   bool // the word as it stands ends like a second name
	folk      bool // or like a word for the people of a town

	left    int    // fewest words that a guess of this trial leaves
	partial []byte // the word with that guess
}

// searchEverywhere takes each unexplained word for a misspelling of a known one. It answers when all words are explained
// then, with the places of the fewest edits.
func (w *writer) searchEverywhere() bool {
	r, f := w.r, w.f
	left := f.words
	if len(r.targets) > 0 {
		left = r.targets[0].left
	}
	if bits.OnesCount64(left) > 2 {
		return false
	}
	words := append(r.kept[0][:0], r.text.Words...)
	r.kept[0] = words
	best := w.tryEach(left, words)
	if len(best.targets) == 0 && f.sure { // with more slips it would be a guess
		w.unsure = true
		r.gather(f, false)
		r.resolve(f)
		return false
	}
	if len(best.targets) == 0 && best.partial != nil { // two misspelt words
		r.text.Replace(best.word, best.partial, nil)
		again := append(r.kept[1][:0], r.text.Words...)
		r.kept[1] = again
		left &^= 1 << best.word
		best = w.tryEach(left, again)
		best.edits++
		r.restore(f, words)
	}
	if len(best.targets) == 0 {
		r.gather(f, false)
		r.resolve(f)
		return w.searchUnits()
	}
	w.writeTrial(&best)
	return true
}

// tryEach tries each of the words in turn.
func (w *writer) tryEach(left mask, words []fold.Word) trial {
	best := trial{edits: 3, left: bits.OnesCount64(left)}
	if w.f.sure {
		best.edits = 1
	}
	for rest := left; rest != 0; rest &= rest - 1 {
		w.try(bits.TrailingZeros64(rest), &best)
		w.r.restore(w.f, words)
	}
	return best
}

// restore gives the text its own words again.
func (r *reading) restore(f *frame, words []fold.Word) {
	r.text.Words = append(r.text.Words[:0], words...)
	r.interpret(f.x)
	f.words = r.toExplain()
	f.all = f.words
}

// try puts the known words in the place of one, and keeps the targets of those with the fewest edits that explain all.
func (w *writer) try(i int, best *trial) {
	r, f := w.r, w.f
	slips := f.x.slips()
	word := append(r.misspelt[:0], r.text.Of(i)...)
	r.misspelt = word
	stem := len(f.x.grammar.Stem(word))
	r.guesses = slips.guesses(r.guesses[:0], &r.pattern, word, false)
	if stem < len(word) {
		r.guesses = slips.guesses(r.guesses, &r.pattern, word[:stem], true)
	}
	own := r.text.Words[i]
	if !best.onlyTypes {
		r.guesses = r.guesses[:min(len(r.guesses), maxGuesses)]
	}
	for _, g := range r.guesses {
		if int(g.edits) > best.edits {
			break
		}
		if best.onlyTypes {
			if known, ok := f.x.lexicon.Find(slips.of(g.word)); !ok || known.Kind == 0 && !known.Modifier {
				continue
			}
		}
		r.text.Words[i] = own
		r.text.Replace(i, slips.of(g.word), ending(word, stem, g.stem))
		r.interpret(f.x)
		f.words = r.toExplain()
		f.all = f.words
		if f.words == 0 || r.words[i].role == joining {
			continue
		}
		r.gather(f, false)
		r.resolve(f)
		if n := min(r.leftover(), bits.OnesCount64(f.words)); n > 0 || len(r.targets) == 0 {
			if len(best.targets) == 0 && n < best.left {
				best.left, best.word, best.partial = n, i, slices.Clone(r.text.Of(i))
			}
			continue
		}
		t := trial{
			edits: int(g.edits), word: i, typed: r.words[i].role == typing, letters: len(word), rooted: stem,
			ordinary: f.x.ordinary.Has(word, ordinary.Form) || f.x.ordinary.Has(word, ordinary.Name) || isDemonym(word, r.text.Of(i)) || isPatronymic(word), first: r.text.Of(i)[0] != word[0], stem: g.stem,
			surname: isSurname(word, surnames, declinedSurnames, families) || adjectiveEnding(word) && own.Script == fold.Cyrillic && (i == 0 || !r.words[i-1].known.Where), folk: isTownsfolk(word),
		}
		for k := range r.targets {
			if w.believes(&r.targets[k], &t) {
				t.targets = append(t.targets, r.targets[k])
			}
		}
		switch {
		case len(t.targets) == 0:
		case t.edits < best.edits || len(best.targets) == 0:
			t.left, t.onlyTypes = best.left, best.onlyTypes
			*best = t
		case t.word == best.word:
			best.add(t.targets)
		}
	}
}

// leastTypeWord is the letters of the shortest misspelt type word that is looked for beside names that are known.
const leastTypeWord = 4

// searchTypeWord takes the one unexplained word for a misspelt type word (Lgov Urgbn Okrug, Mogilev Rgion), and answers when all
// words are explained then. It leaves the text as it was.
func (w *writer) searchTypeWord(left mask) bool {
	r, f := w.r, w.f
	i := bits.TrailingZeros64(left)
	if bits.OnesCount64(left) != 1 || w.inList || i >= len(r.text.Words) || len(r.text.Of(i)) < leastTypeWord {
		return false
	}
	words := append(r.kept[0][:0], r.text.Words...)
	r.kept[0] = words
	best := trial{edits: 3, left: 1, onlyTypes: true}
	w.try(i, &best)
	r.restore(f, words)
	if len(best.targets) > 0 && best.typed {
		w.writeTrial(&best)
		return true
	}
	r.gather(f, false)
	r.resolve(f)
	return false
}

// add takes over the places that are not there yet.
func (t *trial) add(more []target) {
	for _, m := range more {
		if !slices.ContainsFunc(t.targets, func(have target) bool { return have.place == m.place }) {
			t.targets = append(t.targets, m)
		}
	}
}

func ending(word []byte, stem int, isStem bool) []byte {
	if isStem {
		return word[stem:]
	}
	return nil
}

// believes reports whether a target is likely enough for a word that was misspelt: of those without a type word or a
// stated parent only large places, and only for one slip in a long word.
func (w *writer) believes(t *target, tr *trial) bool {
	if t.by > byAdjective || w.f.x.names.kind[t.name] == historical {
		return false
	}
	const towns = typeword.City | typeword.Village | typeword.Community | typeword.Country
	if tr.typed || t.said&^towns != 0 || t.words>>tr.word&1 == 0 {
		return tr.letters > leastSlip || tr.edits == 1 && t.said != 0
	}
	if w.r.hasNationality() {
		return false // російські війська
	}
	if w.meansPersonLike(t, tr) {
		return false
	}
	if t.said != 0 {
		return tr.edits == 1 && tr.letters > leastBare
	}
	if tr.edits > 1 || tr.letters < leastBare {
		return false
	}
	if t.words != w.f.words || w.f.within != region.None {
		return true
	}
	return w.believesLone(t, tr)
}

// Letters of the shortest misspelt lone word that is believed: of a town elsewhere, and of a case form of one at home, both
// without the ending.
const (
	shortFar  = 7
	shortForm = 7

	shortBare  = 8       // and of any but the larger ones
	leastShort = 100_000 // people of these
)

// believesLone is believes for a word that is all that the text names. Most such words are none: only the official names of
// large places are believed, the more so the longer they are.
func (w *writer) believesLone(t *target, tr *trial) bool {
	x := w.f.x
	level, far := x.levelOf(t.place), !x.deep[x.countryOf(t.place)]
	switch {
	case !x.peopled(t.place), tr.folk, tr.first && tr.stem:
		return false
	case tr.ordinary && w.f.isLone(&t.candidate) && level != region.Region:
		return false
	case w.r.isPlaced(&t.candidate) || level == region.Country:
		return !(far && tr.letters < shortFar)
	case tr.rooted < shortBare && level == settlementLevel && !x.hasPeople(t.place, leastShort, leastShort):
		return false
	case far && tr.rooted < shortFar, tr.stem && tr.rooted < shortForm && level == settlementLevel, x.names.kind[t.name] == alternate && (tr.surname || tr.stem):
		return false
	}
	return true
}

// writeTrial answers with the targets of a trial.
func (w *writer) writeTrial(best *trial) {
	r := w.r
	slices.SortStableFunc(best.targets, func(a, b target) int {
		switch {
		case a.odds > b.odds:
			return -1
		case a.odds < b.odds:
			return 1
		}
		return 0
	})
	sum := 0.
	for i := range best.targets {
		sum += best.targets[i].odds
	}
	letters := float64(len(r.text.Of(best.word)))
	for i := range best.targets {
		if len(w.answer.Matches) == w.limit || i > 0 && best.targets[i].odds < sum*rivalShare {
			break
		}
		t := best.targets[i]
		n := found{
			target: t, matchType: Fuzzy, certainty: sureFuzzy, area: sureFuzzy, share: t.odds / sum, rivals: len(best.targets), parent: region.None,
			near: &near{place: t.place, name: t.name, edits: best.edits, distance: float64(best.edits) / letters}, slip: best.word + 1,
		}
		if best.edits > 1 || t.said == 0 || n.near.distance > sureDistance {
			n.certainty, n.review = doubtfulFuzzy, true
		}
		own := w.f.x.regionOf(t.place)
		for k := range best.targets {
			if w.f.x.regionOf(best.targets[k].place) == own {
				n.regionShare += best.targets[k].odds / sum
			}
		}
		w.match(&n)
	}
}
