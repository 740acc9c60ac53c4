package snapshot

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"oblast/data/record"
)

// public is what of a register may be told. It is the only way from the register to layers, ledger, totals and records,
// so what it leaves out is nowhere.
//
// What a restriction withholds takes its words with it: every statement that it leans on, the documents they stand in,
// the relays and sources of those, and whatever else is said in them. Who refers to one of these refers to a veiled
// copy, which says who spoke by role alone.
type public struct {
	limits    *limits
	incidents []published // by id
	tallies   []published // by id
	withheld  int         // incidents and tallies that are not told at all

	generalised int                // incidents that are placed more coarsely than they are known
	bound       map[string]*judged // what a restriction touches: incidents and tallies that are not told whole, or were not
	names       map[string]string  // of veiled records, by id
	hidden      map[string]bool
	shown       map[string]*Entry // by id as told: what is told otherwise than recorded
	today       *Snapshot         // while an older state is judged
	others      map[string]*Entry // restrictions, aliases, statements and documents that refer, or referred, to veiled records

	named    sync.Once
	judgedBy string // of name
	quiet    sync.Once
	silent   map[string]string // of silentIDs
}

// published is an incident or a tally as it is told.
type published struct {
	entry  *Entry // as told
	origin *Entry // as recorded
}

func (p published) incident() *record.Incident {
	inc, _ := p.entry.Record.(*record.Incident)
	return inc
}
func (p published) tally() *record.Tally { t, _ := p.entry.Record.(*record.Tally); return t }

// newPublic judges a register. before is what was told of the version before; copies that are the same are taken over,
// so that versions can be compared by pointers. An older state is judged by what is known today too: today is the newest
// version, nil where the register is of the newest.
func newPublic(r *register, l *limits, before *public, today *Snapshot) *public {
	p := &public{limits: l, today: today}
	defer func() { p.today = nil }()
	if len(l.all) == 0 {
		p.incidents = standing(r, record.KindIncident)
		p.tallies = standing(r, record.KindTally)
		return p
	}
	p.judgeAll(r)
	p.shown, p.others = map[string]*Entry{}, map[string]*Entry{}
	v := p.hide(r)
	for _, kind := range boundKinds {
		p.tellAll(kind, r, v, before)
	}
	for _, kind := range otherKinds {
		for _, e := range r.byKind[kind] {
			if !p.hidden[e.ID] && v.ever(e) {
				p.others[e.ID] = e
			}
		}
	}
	p.tellRest(r, v)
	return p
}

// The kinds that a restriction may touch; and the others.
var (
	boundKinds = []record.Kind{record.KindIncident, record.KindTally}
	otherKinds = []record.Kind{record.KindRestriction, record.KindAlias, record.KindStatement, record.KindDocument}
)

func (p *public) list(kind record.Kind) *[]published {
	if kind == record.KindTally {
		return &p.tallies
	}
	return &p.incidents
}

// standing lists a kind's records as they are recorded.
func standing(r *register, kind record.Kind) []published {
	all := r.byKind[kind]
	out := make([]published, 0, len(all))
	for _, e := range all {
		if !e.Retracted() {
			out = append(out, published{e, e})
		}
	}
	return out
}

// judged is an incident or a tally with what may be told of it; items are a tally's.
type judged struct {
	entry        *Entry
	scope, items verdict
	past         bool   // an earlier revision, or that before a retraction, may not be told whole
	name         string // that it goes by, where that is another
}

func (j *judged) whole() bool { return j.scope.whole() && j.items.whole() }

// judge returns an entry with its verdicts; nil where everything of it may be told.
func (p *public) judge(e *Entry) *judged {
	recorded := &e.Revisions[0].RecordedAt
	scope, items := p.limits.of(e.Record, recorded)
	past, last := false, len(e.Revisions)-1
	for i, c := range p.known(e).Revisions {
		if i == last {
			continue
		}
		then, thenItems := p.limits.of(c.record, recorded)
		if i < last {
			past = past || !then.whole() || !thenItems.whole()
		} else { // what it became since is not to be had by asking for what it was
			scope.add(then)
			items.add(thenItems)
		}
	}
	if scope.whole() && items.whole() && !past {
		return nil
	}
	j := &judged{entry: e, scope: scope, items: items, past: past}
	if j.named() {
		j.name = nameOf(e)
	}
	return j
}

// known returns an entry with all of its revisions.
func (p *public) known(e *Entry) *Entry {
	if p.today != nil {
		if whole, ok := p.today.register.entry(e.ID); ok {
			return whole
		}
	}
	return e
}

// hide finds everything that may not be told as it is recorded, and gives it a name: what is bound, with the statements
// that it leans on, or leant on, and all that is tied to these; and aliases of places that may not be named. Tombstones of
// what may not be told whole are hidden. It counts what is withheld and generalised.
func (p *public) hide(r *register) *veil {
	p.hidden, p.names = make(map[string]bool, len(p.bound)), make(map[string]string, len(p.bound))
	statements := map[string]bool{}
	for id, j := range p.bound {
		for _, c := range j.entry.Revisions {
			if c.record != nil {
				record.References(c.record, func(_ record.Pointer, id string, kind record.Kind) {
					statements[id] = statements[id] || kind == record.KindStatement
				})
			}
		}
		if j.named() {
			p.hidden[id], p.names[id] = true, j.name
		}
		p.count(j, 1)
	}
	documents := map[string]bool{}
	for id := range statements {
		if st := lookup[*record.Statement](r, id); st != nil {
			r.spread(st.Document, documents)
		}
	}
	if len(documents) > 0 {
		for _, e := range r.byKind[record.KindStatement] {
			if st, ok := e.Record.(*record.Statement); ok && documents[st.Document] {
				statements[e.ID] = true
			}
		}
	}
	if p.today != nil { // hidden by what came later
		for id := range p.today.public.names {
			if isSource(r, id) {
				documents[id] = true
			}
		}
	}
	for _, ids := range []map[string]bool{statements, documents} {
		for id := range ids {
			if e, ok := r.entry(id); ok {
				p.hidden[id], p.names[id] = true, nameOf(e)
			}
		}
	}
	for _, e := range r.byKind[record.KindAlias] {
		if p.hidesAlias(e) {
			p.hidden[e.ID] = true
		}
	}
	return &veil{limits: p.limits, names: p.names}
}

// hidesAlias reports whether an alias names, or named, a place that may not be named.
func (p *public) hidesAlias(e *Entry) bool {
	return slices.ContainsFunc(p.known(e).Revisions, func(c Change) bool {
		a, ok := c.record.(*record.Alias)
		if !ok {
			return false
		}
		v := p.limits.judge(where{ids: []string{a.RegionID}}, nil, nil)
		return !v.whole()
	})
}

// isSource reports whether an id is of a statement or a document.
func isSource(r *register, id string) bool {
	e, ok := r.entry(id)
	return ok && (e.Kind == record.KindStatement || e.Kind == record.KindDocument)
}

// spread adds a document with all that it repeats and all that repeat it.
func (r *register) spread(id string, into map[string]bool) {
	if into[id] {
		return
	}
	into[id] = true
	if d := lookup[*record.Document](r, id); d != nil {
		for _, from := range d.DerivedFrom {
			r.spread(from, into)
		}
	}
	for _, relay := range r.relaysOf(id) {
		r.spread(relay, into)
	}
}

// tell returns an incident or a tally as it may be told, and notes it where that is not as recorded; ok is false where
// nothing is.
func (p *public) tell(v *veil, e *Entry, before *public) (told published, ok bool) {
	if told, ok = p.telling(v, e, before); ok && told.entry != e {
		p.shown[told.entry.ID] = told.entry
	}
	return told, ok
}

// telling is tell without the note.
func (p *public) telling(v *veil, e *Entry, before *public) (told published, ok bool) {
	j := p.bound[e.ID]
	if j == nil {
		if e.Retracted() {
			return told, false
		}
		if !v.ever(e) {
			return published{e, e}, true
		}
		j = &judged{entry: e}
	}
	if e.Retracted() || j.scope.withheld {
		return told, false
	}
	if held := p.sameCopy(v, j, before); held != nil {
		return published{held, e}, true
	}
	var out record.Record
	switch rec := e.Record.(type) {
	case *record.Incident:
		if len(j.scope.by) > 0 {
			out = v.incident(rec, j.scope.by)
		} else {
			out = v.references(rec)
		}
	case *record.Tally:
		out = v.tally(rec, j.scope, j.items)
	}
	copied := v.entry(e, out, !j.whole() || j.past)
	if before != nil {
		if held := before.shown[copied.ID]; held != nil && reflect.DeepEqual(held, copied) {
			copied = held
		}
	}
	return published{copied, e}, true
}

// tellRest takes in what else refers to veiled records, and of these the silent copies that something told refers to.
func (p *public) tellRest(r *register, v *veil) {
	needed := p.neededNames()
	need := func(rec record.Record) {
		record.References(rec, func(_ record.Pointer, id string, _ record.Kind) {
			if Veiled(id) {
				needed[id] = true
			}
		})
	}
	for _, e := range p.others {
		if !e.Retracted() {
			out := v.entry(e, v.other(e.Record), false)
			p.shown[out.ID] = out
			need(out.Record)
		}
	}
	for _, kind := range []record.Kind{record.KindStatement, record.KindDocument} { // a statement needs its document
		for id, name := range p.names {
			if !needed[name] {
				continue
			}
			e, ok := r.entry(id)
			if !ok || e.Kind != kind || e.Retracted() {
				continue
			}
			out := v.entry(e, v.silent(e.Record), false)
			p.shown[out.ID] = out
			need(out.Record)
		}
	}
}

// silentIDs returns the ids of the statements and documents of which silent copies are told, by the names of those.
func (p *public) silentIDs() map[string]string {
	p.quiet.Do(func() {
		p.silent = map[string]string{}
		for id, name := range p.names {
			if e := p.shown[name]; e != nil && !slices.Contains(boundKinds, e.Kind) {
				p.silent[name] = id
			}
		}
	})
	return p.silent
}

// entry returns what may be told under an id: of a draft nothing.
func (p *public) entry(r *register, id string) (*Entry, bool) {
	e, ok := p.find(r, id)
	if !ok || p.isDraft(r, e) {
		return nil, false
	}
	return e, true
}

// find returns what may be told under an id where it is no draft.
func (p *public) find(r *register, id string) (*Entry, bool) {
	if e, ok := p.shown[id]; ok {
		return e, true
	}
	if p.hidden[id] {
		return nil, false
	}
	return r.entry(id)
}

// entries returns what may be told of a kind, by id, without tombstones.
func (p *public) entries(r *register, kind record.Kind) []*Entry {
	all := r.byKind[kind]
	out := make([]*Entry, 0, len(all))
	for _, e := range all {
		if told, ok := p.entry(r, e.ID); ok && !told.Retracted() {
			out = append(out, told)
		}
	}
	veiled := false
	for id, e := range p.shown {
		if e.Kind == kind && strings.HasPrefix(id, veilPrefix) {
			out, veiled = append(out, e), true
		}
	}
	if veiled {
		slices.SortFunc(out, func(a, b *Entry) int { return compareIDs(a.ID, b.ID) })
	}
	return out
}
