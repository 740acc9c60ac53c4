package respond_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"oblast/api/problem"
	"oblast/api/respond"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/labstack/echo/v4"
)

// server answers every request with the reply that make gives.
func server(t testing.TB, make func() respond.Reply) *httptest.Server {
	t.Helper()
	r, e := respond.New(1<<20, 2, ""), echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.DiscardHandler))
	handle := func(c echo.Context) error { return r.Send(c, make()) }
	e.GET("/*", handle)
	e.HEAD("/*", handle)
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	return s
}

func get(t testing.TB, method, url string, header map[string]string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, body
}

func decode(t testing.TB, coding string, b []byte) string {
	t.Helper()
	var r io.Reader = bytes.NewReader(b)
	var err error
	switch coding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

var long = strings.Repeat(`{"region_id":"RU-KLU","status":"value"},`, 100)

func TestSendNegotiatesCodingAndKeepsIt(t *testing.T) {
	for _, reply := range []respond.Reply{
		{ETag: "v1", Key: "/a"}, {ETag: "v1", Key: "/a", KeepPlain: true}, {ETag: "v1"}, {},
	} {
		built := 0
		s := server(t, func() respond.Reply {
			r := reply
			r.MediaType = "application/json"
			r.Body = func(dst []byte) ([]byte, error) { built++; return append(dst, long...), nil }
			return r
		})
		for _, test := range []struct{ accept, want string }{
			{"", ""}, {"identity", ""}, {"gzip", "gzip"}, {"br, gzip, zstd", "br"}, {"gzip, zstd", "zstd"},
			{"br;q=0.2, gzip;q=0.9", "gzip"}, {"br;q=0, *", "zstd"}, {"deflate", ""}, {"br;q=x", ""},
			{"identity, gzip", "gzip"}, {"identity, gzip;q=0.5", ""}, {"identity;q=0.5, gzip;q=0.8", "gzip"}, {"identity;q=0", ""},
			{"gzip;q=0.5, *;q=0.8", "br"}, {"*;q=0", ""}, {"br;q=7, gzip", "gzip"}, {"GZIP", "gzip"},
		} {
			for range 2 {
				res, body := get(t, "GET", s.URL+"/a", map[string]string{"Accept-Encoding": test.accept})
				if got := res.Header.Get("Content-Encoding"); got != test.want {
					t.Errorf("Accept-Encoding %q: coding %q, want %q", test.accept, got, test.want)
				}
				if got := decode(t, test.want, body); got != long {
					t.Errorf("Accept-Encoding %q: body differs", test.accept)
				}
				if tag := res.Header.Get("ETag"); (reply.ETag != "") != (tag != "") || test.want != "" && tag != "" && !strings.Contains(tag, "."+test.want) {
					t.Errorf("Accept-Encoding %q: ETag %q", test.accept, tag)
				}
			}
		}
		if reply.KeepPlain && built != 1 {
			t.Errorf("kept plain, but built %d times", built)
		}
	}
}

func TestSendAnswersConditionsHeadAndErrors(t *testing.T) {
	fail := false
	s := server(t, func() respond.Reply {
		return respond.Reply{MediaType: "application/geo+json", ETag: "7-ab", Key: "/x", Links: []string{`<https://x>; rel="self"`},
			Body: func(dst []byte) ([]byte, error) {
				if fail {
					return dst, errors.New("broken")
				}
				return append(dst, long...), nil
			}}
	})
	for _, test := range []struct{ accept, tag string }{
		{"identity", `"7-ab.geo+json"`}, {"br", `"7-ab.geo+json.br"`}, {"gzip", `"7-ab.geo+json.gzip"`},
	} {
		res, _ := get(t, "GET", s.URL+"/x", map[string]string{"Accept-Encoding": test.accept})
		if got := res.Header.Get("ETag"); res.StatusCode != 200 || got != test.tag {
			t.Errorf("%s: %d, ETag %s, want %s", test.accept, res.StatusCode, got, test.tag)
		}
		for _, held := range []string{test.tag, "W/" + test.tag, `"x", ` + test.tag + ` ,"y"`, "*"} {
			res, body := get(t, "GET", s.URL+"/x", map[string]string{"Accept-Encoding": test.accept, "If-None-Match": held})
			if got := res.Header.Get("ETag"); res.StatusCode != 304 || len(body) != 0 || got != test.tag {
				t.Errorf("If-None-Match %s: %d, %d bytes, ETag %s; want the tag of the 200, %s", held, res.StatusCode, len(body), got, test.tag)
			}
			if got := res.Header.Get("Content-Encoding") + res.Header.Get("Content-Type") + res.Header.Get("Content-Length"); got != "" {
				t.Errorf("If-None-Match %s: a 304 describes content: %q", held, got)
			}
		}
	}
	for _, tag := range []string{`"7-a.geo+json"`, `"7-ab"`, `"7-ab.html"`, `"7-ab.geo+json.br"`, `7`, ""} {
		if res, _ := get(t, "GET", s.URL+"/x", map[string]string{"If-None-Match": tag}); res.StatusCode != 200 {
			t.Errorf("If-None-Match %s: %d, want 200", tag, res.StatusCode)
		}
	}
	res, body := get(t, "HEAD", s.URL+"/x", nil)
	if len(body) != 0 || res.ContentLength != int64(len(long)) || res.Header.Get("Link") == "" {
		t.Errorf("HEAD: %d bytes, length %d, Link %q", len(body), res.ContentLength, res.Header.Get("Link"))
	}
	fail = true
	if res, _ := get(t, "GET", s.URL+"/x", nil); res.StatusCode != 500 {
		t.Errorf("a body that fails: %d, want 500 before any byte is sent", res.StatusCode)
	}
}

func TestTheTagNamesFormLanguageAndStrength(t *testing.T) {
	for _, test := range []struct {
		reply respond.Reply
		want  string
	}{
		{respond.Reply{MediaType: "application/json", ETag: "1"}, `"1.json"`},
		{respond.Reply{MediaType: "text/html; charset=utf-8", ETag: "1"}, `"1.html"`},
		{respond.Reply{MediaType: "text/html; charset=utf-8", ETag: "1", Language: "ru"}, `"1.html.ru"`},
		{respond.Reply{MediaType: "text/html; charset=utf-8", ETag: "1", Language: "uk", Negotiated: true}, `"1.html.uk"`},
		{respond.Reply{MediaType: "application/json", ETag: "1", Weak: true, Key: "/"}, `W/"1.json"`},
		{respond.Reply{MediaType: "application/json"}, ""},
	} {
		built := 0
		test.reply.Body = func(dst []byte) ([]byte, error) { built++; return append(dst, long...), nil }
		s := server(t, func() respond.Reply { return test.reply })
		for range 2 {
			res, _ := get(t, "GET", s.URL, nil)
			if res.Header.Get("ETag") != test.want || res.Header.Get("Content-Language") != test.reply.Language {
				t.Errorf("got %s %q, want %s", res.Header.Get("ETag"), res.Header.Get("Content-Language"), test.want)
			}
			if got := strings.Contains(res.Header.Get("Vary"), "Accept-Language"); got != test.reply.Negotiated {
				t.Errorf("Vary %q", res.Header.Get("Vary"))
			}
		}
		if test.reply.Weak {
			get(t, "GET", s.URL, map[string]string{"Accept-Encoding": "br"})
			if get(t, "GET", s.URL, map[string]string{"Accept-Encoding": "br"}); built != 4 {
				t.Errorf("bytes under a weak tag were kept: built %d times of 4", built)
			}
			if res, _ := get(t, "GET", s.URL, map[string]string{"If-None-Match": test.want}); res.StatusCode != 304 {
				t.Errorf("%s: %d, want 304", test.want, res.StatusCode)
			}
		}
	}
}

func TestAStreamThatFailsIsSeenAsTruncated(t *testing.T) {
	for _, coding := range []string{"identity", "gzip", "br"} {
		s := server(t, func() respond.Reply {
			return respond.Reply{MediaType: "application/json", Stream: func(w io.Writer) error {
				for range 200 {
					if _, err := io.WriteString(w, long); err != nil {
						return err
					}
				}
				return errors.New("broken")
			}}
		})
		req, _ := http.NewRequestWithContext(t.Context(), "GET", s.URL, nil)
		req.Header.Set("Accept-Encoding", coding)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			continue // the connection ended before the first chunk
		}
		if _, err := io.ReadAll(res.Body); err == nil {
			t.Errorf("%s: a truncated stream reads as whole", coding)
		}
		res.Body.Close()
	}
}

func TestAStreamArrivesWhole(t *testing.T) {
	s := server(t, func() respond.Reply {
		return respond.Reply{MediaType: "application/json", ETag: "1", Stream: func(w io.Writer) error {
			_, err := io.WriteString(w, long)
			return err
		}}
	})
	for _, coding := range []string{"", "gzip", "br", "zstd"} {
		if _, body := get(t, "GET", s.URL, map[string]string{"Accept-Encoding": coding}); decode(t, coding, body) != long {
			t.Errorf("%q: the stream differs", coding)
		}
	}
}

func BenchmarkSend(b *testing.B) {
	body := []byte(strings.Repeat(long, 5)) // 20 kB
	for _, test := range []struct{ name, accept, key string }{
		{"plain", "", ""}, {"gzip once", "gzip", ""}, {"gzip kept", "gzip", "/x"}, {"br kept", "br", "/x"},
	} {
		b.Run(test.name, func(b *testing.B) {
			r, e := respond.New(1<<20, 2, ""), echo.New()
			req := httptest.NewRequest("GET", "/x", nil)
			req.Header.Set("Accept-Encoding", test.accept)
			b.ReportAllocs()
			for b.Loop() {
				c := e.NewContext(req, httptest.NewRecorder())
				if err := r.Send(c, respond.Reply{MediaType: "application/json", ETag: "1", Key: test.key,
					Body: func(dst []byte) ([]byte, error) { return append(dst, body...), nil }}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
