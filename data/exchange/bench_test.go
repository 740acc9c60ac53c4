package exchange_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/measure"
)

func onDisk(b *testing.B) store.Log {
	b.Helper()
	log, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "log.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { log.Close() })
	return log
}

const benchRecords = 50_000

// perRecord starts to measure; the function that it returns reports the records a second, and the processor time of each.
func perRecord(b *testing.B, records int) func() {
	before := measure.Processor(b)
	return func() {
		n := float64(b.N * records)
		b.ReportMetric(n/b.Elapsed().Seconds(), "records/s")
		b.ReportMetric(float64((measure.Processor(b)-before).Nanoseconds())/1e3/n, "cpu-µs/record")
	}
}

// BenchmarkImport imports incidents of 1 kB into a log on disk: checked, hashed, synced.
func BenchmarkImport(b *testing.B) {
	text := many(benchRecords)
	b.ReportAllocs()
	defer perRecord(b, benchRecords)()
	for b.Loop() {
		report, err := exchange.Import(context.Background(), appender(b, onDisk(b)), bytes.NewReader(text), options(exchange.JSONLines))
		if err != nil || report.Created != benchRecords+2 {
			b.Fatal(report, err)
		}
	}
}

// BenchmarkImportNaive decodes each line with the standard library, validates it and appends it by itself: on one core,
// a sync a record. It does a fiftieth of the records.
func BenchmarkImportNaive(b *testing.B) {
	text := many(benchRecords / 50)
	defer perRecord(b, benchRecords/50)()
	for b.Loop() {
		log := onDisk(b)
		lines := bufio.NewScanner(bytes.NewReader(text))
		for n := 0; lines.Scan(); n++ {
			var inc record.Incident
			if err := json.Unmarshal(lines.Bytes(), &inc); err != nil {
				b.Fatal(err)
			}
			if err := inc.Validate(); n > 1 && err != nil {
				b.Fatal(err)
			}
			body, _ := json.Marshal(&inc)
			rev := record.Revision{RecordID: inc.ID, Change: store.Create, Author: "a", Body: body}
			if _, err := log.Append(context.Background(), store.Any, []record.Revision{rev}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkExport(b *testing.B) {
	log := onDisk(b)
	if _, err := exchange.Import(context.Background(), appender(b, log), bytes.NewReader(many(benchRecords)), options(exchange.JSONLines)); err != nil {
		b.Fatal(err)
	}
	for _, f := range []exchange.Format{exchange.JSONLines, exchange.GeoJSON} {
		b.Run(string(f), func(b *testing.B) {
			defer perRecord(b, benchRecords)()
			for b.Loop() {
				if _, err := exchange.Export(context.Background(), log, f, io.Discard, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
