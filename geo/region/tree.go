// Package region is the tree of places: countries, their regions, their districts; beside them waters and composites.
//
// In come units, in any order, and a source of shapes; out goes an immutable Tree that any number of goroutines may
// read. Units are numbered by id, bytewise, from 0; the numbers hold for one Tree only, the ids for good. Coordinates
// are WGS 84 lon, lat in degrees; shapes that cross the antimeridian are cut at it (RFC 7946, 3.1.9), and their bounding
// boxes have west above east.
package region

import (
	"fmt"
	"slices"
	"strings"

	"oblast/geo/fault"

	"github.com/paulmach/orb"
)

// None is the number of no unit.
const None int32 = -1

// Tree holds the units. A unit's subtree is an interval of visiting numbers (Euler tour), so that containment is two
// comparisons.
type Tree struct {
	units    []Unit
	index    map[string]int32
	parent   []int32
	enter    []int32 // visiting number
	leave    []int32 // highest visiting number in the subtree
	children [][]int32
	members  map[int32][]int32 // of composites
	levels   [Composite + 1][]int32
	shapes   *shapeCache
	version  string
}

// New builds a tree. Units may come in any order; the slice is taken over and sorted. Every fault found is in the
// error: ids that are empty or occur twice, parents and members that do not exist, parents that are not of a coarser
// level. Country need not be filled in. Shapes may be nil: then no unit has a shape.
func New(units []Unit, shapes Shapes, version string) (*Tree, error) {
	slices.SortFunc(units, func(a, b Unit) int { return strings.Compare(a.ID, b.ID) })
	t := &Tree{units: units, version: version, members: map[int32][]int32{}, shapes: newShapeCache(shapes, units)}
	var faults []string
	for i := range units {
		if units[i].ID == "" || (i > 0 && units[i].ID == units[i-1].ID) {
			faults = append(faults, fmt.Sprintf("id %q is empty or occurs twice", units[i].ID))
		}
		if units[i].Level > Composite {
			return nil, fmt.Errorf("%w region tree: %q has %v", fault.ErrInvalid, units[i].ID, units[i].Level)
		}
	}
	t.parent, t.index = make([]int32, len(units)), make(map[string]int32, len(units))
	for i := range units {
		t.index[units[i].ID] = int32(i)
	}
	for i := range units {
		faults = append(faults, t.link(int32(i))...)
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("%w region tree: %s", fault.ErrInvalid, strings.Join(faults, "; "))
	}
	t.visit()
	for i := range units {
		if c := t.Ancestor(int32(i), Country); c != None {
			units[i].Country = units[c].ID
		}
	}
	return t, nil
}

// link finds a unit's parent and members.
func (t *Tree) link(i int32) (faults []string) {
	u := &t.units[i]
	t.parent[i] = None
	if u.Parent != "" {
		p, ok := t.Find(u.Parent)
		switch {
		case !ok:
			faults = append(faults, fmt.Sprintf("%q has the unknown parent %q", u.ID, u.Parent))
		case t.units[p].Level >= min(u.Level, District) || u.Level == Water:
			faults = append(faults, fmt.Sprintf("%q (%v) cannot lie in %q (%v)", u.ID, u.Level, u.Parent, t.units[p].Level))
		default:
			t.parent[i] = p
		}
	}
	for _, id := range u.Members {
		m, ok := t.Find(id)
		if !ok || u.Level != Composite || t.units[m].Level == Composite {
			faults = append(faults, fmt.Sprintf("%q (%v) cannot have the member %q", u.ID, u.Level, id))
			continue
		}
		t.members[i] = append(t.members[i], m)
	}
	return faults
}

// visit numbers the subtrees and fills the lists by parent and by level.
func (t *Tree) visit() {
	n := len(t.units)
	t.enter, t.leave = make([]int32, n), make([]int32, n)
	t.children = make([][]int32, n)
	below := make([][]int32, n) // historical units and composites included
	for i := range t.units {
		u, p := &t.units[i], t.parent[i]
		if p != None {
			below[p] = append(below[p], int32(i))
		}
		if u.Historical() {
			continue
		}
		t.levels[u.Level] = append(t.levels[u.Level], int32(i))
		if p != None && u.Level != Composite {
			t.children[p] = append(t.children[p], int32(i))
		}
	}
	next := int32(0)
	var walk func(i int32)
	walk = func(i int32) { // at most three deep
		t.enter[i] = next
		next++
		for _, c := range below[i] {
			walk(c)
		}
		t.leave[i] = next - 1
	}
	for i := range t.units {
		if t.parent[i] == None {
			walk(int32(i))
		}
	}
}

// Len returns how many units there are, historical ones included.
func (t *Tree) Len() int { return len(t.units) }

// At returns unit i, 0 <= i < Len(). It is shared: do not change it.
func (t *Tree) At(i int32) *Unit { return &t.units[i] }

// Find returns the number of an id; historical units are found too.
func (t *Tree) Find(id string) (int32, bool) {
	if i, ok := t.index[id]; ok {
		return i, true
	}
	return None, false
}

// Unit returns the unit of an id. It is shared: do not change it.
func (t *Tree) Unit(id string) (*Unit, bool) {
	if i, ok := t.Find(id); ok {
		return &t.units[i], true
	}
	return nil, false
}

// OfLevel returns the units of a level, sorted by id, without historical ones. The slice is shared: do not change it.
func (t *Tree) OfLevel(l Level) []int32 {
	if l > Composite {
		return nil
	}
	return t.levels[l]
}

// Version is a short hash of the boundary files: it changes when any shape, id or name does.
func (t *Tree) Version() string { return t.version }

// Shape returns a unit's shape at a detail; where the files have none at that detail, the next finer one, or else the
// next coarser; nil when they have none at all, or i is None. Outer rings run counter-clockwise. Shapes are
// shared and kept for a while: never change one.
func (t *Tree) Shape(i int32, d Detail) orb.MultiPolygon {
	if i == None {
		return nil
	}
	return t.shapes.shape(i, d)
}
