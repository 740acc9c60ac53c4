package main_test

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// fail lets every request whose address fits one of the patterns (* is any text) fail with a status; 0: the server cannot
// be reached. It returns how to end that.
func (b *tab) fail(status int64, patterns ...string) (mend func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.ctx)
	paused := chromedp.Events(ctx, fetch.RequestPaused)
	on := make([]*fetch.RequestPattern, len(patterns))
	for i, p := range patterns {
		on[i] = &fetch.RequestPattern{URLPattern: p}
	}
	if _, err := chromedp.Call(b.ctx, fetch.Enable, fetch.EnableParams{Patterns: on}); err != nil {
		b.fatal("%v", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e, err := range paused {
			if err != nil {
				return
			}
			if status == 0 {
				_, _ = chromedp.Call(ctx, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonConnectionRefused})
				continue
			}
			_, _ = chromedp.Call(ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
				RequestID: e.RequestID, ResponseCode: status, ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "application/problem+json"}},
				Body: []byte(`{"type":"about:blank","title":"Failed for a test","detail":"failed for a test"}`),
			})
		}
	}()
	return func() {
		b.Helper()
		if _, err := chromedp.Call(b.ctx, fetch.Disable, cdp.Empty{}); err != nil {
			b.fatal("%v", err)
		}
		cancel()
		<-done
	}
}

// provoked allows what the browser itself says of a request that a test lets fail.
func (b *tab) provoked() {
	b.allow("Failed to load resource")
	b.allow("preloaded using link preload")
}

// failuresInPlace lets each question of the map fail: the page says so, keeps what it has, and asks again when told to.
func failuresInPlace(b *tab) {
	b.provoked()
	for _, test := range []struct {
		name, pattern string
		status        int64
		says          string
		whole         string // holds when everything came after all
	}{
		{"totals, 500", "*/choropleth*", 500, "could not answer just now", `document.querySelectorAll('.legend [data-class]').length > 2`},
		{"totals, 404", "*/choropleth*", 404, "failed for a test", `document.querySelectorAll('.legend [data-class]').length > 2`},
		{"totals, unreachable", "*/choropleth*", 0, "could not be reached", `document.querySelectorAll('.legend [data-class]').length > 2`},
		{"incidents", "*/collections/incidents/items*", 503, "could not answer just now", `document.querySelectorAll('.rec').length > 5`},
		{"ledger", "*/ledger*", 500, "could not answer just now", `/26\sclaimed/.test(document.querySelector('.lede')?.textContent) && document.querySelectorAll('.bars .n').length > 9`},
		{"shapes", "*/boundaries/*/overview/*", 500, "could not answer just now", `performance.getEntriesByName('oblast-map').length`},
	} {
		b.navigate("about:blank")
		mend := b.fail(test.status, test.pattern)
		b.navigate("/?from=2025-08-27&to=2025-08-27")
		b.until(test.name+": the failure is said", `document.querySelector('#notices [role=alert]')`)
		b.says("#notices", test.says, "Try again")
		b.until(test.name+": the page stands", `document.querySelector('#panel h1') && document.querySelectorAll('.canvas-ground').length === 1`)
		if eval[int](b, `document.querySelectorAll('#pick-measure, .search input, #step-back, .strip-empty').length`) < 3 {
			b.Errorf("%s: the controls are gone", test.name)
		}
		if test.name == "incidents" && strings.Contains(b.text("#panel"), "0 records") {
			b.Errorf("the number of records is said before it is known: %s", b.text("#panel"))
		}
		mend()
		b.retry(test.name, test.whole)
	}
	b.navigate("about:blank")
	mend := b.fail(500, "*/choropleth*", "*/ledger*", "*/collections/*", "*/restrictions*")
	b.navigate("/?from=2025-08-27&to=2025-08-27")
	b.until("all fails: that is said", `document.querySelector('#notices [role=alert]')`)
	mend()
	b.retry("all failed", `document.querySelectorAll('.legend [data-class]').length > 2 && document.querySelectorAll('.rec').length > 3 && document.querySelectorAll('.bars .n').length > 9 && /26\sclaimed/.test(document.querySelector('.lede')?.textContent)`)
	mend = b.fail(500, "*/geocode*")
	b.keys("/")
	b.keys("Kaluga")
	b.until("the search says that it failed", `/did not answer/.test(document.querySelector('.hits:not([hidden]) [role=alert]')?.textContent)`)
	mend()
	b.keys(escape + enter)
	b.until("Enter asks again", `document.querySelectorAll('[role=option]').length > 0`)
}

// retry presses the button that a failure offers until none is left, and waits for what failed to come.
func (b *tab) retry(name, whole string) {
	b.Helper()
	for range 6 {
		if eval[bool](b, `!document.querySelector('#notices button')`) {
			break
		}
		b.click("#notices button")
		b.until(name+": the press is heard", `!document.querySelector('#notices button') || !document.querySelector('#notices button').matches(':focus')`)
	}
	b.until(name+": what failed comes when it is asked for again", whole+` && !document.querySelector('#notices [role=alert]')`)
}

// cardFails lets the full record fail, then the code that shows it, then the words of another language.
func cardFails(b *tab) {
	b.provoked()
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the list is there", `document.querySelectorAll('.rec').length > 3`)
	mend := b.fail(404, "*/records/*")
	b.click(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.until("the card says so in place", `document.querySelector('.card-view .problem[role=alert] button')`)
	b.says(".card-view", "One UAV shot down, Dzerzhinsky", "failed for a test")
	mend()
	b.click(".card-view .problem button")
	b.until("the record comes when it is asked for again", `document.querySelector('.card-view .st')`)
	b.click(".back")
	mend = b.fail(500, "*/ledger*within*")
	b.navigate("/?from=2025-08-27&to=2025-08-27&sel=RU-KLU")
	b.until("the region says so in place", `document.querySelector('.region-view .problem[role=alert] button')`)
	b.rests() // shapes that come late draw the region anew, and ask for its ledger by that
	b.until("it still says so", `document.querySelector('.region-view .problem[role=alert] button')`)
	mend()
	b.click(".region-view .problem button")
	b.until("the ledger comes when it is asked for again", `document.querySelector('.region-view .ledger tr')`)
	b.navigate("about:blank")
	mend = b.fail(404, "*/assets/detail*", "*/assets/table*", "*/assets/share*", "*/assets/ru.*")
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("the list is there", `document.querySelectorAll('.rec').length > 3`)
	b.click(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.until("code that does not come is said", `/could not be reached/.test(document.querySelector('.panel [role=alert]')?.textContent)`)
	b.navigate("/?from=2025-08-27&to=2025-08-27")
	b.drawn()
	b.click("#act-table")
	b.until("a table that does not come is said", `document.querySelector('[role=alert]')`)
	b.navigate("/?from=2025-08-27&to=2025-08-27")
	b.drawn()
	b.pick("#pick-lang", "ru")
	b.until("a language that does not come is said", `document.querySelector('[role=alert]') && document.querySelector('h1').textContent.startsWith('Drones')`)
	mend()
}
