package totals_test

import (
	"slices"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

const date = "2025-09-01"

func inc(id, count, places string) *record.Incident {
	return ledgertest.Incident(id, date, count, places)
}

func tally(total int, split, items string) *record.Tally {
	return ledgertest.Tally("tal", date, "", total, split, items)
}

func change[T any](r *T, edit func(*T)) *T {
	edit(r)
	return r
}

func TestRules(t *testing.T) {
	other := func(i *record.Incident) { i.Statements = []string{"st-media"} }
	missiles := change(tally(3, "complete", "RU-KLU 3"), func(t *record.Tally) { t.ID, t.WeaponClass = "tal-missiles", "missile" })
	tests := []struct {
		name      string
		tallies   []*record.Tally
		incidents []*record.Incident
		measure   string // interceptions if empty
		basis     string // reconciled if empty
		unit      string
		want      string
	}{
		{"a number stated as 0", nil, []*record.Incident{inc("a", "0", "RU-KLU.kirovsky")}, "", "", "RU-KLU", "zero {0, 0} residual {0, 0}"},
		{"in its district", nil, []*record.Incident{inc("a", "0", "RU-KLU.kirovsky")}, "", "", "RU-KLU.kirovsky", "zero {0, 0}"},
		{"in the next district", nil, []*record.Incident{inc("a", "0", "RU-KLU.kirovsky")}, "", "", "RU-KLU.kozelsky", "no_data unsplit 0"},
		{"0 by nobody responsible", nil, []*record.Incident{change(inc("a", "0", "RU-KLU"), other)}, "", "", "RU-KLU", "no_data"},
		{"an item of 0", []*record.Tally{tally(4, "complete", "RU-KLU 0, RU-BRY 4")}, nil, "", totals.Claimed, "RU-KLU", "zero {0, 0} residual {0, 0}"},
		{"nobody injured", nil, []*record.Incident{ledgertest.With(inc("a", "1", "RU-KLU"), "injured none")}, "injured", "", "RU-KLU", "none_reported"},
		{"nobody injured, says nobody responsible", nil, []*record.Incident{change(ledgertest.With(inc("a", "1", "RU-KLU"), "injured none"), other)}, "injured", "", "RU-KLU", "no_data"},
		{"0 injured", nil, []*record.Incident{ledgertest.With(inc("a", "1", "RU-KLU"), "injured 0")}, "injured", "", "RU-KLU", "zero {0, 0} residual {0, 0}"},
		{"some injured, none elsewhere", nil, []*record.Incident{ledgertest.With(inc("a", "1", "RU-KLU.kirovsky"), "injured none"), ledgertest.With(inc("b", "1", "RU-KLU.kozelsky"), "injured 2")}, "injured", "", "RU-KLU", "value {2, 2} residual {0, 0}"},
		{"injured not mentioned", nil, []*record.Incident{inc("a", "1", "RU-KLU")}, "injured", "", "RU-KLU", "no_data"},
		{"no objects damaged is no status of its own", nil, []*record.Incident{ledgertest.With(inc("a", "1", "RU-KLU"), "infrastructure none")}, "damaged_objects", "", "RU-KLU", "no_data"},
		{"about a number", nil, []*record.Incident{inc("a", "~4", "RU-KLU")}, "", "", "RU-KLU", "value {0, null} residual {0, null}"},
		{"up to a number", nil, []*record.Incident{inc("a", "<=4", "RU-KLU")}, "", "", "RU-KLU", "value {0, 4} residual {0, 4}"},

		{"a report over two regions", nil, []*record.Incident{inc("a", "2", "RU-KLU RU-BRY")}, "", "", "RU", "value {2, 2} residual {2, 2}"},
		{"in one of them", nil, []*record.Incident{inc("a", "2", "RU-KLU RU-BRY")}, "", "", "RU-KLU", "no_data"},
		{"a report over two countries", nil, []*record.Incident{inc("a", "2", "RU-KLU UA-59")}, "reports", "", "RU", "no_data"},
		{"may lie in a named item", []*record.Tally{tally(9, "complete", "RU-KLU 9")}, []*record.Incident{inc("a", "2", "RU-KLU RU-BRY")}, "", "", "RU", "value {9, 11} residual {0, 2}"},
		{"and is more than the items", []*record.Tally{tally(1, "complete", "RU-KLU 1")}, []*record.Incident{inc("a", "5", "RU-KLU RU-BRY")}, "", "", "RU", "value {5, 6} residual {0, 5}"},
		{"may lie in the rest", []*record.Tally{tally(9, "partial", "RU-KLU 4")}, []*record.Incident{inc("a", "2", "RU-TUL RU-BRY")}, "", "", "RU", "value {9, 11} residual {5, 7}"},
		{"in an open region", []*record.Tally{tally(9, "partial", "RU-KLU 4")}, []*record.Incident{inc("a", "2", "RU-BRY")}, "", "", "RU", "value {9, 11} residual {3, 5}"},
		{"the open region itself", []*record.Tally{tally(9, "partial", "RU-KLU 4")}, []*record.Incident{inc("a", "2", "RU-BRY")}, "", "", "RU-BRY", "value {2, 2} residual {2, 2} unsplit 5"},
		{"more in an open region than the rest", []*record.Tally{tally(9, "partial", "RU-KLU 4")}, []*record.Incident{inc("a", "7", "RU-BRY")}, "", "", "RU", "value {11, 16} residual {0, 5}"},
		{"in a composite's member", []*record.Tally{tally(9, "complete", "composite.moscow 9")}, []*record.Incident{inc("a", "7", "RU-MOS")}, "", "", "RU", "value {9, 16} residual {2, 9}"},
		{"the member itself", []*record.Tally{tally(9, "complete", "composite.moscow 9")}, []*record.Incident{inc("a", "7", "RU-MOS")}, "", "", "RU-MOS", "value {7, 7} residual {7, 7} unsplit 9"},
		{"the other member", []*record.Tally{tally(9, "complete", "composite.moscow 9")}, []*record.Incident{inc("a", "7", "RU-MOS")}, "", "", "RU-MOW", "no_data unsplit 9"},
		{"over a water", []*record.Tally{tally(9, "complete", "water.black-sea 9")}, []*record.Incident{inc("a", "7", "water.black-sea")}, "", "", "RU", "value {9, 9} residual {9, 9}"},
		{"over a water, by incidents", []*record.Tally{tally(9, "complete", "water.black-sea 9")}, []*record.Incident{inc("a", "7", "water.black-sea")}, "", totals.Incidents, "RU", "value {7, 7} residual {7, 7}"},

		{"missiles beside drones", []*record.Tally{tally(4, "complete", "RU-KLU 4"), missiles}, nil, "", totals.Claimed, "RU-KLU", "value {7, 7} residual {7, 7}"},
		{"of the whole country", []*record.Tally{tally(4, "complete", "RU-KLU 4"), missiles}, nil, "", totals.Claimed, "RU", "value {7, 7} residual {0, 0}"},
		{"named in neither", []*record.Tally{tally(4, "complete", "RU-KLU 4"), missiles}, nil, "", totals.Claimed, "RU-BRY", "none_reported"},
		{"named in neither, one split open", []*record.Tally{tally(4, "none", ""), missiles}, nil, "", totals.Claimed, "RU-BRY", "no_data unsplit 4"},

		{"67 with items that sum to 74", []*record.Tally{tally(67, "complete", "RU-KLU 40, RU-BRY 34")}, nil, "", totals.Claimed, "RU-KLU", "no_data unsplit 67"},
		{"67 in all", []*record.Tally{tally(67, "complete", "RU-KLU 40, RU-BRY 34")}, nil, "", totals.Claimed, "RU", "value {67, 67} residual {67, 67}"},
		{"121 with items that sum to 112", []*record.Tally{tally(121, "complete", "RU-KLU 100, RU-BRY 12")}, nil, "", totals.Claimed, "RU-KLU", "value {100, 100} residual {100, 100}"},
		{"the nine left", []*record.Tally{tally(121, "complete", "RU-KLU 100, RU-BRY 12")}, nil, "", totals.Claimed, "RU-TUL", "no_data unsplit 9"},
		{"121 in all", []*record.Tally{tally(121, "complete", "RU-KLU 100, RU-BRY 12")}, nil, "", "", "RU", "value {121, 121} residual {9, 9}"},
		{"a tally over two regions", []*record.Tally{change(tally(9, "none", ""), func(t *record.Tally) { t.Scope = []string{"RU-KLU", "RU-BRY"} })}, nil, "", totals.Claimed, "RU-KLU", "no_data unsplit 9"},
		{"is no country's claim", []*record.Tally{change(tally(9, "none", ""), func(t *record.Tally) { t.Scope = []string{"RU-KLU", "RU-BRY"} })}, nil, "", totals.Claimed, "RU", "no_data"},
		{"but a part of its truth", []*record.Tally{change(tally(9, "none", ""), func(t *record.Tally) { t.Scope = []string{"RU-KLU", "RU-BRY"} })}, nil, "", "", "RU", "value {9, 9} residual {9, 9}"},
		{"and covers no third region", []*record.Tally{change(tally(9, "none", ""), func(t *record.Tally) { t.Scope = []string{"RU-KLU", "RU-BRY"} })}, nil, "", totals.Claimed, "RU-TUL", "not_covered"},
		{"a contained maximum is capped", []*record.Tally{tally(15, "complete", "RU-ROS 15")}, []*record.Incident{inc("a", "?", "RU-ROS.taganrog")}, "", "", "RU-ROS.taganrog", "value {1, 15}"},
		{"its region's residual", []*record.Tally{tally(15, "complete", "RU-ROS 15")}, []*record.Incident{inc("a", "?", "RU-ROS.taganrog")}, "", "", "RU-ROS", "value {15, 15} residual {0, 14}"},
		{"discounted", nil, []*record.Incident{change(inc("a", "1", "RU-KLU"), func(i *record.Incident) { i.Grade = "discounted" })}, "", "", "RU-KLU", "not_covered"},
	}
	tree := ledgertest.Tree()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, c := cubeOf(tree, ledger.Input{Incidents: test.incidents, Tallies: test.tallies, Statements: ledgertest.Held(ledgertest.Statements())})
			if got := brief(rowOf(t, tree, c, night(0, test.measure, test.basis, date), test.unit)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestUndatedIsInTheWholeAlone(t *testing.T) {
	tree := ledgertest.Tree()
	lost := change(inc("a", "2", "RU-KLU"), func(i *record.Incident) { i.When = record.When{Precision: "unknown"} })
	_, c := cubeOf(tree, ledger.Input{Incidents: []*record.Incident{lost, inc("b", "1", "RU-KLU")}, Statements: ledgertest.Held(ledgertest.Statements())})
	q := night(0, "", "", date)
	for _, test := range []struct {
		part  string
		whole bool
		want  string
	}{{"all", false, "value {1, 1} residual {1, 1}"}, {"all", true, "value {3, 3} residual {3, 3}"}, {"night", true, "value {1, 1} residual {1, 1}"}} {
		q.Part, q.Whole = test.part, test.whole
		if got := brief(rowOf(t, tree, c, q, "RU-KLU")); got != test.want {
			t.Errorf("part %s, whole %v: got %s, want %s", test.part, test.whole, got, test.want)
		}
	}
}

func TestWithheld(t *testing.T) {
	tree := ledgertest.Tree()
	klu, _ := tree.Find("RU-KLU")
	in := ledger.Input{Incidents: []*record.Incident{inc("a", "1", "RU-KLU.kirovsky")}, Statements: ledgertest.Held(ledgertest.Statements())}
	c := totals.Build(tree, in, ledger.Build(tree, in),
		totals.Withheld{Unit: klu, Level: region.District, From: ledgertest.Date(date), To: ledgertest.Date(date)})
	later := ledgertest.Date(date) + 1
	for _, test := range []struct {
		unit   string
		period [2]record.Date
		want   string
	}{
		{"RU-KLU.kirovsky", [2]record.Date{later - 1, later}, "withheld"},
		{"RU-KLU.kozelsky", [2]record.Date{later - 1, later - 1}, "withheld"},
		{"RU-KLU.kirovsky", [2]record.Date{later, later}, "not_covered"},
		{"RU-KLU", [2]record.Date{later - 1, later - 1}, "value {1, 1} residual {0, 0}"},
		{"RU-LEN.luzhsky", [2]record.Date{later - 1, later - 1}, "not_covered"},
	} {
		q := night(0, "", "", date)
		q.From, q.To = test.period[0], test.period[1]
		row := rowOf(t, tree, c, q, test.unit)
		if got := brief(row); got != test.want {
			t.Errorf("%s: got %s, want %s", test.unit, got, test.want)
		}
		if row.Status == "withheld" && (row.IncidentsMin.Known || row.NIncidents > 0) {
			t.Errorf("%s: something shows through: %+v", test.unit, row)
		}
	}
	if values := c.SingleNightValues(totals.Query{Level: region.District}); len(values) != 0 {
		t.Errorf("withheld values make classes: %v", values)
	}
}

func TestCountsOfRecords(t *testing.T) {
	tree, c := facts()
	for _, test := range []struct {
		unit, measure, date  string
		nIncidents, nTallies int
	}{
		{"RU-KLU", "interceptions", "2025-08-26", 1, 2},
		{"RU-ROS", "interceptions", "2025-08-27", 1, 1},
		{"RU-ROS.taganrog", "interceptions", "2025-08-27", 1, 0}, // one of seven places of one record
		{"RU-ROS.novoshakhtinsk", "reports", "2025-08-27", 2, 0},
		{"RU-ROS", "damage_reports", "2025-08-27", 3, 0},
		{"RU-MOS", "interceptions", "2025-11-01", 1, 0},
		{"RU-BRY", "interceptions", "2025-10-06", 0, 1},
		{"RU", "interceptions", "2025-08-26", 2, 2},
	} {
		row := rowOf(t, tree, c, night(0, test.measure, "", test.date), test.unit)
		if row.NIncidents != test.nIncidents || row.NTallies != test.nTallies {
			t.Errorf("%s %s %s: got %d incidents, %d tallies, want %d, %d", test.date, test.unit, test.measure, row.NIncidents, row.NTallies, test.nIncidents, test.nTallies)
		}
	}
}

func TestWhatDoesNotExist(t *testing.T) {
	_, c := facts()
	for _, q := range []totals.Query{{Measure: "sorrow"}, {Measure: "reports", Basis: totals.Claimed}, {Basis: "guessed"}, {Level: region.Water}, {Level: region.Composite}} {
		if rows := c.Rows(q); rows != nil {
			t.Errorf("%+v: got %d rows", q, len(rows))
		}
		if values := c.SingleNightValues(q); values != nil {
			t.Errorf("%+v: got %d values", q, len(values))
		}
	}
	if totals.Bases("sorrow") != nil {
		t.Error("an unknown measure has bases")
	}
}

func TestWithin(t *testing.T) {
	tree, c := facts()
	q := night(region.District, "", "", "2025-08-27")
	q.Within, _ = tree.Find("RU-KLU")
	for _, r := range c.Rows(q) {
		if !tree.Within(r.Unit, q.Within) {
			t.Errorf("%s is not in it", tree.At(r.Unit).ID)
		}
	}
	if got := len(c.Rows(q)); got != 23 {
		t.Errorf("got %d rows, want 23", got)
	}
	moscow := night(region.Region, "", "", "2025-08-27")
	moscow.Within, _ = tree.Find("composite.moscow")
	if got := len(c.Rows(moscow)); got != 2 {
		t.Errorf("a composite: got %d rows, want its 2 members", got)
	}
}

// A region without districts is no hole in the map of districts: it stands there by its own numbers.
func TestUndividedRegionsStandAmongDistricts(t *testing.T) {
	tree, c := facts()
	for _, basis := range []string{totals.Claimed, totals.Incidents, totals.Reconciled} {
		q := night(region.District, "interceptions", basis, "2025-08-27")
		want := c.Rows(q)
		above := q
		above.Level = region.Region
		cities := 0
		for _, r := range c.Rows(above) {
			if len(tree.Children(r.Unit)) == 0 && r.Status != "not_covered" {
				want = append(want, r)
				cities++
			}
		}
		q.Undivided = true
		if got := c.Rows(q); cities == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: got %d rows, want %d, %d of them regions", basis, len(got), len(want), cities)
		}
		alone, all := q, c.SingleNightValues(q)
		alone.Undivided = false
		more := 0
		c.EachSingleNight(above, func(unit int32, _ float64) bool {
			if len(tree.Children(unit)) == 0 {
				more++
			}
			return true
		})
		if got, want := len(all), len(c.SingleNightValues(alone))+more; got != want || !slices.IsSorted(all) {
			t.Errorf("%s: %d values of single nights, want %d, in order", basis, got, want)
		}
	}
}

func TestEmptyCube(t *testing.T) {
	tree := ledgertest.Tree()
	_, c := cubeOf(tree, ledger.Input{})
	rows := c.Rows(totals.Query{Level: region.District, Whole: true, Within: region.None})
	if len(rows) != len(tree.OfLevel(region.District)) {
		t.Fatalf("got %d rows", len(rows))
	}
	for _, r := range rows {
		if brief(r) != "not_covered" {
			t.Errorf("%s: got %s", tree.At(r.Unit).ID, brief(r))
		}
	}
	if from, to := c.Period(); from != 0 || to != 0 {
		t.Errorf("period: got %v %v", from, to)
	}
}

// TestLongHistory: one district on more nights than 16 bits can count.
func TestLongHistory(t *testing.T) {
	const nights = 1<<15 + 100
	tree := ledgertest.Tree()
	first := ledgertest.Date("1930-01-01")
	one := record.Exact(1)
	var all []*record.Incident
	for n := range record.Date(nights) {
		d := first + n
		all = append(all, &record.Incident{ID: d.String(), IsInterception: true, WeaponClass: "uav", Count: &one, Grade: "confirmed",
			When: record.When{Zone: "UTC", Precision: "night", NightOf: &d}, Place: record.Place{Level: "district", RegionIDs: []string{"RU-KLU.kirovsky"}}})
	}
	_, c := cubeOf(tree, ledger.Input{Incidents: all})
	q := totals.Query{Part: "all", From: first + 50, To: first + nights - 51, Within: region.None}
	if got := brief(rowOf(t, tree, c, q, "RU-KLU.kirovsky")); got != "value {32768, 32768}" {
		t.Errorf("got %s", got)
	}
	if row := rowOf(t, tree, c, q, "RU-KLU.kozelsky"); row.Status != "no_data" {
		t.Errorf("the next district: got %s", brief(row))
	}
}
