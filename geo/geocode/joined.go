package geocode

import "oblast/geo/geocode/fold"

// leastJoined is the letters that each half of a joined word has at least.
const leastJoined = 4

// unjoin tries a text of one word as a name and its type word written together, as tags have them (#курскаяобласть), and
// reports whether it answered.
func (w *writer) unjoin() bool {
	r, f := w.r, w.f
	if len(r.text.Words) != 1 || len(r.text.Of(0)) < 2*leastJoined {
		return false
	}
	whole := append(r.kept[0][:0], r.text.Words...)
	r.kept[0] = whole
	for at := leastJoined; at <= int(whole[0].To-whole[0].From)-leastJoined; at++ {
		if !r.isTypeWord(f.x, r.text.Of(0), at) {
			continue
		}
		if r.text.Split(0, at); w.answerSplit() {
			return true
		}
		r.restore(f, whole)
	}
	r.gather(f, false)
	r.resolve(f)
	return false
}

// isTypeWord reports whether the letters from at on, or those before, are a word for a kind of place that stands on that
// side of its name.
func (r *reading) isTypeWord(x *index, word []byte, at int) bool {
	if known, ok := x.lexicon.Find(word[at:]); ok && known.Kind != 0 && !known.Dotted {
		return true
	}
	known, ok := x.lexicon.Find(word[:at])
	return ok && known.Kind != 0 && known.Before && fold.ScriptOf(word[0]) == fold.Cyrillic
}

// answerSplit answers when the two words are a place of the kind that one of them says.
func (w *writer) answerSplit() bool {
	r, f := w.r, w.f
	r.interpret(f.x)
	f.words = r.toExplain()
	f.all = f.words
	if f.words == 0 {
		return false
	}
	r.gather(f, false)
	r.resolve(f)
	if len(r.targets) == 0 || r.targets[0].left != 0 || r.targets[0].said == 0 || r.targets[0].fit < .9 || r.targets[0].by > byForm {
		return false
	}
	w.writeTargets()
	return len(w.answer.Matches) > 0
}
