package snapshot

import (
	"maps"
	"slices"
	"sync"

	"oblast/data/record"
)

// holdsFor reports whether verdicts under these limits stand under others: the same restrictions, and nothing has become
// public meanwhile.
func (l *limits) holdsFor(o *limits) bool {
	return !o.now.Before(l.now) && (l.due.IsZero() || l.due.After(o.now)) && l.sameAs(o)
}

// retold returns what may be told of a register that differs from another, of which p tells, by some entries. Only these are
// judged, and under other limits those that may be judged otherwise; only they, and what refers to something that is veiled
// now and was not, or the other way round, are told anew. The result is what newPublic gives.
func (p *public) retold(r, was *register, l *limits, changed map[record.Kind][]*Entry) *public {
	if p.limits.holdsFor(l) {
		l.due = p.limits.due
	} else {
		more, ok := p.alsoRejudged(r, l, changed)
		if !ok || l.now.Before(p.limits.now) { // a clock that stepped back withholds again
			return newPublic(r, l, p, nil)
		}
		changed = more
	}
	next := &public{limits: l, incidents: p.incidents, tallies: p.tallies, withheld: p.withheld, generalised: p.generalised,
		bound: p.bound, names: p.names, hidden: p.hidden, shown: p.shown, others: p.others}
	again := next.judgeAgain(changed) || !l.sameAs(p.limits)
	again = again || next.tied(r, was, changed)
	fresh := map[string]*Entry{} // told anew
	for _, kind := range boundKinds {
		for _, e := range changed[kind] {
			fresh[e.ID] = e
		}
	}
	w, more := (*widening)(nil), false
	if again {
		w, more = next.widen(r, was, p, changed)
	}
	if more {
		next.widened(w, changed, fresh)
	}
	v := &veil{limits: l, names: next.names}
	if again && !more {
		next.withheld, next.generalised, next.shown = 0, 0, make(map[string]*Entry, len(p.shown))
		v = next.hide(r)
		next.others = maps.Clone(p.others)
		next.referring(r, was, p, fresh)
		for _, kind := range otherKinds {
			for _, e := range changed[kind] {
				next.cite(v, e)
			}
		}
		for _, e := range r.byKind[record.KindAlias] { // one that was hidden may be told
			next.cite(v, e)
		}
		maps.DeleteFunc(next.others, func(id string, _ *Entry) bool { return next.hidden[id] })
		for id, e := range p.shown {
			if e.Kind == record.KindIncident || e.Kind == record.KindTally {
				next.shown[id] = e
			}
		}
		for id := range fresh {
			delete(next.shown, id)
			delete(next.shown, p.names[id])
		}
	}
	for _, kind := range boundKinds {
		next.replace(kind, v, fresh, p)
	}
	switch {
	case more:
		for id, e := range fresh {
			if told := next.shown[v.name(id)]; told != nil {
				next.tellTied(v, r, e, told)
			}
		}
	case again:
		next.tellRest(r, v)
	}
	return next
}

// judgeAgain judges what changed, and reports whether something that a restriction touches is among it.
func (p *public) judgeAgain(changed map[record.Kind][]*Entry) (touched bool) {
	for _, kind := range boundKinds {
		for _, e := range changed[kind] {
			_, held := p.bound[e.ID]
			j := p.judge(e)
			if !held && j == nil {
				continue
			}
			if !touched {
				p.bound, touched = maps.Clone(p.bound), true
			}
			if delete(p.bound, e.ID); j != nil {
				p.bound[e.ID] = j
			}
		}
	}
	return touched
}

// tied reports whether something that changed is veiled, or tied to what is, in either version.
func (p *public) tied(r, was *register, changed map[record.Kind][]*Entry) bool {
	v := &veil{names: p.names}
	for kind, entries := range changed {
		for _, e := range entries {
			if kind == record.KindAlias || p.isTied(v, r, was, e) {
				return true
			}
		}
	}
	return false
}

// isTied reports whether an entry that two registers have otherwise is veiled, or tied to what is, in either.
func (p *public) isTied(v *veil, r, was *register, e *Entry) bool {
	before, held := was.entry(e.ID)
	if p.hidden[e.ID] || p.shown[e.ID] != nil || v.ever(e) || held && v.ever(before) {
		return true
	}
	if e.Kind != record.KindDocument {
		return false
	}
	chain, other := map[string]bool{}, map[string]bool{}
	r.spread(e.ID, chain)
	if held {
		was.spread(e.ID, other)
		maps.Copy(chain, other)
	}
	for id := range chain {
		if p.hidden[id] {
			return true
		}
	}
	return false
}

// referring adds to fresh the incidents and tallies that refer to something that is veiled in one version alone, and to
// others what else does. What nobody held before, nobody refers to but what changed.
func (p *public) referring(r, was *register, before *public, fresh map[string]*Entry) {
	differs := &veil{names: map[string]string{}}
	held := false
	note := func(id, name string) {
		differs.names[id] = name
		if _, ok := was.entry(id); ok {
			held = true
		}
	}
	for id, name := range p.names {
		if _, ok := before.names[id]; !ok {
			note(id, name)
		}
	}
	for id, name := range before.names {
		if _, ok := p.names[id]; !ok {
			note(id, name)
		}
	}
	if !held {
		return
	}
	r.addReferring(differs, fresh)
	now := &veil{names: p.names}
	for _, kind := range otherKinds {
		for _, e := range r.byKind[kind] {
			if before.hidden[e.ID] || differs.ever(e) {
				p.cite(now, e)
			}
		}
	}
}

// addReferring adds the incidents and tallies that refer, or referred, to what a veil names. It looks at all of them, on all
// cores.
func (r *register) addReferring(v *veil, fresh map[string]*Entry) {
	var mu sync.Mutex
	for _, kind := range boundKinds {
		all := r.byKind[kind]
		inParts(len(all), func(from, to int) {
			var found []*Entry
			for _, e := range all[from:to] {
				if v.ever(e) {
					found = append(found, e)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			for _, e := range found {
				fresh[e.ID] = e
			}
		})
	}
}

// cite notes whether an entry refers, or referred, to something veiled.
func (p *public) cite(v *veil, e *Entry) {
	if delete(p.others, e.ID); len(e.Revisions) > 0 && !p.hidden[e.ID] && v.ever(e) {
		p.others[e.ID] = e
	}
}

// replace tells those of a kind that are fresh anew.
func (p *public) replace(kind record.Kind, v *veil, fresh map[string]*Entry, before *public) {
	var come []published
	gone := map[string]bool{}
	for id, e := range fresh {
		if e.Kind != kind {
			continue
		}
		if gone[id] = true; before.names[id] != "" {
			gone[before.names[id]] = true
		}
		if len(e.Revisions) == 0 { // a tombstone of what is not there
			continue
		}
		if told, ok := p.tell(v, e, before); ok {
			come = append(come, told)
		}
	}
	if len(gone) == 0 {
		return
	}
	slices.SortFunc(come, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
	for _, told := range come {
		gone[told.entry.ID] = true
	}
	list := p.list(kind)
	*list = spliced(*list, slices.Sorted(maps.Keys(gone)), come)
}

// spliced returns a list by id without some ids, which ascend, and with others instead.
func spliced(list []published, gone []string, come []published) []published {
	out := make([]published, 0, len(list)+len(come))
	for _, id := range gone {
		n, ok := findPublished(list, id)
		out = append(out, list[:n]...)
		if ok {
			n++
		}
		list = list[n:]
		if len(come) > 0 && come[0].entry.ID == id {
			out, come = append(out, come[0]), come[1:]
		}
	}
	return append(out, list...)
}
