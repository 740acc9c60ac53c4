package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
)

const night = "2025-09-01"

// tally is a phrase-only tally of the night, its id made from its total.
func tally(total int, split, items string) *record.Tally {
	return ledgertest.Tally(fmt.Sprintf("tal-%d", total), night, "", total, split, items)
}

// stated is a tally with a window of hours of the night, such as "20:00/23:00".
func stated(total int, hours, split, items string) *record.Tally {
	t := tally(total, split, items)
	from, to, _ := strings.Cut(hours, "/")
	date := func(h string) string {
		if h >= "18:00" {
			return "2025-08-31 " + h
		}
		return night + " " + h
	}
	t.Window, t.WindowBasis = &record.Window{Start: ledgertest.Instant(date(from)), End: ledgertest.Instant(date(to))}, "stated"
	return t
}

// as names a tally.
func as(id string, t *record.Tally) *record.Tally {
	t.ID = id
	return t
}

func inc(count, places string) *record.Incident {
	return ledgertest.Incident("inc", night, count, places)
}

// change edits a record on its way into a table.
func change[T any](r *T, edit func(*T)) *T {
	edit(r)
	return r
}

func build(tallies []*record.Tally, incidents ...*record.Incident) *ledger.Ledger {
	for i, inc := range incidents {
		if i > 0 && inc.ID == "inc" {
			inc.ID = fmt.Sprintf("inc-%d", i)
		}
	}
	return ledger.Build(ledgertest.Tree(), ledger.Input{Incidents: incidents, Tallies: tallies, Statements: ledgertest.Held(ledgertest.Statements()),
		Documents: ledgertest.Held(map[string]*record.Document{"doc": {ID: "doc"}, "channel": {ID: "channel", PublisherRole: "official_primary"}})})
}

// claims writes the claimed regions of a night.
func claims(n ledger.Night) string {
	var words []string
	for _, r := range n.Regions {
		if r.Claimed != nil {
			words = append(words, fmt.Sprint(r.RegionID, " ", *r.Claimed.Best))
		}
	}
	return strings.Join(words, ", ")
}

func TestSplitsAgainstHeadlines(t *testing.T) {
	tests := []struct {
		name                           string
		tally                          *record.Tally
		status, claims, ladder, remain string
	}{
		{"a complete split", tally(9, "complete", "RU-KLU 4, RU-BRY 5"), "ok", "RU-BRY 5, RU-KLU 4", "region 9", ""},
		{"a partial split is a residual", tally(9, "partial", "RU-KLU 4"), "ok", "RU-KLU 4", "region 4 country 5", "RU headline {5, 5}"},
		{"no split", tally(9, "none", ""), "ok", "", "country 9", "RU headline {9, 9}"},
		{"67 with items that sum to 74", tally(67, "complete", "RU-KLU 40, RU-BRY 34"), "refused", "", "country 67", "RU headline {67, 67}"},
		{"121 with items that sum to 112", tally(121, "complete", "RU-KLU 100, RU-BRY 12"), "flagged", "RU-BRY 12, RU-KLU 100", "region 112 country 9", "RU headline {9, 9}"},
		{"a partial split above the headline", tally(5, "partial", "RU-KLU 6"), "refused", "", "country 5", "RU headline {5, 5}"},
		{"refused by a reviewer", change(tally(9, "complete", "RU-KLU 9"), func(t *record.Tally) { t.Status = "refused" }), "refused", "", "country 9", "RU headline {9, 9}"},
		{"flagged by a reviewer", change(tally(9, "complete", "RU-KLU 9"), func(t *record.Tally) { t.Status = "flagged" }), "flagged", "RU-KLU 9", "region 9", ""},
		{"at least nine, items above nine", change(tally(9, "complete", "RU-KLU 12"), func(t *record.Tally) { t.Count = *ledgertest.Count(">=9") }), "ok", "RU-KLU 12", "region 12 country {0, null}", "RU headline {0, null}"},
		{"an item of a district counts in its region", tally(3, "complete", "RU-KLU.kirovsky 1, RU-KLU 2"), "ok", "RU-KLU 3", "region 3", ""},
		{"an item of an unknown region", tally(3, "complete", "RU-ATLANTIS 1, RU-KLU 2"), "ok", "RU-KLU 2", "region 3", "RU-ATLANTIS unknown_region {1, 1}"},
		{"a total of none", tally(0, "none", ""), "ok", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := nightOf(t, build([]*record.Tally{test.tally}), night, "night", "RU")
			var remain []string
			for _, r := range n.Residuals {
				remain = append(remain, r.RegionID+" "+r.Kind+" "+spell(r.Min, r.Max))
			}
			for _, x := range [][3]string{
				{"status", ledger.StandingOf(test.tally).Status, test.status}, {"claims", claims(n), test.claims},
				{"ladder", ladder(n.Ladder), test.ladder}, {"residuals", strings.Join(remain, ", "), test.remain},
			} {
				if x[1] != x[2] {
					t.Errorf("%s: got %q, want %q", x[0], x[1], x[2])
				}
			}
		})
	}
}

func TestWhichTalliesAreCounted(t *testing.T) {
	primary := func(t *record.Tally) { t.Statements = []string{"st-channel"} }
	tests := []struct {
		name    string
		tallies []*record.Tally
		parts   string
		total   string
		left    string
	}{
		{"adjacent windows are joined", []*record.Tally{stated(5, "20:00/23:00", "none", ""), stated(7, "23:00/06:00", "none", "")}, "tal-5 tal-7", "{12, 12, 12}", ""},
		{"disjoint windows too", []*record.Tally{stated(5, "20:00/22:00", "none", ""), stated(7, "23:00/06:00", "none", "")}, "tal-5 tal-7", "{12, 12, 12}", ""},
		{"of overlapping windows the larger", []*record.Tally{stated(5, "20:00/23:30", "none", ""), stated(7, "23:00/06:00", "none", "")}, "tal-7", "{7, 7, 7}", "tal-5 overlaps tal-7"},
		{"a phrase may overlap", []*record.Tally{stated(5, "20:00/23:00", "none", ""), tally(7, "none", "")}, "tal-7", "{7, 7, 7}", "tal-5 may_overlap tal-7"},
		{"windows together above a phrase", []*record.Tally{stated(5, "20:00/23:00", "none", ""), stated(6, "23:00/06:00", "none", ""), tally(7, "none", "")}, "tal-5 tal-6", "{11, 11, 11}", "tal-7 may_overlap tal-6"},
		{"windows as many as a phrase", []*record.Tally{stated(3, "20:00/23:00", "none", ""), stated(4, "23:00/06:00", "none", ""), tally(7, "none", "")}, "tal-3 tal-4", "{7, 7, 7}", "tal-7 may_overlap tal-4"},
		{"relays collapse under the fullest", []*record.Tally{tally(67, "none", ""), as("tal-full", tally(67, "complete", "RU-KLU 67"))}, "tal-full", "{67, 67, 67}", "tal-67 relay tal-full"},
		{"a usable split before a refused one", []*record.Tally{tally(67, "complete", "RU-KLU 74"), as("tal-full", tally(67, "complete", "RU-KLU 67"))}, "tal-full", "{67, 67, 67}", "tal-67 relay tal-full"},
		{"a refused split before none", []*record.Tally{tally(67, "complete", "RU-KLU 74"), as("tal-a", tally(67, "none", ""))}, "tal-67", "{67, 67, 67}", "tal-a relay tal-67"},
		{"a primary document before a fuller relay", []*record.Tally{change(tally(67, "none", ""), primary), as("tal-full", tally(67, "complete", "RU-KLU 67"))}, "tal-67", "{67, 67, 67}", "tal-full relay tal-67"},
		{"a relay that contradicts its primary", []*record.Tally{change(tally(67, "none", ""), primary), as("tal-more", tally(76, "complete", "RU-KLU 76"))}, "tal-67", "{67, 67, 67}", "tal-more contradicts tal-67"},
		{"missiles beside drones", []*record.Tally{change(tally(3, "none", ""), func(t *record.Tally) { t.WeaponClass = "missile" }), tally(67, "none", "")}, "tal-3; tal-67", "{3, 3, 3}; {67, 67, 67}", ""},
		{"a class within another overlaps", []*record.Tally{change(tally(3, "none", ""), func(t *record.Tally) { t.WeaponClass = "uav_multirotor" }), tally(67, "none", "")}, "tal-67", "{67, 67, 67}", "tal-3 may_overlap tal-67"},
		{"launches are no interceptions", []*record.Tally{change(tally(90, "none", ""), func(t *record.Tally) { t.Metric = "launched" }), tally(67, "none", "")}, "tal-67", "{67, 67, 67}", ""},
		{"qualifiers survive", []*record.Tally{stated(5, "20:00/23:00", "none", ""), change(stated(7, "23:00/06:00", "none", ""), func(t *record.Tally) { t.Count = *ledgertest.Count("7+") })}, "tal-5 tal-7", "{13, null, null}", ""},
	}
	statements := ledgertest.Statements()
	statements["st-channel"] = &record.Statement{ID: "st-channel", Document: "channel", SpeakerRole: "defence_ministry"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := ledger.Build(ledgertest.Tree(), ledger.Input{Tallies: test.tallies, Statements: ledgertest.Held(statements),
				Documents: ledgertest.Held(map[string]*record.Document{"channel": {ID: "channel", PublisherRole: "official_primary"}})})
			var parts, totals, left []string
			for _, n := range l.Nights() {
				parts = append(parts, strings.Join(n.Parts, " "))
				totals = append(totals, spell(n.Total.Min, n.Total.Best, n.Total.Max))
				for _, x := range n.NotAdded {
					left = append(left, x.ID+" "+x.Reason+" "+x.Of)
				}
			}
			for _, x := range [][3]string{{"parts", strings.Join(parts, "; "), test.parts}, {"total", strings.Join(totals, "; "), test.total}, {"not added", strings.Join(left, ", "), test.left}} {
				if x[1] != x[2] {
					t.Errorf("%s: got %q, want %q", x[0], x[1], x[2])
				}
			}
		})
	}
}

func TestTallyLongerThanADay(t *testing.T) {
	week := tally(500, "none", "")
	week.NightOf, week.Window = nil, &record.Window{Start: ledgertest.Instant("2025-08-25 00:00"), End: ledgertest.Instant("2025-09-01 00:00")}
	l := build([]*record.Tally{week})
	n := nightOf(t, l, "2025-08-25", "day", "RU")
	if n.Total != nil || len(n.NotAdded) != 1 || n.NotAdded[0].Reason != ledger.ReasonTooLong {
		t.Errorf("a week's total: got total %v, not added %+v", n.Total, n.NotAdded)
	}
}

// TestDayInsideItsNight: a total over 24 hours and one over a night within them are not both counted.
func TestDayInsideItsNight(t *testing.T) {
	around := stated(90, "20:00/06:00", "none", "")
	around.NightOf, around.Window.Start, around.Window.End = nil, ledgertest.Instant("2025-08-31 10:00"), ledgertest.Instant("2025-09-01 10:00")
	l := build([]*record.Tally{around, stated(60, "20:00/06:00", "none", "")})
	if n := nightOf(t, l, night, "night", "RU"); n.Total != nil || len(n.NotAdded) != 1 || n.NotAdded[0].Of != "tal-90" {
		t.Errorf("the night: got total %v, not added %+v", n.Total, n.NotAdded)
	}
	if n := nightOf(t, l, "2025-08-31", "day", "RU"); n.Total == nil || *n.Total.Min != 90 {
		t.Errorf("the day: got total %v", n.Total)
	}
}

func TestRelations(t *testing.T) {
	full := func() []*record.Tally {
		return []*record.Tally{stated(9, "20:00/06:00", "complete", "RU-KLU 4, composite.moscow 5")}
	}
	phrase := func() []*record.Tally { return []*record.Tally{tally(9, "complete", "RU-KLU 4, composite.moscow 5")} }
	partial := func() []*record.Tally { return []*record.Tally{tally(9, "partial", "RU-KLU 4")} }
	window := func(from, to string) *record.Incident {
		return ledgertest.Stated(inc("1", "RU-KLU.kirovsky"), from, to)
	}
	unofficial := func(i *record.Incident) { i.Statements = []string{"st-media"} }
	tests := []struct {
		name     string
		tallies  []*record.Tally
		incident *record.Incident
		want     string
	}{
		{"inside", full(), inc("4", "RU-KLU.kirovsky"), "contained pass pass pass pass"},
		{"above the item", full(), inc("5", "RU-KLU.kirovsky"), "conflicts pass pass pass fail"},
		{"above the item, unofficial", full(), change(inc("5", "RU-KLU.kirovsky"), unofficial), "undetermined pass pass pass fail"},
		{"not in a complete split", full(), inc("1", "RU-BRY"), "outside pass fail pass unknown"},
		{"not in a partial split", partial(), inc("1", "RU-BRY"), "undetermined pass unknown pass unknown"},
		{"in a composite's member", full(), inc("1", "RU-MOS"), "undetermined pass unknown pass unknown"},
		{"in the composite itself", full(), inc("1", "composite.moscow"), "contained pass pass pass pass"},
		{"the country alone", full(), inc("1", "RU"), "undetermined pass unknown pass unknown"},
		{"over two regions, both named", []*record.Tally{tally(9, "complete", "RU-KLU 4, RU-BRY 5")}, inc("1", "RU-KLU RU-BRY"), "contained pass pass pass unknown"},
		{"over two regions, one named", full(), inc("1", "RU-KLU RU-BRY"), "undetermined pass unknown pass unknown"},
		{"over two regions, none named", full(), inc("1", "RU-TUL RU-BRY"), "outside pass fail pass unknown"},
		{"a kind of drone", full(), change(inc("1", "RU-KLU"), func(i *record.Incident) { i.WeaponClass = "uav_fixed_wing" }), "contained pass pass pass pass"},
		{"a missile", full(), change(inc("1", "RU-KLU"), func(i *record.Incident) { i.WeaponClass = "missile" }), "outside pass pass fail pass"},
		{"an unknown weapon", full(), change(inc("1", "RU-KLU"), func(i *record.Incident) { i.WeaponClass = "unknown" }), "undetermined pass pass unknown pass"},
		{"hours inside", full(), window("2025-08-31 21:00", "2025-09-01 06:00"), "contained pass pass pass pass"},
		{"hours across the edge", full(), window("2025-09-01 05:00", "2025-09-01 07:00"), "overlaps partly pass pass pass"},
		{"hours wholly outside", full(), window("2025-09-01 06:00", "2025-09-01 07:00"), "outside fail pass pass pass"},
		{"an instant", full(), change(window("2025-09-01 05:59", "2025-09-01 06:00"), func(i *record.Incident) { i.When.Precision, i.When.End = "exact", nil }), "contained pass pass pass pass"},
		{"an instant at the end", full(), change(window("2025-09-01 06:00", "2025-09-01 06:00"), func(i *record.Incident) { i.When.Precision = "exact" }), "outside fail pass pass pass"},
		{"hours against a phrase", phrase(), window("2025-08-31 21:00", "2025-09-01 06:00"), "undetermined unknown pass pass pass"},
		{"a part of the day", full(), change(inc("1", "RU-KLU"), func(i *record.Incident) { i.When.Precision = "part_of_day" }), "undetermined unknown pass pass pass"},
		{"the night against a phrase", phrase(), inc("1", "RU-KLU"), "contained pass pass pass pass"},
		{"another country", full(), inc("1", "UA-59.sumy"), " unknown unknown unknown unknown"},
		{"no place", full(), inc("1", ""), " unknown unknown unknown unknown"},
		{"over two countries", full(), inc("1", "RU UA"), " unknown unknown unknown unknown"},
		{"a water that is named", []*record.Tally{tally(9, "complete", "RU-KLU 4, water.black-sea 5")}, inc("2", "water.black-sea"), "contained pass pass pass pass"},
		{"a water that is not", full(), inc("2", "water.black-sea"), " unknown unknown unknown unknown"},
		{"a refused split names nothing", []*record.Tally{tally(3, "complete", "RU-KLU 4")}, inc("1", "RU-KLU"), "undetermined pass unknown pass unknown"},
		{"damage alone", full(), inc("", "RU-KLU"), " unknown unknown unknown unknown"},
		{"about a number", full(), inc("~9", "RU-KLU"), "contained pass pass pass pass"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			link, ok := ledgertest.Link(build(test.tallies, test.incident), "inc")
			x := link.Tests
			if got := fmt.Sprint(link.Relation, " ", x.Window, " ", x.Region, " ", x.Class, " ", x.Figure); !ok || got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestFiguresAreTestedTogether: official incidents of a region together, unofficial ones on top of them.
func TestFiguresAreTestedTogether(t *testing.T) {
	l := build([]*record.Tally{tally(4, "complete", "RU-KLU 4")},
		ledgertest.Incident("a", night, "2", "RU-KLU.kirovsky"), ledgertest.Incident("b", night, "2", "RU-KLU.kozelsky"),
		change(ledgertest.Incident("c", night, "1", "RU-KLU.zhukovsky"), func(i *record.Incident) { i.Statements = []string{"st-media"} }))
	for id, want := range map[string]string{"a": ledger.Contained, "b": ledger.Contained, "c": ledger.Undetermined} {
		if link, _ := ledgertest.Link(l, id); link.Relation != want {
			t.Errorf("%s: got %s, want %s", id, link.Relation, want)
		}
	}
	l = build([]*record.Tally{tally(4, "complete", "RU-KLU 4")},
		ledgertest.Incident("a", night, "2", "RU-KLU.kirovsky"), ledgertest.Incident("b", night, "3", "RU-KLU.kozelsky"))
	for _, id := range []string{"a", "b"} {
		if link, _ := ledgertest.Link(l, id); link.Relation != ledger.Conflicts {
			t.Errorf("%s: got %s, want conflicts: together they are above the item", id, link.Relation)
		}
	}
}

func TestOppositeBoundsOfTheLadder(t *testing.T) {
	n := nightOf(t, build([]*record.Tally{tally(15, "complete", "RU-ROS 15")}, inc("?", "RU-ROS.taganrog")), night, "night", "RU")
	if got := ladder(n.Ladder); got != "district {1, 15} region {0, 14}" {
		t.Errorf("got %s", got)
	}
	if got := spell(n.NotInIncidents.Min, n.NotInIncidents.Max); got != "{0, 14}" {
		t.Errorf("not in incidents: got %s", got)
	}
	town := inc("2", "RU-ROS.taganrog")
	town.Place.Level = "settlement"
	n = nightOf(t, build([]*record.Tally{tally(15, "complete", "RU-ROS 15")}, town), night, "night", "RU")
	if got := ladder(n.Ladder); got != "settlement 2 region 13" {
		t.Errorf("a town: got %s", got)
	}
}

func TestDiscountedCountsNowhere(t *testing.T) {
	gone := change(inc("1", "RU-KLU"), func(i *record.Incident) { i.Grade = "discounted" })
	l := build([]*record.Tally{tally(4, "complete", "RU-KLU 4")}, gone)
	if _, ok := ledgertest.Link(l, "inc"); ok {
		t.Error("a discounted incident has a link")
	}
	if n := nightOf(t, l, night, "night", "RU"); *n.NotInIncidents.Min != 4 {
		t.Errorf("not in incidents: got %s", spell(n.NotInIncidents.Min, n.NotInIncidents.Max))
	}
}

func TestNothing(t *testing.T) {
	l := ledger.Build(ledgertest.Tree(), ledger.Input{})
	if len(l.Nights()) != 0 || len(l.Books()) != 0 {
		t.Errorf("of no records: got %v", l.Nights())
	}
}

func TestUndated(t *testing.T) {
	lost := change(inc("1", "RU-KLU"), func(i *record.Incident) { i.When = record.When{Precision: "unknown"} })
	l := build(nil, lost)
	nights := l.Nights()
	if len(nights) != 1 || nights[0].Part != "undated" || nights[0].Date != nil || !slices.Equal(nights[0].Untested, []string{"inc"}) {
		t.Errorf("got %+v", nights)
	}
}
