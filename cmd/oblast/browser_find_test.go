package main_test

import (
	"fmt"
	"strings"
)

// searches looks for places with the keyboard: an answer, a suggestion that is marked as one, other languages, no answer.
func searches(b *tab) {
	b.open("/")
	b.keys("/")
	b.until("the search field has the focus", `document.activeElement.type === 'search' && document.activeElement.getAttribute('role') === 'combobox' && document.activeElement.closest('.panel')`)
	b.keys("Dzhezkazgan district, Kaluga region")
	b.until("an answer and a suggestion are listed", `document.querySelectorAll('[role=option]').length >= 2 && document.activeElement.getAttribute('aria-expanded') === 'true'`)
	b.until("the first is active", `document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.getAttribute('aria-selected') === 'true'`)
	b.until("what was typed to the end is answered", `document.querySelector('[role=option][aria-selected=true]')?.textContent.includes('Kaluga Oblast')`)
	b.rests() // no answer to fewer words is under way
	b.keys(arrowDown)
	b.says("[role=option][aria-selected=true]", "Dzerzhinsky", "perhaps meant")
	b.keys(escape)
	b.until("the list is closed, the field keeps the focus and the words", `document.activeElement.getAttribute('aria-expanded') === 'false' && document.activeElement.type === 'search' && document.activeElement.value !== ''`)
	b.keys(enter)
	b.until("Enter asks again", `document.activeElement.getAttribute('aria-expanded') === 'true'`)
	b.until("the answers are back", `document.querySelectorAll('[role=option]').length >= 2`)
	b.keys(arrowDown + enter)
	b.asks("sel=RU-KLU.563697")
	b.until("the suggestion's panel is there", `document.querySelector('[data-region="RU-KLU.563697"]')`)
	b.until("its heading has the focus", `document.activeElement.id === 'region-h'`)
	b.says("#region-h", "Dzerzhinsky")
	b.rests()
	if got := b.text(".region-view .fig"); strings.Contains(got, "Not covered") {
		b.Errorf("a district with records is called not covered, because totals are by region: %q", got)
	}
	for _, test := range []struct{ words, want, id string }{
		{"Калужская область", "Kaluga Oblast", "RU-KLU"},
		{"в Ростовской области", "Rostov Oblast", "RU-ROS"},
		{"Полтавський район, Полтавська область", "Poltava", "UA-53.5308"},
	} {
		b.keys("/")
		b.keys(test.words)
		b.until(test.words+" is found", fmt.Sprintf(`document.querySelector('[role=option][aria-selected=true]')?.textContent.includes(%s)`, quoted(test.want)))
		b.keys(enter)
		b.until(test.words+" is chosen", fmt.Sprintf(`new URLSearchParams(location.search).get('sel') === %s && document.activeElement.id === 'region-h'`, quoted(test.id)))
		b.keys(escape)
		b.asks("!sel=")
	}
	for _, test := range []struct{ words, want string }{
		{"Kal", "Kaluga Oblast"}, {"калуж", "Kaluga Oblast"}, {"Харк", "Kharkiv Oblast"}, {"Kondr", "Kondrovo"},
	} {
		b.keys("/")
		b.keys(test.words)
		b.until(test.words+" begins "+test.want, fmt.Sprintf(`[...document.querySelectorAll('[role=option] b')].some((o) => o.textContent === %s)`, quoted(test.want)))
		b.until("how many there are is announced", `/\d+ places? found/.test(document.activeElement.closest('.search').querySelector('[role=status]').textContent)`)
		eval[bool](b, `(document.activeElement.value = '', true)`)
		b.keys(escape)
	}
	b.keys("Kaluga")
	b.until("places are listed", `document.querySelector('[role=option][aria-selected=true]')`)
	eval[bool](b, `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))`)
	if got := eval[string](b, `document.activeElement.value`); got != "Kaluga" {
		b.Errorf("Enter that ends the putting together of letters chooses a place: %q", got)
	}
	eval[bool](b, `(document.activeElement.value = '', true)`)
	b.keys(escape)
	b.keys("/")
	b.keys("Xyzzyquux")
	b.until("nothing is found, and that is said", `document.querySelector('.hits:not([hidden])')?.textContent === 'No place by that name'`)
}

// regionPanel reads the panel of Kaluga for the night of the example.
func regionPanel(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&sel=RU-KLU")
	b.until("its ledger has come", `document.querySelector('.region-view .ledger tr')`)
	b.until("the number is 1", `document.querySelector('.region-view .fig strong')?.textContent === '1'`)
	if got := b.text(".region-view .fig"); !strings.Contains(got, "names none here") && !strings.Contains(got, "no official total names it") {
		b.Errorf("the figure does not say that the ministry's split names none here: %q", got)
	}
	b.says("#region-h", "Kaluga Oblast")
	b.says(`.region-view [lang="ru"]`, "Калужская область")
	b.says(".region-view .crumb", "Russia")
	b.until("its statements have come", `document.querySelector('.region-view .st')`)
	b.until("the restriction in force has come", `/A law of Kaluga/.test(document.querySelector('.region-view').textContent)`)
	b.says(".region-view", "Vladislav Shapsha", "Ledger", "Known to which level", "Other nights")
	b.says(".region-view table.ledger", "Official total, this regionNone reported", "Reports outside it1 report")
	if asked := b.requests("within=RU-KLU"); len(asked) > 4 {
		b.Errorf("the ledger of the region was asked for %d times", len(asked))
	}
	b.click(".region-view .crumb button")
	b.asks("sel=RU")
	b.until("the parent's panel is there", `document.querySelector('[data-region="RU"]')`)
	b.keys(escape)
	b.asks("!sel=")
	b.open("/?from=2025-08-27&to=2025-08-27&sel=RU-ROS&basis=claimed")
	b.until("Rostov is 15", `document.querySelector('.region-view .fig strong')?.textContent === '15'`)
	b.open("/?from=2025-08-27&to=2025-08-27&sel=RU-ORL&basis=incidents")
	b.until("Oryol has no data, which is not zero", `/No data/.test(document.querySelector('.region-view .fig')?.textContent) && !document.querySelector('.region-view .fig strong')`)
	b.open("/?from=2025-08-27&to=2025-08-27&sel=RU-KLU&basis=claimed")
	b.until("none is reported of Kaluga, which is not zero", `/None reported/.test(document.querySelector('.region-view .fig')?.textContent) && !document.querySelector('.region-view .fig strong')`)
}

// historyWorks goes back and forward through choices, and loads the page again.
func historyWorks(b *tab) {
	b.open("/")
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
	b.click(`[data-night="2025-08-27"]`)
	b.until("all has come", `/26\sclaimed/.test(document.querySelector('.lede').textContent)`)
	b.click("[data-value=claimed]")
	b.asks("basis=claimed")
	b.click(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.until("the card is there", `document.querySelector('.card-view .st')`)
	length := eval[int](b, `history.length`)
	b.click("#zoom-in")
	b.asks("z=")
	if got := eval[int](b, `history.length`); got != length {
		b.Errorf("moving the map made %d entries in the history", got-length)
	}
	b.back()
	b.until("back closes the card", `!document.querySelector('.card-view') && document.querySelector('[data-value=claimed]').getAttribute('aria-pressed') === 'true'`)
	b.back()
	b.until("back changes the basis", `document.querySelector('[data-value=reconciled]').getAttribute('aria-pressed') === 'true'`)
	b.heads("night of 27 August 2025")
	b.back()
	b.heads("9 August – 1 November 2025")
	b.forward()
	b.heads("night of 27 August 2025")
	b.forward()
	b.forward()
	b.until("forward opens the card again", `document.querySelector('.card-view .st')`)
	b.rests()
	was := eval[string](b, seen)
	b.do(reload)
	b.drawn()
	b.until("the card is there", `document.querySelector('.card-view .st')`)
	b.same("loading again", was)
}

// seen gathers what a page shows: title, the panel's words, the marks and where the map is.
const seen = `[document.title, document.querySelector('#panel .scroll').innerText, [...document.querySelectorAll('.mk')].map((m) => m.getAttribute('aria-label')).sort().join(), document.documentElement.lang, document.documentElement.dataset.theme, location.search].join('\n')`

// same fails the test where the page, once it rests, does not show what another did.
func (b *tab) same(what, was string) {
	b.Helper()
	b.rests()
	now, before := strings.Split(eval[string](b, seen), "\n"), strings.Split(was, "\n")
	for i := range min(len(now), len(before)) {
		if now[i] != before[i] {
			b.Errorf("%s shows %q in place of %q", what, now[i], before[i])
			return
		}
	}
	if len(now) != len(before) {
		b.Errorf("%s shows %d lines in place of %d", what, len(now), len(before))
	}
}

// linksShowTheSame takes the link from the dialog and opens it in a browser that knows nothing.
func linksShowTheSame(b *tab) {
	b.open("/?z=7&c=35.9,54.5&from=2025-10-27&to=2025-10-27&basis=claimed&sel=RU-KLU&lang=uk&theme=dark")
	b.until("the region is there", `document.querySelector('[data-region="RU-KLU"] .fig strong')?.textContent === '42' && document.querySelector('.region-view .ledger tr')`)
	b.says("#region-h", "Калузька область")
	b.rests()
	b.click("#act-link")
	b.until("the link is offered", `document.querySelectorAll('dialog textarea').length === 2`)
	links := eval[[]string](b, `[...document.querySelectorAll('dialog textarea')].map((t) => t.value)`)
	for _, part := range []string{"from=2025-10-27", "to=2025-10-27", "basis=claimed", "sel=RU-KLU", "lang=uk", "theme=dark", "z=7", "c=35.9,54.5"} {
		if !strings.Contains(links[0], part) {
			b.Errorf("the link %s lacks %s", links[0], part)
		}
	}
	if !strings.Contains(links[1], "as_of=") {
		b.Errorf("the frozen link %s has no as_of", links[1])
	}
	b.keys(escape)
	b.until("the dialog is closed, the focus is back", `!document.querySelector('dialog') && document.activeElement.id === 'act-link'`)
	was := eval[string](b, seen)
	other := newTab(b, b.ctx, b.base, desk)
	other.open(links[0])
	other.same("the copied link", was)
	other.clean()
	frozen := newTab(b, b.ctx, b.base, desk)
	frozen.open(links[1])
	frozen.until("the frozen link shows the same number", `document.querySelector('[data-region="RU-KLU"] .fig strong')?.textContent === '42'`)
	for _, url := range frozen.requests("/choropleth") {
		if !strings.Contains(url, "as_of=") {
			b.Errorf("a frozen map asks for %s", url)
		}
	}
	frozen.clean()
}

// wrongLinks opens addresses that lead nowhere: a map that says so. What makes no sense at all is refused in words.
func wrongLinks(b *tab) {
	for _, path := range []string{
		"/?from=1999-01-01&to=1999-01-02", "/?from=2025-09-01&to=2025-08-26", "/?sel=inc-that-is-not-there", "/?utm_source=letter&fbclid=1", "/?within=RU-KLU&level=district",
	} {
		b.navigate(path)
		b.drawn()
		b.until("there is a title for "+path, `document.querySelector('h1, .lede[role=alert]')?.textContent.length > 5`)
	}
	b.allow("status of 404")
	b.navigate("/?sel=RU-NOWHERE")
	b.until("that there is no such region is said", `/RU-NOWHERE.*No country, region or district has this id/.test(document.querySelector('.region-view')?.textContent)`)
	b.allow("status of 400")
	b.navigate("/?level=galaxy&classes=99")
	b.says("body", "level=galaxy", "country, region, district", "classes")
	b.click(".links a") // the same without what is wrong
	b.drawn()
}
