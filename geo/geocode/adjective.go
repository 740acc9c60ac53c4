package geocode

import (
	"strings"

	"oblast/geo/gazetteer"
)

// Names of kind adjective are the relational adjectives of a unit: the one that an oblast or a rayon is named by (Курская
// область, Dzerzhinsky District), and one that is made of a republic's or a city's noun (Дагестан: дагестанская). Beside a
// type word they name the unit; without one they are context, never a place.

// adjectiveOf makes the adjective of a noun that names a first division, in Russian or Ukrainian, in the feminine, whose
// forms are those of all genders (package inflect). The rules are those of word formation in school grammars: the last
// consonant softens before -ск- or becomes one with it; nouns with a suffix of their own (Чечня, чеченский) are left out.
func adjectiveOf(n *gazetteer.Name) (adjective gazetteer.Name, ok bool) {
	noun := strings.TrimPrefix(strings.TrimPrefix(n.Text, "Республика "), "Республіка ")
	if n.Kind != "official" && n.Kind != "short" || len(noun) < 2*4 || strings.ContainsAny(noun, " -()—") {
		return adjective, false
	}
	stem, suffix := strings.ToLower(strings.TrimRight(noun, "аяоеыиіїйь")), ""
	switch n.Lang {
	case "ru":
		stem, suffix = russianAdjective(stem, noun)
	case "uk":
		stem, suffix = ukrainianAdjective(stem)
	}
	if suffix == "" {
		return adjective, false
	}
	adjective = *n
	adjective.Kind, adjective.Text = "adjective", stem+suffix
	return adjective, true
}

func russianAdjective(stem, noun string) (base, suffix string) {
	base, last := cutLast(stem)
	switch {
	case strings.HasSuffix(stem, "ск") || strings.HasSuffix(stem, "цк"):
		return stem, "ая"
	case strings.HasSuffix(noun, "ея"):
		return stem, "ейская"
	case last == "л" && strings.HasSuffix(noun, "ия"):
		return stem, "ьская"
	case last == "г":
		return base, "жская"
	case last == "х":
		return base, "шская"
	case last == "к" || last == "ц":
		return base, "цкая"
	}
	return stem, "ская"
}

func ukrainianAdjective(stem string) (base, suffix string) {
	if strings.HasSuffix(stem, "ськ") || strings.HasSuffix(stem, "цьк") || strings.HasSuffix(stem, "зьк") {
		return stem, "а"
	}
	base, last := cutLast(stem)
	switch last {
	case "г", "ж", "з":
		return base, "зька"
	case "к", "ц", "ч":
		return base, "цька"
	case "х", "ш", "с":
		return base, "ська"
	}
	return stem, "ська"
}

// cutLast cuts the last letter off a Cyrillic word.
func cutLast(word string) (before, last string) {
	const letter = 2 // bytes
	if len(word) < letter {
		return word, ""
	}
	return word[:len(word)-letter], word[len(word)-letter:]
}
