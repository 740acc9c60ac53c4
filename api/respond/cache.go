package respond

import (
	"bytes"
	"container/list"
	"sync"
)

// cache keeps bytes under keys, the least recently used leaving first once their sum passes a bound. Kept bytes are
// shared: nobody may write to them.
type cache struct {
	mu    sync.Mutex
	most  int64
	held  int64
	order *list.List // of *entry, most recently used first
	byKey map[string]*list.Element
}

type entry struct {
	key   string
	bytes []byte
}

func newCache(most int64) *cache {
	return &cache{most: most, order: list.New(), byKey: map[string]*list.Element{}}
}

// get returns the bytes under a key; never any under the empty key.
func (c *cache) get(key string) ([]byte, bool) {
	if key == "" {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	kept, _ := e.Value.(*entry)
	return kept.bytes, true
}

// put keeps a copy of bytes; an eighth of the bound is the most that one entry may take.
func (c *cache) put(key string, b []byte) {
	size := int64(len(key) + len(b))
	if key == "" || size > c.most/8 {
		return
	}
	b = bytes.Clone(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return
	}
	c.byKey[key] = c.order.PushFront(&entry{key, b})
	c.held += size
	for c.held > c.most {
		last := c.order.Back()
		old, _ := c.order.Remove(last).(*entry)
		delete(c.byKey, old.key)
		c.held -= int64(len(old.key) + len(old.bytes))
	}
}
