package geocode_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
)

// mostHeld is the budget of the whole geocoder: gazetteer, index, the tables that are built later, and what is embedded.
const mostHeld = 60e6

// embeddedFiles are what the geocoder reads of the embedded data; the borders are none of it.
var embeddedFiles = []string{files + "/settlements.tsv.zst", files + "/names-*.tsv.zst", files + "/units.tsv", "ordinary/words.bin", "*.tsv"}

// held is what the parts of the geocoder hold, in bytes.
type held struct{ gazetteer, index, tables, scratch, embedded int64 }

func (h held) total() int64 { return h.gazetteer + h.index + h.tables + h.scratch + h.embedded }

// measure builds the whole geocoder and asks it what makes use of every part.
func measure(tb testing.TB) (h held) {
	tb.Helper()
	for _, pattern := range embeddedFiles {
		matches, err := filepath.Glob(pattern)
		if err != nil || len(matches) == 0 {
			tb.Fatalf("%s: no such file, %v", pattern, err)
		}
		for _, file := range matches {
			info, err := os.Stat(file)
			if err != nil {
				tb.Fatal(err)
			}
			h.embedded += info.Size()
		}
	}
	start := live()
	since := func() (n int64) {
		now := live()
		n, start = int64(now)-int64(start), now
		return n
	}
	g, err := gazetteer.Load(os.DirFS(files))
	if err != nil {
		tb.Fatal(err)
	}
	h.gazetteer = since()
	c, err := geocode.New(g)
	if err != nil {
		tb.Fatal(err)
	}
	h.index = since()
	c.Warm()
	h.tables = since()
	for _, q := range queries {
		c.Geocode(geocode.Query{Text: q.text, Limit: 20})
		c.Prefix(geocode.PrefixQuery{Text: q.text, Limit: 20})
	}
	h.scratch = since()
	runtime.KeepAlive(c)
	return h
}

func TestTheWholeGeocoderIsHeldIn60MB(t *testing.T) {
	if h := measure(t); h.total() > mostHeld || h.index <= 0 || h.tables <= 0 || h.gazetteer <= 0 {
		t.Errorf("%d bytes: %+v, want at most %.0f", h.total(), h, mostHeld)
	}
}

// BenchmarkHeld tells what the whole geocoder holds, part by part.
func BenchmarkHeld(b *testing.B) {
	var h held
	for b.Loop() {
		h = measure(b)
	}
	for name, n := range map[string]int64{"gazetteer": h.gazetteer, "index": h.index, "tables": h.tables, "scratch": h.scratch, "embedded": h.embedded, "in-all": h.total()} {
		b.ReportMetric(float64(n)/1e6, "MB-"+name)
	}
	b.ReportMetric(0, "ns/op")
}
