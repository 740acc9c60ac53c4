package flatgeobuf

import (
	"bytes"
	"testing"

	"github.com/paulmach/orb"
)

// A point made from a template is the one that the library makes, whatever the length of its properties.
func TestTemplate(t *testing.T) {
	f := newFeatures(testLayer(t))
	for n := range 70 {
		properties := bytes.Repeat([]byte{7}, n)
		p := orb.Point{float64(n), -1}
		want := bytes.Clone(f.build(p, properties))
		got := f.point(n).append(nil, p, properties)
		if !bytes.Equal(got, want) || f.point(n).size(n) != len(want) {
			t.Errorf("%d bytes of properties:\ngot  %x\nwant %x", n, got, want)
		}
	}
}

func TestPacked(t *testing.T) {
	for _, n := range []int{1, 2, 16, 17, 256, 257, 5000} {
		leaves := make([]node, n)
		for i := range leaves {
			leaves[i] = node{minX: float64(i), minY: 1, maxX: float64(i) + 1, maxY: 2, offset: uint64(i)}
		}
		all := packed(leaves)
		if root := all[0]; root.minX != 0 || root.maxX != float64(n) || root.offset != 1 {
			t.Errorf("%d leaves: root %+v", n, root)
		}
		if last := all[len(all)-1]; last != leaves[n-1] {
			t.Errorf("%d leaves: last %+v", n, last)
		}
		// Every inner node's box is that of its children.
		for i, inner := range all[:len(all)-n] {
			sum := nowhere
			for _, child := range all[inner.offset:min(int(inner.offset)+fanout, len(all))] {
				if child.minX >= inner.minX && child.maxX <= inner.maxX {
					sum.widen(child)
				}
			}
			if sum.minX != inner.minX || sum.maxX != inner.maxX {
				t.Errorf("%d leaves: node %d is %+v, its children %+v", n, i, inner, sum)
			}
		}
	}
}
