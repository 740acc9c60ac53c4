package exchange_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
)

// abroad exports the starter records in the columns of others and imports that; it returns the incidents of both, by the
// ids that they had first.
func abroad(t *testing.T, f exchange.Format) (sent, came map[string]*record.Incident, report exchange.Report) {
	t.Helper()
	g, err := world()
	if err != nil {
		t.Fatal(err)
	}
	log, other := memory(t), memory(t)
	if _, err := exchange.LoadStarter(t.Context(), log); err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if _, err := exchange.ExportTable(t.Context(), log, f, g.Tree, &table, nil); err != nil {
		t.Fatal(err)
	}
	o := exchange.Options{Format: f, Places: places(t), Author: "a test", Name: "t.csv"}
	if report, err = load(t, other, table.String(), o); err != nil {
		t.Fatal(err, report.Faults)
	}
	of := func(records map[string]record.Record) map[string]*record.Incident {
		out := map[string]*record.Incident{}
		for id, rec := range records {
			if inc, ok := rec.(*record.Incident); ok {
				out[strings.TrimPrefix(id, "inc-"+string(f)+"-")] = inc
			}
		}
		return out
	}
	return of(byID(t, log)), of(byID(t, other)), report
}

// What goes to ACLED or UCDP and back is the same kind of event, with the same dead, in the same area: the words of a place
// that is known to a region only are not looked for inside it.
func TestOurEventsComeBackFromACLEDAndUCDP(t *testing.T) {
	area := func(ids []string) string {
		regions := map[string]bool{}
		for _, id := range ids {
			region, _, _ := strings.Cut(id, ".")
			regions[region] = true
		}
		if len(ids) == 1 {
			return ids[0]
		}
		return strings.Join(slices.Sorted(maps.Keys(regions)), " ")
	}
	dead := func(inc *record.Incident) string {
		for _, e := range inc.Effects {
			if e.Subject == "killed" && e.State == "reported" {
				return e.Counted().Words()
			}
		}
		return ""
	}
	for _, f := range []exchange.Format{exchange.ACLED, exchange.UCDP} {
		sent, came, report := abroad(t, f)
		if len(came) != len(sent) || len(sent) != 41 {
			t.Errorf("%s: %d incidents went, %d came back", f, len(sent), len(came))
		}
		if report.Reviews > 1 { // the border of two regions is in no column of theirs
			t.Errorf("%s: %d places to be looked at", f, report.Reviews)
		}
		for id, was := range sent {
			is := came[id]
			if is == nil {
				t.Errorf("%s: %s did not come back", f, id)
				continue
			}
			kinds := func(x *record.Incident) string { return fmt.Sprint(x.IsInterception, x.IsDamage) }
			if f == exchange.UCDP && kinds(is) != kinds(was) || f == exchange.ACLED && was.IsInterception != was.IsDamage && kinds(is) != kinds(was) {
				t.Errorf("%s: %s is %s, was %s", f, id, kinds(is), kinds(was))
			}
			if got, want := area(is.Place.RegionIDs), area(was.Place.RegionIDs); got != want && was.Place.Level != "border_between" {
				t.Errorf("%s: %s lies in %s (%s), was in %s (%s)", f, id, got, is.Place.Level, want, was.Place.Level)
			}
			if got, want := dead(is), dead(was); got != want {
				t.Errorf("%s: %s has %q dead, had %q", f, id, got, want)
			}
		}
	}
}

// An event of UCDP need not say how many died; where the best estimate is none, the highest bounds them.
func TestDeathsOfUCDP(t *testing.T) {
	const header = "id,date_start,date_end,date_prec,where_prec,latitude,longitude,country,adm_1,adm_2,best,high,low,source_article\n"
	for _, tc := range []struct{ numbers, want string }{
		{",,", ""}, {"0,0,0", " killed:none_reported:0"}, {"0,3,0", " killed:reported:up to 3"}, {"2,2,2", " killed:reported:2"}, {"2,5,1", " killed:reported:about 2"}, {",,4", " killed:reported:at least 4"},
	} {
		recs, _ := made(t, header+"7,2025-08-27,2025-08-27,1,4,,,Russia,Kaluga Oblast,,"+tc.numbers+",paper\n", exchange.Options{Format: exchange.UCDP})
		if got, want := incidents(recs), "region [RU-KLU] damage"+tc.want+" approximate 2025-08-26T21:00Z weak"; got != want {
			t.Errorf("%s: got %s, want %s", tc.numbers, got, want)
		}
	}
}

// A row that states its level is taken at it: an area by the columns that name it, a settlement that no gazetteer has as
// one in the area that is known.
func TestStatedLevelsOfPlaces(t *testing.T) {
	const header = "date,place,district,region,country,level,count\n"
	for _, tc := range []struct {
		row, want string
		reviews   int64
	}{
		{"Zhukovsky and Kirovsky,,Kaluga region,Russia,region,1", "region [RU-KLU]", 0},
		{"several villages,Slantsevsky district,Leningrad region,Russia,district,1", "district [RU-LEN.492167]", 0},
		{"Zagorye,Slantsevsky district,Leningrad region,Russia,settlement,1", "settlement [RU-LEN.492167]", 1},
		{"Zagorye,Slantsevsky district,Leningrad region,Russia,,1", "district [RU-LEN.492167]", 1},
		{"somewhere,,,,region,1", "unknown []", 1},
	} {
		recs, report := made(t, header+"2025-08-27,"+tc.row+"\n", exchange.Options{Format: exchange.CSV})
		if got, want := incidents(recs), tc.want+" interception 1 approximate 2025-08-26T21:00Z weak"; got != want || report.Reviews != tc.reviews {
			t.Errorf("%s: got %s, %d to be looked at; want %s, %d", tc.row, got, report.Reviews, want, tc.reviews)
		}
	}
}
