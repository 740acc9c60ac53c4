package encode

import (
	"bytes"
	"sync/atomic"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

// maxHeld is how many bytes of encoded areas an Areas keeps; what comes later is encoded each time.
const maxHeld = 8 << 20

// Areas writes areas as GeoJSON, and keeps those that were asked for first.
type Areas struct {
	shapes layer.Shapes
	done   []atomic.Pointer[[]byte] // the polygons of a MultiPolygon, without the outer brackets
	held   atomic.Int64
}

// NewAreas returns a holder for n shapes; nothing is encoded yet.
func NewAreas(shapes layer.Shapes, n int) *Areas {
	return &Areas{shapes: shapes, done: make([]atomic.Pointer[[]byte], n)}
}

// Unions is what shapes may have besides: several areas as one, without the borders that they share. ok is false where
// that cannot be had.
type Unions interface {
	Union(refs []int32) (m orb.MultiPolygon, ok bool)
}

// Append appends the areas, joined, as one MultiPolygon geometry; null where none of them has a shape.
func (a *Areas) Append(dst []byte, refs []int32) []byte {
	if unions, ok := a.shapes.(Unions); ok && len(refs) > 1 {
		if m, ok := unions.Union(refs); ok {
			return AppendMultiPolygon(dst, m)
		}
	}
	start := len(dst)
	dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	first := len(dst)
	for _, ref := range refs {
		before := len(dst)
		if before > first {
			dst = append(dst, ',')
		}
		from := len(dst)
		if dst = a.polygons(dst, ref); len(dst) == from {
			dst = dst[:before]
		}
	}
	if len(dst) == first {
		return append(dst[:start], "null"...)
	}
	return append(dst, "]}"...)
}

// Join returns the areas as one geometry, without the borders that they share where that can be had; empty where none of
// them has a shape. It may be shared and is not to be changed.
func (a *Areas) Join(refs []int32) orb.MultiPolygon {
	if len(refs) == 1 {
		return a.shapes.Shape(refs[0])
	}
	if unions, ok := a.shapes.(Unions); ok {
		if m, ok := unions.Union(refs); ok {
			return m
		}
	}
	var all orb.MultiPolygon
	for _, ref := range refs {
		all = append(all, a.shapes.Shape(ref)...)
	}
	return all
}

func (a *Areas) polygons(dst []byte, ref int32) []byte {
	if held := a.done[ref].Load(); held != nil {
		return append(dst, *held...)
	}
	from := len(dst)
	dst = appendPolygons(dst, a.shapes.Shape(ref))
	if size := int64(len(dst) - from); a.held.Load()+size <= maxHeld {
		b := bytes.Clone(dst[from:])
		if b == nil {
			b = []byte{}
		}
		if a.done[ref].CompareAndSwap(nil, &b) {
			a.held.Add(size)
		}
	}
	return dst
}

// AppendMultiPolygon appends a GeoJSON geometry; null where there is no polygon.
func AppendMultiPolygon(dst []byte, m orb.MultiPolygon) []byte {
	if len(m) == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	return append(appendPolygons(dst, m), "]}"...)
}

func appendPolygons(dst []byte, m orb.MultiPolygon) []byte { return asIs.polygons(dst, m) }

// asIs writes positions as they are held.
var asIs = &Form{}

func open(dst []byte, i int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return append(dst, '[')
}

// AppendPoint appends a GeoJSON point.
func AppendPoint(dst []byte, lon, lat float64) []byte {
	dst = AppendNumber(append(dst, `{"type":"Point","coordinates":[`...), lon)
	return append(AppendNumber(append(dst, ','), lat), "]}"...)
}
