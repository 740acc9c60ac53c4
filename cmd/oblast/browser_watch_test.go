package main_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch keeps what a page must never do. The browser tells it in order, before the answer to the command that led to it.
type watch struct {
	mu      sync.Mutex
	faults  []string
	allowed []string
	asked   []string // every address that was asked for, without data: and blob:
	dialogs int
}

// see takes an event of the browser. It must not call the browser.
func (w *watch) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:") && url != "about:blank" {
			w.asked = append(w.asked, url)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			w.faults = append(w.faults, fmt.Sprintf("%s (%s): %s %s", e.Entry.Level, e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.faults = append(w.faults, fmt.Sprintf("console.%s: %s", e.Type, arguments(e.Args)))
		}
	case *runtime.EventExceptionThrown:
		w.faults = append(w.faults, "exception: "+thrown(e.ExceptionDetails))
	case *page.EventJavascriptDialogOpening:
		w.faults = append(w.faults, "dialog: "+e.Message)
		w.dialogs++
	}
}

func arguments(args []*runtime.RemoteObject) string {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = string(a.Value) + a.Description
	}
	return strings.Join(words, " ")
}

// allow names a part of a fault that the test provokes.
func (w *watch) allow(part string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.allowed = append(w.allowed, part)
}

// clean fails the test where the page did what it must not.
func (b *tab) clean() {
	b.Helper()
	for _, fault := range b.found() {
		b.Error(fault)
	}
}

// found lists what the page must not have done, up to now.
func (b *tab) found() []string {
	b.Helper()
	eval[int](b, `1`) // what happened before has been told when this is answered
	b.mu.Lock()
	defer b.mu.Unlock()
	found := slices.Clone(b.faults)
	for _, url := range b.asked {
		if !strings.HasPrefix(url, b.base+"/") {
			found = append(found, "the page asked another host: "+url)
		}
	}
	return slices.DeleteFunc(found, func(fault string) bool {
		return slices.ContainsFunc(b.allowed, func(part string) bool { return strings.Contains(fault, part) })
	})
}

// requests lists the addresses asked for that contain a part.
func (b *tab) requests(part string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.asked), func(url string) bool { return !strings.Contains(url, part) })
}

// watchSees proves that the watch is awake: each kind of fault is provoked and must be found.
func watchSees(b *tab) {
	b.open("/")
	for _, provoked := range []struct{ script, want string }{
		{`console.warn('one')`, "console.warning: \"one\""},
		{`console.error('two')`, "console.error: \"two\""},
		{`setTimeout(() => { throw new Error('three') })`, "three"},
		{`void Promise.reject(new Error('four'))`, "four"},
		{`document.body.insertAdjacentHTML('beforeend', '<i onclick="1"></i>')`, "Content Security Policy"},
		{`void fetch('http://127.0.0.2:9/').catch(() => 0)`, "Content Security Policy"},
	} {
		b.mu.Lock()
		b.faults = nil
		b.mu.Unlock()
		eval[bool](b, provoked.script+`, new Promise((done) => setTimeout(() => done(true), 60))`)
		if got := strings.Join(b.found(), "\n"); !strings.Contains(got, provoked.want) {
			b.Errorf("after %s the watch has not seen %q: %q", provoked.script, provoked.want, got)
		}
	}
	b.mu.Lock()
	b.faults = nil
	b.mu.Unlock()
	b.allow("asked another host: http://127.0.0.2")
	dialogSeen(b)
}

func dialogSeen(b *tab) {
	dialogs := chromedp.Events(b.ctx, page.JavascriptDialogOpening)
	eval[bool](b, `setTimeout(() => alert('five')), true`)
	for _, err := range dialogs {
		if err != nil {
			b.fatal("%v", err)
		}
		break
	}
	if _, err := chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true}); err != nil {
		b.fatal("%v", err)
	}
	if got := b.found(); len(got) != 1 || got[0] != "dialog: five" {
		b.Errorf("a dialog is not seen: %q", got)
	}
	b.allow("dialog: five")
}

func thrown(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}
