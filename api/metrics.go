package api

import (
	"net/http"
	"time"

	"oblast/data/snapshot"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// unrouted is the label of requests that no route takes: their paths are the clients' own, and without number.
const unrouted = "none"

// metrics count requests in a registry of their own.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	write    http.Handler
	routes   map[string]*[6]prometheus.Counter // by path and status class; read-only once the routes are mounted
	took     map[string]prometheus.Observer
}

func newMetrics(snapshots interface{ Current() *snapshot.Snapshot }) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "oblast_requests_total", Help: "Requests by route and class of status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "oblast_request_seconds", Help: "Time from a request's header to the end of its answer.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		routes: map[string]*[6]prometheus.Counter{}, took: map[string]prometheus.Observer{},
	}
	gauge := func(name, help string, value func(*snapshot.Snapshot) float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return value(snapshots.Current()) })
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("oblast_snapshot_version", "Number of the last revision that is served.", func(s *snapshot.Snapshot) float64 { return float64(s.Head()) }),
		gauge("oblast_records", "Records that are served.", func(s *snapshot.Snapshot) float64 { return float64(s.Len()) }),
		gauge("oblast_withheld_records", "Records that a restriction keeps back.", func(s *snapshot.Snapshot) float64 { return float64(s.Withheld()) }),
	)
	m.write = promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	m.route(unrouted)
	return m
}

// route makes the counters of a path, so that a request need not look them up by their labels.
func (m *metrics) route(path string) {
	if m.took[path] != nil {
		return
	}
	counters := new([6]prometheus.Counter)
	for i, class := range []string{"none", "1xx", "2xx", "3xx", "4xx", "5xx"} {
		counters[i] = m.requests.WithLabelValues(path, class)
	}
	m.routes[path], m.took[path] = counters, m.seconds.WithLabelValues(path)
}

// count notes one request. Status 0: the client went away before an answer.
func (m *metrics) count(path string, status int, took time.Duration) {
	counters, ok := m.routes[path]
	if !ok {
		path = unrouted
		counters = m.routes[path]
	}
	counters[min(status/100, 5)].Inc()
	m.took[path].Observe(took.Seconds())
}

// Write answers GET /metrics in the form that Prometheus reads.
func (m *metrics) Write(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	m.write.ServeHTTP(c.Response(), c.Request())
	return nil
}
