// Package geoparquet writes features as GeoParquet 1.1: columns for programs that read a few of many.
//
// In: an encode.Layer. Out: one Parquet file, streamed row group by row group: the layer's columns with their types, the
// geometry as WKB, and its box as a column (covering), by which a reader leaves out row groups and pages. Rows are in
// Hilbert order, so a row group is a neighbourhood. Memory is that of one row group. Easting (or longitude) comes first in
// every reference system. Unknown is null.
package geoparquet

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
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
	buf := make([]parquet.Value, 0, chunk)
	for i := range columns {
		if err := ctx.Err(); err != nil {
			return err
		}
		for from := 0; from < len(rows); from += chunk {
			buf = buf[:0]
			for _, row := range rows[from:min(from+chunk, len(rows))] {
				buf = append(buf, columns[i].at(row))
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
	var one [1]parquet.Value
	put := func(i int, v parquet.Value, known bool) error {
		level := 0
		if known {
			level = 1
		}
		one[0] = v.Level(0, level, first+i)
		_, err := writers[i].WriteRowValues(one[:])
		return err
	}
	for n, row := range rows {
		if n&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		g := l.Projected(row)
		values := [5]parquet.Value{}
		if g != nil {
			b, err := wkb.Marshal(g)
			if err != nil {
				return err
			}
			box := g.Bound()
			values = [5]parquet.Value{parquet.ByteArrayValue(b), parquet.DoubleValue(box.Min[0]), parquet.DoubleValue(box.Min[1]), parquet.DoubleValue(box.Max[0]), parquet.DoubleValue(box.Max[1])}
		}
		for i, v := range values {
			if err := put(i, v, g != nil); err != nil {
				return err
			}
		}
	}
	return nil
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

func (c *coded) at(row int32) parquet.Value {
	code := c.values.Code(row)
	if c.ready != nil {
		return c.ready[code]
	}
	return c.make(code)
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
