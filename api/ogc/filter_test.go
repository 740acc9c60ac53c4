package ogc_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"oblast/api/ogc"
)

// filtered is the address of incidents with a filter, up to 1,000.
func filtered(filter string, more ...string) string {
	return "/collections/incidents/items?limit=1000&filter=" + url.QueryEscape(filter) + strings.Join(more, "")
}

func TestFilter(t *testing.T) {
	s := start(t)
	cases := []struct{ filter, same string }{
		{"region_id = 'RU-KLU' AND is_damage = true", "region_id=RU-KLU&is_damage=true"},
		{"within_region('RU-KLU') AND is_damage = true", "region_id=RU-KLU&is_damage=true"},
		{"within_region('RU')", "country=RU"},
		{"within_region('RU-KLU.563697')", "district_id=RU-KLU.563697"},
		{"night('2025-08-27')", "night_of=2025-08-27"},
		{"night_of = DATE('2025-08-27')", "night_of=2025-08-27"},
		{"night_of = '2025-08-27'", "night_of=2025-08-27"},
		{"count_best BETWEEN 41 AND 41", "count_best=41"},
		{"region_id IN ('RU-KLU')", "region_id=RU-KLU"},
		{"region_id LIKE 'RU-KL%'", "region_id=RU-KLU"},
		{"CASEI(region_id) = CASEI('ru-klu')", "region_id=RU-KLU"},
		{"geometry IS NOT NULL AND S_INTERSECTS(geom, BBOX(35,54,36.5,55.2)) AND night('2025-08-27')", "bbox=35,54,36.5,55.2&night_of=2025-08-27"},
		{"near(36, 54.6, 0) OR region_id = 'RU-KLU'", "region_id=RU-KLU"},
		{"near(36, 54.6, 20037508)", "bbox=-180,-90,180,90"},
		{"1 = 1", ""},
	}
	for _, c := range cases {
		want := s.items(t, "/collections/incidents/items?limit=1000&"+c.same)
		got := s.items(t, filtered(c.filter))
		if len(want.Features) == 0 || !slices.Equal(got.ids(), want.ids()) || got.NumberMatched != want.NumberMatched {
			t.Errorf("%s: %v, want %v", c.filter, got.ids(), want.ids())
		}
	}
	both := s.items(t, filtered("is_damage = true", "&region_id=RU-KLU&datetime=2025-08-27/.."))
	want := s.items(t, "/collections/incidents/items?limit=1000&region_id=RU-KLU&is_damage=true&datetime=2025-08-27/..")
	if len(want.Features) == 0 || !slices.Equal(both.ids(), want.ids()) {
		t.Errorf("beside other conditions: %v, want %v", both.ids(), want.ids())
	}
	a := s.get(t, filtered("region_id = 'RU-KLU'"))
	if plan := a.header.Get(ogc.PlanHeader); !strings.Contains(plan, "region_id") {
		t.Errorf("plan %q", plan)
	}
	if n := s.items(t, "/collections/damage/items?limit=1000&filter=is_damage%3Dfalse").NumberMatched; n != 0 {
		t.Errorf("a filter lifts the view's condition: %d", n)
	}
}

func TestFilterOfRegionsAndTotals(t *testing.T) {
	s := start(t)
	for path, want := range map[string]string{
		"/collections/regions-1/items?filter=within_region('composite.moscow')&geometry=none":                                  "RU-MOS RU-MOW",
		"/collections/regions-0/items?filter=within_region('RU')&geometry=none":                                                "RU",
		"/collections/totals-1/items?from=2025-08-27&to=2025-08-27&filter=within_region('RU-KLU')%20AND%20min=1&geometry=none": "RU-KLU",
		"/collections/regions-1/items?filter=S_CONTAINS(geometry,POINT(36.26%2054.51))&geometry=none":                          "RU-KLU",
		"/collections/regions-1/items?filter=S_INTERSECTS(geometry,BBOX(179,60,-179,70))&geometry=none":                        "RU-CHU",
	} {
		if got := s.items(t, path).ids(); strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", path, got, want)
		}
	}
	if got := s.items(t, "/collections/regions-2/items?limit=1000&filter=within_region('RU-KLU')&geometry=none"); len(got.Features) < 20 || got.NumberMatched != len(got.Features) {
		t.Errorf("%d districts", len(got.Features))
	}
}

func TestFilterInJSONAndOtherSystems(t *testing.T) {
	s := start(t)
	want := s.items(t, filtered("S_INTERSECTS(geometry,BBOX(30,50,40,56))")).ids()
	for _, path := range []string{
		filtered(`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[30,50,40,56]}]}`, "&filter-lang=cql2-json"),
		filtered("S_INTERSECTS(geometry,BBOX(50,30,56,40))", "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326"),
		filtered("S_INTERSECTS(geometry,BBOX(3339584.7238,6446275.8411,4452779.6317,7558415.656))", "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/3857"),
	} {
		if got := s.items(t, path).ids(); len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

func TestFilterFaults(t *testing.T) {
	s := start(t)
	cases := []struct{ query, want string }{
		{"filter=" + url.QueryEscape("region_id IN ('Kalug')"), "column 15: `Kalug` is not a region_id; did you mean RU-KLU?"},
		{"filter=" + url.QueryEscape("region_id = 'RU-KLUU'"), "did you mean RU-KLU?"},
		{"filter=" + url.QueryEscape("within_region('Калужская')"), "did you mean RU-KLU?"},
		{"filter=" + url.QueryEscape("grade = 'confirmd'"), "`confirmd` is not a value of grade (did you mean confirmed?)"},
		{"filter=" + url.QueryEscape("near(36, 155, 10)"), "is not a longitude and a latitude"},
		{"filter=" + url.QueryEscape(`{"op":"not"}`), "filter-lang=cql2-json"},
		{"filter=x&filter-lang=cql", "is not one of the allowed values"},
		{"filter=", "is empty"},
		{"sortby=nothing", "nothing is not one of the allowed values"},
	}
	for _, c := range cases {
		a := s.get(t, "/collections/incidents/items?"+c.query)
		if a.status != 400 || !strings.Contains(string(a.body), strings.Trim(string(must(json.Marshal(c.want))), `"`)) && !strings.Contains(string(a.body), c.want) {
			t.Errorf("%s: %d %s, want %s", c.query, a.status, a.body, c.want)
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func TestSortby(t *testing.T) {
	s := start(t)
	for _, order := range []string{"-count_max", "%2Bnight_of,-title", "+night_of", "region_id", "is_damage,-time_start"} {
		all := s.items(t, "/collections/incidents/items?limit=1000&geometry=none&sortby="+order)
		name := strings.Trim(strings.Split(strings.Replace(order, "%2B", "+", 1), ",")[0], "+- ")
		var before any
		for i, f := range all.Features {
			now := f.Properties[name]
			if i > 0 && now != nil && before == nil {
				t.Errorf("%s: a value follows null", order)
			}
			if x, ok := now.(float64); ok && i > 0 && x > before.(float64) {
				t.Errorf("%s: %v follows %v", order, x, before)
			}
			if x, ok := now.(string); ok && i > 0 && x < before.(string) {
				t.Errorf("%s: %v follows %v", order, x, before)
			}
			before = now
		}
		var walked []string
		var back string
		for next := "/collections/incidents/items?limit=7&geometry=none&sortby=" + order; next != ""; {
			page := s.items(t, next)
			walked, back, next = append(walked, page.ids()...), page.link("prev"), page.link("next")
		}
		if !slices.Equal(walked, all.ids()) || len(walked) != all.NumberMatched {
			t.Errorf("%s: pages give %v, want %v", order, walked, all.ids())
		}
		steps := 0
		for ; back != ""; steps++ {
			page := s.items(t, back)
			at := slices.Index(walked, page.ids()[0])
			if !slices.Equal(page.ids(), walked[at:at+len(page.Features)]) {
				t.Errorf("%s: a page before is %v", order, page.ids())
			}
			back = page.link("prev")
		}
		if steps != (len(walked)-1)/7 {
			t.Errorf("%s: %d pages back", order, steps)
		}
	}
}

func TestQueryablesSortablesFunctions(t *testing.T) {
	s := start(t)
	read := func(path string) (schema struct {
		ID         string `json:"$id"`
		Properties map[string]map[string]any
		Additional *bool `json:"additionalProperties"`
	}) {
		a := s.get(t, path)
		if err := json.Unmarshal(a.body, &schema); err != nil || a.status != 200 {
			t.Fatalf("%s: %d %v", path, a.status, err)
		}
		return schema
	}
	for _, layer := range []string{"incidents", "regions-1", "totals-2", "tallies"} {
		q, o := read("/collections/"+layer+"/queryables"), read("/collections/"+layer+"/sortables")
		if q.Properties["geometry"] == nil || o.Properties["geometry"] != nil || len(o.Properties) != len(q.Properties)-1 || q.Additional == nil || *q.Additional {
			t.Errorf("%s: %d queryables, %d sortables", layer, len(q.Properties), len(o.Properties))
		}
		for name := range o.Properties {
			if a := s.get(t, "/collections/"+layer+"/items?limit=1&geometry=none&sortby=-"+name+"&filter="+url.QueryEscape("\""+name+"\" IS NOT NULL")); a.status != 200 {
				t.Errorf("%s: %s: %d %s", layer, name, a.status, a.body)
			}
		}
	}
	var listed struct {
		Functions []struct {
			Name      string
			Arguments []struct{ Title string }
		}
	}
	if err := json.Unmarshal(s.get(t, "/functions").body, &listed); err != nil || len(listed.Functions) != 3 || listed.Functions[2].Name != "near" || len(listed.Functions[2].Arguments) != 3 {
		t.Errorf("functions: %+v, %v", listed, err)
	}
	if page := string(s.get(t, "/functions", "Accept", "text/html").body); !strings.Contains(page, "near(lon, lat, metres)") {
		t.Errorf("page of functions: %s", page)
	}
}
