package geocode_test

import (
	"errors"
	"testing"

	"oblast/geo/fault"
	"oblast/geo/geocode"
)

func TestAliases(t *testing.T) {
	before := embeddedGeocoder(t)
	c, err := before.WithAliases([]geocode.Alias{
		{Words: "Dzhezkazgan district", Scope: "RU-KLU", RegionID: "RU-KLU.563697"},
		{Words: "Джезказганский район", Scope: "RU-KLU", RegionID: "RU-KLU.563697"},
		{Words: "the Zone", RegionID: "UA-32"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct{ name, text, within, id string }{
		{"parent in the text", "Dzhezkazgan district, Kaluga region", "", "RU-KLU.563697"},
		{"asked within", "Dzhezkazgan district", "RU-KLU", "RU-KLU.563697"},
		{"declined", "в Джезказганском районе Калужской области", "", "RU-KLU.563697"},
		{"without scope", "the Zone", "", "UA-32"},
	} {
		a := c.Geocode(geocode.Query{Text: k.text, Within: k.within})
		if len(a.Matches) == 0 || a.Matches[0].RegionID != k.id || a.Matches[0].MatchType != geocode.ByAlias {
			t.Errorf("%s: got %s", k.name, show(a))
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Dzhezkazgan district, Bryansk region"}); len(a.Matches) != 1 || a.Matches[0].MatchType != geocode.ParentFallback {
		t.Errorf("outside its scope: got %s", show(a))
	}
	if a := c.Geocode(geocode.Query{Text: "Dzhezkazgan"}); len(a.Matches) == 0 || a.Matches[0].MatchType == geocode.ByAlias {
		t.Errorf("without its scope: got %s", show(a))
	}
	if a := before.Geocode(geocode.Query{Text: "Dzhezkazgan district, Kaluga region"}); a.Matches[0].MatchType != geocode.ParentFallback {
		t.Errorf("the geocoder before it: got %s", show(a))
	}
}

func TestFaultyAliases(t *testing.T) {
	_, err := embeddedGeocoder(t).WithAliases([]geocode.Alias{
		{Words: "Dzhezkazgan", RegionID: "RU-NOWHERE"},
		{Words: "Dzhezkazgan", Scope: "RU-NOWHERE", RegionID: "RU-KLU"},
		{Words: "the district", RegionID: "RU-KLU"},
		{Words: "", RegionID: "RU-KLU"},
	})
	fields := fault.Fields(errors.Unwrap(err))
	if len(fields) != 4 || !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}
