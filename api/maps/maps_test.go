package maps_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/starter"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"

	"github.com/labstack/echo/v4"
)

type fixed struct{ *snapshot.Snapshot }

func (f fixed) Current() *snapshot.Snapshot { return f.Snapshot }

// AsOf is the same state for every text: how older ones are found is tested with the snapshot.
func (f fixed) AsOf(context.Context, string) (*snapshot.Snapshot, error) { return f.Current(), nil }

// loaded are the embedded boundaries and the starter records, read once for all tests.
var loaded = sync.OnceValues(func() (*maps.Service, error) {
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return nil, err
	}
	text, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		return nil, err
	}
	var revs []record.Revision
	for line := range bytes.Lines(text) {
		rec, err := record.Decode(bytes.TrimSpace(line))
		if err != nil {
			return nil, err
		}
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: rec.RecordID(), Rev: 1, Change: "create",
			RecordedAt: time.Date(2025, 11, 24, 0, 0, 0, 0, time.UTC), Author: starter.Author, Body: bytes.TrimSpace(line)})
	}
	snap, err := snapshot.Build(context.Background(), snapshot.NewBoundaries(g.Tree), time.Now(), revs)
	if err != nil {
		return nil, err
	}
	return maps.New(maps.Config{Snapshots: fixed{snap}, Gazetteer: g, Responder: respond.New(8<<20, 2), Build: "test",
		Geocoder: sync.OnceValues(func() (*geocode.Geocoder, error) { return geocode.New(g) }),
		Locator:  sync.OnceValues(func() (*locate.Locator, error) { return locate.New(g) })}), nil
})

func service(t testing.TB) *maps.Service {
	t.Helper()
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// server listens on a free port.
func server(t testing.TB) string {
	t.Helper()
	return listen(t, service(t))
}

func listen(t testing.TB, s *maps.Service) string {
	t.Helper()
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.DiscardHandler))
	e.GET("/choropleth", s.Choropleth)
	e.GET("/ledger", s.Ledger)
	e.GET("/restrictions", s.Restrictions)
	e.GET("/records/:id", s.Record)
	e.GET("/geocode", s.Geocode)
	e.POST("/geocode", s.GeocodeBatch)
	e.GET("/reverse", s.Reverse)
	e.GET("/boundaries/:version/places/:file", s.Settlements)
	e.GET("/boundaries/:version/:detail/:file", s.Boundaries)
	e.GET("/healthz", s.Health)
	e.GET("/readyz", s.Ready)
	srv := httptest.NewServer(e)
	t.Cleanup(srv.Close)
	return srv.URL
}

func fetch(t testing.TB, address string) (int, []byte) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

func decode(t testing.TB, address string, v any) {
	t.Helper()
	status, body := fetch(t, address)
	if status != 200 {
		t.Fatalf("GET %s: %d %s", address, status, body)
	}
	if err := json.Unmarshal(body, v); err != nil {
		t.Fatalf("GET %s: %v in %.300s", address, err, body)
	}
}

// bounds is a number with its bounds; nil is unknown.
type bounds struct{ Min, Best, Max *int }

func (b bounds) String() string {
	var out strings.Builder
	for _, n := range []*int{b.Min, b.Best, b.Max} {
		if n == nil {
			out.WriteString(" null")
		} else {
			out.WriteString(" " + jsonText(*n))
		}
	}
	return out.String()[1:]
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

type choropleth struct {
	Title     string
	Unlocated *int
	Withheld  *int
	Sources   []struct {
		Publisher string
		URL       *string
	}
	Legend struct {
		Unit, Method string
		Classes      []struct {
			Class    *int
			Min, Max *float64
			Label    string
			Colour   string
			Count    int
		}
		Missing []struct {
			Status, Pattern string
			Count           int
		}
	}
	Features []struct {
		ID         string
		Properties struct {
			bounds
			Status     string
			Class      *int
			Rate       *float64
			Conflict   bool
			UnsplitMax *int `json:"unsplit_max"`
		}
		Geometry *struct{ Type string }
	}
}

// status writes a row as "value 15 15 15" or "none_reported null null null".
func (c *choropleth) status(id string) string {
	for _, f := range c.Features {
		if f.ID == id {
			return f.Properties.Status + " " + f.Properties.String()
		}
	}
	return "no row"
}

func TestChoroplethGivesTheFiguresWorkedOutByHand(t *testing.T) {
	base := server(t)
	for _, test := range []struct{ query, id, want string }{
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-ROS", "value 15 15 15"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-ORL", "value 4 4 4"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-BEL", "value 3 3 3"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-BRY", "value 2 2 2"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-KRS", "value 2 2 2"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27", "RU-KLU", "none_reported null null null"},
		{"basis=incidents&from=2025-08-27&to=2025-08-27", "RU-KLU", "value 1 1 1"},
		{"basis=incidents&from=2025-08-27&to=2025-08-27", "RU-ROS", "value 1 null null"},
		{"basis=incidents&from=2025-08-27&to=2025-08-27", "RU-ORL", "no_data null null null"},
		{"basis=reconciled&from=2025-08-27&to=2025-08-27", "RU-KLU", "value 1 1 1"},
		{"basis=reconciled&from=2025-08-27&to=2025-08-27", "RU-ROS", "value 15 15 15"},
		{"basis=reconciled&from=2025-08-26&to=2025-08-26&part=night", "RU-LEN", "value 11 null null"},
		{"basis=claimed&level=country&from=2025-08-27&to=2025-08-27", "UA", "value 74 74 74"},
		{"basis=reconciled&level=country&from=2025-10-29&to=2025-10-29", "RU", "value 104 null 116"},
		{"basis=reconciled&from=2025-10-28&to=2025-10-28&part=night", "RU-KLU", "value 13 13 13"},
		{"basis=claimed&from=2025-10-28&to=2025-10-28", "RU-KLU", "value 14 14 14"},
		{"basis=claimed&from=2025-10-30&to=2025-10-30", "RU-KLU", "no_data null null null"},
		{"basis=claimed&from=2025-08-27&to=2025-08-27&level=country", "KZ", "not_covered null null null"},
		{"measure=injured&basis=incidents&from=2025-08-27&to=2025-08-27", "RU-KLU", "none_reported null null null"},
		{"measure=killed&basis=incidents&from=2025-10-27&to=2025-10-27", "RU-BRY", "value 1 1 1"},
		{"measure=damaged_objects&basis=incidents&from=2025-08-26&to=2025-08-26", "RU-LEN", "value 4 4 4"},
		{"level=district&from=2025-08-27&to=2025-08-27", "RU-KLU.563697", "value 1 1 1"},
	} {
		var c choropleth
		decode(t, base+"/choropleth?geometry=none&"+test.query, &c)
		if got := c.status(test.id); got != test.want {
			t.Errorf("%s: %s is %q, want %q", test.query, test.id, got, test.want)
		}
	}
}

// The sources of a map are those of its numbers: a report of damage is no source of interceptions.
func TestSourcesAreThoseOfTheMeasure(t *testing.T) {
	base := server(t)
	for _, test := range []struct{ query, has, lacks string }{
		{"measure=interceptions", "news.mail.ru racurs.ua gazeta.ru", "unian.ua voronezh-news.ru"},
		{"measure=interceptions&basis=claimed", "gazeta.ru racurs.ua", "news.mail.ru unian.ua"},
		{"measure=interceptions&basis=incidents", "gazeta.ru news.mail.ru", "racurs.ua unian.ua"},
		{"measure=damage_reports&basis=incidents", "unian.ua voronezh-news.ru news.mail.ru", "racurs.ua"},
		{"measure=injured&basis=incidents", "unian.ua gazeta.ru", "racurs.ua"},
		{"measure=killed&basis=incidents", "", "unian.ua gazeta.ru"},
	} {
		var c choropleth
		decode(t, base+"/choropleth?geometry=none&covered=true&from=2025-08-27&to=2025-08-27&"+test.query, &c)
		var names []string
		for _, s := range c.Sources {
			names = append(names, s.Publisher)
			if s.URL != nil && *s.URL == "" {
				t.Errorf("%s: the address of %s is empty, not null", test.query, s.Publisher)
			}
		}
		for _, name := range strings.Fields(test.has) {
			if !slices.Contains(names, name) {
				t.Errorf("%s: %v lack %s", test.query, names, name)
			}
		}
		for _, name := range strings.Fields(test.lacks) {
			if slices.Contains(names, name) {
				t.Errorf("%s: %v hold %s", test.query, names, name)
			}
		}
	}
}

// Totals without a split are named by country: they are not one number.
func TestTitlesNameWhoseTotalsAreNotSplit(t *testing.T) {
	base := server(t)
	for query, want := range map[string]string{
		"from=2025-08-27&to=2025-08-27&part=night":         "Drones reported intercepted, by region, night of 27 August 2025; up to 74 (Ukraine) more that the totals do not split",
		"from=2025-10-27&to=2025-10-27&part=night":         "Drones reported intercepted, by region, night of 27 October 2025; up to 40 (Russia), 66 (Ukraine) more that the totals do not split",
		"from=2025-10-06&to=2025-10-06&part=night&lang=ru": "Перехваченные беспилотники по сообщениям, по регионам, ночь на 6 октября 2025 года; ещё до 249 (Россия) не распределены в сводках по регионам",
		"from=2025-10-28&to=2025-10-28&within=RU-KLU":      "Drones reported intercepted, by region, night and day of 28 October 2025",
	} {
		var c choropleth
		decode(t, base+"/choropleth?geometry=none&covered=true&"+query, &c)
		if c.Title != want {
			t.Errorf("%s: %q, want %q", query, c.Title, want)
		}
	}
}

// Where nothing is kept there is no period: the first day of the calendar of machines is not one.
func TestNothingKeptHasNoPeriod(t *testing.T) {
	s := *service(t)
	empty, err := snapshot.Build(t.Context(), s.Snapshots.Current().Boundaries(), time.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Snapshots = fixed{empty}
	base := listen(t, maps.New(s.Config))
	for path, want := range map[string]string{
		"/choropleth?geometry=none&covered=true":                               `"title":"Drones reported intercepted, by region","period":{"from":null,"to":null,"part":"all"}`,
		"/choropleth?geometry=none&covered=true&from=1970-01-01&to=1970-01-01": `"period":{"from":"1970-01-01","to":"1970-01-01","part":"all"}`,
		"/ledger":                  `"period":{"from":null,"to":null,"part":"all"}`,
		"/ledger?night=2025-08-27": `"period":{"from":"2025-08-27","to":"2025-08-27","part":"night"}`,
	} {
		if status, body := fetch(t, base+path); status != 200 || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %s, want %s", path, status, body, want)
		}
	}
}

func TestChoroplethClassesAreThoseOfEveryNight(t *testing.T) {
	base := server(t)
	var labels []string
	for _, night := range []string{"2025-08-26", "2025-08-27", "2025-10-29"} {
		var c choropleth
		decode(t, base+"/choropleth?geometry=none&from="+night+"&to="+night+"&part=night", &c)
		var rows []string
		counted, valued := 0, 0
		for _, class := range c.Legend.Classes {
			rows = append(rows, jsonText(class.Min))
			counted += class.Count
		}
		for _, f := range c.Features {
			if f.Properties.Status == "value" {
				valued++
				if f.Properties.Class == nil {
					t.Errorf("%s: %s has a value and no class", night, f.ID)
				}
			} else if f.Properties.Class != nil || f.Properties.Min != nil && f.Properties.Status != "zero" {
				t.Errorf("%s: %s is %s and has a class or number", night, f.ID, f.Properties.Status)
			}
		}
		if counted != valued {
			t.Errorf("%s: the legend counts %d, %d regions have a value", night, counted, valued)
		}
		if len(c.Legend.Missing) != 6 {
			t.Errorf("%s: %d kinds of missing, want 6", night, len(c.Legend.Missing))
		}
		labels = append(labels, strings.Join(rows, " "))
	}
	if labels[0] != labels[1] || labels[1] != labels[2] {
		t.Errorf("nights have different breaks: %q", labels)
	}
}

func TestChoroplethForms(t *testing.T) {
	base := server(t)
	var c choropleth
	decode(t, base+"/choropleth?from=2025-08-27&to=2025-08-27&within=RU-KLU&zoom=4", &c)
	if len(c.Features) != 1 || c.Features[0].Geometry == nil || c.Features[0].Geometry.Type != "MultiPolygon" {
		t.Errorf("within=RU-KLU: %+v", c.Features)
	}
	if want := "Drones reported intercepted, by region, night and day of 27 August 2025"; c.Title != want {
		t.Errorf("title %q, want %q", c.Title, want)
	}
	var night choropleth
	decode(t, base+"/choropleth?from=2025-10-06&to=2025-10-06&part=night&geometry=none&lang=ru", &night)
	if want := "ночь на 6 октября 2025 года; ещё до 249 (Россия) не распределены"; !strings.Contains(night.Title, want) {
		t.Errorf("title %q does not say %q", night.Title, want)
	}
	status, csv := fetch(t, base+"/choropleth?from=2025-08-27&to=2025-08-27&basis=claimed&f=csv")
	if status != 200 || !strings.Contains(string(csv), "RU-ROS,Rostov Oblast,region,RU,value,15,15,15,") || !strings.Contains(string(csv), "RU-KLU,Kaluga Oblast,region,RU,none_reported,,,,") {
		t.Errorf("csv: %d %.400s", status, csv)
	}
	var topo struct {
		Type    string
		Arcs    []any
		Objects struct{ Units struct{ Geometries []any } }
	}
	decode(t, base+"/choropleth?level=district&within=RU-KLU&f=topojson", &topo)
	if topo.Type != "Topology" || len(topo.Objects.Units.Geometries) != 26 || len(topo.Arcs) == 0 {
		t.Errorf("topojson: %s with %d units", topo.Type, len(topo.Objects.Units.Geometries))
	}
	var rate choropleth
	decode(t, base+"/choropleth?from=2025-08-27&to=2025-08-27&per=area&geometry=none&covered=true", &rate)
	for _, f := range rate.Features {
		if f.Properties.Status == "not_covered" {
			t.Errorf("covered=true lists %s", f.ID)
		}
		if f.ID == "RU-ROS" && (f.Properties.Rate == nil || *f.Properties.Rate < 0.1 || *f.Properties.Rate > 0.2) {
			t.Errorf("15 in Rostov region are %v per 1,000 km2", f.Properties.Rate)
		}
	}
}

func TestBadInputSaysWhatIsAllowed(t *testing.T) {
	base := server(t)
	for _, test := range []struct {
		path   string
		status int
		says   string
	}{
		{"/choropleth?level=oblast", 400, "country"},
		{"/choropleth?basis=claimed&measure=injured", 400, "incidents"},
		{"/choropleth?per=population", 400, "area"},
		{"/choropleth?method=fixed", 400, "breaks"},
		{"/choropleth?breaks=3,2,1", 400, "breaks"},
		{"/choropleth?classes=9", 400, "7"},
		{"/choropleth?within=Kaluga", 400, "/geocode"},
		{"/choropleth?from=2025-09-01&to=2025-08-01", 400, "after"},
		{"/choropleth?colour=red", 400, "colour"},
		{"/choropleth?f=xml", 400, "topojson"},
		{"/ledger?night=2025-08-27&from=2025-08-01", 400, "night"},
		{"/records/nothing", 404, "nothing"},
		{"/records/nothing?x=1", 400, "x"},
		{"/geocode", 400, "required"},
		{"/geocode?q=", 400, "empty"},
		{"/geocode?q=" + strings.Repeat("x", 501), 400, "500"},
		{"/geocode?q=Kaluga&level=town", 400, "district"},
		{"/reverse?lon=200&lat=0", 400, "180"},
		{"/reverse?lon=30", 400, "lat"},
		{"/boundaries/old/2km/RU.topojson", 404, "held"},
	} {
		status, body := fetch(t, base+test.path)
		var d problem.Details
		if err := json.Unmarshal(body, &d); err != nil || status != test.status || !strings.Contains(string(body), test.says) {
			t.Errorf("%s: %d %s, want %d that says %q", test.path, status, body, test.status, test.says)
		}
	}
}

func TestGeocodeAnswersTheFlagshipCase(t *testing.T) {
	base := server(t)
	var a struct {
		Features []struct {
			Properties struct {
				Geocoding struct {
					RegionID  string `json:"region_id"`
					MatchType string `json:"match_type"`
				}
			}
			Geometry struct{ Type string }
		}
		Suggestions []struct {
			RegionID string `json:"region_id"`
			Why      string
		}
		Rejected []struct {
			RegionID string `json:"region_id"`
			Reason   string
		}
	}
	decode(t, base+"/geocode?q="+url.QueryEscape("Dzhezkazgan district, Kaluga region"), &a)
	if len(a.Features) != 1 || a.Features[0].Properties.Geocoding.RegionID != "RU-KLU" ||
		a.Features[0].Properties.Geocoding.MatchType != "parent_fallback" || a.Features[0].Geometry.Type != "MultiPolygon" {
		t.Errorf("features %+v", a.Features)
	}
	if len(a.Suggestions) != 1 || a.Suggestions[0].RegionID != "RU-KLU.563697" || a.Suggestions[0].Why == "" {
		t.Errorf("suggestions %+v", a.Suggestions)
	}
	if len(a.Rejected) == 0 || !strings.HasPrefix(a.Rejected[0].RegionID, "KZ") || a.Rejected[0].Reason != "outside stated parent" {
		t.Errorf("rejected %+v", a.Rejected)
	}
}

func TestGeocodeBatch(t *testing.T) {
	base := server(t)
	post := func(kind, body string) (int, string) {
		res, err := http.Post(base+"/geocode", kind, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b)
	}
	status, body := post("application/json", `{"queries":[{"q":"Kaluga region"},{"q":"Russian drone"},{"q":"Брянская область","lang":"ru","level":"region"}]}`)
	var answers struct{ Answers []struct{ Features []any } }
	if err := json.Unmarshal([]byte(body), &answers); err != nil || status != 200 || len(answers.Answers) != 3 ||
		len(answers.Answers[0].Features) != 1 || len(answers.Answers[1].Features) != 0 || len(answers.Answers[2].Features) != 1 {
		t.Errorf("%d %v %s", status, err, body)
	}
	for _, test := range []struct {
		kind, body string
		status     int
		says       string
	}{
		{"text/plain", `{}`, 415, "application/json"},
		{"application/json", `{"queries":[]}`, 400, "1 to 1000"},
		{"application/json", `{"queries":[{"q":"x","level":"town"}]}`, 400, "/queries/0/level"},
		{"application/json", `{"queries":[{"query":"x"}]}`, 400, "query"},
		{"application/json", `{"queries":[{"q":"x"}]} {}`, 400, "more after"},
		{"application/json", `{"queries":`, 400, "ends in the middle"},
		{"application/json", ``, 400, "is empty"},
		{"application/json", `queries`, 400, "is not JSON at byte 1"},
		{"application/json", `["Kaluga"]`, 400, "has array, where an object is expected"},
		{"application/json", `{"queries":["Kaluga"]}`, 400, "has string at /queries, where an object is expected"},
		{"application/json", `{"queries":[{"q":1}]}`, 400, "has number at /queries/q, where a string is expected"},
		{"application/json", `{"q":"Kaluga"}`, 400, `has an unknown member \"q\"`},
		{"application/json", `{"queries":[{"q":"x","limit":0}]}`, 400, "/queries/0/limit"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/geometry: is not a geometry"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/queries/0/within"},
		{"application/json", `{"queries":[{"q":"x","within":"Kaluga"},{"q":"x","at":"once"}],"geometry":"circle"}`, 400, "/queries/1/at"},
		{"application/json", `{"queries":[{"q":"` + strings.Repeat("x", 1<<20) + `"}]}`, 413, ""},
	} {
		status, body := post(test.kind, test.body)
		if status != test.status || !strings.Contains(body, test.says) {
			t.Errorf("%.60s: %d %.300s, want %d that says %q", test.body, status, body, test.status, test.says)
		}
		if strings.Contains(body, "Go ") || strings.Contains(body, "struct") {
			t.Errorf("%.60s: speaks of this program's types: %s", test.body, body)
		}
	}
}

func TestOneFormMayBeNamed(t *testing.T) {
	base := server(t)
	for _, path := range []string{"/geocode?q=Kaluga&f=json", "/reverse?lon=36&lat=54&f=json", "/ledger?night=2025-08-27&f=json", "/restrictions?f=json", "/records/doc-seed?f=json"} {
		if status, body := fetch(t, base+path); status != 200 {
			t.Errorf("%s: %d %s", path, status, body)
		}
		if status, _ := fetch(t, base+strings.Replace(path, "json", "xml", 1)); status != 400 {
			t.Errorf("%s: another form than JSON: %d", path, status)
		}
	}
}

func TestAttributionNamesEachSourceOnce(t *testing.T) {
	base := server(t)
	var a struct{ Geocoding struct{ Attribution string } }
	decode(t, base+"/geocode?q=Kaluga&geometry=none", &a)
	if n := strings.Count(a.Geocoding.Attribution, "OpenStreetMap"); n != 1 {
		t.Errorf("OpenStreetMap stands %d times in %q", n, a.Geocoding.Attribution)
	}
}

func TestReverse(t *testing.T) {
	base := server(t)
	var a struct {
		Features []struct {
			Properties struct {
				Geocoding struct {
					RegionID string `json:"region_id"`
					Label    string
				}
			}
		}
	}
	decode(t, base+"/reverse?lon=35.99&lat=54.83&lang=ru", &a)
	if len(a.Features) != 1 || a.Features[0].Properties.Geocoding.RegionID != "RU-KLU.563697" ||
		a.Features[0].Properties.Geocoding.Label != "Дзержинский район, Калужская область, Россия" {
		t.Errorf("Kondrovo: %+v", a.Features)
	}
	var off struct {
		Features []struct {
			Properties struct {
				Geocoding struct {
					Snapped   bool
					DistanceM float64 `json:"distance_m"`
				}
			}
		}
	}
	decode(t, base+"/reverse?lon=39.2&lat=47.28", &off)
	if g := off.Features[0].Properties.Geocoding; !g.Snapped || g.DistanceM < 1 || g.DistanceM != math.Trunc(g.DistanceM) {
		t.Errorf("off the coast of Azov, to whole metres: %+v", g)
	}
	decode(t, base+"/reverse?lon=-30&lat=-40", &a)
	if len(a.Features) != 0 {
		t.Errorf("mid-Atlantic: %+v", a.Features)
	}
}

func TestARecordIsTheWholeStory(t *testing.T) {
	base := server(t)
	var full struct {
		Record     struct{ ID string }
		Statements []struct{ ID, Speaker string }
		Remarks    []struct {
			ID     string
			Checks []struct{ Check, Result, Note string }
		}
		Names     map[string]struct{ EN, RU, UK string }
		Documents []struct{ ID string }
		Tallies   []struct{ ID string }
		Link      struct {
			Relation string
			Tests    map[string]string
		}
		Revisions []struct{ Author string }
	}
	decode(t, base+"/records/inc-2025-08-27-kaluga-dzerzhinsky", &full)
	if full.Link.Relation != "outside" || full.Link.Tests["region"] != "fail" || full.Link.Tests["window"] != "pass" {
		t.Errorf("link %+v", full.Link)
	}
	// The article's comparison rests on no record of its own, and is contradicted by its own numbers.
	if i := slices.IndexFunc(full.Remarks, func(r struct {
		ID     string
		Checks []struct{ Check, Result, Note string }
	}) bool {
		return r.ID == "st-seed-comparison"
	}); i < 0 || full.Remarks[i].Checks[0].Result != "contradicted" {
		t.Errorf("remarks %+v", full.Remarks)
	}
	for _, s := range full.Statements {
		for _, r := range full.Remarks {
			if r.ID == s.ID {
				t.Errorf("%s is a statement and a remark", s.ID)
			}
		}
	}
	if full.Names["RU-KLU.563697"].RU != "Дзержинский район" || full.Names["KZ"].EN != "Kazakhstan" || full.Names["RU-ORL"].UK == "" {
		t.Errorf("names %v", full.Names)
	}
	if len(full.Statements) == 0 || len(full.Documents) == 0 || len(full.Revisions) != 1 || full.Tallies[0].ID != "tal-2025-08-27-ru" {
		t.Errorf("%+v", full)
	}
}

func TestLedgerOfANight(t *testing.T) {
	base := server(t)
	var l struct {
		Nights []struct {
			Scope          []string
			Total          bounds
			NotInIncidents struct{ Min, Max *int } `json:"not_in_incidents"`
			Outside        []struct{ ID string }
		}
		Tallies []struct{ ID string }
	}
	decode(t, base+"/ledger?night=2025-08-27&within=RU", &l)
	if len(l.Nights) != 1 || l.Nights[0].Total.String() != "26 26 26" || *l.Nights[0].NotInIncidents.Min != 11 || *l.Nights[0].NotInIncidents.Max != 25 ||
		len(l.Nights[0].Outside) != 1 || l.Nights[0].Outside[0].ID != "inc-2025-08-27-kaluga-dzerzhinsky" {
		t.Errorf("%s", jsonText(l))
	}
	var r struct {
		Restrictions []struct {
			Record struct {
				RegionID string `json:"region_id"`
			}
		}
	}
	if decode(t, base+"/restrictions", &r); len(r.Restrictions) != 7 {
		t.Errorf("%d restrictions, want 7", len(r.Restrictions))
	}
}

func TestBoundaryChunks(t *testing.T) {
	base, version := server(t), service(t).Gazetteer.Tree.Version()
	for _, test := range []struct {
		path string
		most int
		want string
	}{
		{"overview/all", 400_000, `"RU-KLU"`}, {"2km/RU", 3_000_000, `"RU-KLU"`}, {"100m/RU-KLU", 400_000, `"RU-KLU.563697"`},
		{"2km/world", 6_000_000, `"KZ"`}, {"2km/waters", 1_000_000, `water.black-sea`},
	} {
		status, body := fetch(t, base+"/boundaries/"+version+"/"+test.path+".topojson")
		if status != 200 || !strings.Contains(string(body), test.want) || len(body) > test.most {
			t.Errorf("%s: %d, %d bytes", test.path, status, len(body))
		}
	}
	var places struct {
		Places []struct{ Name struct{ EN, RU string } }
	}
	decode(t, base+"/boundaries/"+version+"/places/world.json", &places)
	if len(places.Places) < 50 {
		t.Errorf("%d places of the world", len(places.Places))
	}
	for _, path := range []string{"2km/all.topojson", "2km/XX.topojson", "1m/RU.topojson", "2km/RU.json", "places/RU.json", "places/world.txt"} {
		if status, _ := fetch(t, base+"/boundaries/"+version+"/"+path); status != 404 {
			t.Errorf("%s: %d, want 404", path, status)
		}
	}
}

// BenchmarkChoropleth computes and writes each answer anew. The baseline adds the same night's incidents up in maps and
// leaves the writing to encoding/json: no bounds, no official totals, no classes.
func BenchmarkChoropleth(b *testing.B) {
	c, e := service(b).Config, echo.New()
	c.Responder = respond.New(0, 1) // keeps nothing
	s := maps.New(c)
	for _, test := range []struct{ name, query string }{
		{"night values", "from=2025-08-27&to=2025-08-27&geometry=none&covered=true"},
		{"night polygons", "from=2025-08-27&to=2025-08-27&within=RU&zoom=4"},
		{"whole period", "geometry=none"},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				req := httptest.NewRequest("GET", "/choropleth?"+test.query, nil)
				if err := s.Choropleth(e.NewContext(req, httptest.NewRecorder())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("naive, night values", func(b *testing.B) {
		b.ReportAllocs()
		night := record.NewDate(2025, time.August, 27)
		for b.Loop() {
			snap := s.Snapshots.Current()
			sums := map[string]int{}
			for _, inc := range snap.Incidents() {
				if inc.When.NightOf != nil && *inc.When.NightOf == night && inc.Count != nil && inc.Count.Min != nil && len(inc.Place.RegionIDs) == 1 {
					sums[inc.Place.RegionIDs[0]] += *inc.Count.Min
				}
			}
			var features []map[string]any
			for id, n := range sums {
				features = append(features, map[string]any{"type": "Feature", "id": id, "geometry": nil, "properties": map[string]any{"region_id": id, "min": n}})
			}
			if _, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
