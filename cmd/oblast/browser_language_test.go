package main_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// languages switches through the three languages: title, dates, plurals, names of places, and nothing left in English.
func languages(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the list is there", `document.querySelectorAll('.rec').length > 3`)
	for _, l := range []struct{ lang, title, night, outside, nights, kaluga, none string }{
		{"ru", "Сообщения о сбитых беспилотниках", "ночь на 27 августа 2025", "1 отдельное сообщение", "3 ночи", "Калужская область", "Нет"},
		{"uk", "Повідомлення про збиті безпілотники", "ніч на 27 серпня 2025", "1 окреме повідомлення", "3 ночі", "Калузька область", "Немає"},
		{"en", "Drones reported intercepted", "night of 27 August 2025", "1 single report lies", "3 nights", "Kaluga Oblast", "No"},
	} {
		b.pick("#pick-lang", l.lang)
		b.heads(l.title)
		b.heads(l.night)
		b.until(l.lang+" is the page's language", `document.documentElement.lang === '`+l.lang+`' && document.title.startsWith(`+quoted(l.title)+`)`)
		b.until("the sentence about reports outside is there", fmt.Sprintf(`document.querySelector('.lede').textContent.replace(/\u00a0/g, ' ').includes(%s)`, quoted(l.outside)))
		b.until("places are named in it", fmt.Sprintf(`[...document.querySelectorAll('.rec b')].some((r) => r.textContent.includes(%s))`, quoted(l.kaluga)))
		if l.lang != "en" {
			b.asks("lang=" + l.lang)
			untranslated(b, l.lang)
		}
		b.click(".play .all")
		b.until("nights are counted with their plural", fmt.Sprintf(`document.querySelector('.lede').textContent.replace(/\u00a0/g, ' ').includes(%s)`, quoted(l.nights)))
		b.click(`[data-night="2025-08-27"]`)
	}
	asPreferred(b)
}

// untranslated fails the test where the panel, the strip or the buttons have words in Latin letters: names of publishers
// have, the product's own words have not. Names of districts come with their shapes, so they are waited for.
func untranslated(b *tab, lang string) {
	b.Helper()
	said := func() []string {
		return eval[[]string](b, `(() => {
		const out = [], roots = ['#panel', '#strip', '#tools', '#chips'].map((id) => document.querySelector(id));
		for (const root of roots) {
			for (const node of root.querySelectorAll(':is([aria-label], [title], [placeholder]):not([lang])')) for (const name of ['aria-label', 'title', 'placeholder']) out.push(node.getAttribute(name) ?? '');
			const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
			while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('[lang]:not(html)')) out.push(walk.currentNode.data);
		}
		return [...new Set(out.filter((w) => /[A-Za-z]{3}/.test(w.replace('UTC', ''))))];
	})()`)
	}
	words := said()
	for deadline := time.Now().Add(patience); len(words) > 0 && time.Now().Before(deadline); words = said() {
		time.Sleep(25 * time.Millisecond)
	}
	if len(words) > 0 {
		b.Errorf("in %s the page still says %q", lang, words)
	}
}

// asPreferred opens the map with a browser that asks for Russian.
func asPreferred(b *tab) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": "ru-RU,ru;q=0.9"}}); err != nil {
		b.fatal("%v", err)
	}
	b.open("/")
	b.heads("Сообщения о сбитых беспилотниках")
	if got := eval[string](b, `document.documentElement.lang`); got != "ru" {
		b.Errorf("a browser that asks for Russian gets %q", got)
	}
	b.pick("#pick-lang", "en")
	b.heads("Drones reported intercepted")
	b.asks("lang=en")
	b.open("/?lang=uk&from=2025-08-27&to=2025-08-27")
	b.heads("Повідомлення про збиті безпілотники")
	b.click(`[data-night="2025-08-26"]`)
	b.asks("from=2025-08-26")
	b.asks("lang=uk") // whoever gets the address sees the page in it
	b.do(chromedp.Reload())
	b.heads("Повідомлення про збиті безпілотники")
}

// themes switches the colours: by the button, by the system, and with more contrast; words stay readable in each.
func themes(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&sel=RU-KLU")
	b.until("the region is there", `document.querySelector('.region-view .ledger')`)
	b.rests() // the map flies to the region
	light := eval[string](b, pixel)
	readable(b, "light")
	b.media(map[string]string{"prefers-color-scheme": "dark"})
	b.until("the map follows the system", pixel+` !== '`+light+`'`)
	dark := eval[string](b, pixel)
	readable(b, "dark")
	b.click("#pick-theme")
	b.asks("theme=light")
	b.until("light is chosen against the system", pixel+` === '`+light+`'`)
	readable(b, "light, system dark")
	b.media(nil)
	b.click("#pick-theme")
	b.asks("theme=dark")
	b.until("dark is chosen against the system", pixel+` === '`+dark+`'`)
	readable(b, "dark, system light")
	b.click("#pick-theme")
	b.asks("!theme=")
	b.until("the system decides again", pixel+` === '`+light+`'`)
	b.media(map[string]string{"prefers-contrast": "more"})
	readable(b, "more contrast")
}

// media sets media features such as the colours that the system asks for; nil leaves all as they are.
func (b *tab) media(features map[string]string) {
	b.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{}}
	for name, value := range features {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		b.fatal("%v", err)
	}
}

// contrasts lists the texts whose contrast with what lies beneath is under 4.5 to 1, or 3 to 1 where they are large (WCAG
// 2.2, 1.4.3). Disabled controls are exempt there and here.
const contrasts = `(() => {
	const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
	const rgba = (colour) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
	const over = (a, b) => a.slice(0, 3).map((v, i) => (v * a[3] + b[i] * (255 - a[3])) / 255).concat(255);
	const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const beneath = (node) => { const stack = []; for (let n = node; n; n = n.parentElement) { const c = rgba(getComputedStyle(n).backgroundColor); stack.push(c); if (c[3] === 255) break; } return stack.reverse().reduce((a, c) => over(c, a), [255, 255, 255, 255]); };
	const bad = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const node = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
		if (!text || !node.checkVisibility({opacityProperty: true, visibilityProperty: true}) || node.closest('.vh, .skip, script, noscript, svg, option, :disabled, #map')) continue;
		const style = getComputedStyle(node), size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		const ground = beneath(node), ink = over(rgba(style.color), ground);
		const [a, b] = [light(ink), light(ground)], ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < (large ? 3 : 4.5) - 0.005) bad.push(ratio.toFixed(2) + ' ' + node.className + ': ' + text.slice(0, 40));
	}
	return [...new Set(bad)];
})()`

// readable fails the test where words have too little contrast.
func readable(b *tab, theme string) {
	b.Helper()
	b.until("colours have settled", `document.getAnimations().every((a) => a.playState !== 'running')`)
	if bad := eval[[]string](b, contrasts); len(bad) > 0 {
		b.Errorf("too little contrast (%s):\n%s", theme, strings.Join(bad, "\n"))
	}
}

// reducedMotion asks for less movement: nothing on the page is animated, and the map goes where it must at once.
func reducedMotion(b *tab) {
	b.media(map[string]string{"prefers-reduced-motion": "reduce"})
	b.before(`window.moved = []; const note = () => { for (const a of document.getAnimations()) moved.push(a.effect?.target?.className + ' ' + (a.transitionProperty ?? a.animationName)); requestAnimationFrame(note); }; requestAnimationFrame(note);`)
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.click("#zoom-in")
	b.until("the map is nearer", `!document.querySelector('.leaflet-zoom-anim')`)
	b.click("#fit")
	b.click(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.until("the card is there", `document.querySelector('.card-view .st')`)
	b.click("#act-link")
	b.until("a dialog is there", `document.querySelector('dialog[open]')`)
	b.keys(escape)
	if moved := eval[[]string](b, `[...new Set(moved)]`); len(moved) > 0 {
		b.Errorf("moved although less movement was asked for: %q", moved)
	}
}
