package main_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BenchmarkFirstUsefulMap opens the map on a phone (390 x 844 at two pixels a point, a processor four times slower, 9 Mbit/s
// with 60 ms of latency) with an empty cache and reports the time from the start of navigation until totals are drawn.
func BenchmarkFirstUsefulMap(b *testing.B) {
	base := startProgram(b)
	var total, script float64
	n := 0
	for b.Loop() {
		phone := newTab(b, base, 390, 844, true)
		phone.throttle(4, 9e6, 60)
		phone.open("/?from=2025-10-29&to=2025-10-29")
		total += eval[float64](phone, `performance.getEntriesByName('oblast-map')[0].startTime`)
		script += eval[float64](phone, `performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.js')).reduce((n, r) => n + r.transferSize, 0)`)
		n++
		_ = chromedp.Cancel(phone.ctx)
	}
	b.ReportMetric(total/float64(n), "ms/map")
	b.ReportMetric(script/float64(n)/1000, "kB-script")
}

// crowd puts n incidents over European Russia and Ukraine in place of those of the program.
const crowd = `
const ask = window.fetch;
window.fetch = async (url, init) => {
  const answer = await ask(url, init);
  if (!/incidents\/items/.test(String(url))) return answer;
  const page = await answer.json();
  const model = page.features.find((f) => f.geometry);
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  page.features = Array.from({length: 5000}, (_, i) => ({...model, id: 'inc-' + i, geometry: {type: 'Point', coordinates: [24 + 30 * random(), 45 + 15 * random()]}, properties: {...model.properties, id: 'inc-' + i, place_level: i % 3 ? 'settlement' : 'district', uncertainty_m: i % 3 ? 500 : null, is_damage: i % 4 === 0, is_interception: i % 4 !== 0}}));
  page.numberMatched = 5000;
  page.links = [];
  return new Response(JSON.stringify(page), {headers: {'Content-Type': 'application/geo+json'}});
};`

// drag moves the pointer over the map for two seconds, one step a frame, and gives the milliseconds of every frame.
const drag = `new Promise((done) => {
  const map = document.getElementById('map');
  const at = (type, x, y) => (type === 'mousedown' ? map.querySelector('.leaflet-map-pane') : document).dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: x, clientY: y}));
  const frames = [];
  let before = 0;
  let n = 0;
  at('mousedown', 900, 450);
  const step = (now) => {
    if (before) frames.push(now - before);
    before = now;
    n++;
    at('mousemove', 900 + 260 * Math.sin(n / 18), 450 + 120 * Math.sin(n / 11));
    if (n < 120) requestAnimationFrame(step);
    else { at('mouseup', 900, 450); done(frames); }
  };
  requestAnimationFrame(step);
})`

// BenchmarkPan drags a map with 5,000 records in view and reports the frames a second and the worst twentieth of them.
func BenchmarkPan(b *testing.B) {
	tab := newTab(b, startProgram(b), 1440, 900, false)
	tab.before(crowd)
	tab.open("/?z=5&c=38,53")
	tab.until("5,000 records are there", `/^\d/.test(document.getElementById('live').textContent) && document.querySelectorAll('.mk').length > 100`)
	time.Sleep(time.Second)
	var rate, slow float64
	n := 0
	for b.Loop() {
		frames := eval[[]float64](tab, drag)
		var sum float64
		late := 0
		for _, ms := range frames {
			sum += ms
			if ms > 25 {
				late++
			}
		}
		rate += 1000 * float64(len(frames)) / sum
		slow += 100 * float64(late) / float64(len(frames))
		n++
		time.Sleep(300 * time.Millisecond)
	}
	b.ReportMetric(rate/float64(n), "frames/s")
	b.ReportMetric(slow/float64(n), "%late")
	b.ReportMetric(eval[float64](tab, `document.querySelectorAll('.mk').length`), "marks")
}
