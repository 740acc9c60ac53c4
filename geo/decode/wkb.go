package decode

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// wkb reads well-known binary (OGC 06-103r4, 8; ISO and EWKB numbers for heights and measures, which are left out). Every
// length is held against what is left.
type wkb struct {
	raw   []byte
	order binary.ByteOrder
	extra int // ordinates beyond x and y
	deep  int
}

var errWKB = wrong("a geometry is no well-known binary")

func (w *wkb) uint32() (uint32, error) {
	if len(w.raw) < 4 {
		return 0, errWKB
	}
	n := w.order.Uint32(w.raw)
	w.raw = w.raw[4:]
	return n, nil
}

// count reads how many things of a least size follow.
func (w *wkb) count(size int) (int, error) {
	n, err := w.uint32()
	if err != nil || int64(n)*int64(size) > int64(len(w.raw)) {
		return 0, errWKB
	}
	return int(n), nil
}

func (w *wkb) point() (orb.Point, error) {
	size := 8 * (2 + w.extra)
	if len(w.raw) < size {
		return orb.Point{}, errWKB
	}
	p := orb.Point{math.Float64frombits(w.order.Uint64(w.raw)), math.Float64frombits(w.order.Uint64(w.raw[8:]))}
	w.raw = w.raw[size:]
	return p, nil
}

func (w *wkb) line() ([]orb.Point, error) {
	n, err := w.count(8 * (2 + w.extra))
	if err != nil {
		return nil, err
	}
	line := make([]orb.Point, n)
	for i := range line {
		if line[i], err = w.point(); err != nil {
			return nil, err
		}
	}
	return line, nil
}

// header reads byte order and type.
func (w *wkb) header() (kind uint32, err error) {
	if len(w.raw) < 5 {
		return 0, errWKB
	}
	w.order = binary.ByteOrder(binary.BigEndian)
	if w.raw[0] == 1 {
		w.order = binary.LittleEndian
	}
	w.raw = w.raw[1:]
	kind, err = w.uint32()
	w.extra = 0
	if kind&0xc0000000 != 0 { // EWKB
		w.extra = int(kind>>31) + int(kind>>30&1)
		if kind&0x20000000 != 0 {
			if _, err := w.uint32(); err != nil {
				return 0, err
			}
		}
		kind &= 0xff
	} else if kind >= 1000 {
		w.extra = [...]int{0, 1, 1, 2}[min(kind/1000, 3)]
		kind %= 1000
	}
	return kind, err
}

// geometry reads one; nil for an empty point.
func (w *wkb) geometry() (orb.Geometry, error) {
	if w.deep++; w.deep > 8 {
		return nil, errWKB
	}
	defer func() { w.deep-- }()
	kind, err := w.header()
	if err != nil {
		return nil, err
	}
	switch kind {
	case 1:
		p, err := w.point()
		if p[0] != p[0] || p[1] != p[1] {
			return nil, err
		}
		return p, err
	case 2:
		l, err := w.line()
		return orb.LineString(l), err
	case 3:
		n, err := w.count(4)
		if err != nil {
			return nil, err
		}
		p := make(orb.Polygon, n)
		for i := range p {
			ring, err := w.line()
			if err != nil {
				return nil, err
			}
			p[i] = ring
		}
		return p, nil
	case 4, 5, 6, 7:
		return w.parts(kind)
	}
	return nil, wrong("geometries of type %d of well-known binary are not read", kind)
}

func (w *wkb) parts(kind uint32) (orb.Geometry, error) {
	n, err := w.count(5)
	if err != nil {
		return nil, err
	}
	all := make(orb.Collection, 0, n)
	for range n {
		g, err := w.geometry()
		if err != nil {
			return nil, err
		}
		if g != nil {
			all = append(all, g)
		}
	}
	switch kind {
	case 4:
		return gathered[orb.MultiPoint, orb.Point](all)
	case 5:
		return gathered[orb.MultiLineString, orb.LineString](all)
	case 6:
		return gathered[orb.MultiPolygon, orb.Polygon](all)
	}
	return all, nil
}

// gathered makes parts of one type a geometry of several.
func gathered[M ~[]T, T orb.Geometry](all orb.Collection) (orb.Geometry, error) {
	m := make(M, len(all))
	for i, g := range all {
		part, ok := g.(T)
		if !ok {
			return nil, errWKB
		}
		m[i] = part
	}
	g, ok := any(m).(orb.Geometry)
	if !ok {
		return nil, errWKB
	}
	return g, nil
}
