package ledger_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
)

// spell writes a range as {min, max}, unknown as null.
func spell(numbers ...*int64) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = "null"
		if n != nil {
			words[i] = fmt.Sprint(*n)
		}
	}
	return "{" + strings.Join(words, ", ") + "}"
}

// nightOf finds the night or day of one scope.
func nightOf(t *testing.T, l *ledger.Ledger, date, part, scope string) ledger.Night {
	t.Helper()
	for _, n := range l.Nights() {
		if n.Date != nil && n.Date.String() == date && n.Part == part && slices.Equal(n.Scope, []string{scope}) {
			return n
		}
	}
	t.Fatalf("no %s of %s over %s", part, date, scope)
	return ledger.Night{}
}

func TestNightsOfFacts(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	tests := []struct {
		date, part, total, notIn string
		parts, notAdded          string
		ladder                   string // levels that are not 0
		regions                  string // claimed, a selection
	}{
		{"2025-08-25", "night", "{21, 21, 21}", "{21, 21}", "tal-2025-08-25-ru", "", "region 18 composite 3", "RU-SMO 7 RU-KLU 1"},
		{"2025-08-26", "night", "{80, 80, 80}", "{73, 79}", "tal-2025-08-26-ru-a tal-2025-08-26-ru-b", "", "district 1 region 75 water 4",
			"RU-BRY 13 RU-ROS 9 RU-BEL 8 RU-TUL 8 RU-KRS 6 RU-ORL 6 RU-LEN 6 RU-KLU 2"},
		{"2025-08-27", "night", "{26, 26, 26}", "{11, 25}", "tal-2025-08-27-ru", "", "region 26", "RU-ROS 15 RU-ORL 4 RU-BEL 3 RU-BRY 2 RU-KRS 2"},
		{"2025-10-06", "night", "{251, 251, 251}", "{250, 250}", "tal-2025-10-06-ru", "", "district 1 region 1 country 249", "RU-KLU 2"},
		{"2025-10-27", "night", "{193, 193, 193}", "{152, 152}", "tal-2025-10-27-ru", "", "region 153 composite 40", "RU-BRY 47 RU-KLU 42 RU-TUL 32"},
		{"2025-10-28", "night", "{17, 17, 17}", "{4, 16}", "tal-2025-10-28-ru", "", "region 16 composite 1", "RU-KLU 13 RU-BRY 3"},
		{"2025-10-28", "day", "{15, 15, 15}", "{15, 15}", "tal-2025-10-28-ru-day", "", "region 15", "RU-BRY 7 RU-KLU 1"},
		{"2025-10-29", "night", "{100, 100, 100}", "{88, 100}", "tal-2025-10-29-ru", "tal-2025-10-29-ru-a may_overlap tal-2025-10-29-ru",
			"region 94 composite 6", "RU-BRY 46 RU-KLU 12 UA-43 3"},
	}
	for _, test := range tests {
		t.Run(test.date+" "+test.part, func(t *testing.T) {
			n := nightOf(t, l, test.date, test.part, "RU")
			check := func(what, got, want string) {
				if got != want {
					t.Errorf("%s: got %s, want %s", what, got, want)
				}
			}
			check("total", spell(n.Total.Min, n.Total.Best, n.Total.Max), test.total)
			check("not in incidents", spell(n.NotInIncidents.Min, n.NotInIncidents.Max), test.notIn)
			check("parts", strings.Join(n.Parts, " "), test.parts)
			var left []string
			for _, x := range n.NotAdded {
				left = append(left, x.ID+" "+x.Reason+" "+x.Of)
			}
			check("not added", strings.Join(left, ", "), test.notAdded)
			check("ladder", ladder(n.Ladder), test.ladder)
			claimed := map[string]string{}
			for _, r := range n.Regions {
				if r.Claimed != nil {
					claimed[r.RegionID] = fmt.Sprint(*r.Claimed.Best)
				}
			}
			for want := range slices.Chunk(strings.Fields(test.regions), 2) {
				check("claimed in "+want[0], claimed[want[0]], want[1])
			}
		})
	}
}

// ladder writes the levels that are not 0; n where both bounds are n.
func ladder(l *ledger.Ladder) string {
	var words []string
	for _, level := range []struct {
		name string
		ledger.Range
	}{{"settlement", l.Settlement}, {"district", l.District}, {"region", l.Region}, {"water", l.Water}, {"composite", l.Composite}, {"country", l.Country}} {
		switch got := spell(level.Min, level.Max); {
		case got == "{0, 0}":
		case level.Max != nil && *level.Min == *level.Max:
			words = append(words, level.name+" "+fmt.Sprint(*level.Min))
		default:
			words = append(words, level.name+" "+got)
		}
	}
	return strings.Join(words, " ")
}

func TestLinksOfFacts(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	tests := []struct{ id, relation, tests string }{
		{"inc-26-kozelsky", "contained", "pass pass pass pass"},
		{"inc-27-rostov", "contained", "pass pass pass pass"},
		{"inc-10-06-maloyaroslavetsky", "contained", "pass pass pass pass"},
		{"inc-10-27-kaluga", "contained", "pass pass pass pass"},
		{"inc-10-28-kaluga", "contained", "pass pass pass pass"},
		{"inc-26-leningrad", "conflicts", "pass pass pass fail"},
		{"inc-27-dzerzhinsky", "outside", "pass fail pass unknown"},
		{"inc-10-29-kaluga", "undetermined", "unknown pass pass fail"},
		{"inc-10-30-kaluga", "", "unknown unknown unknown unknown"},
		{"inc-11-01-border", "", "unknown unknown unknown unknown"},
		{"inc-26-zagorye", "", "unknown unknown unknown unknown"}, // damage alone is not tested
	}
	for _, test := range tests {
		link, ok := ledgertest.Link(l, test.id)
		if !ok {
			t.Errorf("%s: not in the ledger", test.id)
			continue
		}
		x := link.Tests
		got := fmt.Sprint(x.Window, " ", x.Region, " ", x.Class, " ", x.Figure)
		if link.Relation != test.relation || got != test.tests {
			t.Errorf("%s: got %q, %s, want %q, %s", test.id, link.Relation, got, test.relation, test.tests)
		}
	}
	if _, ok := ledgertest.Link(l, "inc-of-nobody"); ok {
		t.Error("a link for an unknown id")
	}
	if link, _ := ledgertest.Link(l, "inc-26-kozelsky"); !slices.Equal(link.Tallies, []string{"tal-2025-08-26-ru-a", "tal-2025-08-26-ru-b"}) {
		t.Errorf("tested against %v, want the joined night", link.Tallies)
	}
}

func TestReconciledOfFacts(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	tests := []struct{ date, part, id, want string }{
		{"2025-08-26", "night", "RU-KLU", "{2, 2} value"},
		{"2025-08-26", "night", "RU-LEN", "{11, null} value conflict"},
		{"2025-08-27", "night", "RU-KLU", "{1, 1} value"},
		{"2025-08-27", "night", "RU-ROS", "{15, 15} value"},
		{"2025-10-27", "night", "RU-KLU", "{42, 42} value"},
		{"2025-10-28", "night", "RU-KLU", "{13, 13} value"},
		{"2025-10-28", "day", "RU-KLU", "{1, 1} value"},
		{"2025-10-29", "night", "RU-KLU", "{16, 28} value"},
		{"2025-10-30", "night", "RU-KLU", "{15, 15} value"},
		{"2025-10-06", "night", "RU-KLU", "{2, 2} value"},
	}
	for _, test := range tests {
		n := nightOf(t, l, test.date, test.part, "RU")
		at := slices.IndexFunc(n.Regions, func(r ledger.RegionRow) bool { return r.RegionID == test.id })
		if at < 0 {
			t.Errorf("%s %s: no row for %s", test.date, test.part, test.id)
			continue
		}
		r := n.Regions[at]
		got := spell(r.Reconciled.Min, r.Reconciled.Max) + " " + r.Status
		if r.Conflict {
			got += " conflict"
		}
		if got != test.want {
			t.Errorf("%s %s %s: got %s, want %s", test.date, test.part, test.id, got, test.want)
		}
	}
}

func TestNightOfNoTally(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	n := nightOf(t, l, "2025-10-30", "night", "RU")
	if n.Total != nil || n.Ladder != nil || n.NotInIncidents != nil {
		t.Errorf("without an entry: got total %v, ladder %v, not in incidents %v, want nil", n.Total, n.Ladder, n.NotInIncidents)
	}
	if got := fmt.Sprint(n.Untested); got != "[inc-10-30-kaluga]" {
		t.Errorf("untested: got %s", got)
	}
	if got := spell(n.Located.Min, n.Located.Max); got != "{15, 15}" {
		t.Errorf("located: got %s, want {15, 15}", got)
	}
}

func TestResidualsAndLocatedOfFacts(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	tests := []struct{ date, residuals, located string }{
		{"2025-08-25", "composite.moscow composite_region {3, 3}", "{0, 0}"},
		{"2025-08-26", "water.black-sea water_area {4, 4}", "{12, null}"},
		{"2025-08-27", "", "{2, 16}"},
		{"2025-10-06", "RU headline {249, 249}", "{1, 1}"},
		{"2025-10-28", "composite.moscow composite_region {1, 1}", "{1, 13}"},
		{"2025-10-29", "UA-43 foreign {3, 3}, composite.moscow composite_region {6, 6}", "{16, 16}"},
	}
	for _, test := range tests {
		n := nightOf(t, l, test.date, "night", "RU")
		var got []string
		for _, r := range n.Residuals {
			got = append(got, r.RegionID+" "+r.Kind+" "+spell(r.Min, r.Max))
		}
		if s := strings.Join(got, ", "); s != test.residuals {
			t.Errorf("%s: residuals %s, want %s", test.date, s, test.residuals)
		}
		if s := spell(n.Located.Min, n.Located.Max); s != test.located {
			t.Errorf("%s: located %s, want %s", test.date, s, test.located)
		}
	}
}

func TestNightAsJSON(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledgertest.Facts())
	b, err := json.Marshal(nightOf(t, l, "2025-08-27", "night", "RU"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"night_of":"2025-08-27"`, `"part":"night"`, `"scope":["RU"]`, `"total":{"min":26,"best":26,"max":26}`, `"not_added":[]`,
		`"not_in_incidents":{"min":11,"max":25}`, `"settlement":{"min":0,"max":0}`,
		`"outside":[{"id":"inc-27-dzerzhinsky","tests":{"window":"pass","region":"fail","class":"pass","figure":"unknown"}}]`,
		`{"region_id":"RU-KLU","claimed":null,"incidents":{"min":1,"best":1,"max":1},"reconciled":{"min":1,"best":1,"max":1},"conflict":false,"status":"value"}`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
	link, _ := ledgertest.Link(l, "inc-10-30-kaluga")
	if b, _ = json.Marshal(link); string(b) != `{"relation":null,"tests":null,"tallies":[]}` {
		t.Errorf("an untested link: got %s", b)
	}
}
