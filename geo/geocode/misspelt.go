package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// keepByParent deals with a stated parent that is no known name («Калужскй обл.»): of the targets it keeps those whose
// region's name is like it, and none when there is no such region. A region has no such parent: it is one. It reports whether there was such a parent.
func (r *reading) keepByParent(f *frame) bool {
	if len(r.targets) == 0 {
		return false
	}
	run := r.runOf(r.targets[0].left)
	if run.said&typeword.First == 0 || f.x.levelOf(r.targets[0].place) <= region.Region {
		return false
	}
	from, to := r.text.Words[run.from].From, r.text.Words[run.to-1].To
	if to-from > similar.MaxLetters {
		r.targets = r.targets[:0]
		return true
	}
	p := r.probe(f.x, run)
	best := doubtfulDistance
	for i := range r.targets {
		t := &r.targets[i]
		t.parentDistance = 1
		if parent := f.x.tree.Ancestor(f.x.unitOf(t.place), region.Region); parent != region.None && parent != t.place {
			n := near{place: parent, distance: 1}
			r.compare(&p, &n)
			r.compareSound(&p, &n, run)
			t.parentDistance, t.parent, t.left = n.distance, parent, t.left&^bitsOf(run.from, run.to)
		}
		best = min(best, t.parentDistance)
	}
	kept := r.targets[:0]
	for _, t := range r.targets {
		if t.parentDistance <= best && t.left == 0 {
			kept = append(kept, t)
		}
	}
	r.targets = kept
	return true
}

// compareSound holds one place's keys against the sound of the wanted words, for names in other scripts and schemes.
func (r *reading) compareSound(p *probe, n *near, w wanted) {
	if p.script != fold.Latin || w.to-w.from > 1 {
		return
	}
	r.wordSound(w.from)
	sounds := r.sounds[r.words[w.from].soundFrom:r.words[w.from].soundTo]
	var pattern similar.Pattern
	pattern.Set(sounds)
	for k := p.x.keys.first[n.place]; k < p.x.keys.first[n.place+1]; k++ {
		n.consider(&pattern, len(sounds), p.x.keys.of(k), 0, p.x.keys.name[k])
	}
}
