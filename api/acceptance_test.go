package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// fetch reads the JSON at an address.
func fetch[T any](t *testing.T, s *running, at string) (v T) {
	t.Helper()
	a := s.ask(t, http.MethodGet, at, "")
	if a.StatusCode != 200 {
		t.Fatalf("%s: %d %.300s", at, a.StatusCode, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("%s: %v in %.200s", at, err, a.body)
	}
	return v
}

// interval is bounds as answers write them.
type interval struct {
	Min, Best, Max *int
}

func (i interval) String() string {
	end := func(n *int) string {
		if n == nil {
			return "null"
		}
		return fmt.Sprint(*n)
	}
	return "{" + end(i.Min) + ", " + end(i.Max) + "}"
}

type linked struct {
	ID    string
	Tests struct{ Window, Region, Class, Figure string }
}

type accountAnswer struct {
	Part     string
	Scope    []string
	Total    *interval
	Parts    []string
	NotAdded []struct {
		ID, Reason, Of string
	} `json:"not_added"`
	Ladder         map[string]interval
	NotInIncidents *interval `json:"not_in_incidents"`
	Contained      []linked
	Overlaps       []linked
	Outside        []linked
	Conflicts      []linked
	Undetermined   []linked
	Untested       []string
	Regions        []struct {
		RegionID                       string `json:"region_id"`
		Claimed, Incidents, Reconciled *interval
		Conflict                       bool
		Status                         string
	}
	Residuals []struct {
		RegionID string `json:"region_id"`
		Kind     string
		interval
	}
}

type ledgerAnswer struct {
	Nights  []accountAnswer
	Tallies []struct {
		ID, Status string
		Items      []struct {
			RegionID string `json:"region_id"`
			Count    int
		}
	}
}

// words writes an account in one line a matter.
func (a *accountAnswer) words() map[string]string {
	out := map[string]string{}
	if a.Total != nil {
		out["total"] = a.Total.String()
		out["not in incidents"] = a.NotInIncidents.String()
		var rungs []string
		for _, level := range []string{"settlement", "district", "region", "water", "composite", "country"} {
			if r := a.Ladder[level]; r.Max == nil || *r.Max > 0 {
				rungs = append(rungs, level+" "+r.String())
			}
		}
		out["ladder"] = strings.Join(rungs, ", ")
	}
	var links []string
	for relation, list := range map[string][]linked{"contained": a.Contained, "overlaps": a.Overlaps, "outside": a.Outside, "conflicts": a.Conflicts, "undetermined": a.Undetermined} {
		for _, l := range list {
			links = append(links, fmt.Sprintf("%s %s: %s / %s / %s / %s", l.ID, relation, l.Tests.Window, l.Tests.Region, l.Tests.Class, l.Tests.Figure))
		}
	}
	slices.Sort(links)
	out["links"] = strings.Join(links, "; ")
	out["untested"] = strings.Join(a.Untested, ", ")
	var left, rest []string
	for _, n := range a.NotAdded {
		left = append(left, n.ID+" "+n.Reason+" "+n.Of)
	}
	for _, r := range a.Residuals {
		rest = append(rest, r.RegionID+" "+r.Kind+" "+r.String())
	}
	out["not added"], out["residuals"] = strings.Join(left, ", "), strings.Join(rest, ", ")
	return out
}

// TestLedgerOfEveryNightOfTheFacts holds GET /ledger against what the rules give, worked by hand.
func TestLedgerOfEveryNightOfTheFacts(t *testing.T) {
	s := live(t, starterLog(t))
	for _, test := range []struct {
		night, scope string
		want         map[string]string
	}{
		{"2025-08-25", "RU", map[string]string{"total": "{21, 21}", "not in incidents": "{21, 21}", "ladder": "region {18, 18}, composite {3, 3}", "links": "", "residuals": "composite.moscow composite_region {3, 3}"}},
		{"2025-08-26", "RU", map[string]string{"total": "{80, 80}", "not in incidents": "{73, 79}", "ladder": "district {1, 1}, region {75, 75}, water {4, 4}", "residuals": "water.black-sea water_area {4, 4}",
			"links": "inc-2025-08-26-kaluga-kozelsky contained: pass / pass / pass / pass; inc-2025-08-26-leningrad-kingiseppsky-luzhsky conflicts: pass / pass / pass / fail"}},
		{"2025-08-27", "RU", map[string]string{"total": "{26, 26}", "not in incidents": "{11, 25}", "ladder": "region {26, 26}", "residuals": "",
			"links": "inc-2025-08-27-kaluga-dzerzhinsky outside: pass / fail / pass / unknown; inc-2025-08-27-rostov contained: pass / pass / pass / pass"}},
		{"2025-08-27", "UA", map[string]string{"total": "{74, 74}", "ladder": "country {74, 74}", "links": ""}},
		{"2025-10-06", "RU", map[string]string{"total": "{251, 251}", "not in incidents": "{250, 250}", "ladder": "district {1, 1}, region {1, 1}, country {249, 249}", "residuals": "RU headline {249, 249}",
			"links": "inc-2025-10-06-kaluga-maloyaroslavetsky contained: pass / pass / pass / pass"}},
		{"2025-10-27", "RU", map[string]string{"total": "{193, 193}", "not in incidents": "{152, 152}", "ladder": "region {153, 153}, composite {40, 40}", "residuals": "composite.moscow composite_region {40, 40}",
			"links": "inc-2025-10-27-kaluga contained: pass / pass / pass / pass"}},
		{"2025-10-28", "RU", map[string]string{"total": "{17, 17}", "not in incidents": "{4, 16}", "ladder": "region {16, 16}, composite {1, 1}", "links": "inc-2025-10-28-kaluga contained: pass / pass / pass / pass"}},
		{"2025-10-29", "RU", map[string]string{"total": "{100, 100}", "not in incidents": "{88, 100}", "ladder": "region {94, 94}, composite {6, 6}", "not added": "tal-2025-10-29-ru-a may_overlap tal-2025-10-29-ru",
			"residuals": "UA-43 foreign {3, 3}, composite.moscow composite_region {6, 6}", "links": "inc-2025-10-29-kaluga undetermined: unknown / pass / pass / fail"}},
		{"2025-10-30", "RU", map[string]string{"links": "", "untested": "inc-2025-10-30-kaluga"}},
	} {
		found := false
		got := fetch[ledgerAnswer](t, s, "/ledger?f=json&night="+test.night)
		for _, a := range got.Nights {
			if !slices.Equal(a.Scope, []string{test.scope}) {
				continue
			}
			found = true
			words := a.words()
			if words["total"] == "" && test.want["total"] != "" {
				t.Errorf("%s %s: no total", test.night, test.scope)
			}
			for what, want := range test.want {
				if sorted(words[what]) != sorted(want) {
					t.Errorf("%s %s, %s:\n got %s\nwant %s", test.night, test.scope, what, words[what], want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no account of %s", test.night, test.scope)
		}
	}
}

// sorted makes lists comparable whatever their order.
func sorted(list string) string {
	parts := strings.Split(list, ", ")
	if !strings.Contains(list, "} ") && strings.Contains(list, "}, ") {
		parts = strings.SplitAfter(list, "},")
		for i := range parts {
			parts[i] = strings.Trim(parts[i], " ,")
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

type rowAnswer struct {
	Status      string
	Conflict    bool
	ResidualMin *int `json:"residual_min"`
	ResidualMax *int `json:"residual_max"`
	UnsplitMax  *int `json:"unsplit_max"`
	interval
}

// rowsAt reads a choropleth's rows by region.
func rowsAt(t *testing.T, s *running, query string) map[string]rowAnswer {
	t.Helper()
	doc := fetch[struct {
		Features []struct {
			ID         string
			Properties rowAnswer
		}
	}](t, s, "/choropleth?f=json&geometry=none&"+query)
	out := map[string]rowAnswer{}
	for _, f := range doc.Features {
		out[f.ID] = f.Properties
	}
	return out
}

func (r rowAnswer) String() string {
	s := r.Status
	if r.Min != nil {
		s += " " + r.interval.String()
	}
	if r.ResidualMin != nil && (r.ResidualMax == nil || *r.ResidualMax > 0) {
		s += " residual " + interval{Min: r.ResidualMin, Max: r.ResidualMax}.String()
	}
	if r.UnsplitMax != nil && *r.UnsplitMax > 0 {
		s += fmt.Sprint(" unsplit ", *r.UnsplitMax)
	}
	if r.Conflict {
		s += " conflict"
	}
	return s
}

// TestChoroplethOfEveryNightOfTheFacts holds the rows of regions, countries and districts against them.
func TestChoroplethOfEveryNightOfTheFacts(t *testing.T) {
	s := live(t, starterLog(t))
	cache := map[string]map[string]rowAnswer{}
	for _, test := range []struct{ date, query, rows string }{
		{"2025-08-25", "basis=claimed", "RU-SMO value {7, 7}; RU-KLU value {1, 1}; RU-MOW no_data unsplit 3; RU-MOS no_data unsplit 3"},
		{"2025-08-25", "basis=reconciled", "RU-MOW no_data unsplit 3; RU-MOS no_data unsplit 3"},
		{"2025-08-25", "basis=reconciled&level=country", "RU value {21, 21} residual {3, 3}"},
		{"2025-08-26", "basis=claimed&part=night", "RU-BRY value {13, 13}; RU-ROS value {9, 9}; RU-BEL value {8, 8}; RU-TUL value {8, 8}; RU-KRS value {6, 6}; RU-ORL value {6, 6}; RU-KLU value {2, 2}; RU-TA none_reported; RU-MOW none_reported; UA-53 no_data unsplit 47"},
		{"2025-08-26", "basis=reconciled", "RU-KLU value {2, 2} residual {1, 1}; RU-LEN value {11, null} residual {11, null} conflict; RU-TA none_reported; RU-MOW none_reported"},
		{"2025-08-26", "basis=incidents", "RU-LEN value {11, null} residual {11, null} conflict; RU-TA no_data; RU-MOW no_data; UA-53 no_data"},
		{"2025-08-26", "basis=claimed&level=country", "RU value {80, 80} residual {4, 4} conflict"},
		{"2025-08-26", "basis=reconciled&level=country", "RU value {85, null} residual {4, 4} conflict; KZ not_covered"},
		{"2025-08-26", "basis=incidents&measure=damaged_objects", "RU-LEN value {4, 4}"},
		{"2025-08-26", "basis=incidents&measure=damaged_objects&level=district", "RU-LEN.548606 "},
		{"2025-08-27", "basis=claimed", "RU-ROS value {15, 15}; RU-ORL value {4, 4}; RU-BEL value {3, 3}; RU-BRY value {2, 2}; RU-KRS value {2, 2}; RU-KLU none_reported; RU-TA none_reported; UA-53 no_data unsplit 74"},
		{"2025-08-27", "basis=incidents", "RU-ROS value {1, null} residual {1, null}; RU-KLU value {1, 1}; RU-ORL no_data; RU-TA no_data; UA-53 no_data"},
		{"2025-08-27", "basis=reconciled", "RU-KLU value {1, 1}; RU-ROS value {15, 15} residual {15, 15}; UA-53 no_data unsplit 74"},
		{"2025-08-27", "basis=reconciled&level=country", "RU value {27, 27}; UA value {74, 74} residual {74, 74}; KZ not_covered"},
		{"2025-08-27", "basis=reconciled&level=district", "RU-KLU.563697 value {1, 1}"},
		{"2025-08-27", "basis=incidents&measure=injured", "RU-KLU none_reported; RU-ROS none_reported; RU-ORL no_data"},
		{"2025-08-27", "basis=incidents&measure=damaged_objects", "RU-ROS value {6, null}"},
		{"2025-10-06", "basis=claimed", "RU-KLU value {2, 2} residual {2, 2}; RU-BRY no_data unsplit 249"},
		{"2025-10-06", "basis=reconciled", "RU-KLU value {2, 2} residual {1, 1}"},
		{"2025-10-06", "basis=reconciled&level=country", "RU value {251, 251} residual {249, 249}"},
		{"2025-10-27", "basis=claimed", "RU-BRY value {47, 47}; RU-KLU value {42, 42}; RU-TUL value {32, 32}"},
		{"2025-10-27", "basis=reconciled", "RU-KLU value {42, 42} residual {42, 42}"},
		{"2025-10-27", "basis=incidents", "RU-KLU value {41, 41} residual {41, 41}"},
		{"2025-10-27", "basis=reconciled&level=country", "RU value {193, 193} residual {40, 40}"},
		{"2025-10-27", "basis=incidents&measure=killed", "RU-BRY value {1, 1}"},
		{"2025-10-27", "basis=incidents&measure=injured", "RU-BRY value {5, 5}"},
		{"2025-10-27", "basis=incidents&measure=damaged_objects&level=district", "RU-KLU.563697 value {5, 5}"},
		{"2025-10-28", "basis=claimed&part=night", "RU-KLU value {13, 13}; RU-BRY value {3, 3}"},
		{"2025-10-28", "basis=claimed", "RU-KLU value {14, 14}; RU-BRY value {10, 10}"},
		{"2025-10-28", "basis=claimed&part=day", "RU-KLU value {1, 1}; RU-BRY value {7, 7}"},
		{"2025-10-28", "basis=incidents&part=night", "RU-KLU value {1, null} residual {1, null}"},
		{"2025-10-28", "basis=reconciled&part=night", "RU-KLU value {13, 13} residual {13, 13}"},
		{"2025-10-28", "basis=claimed&level=country", "RU value {32, 32} residual {1, 1}"},
		{"2025-10-28", "basis=reconciled&level=country&part=night", "RU value {17, 17} residual {1, 1}"},
		{"2025-10-29", "basis=claimed", "RU-BRY value {46, 46}; RU-KLU value {12, 12}; UA-43 value {3, 3}"},
		{"2025-10-29", "basis=reconciled", "RU-KLU value {16, 28} residual {16, 28}; UA-43 value {3, 3} residual {3, 3}; RU-MOW no_data unsplit 6"},
		{"2025-10-29", "basis=reconciled&level=country", "RU value {104, 116} residual {9, 9}"},
		{"2025-10-29", "basis=incidents&measure=damaged_objects", "RU-BRY value {10, 10} residual {10, 10}"},
		{"2025-10-30", "basis=claimed", "RU-KLU no_data; RU-ROS not_covered; RU-ORL not_covered"},
		{"2025-10-30", "basis=reconciled&part=night", "RU-KLU value {15, 15} residual {15, 15}; RU-ROS not_covered"},
		{"2025-10-30", "basis=reconciled", "RU-KLU value {16, 16} residual {15, 15}"},
	} {
		query := "from=" + test.date + "&to=" + test.date + "&" + test.query
		if cache[query] == nil {
			cache[query] = rowsAt(t, s, query)
		}
		for _, want := range strings.Split(test.rows, "; ") {
			id, words, _ := strings.Cut(want, " ")
			row, ok := cache[query][id]
			// Residuals of rows that the facts do not tell are not looked at.
			got := row.String()
			if !strings.Contains(words, "residual") {
				got, _, _ = strings.Cut(got, " residual")
			}
			if words != "" && (!ok || got != words) {
				t.Errorf("%s: %s is %q, want %q", query, id, row.String(), words)
			}
		}
	}
	// What the ministry counts in Crimea is in no figure of the country Ukraine, on any basis.
	for _, basis := range []string{"claimed", "incidents", "reconciled"} {
		if got := rowsAt(t, s, "from=2025-10-29&to=2025-10-29&level=country&basis="+basis)["UA"]; got.Min != nil {
			t.Errorf("29 October, %s: Ukraine is %s", basis, got)
		}
	}
}
