package api_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/api"
)

func TestRefusalsSayWhatIsWrong(t *testing.T) {
	c, _ := config(t)
	c.Bounds = api.Bounds{Header: 16 << 10, Address: 4 << 10, Body: 64 << 10}
	s := start(t, c)
	long := strings.Repeat("x", 5<<10)
	for _, test := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		says                     string
	}{
		{"no route", "GET", "/nothing/here", "", nil, 404, "landing page"},
		{"no route, POST", "POST", "/nothing", "{}", nil, 404, "landing page"},
		{"a collection that is not there", "GET", "/collections/nothing", "", nil, 404, "incidents"},
		{"a record that is not there", "GET", "/records/nothing", "", nil, 404, "nothing"},
		{"a file that is not there", "GET", "/assets/map.js", "", nil, 404, "map.js"},
		{"a file outside", "GET", "/assets/..%2fembed.go", "", nil, 404, "no file"},
		{"the list of files", "GET", "/assets/manifest.json", "", nil, 404, "no file"},
		{"other boundaries", "GET", "/boundaries/old/overview/all.topojson", "", nil, 404, "not held"},
		{"a form that is not offered", "GET", "/collections", "", []string{"Accept", "image/png"}, 406, "f=html"},
		{"the map as a picture", "GET", "/", "", []string{"Accept", "image/png"}, 406, "f=html"},
		{"a form that does not exist", "GET", "/?f=xml", "", nil, 400, "f"},
		{"a wrong state of the map", "GET", "/?level=street", "", nil, 400, "district"},
		{"a long address", "GET", "/geocode?q=" + long, "", nil, 414, "at most 4096"},
		{"a long body", "POST", "/geocode", `{"queries":[{"q":"` + strings.Repeat("x", 70<<10) + `"}]}`, []string{"Content-Type", "application/json"}, 413, "at most 65536"},
		{"a body of another kind", "POST", "/geocode", "q=Kaluga", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "json"},
		{"a body that is packed", "POST", "/geocode", "x", []string{"Content-Type", "application/json", "Content-Encoding", "gzip"}, 415, "as it is"},
		{"a body that is no JSON", "POST", "/geocode", "{", []string{"Content-Type", "application/json"}, 400, ""},
		{"another method", "PUT", "/geocode", "{}", nil, 405, "Allow"},
		{"another method on the map", "POST", "/", "{}", nil, 405, "Allow"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := s.ask(t, test.method, test.path, test.body, test.header...)
			details(t, a)
			if a.StatusCode != test.status || !strings.Contains(a.body, test.says) {
				t.Errorf("got %d %.300s, want %d and %q", a.StatusCode, a.body, test.status, test.says)
			}
			if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("ETag") != "" || a.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("headers %v", a.Header)
			}
			if test.status == 405 && a.Header.Get("Allow") == "" {
				t.Error("no Allow")
			}
		})
	}
	if a := s.ask(t, "GET", "/", "", "X-Long", strings.Repeat("y", 32<<10)); a.StatusCode != 431 {
		t.Errorf("a long header: %d", a.StatusCode)
	}
}

// TestARefusalReachesAClientThatSendsFirst sends whole bodies that nobody reads, on connections that are closed behind the answer.
func TestARefusalReachesAClientThatSendsFirst(t *testing.T) {
	c, _ := config(t)
	c.Bounds = api.Bounds{Body: 64 << 10}
	s := start(t, c)
	for _, test := range []struct {
		head   string
		length int
		status string
	}{
		{"POST /geocode HTTP/1.1\r\nContent-Type: application/json", 70 << 10, "HTTP/1.1 413 "},
		{"POST /geocode HTTP/1.1\r\nContent-Type: application/json", 200 << 10, "HTTP/1.1 413 "},
		{"POST /nothing HTTP/1.1", 60 << 10, "HTTP/1.1 404 "},
		{"PUT /geocode HTTP/1.1", 60 << 10, "HTTP/1.1 405 "},
		{"POST /geocode HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Type: application/json", 60 << 10, "HTTP/1.1 415 "},
	} {
		for range 20 {
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			_, sent := fmt.Fprintf(conn, "%s\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", test.head, test.length, strings.Repeat("x", test.length))
			answer, err := io.ReadAll(conn)
			conn.Close()
			if sent != nil || err != nil || !strings.HasPrefix(string(answer), test.status) {
				t.Fatalf("%.40s, %d bytes: sent %v, got %.60q, %v; want %s", test.head, test.length, sent, answer, err, test.status)
			}
		}
	}
}

func TestABodyWithoutLengthIsCut(t *testing.T) {
	c, _ := config(t)
	c.Bounds = api.Bounds{Body: 64 << 10}
	s := start(t, c)
	body := io.MultiReader(strings.NewReader(`{"queries":[{"q":"`), strings.NewReader(strings.Repeat("x", 1<<20)))
	req, err := http.NewRequestWithContext(t.Context(), "POST", s.url+"/geocode", io.NopCloser(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := client.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != 413 {
		t.Errorf("status %d, want 413", res.StatusCode)
	}
}

// logged is a log that a test can read while the server writes.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestAPanicIsOneAnswerAndOneLine(t *testing.T) {
	c, snapshots := config(t)
	log := &logged{}
	c.Log = slog.New(slog.NewTextHandler(log, nil))
	s := start(t, c)
	boom := func() { panic("secret of the inside") }
	snapshots.before.Store(&boom)
	a := s.ask(t, "GET", "/ledger", "", "X-Request-Id", "known-1")
	snapshots.before.Store(nil)
	if details(t, a); a.StatusCode != 500 || strings.Contains(a.body, "secret") || a.Header.Get("X-Request-Id") != "known-1" {
		t.Errorf("%d %v %s", a.StatusCode, a.Header, a.body)
	}
	text := log.String()
	if strings.Count(text, "ERROR") != 1 || !strings.Contains(text, "known-1") || !strings.Contains(text, "secret") || !strings.Contains(text, "ledger.go") {
		t.Errorf("logged: %s", text)
	}
	if a := s.ask(t, "GET", "/ledger", "", "X-Request-Id", "two\twords"); a.StatusCode != 200 || strings.Contains(a.Header.Get("X-Request-Id"), "words") {
		t.Errorf("after the panic: %d, id %q", a.StatusCode, a.Header.Get("X-Request-Id"))
	}
	abort := func() { panic(http.ErrAbortHandler) }
	snapshots.before.Store(&abort)
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.url+"/ledger", nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := client.RoundTrip(req); err == nil {
		res.Body.Close()
		t.Errorf("an aborted handler was answered with %d", res.StatusCode)
	}
	snapshots.before.Store(nil)
}

func TestSlowAndGoneClientsLeaveNothingBehind(t *testing.T) {
	c, _ := config(t)
	// Shapes are read at their first use: that is not what is timed here.
	start(t, c).ask(t, "GET", "/collections/regions-1/items?limit=10000", "")
	c.Bounds = api.Bounds{ReadHeader: 150 * time.Millisecond, Read: 150 * time.Millisecond, Write: 500 * time.Millisecond, Idle: 100 * time.Millisecond}
	s := start(t, c)
	s.ask(t, "GET", "/healthz", "")
	before := runtime.NumGoroutine()
	var clients sync.WaitGroup
	for i := range 24 {
		clients.Go(func() {
			conn, err := net.Dial("tcp", s.addr)
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			switch i % 4 {
			case 0: // a header that never ends
				drip(t, conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
			case 1: // a body that never ends
				drip(t, conn, "POST /geocode HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
			case 2: // an answer that is not waited for
				_, _ = io.WriteString(conn, "GET /collections/regions-1/items?limit=10000 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
			case 3: // an answer that is not read to its end
				_, _ = io.WriteString(conn, "GET /collections/regions-1/items?limit=10000 HTTP/1.1\r\nHost: x\r\n\r\n")
				_, _ = bufio.NewReaderSize(conn, 16).ReadString('\n')
			}
		})
	}
	clients.Wait()
	settled(t, before)
	if a := s.ask(t, "GET", "/healthz", ""); a.StatusCode != 200 {
		t.Errorf("afterwards: %d", a.StatusCode)
	}
}

// drip sends a beginning and then single bytes, until the server hangs up.
func drip(t *testing.T, conn net.Conn, beginning string) {
	_, _ = io.WriteString(conn, beginning)
	closed := make(chan struct{})
	go func() { _, _ = io.Copy(io.Discard, conn); close(closed) }()
	for deadline := time.After(5 * time.Second); ; {
		select {
		case <-closed:
			return
		case <-deadline:
			t.Error("the server waits for ever")
			conn.Close()
			<-closed
			return
		case <-time.After(20 * time.Millisecond):
			_, _ = conn.Write([]byte("x"))
		}
	}
}

func TestStopLetsRequestsEnd(t *testing.T) {
	for _, test := range []struct {
		name   string
		within time.Duration
		whole  bool
	}{{"in time", 5 * time.Second, true}, {"too slow", 50 * time.Millisecond, false}} {
		t.Run(test.name, func(t *testing.T) {
			c, snapshots := config(t)
			c.StopWithin = test.within
			s := start(t, c)
			entered, release := make(chan struct{}, 8), make(chan struct{})
			wait := func() { entered <- struct{}{}; <-release }
			snapshots.before.Store(&wait)
			type result struct {
				status int
				err    error
			}
			got := make(chan result, 1)
			go func() {
				req, _ := http.NewRequestWithContext(context.Background(), "GET", s.url+"/ledger", nil)
				res, err := client.RoundTrip(req)
				if err != nil {
					got <- result{0, err}
					return
				}
				defer res.Body.Close()
				_, err = io.Copy(io.Discard, res.Body)
				got <- result{res.StatusCode, err}
			}()
			<-entered
			snapshots.before.Store(nil)
			s.stop()
			if test.whole {
				refusedSoon(t, s.addr)
				close(release)
			}
			r := <-got
			if whole := r.status == 200 && r.err == nil; whole != test.whole {
				t.Errorf("the request under way ended with %d, %v", r.status, r.err)
			}
			if err := <-s.done; err != nil {
				t.Error(err)
			}
			if !test.whole {
				close(release)
			}
		})
	}
}

// refusedSoon waits until nobody listens any more.
func refusedSoon(t *testing.T, addr string) {
	t.Helper()
	for range 100 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		conn.Close()
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("a server that was told to stop takes new connections")
}
