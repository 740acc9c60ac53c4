package mention

import "oblast/geo/geocode"

// asked is what a phrase is asked under: with it, the same phrase always has the same answer.
type asked struct {
	within, lang, at string
	spelt            geocode.Spelling // of members of lists
}

// mostMatches is how many matches one generation of answers holds, half a kilobyte each, and mostListed of answers to lists; longPhrase the length in bytes up
// to which a phrase is remembered.
const (
	mostMatches = 4096
	mostListed  = 1024
	longPhrase  = 1200
)

// memory keeps the answers to the latest questions, from text to text: news speak of the same places over and over. When a
// generation is full, the one before it is forgotten, and what is asked for again moves on.
type memory[V any] struct {
	young, old map[asked]answers[V]
	matches    int // of the young, at least one an answer
	most       int

	under  asked // the latest condition, and the answers under it
	latest [2]answers[V]
}

// answers are those under one condition, by the phrase.
type answers[V any] map[string]remembered[V]

// remembered is an answer, and how many matches it counts for.
type remembered[V any] struct {
	answer V
	phrase string
	counts int
}

func newMemory[V any](most int) memory[V] {
	return memory[V]{young: map[asked]answers[V]{}, most: most}
}

// turn makes a condition the latest.
func (m *memory[V]) turn(under asked) {
	if m.latest[0] == nil || m.under != under {
		if m.young[under] == nil {
			m.young[under] = answers[V]{}
		}
		m.under, m.latest = under, [...]answers[V]{m.young[under], m.old[under]}
	}
}

// find returns the answer to a phrase; false if it is not remembered.
func (m *memory[V]) find(under asked, text string) (V, bool) {
	m.turn(under)
	if a, ok := m.latest[0][text]; ok {
		return a.answer, true
	}
	a, ok := m.latest[1][text]
	if ok {
		m.keep(under, a.phrase, a.answer, a.counts)
	}
	return a.answer, ok
}

// keep remembers the answer to a phrase, which counts for so many matches. The strings of both are kept, too.
func (m *memory[V]) keep(under asked, phrase string, answer V, counts int) {
	if m.matches >= m.most {
		m.young, m.old = make(map[asked]answers[V], len(m.young)), m.young
		m.matches, m.latest = 0, [2]answers[V]{}
	}
	m.turn(under)
	m.latest[0][phrase] = remembered[V]{answer, phrase, counts}
	m.matches += counts
}
