package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab is a page in a browser, and the test that it belongs to.
type tab struct {
	testing.TB
	watch
	ctx  context.Context
	base string
}

// screen is a window in CSS pixels.
type screen struct {
	width, height int64
	touch         bool
}

var (
	desk  = screen{1440, 900, false}
	frame = screen{760, 560, false}
	phone = screen{390, 844, true}
)

// patience is how long a page may take for one thing: generous, since the machine may be busy.
const patience = time.Minute

// newTab opens an empty tab that shares nothing with the tabs before it; it closes with the test.
func newTab(t testing.TB, browser context.Context, base string, s screen) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{TB: t, ctx: ctx, base: base}
	if err := chromedp.Listen(ctx, b.see); err != nil {
		t.Fatal(err)
	}
	options := []chromedp.EmulateViewportOption{}
	if s.touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(s.width, s.height, options...))
	return b
}

// do runs actions one after another.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 2*patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.fatal("%v", err)
	}
}

// fatal ends the test and keeps a picture of the page.
func (b *tab) fatal(format string, args ...any) {
	b.Helper()
	b.shot("failed")
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.faults) > 0 {
		b.Logf("the page also did: %s", strings.Join(b.faults, "\n"))
	}
	b.Fatalf(format, args...)
}

// navigate goes to a path of the program, or to a whole address.
func (b *tab) navigate(path string) {
	b.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.base + path
	}
	b.do(chromedp.Navigate(path))
}

// open goes to a path and waits until its map is drawn.
func (b *tab) open(path string) {
	b.Helper()
	b.navigate(path)
	b.drawn()
}

// drawn waits until the map has its shapes and its totals.
func (b *tab) drawn() {
	b.Helper()
	b.until("the map is drawn", `performance.getEntriesByName('oblast-map').length > 0`)
}

// rests waits until nothing more comes: no further answer, and what is shown stays as it is for a fifth of a second.
func (b *tab) rests() {
	b.Helper()
	b.until("the page rests", `(() => {
		const now = [performance.getEntriesByType('resource').length, document.body.innerText, document.querySelectorAll('.mk').length, document.getAnimations().length, location.href].join();
		const was = window.restAs;
		if (was?.now !== now) window.restless = [...(window.restless ?? []).slice(-4), Math.round(performance.now()) + ' ms ' + now.slice(-300)];
		window.restAs = was?.now === now ? was : {now, since: performance.now()};
		return performance.now() - window.restAs.since > 200;
	})()`)
}

// until waits for an expression to hold.
func (b *tab) until(what, expression string) {
	b.Helper()
	deadline := time.Now().Add(patience)
	for {
		holds, err := evaluated[bool](b, `!!(`+expression+`)`)
		if holds {
			return
		}
		leaving := err != nil && strings.Contains(err.Error(), "navigated or closed")
		if err != nil && !leaving || time.Now().After(deadline) {
			now, _ := evaluated[string](b, `document.title + location.search + (window.restless ?? []).join('\n')`)
			b.fatal("waited for: %s (%s): %v; %s", what, expression, err, now)
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// eval evaluates an expression in the page; a promise is awaited.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	v, err := evaluated[T](b, expression)
	if err != nil {
		b.fatal("%s: %v", expression, err)
	}
	return v
}

// evaluated does the same; an error may be that the page was being left.
func evaluated[T any](b *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// text is what the first element that a selector finds says; hard spaces are spaces.
func (b *tab) text(selector string) string {
	b.Helper()
	return strings.ReplaceAll(eval[string](b, fmt.Sprintf(`document.querySelector(%s)?.textContent ?? ''`, quoted(selector))), "\u00a0", " ")
}

// count is how many elements a selector finds.
func (b *tab) count(selector string) int {
	b.Helper()
	return eval[int](b, fmt.Sprintf(`document.querySelectorAll(%s).length`, quoted(selector)))
}

// says fails the test where an element does not say each of the words.
func (b *tab) says(selector string, words ...string) {
	b.Helper()
	got := b.text(selector)
	for _, want := range words {
		if !strings.Contains(got, want) {
			b.Errorf("%s does not say %q: %q", selector, want, got)
		}
	}
}

// before runs a script in every page ahead of its own scripts.
func (b *tab) before(script string) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		b.fatal("%v", err)
	}
}

// shot keeps a picture of the page where OBLAST_SHOTS says; it helps to see why a test failed.
func (b *tab) shot(name string) {
	folder := os.Getenv("OBLAST_SHOTS")
	if folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, strings.ReplaceAll(b.Name(), "/", "-")+"-"+name+".png"), picture, 0o644)
	}
	if err != nil {
		b.Log(err)
	}
}

// quoted writes a text as a literal of the page's language.
func quoted(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(literal)
}

// eventually waits for something that the page does not know of.
func (b *tab) eventually(what string, holds func() bool) {
	b.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(25 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.fatal("waited for: %s", what)
		}
	}
}
