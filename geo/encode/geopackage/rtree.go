package geopackage

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"

	"oblast/geo/hilbert"
	"oblast/geo/relate"

	"github.com/paulmach/orb"
)

// A node of SQLite's R-tree is a blob of one length: the depth of the tree (in the root alone), the number of cells, and
// the cells: a row or a node, and its box. (SQLite, "The SQLite R*Tree Module", 4; numbers are big endian.)
const (
	cellBytes = 24
	mostCells = 51 // in a page of 4 kB as in any larger
	nodeBytes = 4 + mostCells*cellBytes
	rootNode  = 1
)

// cell is an entry of a node: a feature or a node below, and its box, rounded outwards.
type cell struct {
	id                     int64
	minX, maxX, minY, maxY float32
}

// boxed is the cell of a feature.
func boxed(id int64, b orb.Bound) cell {
	return cell{id, relate.Below(b.Min[0]), relate.Above(b.Max[0]), relate.Below(b.Min[1]), relate.Above(b.Max[1])}
}

func (c *cell) widen(o *cell) {
	c.minX, c.maxX, c.minY, c.maxY = min(c.minX, o.minX), max(c.maxX, o.maxX), min(c.minY, o.minY), max(c.maxY, o.maxY)
}

// packedTree is an R-tree that was built at once: features in Hilbert order fill leaf after leaf, leaves fill the nodes above
// them. It takes a tenth of the time of inserting features one by one, and its boxes overlap less.
type packedTree struct {
	levels [][]cell // of features, then of the nodes of each level, the root's children last
}

// pack builds a tree over cells, whose order is changed; extent is the box of all.
func pack(cells []cell, extent [4]float64) *packedTree {
	const side = 1<<16 - 1
	along := func(v, from, to float64) uint32 {
		if to <= from {
			return 0
		}
		return uint32(max(0, min(1, (v-from)/(to-from))) * side)
	}
	type placed struct {
		at uint64
		cell
	}
	all := make([]placed, len(cells))
	for i, c := range cells {
		x, y := (float64(c.minX)+float64(c.maxX))/2, (float64(c.minY)+float64(c.maxY))/2
		all[i] = placed{hilbert.Distance(16, along(x, extent[0], extent[2]), along(y, extent[1], extent[3])), c}
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id)) })
	for i := range all {
		cells[i] = all[i].cell
	}
	p := &packedTree{levels: [][]cell{cells}}
	for len(cells) > mostCells {
		parents := make([]cell, 0, len(cells)/mostCells+1)
		for group := range slices.Chunk(cells, mostCells) {
			parent := group[0]
			for i := range group {
				parent.widen(&group[i])
			}
			parents = append(parents, parent)
		}
		p.levels = append(p.levels, parents)
		cells = parents
	}
	p.number()
	return p
}

// number gives the nodes their numbers: the root is 1, the others follow level by level from the top.
func (p *packedTree) number() {
	next := int64(rootNode)
	for level := len(p.levels) - 1; level > 0; level-- {
		for i := range p.levels[level] {
			next++
			p.levels[level][i].id = next
		}
	}
}

// nodeOf is the number of the node that holds the i-th cell of a level.
func (p *packedTree) nodeOf(level, i int) int64 {
	if level == len(p.levels)-1 {
		return rootNode
	}
	return p.levels[level+1][i/mostCells].id
}

// node is a node of the cells of a level.
func (p *packedTree) node(level int, cells []cell) []byte {
	depth := 0
	if level == len(p.levels)-1 {
		depth = level
	}
	b := make([]byte, 0, nodeBytes)
	b = binary.BigEndian.AppendUint16(b, uint16(depth))
	b = binary.BigEndian.AppendUint16(b, uint16(len(cells)))
	for _, c := range cells {
		b = binary.BigEndian.AppendUint64(b, uint64(c.id))
		for _, v := range [4]float32{c.minX, c.maxX, c.minY, c.maxY} {
			b = binary.BigEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b[:nodeBytes] // zeros behind the cells
}

// write puts the tree into the tables behind an R-tree of that name, which is empty. The table has so many rows.
func (p *packedTree) write(ctx context.Context, t *table, name string, rows int) error {
	if len(p.levels[0]) == 0 {
		return nil
	}
	for _, step := range []struct {
		into string
		rows func(row func(...any) error) error
	}{
		{"REPLACE INTO " + quoted(name+"_node") + " (nodeno, data)", p.nodes}, // the root is there, and empty
		{"INSERT INTO " + quoted(name+"_parent") + " (nodeno, parentnode)", p.parents},
		{"INSERT INTO " + quoted(name+"_rowid") + " (rowid, nodeno)", func(row func(...any) error) error { return p.leaves(rows, row) }},
	} {
		in, err := t.insertInto(ctx, step.into, 2)
		if err != nil {
			return err
		}
		if err := step.rows(in.row); err != nil {
			return err
		}
		if err := in.end(); err != nil {
			return err
		}
	}
	return nil
}

// nodes gives row each node.
func (p *packedTree) nodes(row func(...any) error) error {
	for level := len(p.levels) - 1; level >= 0; level-- {
		i := 0
		for cells := range slices.Chunk(p.levels[level], mostCells) {
			if err := row(p.nodeOf(level, i), p.node(level, cells)); err != nil {
				return err
			}
			i += len(cells)
		}
	}
	return nil
}

// parents gives row each node but the root, and the one above it.
func (p *packedTree) parents(row func(...any) error) error {
	for level := len(p.levels) - 1; level > 0; level-- {
		for i, c := range p.levels[level] {
			if err := row(c.id, p.nodeOf(level, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaves gives row each feature that has a place, in their order, and its leaf.
func (p *packedTree) leaves(rows int, row func(...any) error) error {
	leaves := make([]int64, rows+1)
	for i, c := range p.levels[0] {
		leaves[c.id] = p.nodeOf(0, i)
	}
	for id, leaf := range leaves {
		if leaf == 0 {
			continue
		}
		if err := row(int64(id), leaf); err != nil {
			return err
		}
	}
	return nil
}
