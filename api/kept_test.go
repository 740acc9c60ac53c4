package api_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"oblast/data/snapshot"
)

var stamp = regexp.MustCompile(`"timeStamp":"[^"]*"`)

// A page of items that is kept says what it said when it was made, header and all, and is gone with the state that it tells
// of.
func TestAKeptPageOfItemsIsTheSamePage(t *testing.T) {
	c, at := config(t)
	s := start(t, c)
	full := at.Current()
	const path = "/collections/incidents/items?limit=3&properties=id,title&bbox=20,40,60,70&f="
	page, _ := plainly(t, s, "GET", path+"csv", "one.example", "identity")
	id := regexp.MustCompile(`inc-[\w-]+`).FindString(page)
	l := starterLog(t)
	l.add("retraction", id, "an author", "was wrong", nil)
	g, err := world()
	if err != nil {
		t.Fatal(err)
	}
	less, err := snapshot.Build(context.Background(), snapshot.NewBoundaries(g.Tree), time.Now(), *l)
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"json", "csv", "geojsonseq"} {
		for _, coding := range []string{"identity", "gzip"} {
			at.at.Store(full)
			ask := func(method, host string) (string, http.Header) { return plainly(t, s, method, path+form, host, coding) }
			made, header := ask("GET", "one.example")
			for range 3 {
				again, h := ask("GET", "one.example")
				if stamp.ReplaceAllString(again, "") != stamp.ReplaceAllString(made, "") {
					t.Errorf("%s, %s: first %s\nthen %s", form, coding, made, again)
				}
				for name := range header {
					if name != "Date" && name != "X-Request-Id" && name != "Content-Length" && strings.Join(h[name], ";") != strings.Join(header[name], ";") {
						t.Errorf("%s, %s: %s is %q, was %q", form, coding, name, h[name], header[name])
					}
				}
			}
			if _, h := ask("HEAD", "one.example"); h.Get("Link") != header.Get("Link") || h.Get("Oblast-Plan") == "" {
				t.Errorf("%s, %s: HEAD has %v", form, coding, h)
			}
			other, h := ask("GET", "two.example")
			if strings.Contains(other, "one.example") || !strings.Contains(h.Get("Link"), "http://two.example/") {
				t.Errorf("%s, %s: under another name it leads to the first: %v %s", form, coding, h["Link"], other)
			}
			at.at.Store(less)
			if later, h := ask("GET", "one.example"); strings.Contains(later, id) || h.Get("ETag") == header.Get("ETag") {
				t.Errorf("%s, %s: after a retraction it is still %s", form, coding, later)
			}
		}
	}
}

// plainly asks under a host name and returns the answer without its coding.
func plainly(t *testing.T, s *running, method, path, host, coding string) (body string, header http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	req.Header.Set("Accept-Encoding", coding)
	res, err := client.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var from io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" && method != http.MethodHead {
		if from, err = gzip.NewReader(res.Body); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(from)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, err)
	}
	return string(b), res.Header
}
