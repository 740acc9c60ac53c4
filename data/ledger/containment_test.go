package ledger_test

import (
	"slices"
	"testing"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
)

// relations writes what an account says of its incidents, by id.
func relations(l *ledger.Ledger) map[string]string {
	out := map[string]string{}
	for _, n := range l.Nights() {
		for relation, list := range map[string][]ledger.Linked{ledger.Contained: n.Contained, ledger.Overlaps: n.Overlaps, ledger.Outside: n.Outside, ledger.Conflicts: n.Conflicts, ledger.Undetermined: n.Undetermined} {
			for _, x := range list {
				out[x.ID] = relation
			}
		}
	}
	return out
}

// TestWindowsAtTheirEdges: a stated interval before, at, across, inside and after the windows of an entry, of which each may
// be the one that it touches.
func TestWindowsAtTheirEdges(t *testing.T) {
	hours := func(from, to string) *record.Incident {
		i := ledgertest.Stated(inc("1", "RU-KLU"), from, to)
		night := ledgertest.Date(night)
		i.When.NightOf = &night
		return i
	}
	for _, tc := range []struct{ name, from, to, want string }{
		{"before", "2025-08-31 18:30", "2025-08-31 19:30", ledger.Outside},
		{"up to the first", "2025-08-31 19:00", "2025-08-31 20:00", ledger.Outside},
		{"across the beginning of the first", "2025-08-31 19:00", "2025-08-31 21:00", ledger.Overlaps},
		{"in the first", "2025-08-31 20:00", "2025-08-31 23:00", ledger.Contained},
		{"across the end of the first", "2025-08-31 22:00", "2025-09-01 00:30", ledger.Overlaps},
		{"between", "2025-08-31 23:00", "2025-09-01 02:00", ledger.Outside},
		{"over both", "2025-08-31 22:00", "2025-09-01 03:00", ledger.Overlaps},
		{"across the beginning of the second", "2025-09-01 01:00", "2025-09-01 03:00", ledger.Overlaps},
		{"in the second", "2025-09-01 02:00", "2025-09-01 05:00", ledger.Contained},
		{"after", "2025-09-01 05:00", "2025-09-01 06:00", ledger.Outside},
	} {
		l := build([]*record.Tally{stated(4, "20:00/23:00", "complete", "RU-KLU 4"), stated(3, "02:00/05:00", "complete", "RU-KLU 3")}, hours(tc.from, tc.to))
		if got := relations(l)["inc"]; got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

// TestWhoseFiguresAddUp: an item is held against the official reports that may lie in it together, and against no others.
func TestWhoseFiguresAddUp(t *testing.T) {
	of := func(id, count string, edits ...func(*record.Incident)) *record.Incident {
		i := inc(count, "RU-KLU")
		i.ID = id
		for _, edit := range edits {
			edit(i)
		}
		return i
	}
	missile := func(i *record.Incident) { i.WeaponClass = "missile" }
	unsaid := func(i *record.Incident) { i.WeaponClass = "unknown" }
	fixedWing := func(i *record.Incident) { i.WeaponClass = "uav_fixed_wing" }
	loosely := func(i *record.Incident) { i.When.Precision = "approximate" }
	later := func(i *record.Incident) {
		ledgertest.Stated(i, "2025-09-01 05:30", "2025-09-01 06:00")
		date := ledgertest.Date(night)
		i.When.NightOf = &date
	}
	unofficial := func(i *record.Incident) { i.Statements = []string{"st-media"} }
	window := stated(2, "20:00/05:00", "complete", "RU-KLU 2")
	of2 := tally(2, "complete", "RU-KLU 2")
	unknownClass := change(tally(2, "complete", "RU-KLU 2"), func(t *record.Tally) { t.WeaponClass = "unknown" })
	for _, tc := range []struct {
		name  string
		tally *record.Tally
		list  []*record.Incident
		want  map[string]string
	}{
		{"as many as the item", of2, []*record.Incident{of("a", "1"), of("b", "1")}, map[string]string{"a": "contained", "b": "contained"}},
		{"one too many", of2, []*record.Incident{of("a", "1"), of("b", "2")}, map[string]string{"a": "conflicts", "b": "conflicts"}},
		{"another weapon counts apart", of2, []*record.Incident{of("a", "2"), of("b", "1", missile)}, map[string]string{"a": "contained", "b": "outside"}},
		{"a kind of the weapon counts too", of2, []*record.Incident{of("a", "2"), of("b", "1", fixedWing)}, map[string]string{"a": "conflicts", "b": "conflicts"}},
		{"a weapon that nobody names may be it", of2, []*record.Incident{of("a", "2", unsaid)}, map[string]string{"a": "undetermined"}},
		{"a total of weapons that nobody names", unknownClass, []*record.Incident{of("a", "2")}, map[string]string{"a": "undetermined"}},
		{"other hours count apart", window, []*record.Incident{of("a", "2"), of("b", "1", later)}, map[string]string{"a": "contained", "b": "outside"}},
		{"hours that are not known may be these", of2, []*record.Incident{of("a", "1"), of("b", "2", loosely)}, map[string]string{"a": "conflicts", "b": "undetermined"}},
		{"what is not official raises no conflict", of2, []*record.Incident{of("a", "2"), of("b", "1", unofficial)}, map[string]string{"a": "contained", "b": "undetermined"}},
	} {
		if got := relations(build([]*record.Tally{tc.tally}, tc.list...)); len(got) != len(tc.want) || slices.ContainsFunc(tc.list, func(i *record.Incident) bool { return got[i.ID] != tc.want[i.ID] }) {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
}
