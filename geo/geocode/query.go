package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/region"
)

// floor is the certainty below which a match is not answered.
const floor = .25

// Certainties of the answers that are found by likeness or not at all.
const (
	sureFuzzy     = .88
	doubtfulFuzzy = .60
	fallback      = .15 // that the parent itself was meant
	fallbackArea  = .90 // that the place is in it
)

// Geocode answers a query. Text that names no place, or is longer than a place name can be, has no match. It takes
// microseconds, and time in proportion to the text up to that length.
func (c *Geocoder) Geocode(q Query) Answer {
	r := c.pool.Get().(*reading)
	r.work = 0
	r.begin(c, &q)
	r.answer(&q)
	if r.out.unsure {
		r.answerUnsure(c, &q)
	}
	answer := r.out.answer
	if len(answer.Matches) == 0 {
		answer.Matches = nil
	}
	clear(r.matches)
	r.out, r.frame = writer{}, frame{} // nothing of the query outlives it
	c.pool.Put(r)
	return answer
}

// begin makes ready for a query.
func (r *reading) begin(c *Geocoder, q *Query) {
	r.out = writer{r: r, calibration: c.calibration, limit: q.Limit, answer: Answer{Query: q.Text, Matches: r.matches[:0]}}
	r.frame = frame{x: c.index, aliases: c.aliases, within: region.None, at: q.At, speaker: q.Speaker, level: q.Level, named: q.Named, sure: q.Sure, bare: q.Bare}
}

// answer goes the way of a query.
func (r *reading) answer(q *Query) {
	f, w := &r.frame, &r.out
	if q.Within != "" {
		var ok bool
		if f.within, ok = f.x.tree.Find(q.Within); !ok {
			w.answer.Reason = UnknownWithin
			return
		}
	}
	if !r.read(f.x, q.Text) {
		w.answer.Reason = TooLong
		return
	}
	if f.within != region.None {
		r.nameByType(f.x)
	}
	if f.words = r.toExplain(); f.words == 0 || r.isVague() || r.isPerson(q.Text) {
		if f.words == 0 && !r.isVague() && r.capitalWord() >= 0 {
			w.f, w.lang = f, r.language(q.Lang)
			r.gather(f, false)
			if r.scribe.reset(); w.writeCapital() {
				w.deal()
				return
			}
		}
		w.answer.Reason = r.reasonFor(f)
		return
	}
	if r.mustList() && r.readBeside(f.x) {
		f.words = r.toExplain()
	}
	f.all = f.words
	r.gather(f, false)
	w.f, w.lang = f, r.language(q.Lang)
	if w.limit <= 0 {
		w.limit = defaultLimit
	}
	r.scribe.reset()
	if limit := w.limit; !r.mustList() || !w.writeList() {
		w.limit = limit
		if w.write(); w.answer.Reason == Unsure {
			return
		}
	}
	if m := w.answer.Matches; len(m) == 0 && len(w.answer.Rejected) == 0 || len(m) > 0 && m[0].MatchType == ParentFallback && f.x.levels[m[0].Unit] == region.Country {
		if !w.unjoin() {
			w.retype(q)
		}
	}
	w.deal()
	w.joinBorder()
	if len(w.answer.Matches) == 0 {
		w.answer.Reason = r.reasonFor(f)
	}
}

// language returns the language of labels: the one asked for, or that of the text.
func (r *reading) language(asked string) string {
	if asked != "" {
		return asked
	}
	for i := range r.text.Words {
		if r.text.Words[i].Script == fold.Cyrillic {
			if r.spelt == romanise.Ukrainian {
				return "uk"
			}
			return "ru"
		}
	}
	return "en"
}

// write resolves the query as one place.
func (w *writer) write() {
	r, f := w.r, w.f
	r.resolve(f)
	if len(r.targets) > 0 && r.targets[0].left == 0 {
		if w.inList || !w.writeCapitalOf() {
			w.writeTargets()
		}
		return
	}
	if !w.inList && (w.writeCityOfDistrict() || w.writeBeside()) {
		return
	}
	if !w.inList && r.respell(f, r.leftover()) && r.leftover() == 0 {
		w.writeTargets()
		return
	}
	if !w.inList && r.mayList() {
		if w.writeList() {
			return
		}
		r.resolve(f)
	}
	if r.keepByParent(f) {
		if len(r.targets) > 0 {
			w.writeTargets()
		} else {
			w.reject(f.words, region.None)
		}
		return
	}
	parent, ok := r.parent(f)
	if !ok || parent.to == 0 && f.x.levels[parent.place] == region.Country || f.x.levelOf(parent.place) == region.Country {
		r.resolve(f)
		if !w.inList && w.searchEverywhere() {
			return
		}
	}
	if ok && f.x.levelOf(parent.place) >= region.District {
		if w.searchTypeWord(parent.left) {
			return
		}
	}
	if !ok || parent.left == 0 { // every word is spent on the parent, which is not of the level asked for
		w.reject(f.words, region.None)
		return
	}
	if w.writeInside(parent); w.answer.Reason != Unsure {
		w.reject(parent.left, parent.place)
	}
}

// writeBeside answers with a place that another is only near to, and reports whether there is one.
func (w *writer) writeBeside() bool {
	r, f := w.r, w.f
	if !r.readBeside(f.x) {
		return false
	}
	f.words = r.toExplain()
	f.all = f.words
	r.gather(f, false)
	if r.resolve(f); len(r.targets) > 0 && r.targets[0].left == 0 {
		w.writeTargets()
		return true
	}
	r.interpret(f.x)
	f.words = r.toExplain()
	f.all = f.words
	r.gather(f, false)
	r.resolve(f)
	return false
}

// parent returns the unit inside which the unexplained words are to be looked for: one that the query states, or that it
// is asked within.
func (r *reading) parent(f *frame) (target, bool) {
	free := *f
	free.level, free.only = nil, 0
	r.resolve(&free)
	last := -1
	for i := range r.targets {
		t := &r.targets[i]
		if t.states {
			return *t, true
		}
		if r.heads(f, t) && (last < 0 || t.from > r.targets[last].from) {
			last = i // Kiev, Missouri
		}
	}
	if last >= 0 {
		return r.targets[last], true
	}
	if f.within == region.None {
		return target{}, false
	}
	return target{candidate: candidate{place: f.within, fit: 1}, left: f.words, odds: 1}, true
}

// heads reports whether a unit without a type word still reads as the parent of the unexplained words: it stands apart
// from them, behind a comma (Dzhezkazgan, Kaluga).
func (r *reading) heads(f *frame, t *target) bool {
	if f.x.isSettlement(t.place) || f.x.levels[t.place] > region.Region || !r.apart(&t.candidate) {
		return false
	}
	from, to := int(t.from), int(t.to)
	if from > 1 && r.words[from-1].known.Where && fold.Show(r.text.Of(from-2)) == "area" {
		return true // Dzhezkazgan area in Kaluga
	}
	return from > 0 && r.text.Words[from].Gap == fold.Break || to < len(r.text.Words) && r.text.Words[to].Gap == fold.Break
}
