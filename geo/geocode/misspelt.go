package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// keepByParent deals with a stated parent that is no known name («Калужскй обл.», or Буряития behind a comma): of the targets
// it keeps those whose region's or country's name is like it. With a type word there must be such a one: it keeps none when
// there is not. A region has no such parent: it is one. It reports whether there was such a parent.
func (r *reading) keepByParent(f *frame) bool {
	if len(r.targets) == 0 {
		return false
	}
	run := r.runOf(r.targets[0].left)
	typed := run.said&typeword.First != 0
	if !typed && !r.followsBreak(run, &r.targets[0]) || f.x.levelOf(r.targets[0].place) <= region.Region {
		return false
	}
	from, to := r.text.Words[run.from].From, r.text.Words[run.to-1].To
	if to-from > similar.MaxLetters {
		if typed {
			r.targets = r.targets[:0]
		}
		return typed
	}
	p, best, like := r.probe(f.x, run, doubtfulReach), doubtfulDistance, false
	for i := range r.targets {
		t := &r.targets[i]
		t.parentDistance = 1
		for _, level := range [...]region.Level{region.Region, region.Country} {
			parent := f.x.tree.Ancestor(f.x.unitOf(t.place), level)
			if parent == region.None || parent == t.place || typed && level == region.Country {
				continue
			}
			n := near{place: parent, distance: 1}
			r.compare(&p, &n)
			r.compareSound(&p, &n, run)
			if n.distance < t.parentDistance && (typed || n.edits <= mostBareParent && int(to-from) >= leastBareParent) {
				t.parentDistance, t.parent = n.distance, parent
			}
		}
		like = like || t.parentDistance <= best && t.left&^bitsOf(run.from, run.to) == 0
		best = min(best, t.parentDistance)
	}
	if !like && !typed {
		for i := range r.targets {
			r.targets[i].parentDistance = 0
		}
		return false
	}
	kept := r.targets[:0]
	for _, t := range r.targets {
		if t.left &^= bitsOf(run.from, run.to); t.parentDistance <= best && t.left == 0 {
			kept = append(kept, t)
		}
	}
	r.targets = kept
	return true
}

// A misspelt parent without a type word has so many letters at least, and so many slips at most.
const (
	leastBareParent = 5
	mostBareParent  = 2
)

// followsBreak reports whether a run stands behind a target, or before it, with a comma between.
func (r *reading) followsBreak(run wanted, t *target) bool {
	from, to := int(t.from), int(t.to)
	switch {
	case run.to == 0 || run.to == run.from:
		return false
	case run.from >= to:
		return r.text.Words[run.from].Gap == fold.Break
	case run.to <= from:
		for i := run.to; i <= from; i++ {
			if r.text.Words[i].Gap == fold.Break {
				return true
			}
		}
	}
	return false
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
