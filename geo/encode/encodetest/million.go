// Package encodetest has layers for the tests and benchmarks of the encoders.
package encodetest

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

var million = sync.OnceValues(func() (*layer.Table, error) { return build(1_000_000) })

// Million returns a layer of a million points with columns like those of the incidents: 30 of few texts, three of a text
// of its own in every row, ten of numbers, the others of truth values, dates and times.
func Million(b testing.TB) *encode.Layer {
	b.Helper()
	t, err := million()
	if err != nil {
		b.Fatal(err)
	}
	l := &encode.Layer{About: encode.About{Name: "million"}, Features: encode.NewFeatures(t), Form: encode.Form{Geometry: encode.Point}}
	for c := range t.Schema().Columns {
		l.Columns = append(l.Columns, c)
	}
	for row := range int32(t.Len()) {
		l.Rows = append(l.Rows, row)
	}
	return l
}

func build(n int) (*layer.Table, error) {
	schema := layer.Schema{Name: "million", Geometry: layer.Points, Columns: []layer.Column{{Name: "id", Required: true}, {Name: "title"}, {Name: "source_url"}}}
	for i := range 30 {
		schema.Columns = append(schema.Columns, layer.Column{Name: fmt.Sprintf("text_%02d", i)})
	}
	for i := range 10 {
		schema.Columns = append(schema.Columns, layer.Column{Name: fmt.Sprintf("integer_%02d", i), Type: layer.Integer})
	}
	for i := range 4 {
		schema.Columns = append(schema.Columns, layer.Column{Name: fmt.Sprintf("truth_%02d", i), Type: layer.Boolean})
	}
	for i := range 4 {
		schema.Columns = append(schema.Columns, layer.Column{Name: fmt.Sprintf("date_%02d", i), Type: layer.Date}, layer.Column{Name: fmt.Sprintf("time_%02d", i), Type: layer.Instant})
	}
	r := rand.New(rand.NewPCG(1, 2))
	b := layer.NewBuilder(schema, nil, n)
	day := time.Date(2022, 1, 1, 20, 0, 0, 0, time.UTC)
	for i := range n {
		id := fmt.Sprintf("inc-%07d", i)
		b.Row(id)
		b.Point(30+20*r.Float64(), 45+15*r.Float64())
		for _, c := range schema.Columns {
			switch {
			case c.Required:
				b.Text(id)
			case r.IntN(4) == 0:
				b.Null()
			case c.Name == "title":
				b.Text("One drone intercepted near village " + id[4:])
			case c.Name == "source_url":
				b.Text("https://example.org/news/" + id)
			case c.Type == layer.Integer:
				b.Integer(int64(r.IntN(40)))
			case c.Type == layer.Boolean:
				b.Boolean(r.IntN(2) == 0)
			case c.Type == layer.Date:
				b.Date(day.AddDate(0, 0, r.IntN(1400)))
			case c.Type == layer.Instant:
				b.Instant(day.Add(time.Duration(r.IntN(1400*24)) * time.Hour))
			default:
				b.Text(fmt.Sprintf("value %03d", r.IntN(300)))
			}
		}
	}
	return b.Build()
}

// Peak runs work and returns by how many megabytes the heap in use rose above what it was, at most. Garbage is collected often,
// for beside a large table the collector would let as much again pile up before it looks.
func Peak(b *testing.B, work func() error) float64 {
	b.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(50 * time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	close(stop)
	<-done
	return (float64(most) - float64(before)) / (1 << 20)
}
