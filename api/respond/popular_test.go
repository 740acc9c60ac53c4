package respond_test

import (
	"bytes"
	"net/http/httptest"
	"strconv"
	"testing"

	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// What is asked for again is kept, with the fields that belong to it, and until its version changes; what is asked for once
// does not drive it out.
func TestPopularContentIsKeptFromTheSecondTimeOn(t *testing.T) {
	for _, accept := range []string{"", "gzip", "br"} {
		r, e, built := respond.New(64<<10, 1, ""), echo.New(), 0
		ask := func(version, key string) *httptest.ResponseRecorder {
			rec := httptest.NewRecorder()
			c := e.NewContext(request(t.Context(), accept), rec)
			reply := respond.Reply{MediaType: "application/json", ETag: version, Weak: true, Popular: true, Key: key, Told: []string{"Link"}}
			reply.Body = func(dst []byte) ([]byte, error) {
				built++
				c.Response().Header().Add("Link", "<"+key+">")
				c.Response().Header().Set("X-Built", strconv.Itoa(built))
				return append(append(dst, bytes.Repeat([]byte("o"), 2000)...), strconv.Itoa(built)...), nil
			}
			if err := r.Send(c, reply); err != nil {
				t.Fatal(err)
			}
			return rec
		}
		same := func(a, b *httptest.ResponseRecorder) bool { return bytes.Equal(a.Body.Bytes(), b.Body.Bytes()) }
		ask("1", "/page")
		second, third := ask("1", "/page"), ask("1", "/page")
		if built != 2 || !same(second, third) || third.Header().Get("Link") != "</page>" || third.Header().Get("Content-Encoding") != accept {
			t.Errorf("%q: built %d times; the third has %v", accept, built, third.Header())
		}
		if third.Header().Get("X-Built") != "" {
			t.Errorf("%q: a field that the content was not said to have is kept: %v", accept, third.Header())
		}
		for i := range 500 {
			ask("1", "/walk/"+strconv.Itoa(i))
		}
		if before := built; !same(ask("1", "/page"), third) || built != before {
			t.Errorf("%q: pages of a walk drove it out", accept)
		}
		if before := built; same(ask("2", "/page"), third) || built != before+1 {
			t.Errorf("%q: a new version is answered with the old", accept)
		}
	}
}

// BenchmarkPopular sends 6 kB: a page of a walk, made and compressed each time, beside one that is kept.
func BenchmarkPopular(b *testing.B) {
	r, e := respond.New(32<<20, 2, ""), echo.New()
	content := noise(1500)
	for range 2 {
		content = append(content, content...)
	}
	for _, accept := range []string{"", "gzip"} {
		for _, name := range []string{"once", "again"} {
			b.Run(name+" "+accept, func(b *testing.B) {
				b.ReportAllocs()
				req, rec := request(b.Context(), accept), httptest.NewRecorder()
				for i := 0; b.Loop(); i++ {
					key := "/"
					if name == "once" {
						key += strconv.Itoa(i)
					}
					rec.Body.Reset()
					clear(rec.Header())
					reply := respond.Reply{MediaType: "application/json", ETag: "1", Popular: true, Key: key, Body: func(dst []byte) ([]byte, error) { return append(dst, content...), nil }}
					if err := r.Send(e.NewContext(req, rec), reply); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
