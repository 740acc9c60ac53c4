package main_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"oblast/data/record"
)

// imported writes records to a new database and returns the database's path.
func imported(t testing.TB, records []record.Record) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "oblast.db")
	importInto(t, db, records)
	return db
}

// importInto adds records to a database by the program's own import.
func importInto(t testing.TB, db string, records []record.Record) {
	t.Helper()
	lines := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(lines, jsonLines(t, records), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, said, code := runProgram(t, "", "import", "--data", db, lines); code != 0 {
		t.Fatalf("import: %d %s %s", code, out, said)
	}
}

func jsonLines(t testing.TB, records []record.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, r := range records {
		line, err := record.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// night is when the incidents of these tests happened.
var night = record.NewDate(2025, time.August, 27)

func whenNight(zone string) record.When {
	loc, _ := record.Location(zone)
	w := record.NightBounds(night, loc)
	return record.When{Start: &w.Start, End: &w.End, Zone: zone, Precision: "night", NightOf: &night}
}

// source is a document and a statement in it that incidents of these tests stand on.
func source() []record.Record {
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-1", PublisherRole: "other", DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-1", Document: "doc-1", SpeakerRole: "governor", Summary: new("A summary of what was said."), Checks: []record.Check{}},
	}
}

func incident(id string, place record.Place) *record.Incident {
	one := 1
	return &record.Incident{
		Kind: record.KindIncident, ID: id, IsInterception: true, WeaponClass: "uav", Count: &record.Count{Min: &one, Best: &one, Max: &one, Qualifier: "exact"},
		When: whenNight("Europe/Moscow"), Place: place, Effects: []record.Effect{}, Statements: []string{"st-1"}, Grade: "weak", Tags: []string{},
	}
}

// unplacedRecords are n incidents of which nobody says where they were.
func unplacedRecords(n int) []record.Record {
	all := source()
	for i := range n {
		all = append(all, incident(fmt.Sprintf("inc-%d", i), record.Place{Level: "unknown", RegionIDs: []string{}, Verbatim: new("somewhere"), Method: "given"}))
	}
	return all
}

// crowd are n incidents at points over European Russia and Ukraine, every fourth of them damage, always the same.
func crowd(n int) []record.Record {
	all, random := source(), rand.New(rand.NewPCG(7, 7))
	for i := range n {
		at, near := record.Point{24 + 30*random.Float64(), 45 + 15*random.Float64()}, 500.0
		inc := incident(fmt.Sprintf("inc-%04d", i), record.Place{Level: "exact", RegionIDs: []string{}, Point: &at, UncertaintyM: &near, Method: "given"})
		if i%4 == 0 {
			inc.IsInterception, inc.IsDamage, inc.Count = false, true, nil
		}
		all = append(all, inc)
	}
	return all
}
