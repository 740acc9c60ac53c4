// Package fold cuts text that names places into words of plain letters.
//
// In comes UTF-8 text in any script, spelling of accents or case; out come words of one byte a letter, so that the later
// stages compare, hash and cut words without decoding. Nothing is looked up here and nothing is thrown away but accents,
// apostrophes and marks; what stood between two words is kept as a Gap.
//
// # Letters
//
// Latin letters and digits are their own lower-case ASCII; accents are dropped (é e, ł l, ß ss), save four letters of
// romanisations and of Slavic and Baltic alphabets, which keep a code of their own (Caron*) and count as their ASCII
// letter where words are compared exactly (Plain). Cyrillic letters have the codes from CyrillicA; ё is е. Letters of
// other scripts take three bytes from 0xC0 up, so that they compare and hash like any other.
//
// A word that mixes Latin and Cyrillic look-alikes («Кaлуга» with a Latin a) is written in the script that most of its
// letters have. An English possessive loses its 's, and a French d' or l' is a word. Apostrophes inside a word vanish: they are soft signs in
// romanisations, and separators in Ukrainian.
//
// A Text is reused from call to call and belongs to one goroutine at a time.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of one text. What is longer does not name one place.
const (
	MaxWords   = 48
	MaxLetters = 640
)

// Gap is what stood before a word.
type Gap uint8

// Gaps, weakest first.
const (
	Space  Gap = iota // blanks, full stops, quotes; or the start of the text
	Hyphen            // a hyphen or dash without blanks
	Break             // a comma, bracket, semicolon, line end, or a dash between blanks
)

// Script is a set of the scripts that the letters of a word belong to.
type Script uint8

// Scripts.
const (
	Latin Script = 1 << iota
	Cyrillic
	Digits
	Other
)

// Word is one word of a Text.
type Word struct {
	From, To int32 // its letters
	Gap      Gap   // what stood before it
	Dot      bool  // a full stop followed, as after an abbreviation
	Script   Script
	At, End  int32 // its bytes in the text, marks and possessive included
}

// Text is a text cut into words.
type Text struct {
	Letters []byte
	Words   []Word

	from           int32 // of the open word
	at, end        int32 // bytes of the text that the open word takes so far
	here, next     int32 // bytes of the rune at hand
	apart          int32 // the end of the last rune that stood for several
	script         Script
	space, hyphen  bool // seen since the last word
	tag, small     bool // the open word is a part of a tag; its last letter is a small one
	comma, started bool
	full           bool
}

// Of returns the letters of word i, shared with the Text.
func (t *Text) Of(i int) []byte { return t.Letters[t.Words[i].From:t.Words[i].To] }

// Set cuts s into words, replacing what t held. It returns false when s has more words or letters than a place name can
// have (MaxWords, MaxLetters); t then holds its beginning. Invalid UTF-8 counts as blanks. It reads at most a few
// kilobytes of s, and allocates only to grow t or where s is not in normal form C.
func (t *Text) Set(s string) bool {
	t.reset()
	const enough = 4 * (MaxLetters + MaxWords)
	if len(s) > enough {
		t.full = true
		s = s[:enough]
	}
	if !t.scan(s, true) {
		t.resetWords()
		t.scan(norm.NFC.String(s), false)
		t.closeWord()
		t.toSource(s)
		return !t.full
	}
	t.closeWord()
	return !t.full
}

// toSource moves the words' bytes from the normal form of s to s itself.
func (t *Text) toSource(s string) {
	var segments norm.Iter
	segments.InitString(norm.NFC, s)
	composed, edge := int32(0), 0 // of each word two edges: where it begins, where it ends
	for !segments.Done() {
		from := int32(segments.Pos())
		size := int32(len(segments.Next()))
		to := int32(segments.Pos())
		for ; edge < 2*len(t.Words); edge++ {
			w, ends := &t.Words[edge/2], edge%2 == 1
			at, last := &w.At, composed+size-1
			if ends {
				at, last = &w.End, composed+size
			}
			if *at > last {
				break
			}
			switch {
			case size == to-from:
				*at += from - composed
			case ends:
				*at = to
			default:
				*at = from
			}
		}
		composed += size
	}
}

// Replace writes another word, in letters, and an ending in the place of word i; the gap before it and its bytes in the
// text stay.
func (t *Text) Replace(i int, word, ending []byte) {
	from := int32(len(t.Letters))
	t.Letters = append(append(t.Letters, word...), ending...)
	w := &t.Words[i]
	w.From, w.To = from, int32(len(t.Letters))
	w.Script = ScriptOf(t.Letters[from])
}

func (t *Text) reset() {
	t.full = false
	t.resetWords()
}

func (t *Text) resetWords() {
	t.Letters, t.Words = t.Letters[:0], t.Words[:0]
	t.from, t.script, t.apart = 0, 0, 0
	t.space, t.hyphen, t.comma, t.started = false, false, false, false
	t.tag, t.small = false, false
}

// scan reads s into words. With strict it gives up, returning false, at the first rune that may be one with the rune
// before it, for then s must be brought into normal form first.
func (t *Text) scan(s string, strict bool) bool {
	for i := 0; i < len(s); {
		if len(t.Letters) > MaxLetters || len(t.Words) >= MaxWords {
			t.full = true
			return true
		}
		r, size := rune(s[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r&0xE0 == 0xC0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && r >= 0xC2:
			r, size = r&0x1F<<6|rune(s[i+1]&0x3F), 2
		default:
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		t.here = int32(i)
		i += size
		t.next = int32(i)
		if code := letter(r); code != 0 {
			if t.tag {
				t.turn(r)
				t.add(code)
				continue
			}
			t.add(code)
			i = t.run(s, i)
			continue
		}
		if isApostrophe(r) || isSign(r) && t.joins(s[i:]) {
			if possessive := t.apostrophe(s[i:]); possessive > 0 {
				i += possessive
				t.end = int32(i)
			} else if t.elides(s[i:]) {
				t.closeWord()
				t.space = true
			}
			continue
		}
		if strict && r >= 0x300 && mayJoin(r) {
			return false
		}
		t.put(r)
	}
	return true
}

// mayJoin reports whether a rune may be one with that before it in normal form C: a combining mark, or a vowel or final
// consonant of Hangul.
func mayJoin(r rune) bool { return unicode.Is(unicode.M, r) || r >= 0x1161 && isJamo(r) }

// isJamo reports whether a rune is a part of a syllable of Hangul.
func isJamo(r rune) bool { return r >= 0x1100 && r < 0x1200 }

// put adds one rune: a letter to the open word, anything else to the gap.
func (t *Text) put(r rune) {
	switch code := letter(r); {
	case code != 0:
		t.add(code)
	case isApostrophe(r):
	case r < utf8.RuneSelf:
		t.separate(r)
	default:
		t.putRare(r)
	}
}

// add puts a letter code into the open word.
func (t *Text) add(code byte) {
	t.open()
	t.Letters = append(t.Letters, code)
	t.script |= ScriptOf(code)
}

// open lets the open word, or a new one, take the rune at hand.
func (t *Text) open() {
	if int(t.from) == len(t.Letters) {
		t.at = t.here
	}
	t.end = t.next
}

// putRare adds runes that have no code of their own.
func (t *Text) putRare(r rune) {
	switch r {
	case '¹', '²', '³': // marks of notes
	case 'ß', 'ẞ':
		t.add('s')
		t.add('s')
	case 'æ', 'Æ':
		t.add('a')
		t.add('e')
	case 'œ', 'Œ':
		t.add('o')
		t.add('e')
	case 'þ', 'Þ':
		t.add('t')
		t.add('h')
	default:
		if d := norm.NFKD.PropertiesString(string(r)).Decomposition(); len(d) > 0 && string(d) != string(r) {
			parts := string(d)
			if !norm.NFC.PropertiesString(parts).BoundaryBefore() {
				return // ﾞ: beside a letter, not on it
			}
			if strings.ContainsFunc(parts, isJamo) {
				parts = norm.NFC.String(parts) // ㈙ is 타
			}
			for _, part := range parts {
				t.put(part)
			}
			t.apart = t.next
			return
		}
		t.putOther(r)
	}
}

// putOther adds a letter of a script without codes, or separates.
func (t *Text) putOther(r rune) {
	switch {
	case unicode.Is(unicode.Mn, r) && (r < 0x370 || r >= 0x1AB0 && r < 0x1B00 || r >= 0x1DC0 && r < 0x1E00 || r >= 0x20D0 && r < 0x2100):
		// accents on letters that have them dropped
	case r >= 0xFE00 && r <= 0xFE0F: // how the sign before is drawn: ❗️
	case r == 0xAD || r == 0x200B || r == 0x200C || r == 0x200D || r == 0xFEFF:
		// soft hyphens and marks of no width
	case !t.follows() && !norm.NFC.PropertiesString(string(r)).BoundaryBefore():
		// a mark or a part of a syllable that stands on nothing: first in a word, behind an apostrophe or what was taken apart
	case r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)):
		r = unicode.ToLower(r)
		if code := letter(r); code != 0 {
			t.add(code)
			return
		}
		t.open()
		t.Letters = append(t.Letters, 0xC0|byte(r>>12)&0x3F, 0xC0|byte(r>>6)&0x3F, 0xC0|byte(r)&0x3F)
		t.script |= Other
	default:
		t.separate(r)
	}
}

// follows reports whether the rune at hand stands right behind a letter or mark that was taken as it stands.
func (t *Text) follows() bool {
	return int(t.from) < len(t.Letters) && (t.end > t.here || t.end == t.here && t.apart != t.here)
}

// separate ends the open word and notes what ended it.
func (t *Text) separate(r rune) {
	if r == '.' && int(t.from) < len(t.Letters) {
		t.closeWord()
		t.Words[len(t.Words)-1].Dot = true
		return
	}
	t.closeWord()
	switch r {
	case '#':
		t.tag, t.small, t.space = true, false, true
		return
	case '_':
		t.small, t.space = false, true
		return
	}
	t.tag = false
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−':
		t.hyphen = true
	case ',', ';', ':', '(', ')', '[', ']', '{', '}', '/', '|', '\n', '\r', '•', '·':
		t.comma = true
	default:
		t.space = true
	}
}

// closeWord ends the open word, if there is one.
func (t *Text) closeWord() {
	if int(t.from) == len(t.Letters) {
		return
	}
	if t.script&(Latin|Cyrillic) == Latin|Cyrillic {
		t.script = unmix(t.Letters[t.from:])
	}
	if t.script&Digits != 0 && t.script != Digits {
		t.script = readDigits(t.Letters[t.from:], t.script)
	}
	w := Word{From: t.from, To: int32(len(t.Letters)), Script: t.script, At: t.at, End: t.end}
	switch {
	case len(t.Words) == 0:
	case t.comma || t.hyphen && t.space:
		w.Gap = Break
	case t.hyphen:
		w.Gap = Hyphen
	}
	t.Words = append(t.Words, w)
	t.from, t.script = w.To, 0
	t.space, t.hyphen, t.comma = false, false, false
}

// apostrophe deals with an apostrophe before rest, and returns how many bytes of rest it takes with it: the s of an
// English possessive.
func (t *Text) apostrophe(rest string) int {
	if int(t.from) == len(t.Letters) || t.script&Latin == 0 || rest == "" || rest[0]|0x20 != 's' {
		return 0
	}
	if r, size := utf8.DecodeRuneInString(rest[1:]); size > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || isApostrophe(r)) {
		return 0
	}
	return 1
}

// turn begins a word at a capital behind a small letter of a tag: #КурскаяОбласть.
func (t *Text) turn(r rune) {
	small := unicode.IsLower(r)
	if t.small && !small {
		t.closeWord()
		t.space = true
	}
	t.small = small
}

// joins reports whether such a mark stands between two letters: P”jatypillja.
func (t *Text) joins(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return int(t.from) < len(t.Letters) && letter(r) != 0
}

// elides reports whether the open word is a French article or preposition whose vowel an apostrophe before rest stands
// for: l'Ukraine, d'Orel.
func (t *Text) elides(rest string) bool {
	if len(t.Letters)-int(t.from) != 1 {
		return false
	}
	if c := t.Letters[t.from]; c != 'd' && c != 'l' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	switch code := letter(r); code {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'h':
		return true
	}
	return false
}
