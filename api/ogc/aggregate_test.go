package ogc_test

import (
	"encoding/csv"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"oblast/data/record"
)

// grouped is an answer of /aggregate.
type grouped struct {
	Type                                        string
	NumberMatched, NumberGroups, NumberReturned int
	By, Measures                                []string
	Notice                                      string
	Groups                                      []map[string]any
	Features                                    []feature
}

func (s *service) groups(t *testing.T, path string) grouped {
	t.Helper()
	a := s.get(t, path)
	var g grouped
	if err := json.Unmarshal(a.body, &g); err != nil || a.status != 200 {
		t.Fatalf("%s: %d %s %v", path, a.status, a.body, err)
	}
	if n := len(g.Groups) + len(g.Features); n != g.NumberReturned {
		t.Errorf("%s: %d groups, %d said", path, n, g.NumberReturned)
	}
	return g
}

// TestAggregateAgreesWithItems adds the features of each group up from the items.
func TestAggregateAgreesWithItems(t *testing.T) {
	s := start(t, append(said(), spot("nowhere", nil), spot("east", &record.Point{179.5, 66}))...)
	for _, c := range []struct{ by, where string }{
		{"region_id", ""}, {"region_id,night_of", ""}, {"night_of", "&is_interception=true"}, {"", ""},
		{"grade", "&filter=" + url.QueryEscape("within_region('RU')")}, {"country,region_id,grade", "&bbox=30,50,45,60"},
	} {
		path := "/collections/incidents/aggregate?measure=count,count(count_best),sum(count_best),min(count_best),max(night_of),mean(count_best)" + c.where
		if c.by != "" {
			path += "&by=" + c.by
		}
		got := s.groups(t, path)
		total := 0.0
		for _, g := range got.Groups {
			var conditions []string
			for _, name := range strings.Split(c.by, ",") {
				if name == "" {
					continue
				}
				if v, ok := g[name].(string); ok {
					conditions = append(conditions, name+" = '"+v+"'")
				} else {
					conditions = append(conditions, name+" IS NULL")
				}
			}
			filter := strings.Join(append(conditions, "1 = 1"), " AND ")
			items := "/collections/incidents/items?limit=1000&geometry=none"
			if before, own, ok := strings.Cut(c.where, "filter="); ok {
				items += before + "filter=" + own + url.QueryEscape(" AND "+filter)
			} else {
				items += c.where + "&filter=" + url.QueryEscape(filter)
			}
			page := s.items(t, items)
			n, known, sum, latest := 0.0, 0.0, 0.0, ""
			var least any
			for _, f := range page.Features {
				n++
				if night, _ := f.Properties["night_of"].(string); night > latest {
					latest = night
				}
				if v, ok := f.Properties["count_best"].(float64); ok {
					known, sum = known+1, sum+v
					if least == nil || v < least.(float64) {
						least = v
					}
				}
			}
			total += n
			if g["count"] != n || g["count_count_best"] != known || (known > 0) != (g["sum_count_best"] != nil) || known > 0 && (g["sum_count_best"] != sum || g["mean_count_best"] != sum/known) ||
				g["min_count_best"] != least || latest != "" && g["max_night_of"] != latest {
				t.Errorf("%s: %v; items say %v features, %v known, sum %v, least %v, latest %s", path, g, n, known, sum, least, latest)
			}
		}
		if int(total) != got.NumberMatched || len(got.Groups) != got.NumberGroups || len(got.Groups) == 0 {
			t.Errorf("%s: groups have %v of %d features", path, total, got.NumberMatched)
		}
	}
}

func TestAggregateForms(t *testing.T) {
	s := start(t)
	const at = "/collections/incidents/aggregate?by=region_id&measure=count,sum(count_best)"
	plain := s.groups(t, at+"&sortby=-measure")
	for i, g := range plain.Groups {
		if i > 0 && g["count"].(float64) > plain.Groups[i-1]["count"].(float64) {
			t.Errorf("-measure: %v follows %v", g, plain.Groups[i-1])
		}
	}
	a := s.get(t, at+"&f=csv")
	lines, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil || len(lines) != len(plain.Groups)+1 || strings.Join(lines[0], ",") != "id,region_id,region_id_name,count,sum_count_best" {
		t.Errorf("%d lines, %v, %v", len(lines), lines[0], err)
	}
	if first := s.groups(t, at).Groups[0]; lines[1][1] != first["region_id"] || lines[1][3] != strconv.Itoa(int(first["count"].(float64))) {
		t.Errorf("CSV %v, JSON %v", lines[1], first)
	}
	areas := s.groups(t, at+"&f=geojson")
	drawn := 0
	for _, f := range areas.Features {
		if f.Geometry != nil {
			drawn++
			if f.Geometry.Type != "MultiPolygon" || f.Properties["region_id"] != f.ID || f.Properties["region_id_name"] == nil {
				t.Errorf("feature %+v", f)
			}
		}
	}
	if areas.Type != "FeatureCollection" || drawn < 5 || len(areas.Features) != len(plain.Groups) {
		t.Errorf("%s of %d features, %d drawn", areas.Type, len(areas.Features), drawn)
	}
	if few := s.groups(t, at+"&limit=2"); len(few.Groups) != 2 || few.NumberGroups != len(plain.Groups) || !strings.Contains(few.Notice, "first 2 of") {
		t.Errorf("limit=2: %d groups of %d, notice %q", len(few.Groups), few.NumberGroups, few.Notice)
	}
	if none := s.groups(t, "/collections/incidents/aggregate?filter=1%3D2&measure=count,sum(count_best)"); len(none.Groups) != 1 || none.Groups[0]["count"] != 0.0 || none.Groups[0]["sum_count_best"] != nil {
		t.Errorf("of nothing: %v", none.Groups)
	}
	if totals := s.groups(t, "/collections/totals-1/aggregate?by=status&measure=count,sum(min)&from=2025-08-27&to=2025-08-27"); len(totals.Groups) < 2 {
		t.Errorf("totals: %v", totals.Groups)
	}
	for query, want := range map[string]string{"by=nothing": "allowed", "measure=sum(title)": "allowed", "by=grade&f=geojson": "names no region", "sortby=count": "allowed", "filter=x": "not a queryable"} {
		if a := s.get(t, "/collections/incidents/aggregate?"+query); a.status != 400 || !strings.Contains(string(a.body), want) {
			t.Errorf("%s: %d %s", query, a.status, a.body)
		}
	}
}

// The description says what measures there are by a pattern: it takes what the handler takes, and nothing else.
func TestMeasuresAreDescribed(t *testing.T) {
	s := start(t)
	var doc struct {
		Components struct {
			Parameters map[string]struct {
				Schema struct{ Items struct{ Pattern string } }
			}
		}
	}
	if err := json.Unmarshal(s.get(t, "/api").body, &doc); err != nil {
		t.Fatal(err)
	}
	pattern := doc.Components.Parameters["measure-aggregate-incidents"].Schema.Items.Pattern
	for measure, want := range map[string]int{"count": 200, "count(count_best)": 200, "sum(count_best)": 200, "max(time_end)": 200, "sum(n_statements)": 200, "count(n_statements)": 400, "sum(title)": 400, "mean(night_of)": 400, "max": 400, "median(count_best)": 400} {
		if a := s.get(t, "/collections/incidents/aggregate?measure="+measure); a.status != want {
			t.Errorf("%s: %d, want %d", measure, a.status, want)
		}
		if described := regexp.MustCompile(pattern).MatchString(measure); pattern == "" || described != (want == 200) {
			t.Errorf("%s: described %v by %s", measure, described, pattern)
		}
	}
}
