package main_test

// playsOn starts and stops the playing of nights: it goes on by itself, says so, and ends when the reader does something.
func playsOn(b *tab) {
	b.open("/?from=2025-08-26&to=2025-08-26")
	b.until("the strip is there", `document.querySelectorAll('.bars .n').length > 9`)
	b.click("#play")
	b.until("the button can stop it", `document.getElementById('play').getAttribute('aria-label') === 'Pause'`)
	b.asks("from=2025-08-27&to=2025-08-27")
	b.asks("from=2025-09-10&to=2025-09-10")
	b.until("the button keeps the focus", `document.activeElement.id === 'play'`)
	b.keys(escape)
	b.until("it has ended", `document.getElementById('play').getAttribute('aria-label') !== 'Pause'`)
	b.open("/?from=2025-10-30&to=2025-10-30")
	b.click("#play")
	b.asks("from=2025-11-01&to=2025-11-01")
	b.until("it ends with the last night", `document.getElementById('play').getAttribute('aria-label') !== 'Pause'`)
	b.click("#play")
	b.asks("from=2025-08-09&to=2025-08-09")
}

// olderState says on the map that what is shown is not the newest, and leads to it.
func olderState(b *tab) {
	b.open("/?from=2025-08-27&to=2025-08-27&as_of=211")
	b.until("the map says so", `/^As it stood on \d/.test(document.getElementById('chip-as-of')?.textContent)`)
	b.click("#chip-as-of")
	b.asks("!as_of=")
	b.until("it is gone", `!document.getElementById('chip-as-of')`)
}
