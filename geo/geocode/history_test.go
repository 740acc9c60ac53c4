package geocode_test

import (
	"testing"

	"oblast/geo/geocode"
)

func TestFormerNamesByDate(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, k := range []struct{ text, at, id, by string }{
		{"Артемовск", "", "UA-14.1402", geocode.Historical},
		{"Artemivsk", "2010-01-01", "UA-14.1402", geocode.Exact},
		{"Artemivsk", "2022-01-01", "UA-14.1402", geocode.Historical},
		{"в Артемовске", "2010-01-01", "UA-14.1402", geocode.Inflected},
		{"Бахмут", "2010-01-01", "UA-14.1402", geocode.Exact},
		{"Кировоград", "2000-01-01", "UA-35.3504", geocode.Exact},
		{"Kirovograd", "", "UA-35.3504", geocode.Historical},
		{"Кіровоградська область", "", "UA-35", geocode.Exact},
		{"Ленинград", "", "RU-SPE", geocode.Historical},
		{"Ленинград", "1980-01-01", "RU-SPE", geocode.Exact},
		{"Ленинградская область", "2024-01-01", "RU-LEN", geocode.Exact},
		{"Ильичёвск", "", "UA-51.5110", geocode.Historical},
		{"Pokrovsk", "", "UA-14.1416", geocode.Exact},
		{"у Златополі", "", "UA-63.6310", geocode.Inflected},
		{"у Новомосковську Дніпропетровської області", "", "UA-12.1210", geocode.Historical},
		{"Новомосковський район Дніпропетровської області", "2022-05-01", "UA-12.1210", geocode.Exact},
		{"Червоноград", "2020-01-01", "UA-46.4612", geocode.Exact},
	} {
		a := c.Geocode(geocode.Query{Text: k.text, At: k.at})
		if len(a.Matches) == 0 || a.Matches[0].RegionID != k.id || a.Matches[0].MatchType != k.by {
			t.Errorf("%s at %q: got %s, want %s %s", k.text, k.at, show(a), k.id, k.by)
		}
	}
}
