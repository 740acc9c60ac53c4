package snapshot_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// TestRestrictionsHoldByTheTreeAndByTheID: where a unit lies says the tree, and its id where the tree lacks the unit or the
// region of the rule: a composite, a district that no vintage knows any more, a region that joined later.
func TestRestrictionsHoldByTheTreeAndByTheID(t *testing.T) {
	for _, tc := range []struct {
		name, rule, coarsest, unit, level string
		told                              string // ids as told; "" where nothing has to be coarser
	}{
		{"a composite in a country", "RU", "country", "composite.moscow", "composite_region", "RU"},
		{"a district of a composite's member", "composite.moscow", "region", "RU-MOS.1507037", "district", "RU-MOS"},
		{"a district beside the composite", "composite.moscow", "region", "RU-KLU.563697", "district", ""},
		{"a district that the tree lacks", "RU-KLU", "region", "RU-KLU.xdeadbeef", "district", "RU-KLU"},
		{"a district that the tree lacks, in the country", "RU", "region", "RU-KLU.xdeadbeef", "district", "RU-KLU"},
		{"a district that the tree lacks, elsewhere", "RU-BRY", "region", "RU-KLU.xdeadbeef", "district", ""},
		{"a rule on a region that the tree lacks", "RU-QQQ", "region", "RU-QQQ.1", "district", "RU"},
		{"a rule on a region that the tree lacks, elsewhere", "RU-QQQ", "region", "RU-KLU.563697", "district", ""},
		{"a region under a rule on one of its districts", "RU-KLU.563697", "region", "RU-KLU", "region", ""},
		{"a district under a rule on itself", "RU-KLU.563697", "region", "RU-KLU.563697", "district", "RU-KLU"},
		{"a district under a rule on its neighbour", "RU-KLU.563697", "region", "RU-KLU.543347", "district", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inc := incident("inc-near", tc.unit)
			name := "a village"
			inc.Place.Level, inc.Place.Name = tc.level, &name
			rule := limitOn(tc.coarsest, "")
			rule.RegionID = tc.rule
			s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(said(), inc, rule)...))
			if err != nil {
				t.Fatal(err)
			}
			got, want := strings.Join(s.Incidents()[0].Place.RegionIDs, " "), tc.told
			if want == "" {
				want = tc.unit
			}
			text, _ := json.Marshal(s.Records(record.KindIncident))
			if got != want || strings.Contains(string(text), "village") != (tc.told == "") || snapshot.Veiled(s.Incidents()[0].ID) != (tc.told != "") {
				t.Errorf("told in %q, want %q: %s", got, want, text)
			}
		})
	}
}

// TestWhatBecameFinerIsNotToldOfThePast: a report that was told in its region, and corrected to a district that may not be
// told, goes by no name and no words of its own in older states either; there as now it says by which rule, and once.
func TestWhatBecameFinerIsNotToldOfThePast(t *testing.T) {
	inc := incident("inc-near", "RU-KLU")
	name := "a village"
	inc.Place.Name = &name
	revs := revise(t, 0, append(said(), limitOn("region", ""), inc)...)
	before := int64(len(revs))
	finer := *inc
	finer.Place.Level, finer.Place.RegionIDs = "district", []string{"RU-KLU.563697"}
	again := revise(t, before, &finer)
	again[0].Rev, again[0].Change = 2, "correction"
	revs = append(revs, again...)
	finer.Place.RegionIDs = []string{"RU-KLU.543347"}
	once := revise(t, before+1, &finer)
	once[0].Rev, once[0].Change = 3, "correction"
	revs = append(revs, once...)
	head, err := snapshot.Build(t.Context(), areas(t), recorded, revs)
	if err != nil {
		t.Fatal(err)
	}
	for _, seq := range []int64{before, before + 1, before + 2} {
		s := head
		if seq < head.Head() {
			if s, err = snapshot.BuildPast(t.Context(), head, recorded, revs, seq); err != nil {
				t.Fatal(err)
			}
		}
		if _, ok := s.Record("inc-near"); ok || len(s.Incidents()) != 1 || !snapshot.Veiled(s.Incidents()[0].ID) {
			t.Fatalf("as of %d it is told under its own id: %v", seq, ok)
		}
		place := s.Incidents()[0].Place
		if strings.Join(place.RegionIDs, " ") != "RU-KLU" || place.Name != nil || place.Generalised == nil || strings.Count(*place.Generalised, "(res)") != 1 {
			t.Errorf("as of %d it is told as %+v", seq, place)
		}
	}
}

// TestTheDayOfARuleIsTheLocalOne: what was by day in the far east was on another date by UTC; a rule of one day holds for
// the date there, of a report and of a total alike.
func TestTheDayOfARuleIsTheLocalOne(t *testing.T) {
	const zone = "Asia/Kamchatka"
	loc, ok := record.Location(zone)
	if !ok {
		t.Fatal("no zone")
	}
	date := record.NewDate(2025, time.August, 28)
	day := record.DayBounds(date, loc)
	if record.DateOf(day.Start) == date {
		t.Fatal("the day begins on the same date by UTC")
	}
	inc := incident("inc-near", "RU-KAM.xdeadbeef")
	inc.When = record.When{Start: &day.Start, End: &day.End, Zone: zone, Precision: "day"}
	tally := &record.Tally{Kind: record.KindTally, ID: "tal", Metric: "intercepted", Count: record.Exact(3), Window: &day, WindowBasis: "stated", Zone: zone, WeaponClass: "uav",
		Scope: []string{"RU"}, Split: "complete", Items: []record.TallyItem{{RegionID: "RU-KAM.xdeadbeef", Count: 3}}, Statements: []string{"st-test"}, Checks: []record.Check{}, Status: "ok"}
	for on, held := range map[record.Date]bool{date: true, date - 1: false, date + 1: false} {
		rule := limitOn("region", "")
		rule.RegionID, rule.InForceFrom, rule.InForceTo = "RU-KAM", &on, &on
		s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(said(), inc, tally, rule)...))
		if err != nil {
			t.Fatal(err)
		}
		if _, whole := s.Record("inc-near"); whole == held {
			t.Errorf("a rule of %s: the report is told whole: %v", on, whole)
		}
		e, ok := s.Record("tal")
		told, is := e.Record.(*record.Tally)
		if !ok || !is || (len(told.Items) == 0) != held {
			t.Errorf("a rule of %s: the total is told as %+v", on, e.Record)
		}
	}
}
