package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/geocode/romanise"
)

// Begins reports whether some name, or the words of a decision, may begin with a word, in letters of package fold, in any case form or spelling. It
// may err towards true. It takes some tens of nanoseconds, so that a text can be scanned for the words worth a query.
func (c *Geocoder) Begins(word []byte) bool {
	if len(word) < 2 {
		return false
	}
	x, script := c.index, fold.ScriptOf(word[0])
	hash := hashWord(word)
	if begins(x.exact, hash) || c.aliases.first[hash] {
		return true
	}
	if script == fold.Cyrillic {
		if hash = hashWord(x.grammar.Stem(word)); begins(x.stem, hash) || c.aliases.first[hash] {
			return true
		}
	}
	var buf [64]byte
	return begins(x.sound, hashWord(romanise.AppendKey(buf[:0], word, romanise.AlphabetOf(word))))
}

// begins reports whether a table has the hash, or one that goes on from it.
func begins(p *postings, word uint64) bool {
	hash := joinHash(0, word)
	return p.holds(hash) || p.continues(hash)
}

// IsOrdinary reports whether an English, Russian or Ukrainian dictionary lists a word, in letters of package fold, as one that
// is no name.
func (c *Geocoder) IsOrdinary(word []byte) bool { return c.index.ordinary.Has(word, ordinary.Form) }
