package geocode_test

import (
	"slices"
	"strings"
	"testing"

	"oblast/geo/geocode"
)

// An adjective names its unit beside a type word; alone it is told of as context.
func TestAdjectives(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"Курская область": "RU-KRS", "Крымская республика": "UA-43", "Дагестанская Республика": "RU-DA", "Дзержинского района Калужской области": "RU-KLU.563697",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) == 0 || a.Matches[0].RegionID != want {
			t.Errorf("%s: got %s, want %s", text, show(a), want)
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Курская область"}); !strings.Contains(a.Matches[0].Explain[0], "the adjective that it is named by") {
		t.Errorf("explained by %q", a.Matches[0].Explain)
	}
	for text, want := range map[string]string{
		"курский": "RU-KRS", "курские власти": "RU-KRS", "харківський": "UA-63", "брянские": "RU-BRY", "татарстанский": "RU-TA",
		"севастопольский": "UA-40", "дагестанские чиновники": "RU-DA", "кримський": "UA-43", "карельская": "RU-KR", "адыгейского": "RU-AD",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) > 0 || a.Reason != geocode.OnlyAdjective {
			t.Errorf("%s: got %s, %q", text, show(a), a.Reason)
		}
		if !slices.ContainsFunc(a.Rejected, func(r geocode.Rejected) bool { return r.RegionID == want && r.Reason == geocode.IsAdjective }) {
			t.Errorf("%s: rejected %+v, want %s as an adjective", text, a.Rejected, want)
		}
	}
}

// What stands alone and is hardly a name.
func TestWordsThatAreNoPlaces(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, reason := range map[string]string{
		"store": "", "Нагода": "", "Nigerian": "", "Muqa": "", "Жуков М.Г.": geocode.NamesPerson,
		"Александровна": "", "польські": geocode.OnlyAdjective, "Department": "", "департамент": geocode.NoName,
	} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) > 0 || reason != "" && a.Reason != reason {
			t.Errorf("%s: got %s, %q", text, show(a), a.Reason)
		}
	}
	for text, want := range map[string]string{
		"Орёл": "RU-ORL.12527683", "г. о. Тула": "RU-TUL", "в районе Чудова": "RU-NGR", "Turkey": "TR", "Krasny Kurgan": "RU-KC", "Novy Izborsk": "RU-PSK",
	} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) == 0 || !strings.HasPrefix(a.Matches[0].RegionID, want) {
			t.Errorf("%s: got %s, want %s", text, show(a), want)
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Мышкин", Named: true}); len(a.Matches) == 0 {
		t.Error("a word that is known to be a name is refused")
	}
}
