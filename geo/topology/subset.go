package topology

import (
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"oblast/geo/fault"
)

// SubsetObject is the name of the one object that Subset writes.
const SubsetObject = "units"

// Part names a geometry that Subset takes over.
type Part struct {
	Object, ID string
	Properties []byte // a JSON value, written as it is; none when empty
}

// Subset writes a TopoJSON document of the given geometries, in the given order, in one object "units": only their
// arcs, each once, on the same grid, so that neighbours still share borders. Outer rings run clockwise and holes
// counter-clockwise, whatever winding t has: D3, which TopoJSON is mostly drawn with, takes a ring's right side for its inside
// and would fill the rest of the world; other readers do not mind. Properties are not looked at and must be
// valid JSON. No parts give an empty collection. An unknown part is a fault.ErrNotFound.
func (t *Topology) Subset(parts []Part) ([]byte, error) {
	w := subset{t: t, number: make([]int32, t.Arcs())}
	w.b = append(w.b, `{"type":"Topology","transform":{"scale":`...)
	w.pair(t.scale)
	w.b = append(w.b, `,"translate":`...)
	w.pair(t.translate)
	w.b = append(w.b, `},"objects":{"`+SubsetObject+`":{"type":"GeometryCollection","geometries":[`...)
	for i, p := range parts {
		o, g, ok := t.find(p.Object, p.ID)
		if !ok {
			return nil, fmt.Errorf("%w: %s %q in the topology", fault.ErrNotFound, p.Object, p.ID)
		}
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.geometry(o, g, p)
	}
	w.b = append(w.b, `]}},"arcs":[`...)
	for i, a := range w.used {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.arc(t.Arc(a))
	}
	return append(w.b, `]}`...), nil
}

type subset struct {
	t      *Topology
	b      []byte
	number []int32 // new number of an arc, plus 1
	used   []int32 // arcs in their new order
	ring   []orb.Point
}

func (w *subset) geometry(o *object, g int32, p Part) {
	polys, polysEnd := span(o.geomEnds, g)
	multi := polysEnd-polys != 1
	kind := "Polygon"
	if multi {
		kind = "MultiPolygon"
	}
	w.b = append(w.b, `{"type":"`+kind+`","id":`...)
	w.b = appendText(w.b, p.ID)
	if len(p.Properties) > 0 {
		w.b = append(w.b, `,"properties":`...)
		w.b = append(w.b, p.Properties...)
	}
	w.b = append(w.b, `,"arcs":`...)
	if multi {
		w.list(polys, polysEnd, func(p int32) { w.polygon(o, p) })
	} else {
		w.polygon(o, polys)
	}
	w.b = append(w.b, '}')
}

func (w *subset) polygon(o *object, p int32) {
	rings, ringsEnd := span(o.polyEnds, p)
	w.list(rings, ringsEnd, func(r int32) {
		from, to := span(o.ringEnds, r)
		w.ring = w.t.appendRing(w.ring[:0], o.arcs[from:to])
		area := area2(w.ring)
		turned := area > 0 && r == rings || area < 0 && r > rings
		w.list(from, to, func(k int32) {
			a := o.arcs[k]
			if turned {
				a = ^o.arcs[to-1-(k-from)]
			}
			w.b = strconv.AppendInt(w.b, int64(w.renumber(a)), 10)
		})
	})
}

// list writes a JSON array of from up to to.
func (w *subset) list(from, to int32, each func(int32)) {
	w.b = append(w.b, '[')
	for i := from; i < to; i++ {
		if i > from {
			w.b = append(w.b, ',')
		}
		each(i)
	}
	w.b = append(w.b, ']')
}

func (w *subset) renumber(a int32) int32 {
	forward := max(a, ^a)
	if w.number[forward] == 0 {
		w.used = append(w.used, forward)
		w.number[forward] = int32(len(w.used))
	}
	if a < 0 {
		return ^(w.number[forward] - 1)
	}
	return w.number[forward] - 1
}

func (w *subset) arc(points []int32) {
	var x, y int64
	w.b = append(w.b, '[')
	for i := 0; i < len(points); i += 2 {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.b = append(w.b, '[')
		w.b = strconv.AppendInt(w.b, int64(points[i])-x, 10)
		w.b = append(w.b, ',')
		w.b = strconv.AppendInt(w.b, int64(points[i+1])-y, 10)
		w.b = append(w.b, ']')
		x, y = int64(points[i]), int64(points[i+1])
	}
	w.b = append(w.b, ']')
}

func (w *subset) pair(v [2]float64) {
	w.b = append(w.b, '[')
	w.b = strconv.AppendFloat(w.b, v[0], 'g', -1, 64)
	w.b = append(w.b, ',')
	w.b = strconv.AppendFloat(w.b, v[1], 'g', -1, 64)
	w.b = append(w.b, ']')
}
