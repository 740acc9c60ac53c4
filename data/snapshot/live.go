package snapshot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"oblast/data/record"
)

// Log is what Live follows: an append-only log of revisions, numbered from 1 without gaps.
type Log interface {
	// Since yields the revisions after seq, in order.
	Since(ctx context.Context, seq int64, yield func(record.Revision) error) error
	// Watch sends the head whenever it may have grown, until ctx ends. Heads may be left out.
	Watch(ctx context.Context) <-chan int64
}

// Live holds the newest snapshot of a log. Current is for any number of goroutines and never waits.
type Live struct {
	log        Log
	boundaries *Boundaries
	logger     *slog.Logger
	current    atomic.Pointer[Snapshot]
	mu         sync.Mutex // one refresh at a time
	swapped    atomic.Pointer[chan struct{}]
	past       past
	tightness  tightness
}

// Open replays the log and returns when the first snapshot stands.
func Open(ctx context.Context, log Log, b *Boundaries, logger *slog.Logger) (*Live, error) {
	l := &Live{log: log, boundaries: b, logger: logger, past: newPast()}
	waiting := make(chan struct{})
	l.swapped.Store(&waiting)
	if err := l.Refresh(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

// Current returns the newest snapshot.
func (l *Live) Current() *Snapshot { return l.current.Load() }

// Run follows the log until ctx ends. A revision that cannot be read, or a log that fails, is logged, the snapshot
// stays, and the next change, or a minute, brings the next attempt.
func (l *Live) Run(ctx context.Context) {
	heads := l.log.Watch(ctx)
	for ctx.Err() == nil {
		if err := l.Refresh(ctx); err != nil && ctx.Err() == nil {
			l.logger.Error("snapshot not refreshed", "head", l.Current().Head(), "error", err)
		}
		timer := time.NewTimer(l.pause())
		select {
		case <-ctx.Done():
		case _, open := <-heads:
			if !open {
				heads = nil
			}
		case <-timer.C:
		}
		timer.Stop()
	}
}

// pause returns how long nothing need be done while the log is silent.
func (l *Live) pause() time.Duration {
	if due := l.Current().public.limits.due; !due.IsZero() {
		return min(max(time.Until(due), time.Second), time.Minute)
	}
	return time.Minute
}

// Refresh brings the snapshot up to the head of the log and returns when the new one stands.
func (l *Live) Refresh(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.Current()
	state := &register{}
	if before != nil {
		state = before.register
	}
	grown, changed, err := l.read(ctx, state)
	if err != nil {
		return err
	}
	now := time.Now()
	if before != nil && grown.head == state.head && !before.overdue(now) {
		return nil
	}
	work, growth := grown.head-state.head, readGrowth
	if before != nil && !before.public.limits.sameAs(newLimits(l.boundaries.tree, grown, now)) {
		l.past.clear() // all of it is judged otherwise from now on
		work, growth = grown.head, retoldGrowth
	}
	defer l.tightness.begin(work, growth)()
	next, err := follow(ctx, l.boundaries, now, grown, before, changed)
	if err != nil {
		return err
	}
	if before != nil && !before.public.limits.holdsFor(next.public.limits) {
		l.past.clear() // of no use any more
	}
	l.current.Store(next)
	waiting := make(chan struct{})
	close(*l.swapped.Swap(&waiting))
	return nil
}

// overdue reports whether something that is withheld has become public.
func (s *Snapshot) overdue(now time.Time) bool {
	due := s.public.limits.due
	return !due.IsZero() && !due.After(now)
}

// readBatch is how many revisions are decoded together.
const readBatch = 8192

// read returns the register with what the log holds beyond it, and the entries that this changed, by kind and id. While
// one batch is decoded, the next is read.
func (l *Live) read(ctx context.Context, state *register) (*register, map[record.Kind][]*Entry, error) {
	var g *growth
	var spare []record.Revision
	batch := make([]record.Revision, 0, 64)
	added := make(chan error, 1) // what became of the batch before
	added <- nil
	flush := func() error {
		if err := <-added; err != nil {
			added <- err
			return err
		}
		if g == nil {
			g = state.grow()
		}
		full := batch
		batch, spare = spare[:0], full
		go func() { added <- g.add(full) }()
		return nil
	}
	err := l.log.Since(ctx, state.head, func(rev record.Revision) error {
		if batch = append(batch, rev); len(batch) == readBatch {
			return flush()
		}
		return nil
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	if last := <-added; err == nil {
		err = last
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the log after revision %d: %w", state.head, err)
	}
	if g == nil {
		return state, nil, nil
	}
	return g.register(), g.changed, nil
}

// Wait returns when the snapshot holds a revision, or with ctx's error.
func (l *Live) Wait(ctx context.Context, seq int64) error {
	for {
		swapped := *l.swapped.Load()
		if l.Current().Head() >= seq {
			return nil
		}
		select {
		case <-swapped:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
