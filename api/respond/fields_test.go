package respond_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// fieldServer gives each answer fields of all answers. /body/N and /stream/N answer with N bytes, /long with a header longer
// than the buffers of net/http, /wrong with an error that has one of the fields itself; all read what they are sent.
func fieldServer(t *testing.T, join func(net.Listener) net.Listener) (addr string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r, e := respond.New(1<<20, 1, ""), echo.New()
	fields := respond.NewFields("X-One", "1", "x-two", "2; a, b")
	server := &http.Server{ReadHeaderTimeout: time.Second, ConnContext: respond.InConnection, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := e.NewContext(req, w)
		c.Response().Before(func() { fields.Put(c) })
		_, _ = io.Copy(io.Discard, req.Body)
		if req.URL.Path == "/wrong" {
			c.Response().Header().Set("X-One", "own")
			_ = c.String(http.StatusBadRequest, "wrong")
			return
		}
		var n int
		reply := respond.Reply{MediaType: "application/octet-stream", ETag: "t"}
		if _, err := fmt.Sscanf(req.URL.Path, "/stream/%d", &n); err == nil {
			reply.Stream = func(w io.Writer) error { _, err := w.Write(make([]byte, n)); return err }
		} else {
			_, _ = fmt.Sscanf(req.URL.Path, "/body/%d", &n)
			reply.Body = func(dst []byte) ([]byte, error) { return append(dst, make([]byte, n)...), nil }
		}
		if req.URL.Path == "/long" {
			reply.Links = []string{"<" + strings.Repeat("long", 3000) + ">"}
		}
		if err := r.Send(c, reply); err != nil {
			t.Error(err)
		}
	})}
	done := make(chan struct{})
	go func() { _ = server.Serve(join(l)); close(done) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return l.Addr().String()
}

// A client cannot tell by the fields of an answer whether they stood in the map of its header.
func TestFieldsStandInEveryAnswerOnce(t *testing.T) {
	for name, join := range map[string]func(net.Listener) net.Listener{"joined": respond.Join, "plain": func(l net.Listener) net.Listener { return l }} {
		addr := fieldServer(t, join)
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		from := bufio.NewReader(c)
		for _, test := range []struct {
			method, path, header string
			status               int
			one, control         string
		}{
			{"GET", "/body/5", "", 200, "1", respond.Live}, {"GET", "/body/0", "", 200, "1", respond.Live}, {"HEAD", "/body/9000", "", 200, "1", respond.Live},
			{"GET", "/body/9000", "", 200, "1", respond.Live}, {"GET", "/body/100000", "", 200, "1", respond.Live}, {"GET", "/long", "", 200, "1", respond.Live},
			{"GET", "/stream/9", "", 200, "1", respond.Live}, {"GET", "/stream/100000", "", 200, "1", respond.Live}, {"GET", "/body/100", "Range: bytes=2-5\r\n", 206, "1", respond.Live},
			{"GET", "/body/100", "If-None-Match: \"t.octet-stream\"\r\n", 304, "1", respond.Live}, {"GET", "/wrong", "", 400, "own", ""},
			{"POST", "/body/7", "Content-Length: 3\r\nExpect: 100-continue\r\n", 200, "1", respond.Live}, {"GET", "/body/5", "", 200, "1", respond.Live},
		} {
			fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: o\r\n%s\r\n", test.method, test.path, test.header)
			req := &http.Request{Method: test.method}
			if test.method == "POST" {
				res, err := http.ReadResponse(from, req)
				if err != nil || res.StatusCode != 100 || len(res.Header) != 0 {
					t.Fatalf("%s: leave to send a body: %v, %v", name, res, err)
				}
				_, _ = io.WriteString(c, "abc")
			}
			res, err := http.ReadResponse(from, req)
			if err != nil {
				t.Fatalf("%s %s %s: %v", name, test.method, test.path, err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			h := res.Header
			if res.StatusCode != test.status || !slices.Equal(h["X-One"], []string{test.one}) || !slices.Equal(h["X-Two"], []string{"2; a, b"}) || h.Get("Cache-Control") != test.control {
				t.Errorf("%s %s %s: %d %v", name, test.method, test.path, res.StatusCode, h)
			}
			if want := map[bool][]string{true: {"bytes"}}[test.status < 300 && !strings.HasPrefix(test.path, "/stream") || test.status == 304]; !slices.Equal(h["Accept-Ranges"], want) {
				t.Errorf("%s %s %s: parts %v, want %v", name, test.method, test.path, h["Accept-Ranges"], want)
			}
		}
	}
}
