package main_test

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// onPaper lays the map out as sheets of A4 are, upright and lying, from a window in dark colours: the map is whole and as
// wide as the sheet, drawn in light colours, its sentence and legend beside it on the paper; afterwards all is as before.
func onPaper(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&part=night&theme=dark")
	b.until("the legend is there", `document.querySelectorAll('.legend [data-class]').length > 2`)
	b.rests()
	const view = `[document.documentElement.dataset.theme, document.documentElement.className, location.search, ...['left', 'top', 'width'].map((k) => Math.round(document.querySelector('.mk').getBoundingClientRect()[k]))].join()`
	for _, sheet := range []screen{{718, 1047, false}, {1047, 718, false}} {
		media := emulation.SetEmulatedMediaParams{Media: "print"}
		b.do(chromedp.EmulateViewport(sheet.width, sheet.height))
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
			b.fatal("%v", err)
		}
		eval[bool](b, `dispatchEvent(new Event('beforeprint'))`)
		for what, holds := range map[string]string{
			"the map has the width of the sheet": `document.querySelector('#map').clientWidth > 690 && document.querySelector('#map').clientWidth <= 700`,
			"nothing is wider than the sheet":    `document.documentElement.scrollWidth <= innerWidth`,
			"title, map and legend do not cover each other": `(() => {
				const [a, m, l] = ['.head', '#stage', '.legend'].map((s) => document.querySelector(s).getBoundingClientRect());
				const apart = (p, q) => p.right <= q.left || q.right <= p.left || p.bottom <= q.top || q.bottom <= p.top;
				return a.height > 40 && m.height > 400 && l.height > 60 && apart(a, m) && apart(l, m) && apart(a, l);
			})()`,
			"the title comes first":                       `document.querySelector('h1').getBoundingClientRect().top < 60`,
			"colours are light":                           `getComputedStyle(document.querySelector('#map')).backgroundColor === 'rgb(213, 225, 233)'`,
			"the legend's colours are too":                `getComputedStyle(document.querySelector('.legend .sw')).backgroundColor === 'rgb(236, 207, 225)'`,
			"controls, strip and list are not on it":      `[...document.querySelectorAll('.controls, .strip, .recs, .tools, .acts, .search')].every((n) => !n.getClientRects().length)`,
			"the ground reaches over the map":             `document.querySelector('.canvas-ground').getBoundingClientRect().width > document.querySelector('#map').clientWidth`,
			"names are drawn on it, not on their own one": `!document.querySelector('.canvas-words').getClientRects().length`,
		} {
			if !eval[bool](b, holds) {
				b.Errorf("%d × %d: not so: %s", sheet.width, sheet.height, what)
			}
		}
		b.do(chromedp.EmulateViewport(desk.width, desk.height))
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
			b.fatal("%v", err)
		}
		eval[bool](b, `dispatchEvent(new Event('afterprint'))`)
	}
	b.open("/?from=2025-08-27&to=2025-08-27&part=night&theme=dark&z=5.25&c=36,53")
	b.until("a mark is there", `document.querySelector('.mk')`)
	b.rests()
	before := eval[string](b, view)
	for _, event := range []string{"beforeprint", "afterprint"} {
		eval[bool](b, `dispatchEvent(new Event('`+event+`'))`)
	}
	b.until("all is as before", view+` === `+quoted(before))
}
