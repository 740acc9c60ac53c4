package mention

import "oblast/geo/geocode"

// question is what a phrase is asked for: the same always has the same answer.
type question struct{ text, within, lang, at string }

// mostMatches is how many matches one generation of answers holds, half a kilobyte each; longPhrase the length in bytes up
// to which a phrase is remembered.
const (
	mostMatches = 4096
	longPhrase  = 1200
)

// memory keeps the answers to the latest questions, from text to text: news speak of the same places over and over. When a
// generation is full, the one before it is forgotten, and what is asked for again moves on.
type memory struct {
	young, old map[question]geocode.Answer
	matches    int // of the young, at least one an answer
}

func newMemory() memory { return memory{young: map[question]geocode.Answer{}} }

func (m *memory) find(q question) (geocode.Answer, bool) {
	a, ok := m.young[q]
	if ok {
		return a, true
	}
	if a, ok = m.old[q]; ok {
		m.keep(question{a.Query, q.within, q.lang, q.at}, a)
	}
	return a, ok
}

// keep remembers an answer. The strings of the question are kept, too.
func (m *memory) keep(q question, a geocode.Answer) {
	if m.matches >= mostMatches {
		m.young, m.old = make(map[question]geocode.Answer, len(m.young)), m.young
		m.matches = 0
	}
	m.young[q] = a
	m.matches += 1 + len(a.Matches)
}
