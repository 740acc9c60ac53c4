package record_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"oblast/data/record"
)

// FuzzQuickReading holds the quick reading, and the one that shares parts, against the library's: the same record, or the same
// faults.
func FuzzQuickReading(f *testing.F) {
	for _, text := range append(example(f),
		[]byte(`{"kind":"restriction","id":"r","region_id":"RU-KLU","instrument":null,"instrument_date":"2024-09-19","in_force_from":null,"in_force_to":null,"status":"reported","summary":null,"coarsest_public_level":"region","delay":"72h","statements":[]}`)) {
		f.Add(text)
		f.Add(text[:len(text)/2])
		f.Add(append(bytes.Clone(text), ' ', '\n'))
		f.Add(append(bytes.Clone(text), '{', '}'))
		for old, new := range map[string]string{",": " ,\t", ":": ": ", "[": "[ ", "null": "nul", `":`: `",`, "],": "]", "2": "02", "1": "1e0", "5": "-", ".": "..",
			"a": `\u0061`, "е": "\xff", "{": "{,", "}": ",}", "]": "]]", "\"id\":": "\"id\":\"twice\",\"id\":", "true": "True", "\"\"": "\"\x01\"", "false": "{\"a\":[[[[[[[[[]]]]]]]]]}"} {
			f.Add(bytes.Replace(text, []byte(old), []byte(new), 1))
			f.Add(bytes.ReplaceAll(text, []byte(old), []byte(new)))
		}
	}
	f.Add([]byte(`{"kind":"alias"`))
	f.Add([]byte(`[]`))
	f.Add([]byte(nil))
	sharing := record.NewDecoder(1)
	f.Fuzz(func(t *testing.T, text []byte) {
		want, wrong := record.DecodeByLibrary(text)
		for name, decode := range map[string]func([]byte) (record.Record, error){"quickly": record.Decode, "sharing": sharing.Decode} {
			got, err := decode(text)
			if fmt.Sprint(err) != fmt.Sprint(wrong) {
				t.Fatalf("%s: %v, want %v", name, err, wrong)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: %+v, want %+v", name, got, want)
			}
		}
	})
}

// Equal parts of records that one decoder read are one, and different ones are not.
func TestDecoderSharesParts(t *testing.T) {
	d := record.NewDecoder(1)
	text := line(t, "incident")
	read := func(b []byte) *record.Incident {
		r, err := d.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		return r.(*record.Incident)
	}
	one := read(text)
	other := read(bytes.Replace(text, []byte(`"count":{"min":1,"best":1,"max":1`), []byte(`"count":{"min":2,"best":2,"max":2`), 1))
	again := read(text)
	if one == again || one.Count != again.Count || one.When.NightOf != again.When.NightOf || &one.Statements[0] != &again.Statements[0] || one.When.Start != again.When.Start {
		t.Error("equal parts are held twice")
	}
	if one.Count == other.Count || *other.Count.Min != 2 || *one.Count.Min != 1 {
		t.Errorf("counts %+v and %+v", one.Count, other.Count)
	}
}
