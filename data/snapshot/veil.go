package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"oblast/data/record"
	"oblast/geo/region"
)

// veil replaces what may not be told. Ids are words too (they are often made of a place's name), so what is veiled goes
// by a name that says nothing: the same in every version, and not to be had from the id without the log.
type veil struct {
	limits *limits
	names  map[string]string // of veiled records, by id
}

// veilPrefix begins the names of veiled records.
const veilPrefix = "withheld-"

// Veiled reports whether an id stands for a record that may be told in part only.
func Veiled(id string) bool { return strings.HasPrefix(id, veilPrefix) }

// nameOf makes the name of a veiled record from its id and the hash of its first revision, whose salt nobody can guess. (In
// a log of before there were salts, who guesses that revision to the letter can see that he is right.)
func nameOf(e *Entry) string {
	var buffer [128]byte
	sum := sha256.Sum256(append(append(e.Revisions[0].SHA256.appendTo(buffer[:0]), 0), e.ID...))
	return veilPrefix + hex.EncodeToString(sum[:8])
}

// name returns the name under which a record may be referred to.
func (v *veil) name(id string) string {
	if name, ok := v.names[id]; ok {
		return name
	}
	return id
}

func (v *veil) namesOf(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = v.name(id)
	}
	return out
}

func (v *veil) nameAt(id *string) *string {
	if id == nil {
		return nil
	}
	name := v.name(*id)
	return &name
}

// refers reports whether a record refers to a veiled one.
func (v *veil) refers(r record.Record) (found bool) {
	record.References(r, func(_ record.Pointer, id string, _ record.Kind) {
		_, veiled := v.names[id]
		found = found || veiled
	})
	return found
}

// incident returns what may be told of an incident: its place no finer than the verdict allows, and no words.
func (v *veil) incident(inc *record.Incident, by []*limit) *record.Incident {
	out := v.references(inc)
	out.ID, out.GradeReason, out.Attribution, out.Tags = v.name(inc.ID), nil, nil, []string{}
	for i := range out.Effects {
		out.Effects[i].Part = nil
	}
	p := record.Place{RegionIDs: inc.Place.RegionIDs, Level: inc.Place.Level, Method: "parent_fallback"}
	var reasons []string
	for _, x := range by {
		p.RegionIDs = v.limits.coarsened(p.RegionIDs, x)
		if allowed := *x.CoarsestPublicLevel; fineness(p.Level) > fineness(allowed) {
			p.Level = allowed
			if fineness(allowed) > fineness("district") {
				p.Level = "district" // in which settlement or locality a finer place lies is not recorded
			}
		}
		reasons = append(reasons, x.reason)
	}
	if fineness(p.Level) <= fineness("district") {
		p.Level = v.limits.levelOf(p.RegionIDs, p.Level)
	}
	text := strings.Join(reasons, " ")
	p.Generalised = &text
	out.Place = p
	return out
}

// reasonOf says, in English, what rule a record was generalised by.
func reasonOf(x *record.Restriction) string {
	text := fmt.Sprintf("Told no finer than %s in %s", *x.CoarsestPublicLevel, x.RegionID)
	if x.Instrument != nil {
		text += ": " + *x.Instrument
	}
	return text + " (" + x.ID + ")."
}

// references returns a copy of an incident that refers to veiled records by their names.
func (v *veil) references(inc *record.Incident) *record.Incident {
	out := *inc
	out.Statements, out.Effects = v.namesOf(inc.Statements), slices.Clone(inc.Effects)
	for i := range out.Effects {
		out.Effects[i].Statement = v.nameAt(out.Effects[i].Statement)
	}
	if inc.Attribution != nil {
		a := *inc.Attribution
		a.Statement = v.nameAt(a.Statement)
		out.Attribution = &a
	}
	return &out
}

// tally returns what may be told of a tally. The items of a split fall together: what is left of a total would tell the
// one that is missing.
func (v *veil) tally(t *record.Tally, scope, items verdict) *record.Tally {
	out := *t
	out.Statements = v.namesOf(t.Statements)
	for _, x := range scope.by {
		out.Scope = v.limits.coarsened(out.Scope, x)
	}
	if !scope.whole() || !items.whole() {
		out.Items, out.Split, out.Checks = []record.TallyItem{}, "none", []record.Check{}
	}
	return &out
}

// other returns what may be told of a statement, document, restriction or alias that refers to veiled records.
func (v *veil) other(r record.Record) record.Record {
	switch r := r.(type) {
	case *record.Statement:
		out := *r
		out.Document, out.Supersedes = v.name(r.Document), v.nameAt(r.Supersedes)
		return &out
	case *record.Document:
		out := *r
		out.DerivedFrom = v.namesOf(r.DerivedFrom)
		return &out
	case *record.Restriction:
		out := *r
		out.Statements = v.namesOf(r.Statements)
		return &out
	case *record.Alias:
		out := *r
		out.ScopeSource = v.nameAt(r.ScopeSource)
		return &out
	}
	return r
}

// silent returns a statement of which only the speaker's role may be told, or a document of which only the kind of its
// publisher may.
func (v *veil) silent(r record.Record) record.Record {
	switch r := r.(type) {
	case *record.Statement:
		return &record.Statement{Kind: record.KindStatement, ID: v.name(r.ID), Document: v.name(r.Document), SpeakerRole: r.SpeakerRole,
			Preliminary: r.Preliminary, Checks: []record.Check{}}
	case *record.Document:
		return &record.Document{Kind: record.KindDocument, ID: v.name(r.ID), PublisherRole: r.PublisherRole, DerivedFrom: []string{}}
	}
	return nil
}

// ever reports whether a record refers, or referred in an earlier revision, to a veiled one.
func (v *veil) ever(e *Entry) bool {
	return slices.ContainsFunc(e.Revisions, func(c Change) bool { return c.record != nil && v.refers(c.record) })
}

// entry returns an entry with another record, and without the differences between its revisions. Where that is not all of it, or the entry goes by another name, of its
// story no more is told than when it was revised.
func (v *veil) entry(e *Entry, r record.Record, partly bool) *Entry {
	out := &Entry{ID: v.name(e.ID), Kind: e.Kind, Record: r, Revisions: e.Revisions, guarded: true, rested: e.rested}
	if partly || out.ID != e.ID {
		out.Revisions = make([]Change, len(e.Revisions))
		for i, c := range e.Revisions {
			out.Revisions[i] = Change{Seq: c.Seq, Rev: c.Rev, Act: &Act{Change: c.Change}, RecordedAt: c.RecordedAt}
			if c.record != nil {
				out.Revisions[i].record = r
			}
		}
	}
	return out
}

// coarsened returns ids with those in a limit's region that are finer than it allows replaced by what contains them.
func (l *limits) coarsened(ids []string, x *limit) []string {
	allowed := fineness(*x.CoarsestPublicLevel)
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if x.holds(l.tree, id) && l.finenessOf(id) > allowed {
			id = l.above(id, allowed)
		}
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// above returns the finest unit around an id that may be told; "" where there is none.
func (l *limits) above(id string, allowed int) string {
	i, ok := l.tree.Find(id)
	for ; !ok && id != ""; i, ok = l.tree.Find(id) {
		id = around(id)
	}
	for ; i != region.None; i = l.tree.Parent(i) {
		if u := l.tree.At(i); fineness(levelName(u.Level)) <= allowed {
			return u.ID
		}
	}
	return ""
}

// levelOf is the level of a place of some units: that of the one, or region for several in one region. Where nothing is
// left it is unknown.
func (l *limits) levelOf(ids []string, stated string) string {
	var units []int32
	for _, id := range ids {
		if i, ok := l.tree.Find(id); ok {
			units = append(units, i)
		}
	}
	switch {
	case len(ids) == 0:
		return "unknown"
	case len(units) == 1 && len(ids) == 1:
		return levelName(l.tree.At(units[0]).Level)
	case len(units) == len(ids) && l.tree.Ancestor(l.tree.CommonAncestor(units...), region.Region) != region.None:
		return "region"
	case stated == "unknown":
		return stated
	}
	return "multi_region"
}
