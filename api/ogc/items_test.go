package ogc_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"oblast/api/ogc"
	"oblast/data/record"
)

func TestItemsOverTheAntimeridian(t *testing.T) {
	s := start(t, append(said(), spot("east", &record.Point{179.5, 66}), spot("west", &record.Point{-179.5, 66}),
		spot("line", &record.Point{180, 66}), spot("south", &record.Point{179.5, 10}), spot("nowhere", nil), spot("pole", &record.Point{0, 90}))...)
	cases := []struct{ bbox, want string }{
		{"170,60,-170,70", "east line nowhere west"},
		{"170,60,0,-170,70,100", "east line nowhere west"},
		{"179,60,180,70", "east line nowhere"},
		{"-180,60,-179,70", "nowhere west"},
		{"-180,90,180,90", "nowhere pole"},
		{"179.5,66,179.5,66", "east nowhere"},
	}
	for _, c := range cases {
		got := s.items(t, "/collections/interceptions/items?grade=weak&place_method=given&limit=100&bbox="+c.bbox)
		ours := slices.DeleteFunc(got.ids(), func(id string) bool { return strings.HasPrefix(id, "inc-") })
		if strings.Join(ours, " ") != c.want {
			t.Errorf("bbox %s: got %v, want %s", c.bbox, ours, c.want)
		}
	}
	if all := s.items(t, "/collections/regions-1/items?bbox=179,60,-179,70&limit=50&geometry=none"); !slices.Contains(all.ids(), "RU-CHU") || len(all.Features) > 5 {
		t.Errorf("regions over the antimeridian: %v", all.ids())
	}
}

func TestItemsWithoutAPlace(t *testing.T) {
	s := start(t, append(said(), spot("nowhere", nil))...)
	a := s.get(t, "/collections/incidents/items/nowhere")
	var f feature
	if err := json.Unmarshal(a.body, &f); err != nil || f.Geometry != nil || !strings.Contains(string(a.body), `"geometry":null`) {
		t.Errorf("got %s, %v", a.body, err)
	}
	for _, geometry := range []string{"point", "footprint", "none"} {
		page := s.items(t, "/collections/incidents/items?id=nowhere&geometry="+geometry)
		if len(page.Features) != 1 || page.Features[0].Geometry != nil {
			t.Errorf("geometry=%s: %+v", geometry, page.Features)
		}
	}
}

func TestItemsGeometry(t *testing.T) {
	s := start(t)
	const at = "/collections/incidents/items?id=inc-2025-08-27-rostov&geometry="
	for geometry, want := range map[string]string{"point": "Point", "footprint": "MultiPolygon"} {
		page := s.items(t, at+geometry)
		if len(page.Features) != 1 || page.Features[0].Geometry == nil || page.Features[0].Geometry.Type != want {
			t.Errorf("geometry=%s: %+v", geometry, page.Features)
		}
	}
	if page := s.items(t, at+"none"); page.Features[0].Geometry != nil {
		t.Error("geometry=none has a geometry")
	}
	sizes := map[string]int{}
	for _, detail := range []string{"overview", "2km", "500m", "100m"} {
		sizes[detail] = len(s.get(t, "/collections/regions-1/items?id=RU-KLU&detail="+detail).body)
	}
	if sizes["100m"] <= sizes["2km"] {
		t.Errorf("finer is not longer: %v", sizes)
	}
}

func TestItemsProperties(t *testing.T) {
	s := start(t)
	page := s.items(t, "/collections/incidents/items?properties=grade,title&limit=3&geometry=none")
	for _, f := range page.Features {
		if len(f.Properties) != 2 || f.Properties["grade"] == nil || f.Properties["title"] == nil {
			t.Errorf("%s has %v", f.ID, f.Properties)
		}
	}
	if body := string(s.get(t, "/collections/incidents/items?properties=grade,title&limit=1").body); strings.Index(body, `"grade"`) > strings.Index(body, `"title":"One`) {
		t.Errorf("columns not in the order asked for: %s", body)
	}
}

func TestItemsFilters(t *testing.T) {
	s := start(t)
	cases := []struct {
		query string
		want  int
	}{
		{"", 41},
		{"region_id=RU-KLU&is_damage=true", 5},
		{"district_id=RU-KLU.563697&night_of=2025-08-27", 1},
		{"count_best=41", 1},
		{"tally_relation=outside", 1},
		{"region_id=KZ", 0},
		{"bbox=35,54,36.5,55.2&night_of=2025-08-27", 1},
		{"datetime=2025-08-27&region_id=RU-KLU", 1},
		{"datetime=2025-08-27T00:00:00Z", 6},
		{"datetime=2025-11-01/..", 1},
		{"datetime=../2025-08-09", 10},
		{"datetime=2025-08-27/2025-08-28T00:00:00Z&region_id=RU-KLU", 1},
		{"datetime=2020-01-01", 0},
	}
	for _, c := range cases {
		page := s.items(t, "/collections/incidents/items?limit=1000&"+strings.TrimPrefix(c.query, "&"))
		if page.NumberMatched != c.want || len(page.Features) != c.want {
			t.Errorf("%s: %d matched, %d returned, want %d", c.query, page.NumberMatched, len(page.Features), c.want)
		}
	}
}

func TestItemsOfTheViewsAgree(t *testing.T) {
	s := start(t)
	for name, column := range map[string]string{"interceptions": "is_interception", "damage": "is_damage"} {
		view := s.items(t, "/collections/"+name+"/items?limit=1000")
		whole := s.items(t, "/collections/incidents/items?limit=1000&"+column+"=true")
		if len(view.Features) == 0 || !slices.Equal(view.ids(), whole.ids()) {
			t.Errorf("%s: %v, want %v", name, view.ids(), whole.ids())
		}
	}
	if a := s.get(t, "/collections/damage/items/inc-2025-08-27-kaluga-dzerzhinsky"); a.status != 404 {
		t.Errorf("an interception is among damage: %d", a.status)
	}
	if page := s.items(t, "/collections/damage/items?is_damage=false"); page.NumberMatched != 0 {
		t.Errorf("a filter lifts the view's condition: %d", page.NumberMatched)
	}
}

func TestItemsLimit(t *testing.T) {
	s := start(t)
	if page := s.items(t, "/collections/incidents/items"); len(page.Features) != 10 || page.link("next") == "" || page.Notice != "" {
		t.Errorf("without a limit: %d features, next %q", len(page.Features), page.link("next"))
	}
	page := s.items(t, "/collections/incidents/items?limit=999999")
	if len(page.Features) != 41 || !strings.Contains(page.Notice, "10000") {
		t.Errorf("limit=999999: %d features, notice %q", len(page.Features), page.Notice)
	}
	// A file holds far more; where it does not, a header says so.
	for limit, lowered := range map[string]bool{"999999": false, "20000000": true} {
		if a := s.get(t, "/collections/incidents/items?f=csv&limit="+limit); (a.header.Get(ogc.NoticeHeader) != "") != lowered {
			t.Errorf("CSV, limit=%s: notice %q", limit, a.header.Get(ogc.NoticeHeader))
		}
	}
	for _, limit := range []string{"0", "-1", "ten", "1.5", "", "99999999999999999999"} {
		if a := s.get(t, "/collections/incidents/items?limit="+limit); a.status != 400 {
			t.Errorf("limit=%s: status %d", limit, a.status)
		}
	}
}

// TestItemsNextWhileDataChanges walks all pages while incidents are added and retracted behind, at and before the
// cursor: what was there all the time is seen exactly once.
func TestItemsNextWhileDataChanges(t *testing.T) {
	more := said()
	for i := range 40 {
		more = append(more, spot(fmt.Sprintf("n-%03d", i*10), &record.Point{30, 50}))
	}
	s := start(t, more...)
	var got []string
	next, step := s.URL+"/collections/incidents/items?limit=7&place_method=given&grade=weak", 0
	for next != "" {
		page := s.items(t, next)
		got = append(got, page.ids()...)
		next = page.link("next")
		s.log.add(t, fmt.Sprintf("n-%03d", step*20+1), spot(fmt.Sprintf("n-%03d", step*20+1), nil))
		s.log.add(t, fmt.Sprintf("a-%03d", step), spot(fmt.Sprintf("a-%03d", step), nil))
		if n := len(got); n > 3 {
			s.log.add(t, got[n-1], nil) // the cursor itself is retracted
		}
		if err := s.live.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if step++; step > 50 {
			t.Fatal("the walk does not end")
		}
	}
	seen := map[string]int{}
	for _, id := range got {
		seen[id]++
	}
	for i := range 40 {
		if id := fmt.Sprintf("n-%03d", i*10); seen[id] != 1 {
			t.Errorf("%s was seen %d times", id, seen[id])
		}
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s was seen %d times", id, n)
		}
	}
}

func TestItemsPrevReturns(t *testing.T) {
	s := start(t)
	first := s.items(t, "/collections/incidents/items?limit=15&properties=grade")
	second := s.items(t, first.link("next"))
	third := s.items(t, second.link("next"))
	if first.link("prev") != "" || third.link("next") != "" || len(third.Features) != 11 {
		t.Errorf("first has prev %q, third next %q and %d features", first.link("prev"), third.link("next"), len(third.Features))
	}
	if back := s.items(t, third.link("prev")); !slices.Equal(back.ids(), second.ids()) {
		t.Errorf("prev of the third is %v", back.ids())
	}
	back := s.items(t, second.link("prev"))
	if !slices.Equal(back.ids(), first.ids()) || back.link("prev") != "" || back.link("next") == "" {
		t.Errorf("prev of the second is %v, prev %q", back.ids(), back.link("prev"))
	}
	if again := s.items(t, back.link("next")); !slices.Equal(again.ids(), second.ids()) {
		t.Errorf("next of that is %v", again.ids())
	}
}

// The acceptance values of the night to 27 August 2025.
// Totals have no time that datetime could choose by: the answer says so, and where a period is chosen.
func TestItemsTotalsSayThatDatetimeChoosesNothing(t *testing.T) {
	s := start(t)
	for path, want := range map[string]string{
		"/collections/totals-1/items?datetime=2025-08-27&limit=1&geometry=none":                  "datetime chooses nothing here",
		"/collections/totals-1/items?datetime=2025-08-27&limit=20000&geometry=none&status=value": "limit 20000 was lowered to 10000",
		"/collections/totals-1/items?from=2025-08-27&to=2025-08-27&limit=1&geometry=none":        "",
		"/collections/incidents/items?datetime=2025-08-27&limit=1":                               "",
	} {
		a := s.get(t, path)
		if got := a.header.Get(ogc.NoticeHeader); a.status != 200 || (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %d, notice %q, want %q", path, a.status, got, want)
		}
	}
}

func TestItemsTotals(t *testing.T) {
	s := start(t)
	const night = "/collections/totals-1/items?from=2025-08-27&to=2025-08-27&part=night&geometry=none&limit=1000&country=&basis="
	at := func(basis, id string) map[string]any {
		page := s.items(t, strings.Replace(night, "&country=", "", 1)+basis+"&region_id="+id)
		if len(page.Features) != 1 {
			t.Fatalf("%s %s: %d features", basis, id, len(page.Features))
		}
		return page.Features[0].Properties
	}
	cases := []struct {
		basis, id, status string
		least, most       any
	}{
		{"claimed", "RU-ROS", "value", 15., 15.}, {"claimed", "RU-ORL", "value", 4., 4.}, {"claimed", "RU-BEL", "value", 3., 3.},
		{"claimed", "RU-BRY", "value", 2., 2.}, {"claimed", "RU-KRS", "value", 2., 2.}, {"claimed", "RU-KLU", "none_reported", nil, nil},
		{"incidents", "RU-KLU", "value", 1., 1.}, {"incidents", "RU-ROS", "value", 1., nil}, {"incidents", "RU-ORL", "no_data", nil, nil},
		{"reconciled", "RU-KLU", "value", 1., 1.}, {"reconciled", "DE-BY", "not_covered", nil, nil},
	}
	for _, c := range cases {
		p := at(c.basis, c.id)
		if p["status"] != c.status || p["min"] != c.least || p["max"] != c.most || p["period_from"] != "2025-08-27" {
			t.Errorf("%s %s: %v {%v, %v}, want %s {%v, %v}", c.basis, c.id, p["status"], p["min"], p["max"], c.status, c.least, c.most)
		}
	}
	if a := s.get(t, "/collections/totals-2/items?measure=killed&basis=claimed"); a.status != 400 || !strings.Contains(string(a.body), "reconciled") {
		t.Errorf("claimed killed: %d %s", a.status, a.body)
	}
	if a := s.get(t, "/collections/totals-2/items?from=2025-09-01&to=2025-08-01"); a.status != 400 {
		t.Errorf("a period that ends before it starts: %d", a.status)
	}
	whole := s.items(t, "/collections/totals-1/items?region_id=RU-KLU&geometry=none")
	if p := whole.Features[0].Properties; p["period_from"] != "2025-08-09" || p["period_to"] != "2025-11-01" {
		t.Errorf("the kept period: %v to %v", p["period_from"], p["period_to"])
	}
}

func TestItemsBadRequests(t *testing.T) {
	s := start(t)
	const at = "/collections/incidents/items"
	cases := []struct {
		path   string
		status int
		says   []string
	}{
		{at + "?colour=red", 400, []string{"colour", "limit", "region_id"}},
		{at + "?limit=5&limit=6", 400, []string{"limit", "more than once"}},
		{at + "?region_id=RU-KLU&region_id=RU-BRY", 400, []string{"region_id", "more than once"}},
		{at + "?region_id=", 400, []string{"region_id"}},
		{at + "?bbox=1,2,3", 400, []string{"bbox", "west,south,east,north"}},
		{at + "?bbox=1,2,x,4", 400, []string{"bbox"}},
		{at + "?bbox=0,10,1,0", 400, []string{"bbox", "south"}},
		{at + "?bbox=NaN,0,1,1", 400, []string{"bbox"}},
		{at + "?datetime=yesterday", 400, []string{"datetime", "RFC 3339"}},
		{at + "?datetime=2025-13-01", 400, []string{"datetime"}},
		{at + "?datetime=2025-08-02/2025-08-01", 400, []string{"datetime"}},
		{at + "?grade=good", 400, []string{"grade", "confirmed", "weak"}},
		{at + "?count_min=many", 400, []string{"count_min", "integer"}},
		{at + "?is_damage=yes", 400, []string{"is_damage", "true", "false"}},
		{at + "?night_of=27.08.2025", 400, []string{"night_of", "YYYY-MM-DD"}},
		{at + "?properties=title,colour", 400, []string{"properties", "colour", "grade"}},
		{at + "?geometry=line", 400, []string{"geometry", "footprint"}},
		{at + "?f=xml", 400, []string{"json", "html", "csv"}},
		{at + "?limit=%zz", 400, []string{"query"}},
		{at + "?limit=0&bbox=1&grade=x", 400, []string{"limit", "bbox", "grade"}},
		{at + "?from=2025-08-27", 400, []string{"from"}},
		{"/collections/nope/items", 404, []string{"nope", "incidents"}},
		{"/collections/dUmmYColLection", 404, []string{"incidents"}},
		{at + "/nope", 404, []string{"nope"}},
		{at + "/inc-2025-08-27-rostov?limit=1", 400, []string{"limit"}},
		{"/collections?limit=1", 400, []string{"limit"}},
		{"/conformance?f=csv", 400, []string{"html"}},
	}
	for _, c := range cases {
		a := s.get(t, c.path)
		if a.status != c.status || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", c.path, a.status, a.header.Get("Content-Type"))
		}
		for _, word := range c.says {
			if !strings.Contains(string(a.body), word) {
				t.Errorf("%s: does not say %q: %s", c.path, word, a.body)
			}
		}
	}
	if a := s.get(t, at, "Accept", "image/png"); a.status != 406 || !strings.Contains(string(a.body), "f=csv") {
		t.Errorf("Accept: image/png: %d %s", a.status, a.body)
	}
}

func TestItemsFormats(t *testing.T) {
	s := start(t)
	const at = "/collections/incidents/items"
	cases := []struct{ path, accept, want string }{
		{at, "", "application/geo+json"},
		{at, "*/*", "application/geo+json"},
		{at, "application/json", "application/geo+json"},
		{at, "application/geo+json, application/json", "application/geo+json"},
		{at, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"},
		{at, "text/csv", "text/csv; charset=utf-8; header=present"},
		{at + "?f=csv", "text/html", "text/csv; charset=utf-8; header=present"},
		{at + "?f=json", "text/html", "application/geo+json"},
	}
	for _, c := range cases {
		if a := s.get(t, c.path, "Accept", c.accept); a.status != 200 || a.header.Get("Content-Type") != c.want {
			t.Errorf("%s, Accept %q: %d %s, want %s", c.path, c.accept, a.status, a.header.Get("Content-Type"), c.want)
		}
	}
	csv := s.get(t, at+"?f=csv&limit=5")
	if lines := strings.Count(string(csv.body), "\r\n"); lines != 6 || !strings.Contains(csv.header.Get("Link"), `rel="next"`) || csv.header.Get("OGC-NumberMatched") != "41" {
		t.Errorf("CSV: %d lines, Link %q", lines, csv.header.Get("Link"))
	}
}

func TestHead(t *testing.T) {
	s := start(t)
	for _, path := range []string{"/", "/conformance", "/api", "/collections", "/collections/incidents", "/collections/incidents/items",
		"/collections/incidents/items?f=html", "/collections/incidents/items?f=csv", "/collections/regions-0/items?limit=500",
		"/collections/incidents/items/inc-2025-08-27-rostov", "/collections/incidents/queryables", "/collections/incidents/schema"} {
		get, head := s.get(t, path, "Accept-Encoding", "identity"), s.do(t, http.MethodHead, path)
		if head.status != 200 || len(head.body) != 0 || head.header.Get("Content-Type") != get.header.Get("Content-Type") || head.header.Get("ETag") != get.header.Get("ETag") {
			t.Errorf("HEAD %s: %d, %d bytes, %v", path, head.status, len(head.body), head.header)
		}
	}
	if a := s.do(t, http.MethodHead, "/collections/incidents/items/nope"); a.status != 404 || len(a.body) != 0 {
		t.Errorf("HEAD of nothing: %d", a.status)
	}
}

func TestNotModified(t *testing.T) {
	s := start(t, said()...)
	for _, path := range []string{"/collections", "/collections/incidents/items", "/collections/incidents/items?f=html", "/collections/regions-1/items/RU-KLU"} {
		first := s.get(t, path)
		if a := s.get(t, path, "If-None-Match", first.header.Get("ETag")); a.status != 304 || len(a.body) != 0 {
			t.Errorf("%s: %d with its own tag %s", path, a.status, first.header.Get("ETag"))
		}
	}
	old := s.get(t, "/collections/incidents/items").header.Get("ETag")
	s.log.add(t, "new", spot("new", nil))
	if err := s.live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := s.get(t, "/collections/incidents/items", "If-None-Match", old); a.status != 200 {
		t.Errorf("an old tag: %d", a.status)
	}
}

func TestItemRetracted(t *testing.T) {
	s := start(t, append(said(), spot("gone", nil))...)
	if a := s.get(t, "/collections/incidents/items/gone"); a.status != 200 {
		t.Fatalf("before: %d", a.status)
	}
	s.log.add(t, "gone", nil)
	if err := s.live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := s.get(t, "/collections/incidents/items/gone"); a.status != 404 || !strings.Contains(string(a.body), "retracted") {
		t.Errorf("after: %d %s", a.status, a.body)
	}
}
