package tile_test

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"oblast/geo/tile"
)

func itoa(n int) string { return strconv.Itoa(n) }

// BenchmarkTile makes a tile of points with five columns and compresses it, beside the same by way of orb.
func BenchmarkTile(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		l := crowd(b, n)
		var out bytes.Buffer
		z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
		var buf []byte
		b.Run("points/"+itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				buf = tile.Append(buf[:0], l, tile.Options{Set: tile.WebMercatorQuad})
				out.Reset()
				z.Reset(&out)
				if _, err := z.Write(buf); err != nil || z.Close() != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len()), "B")
		})
		b.Run("naive orb/"+itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fc := geojson.NewFeatureCollection()
				for _, row := range l.Rows {
					lon, lat, _ := l.Table().Point(row)
					f := geojson.NewFeature(orb.Point{lon, lat})
					for i, c := range l.Table().Schema().Columns {
						if text, ok := l.Table().Column(i).At(row); ok {
							f.Properties[c.Name] = text
						}
					}
					fc.Append(f)
				}
				layer := mvt.NewLayer("crowd", fc)
				layer.ProjectToTile(maptile.New(0, 0, 0))
				if _, err := mvt.MarshalGzipped(mvt.Layers{layer}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
