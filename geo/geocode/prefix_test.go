package geocode_test

import (
	"strings"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

func TestPrefix(t *testing.T) {
	c := embeddedGeocoder(t)
	level := func(l region.Level) *region.Level { return &l }
	for _, k := range []struct {
		name  string
		q     geocode.PrefixQuery
		first string // its label, or the beginning of it
		also  string // a label that is among the others
	}{
		{"one letter", geocode.PrefixQuery{Text: "U"}, "", "Ukraine"},
		{"region before its city", geocode.PrefixQuery{Text: "Kalu"}, "Kaluga Oblast, Russia", "Kaluga, "},
		{"russian", geocode.PrefixQuery{Text: "калу"}, "Калужская область, Россия", "Калуга, "},
		{"ukrainian", geocode.PrefixQuery{Text: "харк", Lang: "uk"}, "Харківська область, Україна", "Харків, "},
		{"whole name first", geocode.PrefixQuery{Text: "Moscow"}, "Moscow, Russia", "Moscow Oblast, Russia"},
		{"later word", geocode.PrefixQuery{Text: "новг"}, "", "Нижний Новгород"},
		{"two words", geocode.PrefixQuery{Text: "нижний н"}, "Нижний Новгород", "Нижний Новгород"},
		{"beginning of a type word", geocode.PrefixQuery{Text: "Калужская об"}, "Калужская область, Россия", ""},
		{"type word before", geocode.PrefixQuery{Text: "город калу"}, "Калуга, ", ""},
		{"other romanisation", geocode.PrefixQuery{Text: "Dzerzhinskij", Within: "RU-KLU"}, "Dzerzhinsky District, Kaluga Oblast", ""},
		{"parent before", geocode.PrefixQuery{Text: "Kaluga region dzer"}, "Dzerzhinsky District, Kaluga Oblast", ""},
		{"parent begun", geocode.PrefixQuery{Text: "Dzerzhinsky, Kalu"}, "Dzerzhinsky District, Kaluga Oblast", ""},
		{"inside", geocode.PrefixQuery{Text: "козел", Within: "RU-KLU"}, "", "Козельский район, Калужская область"},
		{"of a level", geocode.PrefixQuery{Text: "козел", Level: level(region.District)}, "Козельский район", ""},
		{"declined", geocode.PrefixQuery{Text: "в Калужской области"}, "Калужская область, Россия", ""},
		{"country", geocode.PrefixQuery{Text: "укра"}, "Украина", ""},
	} {
		t.Run(k.name, func(t *testing.T) {
			places := c.Prefix(k.q)
			var labels []string
			also := false
			for _, p := range places {
				labels = append(labels, p.Label)
				also = also || strings.HasPrefix(p.Label, k.also)
			}
			if len(places) == 0 || !strings.HasPrefix(places[0].Label, k.first) || !also {
				t.Errorf("got %q, want first %q, among them %q", labels, k.first, k.also)
			}
		})
	}
}

func TestPrefixIsBounded(t *testing.T) {
	c := embeddedGeocoder(t)
	if got := c.Prefix(geocode.PrefixQuery{Text: "к"}); len(got) != 8 {
		t.Errorf("without a limit: %d places, want 8", len(got))
	}
	if got := c.Prefix(geocode.PrefixQuery{Text: "к", Limit: 1000}); len(got) != 50 {
		t.Errorf("limit 1000: %d places, want 50", len(got))
	}
	for _, text := range []string{"", " ", "!", strings.Repeat("к", 10_000), strings.Repeat("к ", 10_000), "\xff", "qq", "qqqq", "qqqqq", "zzz"} {
		if got := c.Prefix(geocode.PrefixQuery{Text: text}); len(got) != 0 {
			t.Errorf("%.20q: %d places", text, len(got))
		}
	}
	if got := c.Prefix(geocode.PrefixQuery{Text: "Kaluga", Within: "no such unit"}); len(got) != 0 {
		t.Errorf("within an unknown unit: %d places", len(got))
	}
}

// TestPrefixFindsWhatGoesOn types official names letter by letter and asks, of those that are offered, that each is
// offered once, and that the whole name finds its unit.
func TestPrefixFindsWhatGoesOn(t *testing.T) {
	c, g := embeddedGeocoder(t), embedded(t)
	for _, id := range []string{"RU-KLU", "UA-63", "RU-KLU.563697", "BY-HO", "RU-TA", "DE", "water.black-sea"} {
		i, _ := g.Tree.Find(id)
		for _, name := range []string{g.Tree.At(i).Names.EN, g.Tree.At(i).Names.RU, g.Tree.At(i).Names.UK} {
			letters := []rune(name)
			for n := 1; n <= len(letters); n++ {
				seen := map[[2]int32]bool{}
				whole := false
				for _, p := range c.Prefix(geocode.PrefixQuery{Text: string(letters[:n]), Limit: 50}) {
					if key := [2]int32{p.Unit, p.Settlement}; seen[key] {
						t.Errorf("%q: %s twice", string(letters[:n]), p.Label)
					} else {
						seen[key] = true
					}
					whole = whole || p.Unit == i && p.Settlement == region.None
				}
				if n == len(letters) && !whole {
					t.Errorf("%q does not find %s", name, id)
				}
			}
		}
	}
}

func BenchmarkPrefix(b *testing.B) {
	g := embedded(b)
	c, err := geocode.New(g)
	if err != nil {
		b.Fatal(err)
	}
	before := live()
	c.Prefix(geocode.PrefixQuery{Text: "Kalush"})
	b.ReportMetric(float64(live()-before)/1e6, "MB-live")
	c.Warm()
	for _, text := range []string{"к", "ka", "калу", "Нижний Но", "Калужская об", "Dzerzhinskij", "Kaluga region dzer", "rfke", "bryanks", "zaporizhhia"} {
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Prefix(geocode.PrefixQuery{Text: text})
			}
		})
	}
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			naivePrefix(g, "калу")
		}
	})
}

// naivePrefix is what one writes first: lower case, and a look at all names for those that begin so.
func naivePrefix(g *gazetteer.Gazetteer, text string) (units []int32) {
	text = strings.ToLower(text)
	for i := range g.Names {
		if strings.HasPrefix(strings.ToLower(g.Names[i].Text), text) {
			units = append(units, g.Names[i].Unit)
		}
	}
	return units
}

func TestPrefixOfNoName(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, text := range []string{"qqqq", "qqqqqqq", "жжжж"} {
		if places := c.Prefix(geocode.PrefixQuery{Text: text}); len(places) > 0 {
			t.Errorf("%s: got %s", text, places[0].Label)
		}
	}
}
