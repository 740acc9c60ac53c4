package exchange

import (
	"context"
	"errors"
	"slices"

	"oblast/data/record"
)

// written are the kinds in the order in which they are exported: what is referred to stands before what refers to it.
var written = []record.Kind{record.KindDocument, record.KindStatement, record.KindRestriction, record.KindAlias,
	record.KindTally, record.KindIncident}

// standing tells which revisions of a log stand: of each record the last, unless it ended the record.
type standing struct {
	kinds  []uint8 // by seq - 1: the place in written + 1 of what stands, else 0
	counts []int64 // by place in written
}

// readStanding reads a log up to its end.
func readStanding(ctx context.Context, log reader) (*standing, error) {
	s := &standing{counts: make([]int64, len(written))}
	changed := map[string]int64{} // the last revision of each record that has more than one
	if err := log.Since(ctx, 0, func(r record.Revision) error {
		s.kinds = append(s.kinds, uint8(1+slices.Index(written, record.KindOf(r.Body))))
		if r.Rev > 1 {
			if before, again := changed[r.RecordID]; again {
				s.kinds[before-1] = 0
			}
			changed[r.RecordID] = r.Seq
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if len(changed) > 0 {
		if err := s.drop(ctx, log, changed); err != nil {
			return nil, err
		}
	}
	for _, k := range s.kinds {
		if k > 0 {
			s.counts[k-1]++
		}
	}
	return s, nil
}

// drop takes away the first revisions of records that were changed.
func (s *standing) drop(ctx context.Context, log reader, changed map[string]int64) error {
	return s.upTo(ctx, log, func(r *record.Revision) error {
		if last, ok := changed[r.RecordID]; ok && r.Seq < last {
			s.kinds[r.Seq-1] = 0
		}
		return nil
	})
}

// upTo reads the rows that were there when the standing was read: what came since does not count.
func (s *standing) upTo(ctx context.Context, log reader, yield func(*record.Revision) error) error {
	err := log.Since(ctx, 0, func(r record.Revision) error {
		if r.Seq > int64(len(s.kinds)) {
			return errHadEnough
		}
		return yield(&r)
	})
	if errors.Is(err, errHadEnough) {
		return nil
	}
	return err
}

// each calls yield with every revision that stands, and its kind, in order.
func (s *standing) each(ctx context.Context, log reader, yield func(*record.Revision, record.Kind) error) error {
	return s.upTo(ctx, log, func(r *record.Revision) error {
		k := s.kinds[r.Seq-1]
		if k == 0 {
			return nil
		}
		return yield(r, written[k-1])
	})
}

// count is how many records of a kind stand.
func (s *standing) count(kind record.Kind) int64 { return s.counts[slices.Index(written, kind)] }

// keptRecords is how many records around the one that is written an export of a table keeps, at least.
const keptRecords = 10_000

// sources finds the records that a row of a table leans on. What was read lately is kept; what stands far from the
// incident in the log is looked up.
type sources struct {
	log         reader
	young, aged map[string]record.Record
}

func newSources(log reader) *sources { return &sources{log: log, young: map[string]record.Record{}} }

func (s *sources) keep(rec record.Record) {
	if len(s.young) >= keptRecords {
		s.young, s.aged = make(map[string]record.Record, keptRecords), s.young
	}
	s.young[rec.RecordID()] = rec
}

// find returns the record of an id as it stands; nil where none does.
func (s *sources) find(ctx context.Context, id string) (record.Record, error) {
	if rec, ok := s.young[id]; ok {
		return rec, nil
	}
	rec, ok := s.aged[id]
	if !ok {
		revs, err := s.log.Of(ctx, id)
		if err != nil || len(revs) == 0 || len(revs[len(revs)-1].Body) == 0 {
			return nil, err
		}
		if rec, err = record.Decode(revs[len(revs)-1].Body); err != nil {
			return nil, err
		}
	}
	s.keep(rec)
	return rec, nil
}
