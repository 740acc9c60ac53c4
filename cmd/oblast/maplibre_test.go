package main_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The styles are right by MapLibre's own specification, whatever is asked for.
func TestMapLibreFindsNothingWrongWithStyles(t *testing.T) {
	readers(t)
	base := startProgram(t)
	var list struct {
		Styles []struct {
			Links []struct{ Href, Type string }
		}
	}
	getJSON(t, base+"/styles", &list)
	var addresses []string
	for _, s := range list.Styles {
		for _, l := range s.Links {
			if l.Type == "application/vnd.mapbox.style+json" {
				addresses = append(addresses, l.Href)
			}
		}
	}
	for _, query := range []string{"", "from=2025-08-27&to=2025-08-27&part=night", "level=district&from=2025-08-27&to=2025-08-27", "per=area", "per=night&classes=7", "breaks=1,5,20",
		"measure=killed&basis=incidents&from=2025-08-09&to=2025-08-09", "labels=false&theme=dark", "lang=ru", "method=quantile&classes=3"} {
		addresses = append(addresses, base+"/styles/choropleth?"+query)
	}
	if len(addresses) < 20 {
		t.Fatalf("%d styles", len(addresses))
	}
	var said map[string][]string
	if err := json.Unmarshal([]byte(node(t, "style.mjs", addresses...)), &said); err != nil {
		t.Fatal(err)
	}
	for _, at := range addresses {
		if faults, ok := said[at]; !ok || len(faults) > 0 {
			t.Errorf("%s: %v", at, faults)
		}
	}
}

// MapLibre draws the regions in the colours of the legend: OBLAST_SHOTS names a folder for the pictures.
func TestMapLibreDrawsTheMap(t *testing.T) {
	dist := filepath.Join(readers(t), "node_modules", "maplibre-gl", "dist")
	files := http.NewServeMux()
	files.Handle("/", http.FileServer(http.Dir(dist)))
	files.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "testdata/readers/maplibre.html") })
	pages := httptest.NewServer(files)
	t.Cleanup(pages.Close)
	base := startProgram(t)
	browser := launchWith(t, chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	show := func(name, path, view string) *tab {
		b := newTab(t, browser, base, screen{1080, 828, false})
		b.navigate(pages.URL + "/page?style=" + url.QueryEscape(base+path) + view)
		b.until("MapLibre rests", "window.done")
		if faults := eval[[]string](b, "window.done"); len(faults) > 0 {
			t.Errorf("%s: %v", path, faults)
		}
		b.shot(name)
		return b
	}
	const night = "from=2025-08-27&to=2025-08-27&part=night"
	for _, theme := range []string{"light", "dark"} {
		b := show("choropleth "+theme, "/styles/choropleth?labels=false&theme="+theme+"&"+night, "&z=4.2&c=40,51")
		got := eval[[]string](b, "colours([[40.9,47.9],[35.6,54.3],[35.2,57.1],[28,53.3],[30.6,43.6]])")
		want := map[string]string{"light": "#bb729f #eccfe1 #faf8f4 #ebe9e4 #d5e1e9", "dark": "#a45888 #574050 #2a3036 #1b2025 #12161a"}[theme]
		if strings.Join(got, " ") != want {
			t.Errorf("%s: Rostov, Kaluga, Tver, Belarus, sea are %v, want %s", theme, got, want)
		}
	}
	show("labels", "/styles/choropleth?"+night, "")
	if os.Getenv("OBLAST_SHOTS") == "" {
		return // the rest is for the eye
	}
	show("labels dark", "/styles/choropleth?theme=dark&"+night, "")
	show("russian", "/styles/choropleth?lang=ru&"+night, "&z=5.5&c=36,52.5")
	show("district", "/styles/choropleth?level=district&"+night, "&z=6&c=35.5,54")
	show("rate", "/styles/choropleth?per=area", "")
	show("incidents", "/styles/incidents", "")
	show("regions", "/styles/regions-1", "&z=5&c=36,52")
	show("antimeridian", "/styles/regions-1?labels=false", "&z=3&c=180,66")
}
