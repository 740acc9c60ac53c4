package flatgeobuf

import (
	"context"
	"encoding/binary"
	"math"
	"strconv"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// features makes features one after the other.
type features struct {
	layer      *encode.Layer
	columns    []int
	values     []prepared
	builder    *flatbuffers.Builder
	properties []byte
	points     [8]*template // of a point, by the length of its properties modulo 8
}

// prepared are the values of a column as they are written, its number in front: by code where there are few.
type prepared struct {
	values *layer.Values
	kind   layer.Type
	number uint16
	ready  [][]byte
}

// mostReady is how many distinct values of a column are made ready before the first feature.
const mostReady = 1 << 16

func newFeatures(l *encode.Layer) *features {
	f := &features{layer: l, columns: withID(l), builder: flatbuffers.NewBuilder(4 << 10)}
	for i, c := range f.columns {
		p := prepared{values: l.Table().Column(c), kind: l.Table().Schema().Columns[c].Type, number: uint16(i)}
		if n := p.values.Distinct(); n <= mostReady {
			ready := make([][]byte, n)
			for code := 1; code < n; code++ {
				ready[code] = p.append(nil, uint32(code))
			}
			p.ready = ready
		}
		f.values = append(f.values, p)
	}
	return f
}

// append appends the value of a code: nothing for null.
func (p *prepared) append(dst []byte, code uint32) []byte {
	if code == 0 {
		return dst
	}
	if p.ready != nil {
		return append(dst, p.ready[code]...)
	}
	return appendValue(binary.LittleEndian.AppendUint16(dst, p.number), p.kind, p.values.Text(code))
}

func (p *prepared) size(code uint32) uint32 {
	switch {
	case code == 0:
		return 0
	case p.ready != nil:
		return uint32(len(p.ready[code]))
	}
	return 2 + valueSize(p.kind, p.values.Text(code))
}

// propertySizes returns how many bytes of properties each row of the table has, column by column.
func (f *features) propertySizes(ctx context.Context) ([]uint32, error) {
	sizes := make([]uint32, f.layer.Table().Len())
	for i := range f.values {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := &f.values[i]
		for _, row := range f.layer.Rows {
			sizes[row] += p.size(p.values.Code(row))
		}
	}
	return sizes, nil
}

// size returns how many bytes a feature takes, and its box.
func (f *features) size(row int32, properties uint32) (int, node) {
	g := f.layer.Projected(row)
	if _, ok := g.(orb.Point); ok {
		return f.point(int(properties)).size(int(properties)), boxOf(g)
	}
	return len(f.build(g, make([]byte, properties))), boxOf(g)
}

// append appends a feature with its size in front.
func (f *features) append(dst []byte, row int32) []byte {
	f.properties = f.properties[:0]
	for i := range f.values {
		f.properties = f.values[i].append(f.properties, f.values[i].values.Code(row))
	}
	g := f.layer.Projected(row)
	if p, ok := g.(orb.Point); ok {
		return f.point(len(f.properties)).append(dst, p, f.properties)
	}
	return append(dst, f.build(g, f.properties)...)
}

// build makes any feature; the bytes are valid until the next.
func (f *features) build(g orb.Geometry, properties []byte) []byte {
	b := f.builder
	b.Reset()
	held := b.CreateByteVector(properties)
	at := geometry(b, g)
	b.StartObject(featureSlots)
	refer(b, featureGeometry, at)
	refer(b, featureProperties, held)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

// template is a feature with a point: everything that stands before its properties is the same for all whose properties
// are as long modulo 8, but for the two coordinates and two lengths.
type template struct {
	before []byte
	xy     int // where the coordinates stand
	after  int // zeros behind the properties
}

func (f *features) point(properties int) *template {
	t := &f.points[properties%8]
	if *t == nil {
		*t = f.newTemplate(properties % 8)
	}
	return *t
}

// newTemplate finds the coordinates of a feature by their bytes.
func (f *features) newTemplate(properties int) *template {
	marks := [2]float64{math.Pi, math.E}
	whole := append([]byte(nil), f.build(orb.Point(marks), make([]byte, properties))...)
	t := &template{}
	for i := 0; i+16 <= len(whole); i++ {
		if binary.LittleEndian.Uint64(whole[i:]) == math.Float64bits(marks[0]) && binary.LittleEndian.Uint64(whole[i+8:]) == math.Float64bits(marks[1]) {
			t.xy = i
		}
	}
	// The properties are made first and so stand last: their length, they, and zeros to a multiple of four.
	t.after = -properties & 3
	t.before = whole[:len(whole)-t.after-properties]
	return t
}

func (t *template) size(properties int) int { return len(t.before) + properties + t.after }

func (t *template) append(dst []byte, p orb.Point, properties []byte) []byte {
	at := len(dst)
	dst = append(append(dst, t.before...), properties...)
	dst = append(dst, "\x00\x00\x00\x00\x00\x00\x00\x00"[:t.after]...)
	f := dst[at:]
	binary.LittleEndian.PutUint32(f, uint32(len(f)-4))
	binary.LittleEndian.PutUint64(f[t.xy:], math.Float64bits(p[0]))
	binary.LittleEndian.PutUint64(f[t.xy+8:], math.Float64bits(p[1]))
	binary.LittleEndian.PutUint32(f[len(t.before)-4:], uint32(len(properties)))
	return dst
}

// appendValue appends the canonical text of a value as the format has it.
func appendValue(dst []byte, t layer.Type, text string) []byte {
	switch t {
	case layer.Integer:
		n, _ := strconv.ParseInt(text, 10, 64)
		return binary.LittleEndian.AppendUint64(dst, uint64(n))
	case layer.Number:
		v, _ := strconv.ParseFloat(text, 64)
		return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
	case layer.Boolean:
		if text == "true" {
			return append(dst, 1)
		}
		return append(dst, 0)
	default:
		return append(binary.LittleEndian.AppendUint32(dst, uint32(len(text))), text...)
	}
}

func valueSize(t layer.Type, text string) uint32 {
	switch t {
	case layer.Integer, layer.Number:
		return 8
	case layer.Boolean:
		return 1
	default:
		return 4 + uint32(len(text))
	}
}
