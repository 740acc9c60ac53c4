package locate_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
)

// somewhere draws positions evenly over the first three countries' middle, and beside settlements.
func somewhere(b *testing.B) map[string][]orb.Point {
	random := rand.New(rand.NewPCG(5, 6))
	g := embedded(b)
	drawn := map[string][]orb.Point{}
	for range 8192 {
		drawn["even"] = append(drawn["even"], orb.Point{22 + random.Float64()*48, 46 + random.Float64()*16})
		p := g.Settlements[random.IntN(len(g.Settlements))].Point
		drawn["settlements"] = append(drawn["settlements"], orb.Point{p[0] + random.NormFloat64()/20, p[1] + random.NormFloat64()/20})
	}
	return drawn
}

func BenchmarkAt(b *testing.B) {
	g := embedded(b)
	l := newLocator(b, g)
	for name, positions := range somewhere(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			k := 0
			for b.Loop() {
				p := positions[k&8191]
				l.At(p[0], p[1])
				k++
			}
		})
	}
}

// BenchmarkAtNear is the slow case: outside all land, but near.
func BenchmarkAtNear(b *testing.B) {
	l := newLocator(b, embedded(b))
	if h := l.At(30.7672, 46.4826); !h.Snapped { // a mole of the harbour of Odesa
		b.Log("not a coastal miss any more")
	}
	b.ReportAllocs()
	for b.Loop() {
		l.At(30.7672, 46.4826)
	}
}

// BenchmarkAround measures what an answer about a position adds to At.
func BenchmarkAround(b *testing.B) {
	l := newLocator(b, embedded(b))
	positions := somewhere(b)["settlements"]
	for name, use := range map[string]func(lon, lat float64){
		"nearest-settlement": func(lon, lat float64) { l.Nearest(lon, lat) },
		"borders":            func(lon, lat float64) { l.Borders(lon, lat) },
		"disc-1km":           func(lon, lat float64) { l.Disc(lon, lat, 1000) },
		"disc-50km":          func(lon, lat float64) { l.Disc(lon, lat, 50_000) },
		"land-from-the-sea":  func(_, lat float64) { l.NearestLand(-30, lat) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			k := 0
			for b.Loop() {
				p := positions[k&8191]
				use(p[0], p[1])
				k++
			}
		})
	}
}

// BenchmarkNearestByBruteForce is the naive baseline of the nearest settlement.
func BenchmarkNearestByBruteForce(b *testing.B) {
	g := embedded(b)
	positions := somewhere(b)["settlements"]
	k, least := 0, 0.
	for b.Loop() {
		least = math.Inf(1)
		for i := range g.Settlements {
			least = min(least, locate.DistanceM(positions[k&8191], g.Settlements[i].Point))
		}
		k++
	}
	b.ReportMetric(least, "m")
}

func BenchmarkAtParallel(b *testing.B) {
	l := newLocator(b, embedded(b))
	positions := somewhere(b)["settlements"]
	b.RunParallel(func(pb *testing.PB) {
		k := 0
		for pb.Next() {
			p := positions[k&8191]
			l.At(p[0], p[1])
			k++
		}
	})
}

func BenchmarkNew(b *testing.B) {
	g := embedded(b)
	newLocator(b, g) // decodes the topologies
	b.ReportAllocs()
	var l *locate.Locator
	for b.Loop() {
		l = newLocator(b, g)
	}
	b.ReportMetric(float64(l.Bytes())/1e6, "MB-held")
}

// BenchmarkBruteForce is the naive baseline: bounding boxes, then whole shapes.
func BenchmarkBruteForce(b *testing.B) {
	o := newOracle(embedded(b).Tree)
	positions := somewhere(b)["even"]
	k := 0
	for b.Loop() {
		o.at(positions[k&8191][0], positions[k&8191][1])
		k++
	}
}

// BenchmarkS2 is the general library for this: a shape index of all districts, and of nothing else.
func BenchmarkS2(b *testing.B) {
	tree := embedded(b).Tree
	before := heap()
	index := s2.NewShapeIndex()
	for _, i := range tree.OfLevel(region.District) {
		var loops []*s2.Loop
		for _, polygon := range tree.Shape(i, region.HundredM) {
			for _, ring := range polygon {
				points := make([]s2.Point, 0, len(ring)-1)
				for _, p := range ring[1:] {
					points = append(points, s2.PointFromLatLng(s2.LatLngFromDegrees(p[1], p[0])))
				}
				loops = append(loops, s2.LoopFromPoints(points))
			}
		}
		index.Add(s2.PolygonFromOrientedLoops(loops))
	}
	index.Build()
	held := heap() - before
	query := s2.NewContainsPointQuery(index, s2.VertexModelSemiOpen)
	positions := somewhere(b)["even"]
	points := make([]s2.Point, len(positions))
	for i, p := range positions {
		points[i] = s2.PointFromLatLng(s2.LatLngFromDegrees(p[1], p[0]))
	}
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		query.ContainingShapes(points[k&8191])
		k++
	}
	b.ReportMetric(float64(held)/1e6, "MB-held")
	runtime.KeepAlive(index)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
