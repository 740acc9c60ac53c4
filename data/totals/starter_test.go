package totals_test

import (
	"testing"

	"oblast/data/boundaries"
	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/starter"
	"oblast/data/totals"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// starterInput reads the embedded first records.
func starterInput(t testing.TB) ledger.Input {
	t.Helper()
	f, err := starter.Files.Open(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	statements, documents := map[string]*record.Statement{}, map[string]*record.Document{}
	in := ledger.Input{Statements: ledgertest.Held(statements), Documents: ledgertest.Held(documents)}
	record.DecodeLines(f, func(line int, r record.Record, err error) bool {
		if err != nil {
			t.Fatalf("line %d: %v", line, err)
		}
		switch r := r.(type) {
		case *record.Incident:
			in.Incidents = append(in.Incidents, r)
		case *record.Tally:
			in.Tallies = append(in.Tallies, r)
		case *record.Statement:
			statements[r.ID] = r
		case *record.Document:
			documents[r.ID] = r
		}
		return true
	})
	return in
}

// TestStarter holds the embedded records, on the embedded boundaries, against the same figures.
func TestStarter(t *testing.T) {
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		t.Fatal(err)
	}
	in := starterInput(t)
	l := ledger.Build(g.Tree, in)
	c := totals.Build(g.Tree, in, l)
	for _, inc := range in.Incidents {
		for _, id := range inc.Place.RegionIDs {
			if _, ok := g.Tree.Find(id); !ok {
				t.Errorf("%s: no unit %s", inc.ID, id)
			}
		}
	}
	tests := []struct{ measure, basis, date, unit, want string }{
		{"interceptions", totals.Reconciled, "2025-08-25", "RU", "value {21, 21} residual {3, 3}"},
		{"interceptions", totals.Reconciled, "2025-08-25", "RU-MOS", "no_data unsplit 3"},
		{"interceptions", totals.Reconciled, "2025-08-26", "RU", "value {85, null} residual {4, 4} conflict"},
		{"interceptions", totals.Reconciled, "2025-08-26", "RU-LEN", "value {11, null} residual {11, null} conflict"},
		{"interceptions", totals.Claimed, "2025-08-26", "RU-TA", "none_reported"},
		{"interceptions", totals.Claimed, "2025-08-27", "RU-KLU", "none_reported"},
		{"interceptions", totals.Reconciled, "2025-08-27", "RU-KLU.563697", "value {1, 1}"},
		{"interceptions", totals.Reconciled, "2025-08-27", "RU", "value {27, 27} residual {0, 0}"},
		{"interceptions", totals.Claimed, "2025-08-27", "UA", "value {74, 74} residual {74, 74}"},
		{"interceptions", totals.Reconciled, "2025-10-06", "RU", "value {251, 251} residual {249, 249}"},
		{"interceptions", totals.Reconciled, "2025-10-27", "RU", "value {193, 193} residual {40, 40}"},
		{"interceptions", totals.Reconciled, "2025-10-28", "RU", "value {17, 17} residual {1, 1}"},
		{"interceptions", totals.Reconciled, "2025-10-29", "RU", "value {104, 116} residual {9, 9}"},
		{"interceptions", totals.Reconciled, "2025-10-29", "RU-KLU", "value {16, 28} residual {16, 28}"},
		{"interceptions", totals.Reconciled, "2025-10-30", "RU-KLU", "value {15, 15} residual {15, 15}"},
		{"damaged_objects", totals.Incidents, "2025-08-26", "RU-LEN.492167", "value {4, 4}"},
		{"damaged_objects", totals.Incidents, "2025-08-27", "RU-ROS", "value {6, null} residual {0, 0}"},
		{"killed", totals.Incidents, "2025-10-27", "RU-BRY", "value {1, 1} residual {0, 0}"},
		{"injured", totals.Incidents, "2025-10-27", "RU-BRY", "value {5, 5} residual {0, 0}"},
		{"injured", totals.Incidents, "2025-08-27", "RU-ORL", "no_data"},
		{"injured", totals.Incidents, "2025-08-27", "RU-ROS", "none_reported"},
	}
	for _, test := range tests {
		row := rowOf(t, g.Tree, c, night(0, test.measure, test.basis, test.date), test.unit)
		if got := brief(row); got != test.want {
			t.Errorf("%s %s %s %s: got %s, want %s", test.date, test.unit, test.measure, test.basis, got, test.want)
		}
	}
	relations := map[string]string{
		"inc-2025-08-26-kaluga-kozelsky":                ledger.Contained,
		"inc-2025-08-26-leningrad-kingiseppsky-luzhsky": ledger.Conflicts,
		"inc-2025-08-27-kaluga-dzerzhinsky":             ledger.Outside,
		"inc-2025-08-27-rostov":                         ledger.Contained,
		"inc-2025-10-29-kaluga":                         ledger.Undetermined,
		"inc-2025-10-30-kaluga":                         "",
	}
	for id, want := range relations {
		if link, ok := ledgertest.Link(l, id); !ok || link.Relation != want {
			t.Errorf("%s: got %q, want %q", id, link.Relation, want)
		}
	}
	whole := night(region.Country, "interceptions", totals.Claimed, "2025-08-09")
	whole.Whole, whole.Part = true, "all"
	if got := brief(rowOf(t, g.Tree, c, whole, "RU")); got != "value {758, 758} residual {306, 306} conflict" {
		t.Errorf("the whole period: got %s", got)
	}
}
