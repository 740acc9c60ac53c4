package geopackage

import (
	"context"
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"oblast/geo/layer"
)

// fill inserts the rows, and keeps the boxes of their geometries for the index.
func (t *table) fill(ctx context.Context) error {
	named := []string{}
	if t.spatial() {
		named = append(named, "geom")
		t.cells = make([]cell, 0, len(t.layer.Rows))
	}
	for _, name := range t.names {
		named = append(named, quoted(name))
	}
	if len(named) == 0 {
		named = append(named, "fid") // which counts by itself
	}
	in, err := t.insertInto(ctx, "INSERT INTO "+quoted(t.layer.Name)+" ("+strings.Join(named, ", ")+")", len(named))
	if err != nil {
		return err
	}
	columns := make([]coded, len(t.columns))
	for i, c := range t.columns {
		columns[i] = newCoded(t.layer.Table(), c)
	}
	values := make([]any, len(named))
	for i, row := range t.layer.Rows {
		rest := values
		if t.spatial() {
			if rest[0], err = t.geometry(int64(i+1), row); err != nil {
				return err
			}
			rest = rest[1:]
		}
		for i := range columns {
			rest[i] = columns[i].at(row)
		}
		if err := in.row(values...); err != nil {
			return err
		}
	}
	return in.end()
}

// mostReady is how many distinct values of a column are made ready before the first row; of one that has more each value
// is made when it is written, so that memory stays bounded.
const mostReady = 1 << 16

// coded is a column with the way to its values.
type coded struct {
	values *layer.Values
	kind   layer.Type
	ready  []any // by code; nil where there are too many
}

func newCoded(t *layer.Table, column int) coded {
	c := coded{values: t.Column(column), kind: t.Schema().Columns[column].Type}
	if n := c.values.Distinct(); n <= mostReady {
		ready := make([]any, n)
		for code := 1; code < n; code++ {
			ready[code] = value(c.kind, c.values.Text(uint32(code)))
		}
		c.ready = ready
	}
	return c
}

// at is a row's value; nil for null.
func (c *coded) at(row int32) any {
	code := c.values.Code(row)
	switch {
	case c.ready != nil:
		return c.ready[code]
	case code == 0:
		return nil
	}
	return value(c.kind, c.values.Text(code))
}

// value is a canonical text as SQLite holds it.
func value(t layer.Type, text string) any {
	switch t {
	case layer.Integer:
		n, _ := strconv.ParseInt(text, 10, 64)
		return n
	case layer.Number:
		v, _ := strconv.ParseFloat(text, 64)
		return v
	case layer.Boolean:
		return text == "true"
	case layer.Instant:
		at, _ := time.Parse(time.RFC3339Nano, text)
		return at.UTC().Format("2006-01-02T15:04:05.000Z")
	default:
		return text
	}
}

// geometry returns a row's geometry in the format's own binary form (clause 2.1.3), and enters its box for the index; nil for none.
func (t *table) geometry(fid int64, row int32) (any, error) {
	g := t.layer.Projected(row)
	if g == nil {
		return nil, nil
	}
	box := g.Bound()
	t.widen(box)
	t.cells = append(t.cells, boxed(fid, box))
	head := []byte{'G', 'P', 0, 1} // little endian, no envelope
	_, point := g.(orb.Point)
	if !point {
		head[3] |= 1 << 1 // an envelope of two dimensions
	}
	head = binary.LittleEndian.AppendUint32(head, uint32(t.srs))
	if !point {
		for _, v := range [4]float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
			head = binary.LittleEndian.AppendUint64(head, math.Float64bits(v))
		}
	}
	body, err := wkb.Marshal(g, binary.LittleEndian)
	return append(head, body...), err
}

func (t *table) widen(b orb.Bound) {
	if !t.placed {
		t.box, t.placed = [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, true
		return
	}
	t.box = [4]float64{min(t.box[0], b.Min[0]), min(t.box[1], b.Min[1]), max(t.box[2], b.Max[0]), max(t.box[3], b.Max[1])}
}
