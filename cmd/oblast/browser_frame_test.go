package main_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// embed opens the page for a frame: title, legend, sources, date, the way to the full map; no panel; no zoom by scrolling
// before a click.
func embed(b *tab) {
	b.open("/embed?from=2025-08-27&to=2025-08-27&basis=claimed")
	b.until("the legend is there", `document.querySelectorAll('.legend [data-class]').length > 2`)
	b.until("the sentence is there", `/26\sclaimed/.test(document.querySelector('#head p').textContent)`)
	b.says("h1", "Drones reported intercepted", "night of 27 August 2025")
	b.says("footer", "OpenStreetMap", "As of", "Live", "Reports: gazeta.ru", "racurs.ua")
	if b.count(".panel, .strip, .search") != 0 {
		b.Error("the embed has a panel")
	}
	if got, want := eval[string](b, `document.querySelector('footer > a').href`), b.base+"/?from=2025-08-27&to=2025-08-27&basis=claimed"; got != want {
		b.Errorf("the full map is at %s, want %s", got, want)
	}
	fits(b)
	const place = `document.querySelector('.canvas-ground').style.transform + document.querySelector('.leaflet-map-pane').style.transform`
	was := eval[string](b, place)
	middle := eval[point](b, `(() => { const r = document.getElementById('map').getBoundingClientRect(); return {X: r.x + r.width / 2, Y: r.y + r.height / 2}; })()`)
	wheel := chromedp.MouseEvent(chromedp.MouseWheel, middle.X, middle.Y, func(p *input.DispatchMouseEventParams) { p.DeltaX, p.DeltaY = 1, -400 })
	b.do(wheel)
	eval[bool](b, `new Promise((done) => setTimeout(() => done(true), 350))`)
	if now := eval[string](b, place); now != was {
		b.Errorf("scrolling moved the map before it was clicked: %s, %s", was, now)
	}
	b.clickAt(middle)
	b.do(wheel)
	b.until("after a click scrolling goes nearer", place+` !== `+quoted(was))
	b.open("/embed?from=2025-08-27&to=2025-08-27&as_of=" + eval[string](b, `JSON.parse(document.getElementById('bootstrap').textContent).version`))
	b.until("a frozen embed says so", `/Frozen as of \d+ \w+ \d{4}/.test(document.querySelector('footer').textContent)`)
	if strings.Contains(b.text("footer"), "Live") {
		b.Error("a frozen embed says that it is live")
	}
	for _, url := range b.requests("as_of=")[:1] {
		if !strings.Contains(url, "/embed?") {
			b.Errorf("first asked for %s", url)
		}
	}
}

// embedInPage frames the embed in a page of another origin, and tries to frame the map, which must refuse.
func embedInPage(b *tab) {
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><title>host</title><iframe src="%s%s" width="600" height="400"></iframe>`, b.base, r.URL.Query().Get("path"))
	}))
	defer host.Close()
	b.allow(host.URL)
	b.navigate(host.URL + "/?path=/embed")
	b.eventually("the framed embed asks for totals and shapes", func() bool { return len(b.requests("/choropleth?")) > 0 && len(b.requests("/boundaries/")) > 0 })
	if got := b.found(); len(got) > 0 {
		b.Errorf("framing the embed: %q", got)
	}
	asked := len(b.requests("/choropleth?"))
	b.navigate(host.URL + "/?path=/")
	b.eventually("the map refuses to be framed", func() bool { return strings.Contains(strings.Join(b.found(), "\n"), "fram") })
	if now := len(b.requests("/choropleth?")); now != asked {
		b.Error("the map was framed by another host")
	}
	for _, words := range []string{"frame", "X-Frame-Options", "chromewebdata"} {
		b.allow(words)
	}
}

// onPhone uses the sheet: three stops by tap and by finger, targets that a finger meets, nothing wider than the screen,
// nothing less than on a desk.
func onPhone(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the sheet is there", `document.querySelector('.legend [data-class]') && document.querySelectorAll('.rec').length > 3`)
	heights := map[string]int{}
	for _, stop := range []string{"half", "full", "low"} {
		b.until("the sheet is at "+stop, `document.body.classList.contains('sheet-`+stop+`') && !document.querySelector('.panel').getAnimations().length`)
		heights[stop] = eval[int](b, `document.querySelector('.panel').offsetHeight`)
		if stop == "low" {
			b.until("the title is seen", `(() => { const r = document.querySelector('#panel h1').getBoundingClientRect(); return r.bottom <= innerHeight && r.top >= 0; })()`)
		}
		b.click("#sheet-handle")
	}
	if heights["low"] >= heights["half"] || heights["half"] >= heights["full"] || heights["low"] > 240 {
		b.Errorf("stops of the sheet %v", heights)
	}
	b.until("half again", `document.body.classList.contains('sheet-half') && !document.querySelector('.panel').getAnimations().length`)
	handle := b.at("#sheet-handle")
	b.swipe(handle, point{handle.X, 60})
	b.until("a finger pulls it up", `document.body.classList.contains('sheet-full')`)
	handle = b.at("#sheet-handle")
	b.swipe(handle, point{handle.X, 820})
	b.until("a finger pulls it down", `document.body.classList.contains('sheet-low') && !document.querySelector('.panel').getAnimations().length`)
	b.click(".phone-search input")
	b.until("the search field has the focus", `document.activeElement.matches('.phone-search input')`)
	b.keys("Kaluga region")
	b.until("places are found", `document.querySelectorAll('.phone-search [role=option]').length > 0`)
	b.keys(enter)
	b.asks("sel=RU-KLU")
	b.until("the region is shown and the sheet rises", `document.querySelector('[data-region="RU-KLU"]') && document.body.classList.contains('sheet-half')`)
	b.click(".back")
	b.asks("!sel=")
	b.rests()
	b.tapAt(point{100, 200})
	b.until("a tap chooses what is under the finger", `location.search.includes('sel=') && document.querySelector('.region-view, .card-view, .panel h1[tabindex]')`)
	if !eval[bool](b, `document.querySelector('.tip').hidden`) {
		b.Error("a tooltip stays where the finger was lifted")
	}
	b.back()
	b.asks("!sel=")
	b.click("#sheet-handle")
	b.until("full", `document.body.classList.contains('sheet-full') && !document.querySelector('.panel').getAnimations().length`)
	b.click(".more summary")
	for _, control := range []string{"#pick-measure", "[data-value=claimed]", "[data-value=district]", ".legend [data-class]", "#layer-totals", ".rec", "#act-table", "#pick-lang", "#pick-per", ".more [data-value=damage]"} {
		b.at(control)
	}
	fingers(b)
	fits(b)
	b.open("/?sel=inc-2025-08-27-kaluga-dzerzhinsky")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	fingers(b)
	b.open("/?sel=RU-KLU")
	b.until("the history is there", `document.querySelector('.history button')`)
	fingers(b)
	b.click("#act-table")
	b.until("the table is there", `document.querySelector('dialog tbody .link')`)
	fingers(b)
}

// fingers fails the test where a target is lower or narrower than the 44 px that a finger wants. Links within a sentence are
// as high as its lines.
func fingers(b *tab) {
	b.Helper()
	small := eval[[]string](b, `[...document.querySelectorAll('.page button, .page a[href], .page select, .page summary, .page input:not([type=checkbox]), .page label')]
		.filter((n) => n.checkVisibility({visibilityProperty: true}) && !n.closest('.skip, .leaflet-pane, p.who'))
		.map((n) => [n, (n.closest('label, .search') ?? n).getBoundingClientRect()]).filter(([, r]) => r.height < 43.5 || r.width < 43.5)
		.map(([n, r]) => r.width.toFixed(0) + ' by ' + r.height.toFixed(0) + ' px: ' + n.outerHTML.slice(0, 60))`)
	if len(small) > 0 {
		b.Errorf("targets too small for a finger:\n%s", strings.Join(small, "\n"))
	}
}

// swipe moves a finger from one place to another.
func (b *tab) swipe(from, to point) {
	b.Helper()
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: append([]*input.TouchPoint{}, points...)}); err != nil {
			b.fatal("%v", err)
		}
	}
	touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: from.X, Y: from.Y})
	const steps = 8
	for i := 1.0; i <= steps; i++ {
		touch(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: from.X + (to.X-from.X)*i/steps, Y: from.Y + (to.Y-from.Y)*i/steps})
	}
	time.Sleep(120 * time.Millisecond) // a finger that rests before it lifts does not fling
	touch(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: to.X, Y: to.Y})
	touch(input.DispatchTouchEventTypeTouchEnd)
}

// tapAt touches a place for a moment.
func (b *tab) tapAt(p point) {
	b.Helper()
	for _, touch := range []input.DispatchTouchEventParams{{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: p.X, Y: p.Y}}}, {Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}}} {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, touch); err != nil {
			b.fatal("%v", err)
		}
	}
}
