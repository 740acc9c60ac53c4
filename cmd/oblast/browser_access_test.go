package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPageIsAccessible has axe-core look at the map, at what opens on it, and at each kind of page, light and dark, wide and on a
// phone: by the rules of WCAG 2.2 A and AA and by its own list of good practice, nothing is found.
func TestEveryPageIsAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(readers(t), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	browser, base := launch(t), startProgram(t)
	t.Run("an image without words", func(t *testing.T) {
		b := newTab(t, browser, base, desk)
		b.navigate("/conformance?f=html")
		eval[bool](b, string(axe)+`; document.querySelector('main').append(new Image()), true`)
		if seen := found(b); len(seen) != 1 || !strings.HasPrefix(seen[0], "image-alt") {
			t.Errorf("it is not found: %q", seen)
		}
	})
	const night = "from=2025-08-27&to=2025-08-27"
	for _, place := range []struct{ name, path, ready string }{
		{"map", "/?" + night, "performance.getEntriesByName('oblast-map').length > 0"},
		{"region", "/?" + night + "&sel=RU-KLU", "document.querySelector('.region-view .ledger')"},
		{"record", "/?" + night + "&sel=inc-2025-08-27-kaluga-dzerzhinsky", "document.querySelector('.card-view .st')"},
		{"ledger", "/ledger/2025-08-27?f=html", ""},
		{"embed", "/embed?" + night, "performance.getEntriesByName('oblast-map').length > 0"},
		{"start page of the service", "/?f=html", ""},
		{"collection", "/collections/incidents?f=html", ""},
		{"items", "/collections/incidents/items?f=html&limit=20", "document.querySelectorAll('#map .mk').length > 0"},
		{"conformance", "/conformance?f=html", ""},
		{"what an error says", "/collections/nothing?f=html", ""},
	} {
		for _, look := range []struct {
			name, theme string
			screen      screen
		}{{"light", "light", desk}, {"dark", "dark", desk}, {"phone", "light", phone}} {
			t.Run(place.name+", "+look.name, func(t *testing.T) {
				b := newTab(t, browser, base, look.screen)
				b.media(map[string]string{"prefers-color-scheme": look.theme, "prefers-reduced-motion": "reduce"})
				b.navigate(place.path)
				if place.ready != "" {
					b.until(place.name+" is there", place.ready)
				}
				b.rests()
				eval[bool](b, string(axe)+"; true")
				for _, fault := range found(b) {
					b.Error(fault)
				}
			})
		}
	}
}

// found is what axe-core finds wrong, a line each.
func found(b *tab) []string {
	b.Helper()
	return eval[[]string](b, `axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
		rule.id + ' (' + rule.impact + '): ' + node.html.slice(0, 160) + ': ' + node.failureSummary.replaceAll('\n', ' ').slice(0, 200))))`)
}
