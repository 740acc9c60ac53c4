package respond

import (
	"bytes"
	"container/list"
	"hash/maphash"
	"net/http"
	"sync"
	"sync/atomic"
)

// cache keeps bytes under keys, the least recently used leaving first once their sum passes a bound. Kept bytes are
// shared: nobody may write to them.
type cache struct {
	mu    sync.Mutex
	most  int64
	held  int64
	order *list.List // of *entry, most recently used first
	byKey map[contentKey]*list.Element
}

// contentKey names bytes that were sent.
type contentKey struct {
	coding              coding
	tag, form, language string // of the content: its version, its media type, its language
	name                string // of the content within its version; "": none that is kept
}

func (k *contentKey) size() int { return len(k.tag) + len(k.form) + len(k.language) + len(k.name) }

type entry struct {
	key   contentKey
	bytes []byte
	told  http.Header // fields that belong to the content; nil: none
}

func (e *entry) size() int64 {
	size := e.key.size() + len(e.bytes)
	for name, values := range e.told {
		for _, value := range values {
			size += len(name) + len(value)
		}
	}
	return int64(size)
}

func newCache(most int64) *cache {
	return &cache{most: most, order: list.New(), byKey: map[contentKey]*list.Element{}}
}

// get returns what is kept under a key; nil where nothing is, and for a key without a name.
func (c *cache) get(key contentKey) *entry {
	if key.name == "" {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	kept, _ := e.Value.(*entry)
	return kept
}

// put keeps a copy of bytes; an eighth of the bound is the most that one entry may take.
func (c *cache) put(key contentKey, b []byte, told http.Header) {
	e := &entry{key, b, told}
	size := e.size()
	if key.name == "" || size > c.most/8 {
		return
	}
	e.bytes = bytes.Clone(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return
	}
	c.byKey[key] = c.order.PushFront(e)
	c.held += size
	for c.held > c.most {
		last := c.order.Back()
		old, _ := c.order.Remove(last).(*entry)
		delete(c.byKey, old.key)
		c.held -= old.size()
	}
}

// door lets content in that was asked for before, and not too long ago: most pages of a walk are asked for once, and would
// drive out what everybody asks for.
type door struct {
	seed maphash.Seed
	last [4096]atomic.Uint64 // hashes of keys, each at the place that it says
}

func newDoor() *door { return &door{seed: maphash.MakeSeed()} }

// again notes a key and reports whether it was noted before.
func (d *door) again(key contentKey) bool {
	h := maphash.Comparable(d.seed, key)
	return d.last[h%uint64(len(d.last))].Swap(h) == h
}
