package mention

import "strings"

// languageOf tells the language of a text by its letters: Ukrainian where it has letters that Russian has not, else
// Russian where most are Cyrillic, else English.
func languageOf(text string) string {
	cyrillic, latin := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == 0xD0, c == 0xD1:
			cyrillic++
		case c >= 'a' && c <= 'z':
			latin++
		}
	}
	switch {
	case cyrillic <= latin:
		return "en"
	case strings.ContainsAny(text, "іїєґІЇЄҐ") && !strings.ContainsAny(text, "ыэъ"):
		return "uk"
	}
	return "ru"
}
