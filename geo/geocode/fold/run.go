package fold

import "unicode/utf8"

// run adds the commonest letters that follow the one at hand, from byte i on, to the open word, and returns where they end.
// It does what scan does rune by rune.
func (t *Text) run(s string, i int) int {
	letters, script := t.Letters, t.script
	for i < len(s) && len(letters) <= MaxLetters {
		c := s[i]
		if c < utf8.RuneSelf {
			code := ascii[c]
			if code == 0 {
				break
			}
			if code < 'a' {
				script |= Digits
			} else {
				script |= Latin
			}
			letters = append(letters, code)
			t.here = int32(i)
			i++
			continue
		}
		if c&^1 != 0xD0 || i+1 == len(s) || s[i+1]&0xC0 != 0x80 {
			break
		}
		at := (rune(c&0x1F)<<6 | rune(s[i+1]&0x3F)) - 'А'
		if at < 0 || at > 'я'-'А' {
			break
		}
		letters, script = append(letters, CyrillicA+byte(at&31)), script|Cyrillic
		t.here = int32(i)
		i += 2
	}
	t.Letters, t.script = letters, script
	t.next, t.end = int32(i), int32(i)
	return i
}

// ascii are the codes of ASCII.
var ascii = func() (codes [utf8.RuneSelf]byte) {
	for r := range codes {
		codes[r] = letter(rune(r))
	}
	return codes
}()
