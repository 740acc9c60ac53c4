package snapshot_test

import (
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// revised appends another version of an incident of the starter records and returns the version before it.
func revised(t *testing.T, log *memoryLog, live *snapshot.Live, change string, edit func(*record.Incident)) (before *snapshot.Snapshot) {
	t.Helper()
	before = live.Current()
	e, _ := before.Record(dzerzhinsky)
	inc := *e.Record.(*record.Incident)
	edit(&inc)
	body, err := record.Encode(&inc)
	if err != nil {
		t.Fatal(err)
	}
	log.append(record.Revision{Seq: before.Head() + 1, RecordID: inc.ID, Rev: len(e.Revisions) + 1, Change: change, RecordedAt: before.RecordedAt(), Author: "ann", Reason: "to test", Body: body})
	if err := live.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return before
}

const dzerzhinsky = "inc-2025-08-27-kaluga-dzerzhinsky"

func words(steps []snapshot.Step) (out []string) {
	for _, s := range steps {
		line := s.Change.Change
		if s.Withheld {
			line += " (withheld)"
		}
		for _, d := range s.Differences {
			line += "; " + d.Words
		}
		out = append(out, line)
	}
	return out
}

func TestHistoryTellsWhatEachRevisionChanged(t *testing.T) {
	log, live := startLive(t)
	revised(t, log, live, "correction", func(i *record.Incident) { i.Grade = "fair" })
	revised(t, log, live, "update", func(i *record.Incident) { i.Tags = append(i.Tags, "checked") })
	steps, ok := live.Current().History(dzerzhinsky)
	want := "create\ncorrection; grade was confirmed and is fair\nupdate; tags has checked too"
	if got := strings.Join(words(steps), "\n"); !ok || got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, ok := live.Current().History("inc-none"); ok {
		t.Error("a history of nothing")
	}
}

// What a generalisation took out is told neither by the history nor by an older state of the log.
func TestWhatWasGeneralisedIsNotToldOfThePast(t *testing.T) {
	log, live := startLive(t)
	before := revised(t, log, live, "generalisation", func(i *record.Incident) {
		said := "the district is left out at the wish of the owner"
		i.Place = record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "reviewer", Generalised: &said}
	})
	steps, _ := live.Current().History(dzerzhinsky)
	if got := strings.Join(words(steps), "\n"); got != "create\ngeneralisation (withheld)" {
		t.Errorf("the history is %s", got)
	}
	revised(t, log, live, "update", func(i *record.Incident) { i.Grade = "fair" })
	steps, _ = live.Current().History(dzerzhinsky)
	if got := strings.Join(words(steps), "\n"); got != "create\ngeneralisation (withheld)\nupdate; grade was confirmed and is fair" {
		t.Errorf("the history goes on as %s", got)
	}
	then, err := live.AsOf(t.Context(), before.Version())
	if err != nil {
		t.Fatal(err)
	}
	e, ok := then.Record(dzerzhinsky)
	if !ok || e.Record.(*record.Incident).Place.Level != "region" {
		t.Errorf("as of before: %+v", e)
	}
	layer, _ := then.Layer("incidents")
	row, ok := layer.Row(dzerzhinsky)
	at := layer.Schema().Index("place_level")
	if text, _ := layer.Table.Column(at).At(row); !ok || text != "region" {
		t.Errorf("its row as of before is of the level %s", text)
	}
	if steps, _ := then.History(dzerzhinsky); len(steps) != 1 || len(steps[0].Differences) != 0 {
		t.Errorf("the history as of before: %+v", steps)
	}
}
