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
	public     *public
	ledger     *ledger.Ledger
	totals     *totals.Cube
	layers     []*Layer
	revised    int // rows of layers made anew since all were
	claimed    totalsCache
	judgedBy   string // of an older state: names what is withheld today; empty where nothing is
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

// build makes the snapshot of a register. Layers of regions are taken over from another snapshot, nil for none.
func build(ctx context.Context, b *Boundaries, now time.Time, r *register, other *Snapshot) (*Snapshot, error) {
	s := &Snapshot{register: r, boundaries: b, public: newPublic(r, newLimits(b.tree, r, now), nil, nil)}
	return s, s.fill(ctx, other)
}

// fill makes everything of what may be told.
func (s *Snapshot) fill(ctx context.Context, other *Snapshot) error {
	b := s.boundaries
	in := s.input()
	in.Incidents = s.Incidents()
	if err := ctx.Err(); err != nil {
		return err
	}
	s.ledger = ledger.Build(b.tree, in)
	if err := ctx.Err(); err != nil {
		return err
	}
	// Neither needs the other.
	var work errgroup.Group
	work.Go(func() error { s.totals = totals.Build(b.tree, in, s.ledger, s.withheldUnits()...); return nil })
	work.Go(func() error { return s.buildLayers(other) })
	if err := work.Wait(); err != nil {
		return fmt.Errorf("snapshot of revision %d: %w", s.register.head, err)
	}
	return nil
}

// input is what ledger and totals are made from, but for the incidents.
func (s *Snapshot) input() ledger.Input {
	in := ledger.Input{Statements: s.Statement, Documents: s.Document}
	for _, p := range s.public.tallies {
		in.Tallies = append(in.Tallies, p.tally())
	}
	return in
}

func (s *Snapshot) withheldUnits() []totals.Withheld { return s.public.limits.withheldUnits() }

// Head returns the number of the last revision, 0 for an empty log.
func (s *Snapshot) Head() int64 { return s.register.head }

// Version returns the head as text: with the boundary version it decides every answer.
func (s *Snapshot) Version() string { return strconv.FormatInt(s.register.head, 10) }

// State names everything that may be told: the version; of an older one, what is withheld today; and, where a delay is in
// force, when it was judged, since what it withholds becomes public without a revision.
func (s *Snapshot) State() string {
	if s.judgedBy != "" {
		return s.Version() + "." + s.judgedBy
	}
	for i := range s.public.limits.all {
		if s.public.limits.all[i].delay > 0 {
			return s.Version() + "." + strconv.FormatInt(s.public.limits.now.Unix(), 36)
		}
	}
	return s.Version()
}

// ChangedAt returns since when everything that may be told is as it is: when the last revision was recorded or, where a
// delay is in force, when what it withholds was judged; the zero time for an empty log.
func (s *Snapshot) ChangedAt() time.Time {
	at := s.register.recordedAt
	for i := range s.public.limits.all {
		if l := s.public.limits; l.all[i].delay > 0 && l.now.After(at) {
			at = l.now
		}
	}
	return at
}

// RecordedAt returns when the last revision was recorded; the zero time for an empty log.
func (s *Snapshot) RecordedAt() time.Time { return s.register.recordedAt }

// Record returns the entry of an id as it may be told, retracted ones included; ok is false for an id that was never
// used or is withheld.
func (s *Snapshot) Record(id string) (e *Entry, ok bool) { return s.public.entry(s.register, id) }

// Records returns the entries of a kind by id, as they may be told; retracted and withheld ones are left out.
func (s *Snapshot) Records(kind record.Kind) []*Entry { return s.public.entries(s.register, kind) }

// Len returns how many records stand that may be shown.
func (s *Snapshot) Len() (n int) {
	for _, kind := range record.Kinds {
		n += len(s.Records(record.Kind(kind)))
	}
	return n
}

// Incidents returns the incidents that may be shown, by id.
func (s *Snapshot) Incidents() []*record.Incident {
	out := make([]*record.Incident, len(s.public.incidents))
	for i, p := range s.public.incidents {
		out[i] = p.incident()
	}
	return out
}

// Withheld returns the number of incidents and tallies of which nothing is told yet.
func (s *Snapshot) Withheld() int { return s.public.withheld }

// Generalised returns the number of incidents that are placed more coarsely than they are known.
func (s *Snapshot) Generalised() int { return s.public.generalised }

// Statement returns the statement of an id, nil where there is none or it is retracted or withheld.
func (s *Snapshot) Statement(id string) *record.Statement { return told[*record.Statement](s, id) }

// Document returns the document of an id, nil where there is none or it is retracted or withheld.
func (s *Snapshot) Document(id string) *record.Document { return told[*record.Document](s, id) }

// told returns the record of an id where it may be told, is of that kind and not retracted; else the zero pointer.
func told[T record.Record](s *Snapshot, id string) (found T) {
	if e, ok := s.Record(id); ok {
		found, _ = e.Record.(T)
	}
	return found
}

// Ledger returns the tallies held against the incidents.
func (s *Snapshot) Ledger() *ledger.Ledger { return s.ledger }

// Totals returns the totals by region, measure and night.
func (s *Snapshot) Totals() *totals.Cube { return s.totals }

// Tree returns the region tree.
func (s *Snapshot) Tree() *region.Tree { return s.boundaries.tree }

// Boundaries returns the areas that the layers refer to.
func (s *Snapshot) Boundaries() *Boundaries { return s.boundaries }
