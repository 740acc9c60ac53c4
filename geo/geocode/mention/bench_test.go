package mention_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"oblast/geo/geocode"
	"oblast/geo/geocode/mention"
)

// news is about a megabyte of articles, each with as much again of sentences that name no place.
func news(b *testing.B) (dense, thin string) {
	files, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil {
		b.Fatal(err)
	}
	var articles, prose strings.Builder
	for articles.Len() < 1<<20 {
		for _, file := range files {
			marks, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			text, _, _ := article(string(marks))
			articles.WriteString(text + "\n\n")
			if prose.Len() < 1<<20 {
				prose.WriteString(text + "\n\n")
				for range 12 {
					prose.WriteString(filler)
				}
			}
		}
	}
	return articles.String(), prose.String()
}

const filler = "The authorities said that work at the scene goes on and that people were taken to a shelter for the night. " +
	"По предварительным данным, огонь удалось быстро потушить, движение восстановлено, а жителям окажут помощь. " +
	"Рятувальники працюють на місці, а мешканцям надають допомогу; обстріл тривав близько години. "

func BenchmarkScan(b *testing.B) {
	s, _ := newScanner(b)
	dense, thin := news(b)
	for name, text := range map[string]string{"articles-full-of-places": dense, "posts-in-one": strings.Join(posts(b, 900, true), "\n\n"), "one-part-in-thirteen": thin} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			n, before := 0, processor(b)
			for b.Loop() {
				r, err := s.Scan(context.Background(), mention.Text{Text: text})
				if err != nil {
					b.Fatal(err)
				}
				n = len(r.Mentions)
			}
			b.ReportMetric(float64(n), "mentions")
			b.ReportMetric(float64(b.N*len(text))/1e6/(processor(b)-before).Seconds(), "MB/cpu-s") // whatever else the machine does
		})
	}
}

// processor is the time that this process has had on all cores.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPosts scans posts and articles one by one, with one or two places a sentence: what a relay sends. Once as news
// are, and once with a scanner that has seen none of them and places that all come as often.
func BenchmarkPosts(b *testing.B) {
	for _, c := range []struct {
		name string
		even bool
	}{{"news", false}, {"strangers", true}} {
		b.Run(c.name, func(b *testing.B) {
			s, g := newScanner(b)
			known, err := coder()
			if err != nil {
				b.Fatal(err)
			}
			texts := posts(b, 900, c.even)
			size := 0
			for _, text := range texts {
				size += len(text)
			}
			b.ReportAllocs()
			b.SetBytes(int64(size))
			n, before := 0, processor(b)
			for b.Loop() {
				if n = 0; c.even {
					s = mention.New(known, g)
				}
				for _, text := range texts {
					r, err := s.Scan(context.Background(), mention.Text{Text: text})
					if err != nil {
						b.Fatal(err)
					}
					n += len(r.Mentions)
				}
			}
			b.ReportMetric(float64(size)/float64(n), "B/mention")
			b.ReportMetric(float64(b.N*size)/1e6/(processor(b)-before).Seconds(), "MB/cpu-s")
		})
	}
}

// BenchmarkNaive is the baseline: every capitalised word, and every two of them, is asked.
func BenchmarkNaive(b *testing.B) {
	newScanner(b)
	c, err := coder()
	if err != nil {
		b.Fatal(err)
	}
	dense, _ := news(b)
	text := dense[:1<<16]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		words := strings.Fields(text)
		for i, word := range words {
			if word[0] >= 'A' && word[0] <= 'Z' || word[0] == 0xD0 && word[1] < 0xB0 {
				c.Geocode(geocode.Query{Text: word})
				if i+1 < len(words) {
					c.Geocode(geocode.Query{Text: word + " " + words[i+1]})
				}
			}
		}
	}
}

// BenchmarkHostile measures texts of n, 2n and 4n bytes that are made to be slow, by the words that they repeat.
func BenchmarkHostile(b *testing.B) {
	s, _ := newScanner(b)
	for _, unit := range []string{"Октябрьский ", "Октябрьский, ", "St. ", "граница Курской и ", "Dzhezkazgan district, Kaluga region, ", "Владимир Петров ", "\n", "«Курск» "} {
		for _, n := range []int{1 << 14, 1 << 15, 1 << 16} {
			text := strings.Repeat(unit, n/len(unit))
			b.Run(strings.TrimSpace(unit)+"/"+strconv.Itoa(n), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if _, err := s.Scan(context.Background(), mention.Text{Text: text}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
