package snapshot

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"oblast/data/record"
	"oblast/data/store"
)

// Entry is a record as it stands, and how it came to stand so. Entries are shared and never changed.
type Entry struct {
	ID        string
	Kind      record.Kind
	Record    record.Record // nil: retracted
	Revisions []Change      // oldest first
	guarded   bool          // said too much: what it was before is not told
}

// Change is one revision of a record, without its body.
type Change struct {
	Seq        int64         `json:"seq"`
	Rev        int           `json:"rev"`
	Change     string        `json:"change"`
	RecordedAt time.Time     `json:"recorded_at"`
	Author     string        `json:"author"`
	Reason     string        `json:"reason"`
	SHA256     string        `json:"sha256"`
	record     record.Record // as it stood then; nil: nothing stood
}

// Last returns the newest revision.
func (e *Entry) Last() Change { return e.Revisions[len(e.Revisions)-1] }

// Retracted reports whether the entry is a tombstone.
func (e *Entry) Retracted() bool { return e.Record == nil }

// register is the state of the log up to a revision. It is never changed: more revisions grow another one.
type register struct {
	head        int64
	recordedAt  time.Time
	entries     map[string]*Entry
	byKind      map[record.Kind][]*Entry // by id
	relays      map[string][]string      // documents derived from a document
	generalised []string                 // ids of records that were made to say less
	latest      []int64                  // of each revision, the latest time so far in microseconds; grows in place
}

// growth is a register in the making. Batches of revisions are added to it, so that the bodies of a long log need not
// all be held at once.
type growth struct {
	next    register
	changed map[record.Kind][]*Entry
}

// grow begins a register that continues this one.
func (r *register) grow() *growth {
	g := &growth{next: register{head: r.head, recordedAt: r.recordedAt, generalised: slices.Clip(r.generalised), latest: r.latest}, changed: map[record.Kind][]*Entry{}}
	g.next.entries = make(map[string]*Entry, len(r.entries))
	maps.Copy(g.next.entries, r.entries)
	g.next.byKind = make(map[record.Kind][]*Entry, len(r.byKind))
	maps.Copy(g.next.byKind, r.byKind)
	return g
}

// add takes more revisions, which must follow without a gap.
func (g *growth) add(revs []record.Revision) error {
	bodies, err := decode(revs)
	if err != nil {
		return err
	}
	for i := range revs {
		rev := &revs[i]
		if rev.Seq != g.next.head+1 {
			return fmt.Errorf("revision %d follows %d: the log has a gap", rev.Seq, g.next.head)
		}
		g.next.head, g.next.recordedAt = rev.Seq, rev.RecordedAt
		g.next.latest = append(g.next.latest, rev.RecordedAt.UnixMicro())
		if n := len(g.next.latest); n > 1 {
			g.next.latest[n-1] = max(g.next.latest[n-1], g.next.latest[n-2])
		}
		e := &Entry{ID: rev.RecordID, Record: bodies[i]}
		if old := g.next.entries[rev.RecordID]; old != nil {
			e.Kind, e.Revisions = old.Kind, slices.Clip(old.Revisions)
		}
		if e.Record != nil {
			e.Kind = e.Record.RecordKind()
		}
		e.Revisions = append(e.Revisions, Change{rev.Seq, rev.Rev, rev.Change, rev.RecordedAt, rev.Author, rev.Reason, rev.SHA256, bodies[i]})
		if rev.Change == store.Generalisation {
			g.next.generalised = append(g.next.generalised, e.ID)
		}
		g.next.entries[rev.RecordID] = e
		g.changed[e.Kind] = append(g.changed[e.Kind], e)
	}
	return nil
}

// register ends the growth.
func (g *growth) register() *register {
	for kind, entries := range g.changed {
		g.next.byKind[kind] = merge(g.next.byKind[kind], entries)
	}
	g.next.linkRelays()
	return &g.next
}

// linkRelays notes for each document the documents that were derived from it.
func (r *register) linkRelays() {
	r.relays = map[string][]string{}
	for _, e := range r.byKind[record.KindDocument] {
		if d, ok := e.Record.(*record.Document); ok {
			for _, from := range d.DerivedFrom {
				r.relays[from] = append(r.relays[from], d.ID)
			}
		}
	}
}

// merge returns both lists by id; of the same id the last of changed stands. It reorders changed.
func merge(held, changed []*Entry) []*Entry {
	slices.SortStableFunc(changed, func(a, b *Entry) int { return compareIDs(a.ID, b.ID) })
	added := changed[:0]
	for i, e := range changed {
		if i+1 == len(changed) || changed[i+1].ID != e.ID {
			added = append(added, e)
		}
	}
	out := make([]*Entry, 0, len(held)+len(added))
	for _, e := range held {
		for len(added) > 0 && added[0].ID < e.ID {
			out, added = append(out, added[0]), added[1:]
		}
		if len(added) > 0 && added[0].ID == e.ID {
			e, added = added[0], added[1:]
		}
		out = append(out, e)
	}
	return append(out, added...)
}

func compareIDs(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// ErrUnreadable is a revision of the log that holds no record.
var ErrUnreadable = errors.New("cannot be read: the log is damaged, or a newer version wrote it; run verify")

// decode reads the bodies on all cores; a revision without a body (a retraction) gives nil.
func decode(revs []record.Revision) ([]record.Record, error) {
	out := make([]record.Record, len(revs))
	errs := make([]error, (len(revs)+decodeBatch-1)/decodeBatch)
	var wg sync.WaitGroup
	slots := make(chan struct{}, decoders)
	for batch := range errs {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			for i := batch * decodeBatch; i < min((batch+1)*decodeBatch, len(revs)); i++ {
				if body := revs[i].Body; len(body) > 0 && string(body) != "null" {
					var err error
					if out[i], err = record.Decode(body); err != nil {
						// Not %w: what is wrong is the log, not what somebody asked for.
						errs[batch] = fmt.Errorf("revision %d of %s %w (%s)", revs[i].Seq, revs[i].RecordID, ErrUnreadable, strings.TrimPrefix(err.Error(), ": "))
						return
					}
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

const (
	decodeBatch = 512
	decoders    = 4
)
