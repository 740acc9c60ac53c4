package totals_test

import (
	"fmt"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/totals"
	"oblast/geo/region"
)

// facts builds the cube of the reports of August to November 2025.
func facts() (*region.Tree, *totals.Cube) {
	tree, in := ledgertest.Tree(), ledgertest.Facts()
	return tree, totals.Build(tree, in, ledger.Build(tree, in))
}

// night asks for one date's night.
func night(level region.Level, measure, basis, date string) totals.Query {
	d := ledgertest.Date(date)
	return totals.Query{Level: level, Measure: measure, Basis: basis, Part: "night", From: d, To: d, Within: region.None}
}

// rowOf finds a unit's row.
func rowOf(t *testing.T, tree *region.Tree, c *totals.Cube, q totals.Query, id string) totals.Row {
	t.Helper()
	unit, ok := tree.Unit(id)
	if !ok {
		t.Fatalf("no unit %s", id)
	}
	q.Level = unit.Level
	for _, r := range c.Rows(q) {
		if tree.At(r.Unit).ID == id {
			return r
		}
	}
	t.Fatalf("no row for %s", id)
	return totals.Row{}
}

// spell writes a number, unknown as null.
func spell(n totals.Number) string {
	if !n.Known {
		return "null"
	}
	return fmt.Sprint(n.N)
}

// brief writes a row as "value {1, 2} residual {0, 1} unsplit 3 conflict", leaving out what is unknown or false.
func brief(r totals.Row) string {
	s := r.Status
	if r.Min.Known {
		s += " {" + spell(r.Min) + ", " + spell(r.Max) + "}"
	}
	if r.ResidualMin.Known {
		s += " residual {" + spell(r.ResidualMin) + ", " + spell(r.ResidualMax) + "}"
	}
	if r.UnsplitMax.Known {
		s += " unsplit " + spell(r.UnsplitMax)
	}
	if r.Conflict {
		s += " conflict"
	}
	return s
}

// TestFacts holds every cell worked out by hand against the cube.
func TestFacts(t *testing.T) {
	const claimed, incidents, reconciled = totals.Claimed, totals.Incidents, totals.Reconciled
	tree, c := facts()
	tests := []struct{ measure, basis, date, unit, want string }{
		{"interceptions", claimed, "2025-08-25", "RU", "value {21, 21} residual {3, 3}"},
		{"interceptions", claimed, "2025-08-25", "RU-SMO", "value {7, 7} residual {7, 7}"},
		{"interceptions", claimed, "2025-08-25", "RU-KLU", "value {1, 1} residual {1, 1}"},
		{"interceptions", claimed, "2025-08-25", "RU-MOW", "no_data unsplit 3"},
		{"interceptions", reconciled, "2025-08-25", "RU-MOW", "no_data unsplit 3"},
		{"interceptions", reconciled, "2025-08-25", "RU-MOS", "no_data unsplit 3"},
		{"interceptions", reconciled, "2025-08-25", "RU", "value {21, 21} residual {3, 3}"},

		{"interceptions", claimed, "2025-08-26", "RU", "value {80, 80} residual {4, 4} conflict"},
		{"interceptions", claimed, "2025-08-26", "RU-BRY", "value {13, 13} residual {13, 13}"},
		{"interceptions", claimed, "2025-08-26", "RU-ROS", "value {9, 9} residual {9, 9}"},
		{"interceptions", claimed, "2025-08-26", "RU-KLU", "value {2, 2} residual {2, 2}"},
		{"interceptions", claimed, "2025-08-26", "RU-LEN", "value {6, 6} residual {6, 6} conflict"},
		{"interceptions", incidents, "2025-08-26", "RU-LEN", "value {11, null} residual {11, null} conflict"},
		{"interceptions", reconciled, "2025-08-26", "RU-LEN", "value {11, null} residual {11, null} conflict"},
		{"interceptions", reconciled, "2025-08-26", "RU-KLU", "value {2, 2} residual {1, 1}"},
		{"interceptions", reconciled, "2025-08-26", "RU", "value {85, null} residual {4, 4} conflict"},
		{"interceptions", reconciled, "2025-08-26", "RU-KLU.kozelsky", "value {1, 1}"},
		{"interceptions", reconciled, "2025-08-26", "RU-KLU.kirovsky", "no_data unsplit 1"},
		{"interceptions", claimed, "2025-08-26", "RU-KLU.kozelsky", "no_data unsplit 2"},
		{"interceptions", reconciled, "2025-08-26", "RU-LEN.luzhsky", "no_data"}, // its region's residual is open

		{"interceptions", claimed, "2025-08-27", "RU", "value {26, 26} residual {0, 0}"},
		{"interceptions", claimed, "2025-08-27", "RU-ROS", "value {15, 15} residual {15, 15}"},
		{"interceptions", claimed, "2025-08-27", "RU-ORL", "value {4, 4} residual {4, 4}"},
		{"interceptions", claimed, "2025-08-27", "RU-BEL", "value {3, 3} residual {3, 3}"},
		{"interceptions", claimed, "2025-08-27", "RU-BRY", "value {2, 2} residual {2, 2}"},
		{"interceptions", claimed, "2025-08-27", "RU-KRS", "value {2, 2} residual {2, 2}"},
		{"interceptions", claimed, "2025-08-27", "RU-KLU", "none_reported"},
		{"interceptions", claimed, "2025-08-27", "RU-KLU.dzerzhinsky", "none_reported"},
		{"interceptions", incidents, "2025-08-27", "RU-ROS", "value {1, null} residual {1, null}"},
		{"interceptions", incidents, "2025-08-27", "RU-KLU", "value {1, 1} residual {0, 0}"},
		{"interceptions", incidents, "2025-08-27", "RU-ORL", "no_data"},
		{"interceptions", reconciled, "2025-08-27", "RU-KLU", "value {1, 1} residual {0, 0}"},
		{"interceptions", reconciled, "2025-08-27", "RU-KLU.dzerzhinsky", "value {1, 1}"},
		{"interceptions", reconciled, "2025-08-27", "RU-KLU.kirovsky", "no_data unsplit 0"},
		{"interceptions", reconciled, "2025-08-27", "RU-ROS", "value {15, 15} residual {15, 15}"},
		{"interceptions", reconciled, "2025-08-27", "RU-ROS.taganrog", "no_data unsplit 15"},
		{"interceptions", reconciled, "2025-08-27", "RU", "value {27, 27} residual {0, 0}"},
		{"interceptions", claimed, "2025-08-27", "UA", "value {74, 74} residual {74, 74}"},
		{"interceptions", claimed, "2025-08-27", "UA-59", "no_data unsplit 74"},

		{"interceptions", claimed, "2025-10-06", "RU-KLU", "value {2, 2} residual {2, 2}"},
		{"interceptions", claimed, "2025-10-06", "RU-BRY", "no_data unsplit 249"},
		{"interceptions", reconciled, "2025-10-06", "RU-KLU", "value {2, 2} residual {1, 1}"},
		{"interceptions", reconciled, "2025-10-06", "RU-BRY", "no_data unsplit 249"},
		{"interceptions", reconciled, "2025-10-06", "RU", "value {251, 251} residual {249, 249}"},

		{"interceptions", claimed, "2025-10-27", "RU", "value {193, 193} residual {40, 40}"},
		{"interceptions", claimed, "2025-10-27", "RU-TUL", "value {32, 32} residual {32, 32}"},
		{"interceptions", reconciled, "2025-10-27", "RU-KLU", "value {42, 42} residual {42, 42}"},
		{"interceptions", reconciled, "2025-10-27", "RU", "value {193, 193} residual {40, 40}"},

		{"interceptions", claimed, "2025-10-28", "RU", "value {17, 17} residual {1, 1}"},
		{"interceptions", reconciled, "2025-10-28", "RU-KLU", "value {13, 13} residual {13, 13}"},
		{"interceptions", reconciled, "2025-10-28", "RU", "value {17, 17} residual {1, 1}"},

		{"interceptions", claimed, "2025-10-29", "RU", "value {100, 100} residual {9, 9}"},
		{"interceptions", claimed, "2025-10-29", "RU-BRY", "value {46, 46} residual {46, 46}"},
		{"interceptions", claimed, "2025-10-29", "UA-43", "value {3, 3} residual {3, 3}"},
		{"interceptions", claimed, "2025-10-29", "UA", "no_data"},
		{"interceptions", reconciled, "2025-10-29", "UA-43", "value {3, 3} residual {3, 3}"},
		{"interceptions", reconciled, "2025-10-29", "UA", "no_data"},
		{"interceptions", reconciled, "2025-10-29", "RU-KLU", "value {16, 28} residual {16, 28}"},
		{"interceptions", reconciled, "2025-10-29", "RU", "value {104, 116} residual {9, 9}"},

		{"interceptions", claimed, "2025-10-30", "RU-KLU", "no_data"},
		{"interceptions", reconciled, "2025-10-30", "RU-KLU", "value {15, 15} residual {15, 15}"},
		{"interceptions", reconciled, "2025-10-30", "RU-ROS", "not_covered"},
		{"interceptions", claimed, "2025-10-30", "RU-ORL", "not_covered"},
		{"interceptions", incidents, "2025-10-30", "RU-ORL", "not_covered"},

		{"interceptions", reconciled, "2025-11-01", "RU", "value {1, 1} residual {1, 1}"},
		{"interceptions", reconciled, "2025-11-01", "RU-KLU", "no_data"},
		{"interceptions", reconciled, "2025-11-01", "RU-MOS", "no_data"},
		{"interceptions", reconciled, "2025-11-01", "RU-MOW", "not_covered"},
		{"interceptions", reconciled, "2025-08-09", "RU-KLU", "value {13, 13} residual {0, 0}"},
		{"interceptions", reconciled, "2025-08-09", "RU-KLU.zhukovsky", "value {3, 3}"},

		{"damaged_objects", incidents, "2025-08-26", "RU-LEN", "value {4, 4} residual {0, 0}"},
		{"damaged_objects", reconciled, "2025-08-26", "RU-LEN.slantsevsky", "value {4, 4}"},
		{"damaged_objects", incidents, "2025-08-27", "RU-ROS", "value {6, null} residual {0, 0}"},
		{"damaged_objects", incidents, "2025-08-27", "RU-ROS.novoshakhtinsk", "value {3, null}"},
		{"damaged_objects", incidents, "2025-08-27", "RU-ROS.neklinovsky", "value {2, null}"},
		{"damaged_objects", incidents, "2025-08-27", "RU-ROS.rostov-on-don", "value {1, 1}"},
		{"damaged_objects", incidents, "2025-10-27", "RU-KLU.dzerzhinsky", "value {5, 5}"},
		{"damaged_objects", incidents, "2025-10-29", "RU-BRY", "value {10, 10} residual {10, 10}"},
		{"damaged_objects", incidents, "2025-10-29", "RU-BRY.pogarsky", "no_data unsplit 10"},
		{"killed", incidents, "2025-10-27", "RU-BRY", "value {1, 1} residual {0, 0}"},
		{"injured", incidents, "2025-10-27", "RU-BRY", "value {5, 5} residual {0, 0}"},
		{"injured", incidents, "2025-10-27", "RU-KLU", "none_reported"},
		{"injured", reconciled, "2025-08-27", "RU-KLU", "none_reported"},
		{"injured", reconciled, "2025-08-27", "RU-ROS", "none_reported"},
		{"injured", reconciled, "2025-08-27", "RU-ORL", "no_data"},
		{"injured", reconciled, "2025-08-27", "RU-KLU.dzerzhinsky", "none_reported"},
		{"reports", reconciled, "2025-08-27", "RU-ROS", "value {4, 4} residual {1, 1}"},
		{"reports", reconciled, "2025-11-01", "RU", "value {1, 1} residual {1, 1}"},
		{"damage_reports", reconciled, "2025-08-27", "RU-ROS", "value {3, 3} residual {0, 0}"},
		{"nights", reconciled, "2025-08-27", "RU-KLU", "value {1, 1}"},
		{"nights", claimed, "2025-08-27", "RU-KLU", "none_reported"},
	}
	for _, date := range []string{"2025-08-26", "2025-08-27"} {
		for _, unit := range []string{"RU-TA", "RU-MOW"} {
			tests = append(tests,
				struct{ measure, basis, date, unit, want string }{"interceptions", claimed, date, unit, "none_reported"},
				struct{ measure, basis, date, unit, want string }{"interceptions", incidents, date, unit, "no_data"},
				struct{ measure, basis, date, unit, want string }{"interceptions", reconciled, date, unit, "none_reported"})
		}
		for _, basis := range totals.Bases("interceptions") {
			row := rowOf(t, tree, c, night(0, "interceptions", basis, date), "UA-63")
			if row.Status != "no_data" || row.Min.Known {
				t.Errorf("UA-63 on %s %s: got %s, want no_data", date, basis, brief(row))
			}
		}
	}
	for _, test := range tests {
		row := rowOf(t, tree, c, night(0, test.measure, test.basis, test.date), test.unit)
		if got := brief(row); got != test.want {
			t.Errorf("%s %s %s %s: got %s, want %s", test.date, test.unit, test.measure, test.basis, got, test.want)
		}
	}
}

func TestKazakhstanIsNeverCovered(t *testing.T) {
	tree, c := facts()
	for _, date := range c.Dates() {
		for _, measure := range totals.Measures {
			for _, basis := range totals.Bases(measure) {
				for _, unit := range []string{"KZ", "KZ-10"} {
					if row := rowOf(t, tree, c, night(0, measure, basis, date.String()), unit); row.Status != "not_covered" {
						t.Errorf("%s %s %s: got %s", date, unit, measure, brief(row))
					}
				}
			}
		}
	}
}

func TestPeriods(t *testing.T) {
	tree, c := facts()
	tests := []struct{ name, basis, part, from, to, unit, want string }{
		{"a night and its day", totals.Claimed, "all", "2025-10-28", "2025-10-28", "RU", "value {32, 32} residual {1, 1}"},
		{"a night and its day", totals.Claimed, "all", "2025-10-28", "2025-10-28", "RU-KLU", "value {14, 14} residual {14, 14}"},
		{"a night and its day", totals.Claimed, "all", "2025-10-28", "2025-10-28", "RU-BRY", "value {10, 10} residual {10, 10}"},
		{"a day alone", totals.Claimed, "day", "2025-10-28", "2025-10-28", "RU-KLU", "value {1, 1} residual {1, 1}"},
		{"with the day", totals.Reconciled, "all", "2025-10-30", "2025-10-30", "RU-KLU", "value {16, 16} residual {15, 15}"},
		{"two nights", totals.Reconciled, "night", "2025-08-26", "2025-08-27", "RU-KLU", "value {3, 3} residual {1, 1}"},
		{"value before none reported", totals.Claimed, "night", "2025-08-25", "2025-08-27", "RU-KLU", "value {3, 3} residual {3, 3}"},
		{"no data before none reported", totals.Claimed, "night", "2025-08-25", "2025-08-27", "RU-MOW", "no_data unsplit 3"},
		{"before everything", totals.Claimed, "all", "2025-01-01", "2025-01-31", "RU-KLU", "not_covered"},
		{"from after to", totals.Claimed, "all", "2025-08-27", "2025-08-25", "RU-KLU", "not_covered"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := night(0, "interceptions", test.basis, test.from)
			q.Part, q.To = test.part, ledgertest.Date(test.to)
			if got := brief(rowOf(t, tree, c, q, test.unit)); got != test.want {
				t.Errorf("%s: got %s, want %s", test.unit, got, test.want)
			}
		})
	}
	from, to := c.Period()
	if got := from.String() + " " + to.String(); got != "2025-08-09 2025-11-01" {
		t.Errorf("period: got %s", got)
	}
}

func TestSingleNightValues(t *testing.T) {
	_, c := facts()
	q := night(region.Region, "interceptions", totals.Claimed, "2025-08-27")
	q.From, q.To = 0, 0 // neither the period nor within matters
	values := c.SingleNightValues(q)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	// 18 + 76 + 26 + 55 + 2 + 153 + 16 + 94: every region's item of every counted night, days left out
	if len(values) != 6-1+15+5+7+1+12+2+12 || sum != 440 {
		t.Errorf("got %d values that sum to %v, want 59 and 440", len(values), sum)
	}
}
