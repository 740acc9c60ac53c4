// Package geoparquet writes features as GeoParquet 1.1: columns for programs that read a few of many.
//
// In: an encode.Layer. Out: one Parquet file, streamed row group by row group: the layer's columns with their types, the
// geometry as WKB, and its box as a column (covering), by which a reader leaves out row groups and pages. Rows are in
// Hilbert order, so a row group is a neighbourhood. Memory is that of one row group. Easting (or longitude) comes first in
// every reference system. Unknown is null.
package geoparquet

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// groupRows is how many rows a row group has at most; fewer where they have areas, for these are large.
const (
	groupRows      = 40_000
	groupRowsAreas = 2_000
)

// Write writes a file of the layer's rows. The order of l.Rows is changed.
func Write(ctx context.Context, w io.Writer, l *encode.Layer) error {
	l.SortByPlace()
	columns := columnsOf(l)
	meta, err := metadata(l)
	if err != nil {
		return err
	}
	options := []parquet.WriterOption{schemaOf(l, columns), parquet.Compression(&parquet.Snappy), parquet.CreatedBy("oblast", "1", ""),
		parquet.DataPageStatistics(true), parquet.KeyValueMetadata("geo", meta)}
	for key, value := range l.Told() {
		options = append(options, parquet.KeyValueMetadata(key, value))
	}
	out := parquet.NewGenericWriter[any](w, options...)
	values := make([]coded, len(columns))
	for i, c := range columns {
		values[i] = newCoded(l.Table(), c, i)
	}
	most := groupRows
	if l.Geometry == encode.Footprint {
		most = groupRowsAreas
	}
	for from := 0; from < len(l.Rows); from += most {
		if err := writeGroup(ctx, out, l, values, l.Rows[from:min(from+most, len(l.Rows))]); err != nil {
			return err
		}
	}
	return out.Close()
}

// columnsOf returns the columns, without one that is called as a column of the format's own.
func columnsOf(l *encode.Layer) []int {
	var columns []int
	for _, c := range l.Columns {
		if name := l.Table().Schema().Columns[c].Name; name != geometryColumn && name != boxColumn {
			columns = append(columns, c)
		}
	}
	return columns
}

// chunk is how many values are handed over at a time.
const chunk = 1024

// writeGroup writes a row group, column by column.
func writeGroup(ctx context.Context, out *parquet.GenericWriter[any], l *encode.Layer, columns []coded, rows []int32) error {
	writers := out.ColumnWriters()
	buf, held := make([]parquet.Value, 0, chunk), make([]byte, 0, chunk*64)
	for i := range columns {
		for some := range slices.Chunk(rows, chunk) {
			if err := ctx.Err(); err != nil {
				return err
			}
			buf, held = buf[:0], held[:0]
			for _, row := range some {
				var v parquet.Value
				v, held = columns[i].at(row, held)
				buf = append(buf, v)
			}
			if _, err := writers[i].WriteRowValues(buf); err != nil {
				return err
			}
		}
	}
	if l.Geometry != encode.NoGeometry {
		if err := writePlaces(ctx, writers[len(columns):], l, rows, len(columns)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writePlaces writes geometry and box of each row.
func writePlaces(ctx context.Context, writers []*parquet.ColumnWriter, l *encode.Layer, rows []int32, first int) error {
	var places [5][]parquet.Value // the geometry, and the sides of its box
	held := make([]byte, 0, chunk*wkbPoint)
	for some := range slices.Chunk(rows, chunk) {
		if err := ctx.Err(); err != nil {
			return err
		}
		held = held[:0]
		for i := range places {
			places[i] = places[i][:0]
		}
		for _, row := range some {
			values, level := [5]parquet.Value{}, 0
			if g := l.Projected(row); g != nil {
				start := len(held)
				var err error
				if held, err = appendWKB(held, g); err != nil {
					return err
				}
				box := g.Bound()
				level, values = 1, [5]parquet.Value{parquet.ByteArrayValue(held[start:]), parquet.DoubleValue(box.Min[0]), parquet.DoubleValue(box.Min[1]), parquet.DoubleValue(box.Max[0]), parquet.DoubleValue(box.Max[1])}
			}
			for i, v := range values {
				places[i] = append(places[i], v.Level(0, level, first+i))
			}
		}
		for i := range places {
			if _, err := writers[i].WriteRowValues(places[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// wkbPoint is how many bytes a point takes.
const wkbPoint = 21

// appendWKB appends a geometry as WKB, little endian.
func appendWKB(dst []byte, g orb.Geometry) ([]byte, error) {
	if p, ok := g.(orb.Point); ok {
		dst = append(dst, 1, 1, 0, 0, 0)
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p[0]))
		return binary.LittleEndian.AppendUint64(dst, math.Float64bits(p[1])), nil
	}
	b, err := wkb.Marshal(g, binary.LittleEndian)
	return append(dst, b...), err
}

// mostReady is how many distinct values of a column are made ready before the first row; of one that has more, such as a
// column of ids, each value is made when it is written, so that memory stays bounded.
const mostReady = 1 << 16

// coded is a column with the way to its values.
type coded struct {
	values *layer.Values
	kind   layer.Type
	leaf   int
	known  int             // definition level of a value
	ready  []parquet.Value // by code; nil where there are too many
}

func newCoded(t *layer.Table, column, leaf int) coded {
	schema := &t.Schema().Columns[column]
	c := coded{values: t.Column(column), kind: schema.Type, leaf: leaf, known: 1}
	if schema.Required {
		c.known = 0
	}
	if n := c.values.Distinct(); n <= mostReady {
		ready := make([]parquet.Value, n)
		for code := range ready {
			ready[code] = c.make(uint32(code))
		}
		c.ready = ready
	}
	return c
}

func (c *coded) make(code uint32) parquet.Value {
	if code == 0 {
		return parquet.Value{}.Level(0, 0, c.leaf)
	}
	return value(c.kind, c.values.Text(code)).Level(0, c.known, c.leaf)
}

// at is a row's value. Where it is made for the row alone its text is appended to held, which the value is good as long as.
func (c *coded) at(row int32, held []byte) (parquet.Value, []byte) {
	code := c.values.Code(row)
	if c.ready != nil {
		return c.ready[code], held
	}
	if code == 0 || !isText(c.kind) {
		return c.make(code), held
	}
	start := len(held)
	held = append(held, c.values.Text(code)...)
	return parquet.ByteArrayValue(held[start:]).Level(0, c.known, c.leaf), held
}

func isText(t layer.Type) bool {
	switch t {
	case layer.Integer, layer.Number, layer.Boolean, layer.Date, layer.Instant:
		return false
	}
	return true
}

// value is a canonical text as Parquet has it.
func value(t layer.Type, text string) parquet.Value {
	switch t {
	case layer.Integer:
		n, _ := strconv.ParseInt(text, 10, 64)
		return parquet.Int64Value(n)
	case layer.Number:
		v, _ := strconv.ParseFloat(text, 64)
		return parquet.DoubleValue(v)
	case layer.Boolean:
		return parquet.BooleanValue(text == "true")
	case layer.Date:
		day, _ := time.Parse(time.DateOnly, text)
		return parquet.Int32Value(int32(day.Unix() / 86400))
	case layer.Instant:
		at, _ := time.Parse(time.RFC3339Nano, text)
		return parquet.Int64Value(at.UnixMicro())
	default:
		return parquet.ByteArrayValue([]byte(text))
	}
}
