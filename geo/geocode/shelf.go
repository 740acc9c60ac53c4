package geocode

import (
	"bytes"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
)

// maxNameWords is the longest name that is kept.
const maxNameWords = 7

// shelf gathers the names of a run of places, in their order. Several are filled side by side and joined.
type shelf struct {
	x      *index
	names  names
	keys   keys
	tables [3][]posting // exact, stem, sound
	longer [3][]uint64  // hashes that longer sequences begin with

	until  string            // last day of the name being read, empty for one of today
	untils map[uint32]string // of names

	text      fold.Text
	firstName uint32 // of the place being read
	firstKey  uint32
	sounds    []byte
	stems     [maxNameWords][][]byte
}

// newShelf makes a shelf for about so many names.
func newShelf(x *index, names int) *shelf {
	s := &shelf{x: x, untils: map[uint32]string{}}
	s.names.place, s.names.kind = make([]place, 0, names), make([]nameKind, 0, names)
	s.names.ends, s.names.text, s.names.glance = make([]uint32, 0, names), make([]byte, 0, 14*names), make([]glance, 0, names)
	s.keys.name, s.keys.ends, s.keys.text = make([]uint32, 0, names), make([]uint32, 0, names), make([]byte, 0, 10*names)
	s.tables[0], s.tables[1], s.tables[2] = make([]posting, 0, names), make([]posting, 0, names), make([]posting, 0, names)
	return s
}

// begin starts a new place.
func (s *shelf) begin() {
	s.firstName, s.firstKey = uint32(len(s.names.ends)), uint32(len(s.keys.ends))
}

// add keeps words from to to of the text as a name of p, unless p has it already or it is one letter. Adjectives in -sk are also kept
// without their suffix where bare is set.
func (s *shelf) add(p place, kind nameKind, a romanise.Alphabet, from, to int, bare bool) {
	if to <= from || to-from > maxNameWords || to-from == 1 && len(s.text.Of(from)) < 2 {
		return
	}
	start := len(s.names.text)
	for i := from; i < to; i++ {
		if i > from {
			s.names.text = append(s.names.text, ' ')
		}
		s.names.text = append(s.names.text, s.text.Of(i)...)
	}
	letters := s.names.text[start:]
	for i := s.firstName; i < uint32(len(s.names.ends)); i++ {
		if bytes.Equal(s.names.of(i), letters) {
			s.names.text = s.names.text[:start]
			if s.untils[i] == "" {
				s.names.kind[i] = min(s.names.kind[i], kind)
			}
			return
		}
	}
	id := uint32(len(s.names.ends))
	s.names.place, s.names.kind = append(s.names.place, p), append(s.names.kind, kind)
	s.names.ends, s.names.glance = append(s.names.ends, uint32(len(s.names.text))), append(s.names.glance, glanceAt(s.x.grammar, letters))
	if s.until != "" {
		s.untils[id] = s.until
	}
	s.addExact(id, from, to)
	if s.text.Words[from].Script == fold.Cyrillic {
		s.addStems(id, from, to)
	}
	s.addSound(id, a, from, to, bare)
}

func (s *shelf) addExact(id uint32, from, to int) {
	hash := uint64(0)
	for i := from; i < to; i++ {
		hash = joinHash(hash, hashWord(s.text.Of(i)))
		if i+1 < to {
			s.longer[0] = append(s.longer[0], hash)
		}
	}
	s.tables[0] = append(s.tables[0], posting{hash, id})
}

// addStems enters a name under the stems of all its forms: of each word each stem, in all combinations.
func (s *shelf) addStems(id uint32, from, to int) {
	for i := from; i < to; i++ {
		s.stems[i-from] = s.x.grammar.Stems(s.stems[i-from][:0], s.text.Of(i))
	}
	s.combine(id, 0, 0, to-from)
}

// maxCombined is how many stems of a word in a longer name are combined.
const maxCombined = 8

func (s *shelf) combine(id uint32, before uint64, word, words int) {
	stems := s.stems[word]
	if words > 1 {
		stems = stems[:min(len(stems), maxCombined)]
	}
	for _, stem := range stems {
		hash := joinHash(before, hashWord(stem))
		if word+1 == words {
			s.tables[1] = append(s.tables[1], posting{hash, id})
			continue
		}
		s.longer[1] = append(s.longer[1], hash)
		s.combine(id, hash, word+1, words)
	}
}

// addSound enters a name under its key, unless another name of the place sounds the same.
func (s *shelf) addSound(id uint32, a romanise.Alphabet, from, to int, bare bool) {
	var hashes [maxNameWords + 1]uint64 // of the first words
	start, n := len(s.keys.text), to-from
	for i := range n {
		s.sounds = romanise.AppendKey(s.sounds[:0], s.text.Of(from+i), a)
		hashes[i+1] = joinHash(hashes[i], hashWord(s.sounds))
		s.keys.text = append(s.keys.text, s.sounds...)
	}
	for i := s.firstKey; i < uint32(len(s.keys.ends)); i++ {
		if bytes.Equal(s.keys.of(i), s.keys.text[start:]) {
			s.keys.text = s.keys.text[:start]
			return
		}
	}
	key := uint32(len(s.keys.ends))
	s.keys.ends, s.keys.name = append(s.keys.ends, uint32(len(s.keys.text))), append(s.keys.name, id)
	s.tables[2] = append(s.tables[2], posting{hashes[n], key})
	s.longer[2] = append(s.longer[2], hashes[1:n]...)
	if base, adjective := romanise.Adjectival(s.sounds); bare && adjective && base >= 3 {
		s.tables[2] = append(s.tables[2], posting{joinHash(hashes[n-1], hashWord(s.sounds[:base])), key | shortened})
	}
}
