package mention

// letters of the alphabet tell languages apart: what a byte, or a lead byte and the one behind it, count for.
const (
	latinLetter = 1 + iota
	ukrainianLetter
	russianLetter
)

// told is what single letters tell of a language: small Latin letters by their byte, and, from 256 on, the Cyrillic
// ones behind 0xD0, 0xD1 and 0xD2 that Russian and Ukrainian do not share.
var told = func() (t [4 * 256]uint8) {
	for b := 'a'; b <= 'z'; b++ {
		t[b] = latinLetter
	}
	for letters, as := range map[string]uint8{"іїєґІЇЄҐ": ukrainianLetter, "ыэъ": russianLetter} {
		for _, r := range letters {
			s := string(r)
			t[int(s[0]-0xCF)<<8|int(s[1])] = as
		}
	}
	return t
}()

// languageOf tells the language of a text by its letters: Ukrainian where it has letters that Russian has not, else
// Russian where most are Cyrillic, else English.
func languageOf(text string) string {
	cyrillic, latin := 0, 0
	var seen [4]bool
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0xD0 {
			latin += int(told[c] & 1)
			continue
		}
		if c > 0xD2 {
			continue
		}
		if c < 0xD2 {
			cyrillic++
		}
		if i+1 < len(text) {
			seen[told[int(c-0xCF)<<8|int(text[i+1])]&3] = true
		}
	}
	switch {
	case cyrillic <= latin:
		return "en"
	case seen[ukrainianLetter] && !seen[russianLetter]:
		return "uk"
	}
	return "ru"
}
