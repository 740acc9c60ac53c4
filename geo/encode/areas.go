package encode

import (
	"sync/atomic"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

// Areas holds areas as GeoJSON coordinates, each encoded when it is first asked for and kept.
type Areas struct {
	shapes layer.Shapes
	done   []atomic.Pointer[[]byte] // the polygons of a MultiPolygon, without the outer brackets
}

// NewAreas returns an empty holder for n shapes.
func NewAreas(shapes layer.Shapes, n int) *Areas {
	return &Areas{shapes: shapes, done: make([]atomic.Pointer[[]byte], n)}
}

// Append appends the areas, joined, as one MultiPolygon geometry; null where none of them has a shape.
func (a *Areas) Append(dst []byte, refs []int32) []byte {
	start := len(dst)
	dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	empty := true
	for _, ref := range refs {
		polygons := a.polygons(ref)
		if len(polygons) == 0 {
			continue
		}
		if !empty {
			dst = append(dst, ',')
		}
		dst, empty = append(dst, polygons...), false
	}
	if empty {
		return append(dst[:start], "null"...)
	}
	return append(dst, "]}"...)
}

func (a *Areas) polygons(ref int32) []byte {
	if held := a.done[ref].Load(); held != nil {
		return *held
	}
	b := appendPolygons(nil, a.shapes.Shape(ref))
	a.done[ref].Store(&b)
	return b
}

// AppendMultiPolygon appends a GeoJSON geometry; null where there is no polygon.
func AppendMultiPolygon(dst []byte, m orb.MultiPolygon) []byte {
	if len(m) == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	return append(appendPolygons(dst, m), "]}"...)
}

func appendPolygons(dst []byte, m orb.MultiPolygon) []byte {
	for i, polygon := range m {
		dst = open(dst, i)
		for j, ring := range polygon {
			dst = open(dst, j)
			for k, p := range ring {
				dst = AppendNumber(open(dst, k), p[0])
				dst = append(AppendNumber(append(dst, ','), p[1]), ']')
			}
			dst = append(dst, ']')
		}
		dst = append(dst, ']')
	}
	return dst
}

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
