package api_test

import (
	"regexp"
	"strings"
	"testing"
)

// words are the texts of a page, its marks left out and its white space joined.
func words(page string) string {
	page = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(page), " ")
}

// TestCoverageAsAPage: which places sources name, how many documents, what a total covers without naming it, and silence;
// in three languages, of a period, level and unit that the address chooses.
func TestCoverageAsAPage(t *testing.T) {
	s := live(t, starterLog(t))
	const at = "/coverage?f=html&from=2025-08-27&to=2025-08-27"
	for lang, want := range map[string][]string{
		"en": {"Coverage, night and day of 27 August 2025", "10 documents name 8 regions of ", "Rostov Oblast 3 4 1", "Kaluga Oblast 2 1 0", "Poltava Oblast 2 1 1", "77 regions more lie in what a total covers", "That is not zero."},
		"ru": {"Охват, ночь на 27 августа 2025 года и день", "10 документов; названо: 8 рег. из ", "Ростовская область 3 4 1", "Ещё 77 рег.: охвачены сводкой", "это не ноль."},
		"uk": {"Охоплення, ніч на 27 серпня 2025 року і день", "10 документів; названо: 8 рег. з ", "Ростовська область 3 4 1", "Ще 77 рег.: охоплені зведенням", "це не нуль."},
	} {
		asked, chosen := s.ask(t, "GET", at+"&lang="+lang, ""), s.ask(t, "GET", at, "", "Accept-Language", lang)
		for _, a := range []answer{asked, chosen} {
			if a.StatusCode != 200 || a.Header.Get("Content-Language") != lang || a.Header.Get("Content-Type") != "text/html; charset=utf-8" {
				t.Fatalf("%s: %d, %s, %s", lang, a.StatusCode, a.Header.Get("Content-Language"), a.Header.Get("Content-Type"))
			}
			text := words(a.body)
			for _, part := range want {
				if !strings.Contains(text, part) {
					t.Errorf("%s: the page lacks %q", lang, part)
				}
			}
			if key := regexp.MustCompile(`\b(coverage|ledger|page|units|level|missing)\.[a-z]`).FindString(text); key != "" {
				t.Errorf("%s: %q stands on the page", lang, key)
			}
		}
	}
	for path, want := range map[string]string{
		at + "&level=district&within=RU-ROS&lang=en":             "Novoshakhtinsk Urban Okrug 1 2 0",
		at + "&level=country&lang=en":                            "Countries Country Documents Reports Official totals Russia 5 5 1 Ukraine 5 2 1",
		"/coverage?f=html&lang=en":                               "Coverage, 9 August 2025 to 1 November 2025",
		"/coverage?f=html&lang=en&as_of=0":                       "Nothing is kept of this time.",
		"/coverage?f=html&lang=en&from=1999-01-01&to=1999-01-01": "Nothing is kept of this time. Not covered",
	} {
		if a := s.ask(t, "GET", path, ""); a.StatusCode != 200 || !strings.Contains(words(a.body), want) {
			t.Errorf("%s: %d, the page lacks %q: %.600s", path, a.StatusCode, want, words(a.body))
		}
	}
	if a := s.ask(t, "GET", "/coverage?from=2025-08-27&to=2025-08-27", "", "Accept", "text/html"); !strings.Contains(a.body, "<h1>Coverage") {
		t.Errorf("a browser gets %.80s", a.body)
	}
}

// TestTheNightInASentence: the page of a night begins with who claimed how many, what of it places report too, and what
// they report beside it; then what disagrees; and a cell without a number says which kind of missing it is.
func TestTheNightInASentence(t *testing.T) {
	s := live(t, starterLog(t))
	for _, c := range []struct{ at, want string }{
		{"night=2025-08-27&lang=en", "Russia 26 claimed (defence ministry, in 5 regions); of these 1 to 15 also in reports from Rostov Oblast; 1 more from Kaluga Oblast, outside that total."},
		{"night=2025-08-27&lang=ru", "Заявлено 26 (министерство обороны, в 5 регионах); из них от 1 до 15 есть и в сообщениях с мест (Ростовская область); ещё 1 вне этой сводки (Калужская область)."},
		{"night=2025-08-27&lang=uk", "Заявлено 26 (міністерство оборони, у 5 регіонах); з них від 1 до 15 є й у повідомленнях з місць (Ростовська область); ще 1 поза цим зведенням (Калузька область)."},
		{"night=2025-08-27&lang=en", "Kaluga Oblast 2 statements, 2 documents, 1 independent voice None reported 1 1"},
		{"night=2025-08-27&lang=en", "Oryol Oblast 1 statement, 1 document, 1 independent voice 4 No data 4"},
		{"night=2025-08-27&lang=en", "It would be wrong to take 1 from 26 and call 25 unlocated. What disagrees One UAV shot down, Dzerzhinsky District, Kaluga Oblast: not among the 26."},
		{"night=2025-08-27&lang=en", "Ukraine 74 claimed (armed forces); no report from a place lies within them."},
		{"night=2025-08-27&lang=en", "Ukraine: 95 objects launched, night of 27 August 2025"},
		{"night=2025-08-26&lang=en", "what is reported from Leningrad Oblast contradicts the official split"},
		{"night=2025-10-29&lang=en", "16 UAVs shot down, six places in Kaluga Oblast: more than the official split gives the region, but it cannot be told"},
		{"night=2025-10-30&lang=en", "No official total is kept of this time, so that the reports stand alone."},
		{"from=2025-10-28&to=2025-10-28&lang=en", "15 claimed (defence ministry, in 5 regions)"},
		// Of a total that is split in part, or over waters and regions together too, only that part is in the regions.
		{"night=2025-10-06&lang=en", "251 claimed (defence ministry, 2 of them in 1 region); of these 1 also in reports from Kaluga Oblast."},
		{"night=2025-10-06&lang=ru", "Заявлено 251 (министерство обороны, из них 2 в 1 регионе)"},
		{"night=2025-08-26&lang=en", "80 claimed (defence ministry, 76 of them in 15 regions)"},
		{"night=2025-08-26&lang=uk", "Заявлено 80 (міністерство оборони, з них 76 у 15 регіонах)"},
		{"night=2025-08-25&lang=en", "21 claimed (defence ministry, 18 of them in 5 regions)"},
	} {
		if a := s.ask(t, "GET", "/ledger?f=html&"+c.at, ""); a.StatusCode != 200 || !strings.Contains(words(a.body), c.want) {
			t.Errorf("%s: %d, the page lacks %q", c.at, a.StatusCode, c.want)
		}
	}
	if a := s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&lang=en&within=UA", ""); !strings.Contains(a.body, "Poltava") || strings.Contains(a.body, "Rostov") {
		t.Error("damage elsewhere stands on a page that keeps to a country")
	}
	page := s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&lang=en", "").body
	if !strings.Contains(page, `<meta property="og:description" content="Russia: 26 claimed (defence ministry, in 5 regions)`) {
		t.Error("what others show of the page does not say what it says")
	}
	// Totals of another metric are told with the others, once, and held against nothing.
	body := fetch[struct {
		Tallies []struct{ ID, Metric string }
	}](t, s, "/ledger?night=2025-08-27&within=UA")
	got := []string{}
	for _, tally := range body.Tallies {
		got = append(got, tally.Metric)
	}
	if strings.Join(got, " ") != "intercepted hit launched" {
		t.Errorf("totals of Ukraine: %v", body.Tallies)
	}
}
