package snapshot

import (
	"maps"
	"slices"
	"sync"

	"oblast/data/record"
)

// earlier returns what may be told of an earlier register under the restrictions of today, of which p tells: what newPublic
// gives. changed are the entries that the two registers have otherwise; only those of them that were there are judged. It
// is nil where a statement or a document was revised since that is tied to veiled ones: then all has to be found anew.
func (p *public) earlier(r *register, l *limits, today *Snapshot, changed map[record.Kind][]*Entry) *public {
	if len(l.all) == 0 || p.tiedSources(r, today.register, changed) {
		return nil
	}
	l.due = p.limits.due
	next := &public{limits: l, today: today, withheld: p.withheld, generalised: p.generalised,
		bound: maps.Clone(p.bound), names: maps.Clone(p.names), hidden: maps.Clone(p.hidden), shown: maps.Clone(p.shown), others: maps.Clone(p.others)}
	defer func() { next.today = nil }()
	next.forget(p, changed)
	var fresh []*Entry
	for _, kind := range boundKinds {
		for _, e := range changed[kind] {
			if len(e.Revisions) > 0 {
				next.noteJudged(e)
				fresh = append(fresh, e)
			}
		}
	}
	v := &veil{limits: l, names: next.names}
	for _, e := range changed[record.KindAlias] {
		next.cite(v, e)
	}
	for _, e := range r.byKind[record.KindRestriction] { // those of today, which may refer to what came later
		delete(next.shown, e.ID)
		next.cite(v, e)
	}
	for _, kind := range boundKinds {
		var come []published
		for _, e := range fresh {
			if e.Kind != kind {
				continue
			}
			if told, ok := next.tell(v, e, p); ok {
				come = append(come, told)
			}
		}
		slices.SortFunc(come, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
		*next.list(kind) = merged(heldAt(*p.list(kind), r.head), come)
	}
	next.tellRest(r, v)
	return next
}

// forget takes out what was told of entries that are otherwise now or not there, and the silent copies of statements and
// documents: those that somebody refers to come again.
func (p *public) forget(before *public, changed map[record.Kind][]*Entry) {
	for kind, entries := range changed {
		for _, e := range entries {
			p.count(before.bound[e.ID], -1)
			delete(p.bound, e.ID)
			delete(p.shown, e.ID)
			delete(p.shown, before.names[e.ID])
			delete(p.names, e.ID)
			delete(p.others, e.ID)
			if kind != record.KindAlias || len(e.Revisions) == 0 { // an alias is judged by all that it ever was
				delete(p.hidden, e.ID)
			}
		}
	}
	maps.DeleteFunc(p.shown, func(id string, e *Entry) bool { return Veiled(id) && !slices.Contains(boundKinds, e.Kind) })
}

// noteJudged judges an incident or a tally, and notes it where not everything of it may be told.
func (p *public) noteJudged(e *Entry) {
	j := p.judge(e)
	if j == nil {
		return
	}
	p.bound[e.ID] = j
	if j.named() {
		p.hidden[e.ID], p.names[e.ID] = true, j.name
	}
	p.count(j, 1)
}

// tiedSources reports whether a statement or a document that both registers have otherwise is veiled, or tied to what is.
func (p *public) tiedSources(r, was *register, changed map[record.Kind][]*Entry) bool {
	v := &veil{names: p.names}
	for _, kind := range []record.Kind{record.KindStatement, record.KindDocument} {
		for _, e := range changed[kind] {
			if len(e.Revisions) > 0 && p.isTied(v, r, was, e) {
				return true
			}
		}
	}
	return false
}

// heldAt returns those of a list whose records were last revised up to a revision.
func heldAt(list []published, seq int64) []published {
	out := make([]published, 0, len(list))
	for _, x := range list {
		if x.origin.Last().Seq <= seq {
			out = append(out, x)
		}
	}
	return out
}

// neededNames returns the names of veiled records to which told incidents and tallies refer. It looks at the copies alone:
// what is told as it is recorded refers to none.
func (p *public) neededNames() map[string]bool {
	needed := map[string]bool{}
	var mu sync.Mutex
	for _, kind := range boundKinds {
		list := *p.list(kind)
		inParts(len(list), func(from, to int) {
			own := map[string]bool{}
			for _, x := range list[from:to] {
				if x.entry == x.origin {
					continue
				}
				record.References(x.entry.Record, func(_ record.Pointer, id string, _ record.Kind) {
					if Veiled(id) && !own[id] {
						own[id] = true
					}
				})
			}
			mu.Lock()
			defer mu.Unlock()
			maps.Copy(needed, own)
		})
	}
	return needed
}
