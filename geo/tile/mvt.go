package tile

import (
	"encoding/binary"
	"math"
	"strconv"

	"oblast/geo/layer"
)

// Extent is the side of a tile's grid.
const Extent = 4096

// Geometry types and commands (Mapbox Vector Tile 2.1, 4.3).
const (
	pointType   = 1
	lineType    = 2
	polygonType = 3

	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// encoder writes one layer of a tile: keys and values in the order in which they are first used, so that the same
// features give the same bytes.
type encoder struct {
	features []byte
	keys     []string
	values   []byte // fields 4 of the layer
	nValues  uint32
	tags     []byte
	commands []byte
	known    map[string]uint32 // values that are no column's
}

func (e *encoder) reset(keys []string) {
	e.features, e.values, e.nValues, e.keys = e.features[:0], e.values[:0], 0, keys
	clear(e.known)
}

// value adds a value and returns its number.
func (e *encoder) value(kind layer.Type, text string) uint32 {
	var b [16]byte
	v := b[:0]
	switch kind {
	case layer.Integer:
		n, _ := strconv.ParseInt(text, 10, 64)
		if n >= 0 {
			v = binary.AppendUvarint(append(v, 5<<3), uint64(n)) // uint_value
		} else {
			v = binary.AppendUvarint(append(v, 6<<3), uint64(n)<<1^uint64(n>>63)) // sint_value
		}
	case layer.Number:
		f, _ := strconv.ParseFloat(text, 64)
		v = binary.LittleEndian.AppendUint64(append(v, 3<<3|1), math.Float64bits(f)) // double_value
	case layer.Boolean:
		v = append(v, 7<<3, 0) // bool_value
		if text == "true" {
			v[len(v)-1] = 1
		}
	default:
		head := binary.AppendUvarint(append(v, 1<<3|2), uint64(len(text))) // string_value
		e.values = binary.AppendUvarint(append(e.values, 4<<3|2), uint64(len(head)+len(text)))
		e.values = append(append(e.values, head...), text...)
		e.nValues++
		return e.nValues - 1
	}
	e.values = append(binary.AppendUvarint(append(e.values, 4<<3|2), uint64(len(v))), v...)
	e.nValues++
	return e.nValues - 1
}

// shared is value for what comes again and again.
func (e *encoder) shared(kind layer.Type, text string) uint32 {
	key := string(rune('0'+kind)) + text
	n, ok := e.known[key]
	if !ok {
		if e.known == nil {
			e.known = map[string]uint32{}
		}
		n = e.value(kind, text)
		e.known[key] = n
	}
	return n
}

// tag gives the feature under way a value.
func (e *encoder) tag(key, value uint32) {
	e.tags = binary.AppendUvarint(binary.AppendUvarint(e.tags, uint64(key)), uint64(value))
}

// end writes the feature under way.
func (e *encoder) end(kind byte) {
	size := 2 + 1 + uvarintLen(len(e.commands)) + len(e.commands)
	if len(e.tags) > 0 {
		size += 1 + uvarintLen(len(e.tags)) + len(e.tags)
	}
	e.features = binary.AppendUvarint(append(e.features, 2<<3|2), uint64(size))
	if len(e.tags) > 0 {
		e.features = append(binary.AppendUvarint(append(e.features, 2<<3|2), uint64(len(e.tags))), e.tags...)
	}
	e.features = append(e.features, 3<<3, kind)
	e.features = append(binary.AppendUvarint(append(e.features, 4<<3|2), uint64(len(e.commands))), e.commands...)
	e.tags, e.commands = e.tags[:0], e.commands[:0]
}

func uvarintLen(n int) int {
	size := 1
	for ; n >= 0x80; n >>= 7 {
		size++
	}
	return size
}

// appendLayer appends the layer; nothing where it has no feature.
func (e *encoder) appendLayer(dst []byte, name string) []byte {
	if len(e.features) == 0 {
		return dst
	}
	body := make([]byte, 0, 64+len(e.features)+len(e.values))
	body = append(body, 15<<3, 2) // version
	body = append(binary.AppendUvarint(append(body, 1<<3|2), uint64(len(name))), name...)
	body = append(body, e.features...)
	for _, key := range e.keys {
		body = append(binary.AppendUvarint(append(body, 3<<3|2), uint64(len(key))), key...)
	}
	body = append(body, e.values...)
	body = binary.AppendUvarint(append(body, 5<<3), Extent)
	return append(binary.AppendUvarint(append(dst, 3<<3|2), uint64(len(body))), body...)
}

func (e *encoder) command(id, count int) {
	e.commands = binary.AppendUvarint(e.commands, uint64(count)<<3|uint64(id))
}

// step writes a move relative to where the cursor is.
func (e *encoder) step(dx, dy int32) {
	e.commands = binary.AppendUvarint(e.commands, uint64(uint32(dx)<<1^uint32(dx>>31)))
	e.commands = binary.AppendUvarint(e.commands, uint64(uint32(dy)<<1^uint32(dy>>31)))
}

func (e *encoder) point(x, y int32) {
	e.command(moveTo, 1)
	e.step(x, y)
}
