package main_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oblast/geo/measure"
)

// manyFeatures is how many features a test reads whole; the benchmark reads a million.
const manyFeatures = 200_000

// manyPlace is where the i-th feature is: spread over the world, no two at one place, in digits that a double keeps.
func manyPlace(i int) (lon, lat float64) {
	return float64(i*7919%3_599_999-1_800_000) / 10_000, float64(i*104_729%1_699_999-850_000) / 10_000
}

// manyLayer writes n features to a file, one a line, and returns it as --layer takes it.
func manyLayer(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "many.geojsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	for i := range n {
		lon, lat := manyPlace(i)
		fmt.Fprintf(w, `{"type":"Feature","properties":{"n":%d,"name":"feature %d"},"geometry":{"type":"Point","coordinates":[%v,%v]}}`+"\n", i, i, lon, lat)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return "many=" + path
}

// census notes which features came, each once and as it was.
type census struct {
	t     testing.TB
	found []bool
	n     int
}

func (s *census) feature(n int, name string, at []float64) {
	s.t.Helper()
	if n < 0 || n >= len(s.found) || s.found[n] {
		s.t.Fatalf("feature %d comes twice, or is none", n)
	}
	if lon, lat := manyPlace(n); name != fmt.Sprint("feature ", n) || len(at) != 2 || at[0] != lon || at[1] != lat {
		s.t.Fatalf("feature %d: %q at %v, want %v, %v", n, name, at, lon, lat)
	}
	s.found[n] = true
	s.n++
}

// manyFeature is a feature as GeoJSON.
type manyFeature struct {
	Properties struct {
		N    int
		Name string
	}
	Geometry struct{ Coordinates []float64 }
}

// walk reads a collection page after page, as the links lead.
func walk(t testing.TB, first string, s *census) (pages int) {
	t.Helper()
	for next := first; next != ""; pages++ {
		var page struct {
			NumberMatched, NumberReturned int
			Features                      []manyFeature
			Links                         []struct{ Rel, Href string }
		}
		getJSON(t, next, &page)
		if page.NumberMatched != len(s.found) || page.NumberReturned != len(page.Features) || len(page.Features) == 0 {
			t.Fatalf("page %d: %d features, said %d of %d", pages, len(page.Features), page.NumberReturned, page.NumberMatched)
		}
		for _, f := range page.Features {
			s.feature(f.Properties.N, f.Properties.Name, f.Geometry.Coordinates)
		}
		next = ""
		for _, l := range page.Links {
			if l.Rel == "next" {
				next = l.Href
			}
		}
	}
	return pages
}

// TestManyFeaturesAreReadWhole: of a file with many features each comes once, to its last digit, page by page in its own
// order and in another, and in GDAL's pages; and GDAL counts as many in the files.
func TestManyFeaturesAreReadWhole(t *testing.T) {
	ogr2ogr, ogrinfo := need(t, "ogr2ogr"), need(t, "ogrinfo")
	base := startProgram(t, "--starter=false", "--layer", manyLayer(t, manyFeatures))
	items := base + "/collections/many/items"
	for _, query := range []string{"?f=json&limit=10000", "?f=json&limit=9973&sortby=-name"} {
		s := &census{t: t, found: make([]bool, manyFeatures)}
		if pages := walk(t, items+query, s); s.n != manyFeatures {
			t.Errorf("%s: %d features in %d pages, want %d", query, s.n, pages, manyFeatures)
		}
	}
	s := &census{t: t, found: make([]bool, manyFeatures)}
	said := run(t, ogr2ogr, "-f", "GeoJSONSeq", "-oo", "PAGE_SIZE=10000", "/vsistdout/", "OAPIF:"+base, "many")
	for line := range strings.Lines(said) {
		var f manyFeature
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		s.feature(f.Properties.N, f.Properties.Name, f.Geometry.Coordinates)
	}
	if s.n != manyFeatures {
		t.Errorf("GDAL reads %d features, want %d", s.n, manyFeatures)
	}
	for _, file := range []string{"many.gpkg", "many.fgb"} {
		path := download(t, items+"?limit=1000000&f="+strings.TrimPrefix(filepath.Ext(file), "."), file)
		if said := run(t, ogrinfo, "-ro", "-so", "-al", path); !strings.Contains(said, fmt.Sprintf("Feature Count: %d\n", manyFeatures)) {
			t.Errorf("%s: %.600s", file, said)
		}
	}
}

// BenchmarkMillionFeaturesWalked reads a million features of a file page by page.
func BenchmarkMillionFeaturesWalked(b *testing.B) {
	const n = 1_000_000
	base := startProgram(b, "--starter=false", "--layer", manyLayer(b, n))
	done := measure.Ops(b)
	for b.Loop() {
		s := &census{t: b, found: make([]bool, n)}
		if pages := walk(b, base+"/collections/many/items?f=json&limit=10000", s); s.n != n {
			b.Fatalf("%d features in %d pages", s.n, pages)
		}
	}
	done()
}
