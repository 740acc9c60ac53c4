package fold

import "bytes"

// Digits that scanned or typed letters are taken for, and these letters.
const (
	likeDigits        = "0136"
	digitsAsLatin     = "olsb"
	digitsAsCyrillic  = "оізб"
	leastBesideDigits = 4 // letters of a word in which a digit is a misread letter
	mostMisread       = 2 // digits of such a word
)

// readDigits writes the letters that look like the digits of a word which is else of one script (Sverd10vsk, Куp0к), and
// returns the scripts that it then has. Digits at the end are a number (Х-101, шахед136), and so are others than those.
func readDigits(word []byte, script Script) Script {
	letters := script &^ Digits
	likes := []byte(digitsAsLatin)
	switch letters {
	case Cyrillic:
		likes = Code(digitsAsCyrillic)
	case Latin:
	default:
		return script
	}
	if ScriptOf(word[len(word)-1]) == Digits {
		return script
	}
	digits := 0
	for _, c := range word {
		if ScriptOf(c) == Digits {
			digits++
			if bytes.IndexByte([]byte(likeDigits), c) < 0 {
				return script
			}
		}
	}
	if digits > mostMisread || len(word)-digits < leastBesideDigits {
		return script
	}
	for i, c := range word {
		if k := bytes.IndexByte([]byte(likeDigits), c); k >= 0 {
			word[i] = likes[k]
		}
	}
	return letters
}

// Split cuts word i in two before its letter at, as where a tag joins words (#курскаяобласть). Both have its bytes in the
// text. It reports false, and changes nothing, when the text is full.
func (t *Text) Split(i, at int) bool {
	if len(t.Words) >= MaxWords {
		return false
	}
	t.Words = append(t.Words, Word{})
	copy(t.Words[i+1:], t.Words[i:])
	first, second := &t.Words[i], &t.Words[i+1]
	second.From += int32(at)
	first.To, first.Dot = second.From, false
	second.Gap = Space
	return true
}
