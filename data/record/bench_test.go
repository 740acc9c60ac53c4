package record_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"oblast/data/record"
)

// BenchmarkDecode reads and validates the incident of the example (1.6 kB), beside the standard library's decoder that
// neither validates nor tells of more than one fault.
func BenchmarkDecode(b *testing.B) {
	text := line(b, "incident")
	b.Run("oblast", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := record.Decode(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sharing parts", func(b *testing.B) {
		d := record.NewDecoder(1)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := d.Decode(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("tokens of the library", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := record.DecodeByLibrary(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("naive encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			d := json.NewDecoder(bytes.NewReader(text))
			d.DisallowUnknownFields()
			if err := d.Decode(new(record.Incident)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	rec, err := record.Decode(line(b, "incident"))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("oblast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := record.Encode(rec); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("naive encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(rec); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	text := bytes.Repeat(append(line(b, "incident"), '\n'), 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		record.DecodeLines(bytes.NewReader(text), func(_ int, _ record.Record, err error) bool { return err == nil })
	}
}
