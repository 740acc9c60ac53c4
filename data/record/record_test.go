package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/geo/fault"
)

// example returns the lines of the worked example.
func example(t testing.TB) [][]byte {
	t.Helper()
	b, err := os.ReadFile("testdata/example.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(b), []byte("\n"))
}

// line returns the example's line of a kind, with replacements old, new, ...
func line(t testing.TB, kind string, replace ...string) []byte {
	t.Helper()
	for _, l := range example(t) {
		if !bytes.HasPrefix(l, []byte(`{"kind":"`+kind+`"`)) {
			continue
		}
		s := string(l)
		for i := 0; i < len(replace); i += 2 {
			if !strings.Contains(s, replace[i]) {
				t.Fatalf("the %s of the example has no %s", kind, replace[i])
			}
			s = strings.Replace(s, replace[i], replace[i+1], 1)
		}
		return []byte(s)
	}
	t.Fatalf("the example has no %s", kind)
	return nil
}

func TestExampleLoadsAndIsWrittenAsItStands(t *testing.T) {
	var kinds []string
	for i, l := range example(t) {
		rec, err := record.Decode(l)
		if err != nil {
			t.Errorf("line %d: %v", i+1, err)
			continue
		}
		kinds = append(kinds, string(rec.RecordKind()))
		got, err := record.Encode(rec)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(l) {
			t.Errorf("line %d is written otherwise\n got %s\nwant %s", i+1, got, l)
		}
	}
	if want := []string{"document", "statement", "incident", "statement", "tally"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds: got %v, want %v", kinds, want)
	}
}

// pointers lists the places of the faults, sorted.
func pointers(err error) []string {
	var out []string
	for _, f := range fault.Fields(err) {
		out = append(out, f.Field)
	}
	slices.Sort(out)
	return out
}

func TestDecodeFaults(t *testing.T) {
	for _, tc := range []struct {
		name    string
		kind    string
		replace []string
		want    []string // pointers
	}{
		{"unknown key", "document", []string{`"title":null`, `"titel":null`}, []string{"/titel"}},
		{"key twice", "document", []string{`"title":null`, `"title":null,"title":null`}, []string{"/title"}},
		{"nested unknown key", "incident", []string{`"part":null,`, `"parts":null,`}, []string{"/effects/0/parts"}},
		{"list null", "document", []string{`["doc-2025-08-27-shapsha"]`, `null`}, []string{"/derived_from"}},
		{"list missing", "document", []string{`,"derived_from":["doc-2025-08-27-shapsha"]`, ``}, []string{"/derived_from"}},
		{"truth value missing", "incident", []string{`"is_damage":false,`, ``}, []string{"/is_damage"}},
		{"truth value null", "statement", []string{`"preliminary":true`, `"preliminary":null`}, []string{"/preliminary"}},
		{"unknown key missing is null", "document", []string{`"title":null,`, ``}, nil},
		{"script address", "document", []string{`"url":null`, `"url":"javascript:alert(1)"`}, []string{"/url"}},
		{"role", "document", []string{`"other"`, `"blog"`}, []string{"/publisher_role"}},
		{"id with a slash", "document", []string{`"doc-seed"`, `"doc/seed"`}, []string{"/id"}},
		{"itself", "document", []string{`["doc-2025-08-27-shapsha"]`, `["doc-seed"]`}, []string{"/derived_from/0"}},
		{"several at once", "document", []string{`"other"`, `"blog"`, `"en"`, `"english"`, `"sha256":null`, `"sha256":"ab"`}, []string{"/language", "/publisher_role", "/sha256"}},
		{"type and meaning at once", "incident", []string{`"point":null`, `"point":"here"`, `"weapon_class":"uav"`, `"weapon_class":"drone"`}, []string{"/place/point", "/weapon_class"}},
		{"count shape", "incident", []string{`"max":1`, `"max":null`}, []string{"/count"}},
		{"count missing", "incident", []string{`{"min":1,"best":1,"max":1,"qualifier":"exact"}`, `null`}, []string{"/count"}},
		{"count fraction", "incident", []string{`"min":1`, `"min":1.5`}, []string{"/count/min"}},
		{"count negative", "incident", []string{`{"min":1,"best":1,"max":1,`, `{"min":-1,"best":-1,"max":-1,`}, []string{"/count/best", "/count/max", "/count/min"}},
		{"none reported with a number", "incident", []string{`"none_reported","count":null`, `"none_reported","count":{"min":1,"best":1,"max":1,"qualifier":"exact"}`}, []string{"/effects/0/count"}},
		{"none reported with the number 0", "incident", []string{`"none_reported","count":null`, `"none_reported","count":{"min":0,"best":0,"max":0,"qualifier":"exact"}`}, nil},
		{"night with other bounds", "incident", []string{`"2025-08-27T05:00:00Z"`, `"2025-08-27T06:00:00Z"`}, []string{"/when"}},
		{"night without a date", "incident", []string{`"night_of":"2025-08-27"`, `"night_of":null`}, []string{"/when/night_of"}},
		{"empty interval", "incident", []string{`"2025-08-27T05:00:00Z"`, `"2025-08-26T17:00:00Z"`}, []string{"/when/end"}},
		{"time with an offset", "incident", []string{`"2025-08-26T17:00:00Z"`, `"2025-08-26T20:00:00+03:00"`}, []string{"/when/start"}},
		{"zone", "incident", []string{`"Europe/Moscow"`, `"Moscow"`}, []string{"/when/zone"}},
		{"zone of the machine", "incident", []string{`"Europe/Moscow"`, `"Local"`}, []string{"/when/zone"}},
		{"exact time in the night", "incident", []string{`"precision":"night"`, `"precision":"exact"`}, nil},
		{"exact time, night left out", "incident", []string{`"precision":"night","night_of":"2025-08-27"`, `"precision":"exact","night_of":null`}, []string{"/when/night_of"}},
		{"exact time, other night", "incident", []string{`"precision":"night","night_of":"2025-08-27"`, `"precision":"exact","night_of":"2025-08-26"`}, []string{"/when/night_of"}},
		{"unknown time", "incident", []string{`"precision":"night"`, `"precision":"unknown"`}, []string{"/when/start"}},
		{"point of a district", "incident", []string{`"point":null`, `"point":[35.9,54.7]`}, []string{"/place/point"}},
		{"point off the earth", "incident", []string{`"level":"district"`, `"level":"settlement"`, `"point":null`, `"point":[235.9,-94.7]`}, []string{"/place/point/0", "/place/point/1"}},
		{"point of three numbers", "incident", []string{`"level":"district"`, `"level":"settlement"`, `"point":null`, `"point":[35.9,54.7,1]`}, []string{"/place/point"}},
		{"uncertainty 0", "incident", []string{`"uncertainty_m":null`, `"uncertainty_m":0`}, []string{"/place/uncertainty_m"}},
		{"one region of several", "incident", []string{`"level":"district"`, `"level":"multi_region"`}, []string{"/place/region_ids"}},
		{"neither kind", "incident", []string{`"is_interception":true`, `"is_interception":false`}, []string{"/is_interception"}},
		{"no statement", "incident", []string{`"statements":["st-2025-08-27-shapsha"]`, `"statements":[]`}, []string{"/statements"}},
		{"window without basis", "tally", []string{`"window_basis":"phrase_only"`, `"window_basis":"stated"`}, []string{"/window"}},
		{"window's night", "tally", []string{`"window":null,"window_basis":"phrase_only"`, `"window":{"start":"2025-08-27T20:00:00Z","end":"2025-08-28T04:00:00Z"},"window_basis":"stated"`}, []string{"/night_of"}},
		{"window half there", "tally", []string{`"window":null,"window_basis":"phrase_only"`, `"window":{"start":"2025-08-26T20:00:00Z"},"window_basis":"stated"`}, []string{"/window/end"}},
		{"items above the headline", "tally", []string{`"count":15`, `"count":16`}, []string{"/status"}},
		{"items above the headline, said", "tally", []string{`"count":15`, `"count":16`, `"status":"ok"`, `"status":"refused"`}, nil},
		{"items below a complete split", "tally", []string{`"count":15`, `"count":14`}, []string{"/status"}},
		{"items below a partial split", "tally", []string{`"count":15`, `"count":14`, `"complete"`, `"partial"`}, nil},
		{"region twice", "tally", []string{`RU-ORL`, `RU-ROS`}, []string{"/items/1/region_id"}},
		{"items without a split", "tally", []string{`"complete"`, `"none"`}, []string{"/split"}},
		{"fault inside a faulty list is told once", "tally", []string{`"count":15`, `"count":"15"`}, []string{"/items/0/count"}},
		{"check", "statement", []string{`"contradicted"`, `"wrong"`}, []string{"/checks/0/result"}},
		{"kind unknown", "statement", []string{`"kind":"statement"`, `"kind":"report"`}, []string{"/kind"}},
		{"kind missing", "statement", []string{`"kind":"statement",`, ``}, []string{"/kind"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := record.Decode(line(t, tc.kind, tc.replace...))
			if got := pointers(err); !slices.Equal(got, tc.want) {
				t.Errorf("faults: got %v, want %v\n%v", got, tc.want, err)
			}
			if (rec == nil) != (tc.want != nil) {
				t.Errorf("record %v with faults %v", rec, tc.want)
			}
			if err != nil && !errors.Is(err, fault.ErrInvalid) {
				t.Errorf("%v is not ErrInvalid", err)
			}
		})
	}
}

func TestFaultsSayWhatIsAllowed(t *testing.T) {
	_, err := record.Decode(line(t, "incident", `"confirmed"`, `"certain"`))
	f := fault.Fields(err)
	if len(f) != 1 || f[0].Value != "certain" || !slices.Equal(f[0].Allowed, record.Grades) {
		t.Errorf("got %+v", f)
	}
	_, err = record.Decode(line(t, "document", `"title"`, `"titel"`))
	if f := fault.Fields(err); len(f) != 1 || !slices.Contains(f[0].Allowed, "title") {
		t.Errorf("got %+v", f)
	}
}

func TestNotJSON(t *testing.T) {
	for _, text := range []string{"", " ", "null", "[]", "{", `{"kind"`, `{"kind":"document",}`, `{"kind":"document"} {}`, "\xff",
		`{"kind":"document","id":"\ud800"}`, `{"kind":"document","id":"a` + "\x01" + `"}`, strings.Repeat("[", 20000), `{"id":` + strings.Repeat("[", 20000)} {
		rec, err := record.Decode([]byte(text))
		if err == nil || rec != nil || !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("Decode(%.30q) = %v, %v; want a fault", text, rec, err)
		}
	}
}

func TestKindMayStandAnywhere(t *testing.T) {
	text := line(t, "document", `"kind":"document",`, ``, `"derived_from"`, `"kind":"document","derived_from"`)
	if rec, err := record.Decode(text); err != nil || rec.RecordKind() != record.KindDocument {
		t.Errorf("got %v, %v", rec, err)
	}
}

func TestDecodeLines(t *testing.T) {
	lines := example(t)
	long := append([]byte(`{"kind":"document","title":"`), bytes.Repeat([]byte("x"), record.MaxLine)...)
	text := bytes.Join([][]byte{append([]byte("\xef\xbb\xbf"), lines[0]...), {}, []byte("{}"), append(long, '"', '}'), append(lines[1], '\r')}, []byte("\n"))
	var got []string
	record.DecodeLines(bytes.NewReader(text), func(n int, rec record.Record, err error) bool {
		what := "fault"
		if err == nil {
			what = rec.RecordID()
		}
		got = append(got, fmt.Sprint(n, " ", what))
		return true
	})
	if want := []string{"1 doc-seed", "3 fault", "4 fault", "5 st-2025-08-27-shapsha"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	n := 0
	record.DecodeLines(bytes.NewReader(text), func(int, record.Record, error) bool { n++; return false })
	if n != 1 {
		t.Errorf("yield returned false and was called %d times", n)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestDecodeLinesTellsOfTheReadersError(t *testing.T) {
	var got error
	record.DecodeLines(brokenReader{}, func(_ int, _ record.Record, err error) bool { got = err; return true })
	if got == nil || errors.Is(got, fault.ErrInvalid) || !strings.Contains(got.Error(), "the disk is gone") {
		t.Errorf("got %v", got)
	}
}

// FuzzDecode: what is accepted is written so that it reads as the same, in the same bytes.
func FuzzDecode(f *testing.F) {
	for _, l := range example(f) {
		f.Add(l)
	}
	f.Add([]byte(`{"kind":"restriction","id":"r","region_id":"RU-KLU","instrument":null,"instrument_date":"2024-09-19","in_force_from":null,"in_force_to":null,"status":"reported","summary":null,"coarsest_public_level":"region","delay":"72h","statements":[]}`))
	f.Add([]byte(`{"kind":"alias","id":"a","words":"x","scope_parent":"RU-KLU","scope_source":null,"region_id":"RU-KLU","author":"b","reason":"c"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := record.Decode(b)
		if (rec == nil) == (err == nil) {
			t.Fatalf("got %v and %v", rec, err)
		}
		if err != nil {
			if len(fault.Fields(err)) == 0 {
				t.Fatalf("%v is no fault of a field", err)
			}
			return
		}
		once, err := record.Encode(rec)
		if err != nil {
			t.Fatalf("accepted, but not written: %v", err)
		}
		again, err := record.Decode(once)
		if err != nil {
			t.Fatalf("written, but refused: %v\n%s", err, once)
		}
		twice, _ := record.Encode(again)
		if string(once) != string(twice) {
			t.Fatalf("written in two ways\n%s\n%s", once, twice)
		}
		if !json.Valid(once) {
			t.Fatalf("not JSON: %s", once)
		}
	})
}

// FuzzLines: lines are counted and bounded whatever the text.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{}\n\n[]\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		last := 0
		record.Lines(bytes.NewReader(b), func(n int, text []byte, err error) bool {
			if n <= last || n > bytes.Count(b, []byte("\n"))+1 || len(text) > record.MaxLine || (err == nil) == (len(text) == 0) {
				t.Fatalf("line %d after %d: %q, %v", n, last, text, err)
			}
			last = n
			return true
		})
	})
}
