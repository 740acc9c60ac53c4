package ogc_test

import (
	"fmt"
	"net/http/httptest"
	"regexp"
	"sync"
	"testing"
)

// Pages are made in the room of pages that were sent: those that are asked for side by side keep apart, wrong requests
// among them.
func TestPagesAskedForSideBySideKeepApart(t *testing.T) {
	s := start(t, said()...)
	h := handlerKeeping(t, s.live, 1) // nothing is kept: each page is made anew
	stamp := regexp.MustCompile(`"timeStamp":"[^"]*"`)
	ask := func(query string) string {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", "/collections/incidents/items?"+query, nil))
		return fmt.Sprint(rec.Code, rec.Header()["Link"], rec.Header()["Oblast-Plan"], stamp.ReplaceAllString(rec.Body.String(), ""))
	}
	queries := []string{"f=json&limit=2", "f=json&limit=3&properties=title,night_of", "f=json&bbox=30,45,40,60&properties=grade", "f=json&datetime=2025-08-01/2025-09-01", "f=json&datetime=2025-01-01/2025-08-27&limit=1",
		"f=json&sortby=-night_of&geometry=none", "f=csv&limit=2&properties=id", "f=html&limit=2", "f=json&limit=0", "f=json&filter=grade%20IS%20NULL", "f=jsonfg&limit=2", "f=json&after=inc-2&crs=http://www.opengis.net/def/crs/EPSG/0/3857"}
	want := map[string]string{}
	for _, q := range queries {
		want[q] = ask(q)
	}
	var all sync.WaitGroup
	for worker := range 6 {
		all.Go(func() {
			for i := range 60 {
				q := queries[(i*(worker+1)+worker)%len(queries)]
				if got := ask(q); got != want[q] {
					t.Errorf("%s: side by side %.500s\nalone %.500s", q, got, want[q])
				}
			}
		})
	}
	all.Wait()
}
