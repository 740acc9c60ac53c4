package respond_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// counting counts the system calls that send.
type counting struct {
	net.Listener
	writes atomic.Int64
}

func (l *counting) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return &counted{c, &l.writes}, err
}

type counted struct {
	net.Conn
	writes *atomic.Int64
}

func (c *counted) Write(b []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(b)
}

// joinedServer answers /n with n bytes; /broken/n with the first half of them, and then fails.
func joinedServer(t *testing.T) (addr string, writes *atomic.Int64) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r, e, counts := respond.New(1<<20, 1, ""), echo.New(), &counting{Listener: l}
	server := &http.Server{ReadHeaderTimeout: time.Second, ConnContext: respond.InConnection, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		path, broken := strings.CutPrefix(req.URL.Path, "/broken")
		var n int
		_, _ = fmt.Sscanf(path, "/%d", &n)
		if broken {
			w.Header().Set("Content-Length", strconv.Itoa(n))
			respond.Announce(req.Context(), n)
			_, _ = w.Write(make([]byte, n/2))
			panic(http.ErrAbortHandler)
		}
		err := r.Send(e.NewContext(req, w), respond.Reply{MediaType: "application/octet-stream", Body: func(dst []byte) ([]byte, error) {
			return append(dst, bytes.Repeat([]byte{'o'}, n)...), nil
		}})
		if err != nil {
			t.Error(err)
		}
	})}
	done := make(chan struct{})
	go func() { _ = server.Serve(respond.Join(counts)); close(done) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return l.Addr().String(), &counts.writes
}

func TestASmallAnswerLeavesInOneWrite(t *testing.T) {
	addr, writes := joinedServer(t)
	for _, test := range []struct {
		method string
		size   int
		once   bool
	}{
		{"GET", 0, true}, {"GET", 1, true}, {"GET", 2000, true}, {"GET", 4096, true}, {"GET", 6000, true}, {"GET", 32 << 10, true},
		{"GET", 32<<10 + 1, false}, {"GET", 1 << 20, false}, {"HEAD", 6000, true}, {"GET", 5, true},
	} {
		for _, closed := range []bool{false, true} {
			req, err := http.NewRequestWithContext(t.Context(), test.method, fmt.Sprintf("http://%s/%d", addr, test.size), nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Close = closed
			before := writes.Load()
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatalf("%s %d, closed %v: %v", test.method, test.size, closed, err)
			}
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			want := test.size
			if test.method == "HEAD" {
				want = 0
			}
			if err != nil || len(body) != want || res.ContentLength != int64(test.size) {
				t.Errorf("%s %d, closed %v: %d bytes of %d, %v", test.method, test.size, closed, len(body), res.ContentLength, err)
			}
			if n := writes.Load() - before; test.once && n != 1 || n == 0 {
				t.Errorf("%s %d, closed %v: %d writes", test.method, test.size, closed, n)
			}
		}
	}
}

func TestAnswersToRequestsSentTogetherKeepTheirOrder(t *testing.T) {
	addr, _ := joinedServer(t)
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sizes := []int{6000, 3, 9000, 0, 40000, 5000}
	var asked strings.Builder
	for i, n := range sizes {
		last := ""
		if i == len(sizes)-1 {
			last = "Connection: close\r\n"
		}
		fmt.Fprintf(&asked, "GET /%d HTTP/1.1\r\nHost: o\r\n%s\r\n", n, last)
	}
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, asked.String()); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range sizes {
		header, rest, found := bytes.Cut(all, []byte("\r\n\r\n"))
		if !found || !bytes.Contains(header, fmt.Appendf(nil, "Content-Length: %d\r\n", n)) && !bytes.HasSuffix(header, fmt.Appendf(nil, "Content-Length: %d", n)) || len(rest) < n {
			t.Fatalf("%d bytes were asked for; the header is %q, and %d bytes follow", n, header, len(rest))
		}
		all = rest[n:]
	}
	if len(all) != 0 {
		t.Errorf("%d bytes too many", len(all))
	}
}

// An answer that could not be finished must not look whole, and nothing may wait for its rest.
func TestABrokenAnswerEndsTheConnection(t *testing.T) {
	addr, _ := joinedServer(t)
	for _, n := range []int{100, 5000, 30000, 100000} {
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/broken/%d", addr, n), nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			var body []byte
			if body, err = io.ReadAll(res.Body); err == nil {
				t.Errorf("%d: %d bytes pass for a whole answer", n, len(body))
			}
			_ = res.Body.Close()
		}
		if ctx.Err() != nil {
			t.Errorf("%d: %v", n, err)
		}
		stop()
	}
}
