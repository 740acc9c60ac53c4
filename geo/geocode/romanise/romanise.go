// Package romanise gives one key to the many ways in which a Russian, Ukrainian or Belarusian name is written in Latin
// letters, and to the name itself.
//
// In comes a word in letters of package fold, Cyrillic or Latin; out comes its key, one byte a sound. "Kozel'skiy",
// "Kozelsky", "Kozelskii", "Kozeljskij" and «Козельский», «Козельского» have the same key. So have some names that
// differ (Kursk, Kursky): a key finds candidates, and the caller judges them.
//
// The rules: a digraph, or a letter with a caron, is one sound; y, j and i are one sound, which is dropped before a
// vowel; soft and hard signs vanish, and so does a j behind a consonant and before none but another, which is a soft sign;
// doubled sounds are one; ou is u, gh is kh, tsh is ch, and z before k is s; the endings of adjectives in -sk, -tsk and -zk
// are dropped.
// The schemes they were held against are BGN/PCGN, ALA-LC, ISO 9, GOST 7.79 and 52535, the passport rules of 1997, 2010
// and 2013, the scientific one, those of the United Nations, DSTU 9112 and the Ukrainian one of 2010, and what
// newspapers write. Letters that sound otherwise in German, French, Spanish and Polish spellings (Archangelsk, Voronej,
// Jarkov, Donezk) have further readings, for words that the usual one does not explain.
package romanise

import (
	"oblast/geo/geocode/fold"
)

// Alphabet says which language's letters a Cyrillic word has; г, и and е sound different in them.
type Alphabet uint8

// Alphabets. A Latin word has none, and the value is ignored.
const (
	Russian Alphabet = iota
	Ukrainian
	Belarusian
)

// AlphabetOf guesses the alphabet of a Cyrillic word from letters that only one language has; else it is Russian.
func AlphabetOf(word []byte) Alphabet {
	for _, c := range word {
		switch c {
		case fold.UkrainianYi, fold.UkrainianYe, fold.UkrainianG, fold.UkrainianI:
			return Ukrainian
		case fold.BelarusianU:
			return Belarusian
		}
	}
	return Russian
}

// Sounds that have no single Latin letter.
const (
	zh = 'Z'
	sh = 'S'
	ch = 'Q'
	ts = 'C'
	kh = 'H'
)

// Reading says how a Latin word's letters sound where languages differ.
type Reading uint16

// Marks of readings. Without any the letters sound as in English romanisations.
const (
	chIsKh  Reading = 1 << iota // Archangelsk
	chIsSh                      // Nakhitchevan, Chostka
	schIsZh                     // Nischyn
	zIsTs                       // Donezk
	sIsZ                        // before vowels and voiced consonants: Rjasan, Smeinogorsk
	jIsZh                       // Voronej
	jIsKh                       // Jarkov
	gIsKh                       // Chernigivska: a Ukrainian г as the passports of 2004 and 2007 and ISO 9 write it
	czIsTs                      // Neneczkij, Saxalin: GOST 7.79 B, whose x is kh between any letters
)

// Readings are those of newspapers' languages, in the order in which they are worth a trial.
var Readings = [...]Reading{
	chIsKh | zIsTs, chIsSh | jIsZh, chIsKh | zIsTs | sIsZ, chIsKh | zIsTs | schIsZh, chIsKh | zIsTs | sIsZ | schIsZh, jIsKh, chIsKh, gIsKh, czIsTs,
}

// AppendKey appends the key of a word to dst. Letters of other scripts and digits are kept as they are. An empty word
// has an empty key; so has one of signs alone.
func AppendKey(dst, word []byte, a Alphabet) []byte { return AppendKeyAs(dst, word, a, 0) }

// AppendKeyAs is AppendKey for a Latin word read in another way.
func AppendKeyAs(dst, word []byte, a Alphabet, as Reading) []byte {
	w := writer{key: dst, from: len(dst), as: as}
	if len(word) > 0 && fold.ScriptOf(word[0]) == fold.Cyrillic {
		w.cyrillic(word, a)
	} else {
		w.latin(word)
	}
	w.flush()
	return w.trim()
}

// Adjectival reports whether a key ends as those of adjectives in -sk, -tsk and -zk do, and how long it is without
// the suffix: "kuibiSevsk" is "kuibiSev" and an adjective.
func Adjectival(key []byte) (base int, ok bool) {
	n := len(key)
	if n < 5 || key[n-1] != 'k' || (key[n-2] != 's' && key[n-2] != ts && key[n-2] != 'z') {
		return n, false
	}
	return n - 2, true
}

// writer appends sounds under the rules that need to know the neighbours.
type writer struct {
	key    []byte
	from   int
	as     Reading
	dotted bool // an i is held back until it is known whether a vowel follows
}

// put appends one sound.
func (w *writer) put(sound byte) {
	if sound == 'i' {
		w.dotted = true
		return
	}
	if w.dotted && !isVowel(sound) {
		w.append('i')
	}
	w.dotted = false
	w.append(sound)
}

// append adds a sound unless it doubles the last; t and s together are ts.
func (w *writer) append(sound byte) {
	if n := len(w.key); n > w.from {
		switch {
		case w.key[n-1] == sound:
			return
		case sound == 's' && w.key[n-1] == 't':
			w.turn(ts)
			return
		case sound == sh && w.key[n-1] == 't':
			w.turn(ch)
			return
		case sound == 'u' && w.key[n-1] == 'o':
			w.turn('u') // ou, as in French
			return
		case sound == 'k' && w.key[n-1] == 'z':
			w.turn('s') // Запорізька, Zaporiska
		}
	}
	w.key = append(w.key, sound)
}

// turn makes the last sound another, which may then double the one before.
func (w *writer) turn(sound byte) {
	n := len(w.key)
	if w.key[n-1] = sound; n-2 >= w.from && w.key[n-2] == sound {
		w.key = w.key[:n-1]
	}
}

func (w *writer) flush() {
	if w.dotted {
		w.append('i')
		w.dotted = false
	}
}

// trim drops the ending of an adjective in -sk, -tsk or -zk.
func (w *writer) trim() []byte {
	key := w.key[w.from:]
	for n := 1; n <= 3 && n+4 <= len(key); n++ {
		at := len(key) - n
		if key[at-1] == 'k' && (key[at-2] == 's' || key[at-2] == ts || key[at-2] == 'z') && isEnding(key[at:]) {
			return w.key[:w.from+at]
		}
	}
	return w.key
}

// isEnding reports whether sounds are a case ending of an adjective: -iy -aya -oye -iye, -ogo -oho -omu -im -om -oy -uyu
// -oyu -ikh -imi and the Ukrainian -a -e -i -oyi -u.
func isEnding(sounds []byte) bool {
	switch string(sounds) {
	case "i", "a", "e", "u", "o", "oe", "ou", "oi", "ogo", "oHo", "omu", "im", "om", "iH", "imi":
		return true
	}
	return false
}

func isVowel(sound byte) bool {
	switch sound {
	case 'a', 'e', 'o', 'u':
		return true // i is none: it is dropped before these
	}
	return false
}
