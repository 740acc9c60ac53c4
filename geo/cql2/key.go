package cql2

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

// AppendKey appends bytes that are equal for expressions that mean the same thing of the same schema, and different for
// others as far as can be seen without thinking: AND in another order has another key.
func (e *Expr) AppendKey(dst []byte) []byte {
	dst = append(dst, byte(e.Op), byte(len(e.Args)), byte(len(e.Args)>>8))
	switch e.Op {
	case PropertyRef:
		return binary.AppendUvarint(dst, uint64(e.Index))
	case Literal:
		return e.Value.appendKey(dst)
	}
	for _, a := range e.Args {
		dst = a.AppendKey(dst)
	}
	return dst
}

func (v Value) appendKey(dst []byte) []byte {
	dst = append(dst, byte(v.Type))
	switch v.Type {
	case Text:
		dst = binary.AppendUvarint(dst, uint64(len(v.Text)))
		return append(dst, v.Text...)
	case Date, Instant, Interval:
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v.From.Micros))
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v.To.Micros))
		return append(dst, dayByte(v.From), dayByte(v.To))
	case Geometry:
		return appendGeometryKey(dst, v.Geometry.Geometry())
	case Array:
		dst = binary.AppendUvarint(dst, uint64(len(v.List)))
		for _, w := range v.List {
			dst = w.appendKey(dst)
		}
		return dst
	}
	return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v.Number))
}

func dayByte(m Moment) byte {
	if m.Day {
		return 1
	}
	return 0
}

func appendGeometryKey(dst []byte, g orb.Geometry) []byte {
	raw, err := wkb.Marshal(g)
	if err != nil {
		return append(dst, 0xff)
	}
	return append(binary.AppendUvarint(dst, uint64(len(raw))), raw...)
}
