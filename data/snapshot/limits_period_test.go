package snapshot_test

import (
	"fmt"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/region"
)

// TestRestrictionsHoldWhileTheyAreInForce, from their first day to their last, both included; what is of no known day is
// always under them.
func TestRestrictionsHoldWhileTheyAreInForce(t *testing.T) {
	day := func(d int) *record.Date { x := record.NewDate(2025, time.August, d); return &x }
	for _, tc := range []struct {
		name     string
		from, to *record.Date
		held     string // which of the nights of 24 to 28 August, and of the one of no day
	}{
		{"always", nil, nil, "24 25 26 27 28 none"},
		{"from a day on", day(26), nil, "26 27 28 none"},
		{"until a day", nil, day(26), "24 25 26 none"},
		{"for some days", day(25), day(27), "25 26 27 none"},
		{"for one", day(26), day(26), "26 none"},
		{"later", day(29), nil, "none"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rule := limitOn("region", "")
			rule.InForceFrom, rule.InForceTo = tc.from, tc.to
			records := append(said(), rule)
			for d := 24; d <= 28; d++ {
				inc := incident(fmt.Sprint("inc-", d), "RU-KLU.563697")
				record.SetNight(&inc.When, *day(d))
				records = append(records, inc)
			}
			none := incident("inc-none", "RU-KLU.563697")
			none.When = record.When{Zone: "Europe/Moscow", Precision: "unknown"}
			s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(records, none)...))
			if err != nil {
				t.Fatal(err)
			}
			held, silent := "", ""
			for d := 24; d <= 28; d++ {
				if _, whole := s.Record(fmt.Sprint("inc-", d)); !whole {
					held += fmt.Sprint(d, " ")
				}
				for _, r := range s.Totals().Rows(totals.Query{Level: region.District, From: *day(d), To: *day(d), Within: region.None}) {
					if s.Tree().At(r.Unit).ID == "RU-KLU.563697" && r.Status == "withheld" {
						silent += fmt.Sprint(d, " ")
					}
				}
			}
			if _, whole := s.Record("inc-none"); !whole {
				held, silent = held+"none", silent+"none"
			}
			if held != tc.held || silent != tc.held {
				t.Errorf("held %q, the district's totals are silent on %q; want %q", held, silent, tc.held)
			}
		})
	}
}

// TestSeveralRestrictionsHoldTogether: of a region and a district in it the coarsest counts, each says so; a rule for a
// district that no file of boundaries has holds by its id; the other regions are as they were.
func TestSeveralRestrictionsHoldTogether(t *testing.T) {
	on := func(id, unit, level string) *record.Restriction {
		x := limitOn(level, "")
		x.ID, x.RegionID = id, unit
		return x
	}
	for _, tc := range []struct {
		name  string
		rules []record.Record
		told  string // level and ids of the incident in a district, then of the one in a district that is not known
		says  string
	}{
		{"a district's", []record.Record{on("res-a", "RU-KLU.563697", "region")}, "region [RU-KLU]; district [RU-KLU.x00000000]", "Told no finer than region in RU-KLU.563697 (res-a)."},
		{"both", []record.Record{on("res-a", "RU-KLU.563697", "region"), on("res-b", "RU-KLU", "country")}, "country [RU]; country [RU]", "Told no finer than region in RU-KLU.563697 (res-a). Told no finer than country in RU-KLU (res-b)."},
		{"the country's", []record.Record{on("res-c", "RU", "region")}, "region [RU-KLU]; region [RU-KLU]", "Told no finer than region in RU (res-c)."},
		{"one of a district that is not known", []record.Record{on("res-x", "RU-KLU.x00000000", "region")}, "district [RU-KLU.563697]; region [RU-KLU]", "Told no finer than region in RU-KLU.x00000000 (res-x)."},
		{"another region's", []record.Record{on("res-d", "RU-BRY", "region")}, "district [RU-KLU.563697]; district [RU-KLU.x00000000]", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, b, two := incident("inc-a", "RU-KLU.563697"), incident("inc-b", "RU-KLU.x00000000"), record.Exact(2)
			b.Count = &two // by its number it is known under another name
			records := append(said(), a, b)
			s, err := snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(records, tc.rules...)...))
			if err != nil {
				t.Fatal(err)
			}
			told, says := map[string]string{}, ""
			for n, id := range []string{"inc-a", "inc-b"} {
				for _, inc := range s.Incidents() {
					if *inc.Count.Best == n+1 {
						told[id] = fmt.Sprint(inc.Place.Level, " ", inc.Place.RegionIDs)
						if inc.Place.Generalised != nil && says == "" {
							says = *inc.Place.Generalised
						}
					}
				}
			}
			if got := told["inc-a"] + "; " + told["inc-b"]; got != tc.told || says != tc.says {
				t.Errorf("got %s, %q; want %s, %q", got, says, tc.told, tc.says)
			}
		})
	}
}

// TestTheSplitOfADayUnderADelay falls until the delay of its window's end is over, where the rule was in force on that day.
func TestTheSplitOfADayUnderADelay(t *testing.T) {
	end := time.Date(2025, 8, 27, 17, 0, 0, 0, time.UTC)
	tally := &record.Tally{Kind: record.KindTally, ID: "tal", Metric: "intercepted", Count: record.Exact(8), Window: &record.Window{Start: end.Add(-5 * time.Hour), End: end},
		WindowBasis: "stated", Zone: "Europe/Moscow", WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Statements: []string{"st-test"}, Checks: []record.Check{}, Status: "ok",
		Items: []record.TallyItem{{RegionID: "RU-KLU", Count: 3}, {RegionID: "RU-BRY", Count: 5}}}
	day := func(d int) *record.Date { x := record.NewDate(2025, time.August, d); return &x }
	for _, tc := range []struct {
		name     string
		from, to *record.Date
		after    time.Duration
		items    int
	}{
		{"soon", nil, nil, time.Hour, 0},
		{"just before", nil, nil, 72*time.Hour - time.Second, 0},
		{"at last", nil, nil, 72 * time.Hour, 2},
		{"in force on that day alone", day(27), day(27), time.Hour, 0},
		{"in force until the day before", nil, day(26), time.Hour, 2},
		{"in force from the day after", day(28), nil, time.Hour, 2},
	} {
		rule := limitOn("", "72h")
		rule.InForceFrom, rule.InForceTo = tc.from, tc.to
		s, err := snapshot.Build(t.Context(), areas(t), end.Add(tc.after), revise(t, 0, append(said(), tally, rule)...))
		if err != nil {
			t.Fatal(err)
		}
		e, ok := s.Record("tal")
		if !ok {
			t.Fatalf("%s: the total is gone", tc.name)
		}
		if got, _ := e.Record.(*record.Tally); len(got.Items) != tc.items || *got.Count.Best != 8 || (got.Split == "complete") != (tc.items > 0) {
			t.Errorf("%s: told as %+v", tc.name, got)
		}
		if due, want := snapshot.Due(s), end.Add(72*time.Hour); tc.items == 0 && !due.Equal(want) || tc.items > 0 && !due.IsZero() {
			t.Errorf("%s: the next is due at %s", tc.name, due)
		}
	}
	near, later := incident("inc-near", "RU-KLU.563697"), incident("inc-later", "RU-KLU")
	record.SetNight(&later.When, *day(28))
	for _, order := range [][]record.Record{{near, later}, {later, near}} {
		s, err := snapshot.Build(t.Context(), areas(t), end, revise(t, 0, append(append(said(), order...), limitOn("", "72h"))...))
		if err != nil {
			t.Fatal(err)
		}
		if want := near.When.End.Add(72 * time.Hour); !snapshot.Due(s).Equal(want) {
			t.Errorf("of two the first is due at %s, want %s", snapshot.Due(s), want)
		}
	}
}

// TestWhatIsWithheldNowIsWithheldOfThePast: an incident that was corrected into a region with a delay is not to be had by
// asking for what it was before, as long as the delay runs.
func TestWhatIsWithheldNowIsWithheldOfThePast(t *testing.T) {
	moved := incident("inc-moved", "RU-BRY")
	revs := revise(t, 0, append(said(), limitOn("", "72h"), moved)...)
	before := int64(len(revs))
	moved.Place.RegionIDs = []string{"RU-KLU"}
	again := revise(t, before, moved)
	again[0].Rev, again[0].Change = 2, "correction"
	revs = append(revs, again...)
	for after, told := range map[time.Duration]bool{time.Hour: false, 73 * time.Hour: true} {
		head, err := snapshot.Build(t.Context(), areas(t), moved.When.End.Add(after), revs)
		if err != nil {
			t.Fatal(err)
		}
		past, err := snapshot.BuildPast(t.Context(), head, moved.When.End.Add(after), revs, before)
		if err != nil {
			t.Fatal(err)
		}
		for name, s := range map[string]*snapshot.Snapshot{"now": head, "then": past} {
			if _, ok := s.Record("inc-moved"); ok != told || (s.Withheld() == 0) != told {
				t.Errorf("%s after it, %s: told %v, %d withheld", after, name, ok, s.Withheld())
			}
		}
	}
}

// TestACopyOfWhatNobodyRefersToAnyMore is not told: when the last report that rests on veiled words becomes withheld
// itself, its follower tells no more than a snapshot made anew.
func TestACopyOfWhatNobodyRefersToAnyMore(t *testing.T) {
	log, live := startLive(t)
	head := live.Current().Head()
	far := incident("inc-far", "RU-BRY")
	add := func(change string, rev int, records ...record.Record) {
		t.Helper()
		revs := revise(t, live.Current().Head(), records...)
		for i := range revs {
			revs[i].Change, revs[i].Rev = change, rev
		}
		log.append(revs...)
		if err := live.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	add("create", 1, append(said(), incident("inc-near", "RU-KLU"), far, limitOn("region", "2000000h"))...)
	veiled := func() (n int) {
		for _, e := range live.Current().Records(record.KindStatement) {
			if snapshot.Veiled(e.ID) && e.Revisions[0].Seq > head {
				n++
			}
		}
		return n
	}
	if veiled() != 1 {
		t.Fatalf("%d copies of the words that a told report rests on", veiled())
	}
	moved := *far
	moved.Place.RegionIDs = []string{"RU-KLU"}
	add("correction", 2, &moved)
	if veiled() != 0 {
		t.Errorf("%d copies of words that no told report rests on", veiled())
	}
}
