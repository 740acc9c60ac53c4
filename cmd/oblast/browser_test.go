package main_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab is a page of a real browser that watches what the page must never do: write an error to the console, or ask another
// host for anything.
type tab struct {
	testing.TB
	ctx  context.Context
	base string

	mu      sync.Mutex
	console []string
	foreign []string
	allowed []string // parts of console messages that a test expects
}

// patience is how long a page may take for one thing: generous, since the machine may be busy.
const patience = 20 * time.Second

// newTab starts Chromium with an empty tab of width x height CSS pixels. The test is skipped where there is no Chromium.
func newTab(t testing.TB, base string, width, height int64, phone bool) *tab {
	t.Helper()
	path := chromium(t)
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(path), chromedp.NoSandbox))
	t.Cleanup(cancel)
	b := &tab{TB: t, ctx: ctx, base: base}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as this context
		t.Fatal(err)
	}
	b.call(chromedp.Call(ctx, network.Enable, network.EnableParams{}))
	options := []chromedp.EmulateViewportOption{}
	if phone {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(width, height, options...))
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning || m.IsException() {
				b.mu.Lock()
				b.console = append(b.console, string(m.Type)+": "+m.Text+" "+m.URL)
				b.mu.Unlock()
			}
		}
	}()
	return b
}

// chromium finds the browser under the names that it has on Debian and elsewhere.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return need(t, "chromium")
}

func (b *tab) watch(ev any) {
	if e, ok := ev.(*network.EventRequestWillBeSent); ok {
		url := e.Request.URL
		if !strings.HasPrefix(url, b.base) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:") && url != "about:blank" {
			b.mu.Lock()
			b.foreign = append(b.foreign, url)
			b.mu.Unlock()
		}
	}
}

// allow names a part of a console message that the test provokes.
func (b *tab) allow(part string) { b.allowed = append(b.allowed, part) }

// clean fails the test when the console has errors or another host was asked.
func (b *tab) clean() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
messages:
	for _, m := range b.console {
		for _, part := range b.allowed {
			if strings.Contains(m, part) {
				continue messages
			}
		}
		b.Errorf("console: %s", m)
	}
	for _, url := range b.foreign {
		b.Errorf("the page asked another host: %s", url)
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 2*patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.shot("failed")
		b.Fatal(err)
	}
}

func (b *tab) call(_ any, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// open goes to a path and waits until its map is drawn.
func (b *tab) open(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.base + path))
	b.until("the map is drawn", `performance.getEntriesByName('oblast-map').length > 0`)
}

// step runs a part of a test that goes on where the one before it ended; without it there is nothing to go on from.
func (b *tab) step(name string, f func(t testing.TB)) {
	b.Helper()
	whole := b.TB
	whole.(*testing.T).Run(name, func(t *testing.T) {
		b.TB = t
		f(t)
	})
	b.TB = whole
	if whole.Failed() {
		whole.FailNow()
	}
}

// navigate goes to a path of the program.
func navigate(b *tab, path string) chromedp.Action[chromedp.Void] {
	return chromedp.Navigate(b.base + path)
}

// until waits for an expression to hold.
func (b *tab) until(what, expression string) {
	b.Helper()
	deadline := time.Now().Add(patience)
	for {
		if ok := eval[bool](b, `!!(`+expression+`)`); ok {
			return
		}
		if time.Now().After(deadline) {
			b.shot("until")
			b.Fatalf("waited for: %s (%s)", what, expression)
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// eval evaluates an expression in the page; a promise is awaited.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.shot("eval")
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// text is the text of the first element that a selector finds.
func (b *tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q)?.textContent ?? ''`, selector))
}

// click clicks the first element that a selector finds, once it is there.
func (b *tab) click(selector string) {
	b.Helper()
	b.until(selector+" is there", fmt.Sprintf(`document.querySelector(%q)`, selector))
	eval[bool](b, fmt.Sprintf(`document.querySelector(%q).click(), true`, selector))
}

// keys sends keys to what has the focus.
func (b *tab) keys(keys string) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// before runs a script in every page before its own.
func (b *tab) before(script string) {
	b.Helper()
	b.call(chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}))
}

// throttle makes the processor and the network slow: bits a second, milliseconds of latency.
func (b *tab) throttle(slower, bitsPerS, latencyMS float64) {
	b.Helper()
	b.call(chromedp.Call(b.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower}))
	b.call(chromedp.Call(b.ctx, slowNetwork, networkConditions{Latency: latencyMS, Download: bitsPerS / 8, Upload: bitsPerS / 8}))
}

// networkConditions are the parameters of the protocol's command that browsers of several years understand.
type networkConditions struct {
	Offline  bool    `json:"offline"`
	Latency  float64 `json:"latency"`
	Download float64 `json:"downloadThroughput"`
	Upload   float64 `json:"uploadThroughput"`
}

var slowNetwork = cdp.Command[networkConditions, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// shot keeps a picture of the page where OBLAST_SHOTS says; it helps to see why a test failed.
func (b *tab) shot(name string) {
	dir := os.Getenv("OBLAST_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot()); err == nil {
		_ = os.WriteFile(dir+"/"+strings.ReplaceAll(b.Name(), "/", "-")+"-"+name+".png", picture, 0o644)
	}
}
