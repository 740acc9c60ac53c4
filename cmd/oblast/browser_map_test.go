package main_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestMapInBrowser goes through the map as a reader does: it loads, a night is chosen, a card is opened, measure, level,
// language and theme are switched, a place is searched for. Each step leaves the page as the next one finds it.
func TestMapInBrowser(t *testing.T) {
	b := newTab(t, startProgram(t), 1440, 900, false)
	b.allow("willReadFrequently") // the test itself reads a pixel
	b.open("/")
	b.step("load", func(t testing.TB) {
		b.until("marks are drawn", `document.querySelectorAll('.mk').length > 5`)
		if got := b.text("h1"); !strings.HasPrefix(got, "Drones reported intercepted, by region, 9") {
			t.Errorf("title %q", got)
		}
		b.until("the list is there", `document.querySelectorAll('.rec').length > 5`)
		b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
		labels := eval[[]string](b, `[...document.querySelectorAll('.mk')].map((m) => m.getAttribute('aria-label'))`)
		seen := map[string]bool{}
		for _, label := range labels {
			if label == "" || seen[label] {
				t.Errorf("a mark's label is empty or not its own: %q", label)
			}
			seen[label] = true
		}
	})
	b.step("choose a night", func(t testing.TB) {
		eval[bool](b, `(() => { const n = document.querySelector('[data-night="2025-08-27"]'); n.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})); window.dispatchEvent(new PointerEvent('pointerup', {bubbles: true})); return true; })()`)
		b.until("the address says so", `location.search.includes('from=2025-08-27&to=2025-08-27')`)
		b.until("the title says so", `document.querySelector('h1').textContent.replace(/\u00a0/g, ' ').endsWith('night of 27 August 2025')`)
		b.until("the totals have come", `document.querySelector('.legend [data-status=none_reported] .c')?.textContent === '77'`)
		if got := b.text(".lede"); !strings.Contains(got, "26 claimed") || !strings.Contains(got, "outside") {
			t.Errorf("lede %q", got)
		}
	})
	b.step("table twin", func(t testing.TB) {
		b.click("#act-table")
		b.until("the table is there", `document.querySelectorAll('dialog .twin tbody tr').length > 50`)
		if got := b.text("dialog .twin tbody tr"); !regexp.MustCompile(`^Rostov Oblast15`).MatchString(got) {
			t.Errorf("first row %q", got)
		}
		eval[bool](b, `[...document.querySelectorAll('dialog .twin tbody .link')].find((l) => l.textContent === 'Kaluga Oblast').click(), true`)
		b.until("the region's panel is there", `document.querySelector('[data-region=RU-KLU]')`)
		if got := b.text(".fig"); !strings.Contains(got, "1") || !strings.Contains(got, "no official total names it") {
			t.Errorf("figure %q", got)
		}
		b.until("its ledger has come", `document.querySelector('.region-view .ledger')`)
		if got := b.text(".region-view .ledger"); !strings.Contains(got, "Reports outside it1 report") {
			t.Errorf("ledger %q", got)
		}
	})
	b.step("card", func(t testing.TB) {
		b.click(`[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
		b.until("the record has come", `document.querySelector('.card-view .st')`)
		card := b.text(".card-view")
		for _, want := range []string{"One UAV shot down, Dzerzhinsky District, Kaluga Oblast", "hour not given", "Vladislav Shapsha", "Dzhezkazgan district within Russia's Kaluga region", "outside, not counted in it", "In our summary"} {
			if !strings.Contains(card, want) {
				t.Errorf("the card does not say %q: %s", want, card)
			}
		}
		if href := eval[string](b, `document.querySelector('.card-view .who a')?.href ?? ''`); !strings.HasPrefix(href, "https://") {
			t.Errorf("link to the source %q", href)
		}
		b.keys(kb.Escape)
		b.until("the map's panel is back", `document.querySelector('.legend')`)
	})
	b.step("measure and level", func(t testing.TB) {
		eval[bool](b, `(() => { const s = document.getElementById('pick-measure'); s.value = 'injured'; s.dispatchEvent(new Event('change')); return true; })()`)
		b.until("the title says so", `document.querySelector('h1').textContent.startsWith('People reported injured')`)
		if !eval[bool](b, `document.querySelector('[data-value=claimed]').disabled`) {
			t.Error("official totals can be asked for people injured")
		}
		eval[bool](b, `(() => { const s = document.getElementById('pick-measure'); s.value = 'interceptions'; s.dispatchEvent(new Event('change')); return true; })()`)
		b.click("[data-value=district]")
		b.until("the title says so", `document.querySelector('h1').textContent.includes('by district')`)
		b.do(chromedp.NavigateBack())
		b.until("back goes back", `document.querySelector('h1').textContent.includes('by region')`)
	})
	b.step("language and theme", func(t testing.TB) {
		for lang, want := range map[string]string{"ru": "Сообщения о сбитых беспилотниках", "uk": "Повідомлення про збиті безпілотники", "en": "Drones reported intercepted"} {
			eval[bool](b, `(() => { const s = document.getElementById('pick-lang'); s.value = '`+lang+`'; s.dispatchEvent(new Event('change')); return true; })()`)
			b.until(lang+" is spoken", `document.documentElement.lang === '`+lang+`' && document.querySelector('h1').textContent.startsWith('`+want+`')`)
		}
		pixel := `[...document.querySelector('.canvas-ground').getContext('2d').getImageData(9, 9, 1, 1).data].join()`
		light := eval[string](b, pixel)
		b.click("#pick-theme")
		b.click("#pick-theme")
		b.until("the theme is dark", `document.documentElement.dataset.theme === 'dark' && location.search.includes('theme=dark')`)
		b.until("the map is drawn anew", pixel+` !== '`+light+`'`)
	})
	b.step("layers and filters", func(t testing.TB) {
		b.click("#fit")
		b.until("everything is shown", `document.querySelectorAll('.mk').length > 3`)
		before := eval[int](b, `document.querySelectorAll('.mk').length`)
		b.click("#layer-places")
		b.until("marks of places are gone", `document.querySelectorAll('.mk').length < `+itoa(before))
		b.click("#layer-places")
		b.click(".more summary")
		b.click("[data-value=damage]")
		b.until("only damage is listed", `location.search.includes('kind=damage') && [...document.querySelectorAll('.rec b')].every((r) => !/shot down/.test(r.textContent) || /damage/i.test(r.textContent))`)
		b.click("[data-value=all]")
		b.click(".legend [data-class='0']")
		b.until("a class is held", `document.querySelector(".legend [data-class='0']").getAttribute('aria-pressed') === 'true'`)
	})
	b.clean()
}

// TestMapByKeyboardAlone uses no pointer: search, a region, back, nights, marks, the strip.
func TestMapByKeyboardAlone(t *testing.T) {
	b := newTab(t, startProgram(t), 1280, 800, false)
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("marks are drawn", `document.querySelectorAll('.mk').length > 3`)
	b.keys("/")
	b.until("the search field has the focus", `document.activeElement.type === 'search'`)
	b.keys("Dzhezkazgan district, Kaluga region")
	b.until("an answer and a suggestion are listed", `document.querySelectorAll('[role=option]').length >= 2`)
	if got := b.text("[role=option][aria-selected=true]"); !strings.HasPrefix(got, "Kaluga Oblast") {
		t.Errorf("first answer %q", got)
	}
	b.keys(kb.ArrowDown)
	if got := b.text("[role=option][aria-selected=true]"); !strings.Contains(got, "Dzerzhinsky") || !strings.Contains(got, "perhaps meant") {
		t.Errorf("suggestion %q", got)
	}
	b.keys(kb.ArrowUp + kb.Enter)
	b.until("the region is chosen", `location.search.includes('sel=RU-KLU') && document.querySelector('[data-region=RU-KLU]')`)
	b.until("its heading has the focus", `document.activeElement.id === 'region-h'`)
	b.keys(kb.Escape)
	b.until("the panel is back", `!location.search.includes('sel=')`)
	b.keys("]")
	b.until("the next night", `location.search.includes('from=2025-09-10&to=2025-09-10')`)
	b.keys("[[")
	b.until("two nights back", `location.search.includes('from=2025-08-26&to=2025-08-26')`)
	eval[bool](b, `document.querySelector('[data-night="2025-08-26"]').focus(), true`)
	b.keys(kb.ArrowRight + kb.Enter)
	b.until("the strip chooses", `location.search.includes('from=2025-08-27&to=2025-08-27')`)
	b.until("marks of the night", `[...document.querySelectorAll('.mk')].some((m) => /Dzerzhinsky/.test(m.getAttribute('aria-label')))`)
	eval[bool](b, `[...document.querySelectorAll('.mk')].find((m) => /Dzerzhinsky/.test(m.getAttribute('aria-label'))).focus(), true`)
	b.until("a mark shows its words", `!document.querySelector('.tip').hidden`)
	b.keys(kb.Enter)
	b.until("a mark opens its card", `document.querySelector('[data-record="inc-2025-08-27-kaluga-dzerzhinsky"]')`)
	for range 40 {
		b.keys(kb.Tab)
		if eval[bool](b, `(() => { const s = getComputedStyle(document.activeElement); return document.activeElement !== document.body && s.outlineStyle === 'none' && s.boxShadow === 'none' && !document.activeElement.closest('.search') && document.activeElement.tabIndex >= 0 && document.activeElement.matches(':focus-visible'); })()`) {
			t.Errorf("the focus cannot be seen on %s", eval[string](b, `document.activeElement.outerHTML.slice(0, 120)`))
		}
	}
	b.clean()
}

// TestChosenRecordIsALink opens a copied link and finds the same thing.
func TestChosenRecordIsALink(t *testing.T) {
	b := newTab(t, startProgram(t), 1024, 768, false)
	b.open("/?z=7&c=35.9,54.5&from=2025-10-27&to=2025-10-27&basis=claimed&sel=RU-KLU&lang=uk&theme=dark")
	b.until("the region is there", `document.querySelector('[data-region=RU-KLU] .fig strong')?.textContent === '42'`)
	if got := b.text("#region-h"); got != "Калузька область" {
		t.Errorf("heading %q", got)
	}
	b.click("#act-link")
	b.until("the link is offered", `document.querySelector('dialog textarea')`)
	link := eval[string](b, `document.querySelector('dialog textarea').value`)
	for _, part := range []string{"from=2025-10-27", "basis=claimed", "sel=RU-KLU", "lang=uk", "theme=dark", "z=7", "c=35.9,54.5"} {
		if !strings.Contains(link, part) {
			t.Errorf("the link %s lacks %s", link, part)
		}
	}
	b.clean()
}

// TestDownloadsAnswer follows every link that the data dialog offers.
func TestDownloadsAnswer(t *testing.T) {
	b := newTab(t, startProgram(t), 1280, 800, false)
	b.open("/?from=2025-08-26&to=2025-08-27")
	b.until("records are there", `document.querySelectorAll('.rec').length > 3`)
	b.click("#act-data")
	b.until("links are offered", `document.querySelectorAll('dialog a[download]').length === 4`)
	got := eval[[]string](b, `Promise.all([...document.querySelectorAll('dialog a[download]')].map(async (a) => { const r = await fetch(a.href); return r.status + ' ' + (r.headers.get('Content-Type') ?? '').split(';')[0] + ' ' + (await r.text()).length; }))`)
	for i, want := range []string{"200 application/geo+json", "200 text/csv", "200 application/geo+json", "200 text/csv"} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("link %d answers %s, want %s", i, got[i], want)
		}
	}
	b.clean()
}
