// Package snapshot is the read model: everything that is known, and may be shown, as of one revision of the log.
//
// In: revisions, in order, and the region tree. Out: a Snapshot, which never changes: records with their history, the
// layers with their tables and encoders, the ledger and the totals. Live holds the newest one behind an atomic pointer
// and follows the log. Coordinates are WGS 84 lon, lat. What a restriction withholds is left out here, so that nothing
// downstream can give it away.
//
// A Snapshot is safe for concurrent use.
package snapshot

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"

	"golang.org/x/sync/errgroup"
)

// Snapshot is the state of the log at a revision.
type Snapshot struct {
	register   *register
	boundaries *Boundaries
	incidents  []*record.Incident
	tallies    []*record.Tally
	withheld   []*record.Incident
	hidden     map[string]bool // ids of records that are not to be told: withheld incidents, and what would give them away
	ledger     *ledger.Ledger
	totals     *totals.Cube
	layers     []*Layer
	due        time.Time
	claimed    totalsCache
}

// Build returns the snapshot of revisions, which start at the log's first. Restrictions are judged at the given time.
// An error names the revision that cannot be read.
func Build(ctx context.Context, b *Boundaries, now time.Time, revs []record.Revision) (*Snapshot, error) {
	g := (&register{}).grow()
	if err := g.add(revs); err != nil {
		return nil, err
	}
	return build(ctx, b, now, g.register(), nil)
}

// build makes the snapshot of a register. Layers that cannot have changed are taken over from the snapshot before.
func build(ctx context.Context, b *Boundaries, now time.Time, r *register, before *Snapshot) (*Snapshot, error) {
	p := newPublisher(b.tree, b.shapes(), r, now)
	shown, withheld := p.incidents(r)
	s := &Snapshot{register: r, boundaries: b, withheld: withheld, hidden: r.hide(withheld), due: p.due}
	for _, pub := range shown {
		s.incidents = append(s.incidents, pub.incident)
	}
	for _, e := range r.byKind[record.KindTally] {
		if t, ok := e.Record.(*record.Tally); ok {
			s.tallies = append(s.tallies, t)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in := ledger.Input{Incidents: s.incidents, Tallies: s.tallies,
		Statements: held[*record.Statement](r, record.KindStatement), Documents: held[*record.Document](r, record.KindDocument)}
	s.ledger = ledger.Build(b.tree, in)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Neither needs the other.
	var work errgroup.Group
	work.Go(func() error { s.totals = totals.Build(b.tree, in, s.ledger, p.withheldUnits(withheld)...); return nil })
	work.Go(func() error { return s.buildLayers(p, shown, before) })
	if err := work.Wait(); err != nil {
		return nil, fmt.Errorf("snapshot of revision %d: %w", r.head, err)
	}
	return s, nil
}

// held returns the records of a kind that stand, by id.
func held[T record.Record](r *register, kind record.Kind) map[string]T {
	out := make(map[string]T, len(r.byKind[kind]))
	for _, e := range r.byKind[kind] {
		if rec, ok := e.Record.(T); ok {
			out[e.ID] = rec
		}
	}
	return out
}

// Head returns the number of the last revision, 0 for an empty log.
func (s *Snapshot) Head() int64 { return s.register.head }

// Version returns the head as text: with the boundary version it decides every answer.
func (s *Snapshot) Version() string { return strconv.FormatInt(s.register.head, 10) }

// RecordedAt returns when the last revision was recorded; the zero time for an empty log.
func (s *Snapshot) RecordedAt() time.Time { return s.register.recordedAt }

// Record returns the entry of an id, retracted ones included; ok is false for an id that was never used or is withheld.
func (s *Snapshot) Record(id string) (e *Entry, ok bool) {
	e, ok = s.register.entries[id]
	return e, ok && !s.hidden[id]
}

// Records returns the entries of a kind by id, retracted and withheld ones left out.
func (s *Snapshot) Records(kind record.Kind) []*Entry {
	all := s.register.byKind[kind]
	out := make([]*Entry, 0, len(all))
	for _, e := range all {
		if !e.Retracted() && !s.hidden[e.ID] {
			out = append(out, e)
		}
	}
	return out
}

// Len returns how many records stand that may be shown.
func (s *Snapshot) Len() int {
	n := 0
	for id, e := range s.register.entries {
		if !e.Retracted() && !s.hidden[id] {
			n++
		}
	}
	return n
}

// Incidents returns the incidents that may be shown, by id. Shared: not to be changed.
func (s *Snapshot) Incidents() []*record.Incident { return s.incidents }

// Tallies returns the tallies by id. Shared: not to be changed.
func (s *Snapshot) Tallies() []*record.Tally { return s.tallies }

// Withheld returns the number of incidents that a restriction keeps back.
func (s *Snapshot) Withheld() int { return len(s.withheld) }

// Statement returns the statement of an id, nil where there is none or it is retracted or withheld.
func (s *Snapshot) Statement(id string) *record.Statement {
	if s.hidden[id] {
		return nil
	}
	return lookup[*record.Statement](s.register, id)
}

// Document returns the document of an id, nil where there is none or it is retracted or withheld.
func (s *Snapshot) Document(id string) *record.Document {
	if s.hidden[id] {
		return nil
	}
	return lookup[*record.Document](s.register, id)
}

// Ledger returns the tallies held against the incidents.
func (s *Snapshot) Ledger() *ledger.Ledger { return s.ledger }

// Totals returns the totals by region, measure and night.
func (s *Snapshot) Totals() *totals.Cube { return s.totals }

// Tree returns the region tree.
func (s *Snapshot) Tree() *region.Tree { return s.boundaries.tree }

// Boundaries returns the areas that the layers refer to.
func (s *Snapshot) Boundaries() *Boundaries { return s.boundaries }
