package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"oblast/data/record"
	"oblast/data/store"
)

// Entry is a record as it stands, and how it came to stand so. Entries are shared and never changed.
type Entry struct {
	ID        string
	Kind      record.Kind
	Record    record.Record // nil: retracted
	Revisions []Change      // oldest first; Told is what the public may read of them
	guarded   bool          // said too much: what it was before is not told
	rested    uint32        // of a statement or a document: the revision by which it was taken up; 0: a draft
}

// Change is one revision of a record, without its body.
type Change struct {
	Seq int64 `json:"seq"`
	Rev int   `json:"rev"`
	*Act
	RecordedAt time.Time     `json:"recorded_at"`
	SHA256     Hash          `json:"sha256"`
	record     record.Record // as it stood then; nil: nothing stood
}

// Act is what was done, by whom and why: the same of the many revisions of an import.
type Act struct {
	Change string `json:"change"`
	Author string `json:"author"`
	Reason string `json:"reason"`
	salted bool
}

// Hash is the hash of a revision; in JSON its 64 hexadecimal digits, or "" where none is known.
type Hash [sha256.Size]byte

// String returns the digits, or "".
func (h Hash) String() string {
	var digits [2 * len(h)]byte
	return string(h.appendTo(digits[:0]))
}

// appendTo appends the digits, if any.
func (h Hash) appendTo(dst []byte) []byte {
	if h == (Hash{}) {
		return dst
	}
	return hex.AppendEncode(dst, h[:])
}

// MarshalText writes the digits.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// told is a change as it may be told: the hash of a row without a salt would confirm a guess of what is withheld, in that
// row or in one before it.
func (c Change) told() Change {
	if c.Act == nil || !c.salted {
		c.SHA256 = Hash{}
	}
	return c
}

// Told returns the revisions as they may be told, oldest first.
func (e *Entry) Told() []Change {
	out := make([]Change, len(e.Revisions))
	for i, c := range e.Revisions {
		out[i] = c.told()
	}
	return out
}

// Last returns the newest revision.
func (e *Entry) Last() Change { return e.Revisions[len(e.Revisions)-1] }

// Retracted reports whether the entry is a tombstone.
func (e *Entry) Retracted() bool { return e.Record == nil }

// register is the state of the log up to a revision. It is never changed: more revisions grow another one.
type register struct {
	head       int64
	recordedAt time.Time
	entries    shelf[*Entry]            // look up with entry
	then       map[string]*Entry        // of an earlier state: what was changed since, as it stood; else nil
	byKind     map[record.Kind][]*Entry // by id
	relays     shelf[*relayed]          // of documents, those derived from them in any revision
	coarsened  int64                    // the last revision that says less on purpose; 0: none
	latest     []int64                  // of each revision, the latest time so far in microseconds; grows in place
}

// entry returns what stands under an id.
func (r *register) entry(id string) (*Entry, bool) {
	e, ok := r.entries.get(id)
	switch {
	case !ok || r.then == nil || e.Last().Seq <= r.head:
		return e, ok
	case e.Revisions[0].Seq > r.head:
		return nil, false
	}
	return r.then[id], true
}

func (e *Entry) shelfID() string { return e.ID }

// relayed is a document with those that were derived from it, retracted ones too, by id.
type relayed struct {
	id string
	by []string
}

func (r *relayed) shelfID() string { return r.id }

// growth is a register in the making. Batches of revisions are added to it, so that the bodies of a long log need not
// all be held at once.
type growth struct {
	next     register
	entries  *shelving[*Entry]
	changed  map[record.Kind][]*Entry
	decoders decoders
	acts     map[Act]*Act
	from     int64           // the head that it continues
	awaited  map[string]bool // what records rest on that comes after them
}

// grow begins a register that continues this one.
func (r *register) grow() *growth {
	g := &growth{from: r.head, next: register{head: r.head, recordedAt: r.recordedAt, coarsened: r.coarsened, relays: r.relays, latest: r.latest}, entries: r.entries.change(), changed: map[record.Kind][]*Entry{},
		acts: map[Act]*Act{}, awaited: map[string]bool{}}
	g.next.byKind = make(map[record.Kind][]*Entry, len(r.byKind))
	maps.Copy(g.next.byKind, r.byKind)
	return g
}

// add takes more revisions, which must follow without a gap.
func (g *growth) add(revs []record.Revision) error {
	bodies, err := g.decoders.decode(revs)
	if err != nil {
		return err
	}
	// One block of each: most revisions of a long log are the only ones of their records.
	entries, changes := make([]Entry, len(revs)), make([]Change, len(revs))
	for i := range revs {
		rev, e := &revs[i], &entries[i]
		if rev.Seq != g.next.head+1 {
			return fmt.Errorf("revision %d follows %d: the log has a gap", rev.Seq, g.next.head)
		}
		g.next.head, g.next.recordedAt = rev.Seq, rev.RecordedAt
		if rev.Change == store.Generalisation {
			g.next.coarsened = rev.Seq
		}
		g.next.latest = append(g.next.latest, rev.RecordedAt.UnixMicro())
		if n := len(g.next.latest); n > 1 {
			g.next.latest[n-1] = max(g.next.latest[n-1], g.next.latest[n-2])
		}
		e.ID, e.Record = rev.RecordID, bodies[i]
		if e.Record != nil {
			e.Kind = e.Record.RecordKind()
			if id := e.Record.RecordID(); id == e.ID {
				e.ID = id // one text instead of two
			}
		}
		changes[i] = Change{rev.Seq, rev.Rev, g.act(rev), rev.RecordedAt, hashOf(rev.SHA256), e.Record}
		if old := g.entries.set(e); old == nil {
			e.Revisions = changes[i : i+1 : i+1]
		} else {
			e.ID, e.Revisions, e.rested = old.ID, append(slices.Clip(old.Revisions), changes[i]), old.rested
			if e.Record == nil {
				e.Kind = old.Kind
			}
		}
		g.changed[e.Kind] = append(g.changed[e.Kind], e)
		g.rests(e)
	}
	return nil
}

// knownActs bounds the acts that are remembered.
const knownActs = 1 << 12

func (g *growth) act(rev *record.Revision) *Act {
	act := Act{rev.Change, rev.Author, rev.Reason, rev.Salted()}
	known := g.acts[act]
	if known == nil {
		known = &Act{rev.Change, rev.Author, rev.Reason, rev.Salted()}
		if len(g.acts) < knownActs {
			g.acts[act] = known
		}
	}
	return known
}

// hashOf reads a hash; what is none is unknown.
func hashOf(text string) (h Hash) {
	var digits [2 * len(h)]byte
	if len(text) != copy(digits[:], text) {
		return Hash{}
	}
	if n, err := hex.Decode(h[:], digits[:len(text)]); err != nil || n != len(h) {
		return Hash{}
	}
	return h
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

// linkRelays notes for each document the documents that are, or were, derived from it.
func (g *growth) linkRelays() {
	var relays *shelving[*relayed]
	for _, e := range g.changed[record.KindDocument] {
		for _, c := range e.Revisions {
			d, ok := c.record.(*record.Document)
			if !ok {
				continue
			}
			for _, from := range d.DerivedFrom {
				if relays == nil {
					relays = g.next.relays.change()
				}
				known, ok := relays.get(from)
				if !ok {
					known = &relayed{id: from}
				}
				if !slices.Contains(known.by, d.ID) {
					by := append(slices.Clip(known.by), d.ID)
					slices.Sort(by)
					relays.set(&relayed{from, by})
				}
			}
		}
	}
	if relays != nil {
		g.next.relays = relays.shelf
	}
}

// relaysOf returns the documents that are derived from a document, by id.
func (r *register) relaysOf(id string) []string {
	all, ok := r.relays.get(id)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all.by), func(relay string) bool {
		d := lookup[*record.Document](r, relay)
		return d == nil || !slices.Contains(d.DerivedFrom, id)
	})
}

// at returns the register as it was at an earlier revision, but for what was made to say less since: that says no more
// then either. It leans on this one. changed are the entries that it has otherwise, by kind and id; those that it lacks
// are tombstones there. It looks at all entries, on all cores.
func (r *register) at(seq int64) (past *register, changed map[record.Kind][]*Entry) {
	past = &register{head: seq, entries: r.entries, byKind: map[record.Kind][]*Entry{}, relays: r.relays, latest: r.latest[:seq:seq]}
	changed = map[record.Kind][]*Entry{}
	for kind, all := range r.byKind {
		parts := make([]stood, len(all)/partLength+1)
		inParts(len(all), func(from, to int) { parts[from/partLength] = stoodAt(all[from:to], seq) })
		held := make([]*Entry, 0, len(all))
		for i := range parts {
			held, changed[kind] = append(held, parts[i].held...), append(changed[kind], parts[i].changed...)
			if !parts[i].recordedAt.IsZero() {
				past.recordedAt = parts[i].recordedAt
			}
		}
		past.byKind[kind] = held
	}
	n := 0
	for _, entries := range changed {
		n += len(entries)
	}
	past.then = make(map[string]*Entry, n)
	for _, entries := range changed {
		for _, e := range entries {
			if len(e.Revisions) > 0 {
				past.then[e.ID] = e
			}
		}
	}
	return past, changed
}

// stood is how some entries of a kind stood at an earlier revision; recordedAt is when that was recorded, where it is of one
// of them.
type stood struct {
	held, changed []*Entry
	recordedAt    time.Time
}

func stoodAt(all []*Entry, seq int64) stood {
	s := stood{held: make([]*Entry, 0, len(all))}
	var absent []Entry // one block: they are let go of together
	for i, e := range all {
		n := len(e.Revisions)
		for n > 0 && e.Revisions[n-1].Seq > seq {
			n--
		}
		switch {
		case n == 0:
			if absent == nil {
				absent = make([]Entry, 0, len(all)-i)
			}
			absent = append(absent, Entry{ID: e.ID, Kind: e.Kind})
			s.changed = append(s.changed, &absent[len(absent)-1])
			continue
		case n < len(e.Revisions):
			e = e.at(n)
			s.changed = append(s.changed, e)
		}
		s.held = append(s.held, e)
		if last := &e.Revisions[n-1]; last.Seq == seq {
			s.recordedAt = last.RecordedAt
		}
	}
	return s
}

// at returns the entry as its first n revisions left it.
func (e *Entry) at(n int) *Entry {
	then := &Entry{ID: e.ID, Kind: e.Kind, Record: e.Revisions[n-1].record, Revisions: e.Revisions[:n:n], rested: e.rested}
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
