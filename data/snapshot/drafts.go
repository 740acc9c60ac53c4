package snapshot

import (
	"math"

	"oblast/data/record"
)

// A statement or a document is a draft as long as nobody has taken it up: what an importer made of a post or an article
// has no place and no time that a restriction could be held against, and no reviewer has read it. A statement is taken up
// by a record that rests on it, or by a summary in our words. The public is told of it then, of its document, of what that
// derives from, and of what else is said in these. What was told once stays so: a record that is retracted makes no drafts.

// isDraft reports whether an entry is a draft in a register.
func (p *public) isDraft(r *register, e *Entry) bool {
	switch e.Kind {
	case record.KindDocument:
		return !r.restedOn(e)
	case record.KindStatement:
		if r.restedOn(e) {
			return false
		}
		for i := range e.Revisions {
			st, ok := e.Revisions[i].record.(*record.Statement)
			if !ok {
				continue
			}
			if d, ok := p.find(r, st.Document); ok && r.restedOn(d) {
				return false
			}
		}
		return true
	}
	return false
}

func (r *register) restedOn(e *Entry) bool { return e.rested != 0 && int64(e.rested) <= r.head }

// rests notes what a new version of an entry rests on, and what rests on it already.
func (g *growth) rests(e *Entry) {
	last := e.Last()
	if last.record == nil {
		return
	}
	if e.Kind == record.KindStatement || e.Kind == record.KindDocument {
		if e.rested == 0 && (g.awaited[e.ID] || summed(last.record)) {
			e.rested = numbered(last.Seq)
			delete(g.awaited, e.ID)
		}
		if e.rested == 0 {
			return // as long as nobody rests on it, it makes nothing known
		}
	}
	record.References(last.record, func(_ record.Pointer, id string, _ record.Kind) { g.rest(id, last.Seq) })
}

// summed reports whether a record is a statement that has a summary.
func summed(r record.Record) bool {
	st, ok := r.(*record.Statement)
	return ok && deref(st.Summary) != ""
}

// rest notes that a record rests on a statement or a document, and so on what that refers to.
func (g *growth) rest(id string, since int64) {
	e, ok := g.entries.get(id)
	if !ok {
		g.awaited[id] = true
		return
	}
	if e.rested != 0 || e.Kind != record.KindStatement && e.Kind != record.KindDocument {
		return
	}
	if e.Last().Seq <= g.from { // of the register before, which is never changed
		own := *e
		e = &own
		g.entries.set(e)
		g.changed[e.Kind] = append(g.changed[e.Kind], e)
	}
	e.rested = numbered(since)
	for i := range e.Revisions {
		if r := e.Revisions[i].record; r != nil {
			record.References(r, func(_ record.Pointer, id string, _ record.Kind) { g.rest(id, since) })
		}
	}
}

// numbered narrows the number of a revision; what is above the room is as good as the last one in it.
func numbered(seq int64) uint32 { return uint32(min(seq, math.MaxUint32)) }
