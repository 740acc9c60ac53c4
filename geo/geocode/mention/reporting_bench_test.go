package mention_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"oblast/geo/geocode/mention"
)

// reporting returns articles in the manner of agencies and newspapers, of some kilobytes and 3 to 12 places each.
func reporting(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("testdata/reporting/*.txt")
	if err != nil || len(files) < 10 {
		tb.Fatal(files, err)
	}
	texts := make([]string, len(files))
	for i, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		texts[i] = string(b)
	}
	return texts
}

// BenchmarkReporting scans such articles one by one: once with a scanner that has read them before, and once with one that
// has read nothing at all, so that every word and every place is new to it.
func BenchmarkReporting(b *testing.B) {
	for _, fresh := range []bool{false, true} {
		name := "read-before"
		if fresh {
			name = "nothing-read-before"
		}
		b.Run(name, func(b *testing.B) {
			s, g := newScanner(b)
			known, err := coder()
			if err != nil {
				b.Fatal(err)
			}
			texts, size := reporting(b), 0
			for _, text := range texts {
				size += len(text)
			}
			b.ReportAllocs()
			b.SetBytes(int64(size))
			n := 0
			var taken float64
			for b.Loop() {
				if n = 0; fresh {
					s = mention.New(known, g)
				}
				before := processor(b)
				for _, text := range texts {
					r, err := s.Scan(context.Background(), mention.Text{Text: text})
					if err != nil {
						b.Fatal(err)
					}
					n += len(r.Mentions)
				}
				taken += (processor(b) - before).Seconds()
			}
			b.ReportMetric(float64(size)/float64(n), "B/mention")
			b.ReportMetric(float64(b.N*size)/1e6/taken, "MB/cpu-s")
		})
	}
}
