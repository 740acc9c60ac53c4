package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
	"time"

	"oblast/data/record"
	"oblast/geo/fault"
)

// Appender stands before a log and lets only records in that are valid, whose references are in the log or in the same
// batch, and whose regions are known. It remembers the ids of the log, about 100 bytes each, and learns what other
// programs append when it meets an id that it does not know.
//
// An Appender is safe for concurrent use; appends that run at the same time share a sync.
type Appender struct {
	log     Log
	regions func(id string) bool
	mu      sync.Mutex
	at      int64 // the log is known up to here
	behind  bool  // it holds more, which this appender has appended itself
	entries map[string]Entry
}

// Entry is what an Appender knows of a record.
type Entry struct {
	Kind      record.Kind
	Retracted bool
	Digest    Digest // of the body as it stands
}

// Digest tells bodies apart.
type Digest [16]byte

// DigestOf returns the digest of a body.
func DigestOf(body []byte) (d Digest) {
	sum := sha256.Sum256(body)
	copy(d[:], sum[:])
	return d
}

// Change is what is to be recorded of one record.
type Change struct {
	Change     string        // one of record.Changes
	RecordID   string        // where there is no record; otherwise the record's own id counts
	Record     record.Record // nil: nothing stands afterwards
	Author     string
	Reason     string
	RecordedAt time.Time // zero: now
}

// NewAppender reads the ids of a log. regions tells whether a region id is known; nil lets every one pass.
func NewAppender(ctx context.Context, log Log, regions func(id string) bool) (*Appender, error) {
	a := &Appender{log: log, regions: regions, entries: map[string]Entry{}}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.learn(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

// Follow reads what the log holds beyond what is known.
func (a *Appender) Follow(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.learn(ctx)
}

func (a *Appender) learn(ctx context.Context) error {
	err := a.log.Since(ctx, a.at, func(r record.Revision) error {
		a.note(&r)
		a.at = r.Seq
		return nil
	})
	a.behind = a.behind && err != nil
	return err
}

func (a *Appender) note(r *record.Revision) {
	e := a.entries[r.RecordID]
	e.Retracted = len(r.Body) == 0
	if !e.Retracted {
		e.Kind, e.Digest = record.KindOf(r.Body), DigestOf(r.Body)
	}
	a.entries[r.RecordID] = e
}

// Entry returns what is known of an id.
func (a *Appender) Entry(id string) (Entry, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	e, ok := a.entries[id]
	return e, ok
}

// Standing yields the ids that begin with a prefix and were not retracted, in no order. Nothing may be appended meanwhile.
func (a *Appender) Standing(prefix string) iter.Seq[string] {
	return func(yield func(string) bool) {
		a.mu.Lock()
		defer a.mu.Unlock()
		for id, e := range a.entries {
			if !e.Retracted && strings.HasPrefix(id, prefix) && !yield(id) {
				return
			}
		}
	}
}

// KnownRegion reports whether a region id is known.
func (a *Appender) KnownRegion(id string) bool { return a.regions == nil || a.regions(id) }

// Append checks changes and appends them as Log.Append does. The error joins every fault of the batch; the pointers of
// faults begin with the place in the batch, "/3/statements/0".
func (a *Appender) Append(ctx context.Context, expected int64, changes []Change) (int64, error) {
	revs := make([]record.Revision, len(changes))
	var faults []error
	for i := range changes {
		var err error
		if revs[i], err = revision(&changes[i]); err != nil {
			faults = append(faults, record.Below("/"+strconv.Itoa(i), err))
		}
	}
	if len(faults) == 0 {
		var err error
		if faults, err = a.references(ctx, changes); err != nil {
			return 0, err
		}
	}
	if len(faults) > 0 {
		return 0, errors.Join(faults...)
	}
	head, err := a.log.Append(ctx, expected, revs)
	if err != nil {
		return 0, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range revs {
		a.note(&revs[i])
	}
	if a.at == head-int64(len(revs)) {
		a.at = head
	}
	return head, nil
}

// AppendAll appends revisions whose records and references the caller has checked, all or none, as Log.AppendAll does;
// bodies are as Encode writes them. Entry and Standing do not tell of them before Follow: whoever appends once need not
// read them again.
func (a *Appender) AppendAll(ctx context.Context, rows iter.Seq2[record.Revision, error]) (int64, error) {
	head, err := a.log.AppendAll(ctx, rows)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.behind = a.behind || err == nil
	return head, err
}

// revision makes the row of a change, without what the log gives.
func revision(c *Change) (record.Revision, error) {
	r := record.Revision{RecordID: c.RecordID, Change: c.Change, Author: c.Author, Reason: c.Reason, RecordedAt: c.RecordedAt}
	if c.Record == nil {
		return r, nil
	}
	if err := c.Record.Validate(); err != nil {
		return r, err
	}
	if c.RecordID != "" && c.RecordID != c.Record.RecordID() {
		return r, &fault.FieldError{Field: "/id", Value: c.Record.RecordID(), Problem: "is not the id of the record that is changed", Allowed: []string{c.RecordID}}
	}
	r.RecordID = c.Record.RecordID()
	var err error
	r.Body, err = record.Encode(c.Record)
	return r, err
}

// references checks what each change refers to. err is for a log that cannot be read.
func (a *Appender) references(ctx context.Context, changes []Change) (faults []error, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	batch := make(map[string]record.Kind, len(changes))
	for i := range changes {
		if r := changes[i].Record; r != nil {
			batch[r.RecordID()] = r.RecordKind()
		}
	}
	if a.behind || a.strange(changes, batch) {
		if err := a.learn(ctx); err != nil {
			return nil, err
		}
	}
	for i := range changes {
		r := changes[i].Record
		if r == nil {
			continue
		}
		add := func(pointer, value, problem string) {
			faults = append(faults, &fault.FieldError{Field: "/" + strconv.Itoa(i) + pointer, Value: value, Problem: problem})
		}
		if e, ok := a.entries[r.RecordID()]; ok && e.Kind != r.RecordKind() {
			add("/kind", string(r.RecordKind()), fmt.Sprintf("changes the kind of %s, which is a %s", r.RecordID(), e.Kind))
		}
		record.References(r, func(at record.Pointer, id string, kind record.Kind) {
			have, ok := batch[id]
			if e, known := a.entries[id]; known && !ok {
				if have, ok = e.Kind, true; e.Retracted {
					add(at.String(), id, WasRetracted)
					return
				}
			}
			if problem := ReferenceProblem(have, ok, kind); problem != "" {
				add(at.String(), id, problem)
			}
		})
		record.Regions(r, func(pointer, id string) {
			if !a.KnownRegion(id) {
				add(pointer, id, "is no region that is known here")
			}
		})
	}
	return faults, nil
}

// strange reports whether changes refer to an id that is neither known nor in the batch.
func (a *Appender) strange(changes []Change, batch map[string]record.Kind) (strange bool) {
	for i := range changes {
		if changes[i].Record == nil {
			continue
		}
		record.References(changes[i].Record, func(_ record.Pointer, id string, _ record.Kind) {
			if _, ok := batch[id]; !ok {
				_, ok = a.entries[id]
				strange = strange || !ok
			}
		})
	}
	return strange
}

// WasRetracted is what is wrong with a reference to a record that does not stand any more.
const WasRetracted = "refers to a record that was retracted"

// ReferenceProblem says what is wrong with a reference to a record of kind have that has to be of kind want, "" when
// nothing is. ok is false when there is no such record.
func ReferenceProblem(have record.Kind, ok bool, want record.Kind) string {
	switch {
	case !ok:
		return fmt.Sprintf("refers to a %s that is not there", want)
	case have != want:
		return fmt.Sprintf("has to be a %s, and is a %s", want, have)
	}
	return ""
}
