package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
)

// TestRule4PartsThatDisagreeAreNeverRepaired: 67 with parts of 74 is refused, 121 with parts of 112 flagged with the rest.
func TestRule4PartsThatDisagreeAreNeverRepaired(t *testing.T) {
	l := starterLog(t)
	put := func(id string, day record.Date, total int, status string, items map[string]int) {
		x := &record.Tally{Kind: record.KindTally, ID: id, Metric: "intercepted", Count: record.Exact(total), WindowBasis: "phrase_only", Zone: "Europe/Moscow", NightOf: &day,
			WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Statements: []string{"st-2025-08-27-mod"}, Checks: []record.Check{}, Status: status}
		if status == "flagged" {
			x.Split = "partial"
		}
		for _, region := range []string{"RU-BRY", "RU-KLU", "RU-TUL"} {
			x.Items = append(x.Items, record.TallyItem{RegionID: region, Count: items[region]})
		}
		l.put(t, "create", x)
	}
	put("tal-67", record.NewDate(2025, time.July, 1), 67, "refused", map[string]int{"RU-BRY": 40, "RU-KLU": 20, "RU-TUL": 14})
	put("tal-121", record.NewDate(2025, time.July, 2), 121, "flagged", map[string]int{"RU-BRY": 60, "RU-KLU": 30, "RU-TUL": 22})
	s := live(t, l)
	got := fetch[ledgerAnswer](t, s, "/ledger?f=json&from=2025-07-01&to=2025-07-02")
	if len(got.Nights) != 2 || len(got.Tallies) != 2 || got.Tallies[0].Status != "refused" || got.Tallies[1].Status != "flagged" {
		t.Fatalf("got %+v", got)
	}
	if len(got.Tallies[0].Items) != 3 || got.Tallies[0].Items[0].Count != 40 {
		t.Errorf("the items of the refused one are not shown as they were given: %+v", got.Tallies[0].Items)
	}
	for i, want := range []string{"RU headline {67, 67}", "RU headline {9, 9}"} {
		if words := got.Nights[i].words(); words["residuals"] != want {
			t.Errorf("residuals %q, want %q", words["residuals"], want)
		}
	}
	refused, flagged := rowsAt(t, s, "basis=claimed&from=2025-07-01&to=2025-07-01"), rowsAt(t, s, "basis=claimed&from=2025-07-02&to=2025-07-02")
	for id, want := range map[string][2]string{"RU-BRY": {"no_data unsplit 67", "value {60, 60}"}, "RU-TA": {"no_data unsplit 67", "no_data unsplit 9"}} {
		for i, rows := range []map[string]rowAnswer{refused, flagged} {
			got, _, _ := strings.Cut(rows[id].String(), " residual")
			if got != want[i] {
				t.Errorf("%s: got %q, want %q", id, got, want[i])
			}
		}
	}
	page := s.ask(t, "GET", "/ledger?night=2025-07-01&f=html", "").body
	if !strings.Contains(page, "add up to 74") {
		t.Error("the page of the night does not say what disagrees")
	}
}

// TestRule13ARetractionLeavesATombstoneInTheFeed, with its reason, and nothing on the map.
func TestRule13ARetractionLeavesATombstoneInTheFeed(t *testing.T) {
	l := starterLog(t)
	before := len(*l)
	id := "inc-2025-08-27-kaluga-dzerzhinsky"
	*l = append(*l, record.Revision{Seq: int64(before + 1), RecordID: id, Rev: 2, Change: "retraction", Author: "a reviewer", Reason: "it was somewhere else",
		RecordedAt: time.Date(2025, 12, 3, 0, 0, 0, 0, time.UTC)})
	s := live(t, l)
	feed := fetch[struct {
		Items []struct {
			Title string                                `json:"title"`
			Text  string                                `json:"content_text"`
			Own   struct{ Record, News, Reason string } `json:"_oblast"`
		}
	}](t, s, "/feed.json?since="+fmt.Sprint(before))
	if len(feed.Items) != 1 || feed.Items[0].Own.Record != id || feed.Items[0].Own.News != "retracted" || !strings.Contains(feed.Items[0].Text, "it was somewhere else") {
		t.Errorf("the feed has %+v", feed.Items)
	}
	if a := s.ask(t, "GET", "/feed.atom?since=2025-12-02", ""); strings.Count(a.body, "<entry>") != 1 || !strings.Contains(a.body, `term="retracted"`) {
		t.Errorf("the feed as Atom: %s", a.body)
	}
	if a := s.ask(t, "GET", "/collections/incidents/items/"+id+"?f=json", ""); a.StatusCode != 404 {
		t.Errorf("still on the map: %d", a.StatusCode)
	}
	if got := rowsAt(t, s, "from=2025-08-27&to=2025-08-27")["RU-KLU"]; got.Status != "none_reported" {
		t.Errorf("Kaluga is %s", got)
	}
	if r := fetch[recordAnswer](t, s, "/records/"+id); !r.Retracted || len(r.Revisions) != 2 {
		t.Errorf("its tombstone: %+v", r)
	}
}
