package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"oblast/api"
	"oblast/data/record"
)

// untold are the routes that tell nothing of the records, and why an older state of these means nothing there.
var untold = map[string]string{
	"/conformance": "classes of the program", "/api": "the program's own description", "/functions": "functions of filters",
	"/collections/:id/queryables": "columns of the program", "/collections/:id/sortables": "columns of the program", "/collections/:id/schema": "columns of the program",
	"/tiles/ground.json": "waters and settlements", "/tiles/ground/:z/:x/:y.mvt": "waters and settlements",
	"/tileMatrixSets": "grids", "/tileMatrixSets/:tileMatrixSetId": "grids",
	"/styles": "how layers are drawn", "/collections/:id/styles": "how layers are drawn", "/styles/:style/metadata": "how layers are drawn", "/sprites/:file": "pictures of the program",
	"/schemas/:kind":                     "how records are written, whatever they are",
	"/reverse":                           "coordinates to places",
	"/boundaries/:version/:detail/:file": "borders, by their own version", "/boundaries/:version/places/:file": "settlements, by the borders' version",
	"/assets/:file": "files of the program", "/favicon.ico": "a file of the program", "/robots.txt": "a file of the program",
	"/ogcfeatureserver": "another name of the landing page", "/wfs3": "another name of the landing page",
	"/healthz": "the process", "/readyz": "the process", "/metrics": "the process",
}

// aged fills the routes that tell of records with what changes between the two states; "same" begins one whose answer is
// about the address alone, and may be the same in both.
var aged = map[string]string{
	"/": "", "/embed": "",
	"/collections": "/collections", "/collections/:id": "/collections/incidents",
	"/collections/:id/items":                                                "/collections/incidents/items?limit=1000",
	"/collections/:id/items/:fid":                                           "/collections/incidents/items/" + changedID,
	"/collections/:id/aggregate":                                            "/collections/incidents/aggregate?by=region_id&measure=count",
	"/collections/:id/tiles":                                                "same /collections/incidents/tiles",
	"/collections/:id/tiles/:tileMatrixSetId":                               "/collections/incidents/tiles/WebMercatorQuad",
	"/collections/:id/tiles/:tileMatrixSetId/:tileMatrix/:tileRow/:tileCol": "/collections/incidents/tiles/WebMercatorQuad/0/0/0",
	"/collections/:id/tiles.pmtiles":                                        "/collections/incidents/tiles.pmtiles?maxzoom=3",
	"/tiles/:layer.json":                                                    "/tiles/incidents.json",
	"/tiles/:layer/:z/:x/:y.mvt":                                            "/tiles/incidents/0/0/0.mvt",
	"/styles/:style":                                                        "/styles/choropleth",
	"/geocode":                                                              "/geocode?geometry=none&q=" + decidedWords,
	"/choropleth":                                                           "/choropleth?geometry=none",
	"/ledger":                                                               "/ledger",
	"/coverage":                                                             "/coverage?level=region",
	"/feed.atom":                                                            "/feed.atom?limit=3",
	"/feed.json":                                                            "/feed.json?limit=3",
	"/restrictions":                                                         "/restrictions",
	"/records/:id":                                                          "/records/" + changedID,
	"/records/:id/revisions":                                                "/records/" + changedID + "/revisions",
}

// decidedWords mean a place only since a reviewer decided so.
const decidedWords = "flowertown"

const changedID = "inc-2025-08-27-kaluga-dzerzhinsky"

// grown is the starter log and what came after: a correction, an incident far away, an entry of the register, and a reviewer's
// decision about a name.
func grown(t testing.TB) (before, after *log) {
	t.Helper()
	before, after = starterLog(t), starterLog(t)
	for i := len(*after) - 1; i >= 0; i-- {
		if rev := (*after)[i]; rev.RecordID == changedID {
			r, err := record.Decode(rev.Body)
			if err != nil {
				t.Fatal(err)
			}
			inc, ok := r.(*record.Incident)
			if !ok {
				t.Fatalf("%T", r)
			}
			corrected, far := *inc, *inc
			two, start, end := record.Exact(2), time.Date(2025, 12, 14, 2, 0, 0, 0, time.UTC), time.Date(2025, 12, 14, 3, 0, 0, 0, time.UTC)
			corrected.Count = &two
			after.revised(t, &corrected)
			far.ID, far.Effects = "inc-far-away", []record.Effect{}
			far.When = record.When{Start: &start, End: &end, Zone: "Asia/Kamchatka", Precision: "window"}
			far.Place = record.Place{Level: "region", RegionIDs: []string{"RU-KAM"}, Method: "given"}
			after.put(t, "create", &far)
			break
		}
	}
	after.put(t, "create", &record.Restriction{Kind: record.KindRestriction, ID: "res-later", RegionID: "RU-TA", Status: "reported", Statements: []string{}},
		&record.Alias{Kind: record.KindAlias, ID: "al-later", Words: decidedWords, RegionID: "RU-KLU", Author: "A. Reviewer", Reason: "as its people call it"})
	return before, after
}

// TestEveryReadEndpointShowsAnEarlierState: asked as of then, it answers what it answered then, word for word.
func TestEveryReadEndpointShowsAnEarlierState(t *testing.T) {
	before, after := grown(t)
	then, now := live(t, before), live(t, after)
	asOf := fmt.Sprint("as_of=", len(*before))
	first, later := regexp.MustCompile(`\?`+asOf+`(&amp;|\\u0026|&)`), regexp.MustCompile(`(\?|&amp;|\\u0026|&)`+asOf)
	plain := func(s *running, a answer) string {
		body := stamp.ReplaceAllString(strings.ReplaceAll(a.body, s.url, ""), "")
		return later.ReplaceAllString(first.ReplaceAllString(body, "?"), "")
	}
	for _, r := range api.Routes() {
		path := r[1]
		at, tells := aged[path]
		switch _, says := untold[path]; {
		case r[0] != http.MethodGet:
			continue
		case says == tells:
			t.Errorf("%s: it is not said whether an older state may be asked for", path)
			continue
		case says:
			if a := now.ask(t, http.MethodGet, with(address(t, path), asOf), ""); a.StatusCode == http.StatusOK {
				t.Errorf("%s takes as_of, and tells nothing of records", path)
			}
			continue
		case at == "":
			continue // a page: it passes as_of on, as the next test shows
		}
		at, same := strings.CutPrefix(at, "same ")
		t.Run(path, func(t *testing.T) {
			was, is, asked := then.ask(t, "GET", at, ""), now.ask(t, "GET", at, ""), now.ask(t, "GET", with(at, asOf), "")
			if asked.StatusCode != 200 || was.StatusCode != 200 {
				t.Fatalf("%d as of then, %d then: %.300s", asked.StatusCode, was.StatusCode, asked.body)
			}
			if got, want := plain(now, asked), plain(then, was); got != want {
				t.Errorf("as of then it is not what it was then:\n%s", differing(got, want))
			}
			if !same && plain(now, is) == plain(then, was) {
				t.Error("what changed changes nothing here: the test would see no fault")
			}
			if wrong := now.ask(t, "GET", with(at, "as_of=nonsense"), ""); wrong.StatusCode != 400 && wrong.StatusCode != 404 {
				t.Errorf("as of nonsense: %d", wrong.StatusCode)
			}
		})
	}
}

// TestPagesPassAnEarlierStateOn: what the map loads first, the picture that it brings along, and the pages of the ledger.
func TestPagesPassAnEarlierStateOn(t *testing.T) {
	before, after := grown(t)
	s := live(t, after)
	asOf := fmt.Sprint("as_of=", len(*before))
	for _, at := range []string{"/?from=2025-08-27&to=2025-08-27&", "/embed?from=2025-08-27&to=2025-08-27&"} {
		if a := s.ask(t, "GET", at+asOf, "", "Accept", "text/html"); a.StatusCode != 200 || !strings.Contains(a.body, asOf+"&amp;covered=true") {
			t.Errorf("%s does not pass it on: %d", at, a.StatusCode)
		}
	}
	page := s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&"+asOf, "").body
	for _, link := range regexp.MustCompile(`href="(/ledger[^"]*|/records/[^"]*|/\?[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(link[1], asOf) {
			t.Errorf("the page of the night leads to %s, which is not of that state", link[1])
		}
	}
}

// TestSentTextsAreReadAsOfAnEarlierState: what is sent to be read, too, is read under the decisions of then.
func TestSentTextsAreReadAsOfAnEarlierState(t *testing.T) {
	before, after := grown(t)
	now, asOf := live(t, after), fmt.Sprint("as_of=", len(*before))
	for _, c := range []struct{ path, kind, body string }{
		{"/geocode", "application/json", `["` + decidedWords + `"]`},
		{"/geocode", "application/x-ndjson", `"` + decidedWords + `"`},
		{"/geocode/text", "text/plain", "In Flowertown all was quiet."},
		{"/geocode/text", "application/json", `{"text":"In Flowertown all was quiet."}`},
	} {
		ask := func(more string) answer {
			return now.ask(t, "POST", with(c.path, more), c.body, "Content-Type", c.kind)
		}
		if a := ask("geometry=none"); a.StatusCode != 200 || !strings.Contains(a.body, "al-later") {
			t.Errorf("%s, %s: %d, not decided: %.300s", c.path, c.kind, a.StatusCode, a.body)
		}
		if a := ask(asOf); a.StatusCode != 200 || strings.Contains(a.body, "al-later") {
			t.Errorf("%s, %s, as of then: %d, %.300s", c.path, c.kind, a.StatusCode, a.body)
		}
		if a := ask("as_of=nonsense"); a.StatusCode != 400 || !strings.Contains(a.body, `"as_of"`) {
			t.Errorf("%s, %s, as of nonsense: %d, %.300s", c.path, c.kind, a.StatusCode, a.body)
		}
	}
}

// differing cuts two texts to where they part.
func differing(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	cut := func(s string) string { return s[max(0, at-80):min(len(s), at+160)] }
	return fmt.Sprintf("…%q\n…%q", cut(a), cut(b))
}
