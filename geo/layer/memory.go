package layer

import "sync"

// A table keeps some answers to filters, and the sets of their parts, as long as it lives: a table never changes.
const (
	maxAnswers   = 128
	maxHeldBytes = 32 << 20
)

// memory holds answers by query and sets by condition; the oldest go first. Safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	answers map[string]*answer
	sets    map[string]bitset
	order   []remembered // oldest first
	bytes   int
}

type remembered struct {
	key   string
	set   bool
	bytes int
}

func (m *memory) answer(key string) (*answer, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.answers[key]
	return a, ok
}

func (m *memory) keep(key string, a *answer, rows int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.answers == nil {
		m.answers = map[string]*answer{}
	}
	if _, ok := m.answers[key]; ok {
		return
	}
	m.answers[key] = a
	size := len(key) + 4*len(a.rows) + 8*len(a.set)
	if a.later != nil { // its set may be made
		size += rows / 8
	}
	m.remember(remembered{key, false, size})
}

func (m *memory) part(key string) (bitset, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.sets[key]
	return b, ok
}

func (m *memory) keepPart(key string, b bitset) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sets == nil {
		m.sets = map[string]bitset{}
	}
	if _, ok := m.sets[key]; ok {
		return
	}
	m.sets[key] = b
	m.remember(remembered{key, true, len(key) + 8*len(b)})
}

// remember makes room by forgetting what is oldest.
func (m *memory) remember(r remembered) {
	m.order, m.bytes = append(m.order, r), m.bytes+r.bytes
	for len(m.order) > 1 && (m.bytes > maxHeldBytes || len(m.order) > maxAnswers) {
		old := m.order[0]
		m.order, m.bytes = m.order[1:], m.bytes-old.bytes
		if old.set {
			delete(m.sets, old.key)
		} else {
			delete(m.answers, old.key)
		}
	}
}
