package geocode_test

import (
	"slices"
	"strings"
	"testing"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// levels are all that may be asked for, and none.
var levels = []*region.Level{nil, of(region.Country), of(region.Region), of(region.District), of(region.Water), of(region.Composite)}

func of(l region.Level) *region.Level { return &l }

// TestAPlaceOfAnotherLevelIsNoAnswer: where the text names a unit and a unit of another level is asked for, the answer is
// empty and says why.
func TestAPlaceOfAnotherLevelIsNoAnswer(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, k := range []struct {
		text, within string
		level        region.Level
		rejected     string
	}{
		{"Kaluga Oblast", "", region.District, "RU-KLU"},
		{"Калужская область", "RU-KLU", region.Country, "RU-KLU"},
		{"Dzerzhinsky District, Kaluga Oblast", "", region.Region, "RU-KLU.563697"},
		{"Russia", "", region.Region, "RU"},
		{"Moscow region", "composite.moscow", region.Country, "RU-MOS"},
	} {
		a := c.Geocode(geocode.Query{Text: k.text, Within: k.within, Level: &k.level})
		named := slices.ContainsFunc(a.Rejected, func(r geocode.Rejected) bool { return r.RegionID == k.rejected && r.Reason == geocode.NotOfLevel })
		if len(a.Matches) != 0 || a.Reason != geocode.RuledOut || !named {
			t.Errorf("%s, level %v: %s; %q, rejected %+v, want %s", k.text, k.level, show(a), a.Reason, a.Rejected, k.rejected)
		}
		for _, p := range c.Prefix(geocode.PrefixQuery{Text: k.text, Within: k.within, Level: &k.level}) {
			if p.Level != k.level.String() {
				t.Errorf("typed so far %s, level %v: %s", k.text, k.level, p.Label)
			}
		}
	}
}

// TestABorderIsNotOffered: what is typed may mean the border of two units, which is no place that can be chosen.
func TestABorderIsNotOffered(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, text := range []string{"граница Курской и Брянской областей", "на границе Калужской и Тульской областей", "on the border of the Kursk and Bryansk regions"} {
		if a := c.Geocode(geocode.Query{Text: text}); len(a.Matches) != 1 || a.Matches[0].Members == nil {
			t.Errorf("%s: %s, want a border", text, show(a))
		}
		if places := c.Prefix(geocode.PrefixQuery{Text: text}); len(places) > 0 {
			t.Errorf("%s: offers %s", text, places[0].Label)
		}
	}
}

// asked are decisions of two sources: what holds for one is no answer to the other.
func asked(tb testing.TB, c *geocode.Geocoder, source string) *geocode.Geocoder {
	tb.Helper()
	lists := map[string][]geocode.Alias{
		"desk":    {{Words: "Dzhezkazgan district", Scope: "RU-KLU", RegionID: "RU-KLU.563697"}, {Words: "the flower town", RegionID: "RU-KLU.548363"}},
		"channel": {{Words: "логово", RegionID: "RU-MOW"}, {Words: "Kaluga", Scope: "RU", RegionID: "RU-KLU"}},
	}
	under, err := c.WithAliases(lists[source])
	if err != nil {
		tb.Fatal(err)
	}
	return under
}

// FuzzAsked holds whatever is asked, in any combination, to what was asked for: places inside the unit, of the level, valid
// at the date; whole queries and beginnings of names.
func FuzzAsked(f *testing.F) {
	plain, g := embeddedGeocoder(f), embedded(f)
	coders := [...]*geocode.Geocoder{plain, asked(f, plain, "desk"), asked(f, plain, "channel")}
	withins := []string{"", "RU", "RU-KLU", "RU-KLU.563697", "UA", "UA-63", "composite.moscow", "water.black-sea", "FR"}
	ats := []string{"", "1991-01-01", "2019-06-01", "2020-07-19", "2026-01-01"}
	for i, q := range queries {
		f.Add(q.text, uint8(i), uint8(i), uint8(i), uint8(i))
	}
	for _, s := range []string{"Kaluga Oblast", "the flower town", "логово", "граница Курской и Брянской областей", "Бахмут", "Black Sea", "Moscow region", "р-н, обл., Россия"} {
		f.Add(s, uint8(2), uint8(3), uint8(1), uint8(1))
	}
	f.Fuzz(func(t *testing.T, text string, in, level, at, source uint8) {
		q := geocode.Query{Text: text, Within: withins[int(in)%len(withins)], Level: levels[int(level)%len(levels)], At: ats[int(at)%len(ats)], Limit: 20}
		c := coders[int(source)%len(coders)]
		parent, _ := g.Tree.Find(q.Within)
		holds := func(p *geocode.Place, asked geocode.Query) {
			t.Helper()
			if asked.Within != "" && !(p.Unit != region.None && g.Tree.Within(p.Unit, parent)) && p.Members == nil {
				t.Fatalf("%s leaves %s", p.Label, asked.Within)
			}
			if asked.Level != nil && p.Level != asked.Level.String() && p.Members == nil {
				t.Fatalf("%s is a %s, asked for a %v", p.Label, p.Level, *asked.Level)
			}
			if u := p.Unit; asked.At != "" && u != region.None && p.Settlement == region.None {
				if from, to := g.Tree.At(u).ValidFrom, g.Tree.At(u).ValidTo; from > asked.At || to != "" && to < asked.At {
					t.Fatalf("%s is not valid at %s", p.Label, asked.At)
				}
			}
		}
		a := c.Geocode(q)
		for i := range a.Matches {
			holds(&a.Matches[i].Place, q)
		}
		if (len(a.Matches) == 0) != (a.Reason != "") {
			t.Fatalf("%d matches, reason %q", len(a.Matches), a.Reason)
		}
		places := c.Prefix(geocode.PrefixQuery{Text: text, Within: q.Within, Level: q.Level, At: q.At, Limit: 20})
		for i := range places {
			holds(&places[i], q)
			if strings.TrimSpace(places[i].Label) == "" {
				t.Fatalf("no label: %+v", places[i])
			}
		}
	})
}
