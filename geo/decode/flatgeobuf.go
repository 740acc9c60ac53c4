package decode

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"slices"
	"strconv"
	"time"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"
)

// readFlatGeobuf reads a file of FlatGeobuf 3, https://flatgeobuf.org. Its index is passed over: the whole file is read.
func readFlatGeobuf(ctx context.Context, path string, s *set) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return flatGeobuf(ctx, raw, s)
}

// Slots of the tables of header.fbs and feature.fbs, and types of columns.
const (
	fgbGeometryType, fgbColumns, fgbCount, fgbNodeSize, fgbCRS = 2, 7, 8, 9, 10
	fgbColumnName, fgbColumnType                               = 0, 1
	fgbEnds, fgbXY, fgbType, fgbParts                          = 0, 1, 6, 7
)

func flatGeobuf(ctx context.Context, raw []byte, s *set) (err error) {
	// The library trusts its offsets: a broken one panics.
	defer func() {
		if recover() != nil {
			err = wrong("it is no FlatGeobuf, or broken behind feature %d", len(s.rows))
		}
	}()
	if len(raw) < 12 || string(raw[:3]) != "fgb" || raw[3] != 3 {
		return wrong("it is no file of FlatGeobuf 3")
	}
	size := int(binary.LittleEndian.Uint32(raw[8:]))
	raw = slices.Clip(raw) // what lies behind its end is none of it
	head := table(raw[12 : 12+size : 12+size])
	raw = raw[12+size:]
	code := 0
	if at, ok := head.table(fgbCRS); ok {
		code = int(at.int32(1))
	}
	system, err := systemOf(code)
	if err != nil {
		return err
	}
	count := int64(head.uint64(fgbCount))
	if node := int64(head.uint16(fgbNodeSize, 16)); node > 0 && count > 0 {
		if node < 2 || count > int64(len(raw)) {
			return wrong("it is no FlatGeobuf: its index cannot be")
		}
		raw = raw[treeSize(count, node):]
	}
	columns := fgbSchema(head, s)
	for len(raw) >= 4 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := int(binary.LittleEndian.Uint32(raw))
		f := table(raw[4 : 4+n : 4+n])
		raw = raw[4+n:]
		r := row{id: strconv.Itoa(len(s.rows) + 1)}
		if at, ok := f.table(0); ok {
			left := len(f.Bytes) / 4
			if r.geometry, err = fgbGeometry(at, head.byte(fgbGeometryType), 0, &left); err != nil {
				return wrong("feature %s: %v", r.id, err)
			}
			r.geometry = degrees(r.geometry, system)
		}
		fgbProperties(slices.Clip(f.bytes(1)), columns, s, &r)
		s.rows = append(s.rows, r)
	}
	return nil
}

// treeSize is the size of the packed tree: 40 bytes a node. A single feature has a root above it too.
func treeSize(count, node int64) int64 {
	total := count
	for n := count; ; {
		n = (n + node - 1) / node
		if total += n; n == 1 {
			return total * 40
		}
	}
}

type fgbColumn struct {
	at   int // in the set
	kind byte
}

// fgbKinds are the types of columns, by their numbers.
var fgbKinds = [...]kinds{isInteger, isInteger, isBoolean, isInteger, isInteger, isInteger, isInteger, isInteger, isInteger, isNumber, isNumber, isText, isText, isInstant, 0}

func fgbSchema(head view, s *set) []fgbColumn {
	var columns []fgbColumn
	for _, c := range head.tables(fgbColumns) {
		kind := c.byte(fgbColumnType)
		at := s.column(string(c.bytes(fgbColumnName)))
		if k := fgbKinds[kind]; k != 0 && kind != 13 { // a DateTime may hold dates alone
			s.columns[at].fixed, s.columns[at].seen = true, k
		}
		columns = append(columns, fgbColumn{at, kind})
	}
	return columns
}

// fgbProperties reads pairs of column and value.
func fgbProperties(raw []byte, columns []fgbColumn, s *set, r *row) {
	for len(raw) >= 2 {
		c := columns[binary.LittleEndian.Uint16(raw)]
		raw = raw[2:]
		v, rest := fgbValue(c.kind, raw)
		raw = rest
		s.put(r, c.at, v)
	}
}

func fgbValue(kind byte, raw []byte) (value, []byte) {
	e := binary.LittleEndian
	switch kind {
	case 0:
		return integerValue(int64(int8(raw[0]))), raw[1:]
	case 1:
		return integerValue(int64(raw[0])), raw[1:]
	case 2:
		return booleanValue(raw[0] != 0), raw[1:]
	case 3:
		return integerValue(int64(int16(e.Uint16(raw)))), raw[2:]
	case 4:
		return integerValue(int64(e.Uint16(raw))), raw[2:]
	case 5:
		return integerValue(int64(int32(e.Uint32(raw)))), raw[4:]
	case 6:
		return integerValue(int64(e.Uint32(raw))), raw[4:]
	case 7, 8:
		return integerValue(int64(e.Uint64(raw))), raw[8:]
	case 9:
		return numberValue(float64(math.Float32frombits(e.Uint32(raw)))), raw[4:]
	case 10:
		return numberValue(math.Float64frombits(e.Uint64(raw))), raw[8:]
	}
	n := int(e.Uint32(raw))
	text := string(raw[4 : 4+n])
	if kind == 14 { // binary
		return value{}, raw[4+n:]
	}
	if kind == 13 {
		return clockValue(text), raw[4+n:]
	}
	return textValue(text, false), raw[4+n:]
}

// clockValue is a DateTime: one without a zone is UTC, and a midnight without a zone may be a date, for which the format has
// no type.
func clockValue(text string) value {
	v := textValue(text, false)
	if t, err := time.Parse("2006-01-02T15:04:05", text); err == nil {
		v.kinds |= isInstant
		if t.Equal(t.Truncate(24 * time.Hour)) {
			v.kinds |= isDate
		}
	}
	return v
}

// fgbGeometry reads a geometry; its type is the file's where it has none of its own. Offsets may lead to the same bytes again and
// again: left is how many numbers the feature has room for, and no more are read.
func fgbGeometry(g view, kind byte, deep int, left *int) (orb.Geometry, error) {
	if deep > 8 {
		return nil, wrong("its geometry is nested too deep")
	}
	if *left -= 1 + g.length(fgbXY) + g.length(fgbEnds) + g.length(fgbParts); *left < 0 {
		return nil, wrong("its geometry uses the same numbers more than once")
	}
	if own := g.byte(fgbType); own != 0 {
		kind = own
	}
	xy := g.doubles(fgbXY)
	points := make([]orb.Point, len(xy)/2)
	for i := range points {
		points[i] = orb.Point{xy[2*i], xy[2*i+1]}
	}
	rings := cut(points, g.uint32s(fgbEnds))
	switch kind {
	case 1:
		if len(points) == 0 {
			return nil, nil
		}
		return points[0], nil
	case 2:
		return orb.LineString(points), nil
	case 3:
		p := make(orb.Polygon, len(rings))
		for i := range rings {
			p[i] = rings[i]
		}
		return p, nil
	case 4:
		return orb.MultiPoint(points), nil
	case 5:
		m := make(orb.MultiLineString, len(rings))
		for i := range rings {
			m[i] = rings[i]
		}
		return m, nil
	case 6, 7:
		var all orb.Collection
		for _, part := range g.tables(fgbParts) {
			one, err := fgbGeometry(part, map[byte]byte{6: 3}[kind], deep+1, left)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		if kind == 7 {
			return all, nil
		}
		return gathered[orb.MultiPolygon, orb.Polygon](all)
	}
	return nil, wrong("geometries of type %d of FlatGeobuf are not read", kind)
}

// cut divides points at the ends of their lines; without ends there is one.
func cut(points []orb.Point, ends []uint32) [][]orb.Point {
	if len(ends) == 0 {
		return [][]orb.Point{points}
	}
	var all [][]orb.Point
	from := uint32(0)
	for _, end := range ends {
		all = append(all, points[from:end])
		from = end
	}
	return all
}

// view is a table of flatbuffers, read by slot.
type view struct{ flatbuffers.Table }

func table(raw []byte) view {
	return view{flatbuffers.Table{Bytes: raw, Pos: flatbuffers.GetUOffsetT(raw)}}
}

func (v view) field(slot int) flatbuffers.UOffsetT {
	return flatbuffers.UOffsetT(v.Offset(flatbuffers.VOffsetT(4 + 2*slot)))
}

func (v view) byte(slot int) byte {
	if o := v.field(slot); o != 0 {
		return v.GetByte(o + v.Pos)
	}
	return 0
}

func (v view) uint16(slot int, otherwise uint16) uint16 {
	if o := v.field(slot); o != 0 {
		return v.GetUint16(o + v.Pos)
	}
	return otherwise
}

func (v view) int32(slot int) int32 {
	if o := v.field(slot); o != 0 {
		return v.GetInt32(o + v.Pos)
	}
	return 0
}

func (v view) uint64(slot int) uint64 {
	if o := v.field(slot); o != 0 {
		return v.GetUint64(o + v.Pos)
	}
	return 0
}

func (v view) bytes(slot int) []byte {
	if o := v.field(slot); o != 0 {
		return v.ByteVector(o + v.Pos)
	}
	return nil
}

func (v view) table(slot int) (view, bool) {
	if o := v.field(slot); o != 0 {
		return view{flatbuffers.Table{Bytes: v.Bytes, Pos: v.Indirect(o + v.Pos)}}, true
	}
	return view{}, false
}

// length is that of a vector; 0: there is none.
func (v view) length(slot int) int {
	if o := v.field(slot); o != 0 {
		return v.VectorLen(o)
	}
	return 0
}

func (v view) tables(slot int) []view {
	o := v.field(slot)
	if o == 0 {
		return nil
	}
	start := v.Vector(o)
	all := make([]view, 0, min(v.VectorLen(o), len(v.Bytes)/4))
	for i := range v.VectorLen(o) {
		all = append(all, view{flatbuffers.Table{Bytes: v.Bytes, Pos: v.Indirect(start + flatbuffers.UOffsetT(4*i))}})
	}
	return all
}

func (v view) doubles(slot int) []float64 {
	o := v.field(slot)
	if o == 0 {
		return nil
	}
	start := v.Vector(o)
	all := make([]float64, 0, min(v.VectorLen(o), len(v.Bytes)/8))
	for i := range v.VectorLen(o) {
		all = append(all, v.GetFloat64(start+flatbuffers.UOffsetT(8*i)))
	}
	return all
}

func (v view) uint32s(slot int) []uint32 {
	o := v.field(slot)
	if o == 0 {
		return nil
	}
	start := v.Vector(o)
	all := make([]uint32, 0, min(v.VectorLen(o), len(v.Bytes)/4))
	for i := range v.VectorLen(o) {
		all = append(all, v.GetUint32(start+flatbuffers.UOffsetT(4*i)))
	}
	return all
}
