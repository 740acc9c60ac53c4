package main_test

import "fmt"

// groundUnder is the colour of the ground beneath the middle of every mark, water marks left out, as `r,g,b`.
const groundUnder = `(() => {
	const ground = document.querySelector('.canvas-ground');
	const box = ground.getBoundingClientRect();
	const copy = Object.assign(document.createElement('canvas'), {width: ground.width, height: ground.height}).getContext('2d', {willReadFrequently: true});
	copy.drawImage(ground, 0, 0);
	const colour = (x, y) => copy.getImageData((x - box.x) * ground.width / box.width, (y - box.y) * ground.height / box.height, 1, 1).data.slice(0, 3).join();
	return [...document.querySelectorAll('.mk')].filter((m) => !m.querySelector('.wave')).map((m) => m.getBoundingClientRect()).map((r) => colour(r.x + r.width / 2, r.y + r.height / 2));
})()`

// wholeWorld looks from so far that the window reaches beyond the end of the world: the ground lies under its marks all the same.
func wholeWorld(b *tab) {
	for _, at := range []string{"z=2&c=100,40", "z=2&c=-150,60", "z=3&c=100,70"} {
		b.open("/?theme=light&lang=en&" + at)
		b.until("marks are there", `document.querySelector('.mk')`)
		b.rests()
		for _, colour := range eval[[]string](b, groundUnder) {
			if colour == "213,225,233" || colour == "235,233,228" {
				b.Errorf("%s: a mark stands on %s, water or land that no source covers", at, colour)
			}
		}
	}
}

// marksApart looks at the starter records from every zoom at which marks crowd: none lies on another.
func marksApart(b *tab) {
	for zoom := 2.0; zoom <= 5; zoom += 0.5 {
		b.open(fmt.Sprintf("/?lang=en&c=38,53&z=%g", zoom))
		b.until("marks are there", `document.querySelector('.mk .ring')`)
		b.rests()
		if lain := eval[[]string](b, `(() => {
			const all = [...document.querySelectorAll('.mk')].map((m) => [m.getAttribute('aria-label'), m.getBoundingClientRect()]);
			return all.flatMap(([p, a], i) => all.slice(i + 1).filter(([, c]) => Math.min(a.right, c.right) - Math.max(a.left, c.left) > 4 && Math.min(a.bottom, c.bottom) - Math.max(a.top, c.top) > 4).map(([q]) => p + ' | ' + q));
		})()`); len(lain) > 0 {
			b.Errorf("zoom %g: %d marks lie on each other, such as %s", zoom, len(lain), lain[0])
		}
	}
}
