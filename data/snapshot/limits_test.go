package snapshot_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/region"
)

// limitOn is a restriction of Kaluga region.
func limitOn(level, delay string) *record.Restriction {
	x := &record.Restriction{Kind: record.KindRestriction, ID: "res", RegionID: "RU-KLU", Status: "in_force", Statements: []string{}}
	if level != "" {
		x.CoarsestPublicLevel = &level
	}
	if delay != "" {
		x.Delay = &delay
	}
	return x
}

// told is a snapshot of an incident in a district of Kaluga and one in Bryansk, which rest on the same statement, under
// a restriction.
func toldUnder(t *testing.T, now time.Time, x *record.Restriction) *snapshot.Snapshot {
	t.Helper()
	records := said()
	if st, ok := records[1].(*record.Statement); ok {
		st.Quote = "One in Dzerzhinsky, one in Bryansk."
	}
	near := incident("inc-near", "RU-KLU.563697")
	verbatim := "Dzerzhinsky"
	near.Place.Verbatim = &verbatim
	s, err := snapshot.Build(t.Context(), areas(t), now, revise(t, 0, append(records, near, incident("inc-far", "RU-BRY"), x)...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRestrictions: a coarsest level leaves an incident in its region without a word or an id of its own; a delay leaves
// nothing; a register entry without a limit hides nothing.
func TestRestrictions(t *testing.T) {
	soon, later := time.Date(2025, 8, 28, 0, 0, 0, 0, time.UTC), time.Date(2025, 8, 31, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		name        string
		restriction *record.Restriction
		now         time.Time
		told        string // level of the incident in Kaluga; "" where nothing is told
		district    string // status on that night
		region      string
	}{
		{"a register entry", limitOn("", ""), recorded, "district", "value", "value"},
		{"no finer than the region", limitOn("region", ""), recorded, "region", "withheld", "value"},
		{"no finer than the country", limitOn("country", ""), recorded, "country", "withheld", "withheld"},
		{"no delay, of what is not over by the clock", limitOn("district", ""), time.Date(2025, 8, 26, 0, 0, 0, 0, time.UTC), "district", "value", "value"},
		{"no finer than the region, on that very day", limitOn("region", ""), time.Date(2025, 8, 27, 0, 0, 0, 0, time.UTC), "region", "withheld", "value"},
		{"no finer than it is", limitOn("district", ""), recorded, "district", "value", "value"},
		{"before the delay is over", limitOn("", "72h"), soon, "", "withheld", "withheld"},
		{"after it", limitOn("", "72h"), later, "district", "value", "value"},
		{"both, before", limitOn("region", "72h"), soon, "", "withheld", "withheld"},
		{"both, after", limitOn("region", "72h"), later, "region", "withheld", "value"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := toldUnder(t, c.now, c.restriction)
			whole := c.told == "district"
			if _, ok := s.Record("inc-near"); ok != whole {
				t.Errorf("told under its own id: %v", ok)
			}
			level, veiled := "", 0
			for _, inc := range s.Incidents() {
				if inc.ID == "inc-far" {
					continue
				}
				level = inc.Place.Level
				if snapshot.Veiled(inc.ID) {
					veiled++
				}
				if (inc.Place.Generalised != nil) == whole || (inc.Place.Verbatim != nil) != whole {
					t.Errorf("generalised %v, verbatim %v", inc.Place.Generalised, inc.Place.Verbatim)
				}
			}
			if level != c.told || (veiled == 1) != (c.told != "" && !whole) || s.Generalised() != veiled || (s.Withheld() == 1) != (c.told == "") {
				t.Errorf("told at %q, %d veiled, %d withheld; want %q", level, veiled, s.Withheld(), c.told)
			}
			if quote := row(t, s, "incidents", "inc-far")["quote"]; (quote != "null") != whole {
				t.Errorf("the words that both rest on: %s", quote)
			}
			if (s.Statement("st-test") != nil) != whole || (s.Document("doc-test") != nil) != whole {
				t.Errorf("the statement is told: %v, the document: %v", s.Statement("st-test") != nil, s.Document("doc-test") != nil)
			}
			if got := statusOn(s, region.District, "RU-KLU.563697"); got != c.district {
				t.Errorf("the district is %s, want %s", got, c.district)
			}
			if got := statusOn(s, region.Region, "RU-KLU"); got != c.region {
				t.Errorf("the region is %s, want %s", got, c.region)
			}
			if text, _ := json.Marshal(s.Records(record.KindIncident)); !whole && strings.Contains(string(text), "Dzerzhinsky") {
				t.Errorf("a name in %s", text)
			}
		})
	}
}

func statusOn(s *snapshot.Snapshot, level region.Level, id string) string {
	night := record.NewDate(2025, time.August, 27)
	for _, r := range s.Totals().Rows(totals.Query{Level: level, From: night, To: night, Within: region.None}) {
		if s.Tree().At(r.Unit).ID == id {
			return r.Status
		}
	}
	return ""
}

// TestASplitFallsWithOneItem: what is left of a total would tell the item that may not be told.
func TestASplitFallsWithOneItem(t *testing.T) {
	night := record.NewDate(2025, time.August, 27)
	tally := &record.Tally{Kind: record.KindTally, ID: "tal", Metric: "intercepted", Count: record.Exact(26), WindowBasis: "phrase_only", Zone: "Europe/Moscow",
		NightOf: &night, WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Statements: []string{"st-test"}, Checks: []record.Check{}, Status: "ok",
		Items: []record.TallyItem{{RegionID: "RU-KLU", Count: 11}, {RegionID: "RU-BRY", Count: 15}}}
	s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(said(), tally, limitOn("country", ""))...))
	if err != nil {
		t.Fatal(err)
	}
	e, ok := s.Record("tal")
	if !ok {
		t.Fatal("the total is gone")
	}
	if got, _ := e.Record.(*record.Tally); len(got.Items) != 0 || got.Split != "none" || *got.Count.Best != 26 || !snapshot.Veiled(got.Statements[0]) {
		t.Errorf("got %+v", got)
	}
	if got := statusOn(s, region.Region, "RU-BRY"); got != "no_data" {
		t.Errorf("Bryansk is %s", got)
	}
}

// TestATombstoneOfWhatIsHidden is hidden, and so is the alias of a place that may not be named.
func TestATombstoneOfWhatIsHidden(t *testing.T) {
	revs := revise(t, 0, append(said(), incident("inc-near", "RU-KLU.563697"), incident("inc-far", "RU-BRY"),
		&record.Alias{Kind: record.KindAlias, ID: "alias-near", Words: "Dzhezkazgan", RegionID: "RU-KLU.563697", Author: "a", Reason: "r"}, limitOn("region", ""))...)
	for _, id := range []string{"inc-near", "inc-far"} {
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: id, Rev: 2, Change: "retraction", RecordedAt: recorded, Author: "a", Reason: "not in " + id})
	}
	s := build(t, revs)
	for id, want := range map[string]bool{"inc-near": false, "inc-far": true, "alias-near": false, "res": true} {
		if _, ok := s.Record(id); ok != want {
			t.Errorf("%s is told: %v", id, ok)
		}
	}
}

// TestRestrictionsHoldWhereverAPlaceIsSaid: a point in the region, whatever units its record names, and a district that a
// resolution suggests are as fine as a district named; what lies or is meant elsewhere is told whole.
func TestRestrictionsHoldWhereverAPlaceIsSaid(t *testing.T) {
	kaluga, bryansk := &record.Point{35.99, 54.83}, &record.Point{34.37, 53.24}
	place := func(level string, point *record.Point, suggested []string, ids ...string) record.Place {
		name := "a village"
		p := record.Place{Level: level, RegionIDs: append([]string{}, ids...), Name: &name, Verbatim: &name, Point: point, Method: "given"}
		if suggested != nil {
			p.Resolution = &record.Resolution{Answer: append([]string{}, ids...), Suggested: suggested, Rejected: []record.Rejection{}}
		}
		return p
	}
	for _, tc := range []struct {
		name  string
		place record.Place
		level string // as told under a limit to the region
		late  bool   // under a delay
	}{
		{"a point and no unit", place("exact", kaluga, nil), "unknown", true},
		{"a point and the country", place("exact", kaluga, nil, "RU"), "country", true},
		{"a point and another region", place("settlement", kaluga, nil, "RU-BRY"), "region", true},
		{"a point and the region", place("settlement", kaluga, nil, "RU-KLU"), "region", true},
		{"a village without a point", place("settlement", nil, nil, "RU-KLU"), "region", true},
		{"a district that may be meant", place("region", nil, []string{"RU-KLU.563697"}, "RU-KLU"), "region", true},
		{"a district that may be meant elsewhere", place("region", nil, []string{"RU-KLU.563697"}, "RU-BRY"), "region", false},
		{"the region that may be meant", place("region", nil, []string{"RU-KLU"}, "RU-BRY"), "", false},
		{"the region", place("region", nil, nil, "RU-KLU"), "", true},
		{"a point elsewhere", place("exact", bryansk, nil, "RU-BRY"), "", false},
		{"a point elsewhere and no unit", place("exact", bryansk, nil), "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inc := incident("inc-near", "RU-KLU")
			inc.Place = tc.place
			under := func(x *record.Restriction, now time.Time) *snapshot.Snapshot {
				s, err := snapshot.Build(t.Context(), areas(t), now, revise(t, 0, append(said(), inc, x)...))
				if err != nil {
					t.Fatal(err)
				}
				return s
			}
			s := under(limitOn("region", ""), recorded)
			text, _ := json.Marshal(s.Records(record.KindIncident))
			told := s.Incidents()[0]
			if _, whole := s.Record("inc-near"); whole != (tc.level == "") || strings.Contains(string(text), "village") != whole || strings.Contains(string(text), "563697") || (told.Place.Point != nil) != (whole && tc.place.Point != nil) {
				t.Errorf("told as %s", text)
			} else if !whole && told.Place.Level != tc.level {
				t.Errorf("told at %q, want %q", told.Place.Level, tc.level)
			}
			if s = under(limitOn("", "72h"), time.Date(2025, 8, 28, 0, 0, 0, 0, time.UTC)); (s.Withheld() == 1) != tc.late {
				t.Errorf("under a delay %d are withheld", s.Withheld())
			}
		})
	}
}

// TestADelayOfAnUnknownTime counts from when the record was made: it had happened by then.
func TestADelayOfAnUnknownTime(t *testing.T) {
	inc := incident("inc-near", "RU-KLU.563697")
	inc.When = record.When{Zone: "Europe/Moscow", Precision: "unknown"}
	for after, want := range map[time.Duration]int{time.Hour: 1, 71 * time.Hour: 1, 73 * time.Hour: 0} {
		s, err := snapshot.Build(t.Context(), areas(t), recorded.Add(after), revise(t, 0, append(said(), inc, limitOn("", "72h"))...))
		if err != nil {
			t.Fatal(err)
		}
		if s.Withheld() != want {
			t.Errorf("%s after it was recorded %d are withheld, want %d", after, s.Withheld(), want)
		}
	}
}

// TestAPlaceFinerThanASettlement may be told is told in its district: in which settlement it lies is not recorded.
func TestAPlaceFinerThanASettlement(t *testing.T) {
	for level, allowed := range map[string]map[string]string{ // of the place; of the rule -> as told
		"exact":      {"exact": "exact", "locality": "district", "settlement": "district", "district": "district", "region": "region"},
		"locality":   {"exact": "locality", "locality": "locality", "settlement": "district", "district": "district"},
		"settlement": {"exact": "settlement", "locality": "settlement", "settlement": "settlement", "district": "district"},
	} {
		for rule, want := range allowed {
			for _, unit := range []string{"RU-KLU.563697", ""} {
				inc := incident("inc-near", unit)
				inc.Place.Level, inc.Place.Point = level, &record.Point{35.99, 54.83}
				s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(said(), inc, limitOn(rule, ""))...))
				if err != nil {
					t.Fatal(err)
				}
				told, whole := s.Incidents()[0].Place, want == level
				if unit == "" && !whole {
					want = "unknown" // no unit is named
				}
				if told.Level != want || (told.Point != nil) != whole || (told.Generalised == nil) != whole {
					t.Errorf("%s in %q under %s: told at %s, %v, %v; want %s", level, unit, rule, told.Level, told.Point, told.Generalised, want)
				}
			}
		}
	}
}
