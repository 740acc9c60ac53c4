package api_test

import (
	table "encoding/csv"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"oblast/data/population"
)

// TestPerPopulationIsTheOperatorsTable, named beside the numbers; a region that it lacks has no rate, and no class.
func TestPerPopulationIsTheOperatorsTable(t *testing.T) {
	const at = "/choropleth?geometry=none&per=population&from=2025-08-27&to=2025-08-27"
	c, _ := config(t)
	plain := start(t, c)
	a := plain.ask(t, http.MethodGet, at, "")
	if d := details(t, a); a.StatusCode != 400 || d.Errors[0].Field != "per" || !strings.Contains(d.Errors[0].Detail, "populations") {
		t.Errorf("without a table: %d %.300s", a.StatusCode, a.body)
	}
	var err error
	if c.Population, err = population.Read("an operator's count of 2024", strings.NewReader("region_id,population\nRU-ROS,4000000\n"), func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	s := start(t, c)
	doc := fetch[struct {
		Population string
		Legend     struct{ Unit string }
		Features   []struct {
			ID         string
			Properties struct {
				Rate  *float64
				Class *int
				Min   *int
			}
		}
	}](t, s, at)
	if doc.Population != "an operator's count of 2024" || doc.Legend.Unit != "drones per 100,000 people" {
		t.Errorf("named %q, unit %q", doc.Population, doc.Legend.Unit)
	}
	for _, f := range doc.Features {
		switch p := f.Properties; f.ID {
		case "RU-ROS":
			if p.Rate == nil || *p.Rate != 0.375 || p.Class == nil || *p.Min != 15 {
				t.Errorf("Rostov: %+v", p)
			}
		case "RU-ORL":
			if p.Rate != nil || p.Class != nil || *p.Min != 4 {
				t.Errorf("Oryol, which the table lacks: %+v", p)
			}
		}
	}
	if one, other := plain.ask(t, "GET", "/choropleth?geometry=none", ""), s.ask(t, "GET", "/choropleth?geometry=none", ""); one.Header.Get("ETag") == other.Header.Get("ETag") {
		t.Error("answers made with another table have the same entity tag")
	}
}

// TestTheLedgerInItsForms: a page for a person, with the words of both sides; a table for a spreadsheet.
func TestTheLedgerInItsForms(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	page := s.ask(t, "GET", "/ledger?night=2025-08-27", "", "Accept", "text/html")
	for _, want := range []string{"<h1>Night of 27 August 2025</h1>", "Russian defence ministry", "Vladislav Shapsha (governor)", "Rostov Oblast 15", "Outside the total", "region: does not fit",
		"11 to 25", "a significant increase", `rel="prev"`, `rel="next"`, "Damage and harm reported", "Poltava"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page of the night lacks %q", want)
		}
	}
	if got := page.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("content type %s", got)
	}
	csv := s.ask(t, "GET", "/ledger?night=2025-08-27&f=csv", "")
	for _, want := range []string{"2025-08-27,2025-08-27,night,RU,total,,,,26,26,26,", "2025-08-27,2025-08-27,night,RU,region,RU-ROS,value,false,15,15,15,1,,,15,15,15,",
		"incident,inc-2025-08-27-kaluga-dzerzhinsky,,,,,,,,,,,,outside,pass,fail,pass,unknown,,", "night,UA,residual,UA,,,74,,74,"} {
		if !strings.Contains(csv.body, want) {
			t.Errorf("the table lacks %q", want)
		}
	}
	rows, err := table.NewReader(strings.NewReader(csv.body)).ReadAll()
	if err != nil || len(rows) < 20 || len(rows[0]) != 31 {
		t.Errorf("%d rows: %v", len(rows), err)
	}
	if index := s.ask(t, "GET", "/ledger?f=html", ""); !strings.Contains(index.body, "Night of 27 August 2025</a>") || !strings.Contains(index.body, "11 to 25") {
		t.Error("the list of nights does not lead to the night")
	}
	if nothing := s.ask(t, "GET", "/ledger?f=html&night=1999-01-01", ""); nothing.StatusCode != 200 || !strings.Contains(nothing.body, "Nothing is kept of this time") {
		t.Errorf("a night of which nothing is kept: %d", nothing.StatusCode)
	}
}

// TestCoverage: which regions any source spoke of, and how many did.
func TestCoverage(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	doc := fetch[struct {
		Regions []struct {
			RegionID string `json:"region_id"`
			Covered  bool
			Sources  int `json:"n_sources"`
			Tallies  int `json:"n_tallies"`
		}
	}](t, s, "/coverage?from=2025-08-27&to=2025-08-27&f=json")
	seen := map[string]string{}
	for _, r := range doc.Regions {
		seen[r.RegionID] = "silence"
		if r.Covered {
			seen[r.RegionID] = "as part of a whole"
		}
		if r.Sources > 0 {
			seen[r.RegionID] = "itself"
		}
	}
	for id, want := range map[string]string{"RU-KLU": "itself", "RU-ROS": "itself", "UA-53": "itself", "RU-TA": "as part of a whole"} {
		if seen[id] != want {
			t.Errorf("%s: %s, want %s", id, seen[id], want)
		}
	}
	if a := s.ask(t, "GET", "/coverage?level=country&from=2025-08-27&to=2025-08-27&f=csv", ""); !strings.Contains(a.body, "\r\nKZ,Kazakhstan,false,0,0,0\r\n") {
		t.Errorf("Kazakhstan is not told as not covered")
	}
}

// TestTheFeedIsReadToItsEnd, page by page: every revision once.
func TestTheFeedIsReadToItsEnd(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	snap, err := first()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	next, pages := "/feed.json?limit=20&kind=incident", 0
	for ; next != "" && pages < 50; pages++ {
		page := fetch[struct {
			Next  string `json:"next_url"`
			Items []struct{ ID string }
		}](t, s, strings.TrimPrefix(next, s.url))
		for _, item := range page.Items {
			if seen[item.ID] {
				t.Errorf("%s twice", item.ID)
			}
			seen[item.ID] = true
		}
		next = page.Next
	}
	if len(seen) != len(snap.Incidents())+1 || pages < 2 { // one was told otherwise at first
		t.Errorf("%d entries on %d pages for %d incidents", len(seen), pages, len(snap.Incidents()))
	}
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if a := s.ask(t, "GET", "/feed.atom?limit=3", ""); xml.Unmarshal([]byte(a.body), &feed) != nil || len(feed.Entries) != 3 {
		t.Errorf("as Atom: %.300s", a.body)
	}
	a := s.ask(t, "GET", "/feed.json?since=yesterday", "")
	if d := details(t, a); a.StatusCode != 400 || d.Errors[0].Field != "since" {
		t.Errorf("since yesterday: %d %.300s", a.StatusCode, a.body)
	}
}
