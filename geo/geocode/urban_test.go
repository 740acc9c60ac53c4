package geocode_test

import (
	"testing"

	"oblast/geo/geocode"
)

// Districts of cities are not held: the answer is the city, never a namesake elsewhere.
func TestDistrictsOfCitiesFallBackToTheCity(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"в Кировском районе Донецка":          "UA-14.1408",
		"в Ленинском районе Ростова-на-Дону":  "RU-ROS.12625586",
		"у Херсоні, Дніпровський район міста": "UA-65.6510",
		"in Kharkiv's Saltivskyi district":    "UA-63.6312",
		"Dzhezkazgan district, Kaluga":        "RU-KLU",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) == 0 || a.Matches[0].RegionID != want || a.Matches[0].MatchType != geocode.ParentFallback {
			t.Errorf("%s: got %s, want %s by its parent", text, show(a), want)
		}
	}
}

func TestCommunitiesAndDirectionsByTheirAdjectives(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"у Марганецькій громаді":               "Марганець",
		"Marhanetska hromada":                  "Marhanets",
		"на Купянском направлении":             "Купянск",
		"по Білопільській громаді на Сумщині":  "Білопілля",
		"у напрямку Торецька":                  "Торецьк",
		"в направлении Харькова":               "Харьков",
		"у Великописарівській громаді Сумщини": "Велика Писарівка",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) == 0 || a.Matches[0].Name != want {
			t.Errorf("%s: got %s, want %s", text, show(a), want)
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Марганецька"}); len(a.Matches) > 0 && a.Matches[0].MatchType == geocode.Exact {
		t.Errorf("the adjective alone is taken for a name: %s", show(a))
	}
}
