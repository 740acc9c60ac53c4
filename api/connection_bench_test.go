//go:build unix

package api_test

import (
	"bufio"
	"bytes"
	"net"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkOverAConnection measures requests over one connection that is kept, server and client in this process: processor
// time and memory allocated for each, and how many times the processor time of a handler of net/http that sends 1 kB made
// beforehand. The two are asked in turns, so that whatever else the machine does meets both.
func BenchmarkOverAConnection(b *testing.B) {
	c, _ := config(b)
	ours := dialled(b, strings.TrimPrefix(start(b, c).url, "http://"))
	bare := dialled(b, bareServer(b))
	bareRequest := []byte("GET / HTTP/1.1\r\nHost: o\r\n\r\n")
	const items = "/collections/incidents/items?f=json&properties=title,night_of,count_min,grade,district_id&limit=10"
	b.Run("bare net/http, 1 kB", func(b *testing.B) {
		var own used
		for b.Loop() {
			own = own.and(func() { bare.ask(b, bareRequest) })
		}
		own.report(b)
	})
	const gzip = "Accept-Encoding: gzip\r\n"
	for _, test := range []struct{ name, path, header string }{ // # in a path is another number each time
		{"items, five columns, 10, once", items + "&after=a#", ""},
		{"items, five columns, 10, kept", items, ""},
		{"items, five columns, 10, once, gzip", items + "&after=a#", gzip},
		{"items, five columns, 10, kept, gzip", items, gzip},
		{"items, five columns, 10, not modified", items, "If-None-Match: *\r\n"},
		{"items, all columns, 10, once", "/collections/incidents/items?f=json&limit=10&after=a#", ""},
		{"items, box and a value, once", items + "&bbox=30,40,60,70&is_damage=true&after=a#", ""},
		{"choropleth, kept", "/choropleth?geometry=none&covered=true&from=2025-08-27&to=2025-08-27", ""},
		{"tile, kept", "/tiles/incidents/4/9/5.mvt", gzip},
		{"alive", "/healthz", ""},
	} {
		b.Run(test.name, func(b *testing.B) {
			request := []byte("GET " + strings.Replace(test.path, "#", "0000000", 1) + " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n" + test.header + "\r\n")
			digits := request[:0]
			if at := strings.Index(test.path, "#"); at >= 0 {
				digits = request[len("GET ")+at:][:len("0000000")]
			}
			var own, others used
			for b.Loop() {
				others = others.and(func() { bare.ask(b, bareRequest) })
				own = own.and(func() { ours.ask(b, request); countUp(digits) })
			}
			own.report(b)
			b.ReportMetric(own.processor.Seconds()/others.processor.Seconds(), "×bare")
		})
	}
}

// used is what a while took of the processor, by every thread, and of memory.
type used struct {
	processor          time.Duration
	bytes, allocations uint64
}

func usedUntilNow() used {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return used{time.Duration(u.Utime.Nano() + u.Stime.Nano()), m.TotalAlloc, m.Mallocs}
}

// countUp adds one to a number.
func countUp(digits []byte) {
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i]++; digits[i] <= '9' {
			return
		}
		digits[i] = '0'
	}
}

// turn is how many requests follow each other.
const turn = 200

// and adds what a turn of requests takes.
func (u used) and(ask func()) used {
	before := usedUntilNow()
	for range turn {
		ask()
	}
	now := usedUntilNow()
	return used{u.processor + now.processor - before.processor, u.bytes + now.bytes - before.bytes, u.allocations + now.allocations - before.allocations}
}

// report tells of turns, one each loop.
func (u used) report(b *testing.B) {
	n := float64(b.N * turn)
	b.ReportMetric(u.processor.Seconds()/n*1e6, "cpu-µs/req")
	b.ReportMetric(float64(u.bytes)/n, "B/req")
	b.ReportMetric(float64(u.allocations)/n, "allocs/req")
	b.ReportMetric(0, "ns/op")
}

// connection is a client that allocates nothing.
type connection struct {
	net.Conn
	from *bufio.Reader
}

func dialled(b *testing.B, addr string) *connection {
	b.Helper()
	c, err := new(net.Dialer).DialContext(b.Context(), "tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Close() })
	return &connection{c, bufio.NewReaderSize(c, 64<<10)}
}

// ask sends a request and reads its answer, which must be 200 or 304 and say its length.
func (c *connection) ask(b *testing.B, request []byte) {
	if _, err := c.Write(request); err != nil {
		b.Fatal(err)
	}
	first, rest := true, 0
	for {
		line, err := c.from.ReadSlice('\n')
		if err != nil {
			b.Fatal(err)
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) && !bytes.HasPrefix(line, []byte("HTTP/1.1 304")) {
			b.Fatalf("%s to %s", line, request)
		}
		if first = false; len(line) <= 2 {
			break
		}
		if length, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			rest = 0
			for _, digit := range bytes.TrimSpace(length) {
				rest = 10*rest + int(digit-'0')
			}
		}
	}
	if _, err := c.from.Discard(rest); err != nil {
		b.Fatal(err)
	}
}

// bareServer answers everything with 1 kB.
func bareServer(b *testing.B) (addr string) {
	b.Helper()
	l, err := new(net.ListenConfig).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	body := bytes.Repeat([]byte("oblast "), 146)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{"text/plain"}
		_, _ = w.Write(body)
	})}
	go func() { _ = server.Serve(l) }()
	b.Cleanup(func() { _ = server.Close() })
	return l.Addr().String()
}
