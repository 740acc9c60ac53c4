package maps_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/data/snapshot"
)

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
		{"level=district", "RU-MOW", "no_data null null null"}, // a city that has no districts here
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
		{"measure=interceptions&within=UA", "racurs.ua", "gazeta.ru news.mail.ru"},
		{"measure=interceptions&within=RU-KLU", "gazeta.ru", "racurs.ua"},
		{"measure=interceptions&basis=incidents&within=RU-KLU", "gazeta.ru", "racurs.ua news.mail.ru"},
		{"measure=interceptions&basis=incidents&within=RU-ROS", "news.mail.ru", "racurs.ua gazeta.ru"},
		{"measure=damage_reports&basis=incidents&within=UA", "unian.ua", "voronezh-news.ru news.mail.ru gazeta.ru"},
		{"measure=damage_reports&basis=incidents&within=RU-KLU", "", "unian.ua voronezh-news.ru news.mail.ru gazeta.ru"},
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
