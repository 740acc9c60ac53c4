// Package topology reads and cuts TopoJSON: areas that share their borders.
//
// In comes a TopoJSON document (topojson.org/specification, version 1.0) whose objects hold polygons and multipolygons
// with ids; out go orb shapes by id, or a smaller TopoJSON of chosen ids in which borders are still shared. Coordinates
// are WGS 84 lon, lat in degrees; a shape that crosses the antimeridian is expected cut at it (RFC 7946, 3.1.9), and
// nothing here joins or cuts it. A decoded Topology never changes and may be read by any number of goroutines.
package topology

import (
	"slices"
	"sort"
)

// Topology is a decoded TopoJSON document. Arcs are kept once, as integers of the document's own grid: 8 bytes a
// position, where the shapes that they form would take 16 bytes for each area that has them.
type Topology struct {
	scale, translate [2]float64
	points           []int32 // x, y of all arcs
	arcEnds          []int32 // arc i is positions arcEnds[i-1] up to arcEnds[i]
	objects          []object
}

// object is a GeometryCollection, or one geometry, flattened: a geometry has polygons, a polygon rings, a ring arcs.
type object struct {
	name     string
	ids      []string // sorted bytewise
	geometry []int32  // geometry[k] belongs to ids[k]
	geomEnds []int32  // in polygons
	polyEnds []int32  // in rings
	ringEnds []int32  // in arcs
	arcs     []int32  // i forward; ^i backward
}

// Objects returns the names of the objects, sorted.
func (t *Topology) Objects() []string {
	names := make([]string, len(t.objects))
	for i := range t.objects {
		names[i] = t.objects[i].name
	}
	return names
}

// IDs returns the ids of an object's geometries, sorted bytewise; nil for an unknown object. Geometries of type null
// are not among them. The slice is shared: do not change it.
func (t *Topology) IDs(object string) []string {
	if o := t.object(object); o != nil {
		return o.ids
	}
	return nil
}

// Has reports whether the object has a geometry of that id.
func (t *Topology) Has(object, id string) bool {
	_, _, ok := t.find(object, id)
	return ok
}

// Transform returns the grid: lon = x*scale[0] + translate[0], lat = y*scale[1] + translate[1]; scales are above 0.
func (t *Topology) Transform() (scale, translate [2]float64) { return t.scale, t.translate }

// Arcs returns how many arcs there are.
func (t *Topology) Arcs() int { return len(t.arcEnds) }

// Arc returns arc i (0 <= i < Arcs()) as x, y, x, y, ... in grid units, at least two positions. The slice is shared: do
// not change it.
func (t *Topology) Arc(i int32) []int32 {
	return t.points[2*spanStart(t.arcEnds, i) : 2*t.arcEnds[i]]
}

// ArcsOf returns the arcs of all rings of a geometry, one after the other: i for arc i, ^i for arc i backwards; nil
// when there is no such geometry. The slice is shared: do not change it.
func (t *Topology) ArcsOf(object, id string) []int32 {
	o, g, ok := t.find(object, id)
	if !ok {
		return nil
	}
	polys, polysEnd := span(o.geomEnds, g)
	if polys == polysEnd {
		return nil
	}
	rings, ringsEnd := spanStart(o.polyEnds, polys), o.polyEnds[polysEnd-1]
	return o.arcs[spanStart(o.ringEnds, rings):o.ringEnds[ringsEnd-1]]
}

// Bytes estimates the memory held, in bytes.
func (t *Topology) Bytes() int {
	n := 4 * (cap(t.points) + cap(t.arcEnds))
	for i := range t.objects {
		o := &t.objects[i]
		n += 4 * (cap(o.geometry) + cap(o.geomEnds) + cap(o.polyEnds) + cap(o.ringEnds) + cap(o.arcs))
		for _, id := range o.ids {
			n += 16 + len(id)
		}
	}
	return n
}

func (t *Topology) object(name string) *object {
	for i := range t.objects {
		if t.objects[i].name == name {
			return &t.objects[i]
		}
	}
	return nil
}

// find returns the object and the number of its geometry with that id.
func (t *Topology) find(name, id string) (*object, int32, bool) {
	o := t.object(name)
	if o == nil {
		return nil, 0, false
	}
	k, ok := slices.BinarySearch(o.ids, id)
	if !ok {
		return nil, 0, false
	}
	return o, o.geometry[k], true
}

// sortIDs orders ids bytewise and reports the first that occurs twice ("" when none does).
func (o *object) sortIDs() (twice string) {
	o.geometry = make([]int32, len(o.ids))
	for i := range o.geometry {
		o.geometry[i] = int32(i)
	}
	if !slices.IsSorted(o.ids) {
		sort.Sort((*byID)(o))
	}
	for i := 1; i < len(o.ids); i++ {
		if o.ids[i] == o.ids[i-1] {
			return o.ids[i]
		}
	}
	return ""
}

// byID sorts ids and geometry together.
type byID object

func (o *byID) Len() int           { return len(o.ids) }
func (o *byID) Less(i, j int) bool { return o.ids[i] < o.ids[j] }
func (o *byID) Swap(i, j int) {
	o.ids[i], o.ids[j] = o.ids[j], o.ids[i]
	o.geometry[i], o.geometry[j] = o.geometry[j], o.geometry[i]
}

// span returns the half-open range that ends[i] closes.
func span(ends []int32, i int32) (from, to int32) { return spanStart(ends, i), ends[i] }

func spanStart(ends []int32, i int32) int32 {
	if i == 0 {
		return 0
	}
	return ends[i-1]
}
