package record_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	jsonx "github.com/go-json-experiment/json"

	"oblast/data/record"
)

// What is written key by key is what the library writes by reflection: of every starter record, of records with every
// field known and with none, and of as many as can be made of them by spoiling a value.
func TestEncodeWritesWhatTheLibraryWrites(t *testing.T) {
	same := func(rec record.Record) {
		t.Helper()
		got, err := record.Encode(rec)
		want, wantErr := jsonx.Marshal(rec)
		if (err != nil) != (wantErr != nil) || err == nil && !bytes.Equal(got, want) {
			t.Fatalf("got  %s, %v\nwant %s, %v", got, err, want, wantErr)
		}
	}
	lines := starterLines(t)
	for _, text := range fullRecords {
		lines = append(lines, text)
	}
	random := rand.New(rand.NewPCG(9, 9))
	spoilt := 0
	for _, line := range lines {
		rec, err := record.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		same(rec)
		for range 20 {
			var tree map[string]any
			if err := json.Unmarshal([]byte(line), &tree); err != nil {
				t.Fatal(err)
			}
			spoil(random, tree)
			text, _ := json.Marshal(tree)
			if rec, err := record.Decode(text); err == nil {
				spoilt++
				same(rec)
			}
		}
	}
	if spoilt < 300 {
		t.Errorf("only %d spoilt records were valid", spoilt)
	}
	for _, rec := range []record.Record{&record.Document{}, &record.Statement{}, &record.Incident{}, &record.Tally{}, &record.Restriction{}, &record.Alias{}} {
		same(rec)
	}
	words := "\x00 \u2028 <b>&\"\\ \U0001F600 ё"
	same(&record.Document{Title: &words})
	broken := "\xff"
	same(&record.Document{Title: &broken})
	for _, f := range []float64{0.1, 1e-7, 1e21, -0.5, 179.99999999999997, 12345678.9} {
		same(&record.Incident{Place: record.Place{Point: &record.Point{f, f}, UncertaintyM: &f}})
	}
}
