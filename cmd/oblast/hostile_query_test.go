package main_test

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// hostileWords are what queries are made of that are meant to be slow, by the words that they repeat.
var hostileWords = []struct{ name, unit string }{
	{"one ambiguous name", "Октябрьский "},
	{"ambiguous names, commas", "Октябрьский, "},
	{"villages of one name", "с. Ивановка, "},
	{"declined villages", "Александровке Михайловке Николаевке "},
	{"misspelt", "Кировскй, "},
	{"commas", ","},
	{"type words", "район "},
	{"mixed scripts", "Kaлугa, "},
	{"a list", "Октябрьский и "},
	{"regions", "Kaluga region, "},
	{"borders", "граница Курской и "},
	{"hyphens", "Ростов-на-"},
	{"one word", "дзержинск"},
	{"marks", "е\u0301"},
	{"letters without code", "ﷺ"},
}

// BenchmarkHostileQuery is the processor time that the server takes for a query of the longest text that is answered, and of
// 10,000 letters, which is refused; in an address, as a batch, and as a text whose places are looked for.
func BenchmarkHostileQuery(b *testing.B) {
	base, pid, _ := startServer(b, "--data", ":memory:")
	awaitAnswer(b, base+"/geocode?q=Kalinignrad+Oblast")
	awaitAnswer(b, base+"/reverse?lon=29.85&lat=58.74")
	time.Sleep(3 * time.Second) // until nothing more is built
	n := 0                      // ends each text, so that no answer is a kept one
	for _, h := range hostileWords {
		for _, letters := range []int{490, 10_000} {
			text := strings.Repeat(h.unit, letters/utf8.RuneCountInString(h.unit)) + "Ы"
			for form, ask := range map[string]func() (*http.Response, error){
				"GET": func() (*http.Response, error) {
					return http.Get(base + "/geocode?limit=20&q=" + url.QueryEscape(text+strconv.Itoa(n)))
				},
				"POST": func() (*http.Response, error) {
					return http.Post(base+"/geocode", "application/x-ndjson", strings.NewReader(strconv.Quote(text+strconv.Itoa(n))+"\n"))
				},
				"text": func() (*http.Response, error) {
					return http.Post(base+"/geocode/text", "text/plain", strings.NewReader(text+strconv.Itoa(n)))
				},
			} {
				b.Run(strings.ReplaceAll(h.name, " ", "-")+"/"+strconv.Itoa(letters)+"/"+form, func(b *testing.B) {
					before := busy(b, pid)
					for b.Loop() {
						n++
						res, err := ask()
						if err != nil {
							b.Fatal(err)
						}
						_, _ = io.Copy(io.Discard, res.Body)
						res.Body.Close()
						if res.StatusCode >= http.StatusInternalServerError {
							b.Fatal(res.Status)
						}
					}
					b.ReportMetric((busy(b, pid)-before).Seconds()*1e3/float64(b.N), "server-cpu-ms/op")
				})
			}
		}
	}
}

// busy is the processor time that a process has had so far, as Linux counts it for each of its threads.
func busy(b *testing.B, pid int) (sum time.Duration) {
	b.Helper()
	threads, err := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/schedstat")
	if err != nil || len(threads) == 0 {
		b.Skip("no /proc/PID/task/*/schedstat")
	}
	for _, thread := range threads {
		line, err := os.ReadFile(thread)
		if err != nil {
			continue // it has ended
		}
		ns, err := strconv.ParseInt(strings.Fields(string(line))[0], 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(ns)
	}
	return sum
}
