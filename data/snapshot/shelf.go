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

// shard is a hash table: a value stands at the place that its hash names, or at the next that is free. Bits of the hash
// beside it tell most other ids apart: to look at a value's id takes longer than all else.
type shard[V shelved] struct {
	places []V // a power of two; the zero value is free
	hashes []uint32
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
	v = shard.places[shard.find(uint32(h/shards), id)]
	return v, v != *new(V)
}

// find returns the place of an id, or the free one that it would take.
func (s *shard[V]) find(hash uint32, id string) int {
	mask := len(s.places) - 1
	for at := int(hash) & mask; ; at = (at + 1) & mask {
		if v := s.places[at]; v == *new(V) || s.hashes[at] == hash && v.shelfID() == id {
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
		shard.places, shard.hashes = slices.Clone(shard.places), slices.Clone(shard.hashes)
	}
	if 4*(shard.n+1) > 3*len(shard.places) {
		shard.grow()
	}
	hash := uint32(h / shards)
	at := shard.find(hash, v.shelfID())
	before, shard.places[at], shard.hashes[at] = shard.places[at], v, hash
	if before == *new(V) {
		shard.n++
	}
	return before
}

// grow gives a shard twice the room.
func (s *shard[V]) grow() {
	places, hashes := s.places, s.hashes
	s.places, s.hashes = make([]V, max(8, 2*len(places))), make([]uint32, max(8, 2*len(places)))
	for i, v := range places {
		if v == *new(V) {
			continue
		}
		at := int(hashes[i]) & (len(s.places) - 1)
		for s.places[at] != *new(V) {
			at = (at + 1) & (len(s.places) - 1)
		}
		s.places[at], s.hashes[at] = v, hashes[i]
	}
}
