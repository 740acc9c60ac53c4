// Package tile writes features as vector tiles: Mapbox Vector Tile 2.1, one layer a tile.
//
// In: a layer.Table, row numbers and a tile of a Set. Out: the tile's bytes, appended; the same rows give the same bytes.
// Coordinates are WGS 84 lon, lat on the way in and whole units of the tile's grid on the way out. Points belong to one
// tile; lines and areas reach a little over its edge and lose bends below half a pixel. Nothing is dropped: where a tile has
// more points than can be told apart they stand as clusters with their counts, and what is smaller than a unit of the grid
// is drawn as one. An area cut at the antimeridian reaches over the edge of the map there, so that its outline does not show
// the cut. What a set cannot show (the poles in WebMercatorQuad) is in no tile. Safe for concurrent use.
package tile

import (
	"math"
	"strconv"
	"sync"

	"oblast/geo/encode"
	"oblast/geo/layer"

	"github.com/paulmach/orb"
)

// ClusterFrom is how many points a tile holds at most before those that share a cell are joined, and ClusterUntil the zoom
// from which on they never are.
const (
	ClusterFrom  = 2000
	ClusterUntil = 14
)

// Options say how a tile is made.
type Options struct {
	Set     *Set
	Tile    ID
	Cluster bool     // join points where there are many
	Counts  []string // Boolean columns whose true values a cluster counts
}

// encoders are kept for their buffers.
var encoders = sync.Pool{New: func() any { return new(encoder) }}

// Append appends the tile of a layer's rows, which may reach beyond it: what lies outside is left out.
func Append(dst []byte, l *encode.Layer, o Options) []byte {
	dst, _ = AppendUniform(dst, l, o)
	return dst
}

// AppendUniform is Append; uniform tells that every tile below this one, of the same geometries, has the same bytes: each
// area fills the tile with its margin or is not in it, and there is nothing else.
func AppendUniform(dst []byte, l *encode.Layer, o Options) (_ []byte, uniform bool) {
	e, _ := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset(l.Named(l.Table().Schema()))
	codes := newCodes(e, l)
	if l.Geometry == encode.Point {
		e.points(l, o, codes)
		return e.appendLayer(dst, l.Name), len(e.features) == 0
	}
	c := canvas{encoder: e, Options: o, box: o.Set.Box(o.Tile, buffer/float64(Extent))}
	for _, row := range l.Rows {
		if g := l.GeometryOf(row, &l.Form); g != nil {
			c.shape(g, func() { codes.tag(row) })
		}
	}
	return e.appendLayer(dst, l.Name), !c.crossed
}

// place returns where a point is on the grid; ok is false where another tile has it.
func (o *Options) place(p orb.Point) (x, y int32, ok bool) {
	at := o.Set.within(o.Tile, p)
	// The eastern and southern edge of the world belong to the last tiles.
	last := [2]bool{o.Tile.X+1 == o.Set.Wide<<o.Tile.Z, o.Tile.Y+1 == 1<<o.Tile.Z}
	for i := range at {
		if at[i] < 0 || at[i] > Extent || at[i] == Extent && !last[i] {
			return 0, 0, false
		}
	}
	return int32(math.Floor(at[0])), int32(math.Floor(at[1])), true
}

func (e *encoder) points(l *encode.Layer, o Options, codes *codes) {
	type placed struct {
		row  int32
		x, y int32
	}
	all := make([]placed, 0, len(l.Rows))
	for _, row := range l.Rows {
		if lon, lat, ok := l.Table().Point(row); ok {
			if x, y, ok := o.place(orb.Point{lon, lat}); ok {
				all = append(all, placed{row, x, y})
			}
		}
	}
	if o.Cluster && len(all) > ClusterFrom && o.Tile.Z < ClusterUntil {
		c := newClusters(e, l, o.Counts)
		for _, p := range all {
			c.add(p.row, p.x, p.y)
		}
		c.write(codes)
		return
	}
	for _, p := range all {
		codes.tag(p.row)
		e.point(p.x, p.y)
		e.end(pointType)
	}
}

// codes turn the codes of a table's columns into the numbers of a tile's values.
type codes struct {
	e       *encoder
	columns []codedColumn
}

type codedColumn struct {
	values *layer.Values
	kind   layer.Type
	number []uint32          // by code, plus 1; nil where there are too many codes
	sparse map[uint32]uint32 // the same for those
}

// mostDense is how many codes a column may have to be looked up by index.
const mostDense = 1 << 12

func newCodes(e *encoder, l *encode.Layer) *codes {
	c := &codes{e: e}
	for _, column := range l.Columns {
		coded := codedColumn{values: l.Table().Column(column), kind: l.Table().Schema().Columns[column].Type}
		if n := coded.values.Distinct(); n <= mostDense {
			coded.number = make([]uint32, n)
		} else {
			coded.sparse = map[uint32]uint32{}
		}
		c.columns = append(c.columns, coded)
	}
	return c
}

// tag gives the feature under way the values of a row; null is left out, as the format has none.
func (c *codes) tag(row int32) {
	for i := range c.columns {
		column := &c.columns[i]
		code := column.values.Code(row)
		if code == 0 {
			continue
		}
		var n uint32
		if column.number != nil {
			n = column.number[code]
		} else {
			n = column.sparse[code]
		}
		if n == 0 {
			n = c.e.value(column.kind, column.values.Text(code)) + 1
			if column.number != nil {
				column.number[code] = n
			} else {
				column.sparse[code] = n
			}
		}
		c.e.tag(uint32(i), n-1)
	}
}

func decimal(n int) string { return strconv.Itoa(n) }
