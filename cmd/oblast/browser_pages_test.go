package main_test

import (
	"encoding/json"
	"strings"
)

// collectionPages opens the page of every collection and of what stands around them: each has its heading, its table, a
// map where there is something to draw, and ways on.
func collectionPages(b *tab) {
	for _, path := range []string{"/collections?f=html", "/conformance?f=html", "/api?f=html"} {
		b.navigate(path)
		plainPage(b, path)
	}
	var list struct {
		Collections []struct{ ID, Title string }
	}
	if err := json.NewDecoder(get(b, b.base+"/collections?f=json")).Decode(&list); err != nil || len(list.Collections) < 8 {
		b.fatal("collections: %d, %v", len(list.Collections), err)
	}
	for _, c := range list.Collections {
		path := "/collections/" + c.ID
		for _, page := range []string{path + "?f=html", path + "/schema?f=html", path + "/items?f=html&limit=5"} {
			b.navigate(page)
			plainPage(b, page)
		}
		if got := b.count("tbody tr[data-id]"); got != 5 {
			b.Errorf("%s: %d rows, want 5", path, got)
		}
		b.says(".count", "5 of ")
		if strings.HasPrefix(c.ID, "tallies") {
			continue
		}
		b.until(path+" draws its map", `document.querySelector('#map:not([hidden]) .canvas-ground') && document.querySelectorAll('#map .mk, #map .areas path').length > 0`)
		b.click("tbody th a")
		b.until(path+": one feature has its page", `document.querySelector('dl.facts dt') && !document.querySelector('tbody')`)
		plainPage(b, path+", one feature")
	}
}

// plainPage checks what every page has.
func plainPage(b *tab, path string) {
	b.Helper()
	if got := eval[string](b, `[document.documentElement.lang, document.title.length > 6, document.querySelectorAll('h1').length, !!document.querySelector('main'), !!document.querySelector('.crumbs [aria-current]'), !!document.querySelector('.formats a'), document.styleSheets.length > 0].join()`); got != "en,true,1,true,true,true,true" {
		b.Errorf("%s: language, title, headings, main, path, formats, style: %s", path, got)
	}
	if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
		b.Errorf("%s is wider than its window", path)
	}
	if dead := eval[[]string](b, `[...document.querySelectorAll('a[href]')].filter((a) => a.hash && a.pathname === location.pathname && !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.href)`); len(dead) > 0 {
		b.Errorf("%s leads nowhere: %q", path, dead)
	}
}

// pagesTied ties the map of a page to its table, pages on, and is usable without a pointer.
func pagesTied(b *tab) {
	b.navigate("/collections/incidents/items?f=html&limit=20&region_id=RU-KLU")
	b.until("marks are drawn", `document.querySelectorAll('#map .mk').length > 0`)
	b.click("#map .mk")
	b.until("its rows are chosen and one has the focus", `document.querySelectorAll('tr.chosen').length > 0 && document.activeElement.closest('tr.chosen')`)
	b.focus(`tr[data-id="inc-2025-08-27-kaluga-dzerzhinsky"] a`)
	b.until("the row's mark stands out", `document.querySelectorAll('#map .mk.near').length === 1`)
	before := eval[string](b, `[...document.querySelectorAll('tr[data-id]')].map((r) => r.dataset.id).join()`)
	b.click(`.pages a[rel="next"]`)
	b.until("the next page has other rows", `document.querySelectorAll('tr[data-id]').length > 0 && [...document.querySelectorAll('tr[data-id]')].every((r) => !`+quoted(before)+`.split(',').includes(r.dataset.id))`)
	b.navigate("/collections/regions-1/items?f=html&limit=5&bbox=33,52,38,56")
	b.until("outlines are drawn", `document.querySelectorAll('#map .areas path').length > 0`)
	b.navigate("/collections/incidents/items?f=html&region_id=RU-CHU")
	b.says("main", "No features")
	b.keys(tabKey)
	b.until("the first Tab leads past the head", `document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0`)
}
