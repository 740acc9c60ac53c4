package tile

import (
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// cells is how many cells a tile has along its side: a cell is 32 pixels of a tile drawn 512 wide.
const cells = 16

// clusters join the points of a cell. A cell with one point keeps it as it is. Each point is counted once, in the tile
// where it lies.
type clusters struct {
	e      *encoder
	layer  *encode.Layer
	counts []int // columns
	names  []string
	cells  [cells * cells]cell
}

type cell struct {
	n      int
	x, y   int64 // sums
	row    int32
	counts []int
}

// Names of a cluster's properties; each count is n_ and the name of its column.
const (
	clusterKey = "cluster"
	countKey   = "point_count"
	prefixN    = "n_"
)

func newClusters(e *encoder, l *encode.Layer, counts []string) *clusters {
	c := &clusters{e: e, layer: l}
	for _, name := range counts {
		if i := l.Table().Schema().Index(name); i >= 0 {
			c.counts, c.names = append(c.counts, i), append(c.names, name)
		}
	}
	return c
}

func (c *clusters) add(row, x, y int32) {
	at := &c.cells[min(y/(Extent/cells), cells-1)*cells+min(x/(Extent/cells), cells-1)]
	if at.counts == nil {
		at.counts = make([]int, len(c.counts))
	}
	at.n, at.x, at.y, at.row = at.n+1, at.x+int64(x), at.y+int64(y), row
	for i, column := range c.counts {
		if text, ok := c.layer.Table().Column(column).At(row); ok && text == "true" {
			at.counts[i]++
		}
	}
}

// write writes the cells in order, at the mean of their points.
func (c *clusters) write(codes *codes) {
	e := c.e
	first := uint32(len(e.keys))
	e.keys = append(append(e.keys[:first:first], clusterKey, countKey), prefixed(c.names)...)
	for i := range c.cells {
		at := &c.cells[i]
		switch {
		case at.n == 0:
			continue
		case at.n == 1:
			codes.tag(at.row)
		default:
			e.tag(first, e.shared(layer.Boolean, "true"))
			e.tag(first+1, e.shared(layer.Integer, decimal(at.n)))
			for j, n := range at.counts {
				e.tag(first+2+uint32(j), e.shared(layer.Integer, decimal(n)))
			}
		}
		e.point(int32(at.x/int64(at.n)), int32(at.y/int64(at.n)))
		e.end(pointType)
	}
}

func prefixed(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = prefixN + name
	}
	return out
}
