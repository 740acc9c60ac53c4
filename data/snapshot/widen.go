package snapshot

import (
	"maps"

	"oblast/data/record"
)

// widening is what a version withholds more than the one before: most appends under a restriction add records, and take
// nothing back. It is found from what changed alone.
type widening struct {
	r, was  *register
	before  *public
	names   map[string]string // of what is veiled now and was not, by id
	aliases []string          // that are hidden, where the limits are others than before
	held    bool              // a statement or a document among them was there before
}

// widen looks for what p, whose verdicts are made, has to veil beyond before; ok is false where something may have to be
// told again that was not, or what stood before is revised in another way: then all is found anew.
func (p *public) widen(r, was *register, before *public, changed map[record.Kind][]*Entry) (w *widening, ok bool) {
	w = &widening{r: r, was: was, before: before, names: map[string]string{}}
	statements, documents := map[string]bool{}, map[string]bool{}
	for kind, entries := range changed {
		for _, e := range entries {
			switch _, held := was.entry(e.ID); {
			case kind == record.KindAlias, e.Retracted():
				return nil, false
			case kind == record.KindRestriction:
				if before.others[e.ID] != nil {
					return nil, false
				}
			case kind == record.KindStatement, kind == record.KindDocument:
				if held {
					return nil, false
				}
			case !w.judged(p.bound[e.ID], e, statements):
				return nil, false
			}
		}
	}
	if !w.hidesAliases(p) {
		return nil, false
	}
	for id := range statements {
		if st := lookup[*record.Statement](r, id); st != nil && !before.hidden[st.Document] {
			r.spread(st.Document, documents)
		}
	}
	for _, e := range changed[record.KindDocument] {
		chain := map[string]bool{}
		r.spread(e.ID, chain)
		for id := range chain {
			if before.hidden[id] || documents[id] {
				maps.Copy(documents, chain)
				break
			}
		}
	}
	for id := range documents {
		w.veil(id)
	}
	from := changed[record.KindStatement]
	if w.held { // others may stand in them
		from = r.byKind[record.KindStatement]
	}
	for _, e := range from {
		if st, ok := e.Record.(*record.Statement); ok && (documents[st.Document] || before.hidden[st.Document]) {
			statements[e.ID] = true
		}
	}
	for id := range statements {
		w.veil(id)
	}
	return w, true
}

// hidesAliases finds the aliases that other limits than before hide; false where one may have to be told again, or was told
// with what it refers to.
func (w *widening) hidesAliases(p *public) bool {
	if w.before.limits.sameAs(p.limits) {
		return true
	}
	for _, e := range w.r.byKind[record.KindAlias] {
		hidden := p.hidesAlias(e)
		if w.before.hidden[e.ID] != hidden && (!hidden || w.before.others[e.ID] != nil) {
			return false
		}
		if hidden {
			w.aliases = append(w.aliases, e.ID)
		}
	}
	return true
}

// judged takes in an incident or a tally that changed, and the statements that it leans on; false where it, or something
// that it leant on, may have to be told again.
func (w *widening) judged(j *judged, e *Entry, statements map[string]bool) bool {
	named := j != nil && j.named()
	if !named && w.before.names[e.ID] != "" || j == nil && w.before.bound[e.ID] != nil {
		return false
	}
	if named && w.before.names[e.ID] == "" {
		w.names[e.ID] = nameOf(e)
	}
	for _, id := range []string{e.ID, w.before.names[e.ID]} {
		told := w.before.shown[id]
		if told != nil && (j != nil && j.scope.withheld || !w.keeps(told.Record, e.Record)) { // nobody may refer to what it did
			return false
		}
	}
	if j != nil {
		for _, c := range e.Revisions {
			if c.record != nil {
				record.References(c.record, func(_ record.Pointer, id string, kind record.Kind) {
					statements[id] = statements[id] || kind == record.KindStatement
				})
			}
		}
	}
	return true
}

// keeps reports whether a record refers to all that a told version of it refers to.
func (w *widening) keeps(told, now record.Record) bool {
	refers := map[string]bool{}
	record.References(now, func(_ record.Pointer, id string, _ record.Kind) { refers[id], refers[w.before.names[id]] = true, true })
	all := true
	record.References(told, func(_ record.Pointer, id string, _ record.Kind) { all = all && refers[id] })
	return all
}

// veil gives a statement or a document that stands in the log a name.
func (w *widening) veil(id string) {
	e, ok := w.r.entry(id)
	if !ok || w.before.hidden[id] {
		return
	}
	w.names[id] = nameOf(e)
	_, held := w.was.entry(id)
	w.held = w.held || held
}

// widened makes p, which has before's, withhold more. fresh, the incidents and tallies to be told anew, grows by those that
// refer to what is veiled now; what else does so, or changed, is told at once.
func (p *public) widened(w *widening, changed map[record.Kind][]*Entry, fresh map[string]*Entry) {
	p.names, p.hidden, p.shown, p.others = maps.Clone(p.names), maps.Clone(p.hidden), maps.Clone(p.shown), maps.Clone(p.others)
	for id, name := range w.names {
		p.names[id], p.hidden[id] = name, true
		delete(p.others, id)
		delete(p.shown, id)
	}
	for _, id := range w.aliases {
		p.hidden[id] = true
	}
	for id := range fresh {
		p.count(w.before.bound[id], -1)
		p.count(p.bound[id], 1)
	}
	v := &veil{limits: p.limits, names: p.names}
	tell := func(e *Entry) {
		if p.cite(v, e); p.others[e.ID] != nil && !e.Retracted() {
			p.shown[e.ID] = v.entry(e, v.other(e.Record), false)
			p.tellTied(v, w.r, e, p.shown[e.ID])
		}
	}
	if w.held {
		differs := &veil{names: w.names}
		w.r.addReferring(differs, fresh)
		for _, kind := range otherKinds {
			for _, e := range w.r.byKind[kind] {
				if differs.ever(e) {
					tell(e)
				}
			}
		}
	}
	for _, kind := range otherKinds {
		for _, e := range changed[kind] {
			tell(e)
		}
	}
	for id := range fresh {
		delete(p.shown, id)
		delete(p.shown, w.before.names[id])
	}
}

// tellTied takes in the silent copies of what a told entry refers to by its name, where they are not there yet.
func (p *public) tellTied(v *veil, r *register, origin, told *Entry) {
	record.References(told.Record, func(_ record.Pointer, name string, _ record.Kind) {
		if !Veiled(name) || p.shown[name] != nil {
			return
		}
		record.References(origin.Record, func(_ record.Pointer, id string, _ record.Kind) {
			if e, ok := r.entry(id); ok && p.names[id] == name && p.shown[name] == nil && isSource(r, id) && !e.Retracted() {
				p.shown[name] = v.entry(e, v.silent(e.Record), false)
				p.tellTied(v, r, e, p.shown[name])
			}
		})
	})
}

// named reports whether a record goes by another name.
func (j *judged) named() bool {
	return j.entry.Retracted() || j.scope.withheld || j.entry.Kind == record.KindIncident && !j.whole()
}

// count adds a record, nil for one of which all is told, to what is withheld and generalised.
func (p *public) count(j *judged, n int) {
	switch {
	case j == nil, j.entry.Retracted():
	case j.scope.withheld:
		p.withheld += n
	case j.entry.Kind == record.KindIncident && len(j.scope.by) > 0:
		p.generalised += n
	}
}
