package boundaries_test

import "testing"

// towns are places whose district is known from the gazetteers of the countries
// themselves, not from the polygons: region id and Russian name of the district.
var towns = []struct {
	name     string
	lon, lat float64
	region   string
	district string
}{
	{"Kondrovo", 35.9278, 54.8064, "RU-KLU", "Дзержинский район"},
	{"Kozelsk", 35.7716, 54.0375, "RU-KLU", "Козельский район"},
	{"Lyudinovo", 34.4483, 53.8686, "RU-KLU", "Людиновский район"},
	{"Maloyaroslavets", 36.4667, 55.0105, "RU-KLU", "Малоярославецкий район"},
	{"Sukhinichi", 35.3444, 54.0978, "RU-KLU", "Сухиничский район"},
	{"Medyn", 35.8595, 54.9686, "RU-KLU", "Медынский район"},
	{"Luga", 29.8478, 58.7369, "RU-LEN", "Лужский район"},
	{"Kingisepp", 28.6114, 59.3747, "RU-LEN", "Кингисеппский район"},
	{"Slantsy", 28.0872, 59.1183, "RU-LEN", "Сланцевский район"},
	{"Tikhvin", 33.5294, 59.6451, "RU-LEN", "Тихвинский район"},
	{"Volkhov", 32.3382, 59.9258, "RU-LEN", "Волховский район"},
	{"Priozersk", 30.1333, 61.0333, "RU-LEN", "Приозерский район"},
	{"Vyborg", 28.7528, 60.7139, "RU-LEN", "Выборгский район"},
	{"Kirishi", 32.0205, 59.4471, "RU-LEN", "Киришский район"},
	{"Lodeynoye Pole", 33.5530, 60.7260, "RU-LEN", "Лодейнопольский район"},
	{"Pohar", 33.2560, 52.5510, "RU-BRY", "Погарский район"},
	{"Sevsk", 34.4919, 52.1486, "RU-BRY", "Севский район"},
	{"Trubchevsk", 33.7667, 52.5788, "RU-BRY", "Трубчевский район"},
	{"Suzemka", 34.0831, 52.3139, "RU-BRY", "Суземский район"},
	{"Valuyki", 38.1067, 50.2035, "RU-BEL", "Валуйский район"},
	{"Shebekino", 36.8940, 50.4110, "RU-BEL", "Шебекинский район"},
	{"Grayvoron", 35.6710, 50.4820, "RU-BEL", "Грайворонский район"},
	{"Korocha", 37.1890, 50.8130, "RU-BEL", "Корочанский район"},
	{"Volokonovka", 37.8600, 50.4830, "RU-BEL", "Волоконовский район"},
	{"Rylsk", 34.6800, 51.5660, "RU-KRS", "Рыльский район"},
	{"Sudzha", 35.2720, 51.1910, "RU-KRS", "Суджанский район"},
	{"Glushkovo", 34.6400, 51.3390, "RU-KRS", "Глушковский район"},
	{"Fatezh", 35.8590, 52.0900, "RU-KRS", "Фатежский район"},
	{"Millerovo", 40.3950, 48.9220, "RU-ROS", "Миллеровский район"},
	{"Chertkovo", 40.1590, 49.3830, "RU-ROS", "Чертковский район"},
	{"Taganrog", 38.8970, 47.2360, "RU-ROS", "городской округ Таганрог"},
	{"Kantemirovka", 39.8610, 49.6940, "RU-VOR", "Кантемировский район"},
	{"Rossosh", 39.5740, 50.1980, "RU-VOR", "Россошанский район"},
	{"Gdov", 27.8250, 58.7440, "RU-PSK", "Гдовский район"},
	{"Pitkyaranta", 31.4770, 61.5710, "RU-KR", "Питкярантский район"},
	{"Medvezhyegorsk", 34.4570, 62.9130, "RU-KR", "Медвежьегорский район"},
	{"Naro-Fominsk", 36.7330, 55.3880, "RU-MOS", "Наро-Фоминский район"},
	{"Vovchansk", 36.9410, 50.2900, "UA-63", "Чугуевский район"},
	{"Bakhmut", 38.0000, 48.5950, "UA-14", "Бахмутский район"},
	{"Kupiansk", 37.6150, 49.7060, "UA-63", "Купянский район"},
	{"Izium", 37.2570, 49.2120, "UA-63", "Изюмский район"},
	{"Kramatorsk", 37.5840, 48.7380, "UA-14", "Краматорский район"},
	{"Pokrovsk", 37.1760, 48.2820, "UA-14", "Покровский район"},
	{"Mariupol", 37.5430, 47.0970, "UA-14", "Мариупольский район"},
	{"Melitopol", 35.3650, 46.8490, "UA-23", "Мелитопольский район"},
	{"Berdiansk", 36.7900, 46.7660, "UA-23", "Бердянский район"},
	{"Nikopol", 34.3970, 47.5710, "UA-12", "Никопольский район"},
	{"Kryvyi Rih", 33.3920, 47.9100, "UA-12", "Криворожский район"},
	{"Siverskodonetsk", 38.4930, 48.9480, "UA-09", "Северодонецкий район"},
	{"Starobilsk", 38.9240, 49.2780, "UA-09", "Старобельский район"},
	{"Shostka", 33.4740, 51.8630, "UA-59", "Шосткинский район"},
	{"Konotop", 33.2020, 51.2400, "UA-59", "Конотопский район"},
	{"Uman", 30.2220, 48.7480, "UA-71", "Уманский район"},
	{"Izmail", 28.8370, 45.3510, "UA-51", "Измаильский район"},
	{"Odesa", 30.7260, 46.4820, "UA-51", "Одесский район"},
	{"Kherson", 32.6130, 46.6390, "UA-65", "Херсонский район"},
	{"Simferopol", 34.1020, 44.9520, "UA-43", "Симферопольский район"},
	{"Kerch", 36.4740, 45.3560, "UA-43", "Керченский район"},
	{"Kovel", 24.7090, 51.2150, "UA-07", "Ковельский район"},
	{"Rava-Ruska", 23.6280, 50.2270, "UA-46", "Львовский район"},
	{"Liubech", 30.6570, 51.7020, "UA-74", "Черниговский район"},
	{"Drybin", 31.0904, 54.1206, "BY-MA", "Дрибинский район"},
	{"Horki", 30.9863, 54.2862, "BY-MA", "Горецкий район"},
	{"Mazyr", 29.2500, 52.0490, "BY-HO", "Мозырский район"},
	{"Brahin", 30.2710, 51.7860, "BY-HO", "Брагинский район"},
	{"Dzyarzhynsk", 27.1380, 53.6830, "BY-MI", "Дзержинский район"},
}

func TestKnownTownsFallInTheirDistricts(t *testing.T) {
	g, l := load(t), locator(t)
	if len(towns) < 60 {
		t.Fatalf("%d towns, want at least 60", len(towns))
	}
	for _, c := range towns {
		hit := l.At(c.lon, c.lat)
		name := ""
		if hit.District >= 0 {
			name = g.Tree.At(hit.District).Names.RU
		}
		if idOf(g, hit.Region) != c.region || name != c.district {
			t.Errorf("%s: %s, %s %q, want %s, %q", c.name, idOf(g, hit.Region), idOf(g, hit.District), name, c.region, c.district)
		}
	}
}

// Cities with a region of their own have no districts.
func TestCityRegions(t *testing.T) {
	g, l := load(t), locator(t)
	for _, c := range []struct {
		name     string
		lon, lat float64
		region   string
	}{
		{"Moscow, Kremlin", 37.6175, 55.7520, "RU-MOW"},
		{"Zelenograd", 37.1970, 55.9910, "RU-MOW"},
		{"Troitsk", 37.3060, 55.4800, "RU-MOW"},
		{"Saint Petersburg, Palace Square", 30.3160, 59.9390, "RU-SPE"},
		{"Pushkin", 30.3960, 59.7220, "RU-SPE"},
		{"Kolpino", 30.5900, 59.7500, "RU-SPE"},
		{"Kronstadt", 29.7730, 59.9960, "RU-SPE"},
		{"Kyiv", 30.5238, 50.4547, "UA-30"},
		{"Sevastopol", 33.5254, 44.6000, "UA-40"},
		{"Minsk", 27.5618, 53.9023, "BY-HM"},
	} {
		hit := l.At(c.lon, c.lat)
		if got := idOf(g, hit.Region); got != c.region || hit.District >= 0 {
			t.Errorf("%s: region %q, district %q, want region %s alone", c.name, got, idOf(g, hit.District), c.region)
		}
	}
}
