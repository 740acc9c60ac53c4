package flatgeobuf

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// fanout is how many entries a node of the index has, the default of the format.
const fanout = 16

// node is an entry of the index: a box and where it leads: for a feature the byte behind the index where it begins, for an
// inner node the number of its first child.
type node struct {
	minX, minY, maxX, maxY float64
	offset                 uint64
}

// nowhere is the box of nothing: it meets no other and widens none.
var nowhere = node{minX: math.Inf(1), minY: math.Inf(1), maxX: math.Inf(-1), maxY: math.Inf(-1)}

func boxOf(g orb.Geometry) node {
	if g == nil {
		return nowhere
	}
	b := g.Bound()
	return node{minX: b.Min[0], minY: b.Min[1], maxX: b.Max[0], maxY: b.Max[1]}
}

func (n *node) widen(m node) {
	n.minX, n.minY = min(n.minX, m.minX), min(n.minY, m.minY)
	n.maxX, n.maxY = max(n.maxX, m.maxX), max(n.maxY, m.maxY)
}

// extent is the box of all.
func extent(nodes []node) node {
	all := nowhere
	for _, n := range nodes {
		all.widen(n)
	}
	return all
}

// packed returns the packed R-tree over leaves in their order, the root first.
func packed(leaves []node) []node {
	sizes := []int{len(leaves)}
	for n := len(leaves); n > 1; {
		n = (n + fanout - 1) / fanout
		sizes = append(sizes, n)
	}
	if len(leaves) == 1 {
		sizes = append(sizes, 1) // a root above a single leaf
	}
	total := 0
	starts := make([]int, len(sizes))
	for level := len(sizes) - 1; level >= 0; level-- {
		starts[level] = total
		total += sizes[level]
	}
	all := make([]node, total)
	copy(all[starts[0]:], leaves)
	for level := 1; level < len(sizes); level++ {
		for i := range sizes[level] {
			first := starts[level-1] + i*fanout
			end := min(first+fanout, starts[level-1]+sizes[level-1])
			parent := nowhere
			for _, child := range all[first:end] {
				parent.widen(child)
			}
			parent.offset = uint64(first)
			all[starts[level]+i] = parent
		}
	}
	return all
}

// appendNode appends the 40 bytes of an entry.
func appendNode(dst []byte, n node) []byte {
	for _, v := range [4]float64{n.minX, n.minY, n.maxX, n.maxY} {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
	}
	return binary.LittleEndian.AppendUint64(dst, n.offset)
}
