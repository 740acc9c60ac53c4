package exchange_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"testing"

	"oblast/data/exchange"
	"oblast/geo/region"
)

const benchRows = 20_000

// rowsOf is a table of n rows, each with the place that it is told: a document for ten of them.
func rowsOf(n int, place func(i int) (place, district, region string)) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"night_of", "place", "district", "region", "count", "speaker", "speaker_role", "url"})
	for i := range n {
		place, district, region := place(i)
		w.Write([]string{fmt.Sprintf("2025-08-%02d", i%28+1), place, district, region, fmt.Sprint(i%9 + 1), "Shapsha", "governor", fmt.Sprint("https://example.org/", i/10)})
	}
	w.Flush()
	return b.Bytes()
}

// neverAgain gives places that come once each: settlements with their district and region, in three languages.
func neverAgain(b *testing.B) func(i int) (place, district, region string) {
	g, err := world()
	if err != nil {
		b.Fatal(err)
	}
	var all [][3]string
	seen := map[[3]string]bool{}
	for _, lang := range []string{"ru", "uk", "en"} {
		for i := range g.Settlements {
			s := &g.Settlements[i]
			if s.Region == region.None || s.Names.In(lang) == "" {
				continue
			}
			words := [3]string{s.Names.In(lang), "", g.Tree.At(s.Region).Names.In(lang)}
			if s.District != region.None {
				words[1] = g.Tree.At(s.District).Names.In(lang)
			}
			if !seen[words] {
				seen[words] = true
				all = append(all, words)
			}
		}
	}
	if len(all) < benchRows {
		b.Fatalf("only %d places", len(all))
	}
	step := len(all) / benchRows
	return func(i int) (string, string, string) { w := all[i*step]; return w[0], w[1], w[2] }
}

// BenchmarkImportCSV imports rows with their places found: each makes an incident, a statement and, of ten, a document.
// In one table no place comes twice; in the other, as in a season of reports, sixty districts come again and again.
func BenchmarkImportCSV(b *testing.B) {
	once := neverAgain(b)
	for _, table := range []struct {
		name  string
		place func(i int) (place, district, region string)
	}{
		{"never again", once},
		{"again and again", func(i int) (string, string, string) {
			_, district, region := once(i * i % 60)
			return "", district, region
		}},
	} {
		b.Run(table.name, func(b *testing.B) {
			text := rowsOf(benchRows, table.place)
			g, err := world()
			if err != nil {
				b.Fatal(err)
			}
			// The geocoder is built before; what it found is not kept from one round to the next.
			if _, err := coder(); err != nil {
				b.Fatal(err)
			}
			const records = benchRows*2 + benchRows/10
			b.ReportAllocs()
			defer perRecord(b, records)()
			for b.Loop() {
				o := exchange.Options{Format: exchange.CSV, Places: exchange.NewPlaces(g, coder), Author: "a test", Name: "t.csv"}
				report, err := exchange.Import(context.Background(), appender(b, onDisk(b)), bytes.NewReader(text), o)
				if err != nil || report.Created != records {
					b.Fatal(report, err)
				}
			}
		})
	}
}
