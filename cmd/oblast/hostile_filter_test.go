package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// hostileFilters are filters on incidents that are meant to be slow, each with another number in it every time.
var hostileFilters = []func(n int) string{
	func(n int) string { return fmt.Sprintf("title LIKE '%%a%%%d%%e%%'", n) },
	func(n int) string { return fmt.Sprintf("CASEI(ACCENTI(title)) LIKE CASEI(ACCENTI('%%e%%k%%%d%%'))", n) },
	func(n int) string { return fmt.Sprintf("revision %% (count_best + %d) = 3", n+1) },
	func(n int) string { return fmt.Sprintf("title < place_verbatim AND revision > %d", n) },
	func(n int) string {
		return fmt.Sprintf("NOT (S_INTERSECTS(geometry, POLYGON((30 45.%d,50 45,40 60,30 45.%[1]d))) OR revision %% 7 = %d)", n, n%7)
	},
	func(n int) string {
		return fmt.Sprintf("T_INTERSECTS(INTERVAL(time_start,time_end),INTERVAL('2023-01-01T00:00:00.%06dZ','2024-05-01T00:00:00Z'))", n%1_000_000)
	},
	func(n int) string { return eachOf(20, " OR ", "(revision + %[2]d) %% (count_best + %[1]d) = 1", n) },
	func(n int) string { return eachOf(20, " AND ", "revision + count_best * %d > %d", n) },
}

// eachOf joins a format for each number from 1 to last, and another.
func eachOf(last int, between, format string, other int) string {
	all := make([]string, last)
	for i := range all {
		all[i] = fmt.Sprintf(format, i+1, other)
	}
	return strings.Join(all, between)
}

// BenchmarkHostileFilters is the resident memory of the program over 200,000 incidents before, at most, and after as much work as
// 64 clients ask for that send such filters at once, from the first on, when no index is made: how many are answered, how many are
// told to come back later (503), and the processor time of each.
func BenchmarkHostileFilters(b *testing.B) {
	base, pid, _ := startServer(b, "--data", importLoad(b), "--starter=false")
	awaitAnswer(b, base+"/geocode?q=Luga")
	time.Sleep(15 * time.Second) // until nothing more is built, and what is left of loading is given back
	idle, peak := residentMB(b, pid), 0.0
	var next, answered, later atomic.Int64
	before := cpuSeconds(b, pid)
	for b.Loop() {
		var all sync.WaitGroup
		end := time.Now().Add(10 * time.Second)
		for range 64 {
			all.Go(func() {
				for time.Now().Before(end) {
					n := int(next.Add(1))
					res, err := http.Get(base + "/collections/incidents/items?limit=10&filter=" + url.QueryEscape(hostileFilters[n%len(hostileFilters)](n)))
					if err != nil {
						b.Error(err)
						return
					}
					said, _ := io.ReadAll(io.LimitReader(res.Body, 300))
					_ = res.Body.Close()
					switch {
					case res.StatusCode == http.StatusOK:
						answered.Add(1)
					case res.StatusCode == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "":
						later.Add(1)
					default:
						b.Errorf("%s: %s", res.Status, said)
						return
					}
				}
			})
		}
		for time.Now().Before(end) {
			peak = max(peak, residentMB(b, pid))
			time.Sleep(20 * time.Millisecond)
		}
		all.Wait()
	}
	b.ReportMetric((cpuSeconds(b, pid)-before)*1e3/float64(answered.Load()+later.Load()), "server-cpu-ms/filter")
	b.ReportMetric(idle, "MB-idle")
	b.ReportMetric(peak-idle, "MB-over-idle")
	b.ReportMetric(float64(later.Load()), "later")
	b.ReportMetric(float64(answered.Load()), "answered")
	time.Sleep(25 * time.Second)
	b.ReportMetric(residentMB(b, pid)-idle, "MB-over-idle-after")
	b.ReportMetric(0, "ns/op")
}

// TestHostileFiltersAtOnce: of many hostile filters at once each is answered, or told when to come back; a plain page is answered
// meanwhile, and asked again, when indexes are there, each matches as many.
func TestHostileFiltersAtOnce(t *testing.T) {
	path := t.TempDir() + "/many.jsonl"
	if err := writeLoad(path, 6000); err != nil {
		t.Fatal(err)
	}
	db := t.TempDir() + "/many.db"
	if _, said, code := runProgram(t, "", "import", "--data", db, path); code != 0 {
		t.Fatal(said)
	}
	base := startProgram(t, "--data", db, "--starter=false")
	ask := func(query string) (status int, later string, body []byte, err error) {
		res, err := http.Get(base + "/collections/incidents/items?f=json&limit=10" + query)
		if err != nil {
			return 0, "", nil, err
		}
		defer res.Body.Close()
		body, err = io.ReadAll(res.Body)
		return res.StatusCode, res.Header.Get("Retry-After"), body, err
	}
	matched := make([]atomic.Int64, 64) // of each filter, the number matched and one
	for range 2 {
		var all sync.WaitGroup
		for i := range 64 {
			all.Go(func() {
				status, later, body, err := ask("&filter=" + url.QueryEscape(hostileFilters[i%len(hostileFilters)](i)))
				switch {
				case err != nil:
					t.Error(err)
				case status == http.StatusServiceUnavailable && later != "":
				case status != http.StatusOK:
					t.Errorf("%s: %d %.300s", hostileFilters[i%len(hostileFilters)](i), status, body)
				default:
					var page struct{ NumberMatched *int64 }
					if err := json.Unmarshal(body, &page); err != nil || page.NumberMatched == nil {
						t.Errorf("%v: %.300s", err, body)
						return
					}
					n := *page.NumberMatched
					if before := matched[i].Swap(n + 1); before != 0 && before != n+1 {
						t.Errorf("%s: %d matched, then %d", hostileFilters[i%len(hostileFilters)](i), before-1, n)
					}
				}
			})
		}
		if status, _, body, err := ask(""); err != nil || status != http.StatusOK {
			t.Errorf("a plain page meanwhile: %d %v %.300s", status, err, body)
		}
		all.Wait()
	}
}
