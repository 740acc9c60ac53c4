package locate_test

import (
	"math/rand/v2"
	"testing"

	"oblast/geo/region"
)

func TestTry(t *testing.T) {
	g := embedded(t)
	l := newLocator(t, g)
	o := newOracle(g.Tree)
	t.Log(l.Bytes())
	rnd := rand.New(rand.NewPCG(1, 2))
	bad, snapped := 0, 0
	for range 8000 {
		lon, lat := rnd.Float64()*360-180, rnd.Float64()*180-90
		if rnd.IntN(2) == 0 {
			lon, lat = 20+rnd.Float64()*60, 45+rnd.Float64()*20
		}
		h := l.At(lon, lat)
		got := finest(h)
		if h.Snapped {
			snapped++
			got = region.None
		}
		if want := o.at(lon, lat); got != want {
			bad++
			if bad < 10 {
				n := func(i int32) string {
					if i < 0 {
						return "-"
					}
					return g.Tree.At(i).ID
				}
				t.Errorf("%v %v: %v want %v", lon, lat, n(got), n(want))
			}
		}
	}
	t.Log(bad, snapped)
}

func BenchmarkTry(b *testing.B) {
	g := embedded(b)
	l := newLocator(b, g)
	rnd := rand.New(rand.NewPCG(1, 2))
	var p [8192][2]float64
	for i := range p {
		p[i] = [2]float64{20 + rnd.Float64()*60, 45 + rnd.Float64()*20}
	}
	b.Run("at", func(b *testing.B) {
		i := 0
		for b.Loop() {
			l.At(p[i&8191][0], p[i&8191][1])
			i++
		}
	})
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			newLocator(b, g)
		}
	})
}
