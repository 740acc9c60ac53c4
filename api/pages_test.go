package api_test

import (
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/data/snapshot"
)

var (
	bootstrapJSON = regexp.MustCompile(`(?s)<script type="application/json" id="bootstrap">(.*?)</script>`)
	loaded        = regexp.MustCompile(`(?:href|src)="(/(?:assets|boundaries|choropleth)[^"]*)"`)
)

type bootstrap struct {
	Version         string `json:"version"`
	BoundaryVersion string `json:"boundary_version"`
	Build           string `json:"build"`
	Period          *struct{ From, To string }
	Nights          []string    `json:"nights"`
	NightCount      int         `json:"night_count"`
	Languages       []string    `json:"languages"`
	Lang            string      `json:"lang"`
	Extent          *[4]float64 `json:"extent"`
	Composites      []struct {
		ID      string
		Members []string
	} `json:"composites"`
	Attribution []struct{ Name, Attribution string } `json:"attribution"`
}

func TestOneAddressForBrowsersAndClients(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, test := range []struct{ path, accept, want string }{
		{"/", browser, "map"},
		{"/?level=district&from=2025-08-27&to=2025-08-27&z=6.5&c=35.9,54.8&grade=fair,weak", browser, "map"},
		{"/", "*/*", "landing"},
		{"/?from=2025-08-27&to=2025-08-27", "*/*", "map"},
		{"/?from=2025-08-27&to=2025-08-27", "", "map"},
		{"/", "application/json", "landing"},
		{"/?f=json", browser, "landing"},
		{"/?f=html", "application/json", "page"},
		{"/embed", "*/*", "map"},
		{"/embed?theme=dark", browser, "map"},
	} {
		a := s.ask(t, "GET", test.path, "", "Accept", test.accept)
		got := "page"
		switch {
		case strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") && json.Valid([]byte(a.body)):
			got = "landing"
		case bootstrapJSON.MatchString(a.body):
			got = "map"
		}
		if a.StatusCode != 200 || got != test.want {
			t.Errorf("%s for %s: %d, a %s; want a %s: %.200s", test.path, test.accept, a.StatusCode, got, test.want, a.body)
		}
		if !strings.Contains(a.Header.Get("Vary"), "Accept") {
			t.Errorf("%s: Vary %q", test.path, a.Header.Get("Vary"))
		}
	}
}

func TestThePageCarriesWhatTheScriptNeeds(t *testing.T) {
	c, _ := config(t)
	c.BaseURL = "https://map.example.org/"
	s := start(t, c)
	a := s.ask(t, "GET", "/?lang=ru&theme=dark&breaks=1,5&method=fixed&within=RU-KLU", "", "Accept", "text/html")
	m := bootstrapJSON.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no bootstrap in %.500s", a.body)
	}
	var b bootstrap
	if err := json.Unmarshal([]byte(m[1]), &b); err != nil {
		t.Fatal(err)
	}
	snap, err := first()
	if err != nil {
		t.Fatal(err)
	}
	if b.Version != snap.Version() || b.BoundaryVersion != snap.Tree().Version() || b.Build != "test" || b.Lang != "ru" {
		t.Errorf("versions %q %q %q, language %q", b.Version, b.BoundaryVersion, b.Build, b.Lang)
	}
	if b.Period == nil || b.Period.From > "2025-08-27" || b.Period.To < "2025-10-29" {
		t.Errorf("period %v", b.Period)
	}
	if !slices.Contains(b.Nights, "2025-08-27") || !slices.IsSorted(b.Nights) || b.NightCount != len(b.Nights) {
		t.Errorf("nights %v, count %d", b.Nights, b.NightCount)
	}
	if i := slices.IndexFunc(b.Composites, func(c struct {
		ID      string
		Members []string
	}) bool {
		return c.ID == "composite.moscow"
	}); i < 0 || !slices.Contains(b.Composites[i].Members, "RU-MOW") {
		t.Errorf("composites %v", b.Composites)
	}
	if b.Extent == nil || b.Extent[0] < 20 || b.Extent[2] > 180 || len(b.Attribution) == 0 || b.Attribution[0].Name == "" {
		t.Errorf("extent %v, attribution %v", b.Extent, b.Attribution)
	}
	if !strings.Contains(a.body, `<link rel="canonical" href="https://map.example.org/">`) || !strings.Contains(a.body, `<html lang="ru" data-theme="dark">`) {
		t.Errorf("head %.600s", a.body)
	}
	files := loaded.FindAllStringSubmatch(a.body, -1)
	if len(files) < 5 {
		t.Errorf("the page loads only %v", files)
	}
	for _, f := range files {
		at := html.UnescapeString(f[1])
		if got := s.ask(t, "GET", at, ""); got.StatusCode != 200 {
			t.Errorf("%s, which the page loads: %d %.200s", at, got.StatusCode, got.body)
		}
		if strings.Contains(at, "geometry=none") && at != "/choropleth?level=region&measure=interceptions&basis=reconciled&within=RU-KLU&breaks=1,5&covered=true&geometry=none" {
			t.Errorf("totals asked for early at %s", at)
		}
	}
}

func TestAPageOfNothingHasNoPeriod(t *testing.T) {
	c, now := config(t)
	empty, err := snapshot.Build(t.Context(), now.Current().Boundaries(), time.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	now.at.Store(empty)
	s := start(t, c)
	if a := s.ask(t, "GET", "/", "", "Accept", "text/html"); a.StatusCode != 200 || !strings.Contains(a.body, `"period":null`) {
		t.Errorf("%d %.400s", a.StatusCode, a.body)
	}
}

func TestThePageSpeaksTheBrowsersLanguage(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, test := range []struct{ path, accept, want string }{
		{"/", "", "en"}, {"/", "uk-UA,uk;q=0.9,ru;q=0.5", "uk"}, {"/", "ru", "ru"}, {"/", "de,fr;q=0.5", "en"}, {"/", ";;;,q=", "en"},
		{"/?lang=uk", "ru", "uk"}, {"/embed", "ru-RU", "ru"},
	} {
		a := s.ask(t, "GET", test.path, "", "Accept", "text/html", "Accept-Language", test.accept, "Accept-Encoding", "gzip")
		a.body = unzipped(t, a.body)
		if got := a.Header.Get("Content-Language"); got != test.want || !strings.Contains(a.body, `<html lang="`+test.want+`"`) {
			t.Errorf("%s for %q: %q, want %q", test.path, test.accept, got, test.want)
		}
		if got := strings.Contains(a.Header.Get("Vary"), "Accept-Language"); got == strings.Contains(test.path, "lang=") {
			t.Errorf("%s: Vary %q", test.path, a.Header.Get("Vary"))
		}
	}
}

func unzipped(t testing.TB, body string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// Programs that count readers add parameters of their own to links.
func TestALinkThatWasPassedOnStillOpens(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, test := range []struct{ path, want string }{
		{"/?utm_source=x&level=district&fbclid=y", "/?level=district"},
		{"/?utm_source=x", "/"},
		{"/embed?theme=dark&gclid=1", "/embed?theme=dark"},
	} {
		a := s.ask(t, "GET", test.path, "", "Accept", "text/html")
		if a.StatusCode != 302 || a.Header.Get("Location") != test.want {
			t.Errorf("%s: %d to %q, want %q", test.path, a.StatusCode, a.Header.Get("Location"), test.want)
		}
	}
	for _, path := range []string{"/?utm=1", "/choropleth?utm_source=x", "/?level=%zz"} {
		if a := s.ask(t, "GET", path, "", "Accept", "text/html"); a.StatusCode != 400 {
			t.Errorf("%s: %d, want 400", path, a.StatusCode)
		}
	}
}

func TestATimeLongAgoIsNoOpenEnd(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	matched := func(datetime string) int {
		var page struct{ NumberMatched int }
		a := s.ask(t, "GET", "/collections/incidents/items?f=json&limit=1&datetime="+datetime, "")
		if err := json.Unmarshal([]byte(a.body), &page); err != nil {
			t.Fatal(err)
		}
		return page.NumberMatched
	}
	all, ancient := matched("../.."), matched("0001-01-01T00:00:00Z")
	if ancient >= all || ancient != matched("0001-01-01T00:00:01Z") {
		t.Errorf("%d of %d incidents in the year 1, which only those without a time are", ancient, all)
	}
}

func TestMetricsCountByRoute(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	s.ask(t, "GET", "/collections/incidents", "")
	s.ask(t, "GET", "/collections/nothing", "")
	s.ask(t, "GET", "/a/path/of/the/client", "")
	s.ask(t, "DELETE", "/ledger", "")
	text := s.ask(t, "GET", "/metrics", "").body
	for _, want := range []string{
		`oblast_requests_total{route="/collections/:id",status="2xx"} 1`,
		`oblast_requests_total{route="/collections/:id",status="4xx"} 1`,
		`oblast_requests_total{route="/ledger",status="4xx"} 1`,
		`oblast_requests_total{route="none",status="4xx"} 1`,
		`oblast_request_seconds_count{route="/collections/:id"} 2`,
		"oblast_snapshot_version ", "oblast_records ", "go_goroutines ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, "client") && strings.Contains(text, "/a/path") {
		t.Error("a client's own path became a label")
	}
}

var picture = regexp.MustCompile(`(?s)<svg id="first".*?</svg>`)

// The page says what its map shows before its script does, and in the same words: in its title, for previews of links, and
// over the map.
func TestThePageSaysWhatItShows(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, test := range []struct{ path, want string }{
		{"/?from=2025-08-27&to=2025-08-27", "Drones reported intercepted, by region, night of 27 August 2025"},
		{"/?from=2025-10-28&to=2025-10-28&part=day&level=country", "Drones reported intercepted, by country, daytime of 28 October 2025"},
		{"/?measure=injured&level=district&sel=RU-KLU", "People reported injured, by district, 9 August – 1 November 2025"},
		{"/?within=RU-BRY&lang=ru&from=2025-08-27&to=2025-08-27", "Сообщения о сбитых беспилотниках по регионам (Брянская область), ночь на 27 августа 2025"},
		{"/?lang=uk&part=night", "Повідомлення про збиті безпілотники за регіонами, Ніч, 9 серпня – 1 листопада 2025"},
	} {
		body := strings.ReplaceAll(html.UnescapeString(s.ask(t, "GET", test.path, "", "Accept", "text/html").body), "\u00a0", " ")
		for _, where := range []string{"<title>" + test.want + " · oblast", `og:title" content="` + test.want, "<h1>" + test.want} {
			if !strings.Contains(body, where) {
				t.Errorf("%s lacks %s: %.400s", test.path, where, body)
			}
		}
	}
}

// The page brings a picture of what it is about to show, so that the map is there before its script.
func TestThePageBringsAPicture(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	for _, test := range []struct {
		path  string
		says  []string
		lacks string
	}{
		{"/?from=2025-08-27&to=2025-08-27", []string{`class="f-q1"`, `class="f-none_reported"`, `class="f-not_covered"`, ">15</text>", "<title>Drones reported intercepted, by region, night and day of 27 August 2025"}, ` at at`},
		{"/?from=2025-08-27&to=2025-08-27&basis=incidents", []string{`class="f-no_data"`, ">1+</text>"}, ">15</text>"},
		{"/?level=country&from=2025-08-27&to=2025-08-27", []string{">74</text>", `class="f-q`}, ">15</text>"},
		{"/?z=5.25&c=36,53&from=2025-08-27&to=2025-08-27", []string{`class="first at at5"`, ">15</text>"}, ""},
		{"/embed?from=2025-08-27&to=2025-08-27&lang=ru", []string{">15</text>", "<title>"}, "Drones"},
		{"/?from=1999-01-01&to=1999-01-02", []string{`class="f-not_covered"`}, `class="f-q`},
		{"/?z=9&c=36,54", nil, ""},
		{"/?level=district", nil, ""},
		{"/?layers=places", nil, ""},
		{"/?sel=RU-KLU", nil, ""},
	} {
		body := s.ask(t, "GET", test.path, "", "Accept", "text/html").body
		found := picture.FindString(body)
		if (found != "") != (test.says != nil) || len(found) > 60_000 {
			t.Errorf("%s: a picture of %d bytes", test.path, len(found))
		}
		for _, says := range test.says {
			if !strings.Contains(found, says) {
				t.Errorf("%s: the picture lacks %s: %.300s", test.path, says, found)
			}
		}
		if test.lacks != "" && strings.Contains(found, test.lacks) {
			t.Errorf("%s: the picture has %s", test.path, test.lacks)
		}
	}
}
