package snapshot

import (
	"runtime/debug"
	"sync"
)

// How much memory may grow, in percent of what is held, before what a long work leaves behind is collected; and from how many
// revisions on a work is long. Most of what is made of a log that is read is kept; what is told anew stands beside what was
// told before. By the usual growth, as much again, either would take the memory of two logs for a moment.
const (
	readGrowth   = 45
	retoldGrowth = 20
	longWork     = 1 << 17
)

// tightness is how many long works are under way; the growth of memory is the whole program's.
type tightness struct {
	mu     sync.Mutex
	works  int
	before int
}

// begin lets memory grow by so many percent while something is made of so many revisions, until end is called; where other
// work is under way, by as much as that. Where the operator lets it grow less already, or without bound, that stays.
func (t *tightness) begin(revisions int64, percent int) (end func()) {
	if revisions < longWork {
		return func() {}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.works++; t.works == 1 {
		if t.before = debug.SetGCPercent(percent); t.before < percent {
			debug.SetGCPercent(t.before)
		}
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.works--; t.works == 0 {
			debug.SetGCPercent(t.before)
		}
	}
}
