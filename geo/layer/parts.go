package layer

import (
	"context"
	"runtime"
	"sync"
)

// How many words of a set are worth a goroutine: where a row takes a nanosecond or some, where an expression is evaluated, and where
// areas are held against each other.
const (
	cheapPart  = 1024
	costlyPart = 16
	areaPart   = 1
)

// inParts does the work on many words of a set on several processors, no fewer than least on each.
func inParts(words, least int, do func(from, to int)) {
	parts := max(1, min(runtime.GOMAXPROCS(0), words/least))
	if parts == 1 {
		do(0, words)
		return
	}
	var work sync.WaitGroup
	for i := range parts {
		work.Go(func() { do(i*words/parts, (i+1)*words/parts) })
	}
	work.Wait()
}

// inParts is the same for a search that may have to stop: each part has its own.
func (s *search) inParts(words, least int, do func(s *search, from, to int)) {
	var mu sync.Mutex
	inParts(words, least, func(from, to int) {
		part := &search{t: s.t, ctx: s.ctx}
		do(part, from, to)
		mu.Lock()
		defer mu.Unlock()
		if s.err == nil {
			s.err = part.err
		}
	})
}

// weed takes out of a set what a test does not hold of, on several processors: each has words of its own, and a test of its own.
func (s *search) weed(b bitset, least int, test func(s *search) func(i int32) bool) {
	s.inParts(len(b), least, func(s *search, from, to int) {
		is, part := test(s), b[from:to] // beyond it the words are another's
		for i := part.next(0); i >= 0 && s.tick(); i = part.next(i + 1) {
			if !is(i + int32(from*64)) {
				part.take(i)
			}
		}
	})
}

// turns lets two costly searches for each processor work at a time, first come, first served: more of them would each take longer,
// and whoever asks for little would wait for all.
type turns struct {
	once  sync.Once
	taken chan struct{}
}

// costlyFrom is the estimate from which a search waits for its turn, in nanoseconds.
const costlyFrom = 5e5

// take waits for a turn, or for the end of the context.
func (t *turns) take(ctx context.Context) error {
	t.once.Do(func() { t.taken = make(chan struct{}, 2*runtime.GOMAXPROCS(0)) })
	select {
	case t.taken <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *turns) give() { <-t.taken }
