package topology

import (
	"fmt"
	"math"
	"sort"

	"oblast/geo/fault"
)

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

func (t *Topology) checkGeometry(o *object, g int32) (fault string) {
	t.eachRing(o, g, func(arcs []int32, _ bool) {
		if fault == "" {
			fault = t.checkRing(arcs)
		}
	})
	return fault
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
