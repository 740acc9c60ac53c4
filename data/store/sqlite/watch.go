package sqlite

import (
	"context"
	"sync"
	"time"
)

// hub tells watchers the newest head. Each channel holds one: the newest replaces one that was not taken.
type hub struct {
	mu       sync.Mutex
	head     int64
	channels map[chan int64]func() bool
	closed   bool
}

func (h *hub) tell(head int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if head <= h.head {
		return
	}
	h.head = head
	for c := range h.channels {
		select {
		case <-c:
		default:
		}
		c <- head
	}
}

func (h *hub) add(ctx context.Context) <-chan int64 {
	c := make(chan int64, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(c)
		return c
	}
	if h.channels == nil {
		h.channels = map[chan int64]func() bool{}
	}
	h.channels[c] = context.AfterFunc(ctx, func() { h.remove(c) })
	return c
}

func (h *hub) remove(c chan int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.channels[c]; ok {
		delete(h.channels, c)
		close(c)
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for c, stop := range h.channels {
		stop()
		delete(h.channels, c)
		close(c)
	}
}

// Watch implements store.Log.
func (l *Log) Watch(ctx context.Context) <-chan int64 { return l.watch.add(ctx) }

// followEvery is how soon another program's appends are seen.
const followEvery = 250 * time.Millisecond

// follow looks for what other programs append. PRAGMA data_version changes with every commit of theirs, and costs a
// look at the file's shared memory.
func (l *Log) follow() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	conn, err := l.readers.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	last := int64(-1)
	for {
		select {
		case <-l.closing:
			return
		case <-tick.C:
		}
		var version, head int64
		if conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version) != nil || version == last {
			continue
		}
		if conn.QueryRowContext(ctx, "SELECT seq FROM head").Scan(&head) == nil {
			last = version
			l.watch.tell(head)
		}
	}
}
