package snapshot

// shelf is a map by id of which a version costs what differs from the one before: it is cut into shards, and versions
// share those in which nothing changed. The zero value is empty. A shelf never changes; a shelving makes another one.
type shelf[V any] struct {
	shards *[shards]map[string]V
	n      int
}

const shards = 1 << 10

// shardOf hashes an id (FNV-1a).
func shardOf(id string) int {
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return int((h ^ h>>16) % shards)
}

// get returns what stands under an id.
func (s shelf[V]) get(id string) (v V, ok bool) {
	if s.shards != nil {
		v, ok = s.shards[shardOf(id)][id]
	}
	return v, ok
}

// shelving is a shelf in the making.
type shelving[V any] struct {
	shelf[V]
	own [shards]bool
}

// change begins a shelf that continues this one.
func (s shelf[V]) change() *shelving[V] {
	next := &shelving[V]{shelf: shelf[V]{new([shards]map[string]V), s.n}}
	if s.shards != nil {
		*next.shards = *s.shards
	}
	return next
}

func (s *shelving[V]) set(id string, v V) {
	i := shardOf(id)
	if !s.own[i] {
		held := s.shards[i]
		s.shards[i] = make(map[string]V, len(held)+1)
		for id, v := range held {
			s.shards[i][id] = v
		}
		s.own[i] = true
	}
	if _, ok := s.shards[i][id]; !ok {
		s.n++
	}
	s.shards[i][id] = v
}
