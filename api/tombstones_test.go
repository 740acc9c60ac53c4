package api_test

import (
	"log/slog"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/data/store/sqlite"
)

// edited serves the starter records from a real log, and returns the desk at which they are revised and what brings the
// server up to the head.
func edited(t *testing.T) (*running, *revise.Desk, *snapshot.Live) {
	t.Helper()
	held, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { held.Close() })
	appender, err := store.NewAppender(t.Context(), held, nil)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := exchange.StarterChanges()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := appender.Append(t.Context(), 0, changes); err != nil {
		t.Fatal(err)
	}
	c, _ := config(t)
	now, err := snapshot.Open(t.Context(), held, snapshot.NewBoundaries(c.Gazetteer.Tree), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	c.Snapshots = now
	return start(t, c), revise.NewDesk(held, appender, nil), now
}

// TestAMergedOrSplitReportSaysWhereItWent: its tombstone in the record, in the feed and in the answer of its old address;
// what a restriction veils is not named there, and an undo takes it back.
func TestAMergedOrSplitReportSaysWhereItWent(t *testing.T) {
	s, desk, now := edited(t)
	const kept, twin = "inc-2025-08-27-kaluga-dzerzhinsky", "inc-twin"
	do := func(what string, err error) {
		t.Helper()
		if err == nil {
			err = now.Refresh(t.Context())
		}
		if err != nil {
			t.Fatal(what, err)
		}
	}
	wish := revise.Wish{Author: "ann", Reason: "one drone, told twice"}
	copyOf := func(id string) *record.Incident {
		e, _ := now.Current().Record(kept)
		inc, ok := e.Record.(*record.Incident)
		if !ok {
			t.Fatalf("%s: %+v", kept, e)
		}
		twin := *inc
		twin.ID = id
		return &twin
	}
	_, err := desk.Put(t.Context(), []record.Record{copyOf(twin)}, store.Update, wish)
	do("put", err)
	type told struct {
		Retracted bool
		Became    []string
	}
	type news struct {
		Items []struct {
			Title, ContentText string
			Text               string `json:"content_text"`
			Own                struct {
				Record, News string
				Became       []string
			} `json:"_oblast"`
		}
	}
	of := func(id string) string {
		r := fetch[told](t, s, "/records/"+id)
		if !r.Retracted {
			return "stands " + strings.Join(r.Became, " ")
		}
		return "ended " + strings.Join(r.Became, " ")
	}
	_, err = desk.Merge(t.Context(), kept, []string{twin}, wish)
	do("merge", err)
	if got := of(twin); got != "ended "+kept {
		t.Errorf("merged: %s", got)
	}
	if got := of(kept); got != "stands " {
		t.Errorf("what goes on: %s", got)
	}
	for _, item := range fetch[news](t, s, "/feed.json?limit=2").Items {
		if item.Own.Record == twin && (item.Title != "Merged into another report: "+twin || item.Own.News != "retracted" || strings.Join(item.Own.Became, " ") != kept || !strings.Contains(item.Text, "Told now in: "+kept)) {
			t.Errorf("news of the merge: %+v", item)
		}
	}
	if a := s.ask(t, "GET", "/feed.atom?limit=2&lang=ru", ""); !strings.Contains(a.body, "Объединено с другим сообщением: "+twin) {
		t.Error("news of the merge in Russian")
	}
	if a := s.ask(t, "GET", "/collections/incidents/items/"+twin, ""); a.StatusCode != 404 || !strings.Contains(a.body, "was merged into another record on ") {
		t.Errorf("its old address: %d %s", a.StatusCode, a.body)
	}
	_, err = desk.Undo(t.Context(), twin, wish)
	do("undo", err)
	if got := of(twin); got != "stands " {
		t.Errorf("undone: %s", got)
	}
	_, err = desk.Split(t.Context(), twin, []record.Record{copyOf("inc-a"), copyOf("inc-b")}, wish)
	do("split", err)
	if got := of(twin); got != "ended inc-a inc-b" {
		t.Errorf("split: %s", got)
	}
	if a := s.ask(t, "GET", "/collections/incidents/items/"+twin, ""); a.StatusCode != 404 || !strings.Contains(a.body, "was split into several records on ") {
		t.Errorf("its old address: %d %s", a.StatusCode, a.body)
	}
	_, err = desk.Retract(t.Context(), "inc-a", revise.Wish{Author: "ann", Reason: "withdrawn"})
	do("retract", err)
	if got := of("inc-a"); got != "ended " {
		t.Errorf("retracted: %s", got)
	}
	// Where the place is restricted, an ended report of elsewhere names none of what it went into.
	elsewhere := copyOf("inc-elsewhere")
	elsewhere.Place = record.Place{Level: "region", RegionIDs: []string{"RU-TUL"}, Method: "given"}
	elsewhere.Statements, elsewhere.Effects = []string{"st-2025-08-27-mod"}, []record.Effect{}
	_, err = desk.Put(t.Context(), []record.Record{elsewhere}, store.Update, wish)
	do("put", err)
	_, err = desk.Merge(t.Context(), kept, []string{elsewhere.ID}, wish)
	do("merge", err)
	if got := of(elsewhere.ID); got != "ended "+kept {
		t.Errorf("merged: %s", got)
	}
	level, night := "region", record.NewDate(2025, 8, 27)
	_, err = desk.Put(t.Context(), []record.Record{&record.Restriction{Kind: record.KindRestriction, ID: "res-synthetic", RegionID: "RU-KLU", InForceFrom: &night, InForceTo: &night,
		Status: "in_force", CoarsestPublicLevel: &level, Statements: []string{}}}, store.Update, wish)
	do("restrict", err)
	for _, at := range []string{"/records/" + elsewhere.ID, "/feed.json?limit=200", "/feed.atom?limit=200", "/collections/incidents/items/" + elsewhere.ID, "/records/" + elsewhere.ID + "/revisions"} {
		if a := s.ask(t, "GET", at, ""); strings.Contains(a.body, kept) || strings.Contains(a.body, "inc-b") {
			t.Errorf("%s tells what is withheld", at)
		}
	}
	if got := of(elsewhere.ID); got != "ended " {
		t.Errorf("merged into what is withheld: %s", got)
	}
}
