package tile_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"oblast/geo/encode"
	"oblast/geo/encode/encodetest"
	"oblast/geo/layer"
	"oblast/geo/tile"
)

func decode(t testing.TB, b []byte) *mvt.Layer {
	t.Helper()
	layers, err := mvt.Unmarshal(b)
	if err != nil || len(layers) != 1 {
		t.Fatalf("%d layers, %v", len(layers), err)
	}
	return layers[0]
}

// Another reader finds the points, their values and types, and the areas where they are.
func TestAnotherReaderReadsTiles(t *testing.T) {
	l := encodetest.Layer(t, encode.Point)
	b := tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{}})
	got := decode(t, b)
	if got.Name != "small" || got.Version != 2 || got.Extent != 4096 || len(got.Features) != 3 {
		t.Fatalf("%+v, %d features", got, len(got.Features))
	}
	want := map[string]any{"id": "a", "title": "<b>\"&\"</b>, Калуга", "n": float64(-26), "share": 0.1, "sure": true, "on_day": "2025-08-26", "at": "2025-08-26T20:00:00Z"}
	for name, value := range want {
		if found := got.Features[0].Properties[name]; found != value {
			t.Errorf("%s is %#v, want %#v", name, found, value)
		}
	}
	got.ProjectToWGS84(maptile.New(0, 0, 0))
	if p, _ := got.Features[0].Geometry.(orb.Point); math.Hypot(p[0]-36.1, p[1]-54.12) > 0.1 {
		t.Errorf("a point at %v", p)
	}
	areas := decode(t, tile.Append(nil, encodetest.Layer(t, encode.Footprint), tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: 4, X: 9, Y: 5}}))
	p, ok := areas.Features[0].Geometry.(orb.Polygon)
	if !ok || len(p) != 2 {
		t.Fatalf("an area with a hole is %v", areas.Features[0].Geometry)
	}
}

func TestTilesAreStableAndChangeNothing(t *testing.T) {
	l := encodetest.Layer(t, encode.Footprint)
	before := encodetest.Squares[0].Clone()
	o := tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: 5, X: 18, Y: 10}}
	first := tile.Append(nil, l, o)
	for range 5 {
		if !bytes.Equal(first, tile.Append(nil, l, o)) {
			t.Fatal("bytes differ")
		}
	}
	if !before.Equal(encodetest.Squares[0]) {
		t.Error("the shape was changed")
	}
}

// A clip at any tile is within the tile and its margin, whatever the zoom.
func TestAreasAreClipped(t *testing.T) {
	l := encodetest.Layer(t, encode.Footprint)
	rapid.Check(t, func(r *rapid.T) {
		z := rapid.Uint32Range(0, 10).Draw(r, "z")
		o := tile.Options{Set: rapid.SampledFrom(tile.Sets).Draw(r, "set"), Tile: tile.ID{Z: z, X: rapid.Uint32Range(0, 1<<z-1).Draw(r, "x"), Y: rapid.Uint32Range(0, 1<<z-1).Draw(r, "y")}}
		b := tile.Append(nil, l, o)
		if len(b) == 0 {
			return
		}
		layers, err := mvt.Unmarshal(b)
		if err != nil {
			r.Fatal(err)
		}
		for _, f := range layers[0].Features {
			if box := f.Geometry.Bound(); box.Min[0] < -64 || box.Min[1] < -64 || box.Max[0] > 4160 || box.Max[1] > 4160 {
				r.Fatalf("%+v: %v", o.Tile, box)
			}
		}
	})
}

// All tiles of a zoom together hold every point once, in clusters or by itself.
func TestNoPointIsLostOrTwice(t *testing.T) {
	l := crowd(t, 5000)
	for _, set := range tile.Sets {
		for z := range uint32(5) {
			for _, cluster := range []bool{false, true} {
				points, truths := 0, 0
				for x := range set.Wide << z {
					for y := range uint32(1) << z {
						b := tile.Append(nil, l, tile.Options{Set: set, Tile: tile.ID{Z: z, X: x, Y: y}, Cluster: cluster, Counts: []string{"even"}})
						if len(b) == 0 {
							continue
						}
						for _, f := range decode(t, b).Features {
							if n, ok := f.Properties["point_count"].(float64); ok {
								even, _ := f.Properties["n_even"].(float64)
								points, truths = points+int(n), truths+int(even)
							} else {
								if points++; f.Properties["even"] == true {
									truths++
								}
							}
						}
					}
				}
				if points != 5000 || truths != 2500 {
					t.Errorf("%s zoom %d, clusters %v: %d points, %d even", set.ID, z, cluster, points, truths)
				}
			}
		}
	}
}

func TestSets(t *testing.T) {
	for _, test := range []struct {
		set  *tile.Set
		id   tile.ID
		want bool
	}{
		{tile.WebMercatorQuad, tile.ID{}, true}, {tile.WebMercatorQuad, tile.ID{X: 1}, false}, {tile.WorldCRS84Quad, tile.ID{X: 1}, true},
		{tile.WorldCRS84Quad, tile.ID{X: 2}, false}, {tile.WebMercatorQuad, tile.ID{Z: 1 << 31}, false}, {tile.WebMercatorQuad, tile.ID{Z: 3, Y: 1<<31 - 1}, false},
	} {
		if got := test.set.Holds(test.id); got != test.want {
			t.Errorf("%s holds %+v: %v", test.set.ID, test.id, got)
		}
	}
	box := tile.WebMercatorQuad.Box(tile.ID{Z: 1, X: 1, Y: 0}, 0)
	if math.Abs(box.Min[0]) > 1e-9 || math.Abs(box.Max[1]-85.05112877980659) > 1e-9 {
		t.Errorf("box %v", box)
	}
}

// crowd is a layer of points all over the world but the poles.
func crowd(t testing.TB, n int) *encode.Layer {
	t.Helper()
	b := layer.NewBuilder(layer.Schema{Name: "crowd", Geometry: layer.Points, Columns: []layer.Column{{Name: "even", Type: layer.Boolean}, {Name: "kind"},
		{Name: "night_of", Type: layer.Date}, {Name: "count", Type: layer.Integer}, {Name: "grade"}}}, nil, n)
	for i := range n {
		b.Row(strings.Repeat("0", 8-len(itoa(i))) + itoa(i))
		b.Point(-180+360*math.Mod(float64(i)*0.618034, 1), -80+160*math.Mod(float64(i)*0.7548777, 1))
		b.Boolean(i%2 == 0)
		b.Text("kind " + itoa(i%7))
		b.Null()
		b.Integer(int64(i % 40))
		b.Text("grade " + itoa(i%5))
	}
	out, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	l := &encode.Layer{Features: encode.NewFeatures(out), Form: encode.Form{Geometry: encode.Point, Columns: []int{0, 1, 2, 3, 4}}, About: encode.About{Name: "crowd"}}
	for row := range int32(n) {
		l.Rows = append(l.Rows, row)
	}
	return l
}
