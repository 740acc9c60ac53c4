package main_test

import (
	"fmt"
	"strconv"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// point is a place in the window, in CSS pixels.
type point struct{ X, Y float64 }

// at scrolls the first element that a selector finds into view and returns its middle, once it has come to rest. It fails
// the test where something else lies there, since a reader's pointer would meet that instead.
func (b *tab) at(selector string) point {
	b.Helper()
	b.until(selector+" is there and free", fmt.Sprintf(`(() => {
		const node = document.querySelector(%s);
		if (!node) return false;
		node.scrollIntoView({block: 'nearest', inline: 'nearest'});
		const r = node.getBoundingClientRect(), hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		const was = window.at, rests = was?.X === r.x + r.width / 2 && was?.Y === r.y + r.height / 2 && was?.of === node;
		window.at = {X: r.x + r.width / 2, Y: r.y + r.height / 2, of: node, polls: rests ? was.polls + 1 : 0};
		return window.at.polls > 2 && r.width > 0 && hit && (node.contains(hit) || hit.closest('label')?.control === node || hit.contains(node) && hit.tagName === 'LABEL');
	})()`, quoted(selector)))
	return eval[point](b, `({X: at.X, Y: at.Y})`)
}

// click presses and releases the mouse on an element; on a touch screen a finger taps it.
func (b *tab) click(selector string) {
	b.Helper()
	p := b.at(selector)
	if eval[bool](b, `matchMedia('(pointer: coarse)').matches`) {
		b.do(chromedp.TapXY(p.X, p.Y))
		return
	}
	b.do(chromedp.MouseClickXY(p.X, p.Y))
}

// drag moves the pressed mouse from one place to another in steps.
func (b *tab) drag(from, to point) {
	b.Helper()
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, from.X, from.Y), chromedp.MouseEvent(chromedp.MousePressed, from.X, from.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	const steps = 6
	for i := 1.0; i <= steps; i++ {
		b.do(chromedp.MouseEvent(chromedp.MouseMoved, from.X+(to.X-from.X)*i/steps, from.Y+(to.Y-from.Y)*i/steps, chromedp.ButtonLeft))
	}
	b.do(chromedp.MouseEvent(chromedp.MouseReleased, to.X, to.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// pick chooses a value of a select element, as its list would.
func (b *tab) pick(selector, value string) {
	b.Helper()
	b.until(selector+" is there", fmt.Sprintf(`document.querySelector(%s)`, quoted(selector)))
	eval[bool](b, fmt.Sprintf(`(() => { const s = document.querySelector(%s); s.focus(); s.value = %s; s.dispatchEvent(new Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true})); return true; })()`, quoted(selector), quoted(value)))
}

// keys presses keys on what has the focus.
func (b *tab) keys(keys string) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// shifted presses a key with Shift held.
func (b *tab) shifted(key string) {
	b.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierShift)))
}

// focus gives the focus to an element.
func (b *tab) focus(selector string) {
	b.Helper()
	b.until(selector+" takes the focus", fmt.Sprintf(`(() => { const node = document.querySelector(%s); node?.focus(); return node && document.activeElement === node; })()`, quoted(selector)))
}

// asks waits until the address of the page has a part, or has it no more where the part begins with "!".
func (b *tab) asks(part string) {
	b.Helper()
	if part[0] == '!' {
		b.until("the address lacks "+part[1:], fmt.Sprintf(`!location.search.includes(%s)`, quoted(part[1:])))
		return
	}
	b.until("the address has "+part, fmt.Sprintf(`location.search.includes(%s)`, quoted(part)))
}

// heads waits until the title of the map contains words.
func (b *tab) heads(words string) {
	b.Helper()
	b.until("the title says "+words, fmt.Sprintf(`document.querySelector('h1')?.textContent.replace(/\u00a0/g, ' ').includes(%s)`, quoted(words)))
}

// pointAt moves the mouse to a place.
func (b *tab) pointAt(p point) {
	b.Helper()
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, p.X-3, p.Y), chromedp.MouseEvent(chromedp.MouseMoved, p.X, p.Y))
}

// clickAt clicks at a place.
func (b *tab) clickAt(p point) {
	b.Helper()
	b.do(chromedp.MouseClickXY(p.X, p.Y))
}

// The keys that the tests press, by the names of the page's events.
const (
	tabKey     = kb.Tab
	enter      = kb.Enter
	escape     = kb.Escape
	home       = kb.Home
	arrowLeft  = kb.ArrowLeft
	arrowRight = kb.ArrowRight
	arrowUp    = kb.ArrowUp
	arrowDown  = kb.ArrowDown
)

func itoa(n int) string { return strconv.Itoa(n) }

// back and forward go through the history as the browser's buttons do.
func (b *tab) back() { b.Helper(); b.do(chromedp.NavigateBack()) }

func (b *tab) forward() { b.Helper(); b.do(chromedp.NavigateForward()) }

var reload = chromedp.Reload()
