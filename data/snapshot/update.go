package snapshot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"oblast/data/ledger"
	"oblast/data/record"
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
	if len(l.all) == 0 && len(before.public.limits.all) == 0 {
		s.public = before.public.followed(l, changed)
	} else {
		s.public = newPublic(r, l, before.public, nil)
	}
	d := s.differences(before, changed)
	most := len(s.public.incidents)/4 + 1000
	if d.size() > most || before.revised+d.size() > 2*most {
		return build(ctx, b, now, r, before)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in := s.input()
	var touched []ledger.Slot
	s.ledger, touched = before.ledger.Update(in, d.forLedger())
	var work errgroup.Group
	work.Go(func() error { s.totals = before.totals.Update(in, s.ledger, touched, s.withheldUnits()...); return nil })
	work.Go(func() error { return s.reviseLayers(before, d, touched) })
	if err := work.Wait(); err != nil {
		return nil, fmt.Errorf("snapshot of revision %d: %w", r.head, err)
	}
	return s, nil
}

// followed is newPublic where neither version has limits.
func (p *public) followed(l *limits, changed map[record.Kind][]*Entry) *public {
	next := &public{limits: l, incidents: p.incidents, tallies: p.tallies}
	for kind, list := range map[record.Kind]*[]published{record.KindIncident: &next.incidents, record.KindTally: &next.tallies} {
		held := *list
		out := make([]published, 0, len(held)+len(changed[kind]))
		for _, e := range changed[kind] {
			n, ok := findPublished(held, e.ID)
			out = append(out, held[:n]...)
			if !e.Retracted() {
				out = append(out, published{e, e})
			}
			if ok {
				n++
			}
			held = held[n:]
		}
		if len(changed[kind]) > 0 {
			*list = append(out, held...)
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

func (d *differences) size() int {
	return len(d.goneIncidents) + len(d.comeIncidents) + len(d.goneTallies) + len(d.comeTallies)
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
		record.References(p.origin.Record, func(_, id string, _ record.Kind) { found = found || statements[id] })
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

// touchedStatements are those held before that changed, or that stand in a document which changed, or whose relays or
// sources did. A record refers only to what was in the log before it, so that nothing rests on what is new.
func (s *Snapshot) touchedStatements(before *Snapshot, changed map[record.Kind][]*Entry) map[string]bool {
	touched, documents, was := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range changed[record.KindStatement] {
		if _, held := before.register.entries.get(e.ID); held {
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
		if _, ok := before.register.entries.get(id); ok {
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
// of their night.
func (s *Snapshot) reviseLayers(before *Snapshot, d *differences, touched []ledger.Slot) error {
	come := append(slices.Clone(d.comeIncidents), s.related(before, touched)...)
	slices.SortFunc(come, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
	come = slices.CompactFunc(come, func(a, b published) bool { return a.entry == b.entry })
	rows, err := s.incidentTable(come, s.relation)
	if err != nil {
		return err
	}
	claims, err := s.tallyTable(d.comeTallies)
	if err != nil {
		return err
	}
	s.revised = before.revised + len(come) + d.size()
	incidents, _ := before.Layer("incidents")
	tallies, _ := before.Layer("tallies")
	incidents, err = incidents.revise(d.goneIncidents, rows)
	if err != nil {
		return err
	}
	if tallies, err = tallies.revise(d.goneTallies, claims); err != nil {
		return err
	}
	return s.setLayers(incidents.Table, incidents.Features, tallies.Table, tallies.Features, before)
}

// revise returns the layer without some rows and with others; itself where nothing changes.
func (l *Layer) revise(gone []published, rows *layer.Table) (*Layer, error) {
	if len(gone) == 0 && rows.Len() == 0 {
		return l, nil
	}
	ids := make([]string, len(gone))
	for i, p := range gone {
		ids[i] = p.entry.ID
	}
	next := *l
	var err error
	if next.Table, err = l.Table.Revise(ids, rows); err != nil {
		return nil, err
	}
	next.Features = l.Features.Follow(next.Table)
	return &next, nil
}

// related returns the incidents of touched nights that stand otherwise to the night's totals than before.
func (s *Snapshot) related(before *Snapshot, touched []ledger.Slot) (out []published) {
	for _, slot := range touched {
		book, ok := s.ledger.Book(slot)
		if !ok {
			continue
		}
		for i := range book.Cases {
			c := &book.Cases[i]
			was, held := before.ledger.Link(c.Incident)
			if held && was.Relation == c.Link.Relation {
				continue
			}
			if n, ok := findPublished(s.public.incidents, c.Incident.ID); ok {
				out = append(out, s.public.incidents[n])
			}
		}
	}
	return out
}
