package mention

import "oblast/geo/geocode"

// asked is what a phrase is asked under: with it, the same phrase always has the same answer.
type asked struct{ within, lang, at string }

// mostMatches is how many matches one generation of answers holds, half a kilobyte each; longPhrase the length in bytes up
// to which a phrase is remembered.
const (
	mostMatches = 4096
	longPhrase  = 1200
)

// memory keeps the answers to the latest questions, from text to text: news speak of the same places over and over. When a
// generation is full, the one before it is forgotten, and what is asked for again moves on.
type memory struct {
	young, old map[asked]answers
	matches    int // of the young, at least one an answer

	under  asked // the latest condition, and the answers under it
	latest [2]answers
}

// answers are those under one condition, by the phrase.
type answers map[string]*geocode.Answer

func newMemory() memory { return memory{young: map[asked]answers{}} }

// turn makes a condition the latest.
func (m *memory) turn(under asked) {
	if m.latest[0] == nil || m.under != under {
		if m.young[under] == nil {
			m.young[under] = answers{}
		}
		m.under, m.latest = under, [...]answers{m.young[under], m.old[under]}
	}
}

// find returns the answer to a phrase, nil if it is not remembered.
func (m *memory) find(under asked, text string) *geocode.Answer {
	m.turn(under)
	if a := m.latest[0][text]; a != nil {
		return a
	}
	a := m.latest[1][text]
	if a != nil {
		m.keep(under, a)
	}
	return a
}

// keep remembers an answer, by the text that it has as its query. The strings of both are kept, too.
func (m *memory) keep(under asked, a *geocode.Answer) {
	if m.matches >= mostMatches {
		m.young, m.old = make(map[asked]answers, len(m.young)), m.young
		m.matches, m.latest = 0, [2]answers{}
	}
	m.turn(under)
	m.latest[0][a.Query] = a
	m.matches += 1 + len(a.Matches)
}
