package snapshot

import (
	"slices"
	"sync"
	"time"

	"oblast/data/record"
)

// sameAs reports whether the restrictions are the same.
func (l *limits) sameAs(o *limits) bool {
	return slices.EqualFunc(l.all, o.all, func(a, b limit) bool { return a.Restriction == b.Restriction })
}

// without returns the restrictions that others do not have.
func (l *limits) without(o *limits) []limit {
	return slices.DeleteFunc(slices.Clone(l.all), func(a limit) bool {
		return slices.ContainsFunc(o.all, func(b limit) bool { return a.Restriction == b.Restriction })
	})
}

// dueAt notes when something becomes public; zero: never.
func (l *limits) dueAt(at time.Time) {
	if !at.IsZero() && (l.due.IsZero() || at.Before(l.due)) {
		l.due = at
	}
}

// manyRejudged is which part of the incidents has to be judged otherwise to find all anew.
const manyRejudged = 4

// alsoRejudged adds to the entries that changed the incidents and tallies of a register that are judged otherwise than
// under p's limits, and notes in l when the next becomes public; ok is false where they are many. All are held against the
// restrictions that came, on all cores; judged whole are only those that these touch, that one which is gone touched, or
// that are, or were, withheld for a time.
func (p *public) alsoRejudged(r *register, l *limits, changed map[record.Kind][]*Entry) (more map[record.Kind][]*Entry, ok bool) {
	come, gone := l.without(p.limits), p.limits.without(l)
	var mu sync.Mutex
	more = make(map[record.Kind][]*Entry, len(changed)+len(boundKinds))
	for kind, entries := range changed {
		more[kind] = slices.Clip(entries)
	}
	n := 0
	for _, kind := range boundKinds {
		all := r.byKind[kind]
		inParts(len(all), func(from, to int) {
			added, whole := public{limits: &limits{tree: l.tree, now: l.now, all: come}}, public{limits: &limits{tree: l.tree, now: l.now, all: l.all}}
			var found []*Entry
			for _, e := range all[from:to] {
				was := p.bound[e.ID]
				if (was == nil || !was.dependsOn(gone)) && (len(come) == 0 || added.judge(e) == nil) {
					continue
				}
				if !whole.judge(e).same(was) {
					found = append(found, e)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			more[kind], n = append(more[kind], found...), n+len(found)
			l.dueAt(whole.limits.due)
		})
	}
	return more, n <= len(r.byKind[record.KindIncident])/manyRejudged+1000
}

// dependsOn reports whether one of some limits, or the time, decides what is told.
func (j *judged) dependsOn(some []limit) bool {
	on := func(x *limit) bool {
		return slices.ContainsFunc(some, func(y limit) bool { return x.Restriction == y.Restriction })
	}
	return j.past || j.scope.withheld || j.items.withheld || slices.ContainsFunc(j.scope.by, on) || slices.ContainsFunc(j.items.by, on)
}

// same reports whether two judgements, nil where everything may be told, withhold the same under the same restrictions.
func (j *judged) same(o *judged) bool {
	if j == nil || o == nil {
		return j == o
	}
	return j.past == o.past && j.scope.same(&o.scope) && j.items.same(&o.items)
}
