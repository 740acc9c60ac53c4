package snapshot

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"oblast/data/record"
	"oblast/geo/fault"
)

// Source gives the newest snapshot and older ones. Live is one.
type Source interface {
	Current() *Snapshot
	AsOf(ctx context.Context, text string) (*Snapshot, error)
}

// What older states may cost, whoever asks for them: so many are kept, and of long logs fewer, so that together they hold
// at most heldRevisions; one is built at a time, and so many requests wait for theirs.
const (
	maxPast       = 4
	heldRevisions = 1_000_000
	maxWaiting    = 16
)

// past keeps the older snapshots asked for last.
type past struct {
	building chan struct{} // holds one while a snapshot is built
	waiting  chan struct{} // holds one a request that waits for that
	mu       sync.Mutex
	held     []*Snapshot // the one asked for last at the end
}

func newPast() past {
	return past{building: make(chan struct{}, 1), waiting: make(chan struct{}, maxWaiting)}
}

// find returns the kept snapshot of a revision, or nil. Those that were judged by other rules than those of today, or before
// a delay ended, are let go of.
func (p *past) find(seq int64, judgedBy string) *Snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = slices.DeleteFunc(p.held, func(s *Snapshot) bool { return s.judgedBy != judgedBy })
	for i, s := range p.held {
		if s.Head() == seq {
			p.held = append(slices.Delete(p.held, i, i+1), s)
			return s
		}
	}
	return nil
}

// clear lets go of all.
func (p *past) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = nil
}

// keep adds a snapshot and lets go of those asked for longest ago.
func (p *past) keep(s *Snapshot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = append(p.held, s)
	sum := int64(0)
	for i := len(p.held) - 1; i >= 0; i-- {
		if sum += p.held[i].Head(); i < len(p.held)-1 && (sum > heldRevisions || len(p.held)-i > maxPast) {
			p.held = slices.Delete(p.held, 0, i+1)
			return
		}
	}
}

// turn waits until this request may build, and returns what ends its turn. When too many wait already it is a
// fault.ErrUnavailable at once.
func (p *past) turn(ctx context.Context) (end func(), err error) {
	select {
	case p.waiting <- struct{}{}:
		defer func() { <-p.waiting }()
	default:
		return nil, fmt.Errorf("too many older states are asked for at once; try again in some seconds: %w", fault.ErrUnavailable)
	}
	select {
	case p.building <- struct{}{}:
		return func() { <-p.building }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// AsOf returns the snapshot of a version (a number of revisions) or of a time (RFC 3339, or a date: its end in UTC): what
// the log held then, with the restrictions in force now. The newest is Current; an older one is made of what it holds,
// without reading the log, and kept for a while. A version that is not reached yet, or a text that is neither, is a
// *fault.FieldError of the field as_of.
func (l *Live) AsOf(ctx context.Context, text string) (*Snapshot, error) {
	current := l.Current()
	seq, err := current.VersionAt("as_of", text)
	switch {
	case err != nil:
		return nil, err
	case seq == current.Head():
		return current, nil
	}
	return l.older(ctx, seq)
}

// VersionAt returns the version that a text names: a version, or the last one recorded at or before a time (RFC 3339, or
// a date: its end in UTC). A version that is not reached yet, or a text that is neither, is a *fault.FieldError of the
// given field.
func (s *Snapshot) VersionAt(field, text string) (int64, error) {
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		at, ok := parseTime(text)
		if !ok {
			return 0, &fault.FieldError{Field: field, Value: text, Problem: "is neither a version nor a time", Allowed: []string{"a version such as " + s.Version(), "a time such as 2025-11-24T12:00:00Z"}}
		}
		if !at.Before(s.RecordedAt()) {
			return s.Head(), nil
		}
		return s.register.headAt(at), nil
	}
	if seq < 0 || seq > s.Head() {
		return 0, &fault.FieldError{Field: field, Value: text, Missing: seq > 0, Problem: "is no version of this log", Allowed: []string{fmt.Sprintf("0 to %d, or a time", s.Head())}}
	}
	return seq, nil
}

func parseTime(text string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Microsecond), true
	}
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}

// headAt returns the last revision recorded at or before a time. Clocks may step back: the log's order is what counts,
// so it is the last before the first later one.
func (r *register) headAt(at time.Time) int64 {
	n, _ := slices.BinarySearch(r.latest, at.UnixMicro()+1)
	return int64(n)
}

// older returns the snapshot of a revision below the head, from the records that the newest holds. Restrictions are
// those of today: what they withhold now is not to be had by asking for yesterday.
func (l *Live) older(ctx context.Context, seq int64) (*Snapshot, error) {
	current := l.Current()
	judgedBy := current.withholding()
	if s := l.past.find(seq, judgedBy); s != nil {
		return s, nil
	}
	end, err := l.past.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	if s := l.past.find(seq, judgedBy); s != nil { // built while this request waited
		return s, nil
	}
	s, changed := current.at(seq)
	s.judgedBy = judgedBy
	if err := s.fillBeside(ctx, current, changed); err != nil {
		return nil, err
	}
	l.past.keep(s)
	return s, nil
}

// withholding tells apart what is withheld of earlier states: by restrictions, and by what was made to say less since.
func (s *Snapshot) withholding() string {
	name := s.public.name()
	if s.register.coarsened > 0 {
		name += "g" + strconv.FormatInt(s.register.coarsened, 36)
	}
	return name
}

// at returns what may be told of an earlier state, and what it has otherwise.
func (s *Snapshot) at(seq int64) (*Snapshot, map[record.Kind][]*Entry) {
	r, changed := s.registerAt(seq)
	l := newLimits(s.Tree(), r, s.public.limits.now)
	p := s.public.earlier(r, l, s, changed)
	if p == nil {
		p = newPublic(r, l, s.public, s)
	}
	return &Snapshot{register: r, boundaries: s.boundaries, public: p}, changed
}

// registerAt returns the register of an earlier state, with the restrictions of today.
func (s *Snapshot) registerAt(seq int64) (*register, map[record.Kind][]*Entry) {
	r, changed := s.register.at(seq)
	r.byKind[record.KindRestriction] = s.register.byKind[record.KindRestriction]
	return r, changed
}

// name tells apart what is withheld: by which rules, as of when where one of them is a delay, and of which records, with
// the revision that each is judged by. It is empty where no rule limits anything, and says nothing of what it names to
// somebody without the log. It is worked out once.
func (p *public) name() string {
	if len(p.limits.all) == 0 {
		return ""
	}
	p.named.Do(func() {
		var sum [4]uint64 // of hashes: in whatever order they come
		add := func(parts ...string) {
			h := sha256.Sum256([]byte(strings.Join(parts, " ")))
			for i := range sum {
				sum[i] += binary.BigEndian.Uint64(h[8*i:])
			}
		}
		for _, name := range p.names {
			add(name)
		}
		for _, j := range p.bound {
			last := j.entry.Last()
			add(strconv.FormatInt(last.Seq, 36), last.SHA256.String())
		}
		for i := range p.limits.all {
			x := &p.limits.all[i]
			add(hex.EncodeToString(x.sha256[:]))
			if x.delay > 0 {
				add(strconv.FormatInt(p.limits.now.Unix(), 36))
			}
		}
		whole := sha256.Sum256(fmt.Append(nil, sum))
		p.judgedBy = hex.EncodeToString(whole[:6])
	})
	return p.judgedBy
}
