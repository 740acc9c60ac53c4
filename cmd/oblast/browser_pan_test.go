package main_test

import (
	"path/filepath"
	"slices"
	"testing"
)

// panning drags the map to and fro for four seconds, a step a frame, and returns how long each frame took, in ms.
const panning = `(async () => {
  const map = document.querySelector('.leaflet-container');
  const box = map.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const send = (on, kind, dx) => on.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, detail: 1, clientX: x + dx, clientY: y }));
  const frame = () => new Promise(requestAnimationFrame);
  send(map, 'mousedown', 0);
  const took = [];
  const start = performance.now();
  for (let last = await frame(), step = 0; last - start < 4000; step++) {
    send(document, 'mousemove', 200 * Math.sin(step / 20));
    const now = await frame();
    took.push(now - last);
    last = now;
  }
  send(document, 'mouseup', 0);
  return took;
})()`

// BenchmarkPan measures, in Chromium drawing without a graphics card, how long a frame takes while a map of 5,000 records is
// dragged. Its screen has 60 frames a second at the most.
func BenchmarkPan(b *testing.B) {
	browser := launch(b)
	dir := b.TempDir()
	lines, db := filepath.Join(dir, "load.jsonl"), filepath.Join(dir, "oblast.db")
	if err := writeLoad(lines, 5_000); err != nil {
		b.Fatal(err)
	}
	if _, said, code := runProgram(b, "", "import", "--data", db, lines); code != 0 {
		b.Fatal(said)
	}
	base, _, _ := startServer(b, "--data", db)
	tab := newTab(b, browser, base, desk)
	tab.open("/?from=2021-10-01&to=2025-12-31")
	tab.rests()
	var took []float64
	for b.Loop() {
		before := eval[string](tab, `document.querySelector('.leaflet-map-pane').style.transform`)
		took = append(took, eval[[]float64](tab, panning)...)
		if after := eval[string](tab, `document.querySelector('.leaflet-map-pane').style.transform`); after == before {
			b.Fatal("the map was not dragged")
		}
	}
	all := 0.
	for _, ms := range took {
		all += ms
	}
	slices.Sort(took)
	b.ReportMetric(1000*float64(len(took))/all, "frames/s")
	b.ReportMetric(took[len(took)/2], "ms-median")
	b.ReportMetric(took[len(took)*95/100], "ms-p95")
	b.ReportMetric(0, "ns/op")
}
