package main_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"

	"oblast/data/record"
)

// stateValues are values of the address that differ from what holds without them.
var stateValues = map[string][]string{
	"part": {"night", "day"}, "level": {"country", "district"}, "measure": {"reports", "damaged_objects", "injured", "nights"}, "basis": {"incidents", "claimed"},
	"per": {"area", "night"}, "method": {"quantile", "equal", "pretty"}, "classes": {"3", "4", "7"}, "kind": {"interception", "damage"},
	"grade": {"confirmed", "fair,contested", "weak"}, "layers": {"totals", "places,regions", "totals,restrictions"}, "within": {"RU", "UA"},
	"sel": {"RU-KLU", "UA-63", "inc-2025-08-27-kaluga-dzerzhinsky"}, "lang": {"ru", "uk"}, "theme": {"light", "dark"},
}

// anyState makes the parameters of a state, each there or not.
func anyState(r *rand.Rand) url.Values {
	q := url.Values{}
	for name, values := range stateValues {
		if r.IntN(3) == 0 {
			q.Set(name, values[r.IntN(len(values))])
		}
	}
	if q.Get("measure") != "" && q.Get("basis") == "claimed" {
		q.Set("basis", "incidents") // only interceptions are claimed
	}
	if r.IntN(2) == 0 {
		q.Set("z", fmt.Sprint(3+float64(r.IntN(28))/4))
		q.Set("c", fmt.Sprintf("%g,%g", float64(r.IntN(60_000))/1000, 40+float64(r.IntN(20_000))/1000))
	}
	if r.IntN(2) == 0 {
		q.Set("from", fmt.Sprintf("2025-08-%02d", 1+r.IntN(31)))
		q.Set("to", fmt.Sprintf("2025-10-%02d", 1+r.IntN(31)))
	}
	return q
}

// linkOf shows the state of an address, as the back button would, and returns what the dialog offers as the link to it.
const linkOf = `(async (search) => {
	history.pushState(null, '', '/' + search);
	dispatchEvent(new PopStateEvent('popstate'));
	await new Promise((done) => setTimeout(done, 30));
	document.getElementById('act-link').click();
	for (let i = 0; i < 200 && !document.querySelector('dialog textarea'); i++) await new Promise((done) => setTimeout(done, 20));
	const link = document.querySelector('dialog textarea').value;
	document.querySelector('dialog .close').click();
	while (document.querySelector('dialog')) await new Promise((done) => setTimeout(done, 5));
	return link;
})(%s)`

// linksHoldTheState: the link to the state of an address is that address, whatever the state. Where it names no view, what is
// chosen may be gone to, and the link then tells the view.
func linksHoldTheState(b *tab) {
	b.open("/")
	b.until("the panel is there", `document.getElementById('act-link')`)
	r := rand.New(rand.NewPCG(27, 8))
	for range 40 {
		want := anyState(r)
		link, err := url.Parse(eval[string](b, fmt.Sprintf(linkOf, quoted("?"+want.Encode()))))
		if err != nil {
			b.Fatal(err)
		}
		got := link.Query()
		if want.Has("sel") && !want.Has("z") {
			got.Del("z")
			got.Del("c")
		}
		if got := got.Encode(); got != want.Encode() {
			b.Errorf("the link to %s is %s", want.Encode(), got)
		}
	}
}

// thirtyStates makes thirty choices, and goes all the way back and forward again.
func thirtyStates(b *tab) {
	b.open("/")
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9 && document.querySelector('[data-value=district]')`)
	const where = `document.title + location.search`
	shown := []string{eval[string](b, where)}
	view := eval[string](b, view)
	for i := range 30 {
		choice := []string{fmt.Sprintf(".bars .n:nth-of-type(%d)", 1+i%9), "[data-value=district]", "[data-value=incidents]", "[data-value=region]", "[data-value=reconciled]"}[i%5]
		eval[bool](b, fmt.Sprintf(`(document.querySelector(%s).click(), true)`, quoted(choice)))
		b.until("the page follows choice "+itoa(i), fmt.Sprintf(`%s !== %s`, where, quoted(shown[i])))
		b.rests()
		b.until("the title is that of the choice", `document.title.includes(document.querySelector('#panel h1').textContent)`)
		shown = append(shown, eval[string](b, where))
	}
	for i := 29; i >= 0; i-- {
		b.back()
		b.until("back to state "+itoa(i), fmt.Sprintf(`%s === %s`, where, quoted(shown[i])))
	}
	for i := 1; i <= 30; i++ {
		b.forward()
		b.until("forward to state "+itoa(i), fmt.Sprintf(`%s === %s`, where, quoted(shown[i])))
	}
	b.sees("after all of it", view)
	b.click("[data-value=country]") // and the way back also leads to where the map looked
	b.click("#zoom-in")
	b.asks("z=")
	b.back()
	b.asks("!z=")
	b.sees("back from a closer look", view)
}

// view is where the map looks: the zoom by its scale, and the place by its first mark.
const view = `[document.querySelector('.scale')?.textContent, document.querySelector('.mk')?.getBoundingClientRect().x].join()`

func (b *tab) sees(what, want string) {
	b.Helper()
	scale, _, _ := strings.Cut(want, ",")
	b.until(what+" the map looks where it did", fmt.Sprintf(`document.querySelector('.scale')?.textContent === %s`, quoted(scale)))
}

// newRecordsAreSaid leaves a page open while a record comes in: the page says so, and shows it when it is asked to.
func newRecordsAreSaid(b *tab) {
	log := imported(b, append(source(), incident("inc-first", record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "given"})))
	b.base = startProgram(b, "--starter=false", "--data", log)
	b.open("/?from=2025-08-27&to=2025-08-27&theme=dark")
	b.until("the record is there", `document.querySelectorAll('.rec').length === 1`)
	looked := `document.dispatchEvent(new Event('visibilitychange'))`
	eval[bool](b, looked)
	importInto(b, log, []record.Record{incident("inc-second", record.Place{Level: "region", RegionIDs: []string{"RU-BRY"}, Method: "given"})})
	b.until("the page says so", looked+` && document.getElementById('chip-newer')`)
	b.says("#chip-newer", "New records have come: show them")
	if b.count(".rec") != 1 {
		b.Error("the page changed under the reader's eyes")
	}
	b.click("#chip-newer")
	b.until("both are there, in the same state", `document.querySelectorAll('.rec').length === 2 && !document.getElementById('chip-newer') && document.documentElement.dataset.theme === 'dark'`)
	b.heads("night of 27 August 2025")
}
