package main_test

import (
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TestEmbedInBrowser opens the page for a frame: title, legend, sources, date, the way to the full map, and no zoom by
// scrolling before a click.
func TestEmbedInBrowser(t *testing.T) {
	base := startProgram(t)
	b := newTab(t, base, 760, 560, false)
	b.open("/embed?from=2025-08-27&to=2025-08-27&basis=claimed")
	b.until("the legend is there", `document.querySelectorAll('.ramp button').length > 2`)
	b.until("the sentence is there", `/26 claimed/.test(document.querySelector('.embed-head p').textContent)`)
	foot := b.text("footer")
	for _, want := range []string{"OpenStreetMap", "As of", "Live"} {
		if !strings.Contains(foot, want) {
			t.Errorf("the foot does not say %q: %s", want, foot)
		}
	}
	if got := eval[string](b, `document.querySelector('footer a').href`); got != base+"/?from=2025-08-27&to=2025-08-27&basis=claimed" {
		t.Errorf("the full map is at %s", got)
	}
	zoomed := `(() => { const c = document.querySelector('.map'); c.dispatchEvent(new WheelEvent('wheel', {deltaY: -400, bubbles: true, cancelable: true, clientX: 300, clientY: 300})); return new Promise((r) => setTimeout(() => r(document.querySelector('.canvas-ground').style.transform), 600)); })()`
	before := eval[string](b, `document.querySelector('.canvas-ground').style.transform`)
	if after := eval[string](b, zoomed); after != before {
		t.Errorf("scrolling moved the map before it was clicked: %s, %s", before, after)
	}
	if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the embed is wider than its frame")
	}
	b.clean()
}

// TestPhoneInBrowser: a sheet with three stops, targets large enough for a finger, nothing wider than the screen.
func TestPhoneInBrowser(t *testing.T) {
	b := newTab(t, startProgram(t), 390, 844, true)
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the sheet is there", `document.querySelector('.legend .ramp')`)
	heights := map[string]int{}
	for _, stop := range []string{"half", "full", "low"} {
		b.until("the sheet is at "+stop, `document.body.classList.contains('sheet-`+stop+`') && !document.querySelector('.panel').getAnimations().length`)
		heights[stop] = eval[int](b, `document.querySelector('.panel').offsetHeight`)
		eval[bool](b, `(() => { const h = document.getElementById('sheet-handle'); h.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); return true; })()`)
	}
	if heights["low"] >= heights["half"] || heights["half"] >= heights["full"] {
		t.Errorf("stops of the sheet %v", heights)
	}
	small := eval[[]string](b, `[...document.querySelectorAll('.tools button, .seg button, .layers label, .acts > button, .play button, .rec, .pick select')].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 33.5).map((e) => e.outerHTML.slice(0, 80) + e.getBoundingClientRect().height)`)
	if len(small) > 0 {
		t.Errorf("targets too small for a finger: %s", strings.Join(small, "\n"))
	}
	if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page is wider than the screen")
	}
	b.clean()
}

// hostile answers every record with words that want to be markup, script or a link to script.
const hostile = `
window.pwned = 0;
const evil = '<img src=x onerror="window.pwned++"><script>window.pwned++</scr' + 'ipt>';
const ask = window.fetch;
window.fetch = async (url, init) => {
  const answer = await ask(url, init);
  if (!/\/records\/|\/items|\/geocode|\/restrictions/.test(String(url))) return answer;
  const poison = (v, k) => typeof v === 'string' && /^(speaker|quote|summary|title|publisher|name|label|verbatim|reason|says|note|district_name|region_name|instrument|author|channel|grade_reason)$/.test(k) ? evil
    : /^(url|archive_url)$/.test(k) ? 'javascript:window.pwned++' : Array.isArray(v) ? v.map((x) => poison(x, k)) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, poison(x, k)])) : v;
  return new Response(JSON.stringify(poison(await answer.json(), '')), {status: answer.status, headers: {'Content-Type': 'application/json'}});
};`

// TestHostileWordsStayWords: what a report says is shown and never run.
func TestHostileWordsStayWords(t *testing.T) {
	b := newTab(t, startProgram(t), 1280, 800, false)
	b.before(hostile)
	b.open("/?from=2025-08-27&to=2025-08-27&sel=inc-2025-08-27-kaluga-dzerzhinsky")
	b.until("the words are shown", `document.querySelector('.card-view .st') && /onerror/.test(document.querySelector('.card-view').textContent)`)
	b.click("#act-table")
	b.until("the table is there", `document.querySelector('dialog .twin')`)
	if n := eval[int](b, `document.querySelectorAll('img, script:not([src]):not([type="application/json"])').length`); n != 0 {
		t.Errorf("%d elements were made of a report's words", n)
	}
	if n := eval[int](b, `[...document.querySelectorAll('a')].filter((a) => a.protocol === 'javascript:').length`); n != 0 {
		t.Errorf("%d links would run script", n)
	}
	if n := eval[int](b, `window.pwned`); n != 0 {
		t.Errorf("a report's words were run %d times", n)
	}
	b.clean()
}

// TestFailuresAreShownInPlace: without an answer the map says so, keeps what it has, and tries again when asked.
func TestFailuresAreShownInPlace(t *testing.T) {
	b := newTab(t, startProgram(t), 1280, 800, false)
	b.allow("Failed to load resource")
	b.before(`const ask = window.fetch; window.down = /choropleth/; window.fetch = (url, init) => window.down?.test(String(url)) ? Promise.reject(new TypeError('no network')) : ask(url, init);`)
	b.allow("preloaded using link preload")
	b.do(navigate(b, "/"))
	b.until("the failure is said", `/could not be reached/.test(document.getElementById('notices').textContent)`)
	if eval[bool](b, `document.querySelectorAll('.canvas-ground').length !== 1`) {
		t.Error("there is no map")
	}
	eval[bool](b, `window.down = null, true`)
	b.click("#notices button")
	b.until("it is tried again", `performance.getEntriesByName('oblast-map').length > 0 && !document.querySelector('#notices .problem')`)
	eval[bool](b, `window.down = /records|ledger/, true`)
	b.click(".rec")
	b.until("the card says so", `document.querySelector('.card-view .problem')`)
	eval[bool](b, `window.down = null, true`)
	b.click(".card-view .problem button")
	b.until("the card is there", `document.querySelector('.card-view .st, .card-view .ledger')`)
	b.clean()
}

// TestEmptyMapInBrowser: no records at all is a map that says so.
func TestEmptyMapInBrowser(t *testing.T) {
	b := newTab(t, startProgram(t, "--starter=false"), 1280, 800, false)
	b.open("/")
	b.until("the list says so", `/No records are kept yet/.test(document.getElementById('list')?.textContent ?? '')`)
	b.until("the strip says so", `/No nights are kept yet/.test(document.getElementById('strip').textContent)`)
	b.clean()
}

// TestCollectionPagesInBrowser: the pages of collections have a map tied to their table.
func TestCollectionPagesInBrowser(t *testing.T) {
	b := newTab(t, startProgram(t), 1280, 800, false)
	b.do(navigate(b, "/collections/incidents/items?f=html&limit=20"))
	b.until("marks are drawn", `document.querySelectorAll('#map .mk').length > 0`)
	eval[bool](b, `document.querySelector('#map .mk').click(), true`)
	b.until("rows are chosen", `document.querySelectorAll('tr.chosen').length > 0`)
	b.do(navigate(b, "/collections/regions-1/items?f=html&limit=5&bbox=33,52,38,56"))
	b.until("outlines are drawn", `document.querySelectorAll('#map .areas path').length > 0`)
	b.clean()
}
