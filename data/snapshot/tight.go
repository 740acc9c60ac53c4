package snapshot

import (
	"runtime/debug"
	"sync"
)

// How much the memory of a program may grow by what a long work leaves behind, before that is collected, in percent of what
// is held; and from how many revisions on a work is long. By the usual growth, as much again, the memory of two logs would
// be held while the snapshot of a long one is made beside that before it.
const (
	tightGrowth = 30
	tightFrom   = 1 << 17
)

// tightness is how many long works are under way; the growth of memory is the whole program's.
type tightness struct {
	mu     sync.Mutex
	works  int
	before int
}

// begin lets memory grow less while something is made of so many revisions, until end is called. Where the operator lets it
// grow less already, or without bound, that stays.
func (t *tightness) begin(revisions int64) (end func()) {
	if revisions < tightFrom {
		return func() {}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.works++; t.works == 1 {
		if t.before = debug.SetGCPercent(tightGrowth); t.before < tightGrowth {
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
