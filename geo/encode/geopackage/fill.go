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

// fill inserts the rows.
func (t *table) fill(ctx context.Context) error {
	named, marks := []string{}, []string{}
	if t.spatial() {
		named, marks = append(named, "geom"), append(marks, "?")
	}
	for _, name := range t.names {
		named, marks = append(named, quoted(name)), append(marks, "?")
	}
	statement := "INSERT INTO " + quoted(t.layer.Name) + " (" + strings.Join(named, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	if len(named) == 0 {
		statement = "INSERT INTO " + quoted(t.layer.Name) + " DEFAULT VALUES"
	}
	insert, err := t.tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer insert.Close()
	values := make([]any, len(named))
	for _, row := range t.layer.Rows {
		rest := values
		if t.spatial() {
			if rest[0], err = t.geometry(row); err != nil {
				return err
			}
			rest = rest[1:]
		}
		for i, c := range t.columns {
			rest[i] = value(t.layer.Table(), c, row)
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

// value is a row's value as SQLite holds it; nil for null.
func value(t *layer.Table, column int, row int32) any {
	text, ok := t.Column(column).At(row)
	if !ok {
		return nil
	}
	switch t.Schema().Columns[column].Type {
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

// geometry returns a row's geometry in the format's own binary form (clause 2.1.3); nil for none.
func (t *table) geometry(row int32) (any, error) {
	g := t.layer.Projected(row)
	if g == nil {
		return nil, nil
	}
	box := g.Bound()
	t.widen(box)
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
