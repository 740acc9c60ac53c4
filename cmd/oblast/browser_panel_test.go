package main_test

import "github.com/chromedp/chromedp"

// panelFolds puts the panel away and back: the map takes its room, and whatever the panel is needed for brings it back.
func panelFolds(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("marks are drawn", `document.querySelectorAll('.mk').length > 3`)
	const room = `document.getElementById('map').getBoundingClientRect()`
	wide := eval[int](b, room+`.width`)
	b.click("#fold")
	b.until("the map has its room", room+`.left === 0 && `+room+`.width > `+itoa(wide+300))
	b.until("the map is drawn there", `document.querySelector('.canvas-ground').getBoundingClientRect().left <= 0`)
	if eval[bool](b, `document.querySelector('.panel').checkVisibility()`) || eval[string](b, `document.getElementById('fold').ariaExpanded`) != "false" {
		b.Error("the panel is still there")
	}
	back := `document.querySelector('.panel').checkVisibility() && ` + room + `.width === ` + itoa(wide)
	b.click("#fold")
	b.until("it is back", back)
	b.click("#fold")
	b.keys("/")
	b.until("the search brings it back", back+` && document.activeElement.type === 'search'`)
	b.click("#fold")
	b.click(`.mk[aria-label*="Dzerzhinsky"]`)
	b.until("so does a record", back+` && document.activeElement.id === 'card-h'`)
}

// legendFilters holds a class of the legend: the list keeps to records of its regions, until it is let go or has gone.
func legendFilters(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the list is there", `document.querySelectorAll('.rec').length > 3 && document.querySelectorAll('.legend [data-class]').length === 5`)
	all := b.count(".rec")
	b.click(`.legend [data-class="0"]`)
	b.until("only records of 1 to 4 are listed", `document.querySelectorAll('.rec').length === 1 && /Kaluga/.test(document.querySelector('.rec').textContent)`)
	b.says("#list", "Only where the class chosen in the legend is")
	b.click(`.legend [data-class="2"]`)
	b.until("those of Rostov are", `[...document.querySelectorAll('.rec')].length > 1 && [...document.querySelectorAll('.rec')].every((r) => /Rostov/.test(r.textContent))`)
	b.click(`.legend [data-class="2"]`)
	b.until("all are", `document.querySelectorAll('.rec').length === `+itoa(all))
	b.click(`.legend [data-class="4"]`)
	b.until("no record is of the highest", `!document.querySelector('.rec')`)
	b.open("/?from=2025-08-27&to=2025-08-27&classes=3")
	b.until("a page of fewer classes has all", `document.querySelectorAll('.rec').length === `+itoa(all))
}

// pressesHold changes what is shown while a button of the panel is held down: the click counts all the same.
func pressesHold(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the layers are there", `document.querySelector('#layer-districts')?.checked`)
	b.rests()
	p := b.at("#layer-districts")
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, p.X, p.Y), chromedp.MouseEvent(chromedp.MousePressed, p.X, p.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	eval[bool](b, `(document.querySelector('#layer-totals').click(), new Promise((done) => setTimeout(() => done(true), 200)))`)
	b.do(chromedp.MouseEvent(chromedp.MouseReleased, p.X, p.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.until("both layers are off", `!document.querySelector('#layer-districts').checked && !document.querySelector('#layer-totals').checked`)
	b.asks("layers=places,regions,waters")
}
