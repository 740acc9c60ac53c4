package geocode_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode"
	"oblast/geo/geocode/fold"
)

func TestMatchesKnowTheirBytes(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, test := range []struct{ text, want string }{
		{"Калуга", "Калуга"},
		{"в Дзержинском районе Калужской области", "Дзержинском районе"},
		{"в г. Калуге", "г. Калуге"},
		{"Белгородской, Брянской и Тверской областей", "Белгородской|Брянской|Тверской областей"},
		{"in the Kursk, Bryansk and Oryol regions", "Kursk|Bryansk|Oryol regions"},
		{"Dzhezkazgan district, Russia's Kaluga region", "Dzhezkazgan district, Russia's Kaluga region"},
		{"Russian drone", ""},
	} {
		var got []string
		for _, m := range c.Geocode(geocode.Query{Text: test.text, Limit: 1}).Matches {
			got = append(got, test.text[m.From:m.To])
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%q: got %q, want %q", test.text, strings.Join(got, "|"), test.want)
		}
	}
}

func TestBegins(t *testing.T) {
	c := embeddedGeocoder(t)
	for word, want := range map[string]bool{"калуге": true, "kaluga": true, "khar'kov": true, "нижнем": true, "дзержинского": true,
		"сообщил": false, "": false, "x": false} {
		if got := c.Begins(fold.Code(word)); got != want {
			t.Errorf("%q: got %v, want %v", word, got, want)
		}
	}
}
