package main_test

import (
	"context"
	"os/exec"
	"slices"
	"testing"
)

// typing are words that are typed letter by letter into the search, by the language of the page.
var typing = []struct{ lang, words string }{
	{"en", `["kaluga", "dzerzhinsky", "rostov", "bryansk"]`},
	{"ru", `["калуга", "дзержинский", "ростов", "брянск"]`},
	{"uk", `["харків", "київ", "чернігів", "полтава"]`},
}

// typeAll types words and returns, of each letter from the second on, the milliseconds from the key until the list of places
// for what is typed by then is on the page.
const typeAll = `(async (words) => {
  const input = document.querySelector('.panel input[type=search]'), list = document.getElementById(input.getAttribute('aria-controls')), took = [];
  input.focus();
  for (const word of words) for (let n = 2; n <= word.length; n++) {
    const start = performance.now();
    const listed = new Promise((done) => {
      const watch = new MutationObserver(() => { watch.disconnect(); done(); });
      watch.observe(list, { childList: true });
    });
    input.value = word.slice(0, n);
    input.dispatchEvent(new Event('input'));
    await listed;
    took.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 30));
  }
  return took;
})(`

// BenchmarkSuggestions measures, in Chromium, how long somebody who types into the map's search waits for the list, in three
// languages: alone, and while the load generator asks the same program for places over 4 connections. The browser, the
// program and the load share the cores.
func BenchmarkSuggestions(b *testing.B) {
	wrk := loadGenerator(b)
	browser := launch(b)
	base, _, _ := startServer(b, "--data", ":memory:")
	awaitAnswer(b, base+"/geocode?q=ka&prefix=true")
	for _, load := range []string{"alone", "under load"} {
		b.Run(load, func(b *testing.B) {
			var took []float64
			if load != "alone" {
				ctx, stop := context.WithCancel(context.Background())
				defer stop()
				generator := exec.CommandContext(ctx, wrk, "-c", "4", "-t", "1", "-d", "120s", base+"/geocode?q=Dzerzhinsky%20district,%20Kaluga%20region&geometry=none")
				if err := generator.Start(); err != nil {
					b.Fatal(err)
				}
				defer func() { stop(); _ = generator.Wait() }()
			}
			for b.Loop() {
				for _, t := range typing {
					tab := newTab(b, browser, base, desk)
					tab.open("/?lang=" + t.lang)
					tab.rests()
					took = append(took, eval[[]float64](tab, typeAll+t.words+")")...)
				}
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "ms-median")
			b.ReportMetric(took[len(took)*95/100], "ms-p95")
			b.ReportMetric(took[len(took)-1], "ms-max")
			b.ReportMetric(0, "ns/op")
		})
	}

}
