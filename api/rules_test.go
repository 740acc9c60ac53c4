package api_test

import (
	"slices"
	"testing"
	"time"

	"oblast/data/record"
)

// The rules of aggregation, by their numbers, each through HTTP. Rules 4, 8, 10, 13 and 14 have their tests where their
// cases are.

func TestRule1TestContainmentBeforeSubtracting(t *testing.T) {
	s := live(t, starterLog(t))
	a := fetch[ledgerAnswer](t, s, "/ledger?f=json&night=2025-08-27&within=RU").Nights[0]
	if len(a.Outside) != 1 || a.Outside[0].Tests.Region != "fail" || *a.NotInIncidents.Max != 25 {
		t.Errorf("the governor's drone is subtracted from the ministry's: outside %+v, not in incidents %s", a.Outside, a.NotInIncidents)
	}
}

func TestRule2ReportIntervals(t *testing.T) {
	s := live(t, starterLog(t))
	for _, a := range fetch[ledgerAnswer](t, s, "/ledger?f=json").Nights {
		if a.Total == nil {
			continue
		}
		if n := a.NotInIncidents; n.Min == nil || n.Max == nil || *n.Min > *n.Max || *n.Max > *a.Total.Max {
			t.Errorf("%v: %s of %s", a.Parts, n, a.Total)
		}
	}
}

func TestRule3ALadderAddsUpToTheTotal(t *testing.T) {
	s := live(t, starterLog(t))
	for _, a := range fetch[ledgerAnswer](t, s, "/ledger?f=json").Nights {
		low, high := 0, 0
		for _, level := range a.Ladder {
			low, high = low+*level.Min, high+*level.Max
		}
		if a.Total != nil && (low > *a.Total.Min || high < *a.Total.Max) {
			t.Errorf("%v: levels add up to {%d, %d}, the total is %s", a.Parts, low, high, a.Total)
		}
	}
}

func TestRule5NoUnionOfOverlappingWindows(t *testing.T) {
	s := live(t, starterLog(t))
	a := fetch[ledgerAnswer](t, s, "/ledger?f=json&night=2025-10-29&within=RU").Nights[0]
	if !slices.Equal(a.Parts, []string{"tal-2025-10-29-ru"}) || len(a.NotAdded) != 1 || a.NotAdded[0].ID != "tal-2025-10-29-ru-a" || *a.Total.Max != 100 {
		t.Errorf("parts %v, not added %v, total %s", a.Parts, a.NotAdded, a.Total)
	}
}

func TestRule6NightOfIsTheMorningDate(t *testing.T) {
	zone, ok := record.Location("Europe/Moscow")
	if !ok {
		t.Fatal("no zone")
	}
	s := live(t, starterLog(t))
	doc := fetch[struct {
		Features []struct {
			ID         string
			Properties struct {
				NightOf *string   `json:"night_of"`
				Start   time.Time `json:"time_start"`
				End     time.Time `json:"time_end"`
				Zone    string    `json:"time_zone"`
			}
		}
	}](t, s, "/collections/incidents/items?f=json&limit=1000&time_zone=Europe/Moscow")
	nights := 0
	for _, f := range doc.Features {
		if p := f.Properties; p.NightOf != nil {
			nights++
			if morning := p.End.In(zone).Format(time.DateOnly); morning != *p.NightOf || p.Start.In(zone).Hour() < 18 && p.Start.In(zone).Hour() >= 12 {
				t.Errorf("%s: night of %s ends on %s", f.ID, *p.NightOf, morning)
			}
		}
	}
	if nights == 0 {
		t.Error("no nights")
	}
}

func TestRule7QualifiersSurvive(t *testing.T) {
	s := live(t, starterLog(t))
	for date, want := range map[string]string{"2025-08-26": "{12, null}", "2025-08-27": "{2, null}"} {
		if got := rowsAt(t, s, "level=country&basis=incidents&from="+date+"&to="+date)["RU"]; got.interval.String() != want || got.Best != nil {
			t.Errorf("%s: %s, best %v; want %s, no best", date, got, got.Best, want)
		}
	}
	if got := rowsAt(t, s, "level=country&basis=incidents&from=2025-08-26&to=2025-08-27")["RU"]; got.interval.String() != "{14, null}" {
		t.Errorf("both nights: %s", got)
	}
}

func TestRule9ARelayIsNoVoiceOfItsOwn(t *testing.T) {
	s := live(t, starterLog(t))
	f := fetch[struct{ Properties map[string]any }](t, s, "/collections/incidents/items/inc-2025-08-26-kaluga-kozelsky?f=json")
	if f.Properties["n_statements"] != 2.0 || f.Properties["n_sources"] != 2.0 || f.Properties["n_independent"] != 1.0 {
		t.Errorf("%v statements, %v sources, %v independent", f.Properties["n_statements"], f.Properties["n_sources"], f.Properties["n_independent"])
	}
}

// The map of districts, that of regions and that of countries agree, for every date, basis and measure of the facts:
// what the children have and what none of them has are together what the parent has.
func TestRule11TotalsRollUpResidualsStay(t *testing.T) {
	s := live(t, starterLog(t))
	parent := func(id string) string {
		if i := slices.Index([]byte(id), '.'); i >= 0 {
			return id[:i]
		}
		return id[:max(0, slices.Index([]byte(id), '-'))]
	}
	for _, date := range []string{"2025-08-26", "2025-10-29", "2025-10-30"} {
		for _, measure := range []string{"basis=incidents", "basis=reconciled", "basis=incidents&measure=damaged_objects"} {
			query := "from=" + date + "&to=" + date + "&" + measure + "&level="
			districts, regions, countries := rowsAt(t, s, query+"district"), rowsAt(t, s, query+"region"), rowsAt(t, s, query+"country")
			for _, level := range [][2]map[string]rowAnswer{{districts, regions}, {regions, countries}} {
				low, high, open := map[string]int{}, map[string]int{}, map[string]bool{}
				for id, row := range level[0] {
					if row.Min == nil || id == "UA-43" { // what Russia's ministry counts there is a residual of Russia's total
						continue
					}
					up := parent(id)
					low[up] += *row.Min
					if row.Max == nil {
						open[up] = true
					} else {
						high[up] += *row.Max
					}
				}
				for id, row := range level[1] {
					if row.Min == nil {
						if low[id] > 0 {
							t.Errorf("%s: %s has no number, its children %d", query, id, low[id])
						}
						continue
					}
					if low[id]+*row.ResidualMin > *row.Min {
						t.Errorf("%s: %s is %s, its children at least %d", query, id, row, low[id])
					}
					if row.ResidualMax != nil && !open[id] && (row.Max == nil || high[id]+*row.ResidualMax < *row.Max) {
						t.Errorf("%s: %s is %s, its children at most %d", query, id, row, high[id])
					}
				}
			}
		}
	}
}

func TestRule12SixKindsOfMissingLookDifferent(t *testing.T) {
	s := live(t, starterLog(t))
	doc := fetch[struct {
		Legend struct {
			Missing []struct{ Status, Pattern, Label string }
		}
	}](t, s, "/choropleth?f=json&geometry=none&from=2025-08-27&to=2025-08-27")
	seen := map[string]bool{}
	var kinds []string
	for _, m := range doc.Legend.Missing {
		kinds = append(kinds, m.Status)
		for _, mark := range []string{"pattern " + m.Pattern, "label " + m.Label} {
			if seen[mark] {
				t.Errorf("two kinds have the %s", mark)
			}
			seen[mark] = true
		}
	}
	slices.Sort(kinds)
	if want := []string{"no_data", "none_reported", "not_covered", "residual", "withheld", "zero"}; !slices.Equal(kinds, want) {
		t.Errorf("the legend tells %v apart, want %v", kinds, want)
	}
}
