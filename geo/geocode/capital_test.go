package geocode_test

import (
	"testing"

	"oblast/geo/geocode"
)

func TestCapitals(t *testing.T) {
	c := embeddedGeocoder(t)
	for text, want := range map[string]string{
		"the Russian capital":             "RU-MOW",
		"в столице России":                "RU-MOW",
		"у столиці":                       "UA-30",
		"Ukraine's capital":               "UA-30",
		"столица Татарстана":              "RU-TA.862913",
		"у Солом'янському районі столиці": "UA-30",
		"in the capital Kyiv":             "UA-30",
		"столиця":                         "",
		"the capital":                     "",
	} {
		a, got := c.Geocode(geocode.Query{Text: text}), ""
		if len(a.Matches) > 0 {
			got = a.Matches[0].RegionID
		}
		if got != want {
			t.Errorf("%s: got %s, want %q", text, show(a), want)
		}
	}
}
