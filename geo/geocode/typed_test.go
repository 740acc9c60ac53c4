package geocode_test

import (
	"slices"
	"strings"
	"testing"

	"oblast/geo/geocode"
)

// typed are beginnings of names as somebody types them into the map's search, with what that person most likely means: the
// place that should be offered first, and others that should be among the first four.
var typed = []struct {
	lang, text string
	first      string
	soon       []string
}{
	// One letter: countries and the largest regions.
	{"en", "u", "Ukraine", nil},
	{"ru", "у", "Украина", nil},
	{"uk", "у", "Україна", nil},
	{"en", "r", "Russia", []string{"Rostov Oblast, Russia"}},
	{"ru", "б", "Беларусь", nil},
	{"uk", "к", "Київ, Україна", nil},
	{"en", "k", "Kyiv, Ukraine", []string{"Kazakhstan"}},
	{"en", "m", "Moscow, Russia", nil},
	{"ru", "м", "Москва, Россия", nil},
	{"uk", "х", "Харківська область, Україна", []string{"Харків, "}},
	// Two and three: a region, then the city that it is named after.
	{"en", "kal", "Kaluga Oblast, Russia", []string{"Kaliningrad Oblast, Russia", "Kaliningrad, "}},
	{"en", "ka", "Kazakhstan", []string{"Kazan, ", "Kaluga Oblast, Russia"}},
	{"ru", "кал", "Калужская область, Россия", []string{"Калининградская область, Россия"}},
	{"en", "bry", "Bryansk Oblast, Russia", []string{"Bryansk, "}},
	{"en", "lv", "Lviv Oblast, Ukraine", []string{"Lviv, "}},
	{"uk", "льв", "Львівська область, Україна", []string{"Львів, "}},
	{"ru", "льв", "Львовская область, Украина", []string{"Львов, "}},
	{"en", "od", "Odesa Oblast, Ukraine", []string{"Odessa, "}},
	{"uk", "оде", "Одеська область, Україна", []string{"Одеса, "}},
	{"en", "mo", "Moscow, Russia", []string{"Moscow Oblast, Russia"}},
	{"ru", "мо", "Москва, Россия", []string{"Московская область, Россия"}},
	{"en", "be", "Belarus", []string{"Belgorod Oblast, Russia"}},
	{"en", "cri", "Autonomous Republic of Crimea, Ukraine", nil},
	{"ru", "крым", "Автономная Республика Крым, Украина", nil},
	{"uk", "киї", "Київ, Україна", []string{"Київська область, Україна"}},
	{"en", "kha", "Kharkiv Oblast, Ukraine", []string{"Kharkiv, ", "Khabarovsk Krai, Russia"}},
	{"ru", "спб", "Санкт-Петербург, Россия", nil},
	{"uk", "зап", "Запорізька область, Україна", []string{"Запоріжжя, "}},
	// Four and more.
	{"en", "brya", "Bryansk Oblast, Russia", []string{"Bryansk, "}},
	{"uk", "харк", "Харківська область, Україна", []string{"Харків, ", "Харківський район, Харківська область"}},
	{"ru", "харьк", "Харьковская область, Украина", []string{"Харьков, "}},
	{"en", "kiev", "Kyiv, Ukraine", []string{"Kyiv Oblast, Ukraine"}},
	{"en", "rost", "Rostov Oblast, Russia", []string{"Rostov-on-Don, "}},
	{"ru", "луган", "Луганская область, Украина", []string{"Луганск, "}},
	{"en", "mariu", "Mariupol, ", []string{"Mariupol Raion, Donetsk Oblast"}},
	{"en", "nikol", "Mykolaiv Oblast, Ukraine", []string{"Mykolayiv, "}},
	{"ru", "дзерж", "Дзержинск, городской округ Дзержинск, Нижегородская область", nil},
	{"ru", "калужск", "Калужская область, Россия", nil},
	{"en", "black", "Black Sea", nil},
	{"ru", "черное", "Чёрное море", nil},
	{"en", "kaluga o", "Kaluga Oblast, Russia", nil},
	{"ru", "брянский р", "Брянский район, Брянская область", nil},
	// Another keyboard than was meant, commas and brackets where it has letters.
	{"ru", "rfke", "Калужская область, Россия", []string{"Калуга, "}},
	{"en", "rfkeuf", "Kaluga, ", []string{"Kaluga Oblast, Russia"}},
	{"ru", ",hzy", "Брянская область, Россия", []string{"Брянск, "}},
	{"ru", "[fhmr", "Харьковская область, Украина", nil},
	{"uk", "[fhrsd", "Харків, ", nil},
	{"ru", ",tku", "Белгородская область, Россия", nil},
	{"en", "лфдг", "Kaluga Oblast, Russia", nil},
	{"ru", "vjcr", "Москва, Россия", nil},
	// A slip of the hand in five letters or more.
	{"en", "kalgu", "Kaluga, ", []string{"Kaluga Oblast, Russia"}},
	{"en", "bryanks", "Bryansk Oblast, Russia", []string{"Bryansk, "}},
	{"en", "belgrod", "Belgorod, ", []string{"Belgorod Oblast, Russia"}},
	{"en", "kharkv", "Kharkiv, ", []string{"Kharkiv Oblast, Ukraine"}},
	{"uk", "харкв", "Харків, ", []string{"Харківська область, Україна"}},
	{"ru", "брянкс", "Брянск, ", []string{"Брянская область, Россия"}},
	{"ru", "вороенж", "Воронеж, ", []string{"Воронежская область, Россия"}},
	{"uk", "чернгі", "Чернігівська область, Україна", []string{"Чернігів, "}},
	{"en", "zaporz", "Zaporizhzhia Oblast, Ukraine", nil},
	{"en", "dnepopet", "Dnipropetrovsk Oblast, Ukraine", nil},
	{"ru", "ростов на д", "Ростов-на-Дону, ", nil},
}

func TestWhatIsTypedOffersWhatIsMeant(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, k := range typed {
		t.Run(k.lang+" "+k.text, func(t *testing.T) {
			var labels []string
			for _, p := range c.Prefix(geocode.PrefixQuery{Text: k.text, Lang: k.lang}) {
				labels = append(labels, p.Label)
			}
			if len(labels) == 0 || !strings.HasPrefix(labels[0], k.first) {
				t.Errorf("got %q, want %q first", labels, k.first)
				return
			}
			for _, want := range k.soon {
				if !slices.ContainsFunc(labels[:min(4, len(labels))], func(label string) bool { return strings.HasPrefix(label, want) }) {
					t.Errorf("got %q, want %q among the first four", labels, want)
				}
			}
		})
	}
}
