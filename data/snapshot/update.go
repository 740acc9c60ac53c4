package snapshot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/layer"

	"golang.org/x/sync/errgroup"
)

// follow returns the snapshot of a register that grew from before's by some entries. What they did not touch is shared
// with before: nights of the ledger, strands of the totals, columns and indexes of tables. A version that differs in much
// is built anew. The result is what build gives.
func follow(ctx context.Context, b *Boundaries, now time.Time, r *register, before *Snapshot, changed map[record.Kind][]*Entry) (*Snapshot, error) {
	if before == nil || before.boundaries != b {
		return build(ctx, b, now, r, before)
	}
	s := &Snapshot{register: r, boundaries: b}
	l := newLimits(b.tree, r, now)
	switch limited := before.public.limits; {
	case len(l.all) == 0 && len(limited.all) == 0:
		s.public = before.public.followed(r, l, changed)
	case len(limited.all) > 0 && len(l.all) > 0:
		s.public = before.public.retold(r, before.register, l, changed)
	default:
		s.public = newPublic(r, l, before.public, nil)
	}
	return s, s.fillBeside(ctx, before, changed)
}

// fillBeside makes everything of what may be told, beside a later or an earlier version, which has some entries otherwise:
// what these do not touch is shared.
func (s *Snapshot) fillBeside(ctx context.Context, before *Snapshot, changed map[record.Kind][]*Entry) error {
	d := s.differences(before, changed)
	if d.tooMany(len(s.public.incidents), before) {
		return s.fill(ctx, before)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	in := s.input()
	var touched []ledger.Slot
	s.ledger, touched = before.ledger.Update(in, d.forLedger())
	var work errgroup.Group
	work.Go(func() error {
		if 2*len(touched) > len(s.ledger.Books()) {
			s.totals = totals.Build(s.Tree(), in, s.ledger, s.withheldUnits()...)
		} else {
			s.totals = before.totals.Update(in, s.ledger, touched, s.withheldUnits()...)
		}
		return nil
	})
	work.Go(func() error { return s.reviseLayers(before, d, touched) })
	if err := work.Wait(); err != nil {
		return fmt.Errorf("snapshot of revision %d: %w", s.register.head, err)
	}
	return nil
}

// followed is newPublic where neither version has limits.
func (p *public) followed(r *register, l *limits, changed map[record.Kind][]*Entry) *public {
	next := &public{limits: l, incidents: p.incidents, tallies: p.tallies}
	for _, kind := range boundKinds {
		list := next.list(kind)
		if len(changed[kind]) > len(*list)/16 {
			*list = standing(r, kind)
			continue
		}
		var gone []string
		var come []published
		for _, e := range changed[kind] {
			if gone = append(gone, e.ID); !e.Retracted() {
				come = append(come, published{e, e})
			}
		}
		if len(gone) > 0 {
			*list = spliced(*list, gone, come)
		}
	}
	return next
}

func findPublished(list []published, id string) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(p published, id string) int { return compareIDs(p.entry.ID, id) })
}

// differences are what two versions tell otherwise; what is replaced, or rests on statements that changed, stands in
// both lists.
type differences struct {
	goneIncidents, comeIncidents []published
	goneTallies, comeTallies     []published
}

// tooMany reports whether a version of n incidents is made sooner from nothing: where most rows are not those of before,
// or texts of rows that are gone would pile up.
func (d *differences) tooMany(n int, before *Snapshot) bool {
	most, come := n/4+1000, len(d.comeIncidents)+len(d.comeTallies)
	return come > most || before.revised+come > 2*most || 8*n < len(before.public.incidents)-8000
}

func (d *differences) forLedger() ledger.Change {
	var c ledger.Change
	for _, p := range d.goneIncidents {
		c.Gone = append(c.Gone, p.incident())
	}
	for _, p := range d.comeIncidents {
		c.Come = append(c.Come, p.incident())
	}
	for _, p := range slices.Concat(d.goneTallies, d.comeTallies) {
		c.Tallies = append(c.Tallies, p.tally())
	}
	return c
}

// differences compares with the version before.
func (s *Snapshot) differences(before *Snapshot, changed map[record.Kind][]*Entry) *differences {
	statements := s.touchedStatements(before, changed)
	rests := func(p published) bool {
		found := false
		record.References(p.origin.Record, func(_ record.Pointer, id string, _ record.Kind) { found = found || statements[id] })
		return found
	}
	if len(statements) == 0 {
		rests = nil
	}
	d := &differences{}
	d.goneIncidents, d.comeIncidents = compareLists(before.public.incidents, s.public.incidents, rests)
	d.goneTallies, d.comeTallies = compareLists(before.public.tallies, s.public.tallies, rests)
	return d
}

// compareLists compares two lists by id. Entries are the same when they are one.
func compareLists(before, after []published, rests func(published) bool) (gone, come []published) {
	gone, come = roomForDifferences(before, after)
	for len(before) > 0 || len(after) > 0 {
		switch {
		case len(before) > 0 && len(after) > 0 && before[0].entry == after[0].entry:
			if rests != nil && rests(after[0]) {
				gone, come = append(gone, before[0]), append(come, after[0])
			}
			before, after = before[1:], after[1:]
		case len(after) == 0 || len(before) > 0 && before[0].entry.ID < after[0].entry.ID:
			gone, before = append(gone, before[0]), before[1:]
		case len(before) == 0 || after[0].entry.ID < before[0].entry.ID:
			come, after = append(come, after[0]), after[1:]
		default:
			gone, come = append(gone, before[0]), append(come, after[0])
			before, after = before[1:], after[1:]
		}
	}
	return gone, come
}

// roomForDifferences returns empty lists with room for what stands in one list alone.
func roomForDifferences(before, after []published) (gone, come []published) {
	same, n := 0, 0
	for i, m := 0, 0; i < len(before) && m < len(after); {
		switch a, b := before[i].entry, after[m].entry; {
		case a == b:
			same, i, m = same+1, i+1, m+1
		case a.ID < b.ID:
			i++
		case b.ID < a.ID:
			m++
		default:
			i, m = i+1, m+1
		}
	}
	if n = len(before) - same; n > 0 {
		gone = make([]published, 0, n)
	}
	if n = len(after) - same; n > 0 {
		come = make([]published, 0, n)
	}
	return gone, come
}

// touchedStatements are those held before that changed, or that stand in a document which changed, or whose relays or
// sources did. A record refers only to what was in the log before it, so that nothing rests on what is new.
func (s *Snapshot) touchedStatements(before *Snapshot, changed map[record.Kind][]*Entry) map[string]bool {
	touched, documents, was := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range changed[record.KindStatement] {
		if _, held := before.register.entry(e.ID); held {
			touched[e.ID] = true
		}
	}
	for _, e := range changed[record.KindDocument] {
		before.register.spread(e.ID, was)
		s.register.spread(e.ID, documents)
	}
	maps.Copy(documents, was)
	held := false
	for id := range documents {
		if _, ok := before.register.entry(id); ok {
			held = true
		}
	}
	if held {
		for _, e := range s.register.byKind[record.KindStatement] {
			if st, ok := e.Record.(*record.Statement); ok && documents[st.Document] {
				touched[e.ID] = true
			}
		}
	}
	return touched
}

// reviseLayers brings the tables up to date: rows that differ, and those of incidents that stand otherwise to the totals
// of their night; where these are many, only that column of theirs.
func (s *Snapshot) reviseLayers(before *Snapshot, d *differences, touched []ledger.Slot) error {
	related, regraded := s.related(before, touched)
	come := slices.Clone(d.comeIncidents)
	column := -1
	if len(related) > 1+len(s.public.incidents)/manyRelated {
		column, related = relationColumn(), nil
	}
	for _, inc := range append(related, regraded...) {
		if n, ok := findPublished(s.public.incidents, inc.ID); ok {
			come = append(come, s.public.incidents[n])
		}
	}
	slices.SortFunc(come, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
	come = slices.CompactFunc(come, func(a, b published) bool { return a.entry == b.entry })
	stand := make([]string, len(come))
	for i := range come {
		stand[i] = s.relation(come[i].incident())
	}
	rows, err := s.incidentTable(come, stand)
	if err != nil {
		return err
	}
	claims, err := s.tallyTable(d.comeTallies)
	if err != nil {
		return err
	}
	s.revised = before.revised + len(come) + len(d.comeTallies)
	incidents, _ := before.Layer("incidents")
	tallies, _ := before.Layer("tallies")
	incidents, err = incidents.revise(d.goneIncidents, rows, column, s.relationOfRow())
	if err != nil {
		return err
	}
	if tallies, err = tallies.revise(d.goneTallies, claims, -1, nil); err != nil {
		return err
	}
	return s.setLayers(incidents.Table, incidents.Features, tallies.Table, tallies.Features, before)
}

// manyRelated is which part of the rows has to stand otherwise to make the column anew instead of the rows.
const manyRelated = 64

func relationColumn() int {
	return slices.IndexFunc(incidentColumns(), func(c incidentColumn) bool { return c.Name == "tally_relation" })
}

// relationOfRow returns how the incident of a row of the whole table stands to its night's totals.
func (s *Snapshot) relationOfRow() func(row int32) string {
	relations := sync.OnceValue(s.relations)
	return func(row int32) string { return relations()[row] }
}

// revise returns the layer without some rows and with others, and one column of all made anew unless it is below 0; itself
// where nothing changes.
func (l *Layer) revise(gone []published, rows *layer.Table, column int, text func(row int32) string) (*Layer, error) {
	if len(gone) == 0 && rows.Len() == 0 && column < 0 {
		return l, nil
	}
	ids := make([]string, len(gone))
	for i, p := range gone {
		ids[i] = p.entry.ID
	}
	next := *l
	var err error
	if next.Table, err = l.Table.ReviseWith(ids, rows, column, text); err != nil {
		return nil, err
	}
	next.Features = l.Features.Follow(next.Table)
	return &next, nil
}

// related returns the incidents of touched nights that stand otherwise to the night's totals than before; apart, those
// whose grade follows from that.
func (s *Snapshot) related(before *Snapshot, touched []ledger.Slot) (related, regraded []*record.Incident) {
	was := map[*record.Incident]string{}
	for _, slot := range touched {
		book, ok := s.ledger.Book(slot)
		if !ok {
			continue
		}
		clear(was)
		if held, ok := before.ledger.Book(slot); ok {
			for i := range held.Cases {
				was[held.Cases[i].Incident] = held.Cases[i].Relation
			}
		}
		for i := range book.Cases {
			c := &book.Cases[i]
			before, held := was[c.Incident]
			if held && before == c.Relation {
				continue
			}
			if !held || before == ledger.Conflicts || c.Relation == ledger.Conflicts {
				regraded = append(regraded, c.Incident)
			} else {
				related = append(related, c.Incident)
			}
		}
	}
	return related, regraded
}
