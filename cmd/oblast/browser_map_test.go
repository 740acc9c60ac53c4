package main_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// keepWords notes every word that the map draws on its canvases: they cannot be read from there.
const keepWords = `
window.drawnWords = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { drawnWords.push(text); return write.call(this, text, ...rest); };`

// keepShifts adds up how much the layout moved without the reader's doing, as the Layout Instability API scores it.
const keepShifts = `
window.shifted = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) shifted += e.value; }).observe({type: 'layout-shift', buffered: true});`

// copied is a copy of the map's ground that may be read often.
const copied = `(() => {
	const c = document.querySelector('.canvas-ground'), pen = new OffscreenCanvas(c.width, c.height).getContext('2d', {willReadFrequently: true});
	pen.drawImage(c, 0, 0);
	return pen;
})()`

// colours counts the colours of the ground, looking at one pixel in seven; pixel is the colour of one near its corner.
const (
	colours = `(() => {
	const pen = ` + copied + `, {data} = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height), seen = new Set();
	for (let i = 0; i < data.length; i += 28) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
	return seen.size;
})()`
	pixel = copied + `.getImageData(9, 9, 1, 1).data.join()`
)

// mapLoads opens the address that the program prints: a map with fills, figures, marks, list, strip and legend.
func mapLoads(b *tab) {
	b.before(keepWords + keepShifts)
	b.open("/")
	b.heads("Drones reported intercepted, by region, 9 August – 1 November 2025")
	b.until("marks are drawn", `document.querySelectorAll('.mk').length > 5`)
	b.until("the list is there", `document.querySelectorAll('.rec').length > 5`)
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
	b.until("the legend is there", `document.querySelectorAll('.legend [data-class]').length === 5`)
	if got := eval[int](b, colours); got < 12 {
		b.Errorf("the map has %d colours", got)
	}
	b.until("figures are drawn", `drawnWords.filter((w) => /^\d+([–-]\d+)?$/.test(w)).length > 5`)
	b.until("countries are named", `['ESTONIA', 'BELARUS', 'KAZAKHSTAN'].every((w) => drawnWords.some((d) => d.toUpperCase() === w))`)
	labels := eval[[]string](b, `[...document.querySelectorAll('.mk')].map((m) => m.getAttribute('aria-label') ?? '')`)
	slices.Sort(labels)
	if unique := slices.Compact(slices.Clone(labels)); len(unique) != len(labels) || slices.Contains(unique, "") {
		b.Errorf("a mark's label is empty or not its own: %q", labels)
	}
	b.says("#credits", "OpenStreetMap", "GeoNames")
	b.until("the number of records is announced", `/\d+ records?/.test(document.getElementById('live').textContent)`)
	if !strings.HasPrefix(eval[string](b, `document.title`), "Drones reported intercepted") {
		b.Errorf("the window is called %q", eval[string](b, `document.title`))
	}
	if got := eval[float64](b, `shifted`); got > 0.05 {
		b.Errorf("the layout shifted by %.3f while the page loaded", got)
	}
	fits(b)
}

// fits fails the test where the page is wider or higher than its window.
func fits(b *tab) {
	b.Helper()
	if got := eval[string](b, `document.documentElement.scrollWidth + '×' + document.documentElement.scrollHeight`); eval[bool](b, `document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight`) {
		b.Errorf("the page is %s in a window of %s", got, eval[string](b, `innerWidth + '×' + innerHeight`))
	}
}

// nightByPointer chooses nights with the mouse: one, several by dragging, all.
func nightByPointer(b *tab) {
	b.before(keepWords)
	b.open("/?basis=claimed")
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
	b.click(`[data-night="2025-08-27"]`)
	b.asks("from=2025-08-27&to=2025-08-27")
	b.heads("night of 27 August 2025")
	b.until("the totals have come", `/^7\d$/.test(document.querySelector('.legend [data-status=none_reported] .c')?.textContent)`)
	b.until("its sentence has come", `/26\sclaimed/.test(document.querySelector('.lede').textContent)`)
	eval[int](b, `drawnWords.length = 0`)
	b.click("#fit")
	b.until("the figures of the night are drawn", `['15', '4', '3', '2'].every((w) => drawnWords.includes(w))`)
	classes := `[...document.querySelectorAll('.legend [data-class] .num')].map((n) => n.textContent).join()`
	before := eval[string](b, classes)
	b.click("#step-back")
	b.asks("from=2025-08-26&to=2025-08-26")
	b.until("the totals of the night before have come", `/80\sclaimed/.test(document.querySelector('.lede').textContent)`)
	if after := eval[string](b, classes); after != before || before == "" {
		b.Errorf("the classes of two nights differ: %s, %s", before, after)
	}
	b.drag(b.at(`[data-night="2025-08-25"]`), b.at(`[data-night="2025-08-27"]`))
	b.asks("from=2025-08-25&to=2025-08-27")
	b.until("the title names the period", `/25\s?–\s?27\sAugust 2025/.test(document.querySelector('h1').textContent)`)
	if got := b.count(`.bars .n[aria-pressed=true]`); got != 3 {
		b.Errorf("%d nights are shown as chosen, want 3", got)
	}
	b.click(".play .all")
	b.asks("!from=")
}

// nightByKeyboard chooses nights with the keys of the strip and of the page.
func nightByKeyboard(b *tab) {
	b.open("/")
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
	b.focus(`.bars .n[tabindex="0"]`)
	b.keys(home)
	for range 3 {
		b.keys(arrowRight)
	}
	b.until("the focus moved", `document.activeElement.dataset.night === '2025-08-27'`)
	b.keys(enter)
	b.asks("from=2025-08-27&to=2025-08-27")
	b.until("the focus stays on the night", `document.activeElement.dataset.night === '2025-08-27'`)
	b.shifted(arrowLeft)
	b.asks("from=2025-08-26&to=2025-08-27")
	b.until("the focus went along", `document.activeElement.dataset.night === '2025-08-26'`)
	b.keys("]")
	b.asks("from=2025-08-09&to=2025-08-09")
	b.keys("]")
	b.asks("from=2025-08-25&to=2025-08-25")
	b.keys("[")
	b.asks("from=2025-08-09&to=2025-08-09")
}

// cardOpens reads the card of the example: what, when, how sure, who said so, and how the place was found.
func cardOpens(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.click(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.asks("sel=inc-2025-08-27-kaluga-dzerzhinsky")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	b.says(".card-view", "One UAV shot down, Dzerzhinsky", "27 August 2025, hour not given", "Vladislav Shapsha", "governor", "Confirmed",
		"Dzhezkazgan district", "outside, not counted in it", "In our summary", "preliminary", "None reported", "Contradicted The name, “Vyacheslav”: the governor is Vladislav Shapsha",
		"Also in these documents", "Contradicted The comparison, “a significant increase”: 26 is fewer than 43", "The search foundKaluga Oblast", "Kazakhstan outside stated parent",
		"DecidedDzerzhinsky District", "oblast starter data; Russian reports name Дзержинский район")
	b.until("its heading has the focus", `document.activeElement.id === 'card-h'`)
	links := eval[[]string](b, `[...document.querySelectorAll('.card-view .who a')].map((a) => a.href + ' ' + a.rel + ' ' + a.target)`)
	if len(links) == 0 {
		b.Error("no source is linked")
	}
	for _, link := range links {
		if !regexp.MustCompile(`^https?://\S+ .*noopener.* _blank$`).MatchString(link) {
			b.Errorf("link to a source: %s", link)
		}
	}
	if got := eval[int](b, `fetch(document.querySelector('.card-view a[download]').href).then((r) => r.status)`); got != 200 {
		b.Errorf("the record's download answers %d", got)
	}
	b.keys(escape)
	b.asks("!sel=")
	b.until("the map's panel is back", `document.querySelector('.legend') && document.querySelectorAll('.rec').length > 3`)
}

// marksByPointer points at and chooses what is drawn: a badge, an area, and open water, which is nothing to choose.
func marksByPointer(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&z=8&c=35.9,54.7")
	badge := `.mk[aria-label*="Dzerzhinsky"]`
	mark := b.at(badge)
	for range 3 {
		b.pointAt(mark)
	}
	b.says(".tip:not([hidden])", "Dzerzhinsky", "27 August")
	b.click(badge)
	b.until("the card is there", `document.querySelector('[data-record="inc-2025-08-27-kaluga-dzerzhinsky"]')`)
	b.open("/?from=2025-08-27&to=2025-08-27&z=6&c=36.5,52.7")
	middle := eval[point](b, `(() => { const r = document.getElementById('map').getBoundingClientRect(); return {X: r.x + r.width / 2, Y: r.y + r.height / 2}; })()`)
	b.pointAt(middle)
	b.until("the tooltip names the region", `!document.querySelector('.tip').hidden && /Ory?ol/.test(document.querySelector('.tip').textContent)`)
	b.clickAt(middle)
	b.asks("sel=RU-ORL")
	b.until("the region's panel is there", `document.querySelector('[data-region="RU-ORL"]')`)
	b.open("/?z=7&c=34,43.3")
	b.clickAt(middle)
	b.asks("!sel=")
}

// marksAreNoObstacle drags the map by a mark: it moves, and nothing is chosen.
func marksAreNoObstacle(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&z=8&c=35.9,54.7")
	mark := b.at(`.mk[aria-label*="Dzerzhinsky"]`)
	b.drag(mark, point{mark.X + 90, mark.Y + 70})
	b.until("the mark has come along", fmt.Sprintf(`(() => { const r = document.querySelector('.mk[aria-label*="Dzerzhinsky"]').getBoundingClientRect(); return Math.hypot(r.x + r.width / 2 - %g, r.y + r.height / 2 - %g) < 40; })()`, mark.X+90, mark.Y+70))
	b.until("the address follows", `/c=/.test(location.search) && !location.search.includes('c=35.9,54.7')`)
	if eval[bool](b, `location.search.includes('sel=')`) {
		b.Error("the drag chose the mark")
	}
	b.click(`.mk[aria-label*="Dzerzhinsky"]`)
	b.asks("sel=inc-2025-08-27-kaluga-dzerzhinsky")
}

// severalDistricts is a record of eleven places: close enough it has a badge in each, and pointing at one shows them all.
func severalDistricts(b *tab) {
	const marks = `document.querySelectorAll('.mk[aria-label*="41 UAVs"]')`
	b.open("/?from=2025-10-27&to=2025-10-27&z=8&c=35.5,54.3")
	b.until("a badge stands in each", marks+`.length > 5`)
	b.pointAt(b.at(`.mk[aria-label*="41 UAVs"]`))
	b.until("the others stand out with it", `document.querySelectorAll('.mk.near').length >= `+marks+`.length - 1`)
	b.until("they are outlined", `!document.querySelector('.canvas-outline').hidden`)
	b.open("/?from=2025-10-27&to=2025-10-27&z=5.5&c=35.5,54.3")
	b.until("from afar there is one mark", `document.querySelectorAll('.mk').length > 0`)
	b.rests()
	if got := eval[int](b, `[...document.querySelectorAll('.mk')].filter((m) => /41 UAVs/.test(m.ariaLabel)).length`); got != 1 {
		b.Errorf("%d marks stand for the record from afar", got)
	}
}

// accountsAreShown reads what disagrees, what is covered and of when the map is, and goes back to the newest.
func accountsAreShown(b *tab) {
	b.open("/?from=2025-08-26&to=2025-08-26")
	b.until("what disagrees is listed", `document.querySelector('.accounts .tag.flag')`)
	b.says(".accounts", "What disagrees", "contradicts it", "Leningrad Oblast", "26 August 2025", "The official total gives Leningrad Oblast 6.")
	b.says(".legend", "≠ An official figure and a single report conflict (1).")
	if got := eval[string](b, `[...document.querySelectorAll('.accounts')].at(-1).textContent`); !regexp.MustCompile(`^CoverageSources speak of \d+ regions of [\d,]+ in this period\. Single reports tell of \d+ of them\. Official totals name \d+\.Which places, and how many sources$`).MatchString(got) {
		b.Errorf("coverage: %q", got)
	}
	if got := eval[int](b, `fetch(document.querySelector('.accounts a').href, {headers: {Accept: 'text/html'}}).then((r) => r.status)`); got != 200 {
		b.Errorf("the page of the night answers %d", got)
	}
	b.click(".accounts .link")
	b.asks("sel=inc-2025-08-26-leningrad")
	b.open("/?from=2025-10-29&to=2025-10-29&as_of=200")
	b.until("what is not added is listed", `/57 stands beside 100 on 29 October 2025/.test(document.querySelector('.accounts')?.textContent.replace(/\u00a0/g, ' '))`)
	b.click("#changed-since")
	b.until("eleven revisions came since", `document.querySelectorAll('dialog li .link').length > 0`)
	b.click("dialog li .link")
	b.asks("!as_of=")
	b.asks("sel=")
}

// switches changes what is counted, how, and for which level.
func switches(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.pick("#pick-measure", "injured")
	b.heads("People reported injured")
	b.until("official totals are off", `document.querySelector('[data-value=claimed]').disabled`)
	b.until("the focus stays", `document.activeElement.id === 'pick-measure'`)
	b.pick("#pick-measure", "interceptions")
	b.click("[data-value=claimed]")
	b.asks("basis=claimed")
	b.until("the legend says so", `/claimed/.test(document.querySelector('.legend h2').textContent)`)
	b.until("the button says so", `document.querySelector('[data-value=claimed]').getAttribute('aria-pressed') === 'true' && document.querySelector('[data-value=reconciled]').getAttribute('aria-pressed') === 'false'`)
	b.click("[data-value=incidents]")
	b.asks("basis=incidents")
	b.until("the legend says so", `/single reports/.test(document.querySelector('.legend h2').textContent)`)
	b.click("[data-value=district]")
	b.heads("by district")
	b.until("districts are counted", `[...document.querySelectorAll('.legend small')].some((s) => /district/.test(s.textContent))`)
	b.click("[data-value=country]")
	b.heads("by country")
	b.until("countries are counted", `[...document.querySelectorAll('.legend small')].some((s) => /countr/.test(s.textContent))`)
	b.click(".more summary")
	b.pick("#pick-per", "area")
	b.asks("per=area")
	b.pick("#pick-method", "quantile")
	b.asks("method=quantile")
	b.until("all answers came", `document.querySelector('.legend [data-class]')`)
}

// layersAndFilters takes layers away and narrows what is listed.
func layersAndFilters(b *tab) {
	b.open("/")
	b.rests()
	full, filled := b.count(".mk"), eval[int](b, colours)
	b.click("#layer-districts")
	b.until("marks of districts are gone", `document.querySelectorAll('.mk').length < `+itoa(full))
	b.asks("layers=")
	b.until("the box keeps the focus", `document.activeElement.id === 'layer-districts'`)
	b.click("#layer-totals")
	b.until("the fills are gone", colours+` < `+itoa(filled))
	b.click("#layer-totals")
	b.click("#layer-districts")
	b.until("all is back", `document.querySelectorAll('.mk').length === `+itoa(full))
	b.click(".more summary")
	b.click(".more [data-value=damage]")
	b.asks("kind=damage")
	b.until("only damage is listed", `document.querySelectorAll('.rec').length && [...document.querySelectorAll('.rec')].every((r) => r.querySelector('.k-dam') || r.querySelector('.nowhere'))`)
	b.click(".more [data-value=all]")
	b.asks("!kind=")
	b.click(`.legend [data-class="0"]`)
	b.until("a class is held", `document.querySelector('.legend [data-class="0"]').getAttribute('aria-pressed') === 'true'`)
	b.click(`.legend [data-class="0"]`)
	b.until("it is let go", `document.querySelector('.legend [data-class="0"]').getAttribute('aria-pressed') === 'false'`)
}

// emptyMap opens a program without records: a map that says so.
func emptyMap(b *tab) {
	b.base = startProgram(b, "--starter=false")
	b.open("/")
	b.until("the list says so", `/No records are kept yet/.test(document.getElementById('list')?.textContent ?? '')`)
	b.until("the strip says so", `/No nights are kept yet/.test(document.getElementById('strip').textContent)`)
	fits(b)
	b.open("/embed")
}
