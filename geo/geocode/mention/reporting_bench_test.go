package mention_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
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

// ofOtherPlaces makes n articles of each by putting other places in the stead of theirs, by the press phrases of its language, a
// few of which come over and over and most seldom.
func ofOtherPlaces(tb testing.TB, s *mention.Scanner, texts []string, n int) (made []string) {
	tb.Helper()
	random, phrases := rand.New(rand.NewPCG(9, 10)), press(tb)
	for range n {
		for _, text := range texts {
			r, err := s.Scan(context.Background(), mention.Text{Text: text})
			if err != nil {
				tb.Fatal(err)
			}
			list := phrases[r.Lang]
			zipf := rand.NewZipf(random, 1.01, 1, uint64(len(list)-1))
			var b strings.Builder
			at := 0
			for i := range r.Mentions {
				b.WriteString(text[at:r.Mentions[i].From])
				b.WriteString(list[zipf.Uint64()])
				at = r.Mentions[i].To
			}
			made = append(made, b.String()+text[at:])
		}
	}
	return made
}

// BenchmarkReporting scans such articles one by one: with a scanner that has read them before; the same with places that come as
// news name them, so that the words are known and many a place is new; and with a scanner that has read nothing at all, so that
// every word is.
func BenchmarkReporting(b *testing.B) {
	for _, c := range []struct {
		name   string
		fresh  bool
		copies int
	}{{"read-before", false, 0}, {"of-other-places", false, 60}, {"nothing-read-before", true, 0}} {
		b.Run(c.name, func(b *testing.B) {
			s, g := newScanner(b)
			known, err := coder()
			if err != nil {
				b.Fatal(err)
			}
			texts, size := reporting(b), 0
			if c.copies > 0 {
				texts = ofOtherPlaces(b, s, texts, c.copies)
			}
			for _, text := range texts {
				size += len(text)
			}
			b.ReportAllocs()
			b.SetBytes(int64(size))
			n := 0
			var taken float64
			for b.Loop() {
				if n = 0; c.fresh {
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
