package snapshot_test

import (
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// TestPublicationBoundsWhatWasFirstReported: of an incident of which nothing is known but that it was reported, the first
// publication that may be told is the end of its interval, and follows it when it is corrected; it belongs to no night.
func TestPublicationBoundsWhatWasFirstReported(t *testing.T) {
	at := func(hour int) *time.Time { x := time.Date(2025, 8, 27, hour, 0, 0, 0, time.UTC); return &x }
	source := func(name string, published *time.Time) []record.Record {
		return []record.Record{
			&record.Document{Kind: record.KindDocument, ID: "doc-" + name, PublisherRole: "other", DerivedFrom: []string{}, PublishedAt: published},
			&record.Statement{Kind: record.KindStatement, ID: "st-" + name, Document: "doc-" + name, SpeakerRole: "media", Checks: []record.Check{}},
		}
	}
	inc := incident("inc-first", "RU-BRY")
	inc.When = record.When{Zone: "Europe/Moscow", Precision: "first_reported"}
	inc.Statements = []string{"st-none", "st-late", "st-early"}
	other := incident("inc-unknown", "RU-BRY")
	other.When, other.Statements = record.When{Zone: "Europe/Moscow", Precision: "unknown"}, []string{"st-early"}
	records := append(append(source("none", nil), source("late", at(9))...), source("early", at(6))...)
	records = append(records, inc, other)
	revs := revise(t, 0, records...)
	s, err := snapshot.Build(t.Context(), areas(t), recorded, revs)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"inc-first": "2025-08-27T06:00:00Z", "inc-unknown": "null"} {
		if r := row(t, s, "incidents", id); r["time_end"] != want || r["time_start"] != "null" || r["night_of"] != "null" {
			t.Errorf("%s: %s to %s, night of %s; want an end at %s", id, r["time_start"], r["time_end"], r["night_of"], want)
		}
	}
	// What may not be told does not bound it either.
	hidden := incident("inc-near", "RU-KLU.563697")
	hidden.Statements = []string{"st-early"}
	s, err = snapshot.Build(t.Context(), areas(t), recorded, revise(t, 0, append(records, hidden, limitOn("region", ""))...))
	if err != nil {
		t.Fatal(err)
	}
	if got := row(t, s, "incidents", "inc-first")["time_end"]; got != "2025-08-27T09:00:00Z" {
		t.Errorf("beside what is withheld it ends at %s", got)
	}
	// A corrected publication moves the bound.
	log, live := startLive(t)
	head := live.Current().Head()
	log.append(revise(t, head, records...)...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := revise(t, head+int64(len(records)), source("early", at(4))[0])
	again[0].Rev, again[0].Change = 2, "correction"
	log.append(again...)
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := row(t, live.Current(), "incidents", "inc-first")["time_end"]; got != "2025-08-27T04:00:00Z" {
		t.Errorf("after the correction it ends at %s", got)
	}
}
