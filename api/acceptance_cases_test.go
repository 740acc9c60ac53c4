package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

type recordAnswer struct {
	Record struct {
		Count   *interval
		Place   map[string]any
		Effects []struct {
			Subject, State string
			Preliminary    bool
			Statement      string
			Count          *interval
			Cause          string
		}
		Response, Grade string
		IsInterception  bool `json:"is_interception"`
		IsDamage        bool `json:"is_damage"`
		Metric, Status  string
		Statements      []string
	}
	Statements, Remarks []struct {
		ID          string
		SpeakerRole string `json:"speaker_role"`
		Preliminary bool
		Checks      []struct{ Check, Result, Says string }
	}
	Link    struct{ Relation string }
	Sources struct {
		Independent int `json:"n_independent"`
	}
	Revisions []struct{ Change string }
	Retracted bool
}

// TestTheNightOf27August: the article's words and their correction, what was not hurt and by whom, and the increase that
// was none.
func TestTheNightOf27August(t *testing.T) {
	s := live(t, starterLog(t))
	r := fetch[recordAnswer](t, s, "/records/inc-2025-08-27-kaluga-dzerzhinsky")
	resolution, _ := r.Record.Place["resolution"].(map[string]any)
	if verbatim := fmt.Sprint(r.Record.Place["verbatim"]); !strings.Contains(verbatim, "Dzhezkazgan") || fmt.Sprint(r.Record.Place["region_ids"]) != "[RU-KLU.563697]" || resolution["reason"] == nil || resolution["decided_by"] == nil {
		t.Errorf("place %v", r.Record.Place)
	}
	for _, e := range r.Record.Effects {
		if e.State != "none_reported" || !e.Preliminary || e.Count != nil {
			t.Errorf("effect %+v", e)
		}
	}
	if len(r.Record.Effects) != 2 || r.Record.Response != "operational_group_deployed" || r.Statements[0].SpeakerRole != "governor" || r.Link.Relation != "outside" {
		t.Errorf("got %+v", r)
	}
	contradicted := false
	for _, st := range r.Remarks {
		for _, c := range st.Checks {
			contradicted = contradicted || c.Check == "comparison" && c.Result == "contradicted" && c.Says == "a significant increase"
		}
	}
	if !contradicted {
		t.Errorf("the increase is not marked: %+v", r.Remarks)
	}
}

// TestRule13LeningradSaidTenThenMore: both figures are in the history, and a state of the log before the second shows the
// first alone. Both are contested.
func TestRule13LeningradSaidTenThenMore(t *testing.T) {
	const id = "inc-2025-08-26-leningrad-kingiseppsky-luzhsky"
	l := starterLog(t)
	s := live(t, l)
	second := len(*l) // it is the starter data's last revision
	for as, want := range map[string]string{"": "{11, null} contested conflicts", fmt.Sprint("&as_of=", second-1): "{10, 10} contested conflicts", fmt.Sprint("&as_of=", second): "{11, null} contested conflicts"} {
		r := fetch[recordAnswer](t, s, "/records/"+id+"?f=json"+as)
		if got := r.Record.Count.String() + " " + r.Record.Grade + " " + r.Link.Relation; got != want {
			t.Errorf("%q: got %s, want %s", as, got, want)
		}
	}
	query := "basis=incidents&from=2025-08-26&to=2025-08-26"
	if now, then := rowsAt(t, s, query)["RU-LEN"], rowsAt(t, s, query+"&as_of="+fmt.Sprint(second-1))["RU-LEN"]; now.interval.String() != "{11, null}" || then.interval.String() != "{10, 10}" || !then.Conflict {
		t.Errorf("on the map %s now, %s then", now, then)
	}
	history := fetch[struct {
		Revisions []struct {
			Change, Reason string
			Differences    []struct{ Words string }
		}
	}](t, s, "/records/"+id+"/revisions").Revisions
	if len(history) != 2 || history[1].Change != "update" || !strings.Contains(history[1].Reason, "more than 10") {
		t.Fatalf("the history: %+v", history)
	}
	if words := fmt.Sprint(history[1].Differences); !strings.Contains(words, "count was 10 and is more than 10") {
		t.Errorf("the history does not tell both: %s", words)
	}
}

// TestRule10ZagoryeIsABadgeOfItsDistrict: three dwellings and a vehicle, by debris, and no interception; the village is in no
// gazetteer and gets no pin.
func TestRule10ZagoryeIsABadgeOfItsDistrict(t *testing.T) {
	s := live(t, starterLog(t))
	r := fetch[recordAnswer](t, s, "/records/inc-2025-08-26-leningrad-zagorye")
	if r.Record.IsInterception || !r.Record.IsDamage || r.Record.Place["point"] != nil || r.Record.Place["level"] != "settlement" || r.Record.Response != "damage_estimate_ordered" {
		t.Errorf("got %+v", r.Record)
	}
	said := ""
	for _, e := range r.Record.Effects {
		said += fmt.Sprint(e.Subject, " ", e.State, " ")
		if e.Count != nil {
			said += e.Count.String() + " " + e.Cause + " "
		}
	}
	for _, want := range []string{"dwelling reported {3, 3} debris", "vehicle reported {1, 1} debris", "injured none_reported"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	if a := s.ask(t, "GET", "/collections/interceptions/items/inc-2025-08-26-leningrad-zagorye?f=json", ""); a.StatusCode != 404 {
		t.Errorf("among the interceptions: %d", a.StatusCode)
	}
	f := fetch[struct{ Properties map[string]any }](t, s, "/collections/damage/items/inc-2025-08-26-leningrad-zagorye?f=json")
	if f.Properties["district_name"] == nil || !strings.Contains(fmt.Sprint(f.Properties["district_name"]), "Slants") || f.Properties["damaged_objects_min"] != 4.0 {
		t.Errorf("its row: %v", f.Properties)
	}
}

// TestRule8FortyOneOverElevenPlacesIsOneRecord: divided nowhere.
func TestRule8FortyOneOverElevenPlacesIsOneRecord(t *testing.T) {
	s := live(t, starterLog(t))
	r := fetch[recordAnswer](t, s, "/records/inc-2025-10-27-kaluga")
	if ids, _ := r.Record.Place["region_ids"].([]any); len(ids) != 11 || r.Record.Count.String() != "{41, 41}" {
		t.Errorf("got %+v", r.Record)
	}
	for id, row := range rowsAt(t, s, "from=2025-10-27&to=2025-10-27&part=night&level=district&within=RU-KLU") {
		if row.Status == "value" || row.Min != nil {
			t.Errorf("%s is %s", id, row)
		}
	}
}

// TestTheNightOf27October: 42 claimed for Kaluga, of which 41 are known to no district; five buildings in Dzerzhinsky
// district; one killed and five injured at Pogar.
func TestTheNightOf27October(t *testing.T) {
	s := live(t, starterLog(t))
	a := fetch[ledgerAnswer](t, s, "/ledger?f=json&night=2025-10-27&within=RU").Nights[0]
	for _, r := range a.Regions {
		if r.RegionID == "RU-KLU" && (r.Claimed.String() != "{42, 42}" || r.Incidents.String() != "{41, 41}" || r.Reconciled.String() != "{42, 42}") {
			t.Errorf("Kaluga: claimed %s, incidents %s, reconciled %s", r.Claimed, r.Incidents, r.Reconciled)
		}
	}
	const at = "from=2025-10-27&to=2025-10-27&basis=incidents"
	if row := rowsAt(t, s, at)["RU-KLU"]; row.ResidualMin == nil || *row.ResidualMin != 41 {
		t.Errorf("below the region %s", row)
	}
	for query, want := range map[string]string{"&measure=damaged_objects&level=district within RU-KLU.563697": "{5, 5}", "&measure=killed within RU-BRY": "{1, 1}", "&measure=injured within RU-BRY": "{5, 5}"} {
		query, id, _ := strings.Cut(query, " within ")
		if row := rowsAt(t, s, at+query)[id]; row.interval.String() != want {
			t.Errorf("%s: %s is %s, want %s", query, id, row, want)
		}
	}
}

// TestNightAndDayAreKeptApart on 28 and 30 October.
func TestNightAndDayAreKeptApart(t *testing.T) {
	s := live(t, starterLog(t))
	for query, want := range map[string]string{
		"2025-10-28&basis=claimed&part=night": "{13, 13}", "2025-10-28&basis=claimed&part=day": "{1, 1}", "2025-10-28&basis=claimed": "{14, 14}",
		"2025-10-30&part=night": "{15, 15}", "2025-10-30&part=day": "{1, 1}", "2025-10-30": "{16, 16}",
	} {
		if row := rowsAt(t, s, "to="+query[:10]+"&from="+query)["RU-KLU"]; row.interval.String() != want {
			t.Errorf("Kaluga, %s: %s, want %s", query, row, want)
		}
	}
	var parts []string
	for _, a := range fetch[ledgerAnswer](t, s, "/ledger?f=json&from=2025-10-28&to=2025-10-28&within=RU").Nights {
		parts = append(parts, a.Part+" "+a.Total.String())
	}
	if !slices.Equal(parts, []string{"night {17, 17}", "day {15, 15}"}) {
		t.Errorf("28 October: %v", parts)
	}
}

// TestAnInterceptionWithoutANumberCountsOneOrMore: Rostov on 27 August, Kaluga on 28 October.
func TestAnInterceptionWithoutANumberCountsOneOrMore(t *testing.T) {
	s := live(t, starterLog(t))
	for id, where := range map[string]string{"inc-2025-08-27-rostov": "RU-ROS 2025-08-27", "inc-2025-10-28-kaluga": "RU-KLU 2025-10-28"} {
		if r := fetch[recordAnswer](t, s, "/records/"+id); r.Record.Count.String() != "{1, null}" || r.Record.Count.Best != nil {
			t.Errorf("%s counts %s", id, r.Record.Count)
		}
		region, date, _ := strings.Cut(where, " ")
		if row := rowsAt(t, s, "basis=incidents&part=night&from="+date+"&to="+date)[region]; row.interval.String() != "{1, null}" || row.Best != nil {
			t.Errorf("%s is %s", where, row)
		}
	}
}

// TestTheAirForceCommandOf27August: launched 95, intercepted 74, hits 21, three tallies that rest on one voice; nothing is
// known of a region of Ukraine.
func TestTheAirForceCommandOf27August(t *testing.T) {
	s := live(t, starterLog(t))
	first := fetch[recordAnswer](t, s, "/records/tal-2025-08-27-ua-launched")
	for metric, want := range map[string]string{"launched": "{95, 95}", "intercepted": "{74, 74}", "hit": "{21, 21}"} {
		u := fetch[recordAnswer](t, s, "/records/tal-2025-08-27-ua-"+metric)
		if u.Record.Metric != metric || u.Record.Count.String() != want || !slices.Equal(u.Record.Statements, first.Record.Statements) || u.Sources.Independent != 1 {
			t.Errorf("%s: %+v, sources %+v", metric, u.Record, u.Sources)
		}
	}
	for _, basis := range []string{"claimed", "incidents", "reconciled"} {
		for id, row := range rowsAt(t, s, "from=2025-08-27&to=2025-08-27&basis="+basis+"&within=UA") {
			if strings.HasPrefix(id, "UA-") && row.Status != "no_data" {
				t.Errorf("%s, %s: %s", basis, id, row)
			}
		}
	}
}
