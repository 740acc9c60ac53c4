package ogc_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/simplify"

	"oblast/geo/measure"
	"oblast/geo/region"
)

// BenchmarkArchive makes all tiles of a layer as one file.
func BenchmarkArchive(b *testing.B) {
	snap, err := large()
	if err != nil {
		b.Fatal(err)
	}
	h := handlerKeeping(b, fixed{snap}, 1)
	for _, name := range []string{"totals-1", "regions-2"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			defer measure.Ops(b)()
			for b.Loop() {
				w := &sink{header: http.Header{}}
				h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/collections/"+name+"/tiles.pmtiles", nil))
				if w.status != 200 {
					b.Fatal(w.status)
				}
				b.ReportMetric(float64(w.n), "B/archive")
			}
		})
	}
}

// BenchmarkTiles makes tiles through the handlers, none of them kept, gzipped, beside a naive tile of regions by way of orb.
func BenchmarkTiles(b *testing.B) {
	snap, err := large()
	if err != nil {
		b.Fatal(err)
	}
	h := handlerKeeping(b, fixed{snap}, 1)
	for _, c := range []struct{ name, path string }{
		{"200,000 incidents in clusters", "/tiles/incidents/0/0/0.mvt"},
		{"incidents of a night", "/tiles/incidents/0/0/0.mvt?datetime=2023-05-05"},
		{"incidents with a filter", "/tiles/incidents/5/18/10.mvt?filter=grade='fair'%20AND%20weapon_class='uav'"},
		{"countries of the world", "/tiles/regions-0/0/0/0.mvt"},
		{"regions, zoom 4", "/tiles/regions-1/4/9/5.mvt"},
		{"districts, zoom 6", "/tiles/regions-2/6/38/20.mvt"},
		{"districts, zoom 12", "/tiles/regions-2/12/2470/1290.mvt"},
		{"totals by region, zoom 4", "/tiles/totals-1/4/9/5.mvt?from=2023-05-05&to=2023-05-05"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				req := httptest.NewRequest(http.MethodGet, c.path, nil)
				req.Header.Set("Accept-Encoding", "gzip")
				w := &sink{header: http.Header{}}
				h.ServeHTTP(w, req)
				if w.status != 200 {
					b.Fatal(w.status)
				}
				n = w.n
			}
			b.ReportMetric(float64(n), "B/tile")
		})
	}
	b.Run("naive orb, regions, zoom 4", func(b *testing.B) {
		b.ReportAllocs()
		l, _ := snap.Layer("regions-1")
		tile, tree := maptile.New(9, 5, 4), snap.Tree()
		around := tile.Bound(1. / 64)
		for b.Loop() {
			fc := geojson.NewFeatureCollection()
			for row := range int32(l.Table.Len()) {
				shape := clip.MultiPolygon(around, tree.Shape(l.Table.Areas(row)[0], region.TwoKm).Clone())
				if len(shape) == 0 {
					continue
				}
				f := geojson.NewFeature(shape)
				for i, column := range l.Schema().Columns {
					if text, ok := l.Table.Column(i).At(row); ok {
						f.Properties[column.Name] = text
					}
				}
				fc.Append(f)
			}
			layer := mvt.NewLayer("regions-1", fc)
			layer.ProjectToTile(tile)
			layer.Simplify(simplify.DouglasPeucker(4))
			raw, err := mvt.Marshal(mvt.Layers{layer})
			if err != nil {
				b.Fatal(err)
			}
			var out bytes.Buffer
			z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
			if _, err := z.Write(raw); err != nil || z.Close() != nil {
				b.Fatal(err)
			}
		}
	})
}
