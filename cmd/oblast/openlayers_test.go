package main_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestOpenLayersReadsTheService: OpenLayers finds the tiles of both tilesets by their documents, plain tiles by their address and
// features by box in its map's own system, and draws them where they are; it reads the files of areas.
func TestOpenLayersReadsTheService(t *testing.T) {
	files := http.NewServeMux()
	files.Handle("/", http.FileServer(http.Dir(filepath.Join(readers(t), "node_modules", "ol", "dist"))))
	files.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "testdata/readers/openlayers.html") })
	pages := httptest.NewServer(files)
	t.Cleanup(pages.Close)
	base := startProgram(t)
	b := newTab(t, launchWith(t, chromedp.Flag("disable-gpu", true)), base, screen{820, 400, false})
	b.navigate(pages.URL + "/page?base=" + url.QueryEscape(base))
	b.until("OpenLayers rests", "window.rests || said.faults.length")
	if faults := eval[[]string](b, "said.faults"); len(faults) > 0 {
		t.Fatalf("%q", faults)
	}
	b.shot("openlayers")
	for _, place := range []struct {
		lon, lat float64
		name     string
	}{{35.6, 54.3, "Kaluga Oblast"}, {33.8, 55.2, "Smolensk Oblast"}, {35.2, 57.1, "Tver Oblast"}} {
		under := eval[[]string](b, "under("+strconv.FormatFloat(place.lon, 'f', -1, 64)+","+strconv.FormatFloat(place.lat, 'f', -1, 64)+")")
		if len(under) != 2 || under[0] != place.name || under[1] != place.name {
			t.Errorf("at %v %v are %q, want %s on both maps", place.lon, place.lat, under, place.name)
		}
	}
	var want struct{ NumberMatched int }
	getJSON(t, base+"/collections/regions-1/items?limit=1&geometry=none&bbox=30,50,40,60", &want)
	for _, form := range []string{"json", "kml", "topojson"} {
		if n := eval[int](b, "said.files."+form); n != want.NumberMatched {
			t.Errorf("%s: %d features, want %d", form, n, want.NumberMatched)
		}
	}
	if n := eval[int](b, "said.features"); n < 20 {
		t.Errorf("%d incidents in the map's box", n)
	}
	if n := eval[int](b, "said.tiles"); n < 6 {
		t.Errorf("%d tiles", n)
	}
}
