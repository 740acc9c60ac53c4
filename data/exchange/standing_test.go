package exchange_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
)

// appended appends changes to a log one after the other.
func appended(t *testing.T, log store.Log, changes ...store.Change) {
	t.Helper()
	a := appender(t, log)
	for _, c := range changes {
		c.Author, c.Reason = "a test", "to test"
		if _, err := a.Append(t.Context(), store.Any, []store.Change{c}); err != nil {
			t.Fatal(err)
		}
	}
}

// A table names of each incident what stands of its statement and document: also where they were changed after it, several
// times, were retracted, or stand in the log far before it.
func TestATableOfWhatStands(t *testing.T) {
	log := memory(t)
	if _, err := load(t, log, string(many(3)), options(exchange.JSONLines)); err != nil {
		t.Fatal(err)
	}
	doc := func(publisher string) *record.Document {
		return &record.Document{Kind: record.KindDocument, ID: "d", Publisher: &publisher, PublisherRole: "other", DerivedFrom: []string{}}
	}
	st := func(id, speaker string) *record.Statement {
		return &record.Statement{Kind: record.KindStatement, ID: id, Document: "d", Speaker: &speaker, SpeakerRole: "governor", Checks: []record.Check{}}
	}
	moved := incident(t, log, "inc-1").(*record.Incident)
	moved.Statements, moved.Effects = []string{"s2"}, []record.Effect{}
	appended(t, log,
		store.Change{Change: store.Update, Record: st("s", "second")}, store.Change{Change: store.Update, Record: doc("new")},
		store.Change{Change: store.Create, Record: st("s2", "other")}, store.Change{Change: store.Update, Record: moved},
		store.Change{Change: store.Correction, Record: st("s", "third")}, store.Change{Change: store.Retraction, RecordID: "inc-2"},
		store.Change{Change: store.Retraction, RecordID: "inc-0"}, store.Change{Change: store.Undo, Record: incident(t, log, "inc-0")})
	var b bytes.Buffer
	n, err := exchange.ExportTable(context.Background(), log, exchange.CSV, nil, &b, nil)
	if err != nil || n != 2 {
		t.Fatalf("%d rows, %v", n, err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		for i, h := range rows[0] {
			if h == name {
				return i
			}
		}
		t.Fatalf("no column %s in %v", name, rows[0])
		return 0
	}
	got := ""
	for _, row := range rows[1:] {
		got += fmt.Sprintln(row[column("id")], row[column("speaker")], row[column("publisher")])
	}
	if want := "inc-1 other new\ninc-0 third new\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if lines := strings.Count(export(t, log, exchange.JSONLines), "\n"); lines != 5 {
		t.Errorf("%d records stand, want a document, two statements and two incidents", lines)
	}
}

func incident(t *testing.T, log store.Log, id string) record.Record {
	t.Helper()
	revs, err := log.Of(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.Decode(revs[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}
