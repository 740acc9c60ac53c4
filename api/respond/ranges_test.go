package respond_test

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"oblast/api/problem"
	"oblast/api/respond"
)

var asFile = noise(300_000)

// replies in which parts can be asked for: a body, a stream that is the same each time, one that is a file.
func replies(built *atomic.Int64) map[string]respond.Reply {
	stream := func(w io.Writer) error { built.Add(1); _, err := w.Write(asFile); return err }
	body := func(dst []byte) ([]byte, error) { return append(dst, asFile...), nil }
	return map[string]respond.Reply{
		"body":   {MediaType: "application/x", ETag: "1", Body: body},
		"stream": {MediaType: "application/json", ETag: "1", Key: "/", Stream: stream, Same: true},
		"file":   {MediaType: "application/x", ETag: "1", Key: "/", Stream: stream, Parts: true},
	}
}

func TestParts(t *testing.T) {
	for name, reply := range replies(new(atomic.Int64)) {
		t.Run(name, func(t *testing.T) {
			s := server(t, func() respond.Reply { return reply })
			whole, all := get(t, "GET", s.URL, nil)
			tag := whole.Header.Get("ETag")
			if !bytes.Equal(all, asFile) || whole.Header.Get("Accept-Ranges") != "bytes" {
				t.Fatalf("%d bytes, Accept-Ranges %q", len(all), whole.Header.Get("Accept-Ranges"))
			}
			for _, test := range []struct {
				asked, ifRange string
				status         int
				from, to       int
			}{
				{"bytes=0-9", "", 206, 0, 10}, {"bytes=299990-", "", 206, 299_990, 300_000}, {"bytes=-5", "", 206, 299_995, 300_000},
				{"bytes=100-400000", "", 206, 100, 300_000}, {"bytes=7-7", tag, 206, 7, 8}, {"bytes=7-7", `"other"`, 200, 0, 300_000},
				{"bytes=7-7", "W/" + tag, 200, 0, 300_000}, {"bytes=400000-", "", 416, 0, 0}, {"bytes=x", "", 416, 0, 0}, {"lines=1-2", "", 200, 0, 300_000},
			} {
				header := map[string]string{"Range": test.asked, "Accept-Encoding": "gzip"}
				if test.ifRange != "" {
					header["If-Range"] = test.ifRange
				}
				res, got := get(t, "GET", s.URL, header)
				if test.status == 416 {
					if res.StatusCode != 416 || res.Header.Get("Content-Type") != problem.MediaType || res.Header.Get("Content-Range") != "bytes */300000" && test.asked != "bytes=x" {
						t.Errorf("%s: %d %v", test.asked, res.StatusCode, res.Header)
					}
					continue
				}
				if test.asked[0] == 'l' { // the whole, as if nothing had been asked
					got = []byte(decode(t, res.Header.Get("Content-Encoding"), got))
					res.Header.Del("Content-Encoding")
					res.Header.Set("ETag", tag)
				}
				if res.StatusCode != test.status || !bytes.Equal(got, asFile[test.from:test.to]) || res.Header.Get("Content-Encoding") != "" || res.Header.Get("ETag") != tag {
					t.Errorf("%s If-Range %s: %d with %d bytes, want %d with %d; coding %q, tag %s", test.asked, test.ifRange, res.StatusCode, len(got),
						test.status, test.to-test.from, res.Header.Get("Content-Encoding"), res.Header.Get("ETag"))
				}
			}
			severalParts(t, s.URL)
			if res, got := get(t, "HEAD", s.URL, map[string]string{"Range": "bytes=0-9"}); res.StatusCode != 200 || len(got) != 0 {
				t.Errorf("HEAD with Range: %d", res.StatusCode)
			}
			if res, _ := get(t, "GET", s.URL, map[string]string{"Range": "bytes=0-9", "If-None-Match": tag}); res.StatusCode != 304 {
				t.Errorf("a part of what the client holds: %d", res.StatusCode)
			}
		})
	}
}

func severalParts(t *testing.T, url string) {
	t.Helper()
	res, got := get(t, "GET", url, map[string]string{"Range": "bytes=0-1,10-19"})
	_, parameters, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil || res.StatusCode != 206 {
		t.Fatalf("two parts: %d %v", res.StatusCode, err)
	}
	parts := multipart.NewReader(bytes.NewReader(got), parameters["boundary"])
	for _, want := range [][]byte{asFile[0:2], asFile[10:20]} {
		p, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(p); err != nil || !bytes.Equal(b, want) {
			t.Errorf("a part of %d bytes, %v", len(b), err)
		}
	}
}

// Many readers of parts read one file that is made once; one that cannot be made is an error, and made anew.
func TestAFileIsMadeOnce(t *testing.T) {
	built := new(atomic.Int64)
	reply := replies(built)["file"]
	s := server(t, func() respond.Reply { return reply })
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if res, got := get(t, "GET", s.URL, map[string]string{"Range": "bytes=5-6"}); res.StatusCode != 206 || !bytes.Equal(got, asFile[5:7]) {
				t.Errorf("%d %x", res.StatusCode, got)
			}
		})
	}
	group.Wait()
	if built.Load() != 1 {
		t.Errorf("made %d times", built.Load())
	}
	broken := true
	failing := server(t, func() respond.Reply {
		r := replies(built)["file"]
		if broken {
			r.Stream = func(io.Writer) error { return errors.New("broken") }
		}
		return r
	})
	if res, _ := get(t, "GET", failing.URL, nil); res.StatusCode != 500 {
		t.Errorf("a file that cannot be made: %d", res.StatusCode)
	}
	broken = false
	if res, got := get(t, "GET", failing.URL, nil); res.StatusCode != 200 || !bytes.Equal(got, asFile) {
		t.Errorf("after that: %d", res.StatusCode)
	}
}

func TestLastModified(t *testing.T) {
	began := time.Now().Truncate(time.Second)
	for _, test := range []struct {
		at   time.Time
		want string // "" none
	}{
		{time.Time{}, ""}, {time.Date(2025, 8, 27, 12, 0, 0, 0, time.UTC), began.UTC().Format(http.TimeFormat)}, {time.Now().Add(time.Hour), ""},
	} {
		s := server(t, func() respond.Reply {
			return respond.Reply{MediaType: "application/json", ETag: "1", Modified: test.at, Body: func(dst []byte) ([]byte, error) { return append(dst, long...), nil }}
		})
		res, _ := get(t, "GET", s.URL, nil)
		got := res.Header.Get("Last-Modified")
		if parsed, err := http.ParseTime(got); (got == "") != (test.want == "") || got != "" && (err != nil || parsed.Sub(began) > time.Second) {
			t.Fatalf("%v: %q, want %q", test.at, got, test.want)
		}
		if got == "" {
			continue
		}
		at, _ := http.ParseTime(got)
		for _, c := range []struct {
			since, tag string
			status     int
		}{
			{got, "", 304}, {at.Add(time.Hour).Format(http.TimeFormat), "", 304}, {at.Add(-time.Second).Format(http.TimeFormat), "", 200}, {"yesterday", "", 200},
			{got, `"another"`, 200}, // the tag decides where there is one (RFC 9110, 13.2.2)
			{at.Add(-time.Hour).Format(http.TimeFormat), res.Header.Get("ETag"), 304},
		} {
			header := map[string]string{"If-Modified-Since": c.since}
			if c.tag != "" {
				header["If-None-Match"] = c.tag
			}
			if res, _ := get(t, "GET", s.URL, header); res.StatusCode != c.status {
				t.Errorf("since %s, tag %s: %d, want %d", c.since, c.tag, res.StatusCode, c.status)
			}
		}
	}
}
