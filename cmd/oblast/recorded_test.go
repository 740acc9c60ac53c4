package main_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// recorder stands between a client and the server and keeps what was asked. The server sees the recorder's address as its
// own, so that its links lead through it too.
type recorder struct {
	URL  string
	mu   sync.Mutex
	asks []*url.URL
}

func recording(t *testing.T, base string) *recorder {
	t.Helper()
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	proxy := &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		p.SetURL(target)
		p.Out.Host = p.In.Host
	}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		asked := *req.URL
		r.asks = append(r.asks, &asked)
		r.mu.Unlock()
		proxy.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	r.URL = server.URL
	return r
}

// items returns the queries of the requests for items since the last call, in order.
func (r *recorder) items() []url.Values {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []url.Values
	for _, u := range r.asks {
		if strings.HasSuffix(u.Path, "/items") {
			all = append(all, u.Query())
		}
	}
	r.asks = nil
	return all
}

// with returns those that have a parameter.
func with(all []url.Values, name string) []url.Values {
	var some []url.Values
	for _, q := range all {
		if q.Has(name) {
			some = append(some, q)
		}
	}
	return some
}
