package geocode

import (
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// leastShared is the letters that the Russian names of an oblast and of the capital that it is named by begin with alike.
const leastShared = 4

// addNamesOfOblast gives a capital by which its oblast is named the noun of that in the languages that make one of the two
// (Oblast Mykolajiw, Oblast de Zaporijia): they call the city so, too, and GeoNames does not always say it.
func (s *shelf) addNamesOfOblast(p place, settlement *gazetteer.Settlement) {
	if settlement.Code != "PPLA" || settlement.Region == region.None {
		return
	}
	oblast := s.x.tree.At(settlement.Region)
	start := []rune(settlement.Names.RU)
	if len(start) < leastShared || !strings.HasPrefix(oblast.Names.RU, string(start[:leastShared])) {
		return
	}
	names := s.x.gazetteer.NamesOf(settlement.Region)
	for i := range names {
		if n := &names[i]; n.Lang != "de" && n.Lang != "fr" {
			continue
		}
		s.text.Set(names[i].Text)
		if first, last, said := s.core(0, len(s.text.Words)); said&(typeword.Oblast|typeword.Krai) != 0 && last > first && !adjectiveEnding(s.text.Of(last-1)) {
			s.add(p, alternate, alphabetOf(names[i].Lang), first, last, false)
		}
	}
}
