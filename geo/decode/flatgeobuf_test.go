package decode

import (
	"encoding/binary"
	"testing"

	flatbuffers "github.com/google/flatbuffers/go"
)

// A few bytes can say a geometry of any size, by offsets to the same part again and again: it is refused, and not built.
func TestPartsThatAreTheSame(t *testing.T) {
	file := func(levels, repeated int) []byte {
		b := flatbuffers.NewBuilder(1 << 16)
		b.StartVector(8, 8, 8)
		for _, v := range []float64{0, 0, 1, 1, 1, 0, 0, 0} {
			b.PrependFloat64(v)
		}
		xy := b.EndVector(8)
		b.StartObject(8)
		b.PrependUOffsetTSlot(fgbXY, xy, 0)
		b.PrependByteSlot(fgbType, 3, 0)
		part := b.EndObject()
		for range levels {
			b.StartVector(4, repeated, 4)
			for range repeated {
				b.PrependUOffsetT(part)
			}
			parts := b.EndVector(repeated)
			b.StartObject(8)
			b.PrependByteSlot(fgbType, 7, 0)
			b.PrependUOffsetTSlot(fgbParts, parts, 0)
			part = b.EndObject()
		}
		b.StartObject(2)
		b.PrependUOffsetTSlot(0, part, 0)
		b.FinishSizePrefixed(b.EndObject())
		feature := b.FinishedBytes()

		h := flatbuffers.NewBuilder(64)
		h.StartObject(11)
		h.PrependUint16Slot(fgbNodeSize, 0, 16)
		h.PrependUint64Slot(fgbCount, 1, 0)
		h.Finish(h.EndObject())
		raw := binary.LittleEndian.AppendUint32([]byte("fgb\x03fgb\x00"), uint32(len(h.FinishedBytes())))
		return append(append(raw, h.FinishedBytes()...), feature...)
	}
	for _, c := range []struct {
		levels, repeated int
		whole            bool
	}{{1, 1, true}, {2, 1, true}, {1, 2000, false}, {7, 1000, false}} {
		s := &set{}
		err := flatGeobuf(t.Context(), file(c.levels, c.repeated), s)
		if (err == nil) != c.whole || c.whole && (len(s.rows) != 1 || s.rows[0].geometry == nil) {
			t.Errorf("%d levels of %d: %v", c.levels, c.repeated, err)
		}
	}
}
