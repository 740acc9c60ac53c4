package geocode

import (
	"bytes"
	"math/bits"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
)

// respell reads Latin words thoroughly and in other languages' ways until the candidates explain all words, and keeps the
// reading that explains most. It reports whether one explains more than the usual one, whose targets leave so many words.
// Where the words have as many candidates as are taken they are not read again.
func (r *reading) respell(f *frame, left int) bool {
	if !r.hasLatinName() || len(r.candidates) == maxCandidates {
		return false
	}
	best, usual := romanise.Reading(0), r.as
	for i := range r.text.Words {
		r.words[i].marks = romanise.Marks(r.text.Of(i))
	}
	r.thorough = true
	r.gather(f, false)
	r.resolve(f)
	if n := r.leftover(); n < left {
		if left = n; n == 0 {
			return true
		}
	}
	stale := false // the candidates are those of another reading
	for _, as := range romanise.Readings {
		changed := r.readAs(as)
		if changed == 0 {
			continue
		}
		if stale = !r.soundsLikeName(f.x, changed); stale {
			continue
		}
		r.gather(f, false)
		r.resolve(f)
		if n := r.leftover(); n < left {
			left, best = n, as
			if n == 0 {
				return true
			}
		}
	}
	if r.readAs(best) != 0 || best != usual || stale {
		r.gather(f, false)
	}
	r.resolve(f)
	return best != usual
}

// leftover counts the words that the targets leave; 64 without targets.
func (r *reading) leftover() int {
	if len(r.targets) == 0 {
		return 64
	}
	return bits.OnesCount64(r.targets[0].left)
}

// soundsLikeName reports whether some name sounds like words of which one is among those given.
func (r *reading) soundsLikeName(x *index, words mask) bool {
	n := len(r.text.Words)
	for from := range n {
		hash := uint64(0)
		for to := from + 1; to <= min(n, from+maxSpan); to++ {
			if to > from+1 && (r.text.Words[to-1].Gap == fold.Break || !x.sound.continues(hash)) {
				break
			}
			hash = joinHash(hash, r.wordSound(to-1))
			if bitsOf(from, to)&words != 0 && x.sound.holds(hash) {
				return true
			}
		}
	}
	return false
}

// readAs gives the Latin words of names their keys of a reading, and returns those whose key is another than before.
func (r *reading) readAs(as romanise.Reading) (changed mask) {
	was := r.as
	for i := range r.text.Words {
		if r.words[i].heard {
			r.wordSound(i)
		}
	}
	r.as = as
	for i := range r.text.Words {
		w := &r.words[i]
		if w.soundTo == 0 || r.text.Words[i].Script != fold.Latin || (as|was)&w.marks == 0 {
			continue
		}
		before := w.sound
		if as&w.marks == 0 && w.usualTo > 0 {
			w.soundFrom, w.soundTo, w.sound = w.usualFrom, w.usualTo, w.usual
		} else {
			from := len(r.sounds)
			sounds, hash := r.heard.append(r.sounds, r.text.Of(i), w.exact, r.spelt, as)
			if r.sounds = sounds; bytes.Equal(sounds[w.soundFrom:w.soundTo], sounds[from:]) {
				r.sounds = sounds[:from]
				continue
			}
			w.soundFrom, w.soundTo, w.sound = int32(from), int32(len(sounds)), hash
		}
		if w.sound != before {
			changed |= 1 << i
		}
	}
	return changed
}

// hasLatinName reports whether a word of a name is Latin.
func (r *reading) hasLatinName() bool {
	for i := range r.text.Words {
		if r.words[i].role == naming && r.text.Words[i].Script == fold.Latin {
			return true
		}
	}
	return false
}
