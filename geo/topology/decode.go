package topology

import "strconv"

// Decode reads a TopoJSON document. Its objects must be polygons, multipolygons, null geometries or collections of
// these; every geometry with a shape has an id (string or number) that is unique in its object. Rings must close, arcs
// must meet, positions must be on the globe. Positions beyond the second number, properties and unknown members are
// passed over. A document without a transform is put on a grid of 1e-7 degrees.
//
// It is meant for files that anyone may hand in: it never panics, its memory is bounded by a small multiple of len(b),
// and every error is a fault.ErrInvalid that says where.
func Decode(b []byte) (*Topology, error) {
	d := decoder{scanner: scanner{b: b}, t: &Topology{}}
	d.document()
	if d.peek(); d.err == nil && d.pos < len(b) {
		d.fail("more after the document's end")
	}
	if d.err == nil {
		d.check()
	}
	if d.err != nil {
		return nil, d.err
	}
	return d.t, nil
}

type decoder struct {
	scanner
	t           *Topology
	kind        string
	transformed bool
	arcsAt      int // where the arcs begin, when they came before the transform
	hasArcs     bool
	arcsRead    bool
}

// document reads the top level in whatever order it has.
func (d *decoder) document() {
	d.members(func(key string) {
		switch key {
		case "type":
			d.kind = d.text()
		case "transform":
			d.transform()
		case "arcs":
			if d.hasArcs {
				d.fail("arcs given twice")
				return
			}
			d.hasArcs = true
			if d.transformed {
				d.arcs()
				return
			}
			d.peek()
			d.arcsAt = d.pos
			d.skip()
		case "objects":
			d.members(d.object)
		default:
			d.skip()
		}
	})
	if d.err == nil && d.kind != "Topology" {
		d.fail("type is %q, not \"Topology\"", d.kind)
	}
	if d.err == nil && !d.hasArcs {
		d.fail("no arcs")
	}
	if d.err == nil && !d.arcsRead {
		end := d.pos
		d.pos = d.arcsAt
		if d.transformed {
			d.arcs()
		} else {
			d.t.scale = [2]float64{plainScale, plainScale}
			d.plainArcs()
		}
		if d.err == nil {
			d.pos = end
		}
	}
}

func (d *decoder) object(name string) {
	o := object{name: name}
	d.geometryOrCollection(&o)
	if d.err != nil {
		return
	}
	if twice := o.sortIDs(); twice != "" {
		d.fail("object %q has the id %q twice", name, twice)
	}
	if d.t.object(name) != nil {
		d.fail("object %q given twice", name)
	}
	d.t.objects = append(d.t.objects, o)
}

// geometryOrCollection reads a collection of geometries, or one geometry. A member's meaning hangs on the type, which
// may come last: so the type is looked for first.
func (d *decoder) geometryOrCollection(o *object) {
	start := d.pos
	if kind, _ := d.typeAhead(); kind != "GeometryCollection" {
		d.pos = start
		d.geometry(o)
		return
	}
	d.pos = start
	d.members(func(key string) {
		if key == "geometries" {
			d.elements(func(int) { d.geometry(o) })
		} else {
			d.skip()
		}
	})
}

// typeAhead reads the object that comes next up to its type; it moves the position.
func (d *decoder) typeAhead() (kind string, null bool) {
	found := false
	d.need('{')
	for d.err == nil && !found && d.peek() == '"' {
		key := d.text()
		d.need(':')
		if key == "type" {
			found = true
			if d.word("null") {
				return "", true
			}
			return d.text(), false
		}
		d.skip()
		d.accept(',')
	}
	if d.err == nil {
		d.fail("geometry without a type")
	}
	return "", false
}

// geometry reads a Polygon, a MultiPolygon or null.
func (d *decoder) geometry(o *object) {
	start := d.pos
	kind, null := d.typeAhead()
	if d.err != nil {
		return
	}
	d.pos = start
	if !null && kind != "Polygon" && kind != "MultiPolygon" {
		d.fail("geometry of type %q; allowed: Polygon, MultiPolygon, null", kind)
		return
	}
	id, hasID, hasArcs := "", false, false
	d.members(func(key string) {
		switch {
		case key == "id":
			id, hasID = d.id(), true
		case key == "arcs" && kind == "Polygon" && !hasArcs:
			hasArcs = true
			d.polygon(o)
		case key == "arcs" && kind == "MultiPolygon" && !hasArcs:
			hasArcs = true
			d.elements(func(int) { d.polygon(o) })
		default:
			d.skip()
		}
	})
	if d.err != nil || null {
		return
	}
	if !hasID || !hasArcs {
		d.fail("%s without id or arcs", kind)
		return
	}
	o.ids = append(o.ids, id)
	o.geomEnds = append(o.geomEnds, int32(len(o.polyEnds)))
}

func (d *decoder) id() string {
	if d.peek() == '"' {
		return d.text()
	}
	v := d.float()
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func (d *decoder) arcIndex() int32 {
	v := d.integer()
	if v != int64(int32(v)) {
		d.fail("arc %d does not exist", v)
		return 0
	}
	return int32(v)
}

func (d *decoder) polygon(o *object) {
	rings := len(o.ringEnds)
	d.elements(func(int) {
		first := len(o.arcs)
		d.elements(func(int) { o.arcs = append(o.arcs, d.arcIndex()) })
		if d.err == nil && len(o.arcs) == first {
			d.fail("ring without arcs")
		}
		o.ringEnds = append(o.ringEnds, int32(len(o.arcs)))
	})
	if d.err == nil && len(o.ringEnds) == rings {
		d.fail("polygon without rings")
	}
	o.polyEnds = append(o.polyEnds, int32(len(o.ringEnds)))
}
