package main_test

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
