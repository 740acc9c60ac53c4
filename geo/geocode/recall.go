package geocode

import (
	"bytes"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// recall keeps what spans of words were found to name, from query to query: texts and lists name the same places over and
// over. That depends on a span's letters, on what type words say of it, on the tables that are asked, on how the text is read
// and on the parent that is stated, all of which are compared. It changes no answer, and belongs to one reading.
type recall struct {
	slots      []recalled
	candidates []candidate // of all slots
	letters    []byte      // of all slots, each word behind a zero
}

// Bounds of what is kept, about 1 MB: when a list is full, everything is forgotten.
const (
	recallBits       = 12
	recallCandidates = 1 << 14
	recallLetters    = 1 << 17
	recallMost       = 64 // candidates of a span that is kept
)

// recalled is what is known of one span.
type recalled struct {
	key                 recallKey
	letters, lettersEnd uint32
	from, misfits, to   uint32 // its candidates, the misfits behind the others
	outcome
}

// outcome is what a search tells besides its candidates.
type outcome struct {
	heard      bool // the sound was asked
	fits       bool // letters and case forms found something that fits
	passedOver bool // places outside the stated parent were passed over
}

// recallKey is what the candidates of a span depend on besides its letters.
type recallKey struct {
	exact  uint64
	said   typeword.Kind
	as     romanise.Reading
	spelt  romanise.Alphabet
	script fold.Script
	tables uint8 // that are asked, and a bit that tells a slot from an empty one
	states bool  // the span is that which states the parent
	parent place // that is stated, and must be kept to; region.None for none
}

func (r *reading) recallKey(s *span, said typeword.Kind) recallKey {
	k := recallKey{exact: s.exact, said: said, as: r.as, spelt: r.spelt, script: r.text.Words[s.from].Script, tables: 1, parent: region.None}
	if len(r.parents) > 0 {
		k.parent, k.states = r.parents[0], bitsOf(s.from, s.to)&r.parentWords != 0
	}
	for i, in := range [...]bool{s.inExact, s.inStem, s.inSound} {
		if in {
			k.tables |= 2 << i
		}
	}
	return k
}

// slot returns where a span is kept, if it is.
func (m *recall) slot(k *recallKey) *recalled {
	if m.slots == nil {
		m.slots = make([]recalled, 1<<recallBits)
	}
	h := (k.exact ^ uint64(k.said)<<32 ^ uint64(k.as)<<16 ^ uint64(k.tables) ^ uint64(k.parent)<<40) * hashPrime
	return &m.slots[h>>(64-recallBits)]
}

// isOf reports whether a slot holds a span of the text.
func (m *recall) isOf(e *recalled, k *recallKey, text *fold.Text, s *span) bool {
	if e.key != *k {
		return false
	}
	kept := m.letters[e.letters:e.lettersEnd]
	for i := s.from; i < s.to; i++ {
		word := text.Of(i)
		if len(kept) <= len(word) || !bytes.Equal(kept[1:1+len(word)], word) || kept[0] != 0 {
			return false
		}
		kept = kept[1+len(word):]
	}
	return len(kept) == 0
}

// keep notes a span in a slot, with its candidates and misfits.
func (m *recall) keep(e *recalled, k *recallKey, text *fold.Text, s *span, candidates, misfits []candidate, found outcome) {
	if len(m.candidates)+len(candidates)+len(misfits) > recallCandidates || len(m.letters) > recallLetters {
		clear(m.slots)
		m.candidates, m.letters = m.candidates[:0], m.letters[:0]
	}
	*e = recalled{key: *k, letters: uint32(len(m.letters)), from: uint32(len(m.candidates)), outcome: found}
	for i := s.from; i < s.to; i++ {
		m.letters = append(append(m.letters, 0), text.Of(i)...)
	}
	m.candidates = append(m.candidates, candidates...)
	e.misfits = uint32(len(m.candidates))
	m.candidates = append(m.candidates, misfits...)
	e.lettersEnd, e.to = uint32(len(m.letters)), uint32(len(m.candidates))
}

// remembered adds the candidates that a slot has to those of the query, at the words of a span.
func (r *reading) remembered(e *recalled, s *span) {
	words, from, to := bitsOf(s.from, s.to), uint8(s.from), uint8(s.to)
	add := func(list, kept []candidate) []candidate {
		for i := range kept {
			list = append(list, kept[i])
			c := &list[len(list)-1]
			c.words, c.from, c.to = words, from, to
		}
		return list
	}
	r.candidates = add(r.candidates, r.recall.candidates[e.from:e.misfits])
	r.misfits = add(r.misfits, r.recall.candidates[e.misfits:e.to])
}
