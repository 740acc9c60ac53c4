package geocode_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode"
)

func TestALandOfSeveralRegionsIsNoUnit(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, text := range []string{"Донбасс", "на Донбассе", "Donbas", "Кавказ", "на Кавказе", "the Caucasus", "Урал", "на Урале", "Сибирь", "в Поволжье", "Поділля", "у Слобожанщині", "Podillia"} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) != 0 || a.Reason != geocode.NamesLand {
			t.Errorf("%s: %v, %q", text, a.Matches, a.Reason)
		}
	}
	for text, want := range map[string]string{"посёлок Урал": "RU-KYA", "Урал, Красноярский край": "RU-KYA", "Galicia": "ES-GA", "Уральск": "KZ-ZAP"} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) == 0 || !strings.HasPrefix(a.Matches[0].RegionID, want) {
			t.Errorf("%s: %v, %q; want %s", text, a.Matches, a.Reason, want)
		}
	}
}
