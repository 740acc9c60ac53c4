package geocode_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// load builds a geocoder on the embedded data, once for all tests.
var load = sync.OnceValues(func() (*geocode.Geocoder, error) {
	g, err := gazetteer.Load(os.DirFS(files))
	if err != nil {
		return nil, err
	}
	return geocode.New(g)
})

func embeddedGeocoder(tb testing.TB) *geocode.Geocoder {
	tb.Helper()
	c, err := load()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// small builds a geocoder on the made-up gazetteer.
func small(t *testing.T) *geocode.Geocoder {
	t.Helper()
	c, err := geocode.New(gazetteertest.Load(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDzhezkazganDistrict(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, q := range []string{"Dzhezkazgan district, Kaluga region", "Dzhezkazgan district within Russia's Kaluga region", "Kaluga oblast, Dzhezkazgan raion"} {
		a := c.Geocode(geocode.Query{Text: q})
		if len(a.Matches) != 1 || a.Matches[0].RegionID != "RU-KLU" || a.Matches[0].MatchType != geocode.ParentFallback || !a.Matches[0].NeedsReview {
			t.Fatalf("%s: got %s", q, show(a))
		}
		if m := a.Matches[0]; m.Precision != geocode.PrecisionParent || m.Confidence >= m.RegionConfidence || m.RegionConfidence < .5 {
			t.Errorf("%s: precision %s, confidence %v, of the region %v", q, m.Precision, m.Confidence, m.RegionConfidence)
		}
		if len(a.Suggestions) != 1 || a.Suggestions[0].RegionID != "RU-KLU.563697" || a.Suggestions[0].Score < .69 || a.Suggestions[0].Why == "" {
			t.Errorf("%s: suggestions %+v", q, a.Suggestions)
		}
		if len(a.Rejected) != 1 || a.Rejected[0].RegionID != "KZ" || a.Rejected[0].Reason != geocode.OutsideParent || !strings.HasPrefix(a.Rejected[0].Name, "Zhez") {
			t.Errorf("%s: rejected %+v", q, a.Rejected)
		}
		want := []string{`nothing inside Kaluga Oblast is called "dzhezkazgan"`, `the answer is the parent that "kaluga" states`}
		if got := a.Matches[0].Explain; !slices.Equal(got, want) {
			t.Errorf("%s: explained %q, want %q", q, got, want)
		}
	}
}

// TestNoNameHasAnEntryOfItsOwn holds the same answer for another name of a settlement far away, which nothing in the
// program knows about.
func TestNoNameHasAnEntryOfItsOwn(t *testing.T) {
	c := embeddedGeocoder(t)
	for q, parent := range map[string]string{
		"Karaganda district, Bryansk region": "RU-BRY", "Tashkent district, Kursk region": "RU-KRS", "Боготский район Тульской области": "RU-TUL",
	} {
		a := c.Geocode(geocode.Query{Text: q})
		if len(a.Matches) != 1 || a.Matches[0].RegionID != parent || a.Matches[0].MatchType != geocode.ParentFallback {
			t.Errorf("%s: got %s", q, show(a))
		}
	}
}

func TestMatch(t *testing.T) {
	c := embeddedGeocoder(t)
	level := func(l region.Level) *region.Level { return &l }
	for _, k := range []struct {
		name             string
		q                geocode.Query
		id, by           string
		settlement, sure bool
	}{
		{"district, declined", geocode.Query{Text: "Дзержинского района Калужской области"}, "RU-KLU.563697", geocode.Inflected, false, true},
		{"district, english", geocode.Query{Text: "Dzerzhinsky district of Kaluga region"}, "RU-KLU.563697", geocode.Exact, false, true},
		{"region, english", geocode.Query{Text: "Kaluga oblast"}, "RU-KLU", geocode.Exact, false, true},
		{"region, abbreviated", geocode.Query{Text: "Калужская обл."}, "RU-KLU", geocode.Exact, false, true},
		{"region, ukrainian locative", geocode.Query{Text: "у Харківській області"}, "UA-63", geocode.Inflected, false, true},
		{"krai called region", geocode.Query{Text: "Krasnodar Region"}, "RU-KDA", geocode.Exact, false, true},
		{"city that is a region", geocode.Query{Text: "Kyiv"}, "UA-30", geocode.Exact, false, true},
		{"its old spelling", geocode.Query{Text: "Kiev"}, "UA-30", geocode.Exact, false, true},
		{"region around it", geocode.Query{Text: "Kyiv region"}, "UA-32", geocode.Exact, false, true},
		{"region that kept its name", geocode.Query{Text: "Leningrad region"}, "RU-LEN", geocode.Exact, false, true},
		{"city that did not", geocode.Query{Text: "Leningrad"}, "RU-SPE", geocode.Historical, false, true},
		{"moscow", geocode.Query{Text: "Moscow"}, "RU-MOW", geocode.Exact, false, true},
		{"moscow region", geocode.Query{Text: "Moscow region"}, "RU-MOS", geocode.Exact, false, true},
		{"московский регион", geocode.Query{Text: "Московский регион"}, "composite.moscow", geocode.Inflected, false, true},
		{"kirov, a small city", geocode.Query{Text: "Kirov, Kaluga region"}, "RU-KLU.548363", geocode.Exact, true, true},
		{"kirov region", geocode.Query{Text: "Kirov region"}, "RU-KIR", geocode.Exact, false, true},
		{"romanised", geocode.Query{Text: "Dzerzhinskij rayon, Kaluzhskaya oblast"}, "RU-KLU.563697", geocode.Transliterated, false, true},
		{"misspelt", geocode.Query{Text: "Dzerzhisnky district, Kaluga region"}, "RU-KLU.563697", geocode.Fuzzy, false, true},
		{"misspelt, asked within", geocode.Query{Text: "Dzerzhisnky", Within: "RU-KLU"}, "RU-KLU.563697", geocode.Fuzzy, false, true},
		{"asked within", geocode.Query{Text: "Дзержинский район", Within: "RU-KLU"}, "RU-KLU.563697", geocode.Exact, false, true},
		{"of a level", geocode.Query{Text: "Kaluga", Level: level(region.Region)}, "RU-KLU", geocode.Exact, false, true},
		{"of another level", geocode.Query{Text: "Kaluga", Level: level(region.District)}, "RU-KLU.12531613", geocode.Exact, false, true},
		{"named by its centre", geocode.Query{Text: "Luga district"}, "RU-LEN.533053", geocode.Inflected, false, true},
		{"noun for adjective", geocode.Query{Text: "Kozelsk district, Kaluga region"}, "RU-KLU.543347", geocode.Inflected, false, true},
		{"sea", geocode.Query{Text: "над акваторией Чёрного моря"}, "water.black-sea", geocode.Inflected, false, true},
		{"country", geocode.Query{Text: "в России"}, "RU", geocode.Inflected, false, true},
		{"old raion at its time", geocode.Query{Text: "Vovchansk Raion", At: "2015-06-01"}, "UA-63.", geocode.Exact, false, true},
		{"mixed letters", geocode.Query{Text: "Кaлужская область"}, "RU-KLU", geocode.Exact, false, true},
	} {
		t.Run(k.name, func(t *testing.T) {
			a := c.Geocode(k.q)
			if len(a.Matches) == 0 {
				t.Fatalf("nothing found; rejected %+v", a.Rejected)
			}
			m := a.Matches[0]
			if m.RegionID != k.id && !(strings.HasSuffix(k.id, ".") && strings.HasPrefix(m.RegionID, k.id)) {
				t.Errorf("got %s, want %s", show(a), k.id)
			}
			if m.MatchType != k.by || (m.Settlement != region.None) != k.settlement || (m.Confidence >= .5) != k.sure {
				t.Errorf("got %s, settlement %v, confidence %v; want %s, %v", m.MatchType, m.Settlement, m.Confidence, k.by, k.settlement)
			}
			if len(m.Explain) == 0 || m.Label == "" || m.Name == "" || m.Point == ([2]float64{}) {
				t.Errorf("incomplete: %+v", m)
			}
		})
	}
}

func TestAmbiguousSharesItsProbability(t *testing.T) {
	c := embeddedGeocoder(t)
	a := c.Geocode(geocode.Query{Text: "Oktyabrsky", Limit: 100})
	if len(a.Matches) < 10 {
		t.Fatalf("%d matches, want at least 10", len(a.Matches))
	}
	sum := 0.
	for _, m := range a.Matches {
		sum += m.Confidence
	}
	if first := a.Matches[0].Confidence; first > .2 || sum > 1.001 {
		t.Errorf("the first has %v, all have %v", first, sum)
	}
	if got := c.Geocode(geocode.Query{Text: "Oktyabrsky"}); len(got.Matches) != 5 {
		t.Errorf("without a limit: %d matches, want 5", len(got.Matches))
	}
	if got := c.Geocode(geocode.Query{Text: "Oktyabrsky", Limit: 2}); len(got.Matches) != 2 {
		t.Errorf("limit 2: %d matches", len(got.Matches))
	}
	if got := c.Geocode(geocode.Query{Text: "Октябрьский район, Ростовская область"}); len(got.Matches) != 1 || got.Matches[0].Confidence < .9 {
		t.Errorf("with its parent: %s", show(got))
	}
}

func TestMoscowRegionOffersTheComposite(t *testing.T) {
	a := embeddedGeocoder(t).Geocode(geocode.Query{Text: "Moscow region"})
	if len(a.Matches) < 2 || a.Matches[1].RegionID != "composite.moscow" {
		t.Errorf("got %s", show(a))
	}
}

func TestMoscowRegionBySpeaker(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, k := range []struct{ text, speaker, first, second string }{
		{"Moscow region", "", "RU-MOS", "composite.moscow"},
		{"Moscow region", geocode.Ministry, "composite.moscow", "RU-MOS"},
		{"Московский регион", geocode.Ministry, "composite.moscow", "RU-MOS"},
		{"Московский регион", "governor", "RU-MOS", "composite.moscow"},
		{"Московская область", geocode.Ministry, "RU-MOS", ""},
		{"Kaluga region", geocode.Ministry, "RU-KLU", ""},
	} {
		a := c.Geocode(geocode.Query{Text: k.text, Speaker: k.speaker})
		if len(a.Matches) == 0 || a.Matches[0].RegionID != k.first || k.second != "" && (len(a.Matches) < 2 || a.Matches[1].RegionID != k.second) {
			t.Errorf("%s by %q: got %s, want %s, then %s", k.text, k.speaker, show(a), k.first, k.second)
		}
	}
}

func TestNothingIsFoundWhereNothingIsNamed(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, q := range []string{
		"", " ", "!!!", "Russian drone", "украинский БПЛА", "Vladislav Shapsha", "several regions", "several regions of Russia", "район", "the region",
		"курский", "Калужский", strings.Repeat("Калуга ", 500), strings.Repeat("я", 100_000), "\xff\xfe", "🚁", `"«"»`,
	} {
		if a := c.Geocode(geocode.Query{Text: q}); len(a.Matches) > 0 {
			t.Errorf("%.40q: got %s", q, show(a))
		}
	}
	if a := c.Geocode(geocode.Query{Text: "Kaluga", Within: "no such unit"}); len(a.Matches) > 0 {
		t.Errorf("within an unknown unit: got %s", show(a))
	}
}

func TestListsGiveEachMember(t *testing.T) {
	a := embeddedGeocoder(t).Geocode(geocode.Query{Text: "Белгородской, Брянской и Тверской областей", Limit: 1})
	var got []string
	for _, m := range a.Matches {
		got = append(got, m.RegionID)
	}
	if want := []string{"RU-BEL", "RU-BRY", "RU-TVE"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAt(t *testing.T) {
	c := small(t)
	for at, want := range map[string]string{"": geocode.Historical, "2015-01-01": geocode.Exact} {
		a := c.Geocode(geocode.Query{Text: "Дергачівський район", At: at})
		if len(a.Matches) != 1 || a.Matches[0].RegionID != "UA-63.x0a1b2c3d" || a.Matches[0].MatchType != want {
			t.Errorf("at %q: got %s", at, show(a))
		}
	}
	a := c.Geocode(geocode.Query{Text: "Дергачівський район", At: "2024-01-01"})
	if len(a.Matches) != 0 || len(a.Rejected) != 1 || a.Rejected[0].Reason != geocode.NotValidThen {
		t.Errorf("after it ended: got %s, rejected %+v", show(a), a.Rejected)
	}
}

func TestLabelsFollowTheLanguage(t *testing.T) {
	c := embeddedGeocoder(t)
	for lang, want := range map[string]string{
		"":   "Дзержинский район, Калужская область, Россия",
		"en": "Dzerzhinsky District, Kaluga Oblast, Russia",
		"uk": "Дзержинський район, Калузька область, Росія",
	} {
		a := c.Geocode(geocode.Query{Text: "Дзержинский район Калужской области", Lang: lang})
		if len(a.Matches) == 0 || a.Matches[0].Label != want {
			t.Errorf("%q: got %+v, want %s", lang, a.Matches, want)
		}
	}
}

func TestAncestorsOfMatches(t *testing.T) {
	g := embedded(t)
	for _, q := range []string{"Козельск", "Калужская область", "Дзержинский район Калужской области", "Россия", "Чёрное море", "Московский регион"} {
		for _, m := range embeddedGeocoder(t).Geocode(geocode.Query{Text: q}).Matches {
			for l, got := range map[region.Level]int32{region.Country: m.Country, region.Region: m.Region, region.District: m.District} {
				if want := g.Tree.Ancestor(m.Unit, l); got != want {
					t.Errorf("%s: %v is %d, want %d", q, l, got, want)
				}
			}
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	c := embeddedGeocoder(t)
	want := make([]string, len(queries))
	for i, q := range queries {
		want[i] = show(c.Geocode(geocode.Query{Text: q.text}))
	}
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			for n := range 50 {
				q := queries[n%len(queries)]
				if got := show(c.Geocode(geocode.Query{Text: q.text})); got != want[n%len(queries)] {
					t.Errorf("%s: got %s, want %s", q.text, got, want[n%len(queries)])
				}
			}
		})
	}
	work.Wait()
}
