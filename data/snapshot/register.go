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
	head       int64
	recordedAt time.Time
	entries    shelf[*Entry]
	byKind     map[record.Kind][]*Entry // by id
	relays     shelf[[]string]          // documents derived from a document, retracted ones too
	todays     []*Entry                 // of an earlier state: the restrictions in force now
	latest     []int64                  // of each revision, the latest time so far in microseconds; grows in place
}

// limiting lists the restrictions that decide what may be told. Those of today decide for earlier states too: what they
// withhold now is not to be had by asking for yesterday.
func (r *register) limiting() []*Entry {
	if r.todays != nil {
		return r.todays
	}
	return r.byKind[record.KindRestriction]
}

// growth is a register in the making. Batches of revisions are added to it, so that the bodies of a long log need not
// all be held at once.
type growth struct {
	next    register
	entries *shelving[*Entry]
	changed map[record.Kind][]*Entry
}

// grow begins a register that continues this one.
func (r *register) grow() *growth {
	g := &growth{next: register{head: r.head, recordedAt: r.recordedAt, relays: r.relays, latest: r.latest}, entries: r.entries.change(), changed: map[record.Kind][]*Entry{}}
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
		if old, ok := g.entries.get(rev.RecordID); ok {
			e.Kind, e.Revisions = old.Kind, slices.Clip(old.Revisions)
		}
		if e.Record != nil {
			e.Kind = e.Record.RecordKind()
		}
		e.Revisions = append(e.Revisions, Change{rev.Seq, rev.Rev, rev.Change, rev.RecordedAt, rev.Author, rev.Reason, rev.SHA256, bodies[i]})
		g.entries.set(rev.RecordID, e)
		g.changed[e.Kind] = append(g.changed[e.Kind], e)
	}
	return nil
}

// register ends the growth.
func (g *growth) register() *register {
	for kind, entries := range g.changed {
		g.changed[kind] = newest(entries)
		g.next.byKind[kind] = merge(g.next.byKind[kind], g.changed[kind])
	}
	g.next.entries = g.entries.shelf
	g.linkRelays()
	return &g.next
}

// linkRelays notes for each document the documents that were derived from it.
func (g *growth) linkRelays() {
	var relays *shelving[[]string]
	for _, e := range g.changed[record.KindDocument] {
		d, ok := e.Record.(*record.Document)
		if !ok {
			continue
		}
		for _, from := range d.DerivedFrom {
			if relays == nil {
				relays = g.next.relays.change()
			}
			if held, _ := relays.get(from); !slices.Contains(held, d.ID) {
				held = append(slices.Clip(held), d.ID)
				slices.Sort(held)
				relays.set(from, held)
			}
		}
	}
	if relays != nil {
		g.next.relays = relays.shelf
	}
}

// relaysOf returns the documents that are derived from a document, by id.
func (r *register) relaysOf(id string) []string {
	all, _ := r.relays.get(id)
	return slices.DeleteFunc(slices.Clone(all), func(relay string) bool {
		d := lookup[*record.Document](r, relay)
		return d == nil || !slices.Contains(d.DerivedFrom, id)
	})
}

// at returns the register as it was at an earlier revision, but for what was made to say less since: that says no more
// then either.
func (r *register) at(seq int64) *register {
	past := &register{byKind: map[record.Kind][]*Entry{}}
	entries := shelf[*Entry]{}.change()
	relays := shelf[[]string]{}.change()
	for _, all := range r.byKind {
		for _, e := range all {
			n := len(e.Revisions)
			for n > 0 && e.Revisions[n-1].Seq > seq {
				n--
			}
			if n == 0 {
				continue
			}
			if n < len(e.Revisions) {
				e = e.at(n)
			}
			entries.set(e.ID, e)
			past.byKind[e.Kind] = append(past.byKind[e.Kind], e)
			if last := e.Last(); last.Seq > past.head {
				past.head, past.recordedAt = last.Seq, last.RecordedAt
			}
		}
	}
	for _, e := range past.byKind[record.KindDocument] {
		if d, ok := e.Record.(*record.Document); ok {
			for _, from := range d.DerivedFrom {
				held, _ := relays.get(from)
				relays.set(from, append(held, d.ID))
			}
		}
	}
	past.entries, past.relays, past.latest = entries.shelf, relays.shelf, r.latest[:seq:seq]
	return past
}

// at returns the entry as its first n revisions left it.
func (e *Entry) at(n int) *Entry {
	then := &Entry{ID: e.ID, Kind: e.Kind, Record: e.Revisions[n-1].record, Revisions: e.Revisions[:n:n]}
	for i := len(e.Revisions) - 1; i >= n; i-- {
		if e.Revisions[i].Change == store.Generalisation {
			if then.guarded = true; then.Record != nil {
				then.Record = e.Revisions[i].record
			}
			break
		}
	}
	return then
}

// newest sorts entries by id; of the same id the last stands. It reorders its argument.
func newest(entries []*Entry) []*Entry {
	slices.SortStableFunc(entries, func(a, b *Entry) int { return compareIDs(a.ID, b.ID) })
	out := entries[:0]
	for i, e := range entries {
		if i+1 == len(entries) || entries[i+1].ID != e.ID {
			out = append(out, e)
		}
	}
	return out
}

// merge returns both lists, each by id; of the same id the one of changed stands.
func merge(held, changed []*Entry) []*Entry {
	out := make([]*Entry, 0, len(held)+len(changed))
	for _, e := range changed {
		n, ok := slices.BinarySearchFunc(held, e.ID, func(e *Entry, id string) int { return compareIDs(e.ID, id) })
		out = append(append(out, held[:n]...), e)
		if ok {
			n++
		}
		held = held[n:]
	}
	return append(out, held...)
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
