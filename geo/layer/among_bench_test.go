package layer_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"oblast/geo/layer"
)

// BenchmarkReaderAmongNastyFilters is how long a plain reader waits over HTTP for a page of a million rows: alone, and while 64 others
// ask one nasty filter after the other, each with other numbers. The filters' own rate and the memory in use at most are said too.
func BenchmarkReaderAmongNastyFilters(b *testing.B) {
	t := million()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := t.Find(layer.Query{Limit: 10, Equal: []layer.Equal{{Column: 1, Text: "c"}}, After: r.URL.RawQuery}, nil)
		_, _ = fmt.Fprintln(w, page.Rows)
	}))
	defer server.Close()
	for _, filter := range nastyFilters { // indexes are made at the first call, joints at the second
		for i := range 2 {
			if _, err := t.Search(b.Context(), layer.Query{Filter: nasty(b, t, filter, i)}, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, others := range []int{0, 64} {
		b.Run(fmt.Sprintf("%d others", others), func(b *testing.B) {
			ctx, stop := context.WithCancel(b.Context())
			var all sync.WaitGroup
			var next, asked, failed atomic.Int64
			for range others {
				all.Go(func() {
					for ctx.Err() == nil {
						i := int(next.Add(1))
						within, done := context.WithTimeout(ctx, 10*time.Second)
						q := layer.Query{Filter: nasty(b, t, nastyFilters[i%len(nastyFilters)], 100+i), Limit: 100}
						switch _, err := t.Search(within, q, nil); {
						case err == nil:
							asked.Add(1)
						case errors.Is(err, context.DeadlineExceeded):
							failed.Add(1)
						}
						done()
					}
				})
			}
			var waits []time.Duration
			began := time.Now()
			for b.Loop() {
				time.Sleep(2 * time.Millisecond)
				from := time.Now()
				response, err := http.Get(server.URL + "/?inc-0500000")
				if err != nil {
					b.Fatal(err)
				}
				_ = response.Body.Close()
				waits = append(waits, time.Since(from))
			}
			took := time.Since(began)
			stop()
			all.Wait()
			slices.Sort(waits)
			for name, at := range map[string]int{"p50-ms": 50, "p99-ms": 99} {
				b.ReportMetric(waits[min(len(waits)*at/100, len(waits)-1)].Seconds()*1e3, name)
			}
			b.ReportMetric(float64(asked.Load())/took.Seconds(), "filters/s")
			b.ReportMetric(float64(failed.Load()), "given-up")
		})
	}
}
