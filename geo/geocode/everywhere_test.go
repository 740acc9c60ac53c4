package geocode_test

import (
	"testing"

	"oblast/geo/geocode"
)

func TestOtherKeyboardLayout(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"Rfke;crfz j,kfcnm": "RU-KLU", "RFKE:CRFZ J<KFCNM": "RU-KLU", "[fhrsdcmrf j,kfcnm": "UA-63", "Ифлщмд": "", "Лгкыл": "RU-KRS.13452994",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if want == "" {
			if len(a.Matches) > 0 {
				t.Errorf("%q: got %s, want nothing", text, show(a))
			}
			continue
		}
		if len(a.Matches) == 0 || a.Matches[0].RegionID != want || a.Matches[0].Explain[0] != "read as typed with another keyboard layout" {
			t.Errorf("%q: got %s, want %s", text, show(a), want)
		} else if m := a.Matches[0]; m.From != 0 || m.To != len(text) {
			t.Errorf("%q: bytes %d to %d", text, m.From, m.To)
		}
	}
}

func TestMisspeltWithoutParent(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"Калжская область": "RU-KLU", "Калужской облсти": "RU-KLU", "Белграодская область": "RU-BEL", "Kalinignrad Oblast": "RU-KGD",
		"Omsk Ogblast": "RU-OMS", "Дзержнский район, Россия": "", "Темюкский район": "RU-KDA.483660", "Запорзька область": "UA-23",
		"в Белгородкой облсти": "RU-BEL",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) == 0 || want != "" && a.Matches[0].RegionID != want || a.Matches[0].MatchType != geocode.Fuzzy || a.Matches[0].Confidence > .97 {
			t.Errorf("%q: got %s, want %s", text, show(a), want)
		}
	}
	for _, text := range []string{"дачный посёлок", "російські війська", "вранці", "officials", "Podolyak", "drones", "осколков"} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) > 0 {
			t.Errorf("%q: got %s, want nothing", text, show(a))
		}
	}
}
