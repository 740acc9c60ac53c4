package snapshot

import (
	"reflect"
	"slices"
	"strings"

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

	generalised int // incidents that are placed more coarsely than they are known
	hidden      map[string]bool
	names       map[string]string // of veiled records, by id
	shown       map[string]*Entry // by id as told: what is told otherwise than recorded

	today *Snapshot // while an older state is judged
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
	p.hidden, p.shown = map[string]bool{}, map[string]*Entry{}
	v := &veil{limits: l, names: map[string]string{}}
	p.names = v.names
	incidents, tallies := p.judgeAll(r)
	p.hide(r, v, incidents, tallies)
	for _, j := range incidents {
		inc, ok := j.entry.Record.(*record.Incident)
		switch {
		case !ok:
		case j.scope.withheld:
			p.withheld++
		case len(j.scope.by) > 0:
			p.generalised++
			p.incidents = append(p.incidents, p.tell(v, &j, v.incident(inc, j.scope.by), before))
		case j.past || v.ever(j.entry):
			p.incidents = append(p.incidents, p.tell(v, &j, v.references(inc), before))
		default:
			p.incidents = append(p.incidents, published{j.entry, j.entry})
		}
	}
	for _, j := range tallies {
		t, ok := j.entry.Record.(*record.Tally)
		switch {
		case !ok:
		case j.scope.withheld:
			p.withheld++
		case !j.whole() || j.past || v.ever(j.entry):
			p.tallies = append(p.tallies, p.tell(v, &j, v.tally(t, j.scope, j.items), before))
		default:
			p.tallies = append(p.tallies, published{j.entry, j.entry})
		}
	}
	slices.SortFunc(p.incidents, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
	p.tellRest(r, v)
	return p
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
	past         bool // an earlier revision, or that before a retraction, may not be told whole
}

func (j *judged) whole() bool { return j.scope.whole() && j.items.whole() }

// judgeAll judges incidents and tallies, and hides aliases of places that may not be named. Tombstones of what may not be
// told whole are hidden.
func (p *public) judgeAll(r *register) (incidents, tallies []judged) {
	for _, e := range r.byKind[record.KindIncident] {
		incidents = p.judge(incidents, e)
	}
	for _, e := range r.byKind[record.KindTally] {
		tallies = p.judge(tallies, e)
	}
	for _, e := range r.byKind[record.KindAlias] {
		for _, c := range p.known(e).Revisions {
			if a, ok := c.record.(*record.Alias); ok {
				if v := p.limits.judge([]string{a.RegionID}, "", false, nil, nil); !v.whole() {
					p.hidden[e.ID] = true
				}
			}
		}
	}
	return incidents, tallies
}

// judge appends an entry with its verdicts.
func (p *public) judge(all []judged, e *Entry) []judged {
	j := judged{entry: e}
	j.scope, j.items = p.limits.of(e.Record)
	for i, c := range p.known(e).Revisions {
		switch scope, items := p.limits.of(c.record); {
		case i < len(e.Revisions)-1:
			j.past = j.past || !scope.whole() || !items.whole()
		case i >= len(e.Revisions): // what it became since is not to be had by asking for what it was
			j.scope.add(scope)
			j.items.add(items)
		}
	}
	return append(all, j)
}

// known returns an entry with all of its revisions.
func (p *public) known(e *Entry) *Entry {
	if p.today != nil {
		if whole, ok := p.today.register.entries.get(e.ID); ok {
			return whole
		}
	}
	return e
}

// hide finds everything that may not be told as it is recorded, and gives it a name.
func (p *public) hide(r *register, v *veil, incidents, tallies []judged) {
	statements := map[string]bool{}
	lean := func(rec record.Record) {
		record.References(rec, func(_, id string, kind record.Kind) {
			statements[id] = statements[id] || kind == record.KindStatement
		})
	}
	for _, list := range [][]judged{incidents, tallies} {
		for i := range list {
			j := &list[i]
			if j.whole() && !j.past {
				continue
			}
			for _, c := range j.entry.Revisions {
				if c.record != nil {
					lean(c.record)
				}
			}
			if j.entry.Retracted() || j.scope.withheld || j.entry.Kind == record.KindIncident && !j.whole() {
				p.hidden[j.entry.ID], v.names[j.entry.ID] = true, nameOf(j.entry)
			}
		}
	}
	documents := map[string]bool{}
	for id := range statements {
		if st := lookup[*record.Statement](r, id); st != nil {
			r.spread(st.Document, documents)
		}
	}
	for _, e := range r.byKind[record.KindStatement] {
		if st, ok := e.Record.(*record.Statement); ok && documents[st.Document] {
			statements[e.ID] = true
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
			if e, ok := r.entries.get(id); ok {
				p.hidden[id], v.names[id] = true, nameOf(e)
			}
		}
	}
}

// isSource reports whether an id is of a statement or a document.
func isSource(r *register, id string) bool {
	e, ok := r.entries.get(id)
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

// tell takes a copy in under its name.
func (p *public) tell(v *veil, j *judged, r record.Record, before *public) published {
	out := v.entry(j.entry, r, !j.whole() || j.past)
	if before != nil {
		if held := before.shown[out.ID]; held != nil && reflect.DeepEqual(held, out) {
			out = held
		}
	}
	p.shown[out.ID] = out
	return published{out, j.entry}
}

// tellRest takes in what else refers to veiled records, and of these the silent copies that something told refers to.
func (p *public) tellRest(r *register, v *veil) {
	needed := map[string]bool{}
	need := func(rec record.Record) {
		record.References(rec, func(_, id string, _ record.Kind) { needed[id] = needed[id] || Veiled(id) })
	}
	for _, e := range p.shown {
		need(e.Record)
	}
	for _, kind := range []record.Kind{record.KindRestriction, record.KindAlias, record.KindStatement, record.KindDocument} {
		for _, e := range r.byKind[kind] {
			var told record.Record
			switch name := v.names[e.ID]; {
			case e.Retracted():
				continue
			case name != "" && needed[name]:
				told = v.silent(e.Record)
			case !p.hidden[e.ID] && v.ever(e):
				told = v.other(e.Record)
			}
			if told != nil {
				need(told)
				out := v.entry(e, told, false)
				p.shown[out.ID] = out
			}
		}
	}
}

// entry returns what may be told under an id.
func (p *public) entry(r *register, id string) (*Entry, bool) {
	if e, ok := p.shown[id]; ok {
		return e, true
	}
	if p.hidden[id] {
		return nil, false
	}
	return r.entries.get(id)
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
