package snapshot

import (
	"hash/maphash"
	"slices"
)

// shelf finds values by id, and a version of it costs what differs from the one before: it is cut into shards, and
// versions share those in which nothing changed. The zero value is empty. A shelf never changes; a shelving makes another
// one.
type shelf[V shelved] struct {
	shards *[shards]shard[V]
	seed   maphash.Seed
}

// shelved is a pointer to something with an id.
type shelved interface {
	comparable
	shelfID() string
}

const shards = 1 << 10

// shard is a hash table: a value stands at the place that its hash names, or at the next that is free.
type shard[V shelved] struct {
	places []V // a power of two; the zero value is free
	n      int
}

// get returns what stands under an id.
func (s shelf[V]) get(id string) (v V, ok bool) {
	if s.shards == nil {
		return v, false
	}
	h := maphash.String(s.seed, id)
	shard := &s.shards[h%shards]
	if shard.n == 0 {
		return v, false
	}
	v = shard.places[shard.find(h, id)]
	return v, v != *new(V)
}

// find returns the place of an id, or the free one that it would take.
func (s *shard[V]) find(h uint64, id string) int {
	mask := len(s.places) - 1
	for at := int(h/shards) & mask; ; at = (at + 1) & mask {
		if v := s.places[at]; v == *new(V) || v.shelfID() == id {
			return at
		}
	}
}

// shelving is a shelf in the making.
type shelving[V shelved] struct {
	shelf[V]
	own [shards]bool
}

// change begins a shelf that continues this one.
func (s shelf[V]) change() *shelving[V] {
	next := &shelving[V]{shelf: shelf[V]{new([shards]shard[V]), s.seed}}
	if s.shards != nil {
		*next.shards = *s.shards
	} else {
		next.seed = maphash.MakeSeed()
	}
	return next
}

// set puts a value under its id and returns what stood there.
func (s *shelving[V]) set(v V) (before V) {
	h := maphash.String(s.seed, v.shelfID())
	shard := &s.shards[h%shards]
	if own := &s.own[h%shards]; !*own {
		*own = true
		shard.places = slices.Clone(shard.places)
	}
	if 4*(shard.n+1) > 3*len(shard.places) {
		s.grow(shard)
	}
	at := shard.find(h, v.shelfID())
	before, shard.places[at] = shard.places[at], v
	if before == *new(V) {
		shard.n++
	}
	return before
}

// grow gives a shard twice the room.
func (s *shelving[V]) grow(shard *shard[V]) {
	held := shard.places
	shard.places = make([]V, max(8, 2*len(held)))
	for _, v := range held {
		if v != *new(V) {
			shard.places[shard.find(maphash.String(s.seed, v.shelfID()), v.shelfID())] = v
		}
	}
}
