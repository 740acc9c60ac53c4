package maps

import (
	"regexp"

	"oblast/geo/region"
)

// shortForms take from a name the words that say what kind of unit it is, one after another; a map's border says it too.
// Moscow, Kyiv and Minsk regions keep them, beside their cities. `АО`, `обл.` and `reg.` end what may be left out yet.
var shortForms = []struct {
	long    *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)^(Moscow|Kyiv|Kiev|Minsk) (?:Oblast|Region|Province)$`), "$1 reg."},
	{regexp.MustCompile(`(?i)^(?:(?:Autonomous )?Republic|City) of (?:the )?`), ""},
	{regexp.MustCompile(`(?i)^(?:Автономная |Автономна )?(?:Республика|Республіка)\s+`), ""},
	{regexp.MustCompile(`(?i)\s+(?:автономный округ|автономний округ)(?:\s+—.*)?$|\s+автономн(?:ая|а) область$`), " АО"},
	{regexp.MustCompile(`(?i)\s+область$`), " обл."},
	{regexp.MustCompile(`(?i)\s+(?:Autonomous )?(?:Oblast|Region|Republic|Krai|Territory|Voivodeship|Province|Voblast|Okrug|Area)$`), ""},
	{regexp.MustCompile(`(?i)\s+(?:(?:Municipal |Urban )?(?:District|Okrug)|Raion|Rayon)$`), ""},
	{regexp.MustCompile(`(?i)\s+(?:муниципальный |городской |муніципальний |міський )?(?:район|округ)$`), ""},
	{regexp.MustCompile(`(?i)\s+(?:воеводство|воєводство)$`), ""},
}

// shortName is a name as maps print it.
func shortName(name string) string {
	short := name
	for _, form := range shortForms {
		short = form.long.ReplaceAllString(short, form.instead)
	}
	if short == "" {
		return name
	}
	return short
}

// shorter are the short names of a unit in the languages where they differ from its names; nil where none does.
func shorter(n region.Names) map[string]string {
	var out map[string]string
	for _, lang := range []string{"en", "ru", "uk"} {
		if short := shortName(n.In(lang)); short != n.In(lang) {
			if out == nil {
				out = map[string]string{}
			}
			out[lang] = short
		}
	}
	return out
}
