package geocode_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode"

	"golang.org/x/text/unicode/norm"
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

// TestDecomposedKeysAreTheSameKeys: й typed as и and a breve is still the key of q, so that Йфф is not Baa.
func TestDecomposedKeysAreTheSameKeys(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, k := range []struct{ text, within, want string }{{"Ифф", "MV", "MV-20"}, {"Йфф", "MV", ""}, {"Шкфй", "", "IQ"}} {
		for name, text := range map[string]string{"composed": norm.NFC.String(k.text), "decomposed": norm.NFD.String(k.text)} {
			a, got := c.Geocode(geocode.Query{Text: text, Within: k.within}), ""
			if len(a.Matches) > 0 {
				got = a.Matches[0].RegionID
			}
			if got != k.want {
				t.Errorf("%s, %s: got %q, want %q", k.text, name, got, k.want)
			}
		}
	}
}

// A misspelt name is found, and never as surely as one that is spelt right.
func TestMisspeltWithoutParent(t *testing.T) {
	c := embeddedGeocoder(t)
	sure := c.Geocode(geocode.Query{Text: "Калужская область"}).Matches[0].Confidence
	for text, want := range map[string]string{
		"Калжская область": "RU-KLU", "Калужской облсти": "RU-KLU", "Белграодская область": "RU-BEL", "Kalinignrad Oblast": "RU-KGD",
		"Omsk Ogblast": "RU-OMS", "Дзержнский район, Россия": "", "Темюкский район": "RU-KDA.483660", "Запорзька область": "UA-23",
		"в Белгородкой облсти": "RU-BEL",
	} {
		a := c.Geocode(geocode.Query{Text: text})
		if len(a.Matches) == 0 || want != "" && a.Matches[0].RegionID != want || a.Matches[0].MatchType != geocode.Fuzzy || a.Matches[0].Confidence >= sure {
			t.Errorf("%q: got %s, want %s", text, show(a), want)
		}
	}
	for _, text := range []string{"дачный посёлок", "російські війська", "вранці", "officials", "Podolyak", "drones", "осколков"} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) > 0 {
			t.Errorf("%q: got %s, want nothing", text, show(a))
		}
	}
}

// TestAnswersAreStable writes queries in other cases, with other blanks and in another normal form: the answer stays.
func TestAnswersAreStable(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, q := range queries {
		if strings.HasPrefix(q.name, "other-keyboard") {
			continue // whose capitals are other keys
		}
		want := show(c.Geocode(geocode.Query{Text: q.text}))
		for name, text := range map[string]string{
			"upper": strings.ToUpper(q.text), "lower": strings.ToLower(q.text), "blanks": "  " + strings.ReplaceAll(q.text, " ", "   ") + "\t",
			"decomposed": norm.NFD.String(q.text), "compatible": norm.NFKC.String(q.text),
		} {
			if got := show(c.Geocode(geocode.Query{Text: text})); got != want {
				t.Errorf("%s, %s: got %s, want %s", q.text, name, got, want)
			}
		}
	}
}
