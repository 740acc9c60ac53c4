package boundaries_test

import (
	"strings"
	"testing"

	"oblast/geo/region"
)

// area is a span of square kilometres that a unit must keep to: its official
// area, give or take what the outline's precision allows.
type area struct {
	id         string
	least, top float64
}

// Each case is a defect of the sources as they come, and what mends it.
func TestCarvedAndFilledAreas(t *testing.T) {
	g := load(t)
	for _, c := range []area{
		{"RU-MOW", 2400, 2650},             // inside Naro-Fominsk and Solnechnogorsk in the mosaic
		{"RU-SPE", 1300, 1550},             // a hole in the mosaic
		{"RU-KR.509233", 2000, 2600},       // Pitkyaranta, with Lake Ladoga in the mosaic
		{"RU-KR.527887", 12800, 14800},     // Medvezhyegorsk, with Lake Onega
		{"RU-PRI.xa9533d24", 2300, 2900},   // Khanka district, with the lake
		{"RU-PSK.561678", 3300, 4900},      // Gdov, with the Estonian half of Lake Peipus
		{"BY-MA.828843", 740, 790},         // Drybin, inside Horki in the mosaic
		{"BY-MA.628237", 1050, 1300},       // Horki
		{"RU-SAK.2119443", 1700, 2000},     // Yuzhno-Kurilsky, missing
		{"RU-SAK.2123978", 4500, 5300},     // Kurilsky, without Iturup
		{"UA-43", 25500, 27400},            // Crimea
		{"UA-40", 780, 1100},               // Sevastopol
		{"UA-30", 780, 880},                // Kyiv: Natural Earth's is oversized
		{"RU-KLU", 29200, 30300},           //
		{"UA", 596000, 608000},             //
		{"BY", 203000, 211000},             //
		{"RU", 16_700_000, 17_150_000},     //
		{"composite.moscow", 45900, 47800}, //
	} {
		if got := unit(t, g, c.id).AreaKM2; got < c.least || got > c.top {
			t.Errorf("%s has %.0f km2, want %.0f to %.0f", c.id, got, c.least, c.top)
		}
	}
}

func TestLakesAreNotLand(t *testing.T) {
	l := locator(t)
	g := load(t)
	for _, c := range []struct {
		name     string
		lon, lat float64
		water    string
	}{
		{"Ladoga", 31.5, 60.8, "water.ladoga"},
		{"Onega", 35.5, 61.6, "water.onega"},
		{"Khanka", 132.4, 44.9, "water.khanka"},
		{"Peipus, west", 27.25, 58.7, "water.peipus"},
		{"Black Sea", 34.0, 43.5, "water.black-sea"},
		{"Sea of Azov", 36.8, 46.0, "water.azov-sea"},
	} {
		if hit := l.At(c.lon, c.lat); hit.District >= 0 || idOf(g, hit.Water) != c.water {
			t.Errorf("%s: district %q, water %q, want %q alone", c.name, idOf(g, hit.District), idOf(g, hit.Water), c.water)
		}
	}
}

// Places on Ukrainian land that the mosaic gives to the Russian, Polish,
// Moldovan or Belarusian side.
func TestBorderPlacesStayInUkraine(t *testing.T) {
	g, l := load(t), locator(t)
	for _, c := range []struct {
		name     string
		lon, lat float64
	}{
		{"Milove", 40.14, 49.37}, {"Markivka", 39.57, 49.52}, {"Troitske", 38.32, 49.92}, {"Vovchansk", 36.94, 50.29},
		{"Kozacha Lopan", 36.19, 50.333}, {"Velyka Pysarivka", 35.48, 50.42}, {"Seredyna-Buda", 34.04, 52.19}, {"Hremiach", 33.27, 52.33},
		{"Uhniv", 23.75, 50.37}, {"Rava-Ruska", 23.63, 50.23}, {"Reni", 28.28, 45.46}, {"Liubech", 30.66, 51.70},
	} {
		if hit := l.At(c.lon, c.lat); idOf(g, hit.Country) != "UA" {
			t.Errorf("%s lies in %q", c.name, idOf(g, hit.Region))
		}
	}
	for _, c := range []struct {
		name     string
		lon, lat float64
	}{
		{"Shebekino", 36.89, 50.41}, {"Zhuravlevka", 36.35, 50.46}, {"Sudzha", 35.27, 51.19}, {"Chertkovo", 40.16, 49.385},
		{"Tyotkino", 34.28, 51.28}, {"Suzemka", 34.08, 52.31}, {"Kantemirovka", 39.86, 49.69}, {"Zlynka", 31.74, 52.43},
	} {
		if hit := l.At(c.lon, c.lat); idOf(g, hit.Country) != "RU" {
			t.Errorf("%s lies in %q", c.name, idOf(g, hit.Region))
		}
	}
}

// Codes and names that Natural Earth has wrong.
func TestNaturalEarthDefects(t *testing.T) {
	g, l := load(t), locator(t)
	for _, c := range []struct{ id, en, ru string }{
		{"RU-MOS", "Moscow Oblast", "Московская область"},
		{"RU-MOW", "Moscow", "Москва"},
		{"RU-ALT", "Altai Krai", "Алтайский край"},
		{"RU-AL", "Altai Republic", "Республика Алтай"},
		{"RU-MAG", "Magadan Oblast", "Магаданская область"},
		{"RU-ZAB", "Zabaykalsky Krai", "Забайкальский край"},
		{"UA-32", "Kyiv Oblast", "Киевская область"},
		{"UA-30", "Kyiv", "Киев"},
		{"PL-14", "", ""}, {"PL-06", "", ""}, // two-digit codes, not letters
	} {
		u := unit(t, g, c.id)
		if c.en != "" && (u.Names.EN != c.en || u.Names.RU != c.ru) {
			t.Errorf("%s is %q, %q; want %q, %q", c.id, u.Names.EN, u.Names.RU, c.en, c.ru)
		}
	}
	for _, id := range []string{"RU-X01~", "PL-MZ", "LV-113.x00000000", "UA-43.RU"} {
		if _, ok := g.Tree.Unit(id); ok {
			t.Errorf("unit %s is there", id)
		}
	}
	for _, c := range []struct {
		name     string
		lon, lat float64
		region   string
	}{{"Simferopol", 34.10, 44.95, "UA-43"}, {"Podolsk", 37.55, 55.43, "RU-MOS"}, {"Brovary", 30.79, 50.51, "UA-32"}} {
		if got := idOf(g, l.At(c.lon, c.lat).Region); got != c.region {
			t.Errorf("%s lies in %q, want %s", c.name, got, c.region)
		}
	}
}

// Coastal towns that fall into the sea of a generalised coast are given to
// their region by the gazetteer.
func TestCoastalSettlementsHaveTheirRegion(t *testing.T) {
	g := load(t)
	want := map[string]string{"Ochakiv": "UA-48", "Skadovsk": "UA-65", "Primorsk": "RU-LEN", "Yuzhno-Kurilsk": "RU-SAK",
		"Zelenogorsk": "RU-SPE", "Provideniya": "RU-CHU", "Kondrovo": "RU-KLU"}
	found := map[string]bool{}
	for _, s := range g.Settlements {
		if region := idOf(g, s.Region); want[s.Names.EN] == region && region != "" {
			found[s.Names.EN] = true
		}
	}
	for name, id := range want {
		if !found[name] {
			t.Errorf("no settlement %s in %s", name, id)
		}
	}
}

func TestHistoricalRaions(t *testing.T) {
	g, n := load(t), 0
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		if u.Historical() {
			n++
			if u.ValidTo != "2020-07-18" || u.Level != region.District || !strings.HasPrefix(u.ID, "UA-") {
				t.Errorf("%s: %v, valid to %q", u.ID, u.Level, u.ValidTo)
			}
		} else if u.Level == region.District && strings.HasPrefix(u.ID, "UA-") && (u.ValidFrom != "2020-07-19" || u.Outline != "approximate") {
			t.Errorf("%s: valid from %q, outline %s", u.ID, u.ValidFrom, u.Outline)
		}
	}
	if n != 494 {
		t.Errorf("%d older raions, want 494", n)
	}
}
