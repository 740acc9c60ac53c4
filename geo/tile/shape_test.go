package tile_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"oblast/geo/encode"
	"oblast/geo/layer"
	"oblast/geo/tile"
)

// own is a layer of geometries of its own, one a row.
func own(t testing.TB, geometries ...orb.Geometry) *encode.Layer {
	t.Helper()
	b := layer.NewBuilder(layer.Schema{Name: "own", Geometry: layer.Own, Columns: []layer.Column{{Name: "n", Type: layer.Integer}}}, nil, len(geometries))
	l := &encode.Layer{Form: encode.Form{Geometry: encode.Footprint, Columns: []int{0}}, About: encode.About{Name: "own"}}
	for i, g := range geometries {
		b.Row(itoa(i))
		b.Shape(g)
		b.Integer(int64(i))
		l.Rows = append(l.Rows, int32(i))
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	l.Features = encode.NewFeatures(table)
	return l
}

func box(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

// Every kind of geometry is drawn; a collection as a feature for each kind in it; nothing for no geometry.
func TestEveryKindOfGeometry(t *testing.T) {
	square := orb.Polygon{box(10, 10, 60, 60), box(20, 20, 30, 30)}
	line := orb.LineString{{0, 0}, {50, 40}, {100, 0}}
	l := own(t, orb.Point{5, 5}, orb.MultiPoint{{5, 5}, {6, 50}}, line, orb.MultiLineString{line, {{-50, 0}, {-50, 20}}}, square,
		orb.MultiPolygon{square, {box(-60, -60, -10, -10)}}, orb.Collection{orb.Point{1, 1}, line, square}, nil, orb.MultiPolygon{})
	layers, err := mvt.Unmarshal(tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range layers[0].Features {
		got = append(got, f.Geometry.GeoJSONType()+" "+itoa(int(f.Properties["n"].(float64))))
	}
	want := []string{"Point 0", "MultiPoint 1", "LineString 2", "MultiLineString 3", "Polygon 4", "MultiPolygon 5", "Point 6", "LineString 6", "Polygon 6"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What is smaller than a unit of the grid is in the tile all the same, once.
func TestSmallShapesStay(t *testing.T) {
	l := own(t, orb.MultiPolygon{{box(36.1, 54.1, 36.1001, 54.1001)}}, orb.LineString{{36.1, 54.1}, {36.1001, 54.1}}, orb.Polygon{box(36.1, 54.1, 36.1+1e-12, 54.1)})
	for z := range uint32(6) {
		found := 0
		for x := range uint32(1) << z {
			for y := range uint32(1) << z {
				if b := tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: z, X: x, Y: y}}); len(b) > 0 {
					found += len(decode(t, b).Features)
				}
			}
		}
		if found != 3 {
			t.Errorf("zoom %d: %d features of 3", z, found)
		}
	}
}

// Rings keep to MVT 2.1, 4.3.4.4: outer ones have a positive area on the screen, holes a negative one, however they came.
func TestWindingOrder(t *testing.T) {
	outer, hole := box(-20, -20, 60, 60), box(0, 0, 30, 30)
	backwards := outer.Clone()
	backwards.Reverse()
	for _, p := range []orb.Polygon{{outer, hole}, {backwards, hole}} {
		g := decode(t, tile.Append(nil, own(t, p), tile.Options{Set: tile.WorldCRS84Quad, Tile: tile.ID{X: 1}})).Features[0].Geometry.(orb.Polygon)
		if len(g) != 2 || signed(g[0]) <= 0 || signed(g[1]) >= 0 {
			t.Errorf("%v: areas %v and %v", p, signed(g[0]), signed(g[1]))
		}
	}
}

func signed(r orb.Ring) (sum float64) {
	for i, p := range r[:len(r)-1] {
		sum += p[0]*r[i+1][1] - r[i+1][0]*p[1]
	}
	return sum
}

// A shape that is cut at the antimeridian reaches over the edge of the map like over any other, so that its outline shows
// no border there; at the poles WebMercatorQuad ends.
func TestTheEdgesOfTheWorld(t *testing.T) {
	l := own(t, orb.MultiPolygon{{box(150, 40, 180, 70)}, {box(-180, 40, -150, 70)}}, orb.Polygon{box(-180, -90, 180, -60)})
	west := decode(t, tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: 2, X: 0, Y: 1}}))
	east := decode(t, tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: 2, X: 3, Y: 1}}))
	if b := west.Features[0].Geometry.Bound(); b.Min[0] != -64 {
		t.Errorf("west of the antimeridian: %v", b)
	}
	if b := east.Features[0].Geometry.Bound(); b.Max[0] != 4160 {
		t.Errorf("east of the antimeridian: %v", b)
	}
	south := decode(t, tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad}))
	if b := south.Features[len(south.Features)-1].Geometry.Bound(); b.Min[0] != -64 || b.Max[0] != 4160 || b.Max[1] != 4160 {
		t.Errorf("the south: %v", b)
	}
	pole := own(t, orb.Point{10, 90}, orb.Point{10, -90}, orb.Point{180, 0}, orb.Point{-180, 0})
	if n := len(decode(t, tile.Append(nil, pole, tile.Options{Set: tile.WebMercatorQuad})).Features); n != 2 {
		t.Errorf("%d of 4 points at the edges are on the square", n)
	}
	n := 0
	for x := range uint32(2) {
		n += len(decode(t, tile.Append(nil, pole, tile.Options{Set: tile.WorldCRS84Quad, Tile: tile.ID{X: x}})).Features)
	}
	if n != 4 {
		t.Errorf("%d of 4 points at the edges are in the two squares", n)
	}
}

// Where a tile says that those below it have the same bytes, they do.
func TestUniformTiles(t *testing.T) {
	l := own(t, orb.MultiPolygon{{box(-170, -80, 170, 84), box(20, 20, 60, 60)}}, orb.Polygon{box(30, 30, 40, 40)})
	uniform := 0
	for z := range uint32(6) {
		for x := range uint32(1) << z {
			for y := range uint32(1) << z {
				o := tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: z, X: x, Y: y}}
				b, same := tile.AppendUniform(nil, l, o)
				if !same {
					continue
				}
				uniform++
				for i := range uint32(4) {
					o.Tile = tile.ID{Z: z + 1, X: 2*x + i&1, Y: 2*y + i>>1}
					if below, still := tile.AppendUniform(nil, l, o); !still || !bytes.Equal(b, below) {
						t.Fatalf("%+v: %d bytes, above %d", o.Tile, len(below), len(b))
					}
				}
			}
		}
	}
	if uniform < 500 {
		t.Errorf("%d uniform tiles", uniform)
	}
}

// circle is a ring of n positions.
func circle(n int) orb.Ring {
	r := make(orb.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := 20 + 0.1*math.Sin(float64(i)*0.7) // with teeth
		r = append(r, orb.Point{30 + d*math.Cos(a), 50 + d*math.Sin(a)})
	}
	return append(r, r[0])
}

// A shape of a million positions is drawn at every zoom, and what lies far from the tile makes no difference.
func TestAMillionPositions(t *testing.T) {
	l := own(t, orb.Polygon{circle(1_000_000)})
	for _, id := range []tile.ID{{}, {Z: 3, X: 4, Y: 2}, {Z: 14, X: 10467, Y: 5523}, {Z: 14, X: 9557, Y: 5521}} {
		b := tile.Append(nil, l, tile.Options{Set: tile.WebMercatorQuad, Tile: id})
		if id.Z == 14 && len(b) == 0 {
			continue
		}
		f := decode(t, b).Features[0]
		if n := len(f.Geometry.(orb.Polygon)[0]); n < 4 || id.Z == 0 && n > 2000 {
			t.Errorf("%+v: %d positions", id, n)
		}
	}
}
