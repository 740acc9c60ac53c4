package main_test

import "strings"

// reachable lists what a keyboard must reach: every control that is shown. Of a strip's nights one takes Tab, the arrows
// go to the others.
const reachable = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
	.filter((n) => !n.disabled && n.tabIndex >= 0 && n.checkVisibility({visibilityProperty: true}))`

// keyboardReachesEverything goes through the whole page with Tab. Each control must be reached, must show that it has the
// focus, must not lie hidden under something else, and must have a name.
func keyboardReachesEverything(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&per=night") // another choice than the first, so that the further choices are open
	b.until("all is there", `document.querySelectorAll('.rec').length > 3 && document.querySelectorAll('.mk').length > 3`)
	b.rests() // what comes late draws the panel anew
	total := eval[int](b, `(window.reached = new Set(), `+reachable+`.length)`)
	b.keys(tabKey)
	b.until("first comes the way past the map", `document.activeElement.id === 'skip' && document.activeElement.getBoundingClientRect().top >= 0`)
	var unseen []string
	for range total + 20 {
		state := eval[string](b, `(() => {
			const node = document.activeElement;
			if (node === document.body) return 'end';
			reached.add(node);
			const s = getComputedStyle(node), ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' || node.closest('.search') && getComputedStyle(node.closest('.search')).boxShadow !== 'none';
			const r = node.getBoundingClientRect(), hit = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, r.x + r.width / 2)), Math.min(innerHeight - 1, Math.max(0, r.y + r.height / 2)));
			const free = hit && (node.contains(hit) || hit.contains(node)) || node.matches('.mk') || node.closest('label')?.contains(hit);
			return ring && free ? '' : (ring ? 'covered by ' + hit?.outerHTML.slice(0, 60) + ': ' : 'no ring: ') + node.outerHTML.slice(0, 120);
		})()`)
		if state == "end" {
			break
		}
		if state != "" {
			unseen = append(unseen, state)
		}
		b.keys(tabKey)
	}
	if len(unseen) > 0 {
		b.Errorf("the focus cannot be seen:\n%s", strings.Join(unseen, "\n"))
	}
	if left := eval[[]string](b, reachable+`.filter((n) => !reached.has(n)).map((n) => n.outerHTML.slice(0, 120))`); len(left) > 0 {
		b.Errorf("Tab does not reach %d of %d:\n%s", len(left), total, strings.Join(left, "\n"))
	}
	if nameless := eval[[]string](b, reachable+`.filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim() || n.labels?.length || n.title)).map((n) => n.outerHTML.slice(0, 120))`); len(nameless) > 0 {
		b.Errorf("controls without a name:\n%s", strings.Join(nameless, "\n"))
	}
}

// focusStaysOnItsMark rests on every mark in turn: what is learnt of a record by then draws the marks anew, and the focus
// stays where it was.
func focusStaysOnItsMark(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&per=night")
	b.until("all is there", `document.querySelectorAll('.rec').length > 3 && document.querySelectorAll('.mk').length > 3`)
	b.rests()
	for _, label := range eval[[]string](b, `[...document.querySelectorAll('.mk')].map((n) => n.ariaLabel)`) {
		b.focus(`.mk[aria-label=` + quoted(label) + `]`)
		b.rests()
		if now := eval[string](b, `document.activeElement.ariaLabel ?? document.activeElement.localName`); now != label {
			b.Errorf("the focus was on %q and is on %q", label, now)
		}
	}
}

// keyboardReturns opens and leaves things with the keyboard: the focus goes in, and comes back to where it was.
func keyboardReturns(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27")
	b.until("marks are drawn", `document.querySelectorAll('.mk').length > 3`)
	b.keys(tabKey + enter)
	b.until("the way past the map leads to the panel", `document.getElementById('panel').contains(document.activeElement) || location.hash === '#panel'`)
	b.focus(`.mk[aria-label*="Dzerzhinsky"], .mk[aria-label*="Kaluga"]`)
	b.until("a mark shows its words", `!document.querySelector('.tip').hidden`)
	b.keys(enter)
	b.until("a mark opens its card", `document.activeElement.id === 'card-h' || document.activeElement.tagName === 'H1'`)
	b.keys(escape)
	b.until("the panel is back", `document.querySelector('.legend')`)
	if eval[bool](b, `document.activeElement === document.body`) {
		b.Error("after Escape nothing has the focus: the next Tab starts at the top")
	}
	b.focus(`.rec[data-id="inc-2025-08-27-kaluga-dzerzhinsky"]`)
	b.keys(enter)
	b.until("the card is there", `document.activeElement.id === 'card-h'`)
	b.keys(escape)
	b.until("the focus is back on the line of the list", `document.activeElement.dataset.id === 'inc-2025-08-27-kaluga-dzerzhinsky'`)
	for _, act := range []string{"#act-table", "#act-data", "#act-embed", "#act-cite", "#act-link"} {
		b.focus(act)
		b.keys(enter)
		b.until(act+" opens a dialog that has the focus", `document.querySelector('dialog[open]')?.contains(document.activeElement)`)
		b.keys(escape)
		b.until("Escape closes it and gives the focus back", `!document.querySelector('dialog') && document.activeElement === document.querySelector(`+quoted(act)+`)`)
	}
	b.focus(".pop summary")
	b.keys(enter)
	b.until("the period opens", `document.querySelector('.pop').open`)
	b.focus("#map")
	zoom := eval[string](b, `document.querySelector('.scale').textContent`)
	b.keys("+")
	b.until("+ goes nearer", `document.querySelector('.scale').textContent !== `+quoted(zoom))
}
