package romanise

import "oblast/geo/geocode/fold"

// russian gives the sounds of а to я; a hyphen is none. щ, ю and я are two sounds and stand apart.
const russian = "abvgdeZziiklmnoprstufHCQS*-i-e**"

// cyrillic appends the sounds of a Cyrillic word.
func (w *writer) cyrillic(word []byte, a Alphabet) {
	for _, c := range word {
		switch {
		case c == fold.UkrainianI, c == fold.UkrainianYi:
			w.put('i')
		case c == fold.UkrainianYe:
			w.put('i')
			w.put('e')
		case c == fold.UkrainianG:
			w.put('g')
		case c == fold.BelarusianU:
			w.put('v')
		case c < fold.CyrillicA || int(c-fold.CyrillicA) >= len(russian):
			w.put(c)
		default:
			w.letter(int(c-fold.CyrillicA), a)
		}
	}
}

// letter appends the sounds of the letter with a number in the Russian alphabet.
func (w *writer) letter(number int, a Alphabet) {
	const g, shch, yu, ya = 3, 25, 30, 31
	switch {
	case number == g && a != Russian:
		w.put(kh)
	case number == shch:
		w.put(sh)
		w.put(ch)
	case number == yu:
		w.put('i')
		w.put('u')
	case number == ya:
		w.put('i')
		w.put('a')
	case russian[number] != '-':
		w.put(russian[number])
	}
}

// latin appends the sounds of a Latin word, or the letters of any other.
func (w *writer) latin(word []byte) {
	for i := 0; i < len(word); {
		sounds, n := group(word[i:])
		if w.as != 0 {
			sounds, n = w.as.group(word[i:], sounds, n)
		}
		if n == 0 {
			w.single(word, i)
			i++
			continue
		}
		for k := range len(sounds) {
			w.put(sounds[k])
		}
		i += n
	}
}

// group returns the sounds that the letter group at the beginning of rest has in a reading, where they are not those
// given.
func (as Reading) group(rest []byte, sounds string, n int) (string, int) {
	switch c := rest[0]; {
	case hasPrefix(rest, "schtsch"), hasPrefix(rest, "tsch"), hasPrefix(rest, "tch") && as&chIsSh != 0:
	case hasPrefix(rest, "chtch") && as&chIsSh != 0:
		return "SQ", 5
	case hasPrefix(rest, "sch") && as&schIsZh != 0:
		return "Z", 3
	case hasPrefix(rest, "sch") && as&chIsKh != 0:
		return "S", 3
	case hasPrefix(rest, "ch") && as&chIsKh != 0:
		return "H", 2
	case hasPrefix(rest, "ch") && as&chIsSh != 0:
		return "S", 2
	case c == 'z' && n == 0 && as&zIsTs != 0:
		return "C", 1
	case c == 's' && n == 0 && as&sIsZ != 0 && len(rest) > 1 && voices(rest[1]):
		return "z", 1
	case c == 'j' && as&jIsZh != 0:
		return "Z", 1
	case c == 'j' && as&jIsKh != 0:
		return "H", 1
	case c == 'g' && n == 0 && as&gIsKh != 0, c == 'x' && as&czIsTs != 0:
		return "H", 1
	case hasPrefix(rest, "cz") && as&czIsTs != 0:
		return "C", 2
	}
	return sounds, n
}

// Marks returns the marks by which a Latin word's letters sound otherwise: a reading that has none of them reads it as usual.
func Marks(word []byte) (marks Reading) {
	for i, c := range word {
		switch c {
		case 'h': // of ch, which every reading reads apart in tsch
			if i > 0 && word[i-1] == 'c' {
				return ^Reading(0)
			}
		case 'z':
			marks |= zIsTs | czIsTs
		case 's':
			marks |= sIsZ
		case 'j':
			marks |= jIsZh | jIsKh
		case 'g':
			marks |= gIsKh
		case 'x':
			marks |= czIsTs
		}
	}
	return marks
}

// voices reports whether a German s before a letter may be voiced.
func voices(letter byte) bool {
	switch letter {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'j', 'b', 'd', 'g', 'l', 'm', 'n', 'r', 'w', 'v':
		return true
	}
	return false
}

// group returns the sounds of the letter group that rest begins with, and its length; 0 for none.
func group(rest []byte) (sounds string, n int) {
	if len(rest) < 2 {
		return "", 0
	}
	second := rest[1]
	switch rest[0] {
	case 's':
		return groupOfS(rest)
	case 'z':
		if second == 'h' {
			return "Z", 2
		}
	case 'g':
		if second == 'h' {
			return "H", 2
		}
	case 't':
		switch {
		case second == 'c' && len(rest) > 2 && rest[2] == 'h':
			return "Q", 3
		case second == 's' && len(rest) > 3 && rest[2] == 'c' && rest[3] == 'h':
			return "Q", 4
		case second == 's', second == 'z', second == 'c':
			return "C", 2
		case second == 'h':
			return "t", 2
		}
	case 'c':
		if second == 'h' || second == 'z' {
			return "Q", 2
		}
	case 'k':
		if second == 'h' {
			return "H", 2
		}
	case 'p':
		if second == 'h' {
			return "f", 2
		}
	}
	return "", 0
}

// groupOfS is group for an s.
func groupOfS(rest []byte) (sounds string, n int) {
	switch {
	case hasPrefix(rest, "schtsch"):
		return "SQ", 7
	case hasPrefix(rest, "shch"), hasPrefix(rest, "szcz"):
		return "SQ", 4
	case hasPrefix(rest, "sch"):
		return "SQ", 3
	case rest[1] == 'h', rest[1] == 'z':
		return "S", 2
	}
	return "", 0
}

func hasPrefix(word []byte, prefix string) bool {
	return len(word) >= len(prefix) && string(word[:len(prefix)]) == prefix
}

// single appends the sounds of the Latin letter at i, which is in no group.
func (w *writer) single(word []byte, i int) {
	switch c := word[i]; c {
	case 'y', 'j':
		if c == 'y' || !isSoftSign(word, i) {
			w.put('i')
		}
	case 'w':
		w.put('v')
	case 'q':
		w.put('k')
	case 'h':
		w.put(kh)
	case 'x':
		if i > 0 && i+1 < len(word) && (word[i-1] == 'a' || word[i-1] == 'e') && (isVowel(word[i+1]) || word[i+1] == 'i' || word[i+1] == 'y') || i+1 == len(word) {
			w.put('k')
			w.put('s')
			return
		}
		w.put(kh)
	case 'c':
		w.put(ts)
	case fold.CaronS:
		w.put(sh)
	case fold.CaronZ:
		w.put(zh)
	case fold.CaronC:
		w.put(ch)
	case fold.CircumS:
		w.put(sh)
		w.put(ch)
	default:
		w.put(c)
	}
}

// isSoftSign reports whether the j at i is a soft sign (Sumsjka oblastj): a consonant is before it, and no vowel after it.
func isSoftSign(word []byte, i int) bool {
	return i > 0 && isConsonant(word[i-1]) && (i+1 == len(word) || isConsonant(word[i+1]))
}

// isConsonant reports whether a Latin letter is one beyond doubt: y and j are not.
func isConsonant(letter byte) bool {
	return letter > 'a' && letter <= 'z' && letter != 'j' && letter != 'y' && letter != 'i' && !isVowel(letter)
}
