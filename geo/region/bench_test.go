package region_test

import (
	"os"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/region"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"
)

// files is the folder of the embedded boundaries, read as files: geo knows no package of data, not even in tests.
const files = "../../data/boundaries"

func embedded(b *testing.B) *region.Tree {
	b.Helper()
	g, err := gazetteer.Load(os.DirFS(files))
	if err != nil {
		b.Fatal(err)
	}
	return g.Tree
}

func BenchmarkWithin(b *testing.B) {
	tree := embedded(b)
	districts, countries := tree.OfLevel(region.District), tree.OfLevel(region.Country)
	run := func(name string, within func(i, ancestor int32) bool) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			k, n := 0, 0
			for b.Loop() {
				if within(districts[k%len(districts)], countries[k%len(countries)]) {
					n++
				}
				k++
			}
			b.ReportMetric(float64(n)/float64(k), "share")
		})
	}
	run("interval", tree.Within)
	run("walking-parents", func(i, ancestor int32) bool {
		for ; i != region.None; i = tree.Parent(i) {
			if i == ancestor {
				return true
			}
		}
		return false
	})
}

func BenchmarkShapeMeasures(b *testing.B) {
	tree := embedded(b)
	i, ok := tree.Find("RU-KLU")
	if !ok {
		b.Fatal("RU-KLU is not in the tree")
	}
	shape := tree.Shape(i, region.HundredM)
	if len(shape) == 0 {
		b.Fatal("no shape")
	}
	b.Run("area", func(b *testing.B) {
		for b.Loop() {
			region.AreaKM2(shape)
		}
	})
	b.Run("area-orb", func(b *testing.B) {
		for b.Loop() {
			orbgeo.Area(shape)
		}
	})
	at := tree.At(i).Label
	b.Run("contains", func(b *testing.B) {
		for b.Loop() {
			region.Contains(shape, at)
		}
	})
	b.Run("contains-orb", func(b *testing.B) {
		for b.Loop() {
			planar.MultiPolygonContains(shape, at)
		}
	})
	b.Run("label", func(b *testing.B) {
		b.ReportAllocs()
		var got orb.Point
		for b.Loop() {
			got = region.LabelPoint(shape)
		}
		if !region.Contains(shape, got) {
			b.Fatal("label is outside")
		}
	})
	b.Run("bounds", func(b *testing.B) {
		for b.Loop() {
			region.Bounds(shape)
		}
	})
}

func BenchmarkShapeKept(b *testing.B) {
	tree := embedded(b)
	regions := tree.OfLevel(region.Region)
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		tree.Shape(regions[k%len(regions)], region.TwoKm)
		k++
	}
}
