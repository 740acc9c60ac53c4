package topology

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"oblast/geo/fault"
)

// plainScale is the grid for documents without a transform: 1e-7 degrees, about a centimetre.
const plainScale = 1e-7

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
	if d.err == nil && d.peek() != 0 {
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

func (d *decoder) transform() {
	if d.transformed {
		d.fail("transform given twice")
		return
	}
	d.transformed = true
	d.t.scale, d.t.translate = [2]float64{}, [2]float64{}
	pair := func(to *[2]float64) {
		n := 0
		d.elements(func(i int) {
			if v := d.float(); i < 2 {
				to[i] = v
			}
			n++
		})
		if d.err == nil && n != 2 {
			d.fail("transform needs two numbers, has %d", n)
		}
	}
	d.members(func(key string) {
		switch key {
		case "scale":
			pair(&d.t.scale)
		case "translate":
			pair(&d.t.translate)
		default:
			d.skip()
		}
	})
	if d.err == nil && !(d.t.scale[0] > 0 && d.t.scale[1] > 0) {
		d.fail("scale must be above 0")
	}
}

// arcs reads delta-encoded integer arcs. This is where the time goes, so it looks at bytes itself.
func (d *decoder) arcs() {
	d.arcsRead = true
	d.t.points = make([]int32, 0, len(d.b)/6)
	d.elements(func(int) {
		var x, y int64
		start := len(d.t.points)
		d.need('[')
		for d.err == nil {
			d.need('[')
			x += d.integer()
			d.need(',')
			y += d.integer()
			if d.pos < len(d.b) && d.b[d.pos] == ']' {
				d.pos++
			} else {
				d.positionRest()
			}
			if x != int64(int32(x)) || y != int64(int32(y)) {
				d.fail("position beyond 32 bits")
				return
			}
			d.t.points = append(d.t.points, int32(x), int32(y))
			if d.pos < len(d.b) && d.b[d.pos] == ',' {
				d.pos++
				continue
			}
			if !d.accept(',') {
				d.need(']')
				break
			}
		}
		d.endArc(start)
	})
	d.trim()
}

// plainArcs reads arcs of coordinates in degrees.
func (d *decoder) plainArcs() {
	d.elements(func(int) {
		start := len(d.t.points)
		d.elements(func(int) {
			d.need('[')
			lon := d.float()
			d.need(',')
			lat := d.float()
			d.positionRest()
			if math.Abs(lon) > 200 || math.Abs(lat) > 200 {
				d.fail("position %v, %v is not on the globe", lon, lat)
				return
			}
			d.t.points = append(d.t.points, int32(math.Round(lon/plainScale)), int32(math.Round(lat/plainScale)))
		})
		d.endArc(start)
	})
	d.trim()
}

// positionRest consumes further dimensions, which are not kept, and the closing bracket.
func (d *decoder) positionRest() {
	for d.accept(',') {
		d.number()
	}
	d.need(']')
}

func (d *decoder) endArc(start int) {
	if d.err == nil && len(d.t.points)-start < 4 {
		d.fail("arc %d has fewer than two positions", len(d.t.arcEnds))
	}
	d.t.arcEnds = append(d.t.arcEnds, int32(len(d.t.points)/2))
}

// trim gives back what the first guess took too much.
func (d *decoder) trim() {
	if d.err == nil && cap(d.t.points) > len(d.t.points)+len(d.t.points)/8 {
		d.t.points = append(make([]int32, 0, len(d.t.points)), d.t.points...)
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

// check holds what only the whole document can tell: positions on the globe, arcs that exist, meet and close.
func (d *decoder) check() {
	t := d.t
	sort.Slice(t.objects, func(i, j int) bool { return t.objects[i].name < t.objects[j].name })
	if err := t.checkRange(); err != nil {
		d.err = err
		return
	}
	for i := range t.objects {
		o := &t.objects[i]
		for k, g := range o.geometry {
			if fault := t.checkGeometry(o, g); fault != "" {
				d.err = invalid("object %q, id %q: %s", o.name, o.ids[k], fault)
				return
			}
		}
	}
}

func (t *Topology) checkRange() error {
	const slack = 1e-6
	for axis, limit := range []float64{180, 90} {
		low, high := int32(math.MaxInt32), int32(math.MinInt32)
		for i := axis; i < len(t.points); i += 2 {
			low, high = min(low, t.points[i]), max(high, t.points[i])
		}
		if low > high {
			continue
		}
		from, to := float64(low)*t.scale[axis]+t.translate[axis], float64(high)*t.scale[axis]+t.translate[axis]
		if !(from >= -limit-slack && to <= limit+slack) {
			return invalid("positions run from %v to %v; allowed: -%v to %v degrees (lon, lat)", from, to, limit, limit)
		}
	}
	return nil
}

func (t *Topology) checkGeometry(o *object, g int32) string {
	polys, polysEnd := span(o.geomEnds, g)
	for p := polys; p < polysEnd; p++ {
		rings, ringsEnd := span(o.polyEnds, p)
		for r := rings; r < ringsEnd; r++ {
			from, to := span(o.ringEnds, r)
			if fault := t.checkRing(o.arcs[from:to]); fault != "" {
				return fault
			}
		}
	}
	return ""
}

func (t *Topology) checkRing(arcs []int32) string {
	positions := 1
	for _, a := range arcs {
		if int(max(a, ^a)) >= len(t.arcEnds) {
			return fmt.Sprintf("arc %d of %d", a, len(t.arcEnds))
		}
		positions += len(t.Arc(max(a, ^a)))/2 - 1
	}
	for i, a := range arcs {
		_, end := t.ends(a)
		if start, _ := t.ends(arcs[(i+1)%len(arcs)]); end != start {
			return fmt.Sprintf("arcs %d and %d do not meet", a, arcs[(i+1)%len(arcs)])
		}
	}
	if positions < 4 {
		return fmt.Sprintf("ring of %d positions", positions)
	}
	return ""
}

// ends returns the first and last position of an arc in its direction.
func (t *Topology) ends(a int32) (start, end [2]int32) {
	p := t.Arc(max(a, ^a))
	start, end = [2]int32{p[0], p[1]}, [2]int32{p[len(p)-2], p[len(p)-1]}
	if a < 0 {
		return end, start
	}
	return start, end
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w topology: %s", fault.ErrInvalid, fmt.Sprintf(format, args...))
}
