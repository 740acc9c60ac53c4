package layer_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/measure"
	"oblast/geo/relate"
)

// TestRelationsOfManyPoints holds relations to shapes of every kind, with corners and edges on points, rings that cross themselves
// and each other, lines and points beside areas, against each point by itself: of points on a lattice, many at one place, and
// of some far away.
func TestRelationsOfManyPoints(t *testing.T) {
	plans := map[layer.Plan]int{}
	tables := make([]*layer.Table, 3)
	for kind := range tables {
		b := layer.NewBuilder(layer.Schema{Name: "points", Geometry: layer.Points}, nil, 4000)
		for i := range 4000 {
			b.Row(fmt.Sprintf("p%05d", i))
			x, y := float64(i*7919%41-20), float64(i*104729%37-18)
			switch {
			case i%97 == 0: // no place
			case kind == 0:
				b.Point(x, y)
			case kind == 1 && i%3 > 0: // a town
				b.Point(x/1e4+1, y/1e4+1)
			case kind == 1:
				b.Point(x*9, y*5)
			default:
				b.Point(x+float64(i%7)/7, y+math.Sin(float64(i)))
			}
		}
		var err error
		if tables[kind], err = b.Build(); err != nil {
			t.Fatal(err)
		}
	}
	ops := []cql2.Op{cql2.SIntersects, cql2.SIntersects, cql2.SWithin, cql2.SDisjoint, cql2.STouches, cql2.SEquals, cql2.SContains, cql2.SCrosses}
	rapid.Check(t, func(r *rapid.T) {
		table := tables[rapid.IntRange(0, 2).Draw(r, "table")]
		scale := rapid.SampledFrom([]float64{1, .5, 1. / 3, 9}).Draw(r, "scale")
		point := rapid.Custom(func(r *rapid.T) orb.Point {
			return orb.Point{max(-180, min(180, scale*float64(rapid.IntRange(-24, 24).Draw(r, "x")))), max(-90, min(90, scale*float64(rapid.IntRange(-20, 20).Draw(r, "y"))))}
		})
		points := func(least, most int) []orb.Point { return rapid.SliceOfN(point, least, most).Draw(r, "points") }
		ring := func() orb.Ring {
			p := points(3, 30)
			return append(p, p[0])
		}
		draw := func() (shape orb.Geometry) {
			switch rapid.IntRange(0, 6).Draw(r, "shape") {
			case 0, 1:
				shape = orb.Polygon{ring()}
			case 2:
				shape = orb.MultiPolygon{{ring(), ring()}, {ring()}}
				if !relate.New(shape).Sound() {
					shape = orb.MultiPolygon{{ring()}, {ring()}}
				}
			case 3:
				shape = orb.LineString(points(2, 6))
			case 4:
				shape = orb.MultiPoint(points(1, 5))
			case 5:
				shape = orb.Collection{orb.LineString(points(2, 4)), orb.Polygon{ring()}, orb.MultiPoint(points(1, 3))}
			default:
				shape = orb.Collection{orb.Polygon{ring()}, orb.Polygon{ring()}}
			}
			return shape
		}
		place := cql2.NewSchema(table.Schema().Queryables()).Prop(0)
		ask := func(op cql2.Op) *cql2.Expr {
			return cql2.Make(op, place, cql2.Const(cql2.GeometryValue(relate.New(draw()))))
		}
		e := ask(rapid.SampledFrom(ops).Draw(r, "op"))
		switch among := []cql2.Op{cql2.SIntersects, cql2.SWithin}; rapid.IntRange(0, 2).Draw(r, "of several") {
		case 0: // which are found together
			e = cql2.Make(cql2.Or, ask(rapid.SampledFrom(among).Draw(r, "first")), ask(rapid.SampledFrom(among).Draw(r, "second")), ask(rapid.SampledFrom(among).Draw(r, "third")), e)
		case 1:
			e = cql2.Make(cql2.And, ask(cql2.SDisjoint), cql2.Make(cql2.Not, ask(cql2.SIntersects)), cql2.Make(cql2.Not, ask(cql2.SIntersects)), ask(cql2.SDisjoint))
		}
		if rapid.Bool().Draw(r, "not") {
			e = cql2.Make(cql2.Not, e)
		}
		want := rowByRow(table, layer.Query{Filter: e})
		for _, limit := range []int{10, table.Len()} {
			page, err := table.Search(t.Context(), layer.Query{Filter: e, Limit: limit}, nil)
			if err != nil || page.Matched != len(want) || !slices.Equal(page.Rows, want[:min(limit, len(want))]) {
				t.Fatalf("%v: %d of %d, %v (%s)", e.Op, page.Matched, len(want), err, page.Explain)
			}
			plans[page.Plan]++
		}
	})
	for _, plan := range []layer.Plan{layer.Candidates, layer.Scan} {
		if plans[plan] == 0 {
			t.Errorf("%s was never taken: %v", plan, plans)
		}
	}
}

// BenchmarkRelations counts the points in an outline of 400 corners in spikes, in a triangle, and on a line, beside each point by
// itself. No outline is asked for twice.
func BenchmarkRelations(b *testing.B) {
	t, i := million(), 0
	place := cql2.NewSchema(t.Schema().Queryables()).Prop(len(t.Schema().Columns))
	outline := func(corners int, shift float64) orb.Ring {
		ring := make(orb.Ring, corners+1)
		for i := range ring {
			angle, radius := 2*math.Pi*float64(i%corners)/float64(corners), 4+2*float64(i%2)
			ring[i%corners] = orb.Point{44 + shift + radius*math.Cos(angle), 54 + radius*math.Sin(angle)*.6}
		}
		ring[corners] = ring[0]
		return ring
	}
	for _, c := range []struct {
		name  string
		shape func(shift float64) orb.Geometry
	}{
		{"400 corners", func(shift float64) orb.Geometry { return orb.Polygon{outline(400, shift)} }},
		{"triangle", func(shift float64) orb.Geometry { return orb.Polygon{outline(3, shift)} }},
		{"line", func(shift float64) orb.Geometry { return orb.LineString{{25, 44}, {40 + shift, 64}, {60, 50}} }},
	} {
		ask := func(b *testing.B) *cql2.Expr {
			i++
			return cql2.Make(cql2.SIntersects, place, cql2.Const(cql2.GeometryValue(relate.New(c.shape(float64(i)*1e-6)))))
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			matched := 0
			if _, err := t.Search(b.Context(), layer.Query{Filter: ask(b)}, nil); err != nil { // the cells are made once a table
				b.Fatal(err)
			}
			done := measure.Ops(b)
			for b.Loop() {
				page, err := t.Search(b.Context(), layer.Query{Filter: ask(b), Limit: 100}, nil)
				if err != nil {
					b.Fatal(err)
				}
				matched = page.Matched
			}
			done()
			b.ReportMetric(float64(matched), "matched")
		})
		b.Run("naive, "+c.name, func(b *testing.B) {
			done := measure.Ops(b)
			for b.Loop() {
				rowByRow(t, layer.Query{Filter: ask(b)})
			}
			done()
		})
	}
}
