package exchange_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
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

// BenchmarkImport imports incidents of 1 kB into a log on disk: checked, hashed, synced.
func BenchmarkImport(b *testing.B) {
	text := many(benchRecords)
	b.ReportAllocs()
	for b.Loop() {
		report, err := exchange.Import(context.Background(), appender(b, onDisk(b)), bytes.NewReader(text), options(exchange.JSONLines))
		if err != nil || report.Created != benchRecords+2 {
			b.Fatal(report, err)
		}
	}
	b.ReportMetric(float64(b.N*benchRecords)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkImportNaive decodes each line with the standard library, validates it and appends it by itself: on one core,
// a sync a record. It does a fiftieth of the records.
func BenchmarkImportNaive(b *testing.B) {
	text := many(benchRecords / 50)
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
	b.ReportMetric(float64(b.N*benchRecords/50)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkExport(b *testing.B) {
	log := onDisk(b)
	if _, err := exchange.Import(context.Background(), appender(b, log), bytes.NewReader(many(benchRecords)), options(exchange.JSONLines)); err != nil {
		b.Fatal(err)
	}
	for _, f := range []exchange.Format{exchange.JSONLines, exchange.GeoJSON} {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if _, err := exchange.Export(context.Background(), log, f, io.Discard, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*benchRecords)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// manyRows is a table of n rows whose places have to be found: the districts of two regions, named in turn.
func manyRows(n int) []byte {
	var b bytes.Buffer
	b.WriteString("night_of,district,region,count,speaker,speaker_role,url\n")
	districts := []string{"Dzerzhinsky district", "Kozelsky district", "Zhukovsky district", "Borovsky district", "Meshchovsky district", "Kirovsky district", "Yukhnovsky district", "Mosalsky district"}
	for i := range n {
		fmt.Fprintf(&b, "2025-08-%02d,%s,Kaluga region,%d,Shapsha,governor,https://example.org/%d\n", i%28+1, districts[i%len(districts)], i%9+1, i/10)
	}
	return b.Bytes()
}

// BenchmarkImportCSV imports rows with their places found: each makes an incident, a statement and, of ten, a document.
func BenchmarkImportCSV(b *testing.B) {
	const rows = 20_000
	text, finder := manyRows(rows), places(b)
	o := exchange.Options{Format: exchange.CSV, Places: finder, Author: "a test", Name: "t.csv"}
	b.ReportAllocs()
	for b.Loop() {
		report, err := exchange.Import(context.Background(), appender(b, onDisk(b)), bytes.NewReader(text), o)
		if err != nil {
			b.Fatal(report, err)
		}
	}
	b.ReportMetric(float64(b.N*rows)/b.Elapsed().Seconds(), "rows/s")
}
