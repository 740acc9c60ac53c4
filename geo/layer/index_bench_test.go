package layer_test

import (
	"testing"

	"oblast/geo/layer"
	"oblast/geo/measure"
)

// BenchmarkIndexes makes the indexes that a million rows have when they are first asked for.
func BenchmarkIndexes(b *testing.B) {
	t := million()
	for _, c := range []struct {
		name  string
		build func(*layer.Table)
	}{
		{"places", (*layer.Table).BuildPlaces}, {"cells of places", (*layer.Table).BuildCells}, {"order of a text, no case", func(t *layer.Table) { t.BuildTextOrder(3) }}, {"times", (*layer.Table).BuildTimes}, {"order of a number", func(t *layer.Table) { t.BuildOrder(4) }},
		{"order of a text of its own in every row", func(t *layer.Table) { t.BuildOrder(3) }}, {"order of half a million times", func(t *layer.Table) { t.BuildOrder(6) }},
		{"two columns of times", func(t *layer.Table) { t.BuildSpans(6, 7) }}, {"words of a million texts", func(t *layer.Table) { t.BuildWords(3) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			done := measure.Ops(b)
			for b.Loop() {
				c.build(t.Cold())
			}
			done()
		})
	}
}
